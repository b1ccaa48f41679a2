"""Turns one sheet into blocks: lines with one wide text are paragraphs, what stands in columns is a grid; empty lines part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from disclosure.intake.formats.sheets.sheet_facts import (
    CellAddress,
    CellArea,
    SheetFacts,
)
from disclosure.intake.formats.sheets.values import value_text
from disclosure.intake.source import Block, GridCell, SourceGrid, SourceParagraph, Where

MOST_ROWS = 20_000
MOST_COLUMNS = 300
BEYOND = 40
"""Rows and columns that a merged cell may go beyond the last value: judged, more than
any table has columns."""
SENTENCE = 30
"""Characters; the longest label of a line in a form has fewer, or stands beside
others."""
UNFINISHED = "（公式未计算）"
"""Stands where a formula has no value: neither blank nor zero."""


@dataclass(slots=True)
class SheetText:
    """A visible sheet: `texts` of its filled cells, `lines` where they stand in each
    row, `number` counts the sheets from 1. A merged cell is known by its upper left
    corner."""

    name: str
    number: int
    texts: dict[CellAddress, str] = field(default_factory=dict)
    merges: dict[CellAddress, CellArea] = field(default_factory=dict)
    lines: dict[int, list[CellAddress]] = field(default_factory=dict)

    def area(self, address: CellAddress) -> CellArea:
        """What the cell covers: itself, unless it is merged."""
        return self.merges.get(address) or CellArea(*address, *address)

    def bounds(self, rows: Sequence[int]) -> CellArea:
        """The area that the filled cells of these rows, from first to last, lie in."""
        areas: list[CellArea] = []
        for row in rows:
            areas += map(self.area, self.lines.get(row, ()))

        return CellArea(
            top=rows[0],
            left=min(area.left for area in areas),
            bottom=rows[-1],
            right=max(area.right for area in areas),
        )


@dataclass(frozen=True, slots=True)
class _SheetRun:
    """Rows without an empty one between them: lines of text above a table, the table,
    lines of text below it."""

    head: list[int]
    table: list[int]
    foot: list[int]


def sheet_text(
    name: str,
    number: int,
    rows: Sequence[Sequence[object]],
    start: CellAddress,
    facts: SheetFacts,
) -> SheetText:
    """The texts of a sheet; `rows` begin at `start`."""
    sheet = SheetText(name, number)
    _add_texts(sheet, rows, start, facts)
    for address in facts.unfinished:
        sheet.texts[address] = UNFINISHED

    _add_merges(sheet, facts)
    for address in sheet.texts:
        row, _ = address
        sheet.lines.setdefault(row, []).append(address)

    # A line in which only sums stand, all of them blank, is a line of its table.
    for row, _ in facts.sums:
        sheet.lines.setdefault(row, [])

    return sheet


def _add_texts(
    sheet: SheetText,
    rows: Sequence[Sequence[object]],
    start: CellAddress,
    facts: SheetFacts,
) -> None:
    """What can be seen of the values; a blank cell has no text."""
    first_row, first_column = start
    for row, values in enumerate(rows[:MOST_ROWS], first_row):
        for column, value in enumerate(values[:MOST_COLUMNS], first_column):
            address = (row, column)
            number_format = facts.formats.get(address)
            text = value_text(value, number_format)
            if text.strip():
                sheet.texts[address] = text


def _add_merges(sheet: SheetText, facts: SheetFacts) -> None:
    """A merged cell may reach beyond the last value, but not to the end of the sheet,
    as where whole rows were merged."""
    last_row = last_column = 0
    for row, column in sheet.texts:
        last_row = max(last_row, row)
        last_column = max(last_column, column)

    bottom = last_row + BEYOND
    right = last_column + BEYOND
    for area in facts.merges:
        corner = (area.top, area.left)
        sheet.merges[corner] = area.clipped(bottom, right)


def blocks_of(sheet: SheetText, first: int) -> Iterator[Block]:
    """The blocks of a sheet, numbered from `first`."""
    number = first
    for rows in _runs(sheet):
        if not any(sheet.lines.get(row) for row in rows):
            continue

        run = _parted(sheet, rows)
        for row in run.head:
            yield _paragraph(sheet, row, number)
            number += 1

        if run.table:
            yield _grid(sheet, run.table, number)
            number += 1

        for row in run.foot:
            yield _paragraph(sheet, row, number)
            number += 1


def _runs(sheet: SheetText) -> Iterator[list[int]]:
    """Rows without an empty one between them; a row that a merged cell reaches into is
    not empty."""
    filled = set(sheet.lines)
    for address in sheet.texts:
        area = sheet.area(address)
        filled.update(range(area.top, area.bottom + 1))

    run: list[int] = []
    for row in sorted(filled):
        if run and row != run[-1] + 1:
            yield run
            run = []

        run.append(row)

    if run:
        yield run


def _parted(sheet: SheetText, rows: list[int]) -> _SheetRun:
    """A title or a note that is merged over the columns stands above or below nearly
    every table, without an empty line between them."""
    bounds = sheet.bounds(rows)
    start = 0
    end = len(rows)
    while start < end:
        if not _is_text(sheet, rows[start], bounds, shortest=1):
            break

        start += 1

    # Below a table, a short text alone in its line is the label of one that was left
    # blank.
    while end > start:
        if not _is_text(sheet, rows[end - 1], bounds, shortest=SENTENCE):
            break

        end -= 1

    return _SheetRun(
        head=rows[:start],
        table=rows[start:end],
        foot=rows[end:],
    )


def _is_text(sheet: SheetText, row: int, bounds: CellArea, *, shortest: int) -> bool:
    """Whether one text stands in the row, from the left border, over half of the
    columns, or not merged and not short."""
    addresses = sheet.lines.get(row, ())
    if len(addresses) != 1:
        return False

    (address,) = addresses
    area = sheet.area(address)
    if area.left != bounds.left or area.top != area.bottom:
        return False
    if area.width == 1:
        return len(sheet.texts[address]) >= shortest
    return area.width * 2 > bounds.width


def _where(sheet: SheetText, address: CellAddress, block: int) -> Where:
    """A cell as the program counts it, with the letters of its column as a number."""
    row, column = address
    return Where(block, sheet.number, row + 1, column + 1)


def _paragraph(sheet: SheetText, row: int, block: int) -> SourceParagraph:
    (address,) = sheet.lines[row]
    text = sheet.texts[address].strip()
    where = _where(sheet, address, block)
    return SourceParagraph(text, where, sheet=sheet.name)


def _grid(sheet: SheetText, rows: list[int], block: int) -> SourceGrid:
    """All cells of the columns in use, the empty ones too, without what a merged cell
    covers."""
    bounds = sheet.bounds(rows)
    bounds = bounds.clipped(bounds.bottom, bounds.left + MOST_COLUMNS)
    covered: set[CellAddress] = set()
    cells: list[GridCell] = []
    for address in bounds.addresses():
        if address in covered:
            continue

        area = sheet.area(address)
        area = area.clipped(bounds.bottom, bounds.right)
        # One that is merged stands for all that it covers.
        if area.height > 1 or area.width > 1:
            covered.update(area.addresses())

        cells.append(
            GridCell(
                text=sheet.texts.get(address, ""),
                row=area.top - bounds.top,
                column=area.left - bounds.left,
                where=_where(sheet, address, block),
                rowspan=area.height,
                colspan=area.width,
            )
        )

    where = Where(block, sheet.number, bounds.top + 1)
    return SourceGrid(tuple(cells), where, sheet=sheet.name)
