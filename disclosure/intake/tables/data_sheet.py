"""Reads the data sheet of our own workbooks: a record for each cell, with the keys of the form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosure.intake.source import Block, GridCell, SourceGrid
from disclosure.intake.tables.candidates import Candidate
from disclosure.intake.tables.cells import read_cell
from disclosure.statutory.editions import EDITIONS, Edition
from disclosure.statutory.places import Place

FIELDS = ("格式版本", "表键", "行键", "列键", "数值")


@dataclass(frozen=True, slots=True)
class RecordFields:
    """In which columns of a grid the fields of our records stand."""

    edition: int
    table: int
    row: int
    column: int
    figure: int

    @classmethod
    def of(cls, grid: SourceGrid) -> RecordFields | None:
        """By the first line of a grid; None where the names of our fields do not stand there."""
        first = next(grid.lines(), ())
        places = {cell.text.strip(): cell.column for cell in first}
        if not set(FIELDS) <= set(places):
            return None
        return cls(*(places[name] for name in FIELDS))


@dataclass(frozen=True, slots=True)
class RecordSheet:
    """A grid of records, and in which of its columns their fields stand."""

    grid: SourceGrid
    fields: RecordFields

    def records(self) -> Sequence[Sequence[GridCell]]:
        """Its lines without the first, which names the fields."""
        return list(self.grid.lines())[1:]

    def editions(self) -> set[str]:
        """What its records say of their edition."""
        named: set[str] = set()
        for cell in self.grid.cells:
            is_of_a_record = cell.row > 0
            if is_of_a_record and cell.column == self.fields.edition:
                named.add(cell.text.strip())

        return named


def is_records(grid: SourceGrid) -> bool:
    """Whether a grid begins with the names of the fields of our records."""
    return RecordFields.of(grid) is not None


def recorded_edition(blocks: Sequence[Block]) -> Edition | None:
    """The edition that all records name, if they do."""
    named: set[str] = set()
    for sheet in _record_sheets(blocks):
        named |= sheet.editions()

    if len(named) != 1:
        return None
    return EDITIONS.get(named.pop())


def recorded(
    blocks: Sequence[Block],
    edition: Edition,
) -> Iterator[tuple[Place, Candidate]]:
    """The candidate for each cell that a record of this edition names."""
    for sheet in _record_sheets(blocks):
        for record in sheet.records():
            place = _place_of(record, sheet.fields, edition)
            figure = _cell_in(record, sheet.fields.figure)
            if place is not None and figure is not None:
                yield place, _candidate(figure, place, edition)


def _record_sheets(blocks: Sequence[Block]) -> Iterator[RecordSheet]:
    """The grids that begin with the names of our fields."""
    for block in blocks:
        if not isinstance(block, SourceGrid):
            continue

        fields = RecordFields.of(block)
        if fields is not None:
            yield RecordSheet(block, fields)


def _place_of(
    record: Sequence[GridCell],
    fields: RecordFields,
    edition: Edition,
) -> Place | None:
    """The cell of the form that a record is of; None where this edition has no such."""
    if _text_in(record, fields.edition) != edition.key:
        return None

    place = Place(
        table=_text_in(record, fields.table),
        row=_text_in(record, fields.row),
        column=_text_in(record, fields.column),
    )
    for table in edition.tables:
        if table.key == place.table and table.has_cell(place.row, place.column):
            return place

    return None


def _candidate(cell: GridCell, place: Place, edition: Edition) -> Candidate:
    """What a record says of its cell of the form."""
    table = edition.table(place.table)
    kind = table.kind_of(place.column)
    figure = read_cell(cell.text, kind)
    trouble = "数字之间有空白" if figure.spaced else ""
    return Candidate(figure, cell.where, cell.text, trouble=trouble)


def _cell_in(record: Sequence[GridCell], column: int) -> GridCell | None:
    """The field of a record in a column of the grid; the last of two that begin there."""
    found = None
    for cell in record:
        if cell.column == column:
            found = cell

    return found


def _text_in(record: Sequence[GridCell], column: int) -> str:
    """What stands in a field, "" where the record has none."""
    cell = _cell_in(record, column)
    return cell.text.strip() if cell else ""
