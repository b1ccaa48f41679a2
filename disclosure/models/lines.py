"""The entered figures: one small model per kind of statutory table, one row per statutory line, one column per column.

Blank is NULL. Totals are never stored. `report`, `table` and `row` are unique together. A table is kept by the model of
its role and a figure in the field of its column's role, whatever an edition calls the two; `table` and `row` are the
edition's keys, as a place has them, so that anyone with SQL can read them and one GROUP BY adds a whole tree up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any, ClassVar, Protocol

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from disclosure.models.append_only import DraftOnly
from disclosure.statutory.editions.spec import Edition, Table, TableRole
from disclosure.statutory.figures import (
    MAX_DECIMALS,
    MAX_DIGITS,
    CellKey,
    Unreadable,
    Value,
)


class OfEdition(Protocol):
    """A report, as its lines know it: the form it is on, and what was typed into it and could not be read."""

    pk: Any
    unread: Any

    @property
    def edition(self) -> Edition: ...


def _count() -> models.BigIntegerField[int | None, int | None]:
    return models.BigIntegerField(null=True, blank=True)


def _amount() -> models.DecimalField[Decimal | None, Decimal | None]:
    return models.DecimalField(
        max_digits=MAX_DIGITS + MAX_DECIMALS,
        decimal_places=MAX_DECIMALS,
        null=True,
        blank=True,
    )


def _rules(name: str, *columns: str) -> tuple[models.BaseConstraint, ...]:
    """One line per report, table and row; no negative figure in `columns`."""
    not_negative = Q()
    for column in columns:
        not_negative &= Q(**{f"{column}__gte": 0}) | Q(**{f"{column}__isnull": True})

    return (
        UniqueConstraint(fields=("report", "table", "row"), name=f"one_{name}_line"),
        CheckConstraint(condition=not_negative, name=f"{name}_not_negative"),
    )


class Line(DraftOnly):
    """One statutory line of one report. `roles` are those of the tables that the model keeps."""

    roles: ClassVar[tuple[TableRole, ...]] = ()

    report = models.ForeignKey(
        "disclosure.Report", on_delete=models.CASCADE, related_name="+"
    )
    table = models.CharField(max_length=32)
    row = models.CharField(max_length=40)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.report_id} {self.table}.{self.row}"

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """The roles of columns that the model keeps, over all editions."""
        return tuple(
            field.name
            for field in cls._meta.concrete_fields
            if isinstance(field, models.BigIntegerField | models.DecimalField)
            and not field.primary_key
        )

    @classmethod
    def stored(cls) -> tuple[str, ...]:
        """What a save writes: the columns, and the decimals of an amount where there is one."""
        fields = {field.name for field in cls._meta.concrete_fields}
        return (*cls.columns(), "places") if "places" in fields else cls.columns()

    def get(self, column: str) -> Value:
        """The figure of the column with this role, an amount with the decimals it was entered with."""
        value: int | Decimal | None = getattr(self, column)
        if isinstance(value, Decimal):
            return value.quantize(Decimal(1).scaleb(-(self.places or 0)))
        return value

    def cells(self, table: Table) -> dict[CellKey, Value]:
        """{(row, column): value} of the line under the keys of its table, blanks too."""
        return {
            (self.row, column.key): self.get(column.role)
            for column in table.entry_columns
        }

    def put(self, column: str, value: int | Decimal | None) -> None:
        if isinstance(value, Decimal):
            self.places = -int(value.as_tuple().exponent)

        setattr(self, column, value)

    places: int | None = None
    """Decimals that an amount was entered with: 12.50 is not printed as 12.5."""


class DocumentsLine(Line):
    """第二十条第（一）项: a line of 规章 or 行政规范性文件. The last two columns are the 2019 edition's."""

    roles = ("documents",)

    made = _count()
    repealed = _count()
    in_force = _count()
    published = _count()
    published_total = _count()

    class Meta:
        constraints = _rules(
            "documents", "made", "repealed", "in_force", "published", "published_total"
        )


class DecisionsLine(Line):
    """第二十条第（五）（六）项: decisions; `last_year` and the signed `change` are the 2019 edition's."""

    roles = ("licensing", "enforcement")

    decisions = _count()
    last_year = _count()
    change = _count()

    class Meta:
        constraints = _rules("decisions", "decisions", "last_year")


class ChargesLine(Line):
    """第二十条第（八）项, and （九） of the 2019 edition: money in 万元."""

    roles = ("charges", "procurement")

    amount = _amount()
    places = models.PositiveSmallIntegerField(null=True, blank=True)
    last_year = _count()
    change = _count()
    projects = _count()

    class Meta:
        constraints = _rules("charges", "amount", "last_year", "projects")


class RequestsLine(Line):
    """Table three: one line, six kinds of applicant."""

    roles = ("requests",)

    person = _count()
    business = _count()
    research = _count()
    charity = _count()
    legal_service = _count()
    other_org = _count()

    class Meta:
        constraints = _rules(
            "requests",
            "person",
            "business",
            "research",
            "charity",
            "legal_service",
            "other_org",
        )


class DisputesLine(Line):
    """Table four: its one line of twelve figures."""

    roles = ("disputes",)

    reconsideration_upheld = _count()
    reconsideration_corrected = _count()
    reconsideration_other = _count()
    reconsideration_pending = _count()
    direct_suit_upheld = _count()
    direct_suit_corrected = _count()
    direct_suit_other = _count()
    direct_suit_pending = _count()
    suit_after_reconsideration_upheld = _count()
    suit_after_reconsideration_corrected = _count()
    suit_after_reconsideration_other = _count()
    suit_after_reconsideration_pending = _count()

    class Meta:
        constraints = _rules(
            "disputes",
            *(
                f"{block}_{result}"
                for block in (
                    "reconsideration",
                    "direct_suit",
                    "suit_after_reconsideration",
                )
                for result in ("upheld", "corrected", "other", "pending")
            ),
        )


class UnreadEntry(DraftOnly):
    """What somebody typed into a cell and no figure could be read from: kept as typed until it is mended."""

    report = models.ForeignKey(
        "disclosure.Report", on_delete=models.CASCADE, related_name="unread"
    )
    table = models.CharField(max_length=32)
    row = models.CharField(max_length=40)
    column = models.CharField(max_length=40)
    text = models.CharField(max_length=64)
    problem = models.CharField(max_length=16)

    class Meta:
        constraints = (
            UniqueConstraint(
                fields=("report", "table", "row", "column"),
                name="one_unread_entry_per_cell",
            ),
        )

    def __str__(self) -> str:
        return f"{self.report_id} {self.table}.{self.row}.{self.column}"

    @property
    def value(self) -> Unreadable:
        """As a cell holds it."""
        return Unreadable(self.text, self.problem)  # type: ignore[arg-type]


LINE_MODELS: tuple[type[Line], ...] = (
    DocumentsLine,
    DecisionsLine,
    ChargesLine,
    RequestsLine,
    DisputesLine,
)
_MODEL_OF = {role: model for model in LINE_MODELS for role in model.roles}


def line_model(table: Table) -> type[Line]:
    """The model that keeps a table's lines, told by its role. Raises KeyError."""
    return _MODEL_OF[table.role]  # type: ignore[index]


def _line_models(edition: Edition) -> tuple[type[Line], ...]:
    """Each model once that keeps a table of the edition."""
    return tuple(dict.fromkeys(line_model(table) for table in edition.tables))


def entered_figures(report: OfEdition) -> dict[str, dict[CellKey, Value]]:
    """{table: {(row, column): value}} of everything entered: one query per model, none per line."""
    edition = report.edition
    figures: dict[str, dict[CellKey, Value]] = {
        table.key: {} for table in edition.tables
    }
    for model in _line_models(edition):
        for line in lines_of(model, report):
            figures[line.table].update(line.cells(edition.table(line.table)))

    for entry in report.unread.all():
        figures[entry.table][entry.row, entry.column] = entry.value

    return figures


def figures_around(
    report: OfEdition, places: Collection[tuple[str, str, str]]
) -> dict[str, dict[CellKey, Value]]:
    """As `entered_figures`, but only the lines in which these (table, row, column) stand: what a save has to know.

    What could not be read is asked for only where one of the places is blank.
    """
    tables = {key: report.edition.table(key) for key, _, _ in places}
    rows: dict[type[Line], set[str]] = defaultdict(set)
    for key, row, _ in places:
        rows[line_model(tables[key])].add(row)

    figures: dict[str, dict[CellKey, Value]] = {key: {} for key in tables}
    for model, wanted in rows.items():
        # By both: lines of two tables that one model keeps may have the same key.
        lines = lines_of(model, report).filter(table__in=tables, row__in=wanted)
        for line in lines:
            figures[line.table].update(line.cells(tables[line.table]))

    if _has_blank(figures, places):
        for entry in report.unread.filter(table__in=tables):
            figures[entry.table][entry.row, entry.column] = entry.value

    return figures


def _has_blank(
    figures: Mapping[str, Mapping[CellKey, Value]],
    places: Collection[tuple[str, str, str]],
) -> bool:
    """Whether no figure is kept for one of these places."""
    kept = (figures[table].get((row, column)) for table, row, column in places)
    return any(value is None for value in kept)


def lines_of(model: type[Line], report: OfEdition) -> models.QuerySet[Any]:
    return model._default_manager.filter(report_id=report.pk)
