"""What a clerk settles of a file that was read: its year, every figure, every passage; on one page, in one form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import QueryDict

from disclosure.forms.passages import PassagesForm
from disclosure.forms.posted import clean_line, dump_base, read_base
from disclosure.forms.tables import TablesForm
from disclosure.intake.settling import YEAR, Hand, parse_year
from disclosure.statutory.content import Content
from disclosure.statutory.editions.spec import Part
from disclosure.statutory.figures import (
    PROBLEMS,
    Unreadable,
    format_figure,
    parse_figure,
)
from disclosure.statutory.places import Place


class ReadPassagesForm(PassagesForm):
    """The passages alone: who signed, and where the opening stands, is as in the file."""

    def _add_settings(self) -> None:
        return


class IntakeForm:
    """Two forms of the desk and the year. `hand` is what was typed, {anchor: Hand}, once `is_valid` has said yes."""

    def __init__(
        self, content: Content, data: QueryDict | None = None, *, editable: bool = True
    ) -> None:
        posted = _with_one_base(data) if data is not None else None
        tables = Part("", "intake_tables", "表格", tables=content.edition.tables)
        texts = Part("", "intake_texts", "文字", passages=content.edition.passages)
        self.content, self.editable, self.posted = content, editable, posted
        self.tables = TablesForm(content, tables, posted, editable=editable)
        self.texts = ReadPassagesForm(content, texts, posted, editable=editable)
        self.year_text = clean_line(
            str((posted or {}).get(YEAR, content.year or ""))
        ).strip()
        self.year_error = ""
        self.hand: dict[str, Hand] = {}

    def is_valid(self) -> bool:
        """Whether all that was typed can be kept; what cannot is said at its place."""
        valid = [self.tables.is_valid(), self.texts.is_valid()]
        self.hand = dict(self._typed())
        return all(valid) and not self.tables.cell_errors and not self.year_error

    @property
    def messages(self) -> list[tuple[str, str]]:
        """(id of the place, what is wrong with it); "" where it is not one place."""
        said = self.tables.error_links
        said += [
            ("", str(message))
            for errors in self.texts.errors.values()
            for message in errors
        ]
        return [("year", self.year_error), *said] if self.year_error else said

    def _typed(self) -> Iterator[tuple[str, Hand]]:
        if self.year_text != str(self.content.year or ""):
            try:
                yield YEAR, Hand(str(parse_year(self.year_text)))
            except ValueError as problem:
                self.year_error = str(problem)
        for change in self.tables.changes:
            kind = self.content.edition.table(change.place.table).kind_of(
                change.place.column
            )
            value = parse_figure(change.now, kind)
            if isinstance(value, Unreadable):
                where = change.place.name(self.content.edition)
                says = PROBLEMS.get(value.problem, PROBLEMS["not_a_number"])
                self.tables.cell_errors.setdefault(
                    change.place, f"{where}：填的是“{value.text[:20]}”，{says}。"
                )
            yield (
                change.place.anchor,
                Hand(format_figure(value)),
            )
        for passage in self.texts.changes:
            yield (
                Place(passage=passage.key).anchor,
                Hand(passage.now.text, passage.now.heading),
            )


def _with_one_base(data: QueryDict) -> dict[str, Any]:
    """Each of the two forms brings what it was typed over, under one name; their keys are different."""
    held: dict[str, Any] = {}
    for base in data.getlist("base")[:2]:
        held |= read_base(base)
    return {**data.dict(), "base": dump_base(held)}
