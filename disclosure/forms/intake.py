"""What a clerk settles of a file that was read: its year, every figure, every passage; on one page, in one form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import QueryDict

from disclosure.desk.importing import Imported
from disclosure.forms.grid_layout import CellRemark
from disclosure.forms.passages import PassagesForm
from disclosure.forms.posted import clean_line, dump_base, messages_of, read_base
from disclosure.forms.tables import TablesForm
from disclosure.intake.settling import YEAR, Hand, parse_year
from disclosure.outputs.examination.opens import OpenLine
from disclosure.statutory.content import CellChange, Content
from disclosure.statutory.editions.spec import Part
from disclosure.statutory.figures import (
    PROBLEMS,
    Unreadable,
    format_figure,
    parse_figure,
)
from disclosure.statutory.places import Place, read_place


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
        edition = content.edition
        tables = Part("", "intake_tables", "表格", tables=edition.tables)
        texts = Part("", "intake_texts", "文字", passages=edition.passages)
        year = (posted or {}).get(YEAR, content.year or "")
        self.content = content
        self.editable = editable
        self.posted = posted
        self.tables = TablesForm(content, tables, posted, editable=editable)
        self.texts = ReadPassagesForm(content, texts, posted, editable=editable)
        self.year_text = clean_line(str(year)).strip()
        self.year_error = ""
        self.hand: dict[str, Hand] = {}

    def is_valid(self) -> bool:
        """Whether all that was typed can be kept; what cannot is said at its place."""
        # Both are asked before either counts, so that everything wrong is said at once.
        tables_valid = self.tables.is_valid()
        texts_valid = self.texts.is_valid()
        self.hand = dict(self._typed())
        if self.tables.cell_errors or self.year_error:
            return False
        return tables_valid and texts_valid

    @property
    def messages(self) -> list[tuple[str, str]]:
        """(id of the place, what is wrong with it); "" where it is not one place."""
        messages = self.tables.error_links
        messages += [("", message) for message in messages_of(self.texts)]
        if self.year_error:
            messages.insert(0, ("year", self.year_error))

        return messages

    def mark(self, found: Imported, opens: Sequence[OpenLine]) -> None:
        """Mark every cell that a person should look at, with the id of the words that say why.

        `opens` stand on the page as `o-0`, `o-1`, …. What was settled by hand is marked last: it counts before all else.
        """
        reading = found.reading
        unsure = [place for place, at in reading.found.items() if not at.sure]
        settled = [
            read_place(reading.edition, anchor) for anchor in found.by_hand - {YEAR}
        ]
        self._remark(unsure, CellRemark("unsure", "s-unsure"))
        for number, line in enumerate(opens):
            self._remark(line.places, CellRemark("unsettled", f"o-{number}"))

        self._remark(settled, CellRemark("by-hand", "s-by-hand"))

    def _remark(self, places: Iterable[Place], remark: CellRemark) -> None:
        """Of the places, cells are marked; passages have their words on the page as they are."""
        for place in places:
            if place.column:
                self.tables.remarks[place] = remark

    def _typed(self) -> Iterator[tuple[str, Hand]]:
        year = self._typed_year()
        if year is not None:
            yield YEAR, year

        for change in self.tables.changes:
            yield change.place.anchor, self._typed_figure(change)

        for passage in self.texts.changes:
            place = Place(passage=passage.key)
            yield place.anchor, Hand(passage.now.text, passage.now.heading)

    def _typed_year(self) -> Hand | None:
        if self.year_text == str(self.content.year or ""):
            return None

        try:
            return Hand(str(parse_year(self.year_text)))
        except ValueError as problem:
            self.year_error = str(problem)
            return None

    def _typed_figure(self, change: CellChange) -> Hand:
        """What was typed, as it is kept; what is no figure is said at its cell."""
        place = change.place
        table = self.content.edition.table(place.table)
        value = parse_figure(change.now, table.kind_of(place.column))
        if isinstance(value, Unreadable):
            where = place.name(self.content.edition)
            says = PROBLEMS.get(value.problem, PROBLEMS["not_a_number"])
            message = f"{where}：填的是“{value.text[:20]}”，{says}。"
            self.tables.cell_errors.setdefault(place, message)

        return Hand(format_figure(value))


def _with_one_base(data: QueryDict) -> dict[str, Any]:
    """Each of the two forms brings what it was typed over, under one name; their keys are different."""
    held: dict[str, Any] = {}
    for base in data.getlist("base")[:2]:
        held |= read_base(base)

    return {**data.dict(), "base": dump_base(held)}
