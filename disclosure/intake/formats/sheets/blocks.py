"""One sheet -> blocks: lines with one wide text are paragraphs, what stands in columns is a grid; empty lines part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from disclosure.intake.formats.sheets.sheet_facts import (
    CellAddress,
    CellArea,
    SheetFacts,
)
from disclosure.intake.formats.sheets.values import value_text
from disclosure.intake.source import Block, Grid, GridCell, Paragraph, Where

MOST_ROWS = 20_000
MOST_COLUMNS = 300
BEYOND = 40
SENTENCE = 30
"""Characters; the longest label of a line in a form has fewer, or stands beside others."""
UNFINISHED = "（公式未计算）"
"""Stands where a formula has no value: neither blank nor zero."""


@dataclass(slots=True)
class Sheet:
    """A visible sheet: `texts` of its filled cells by (row, column) from 0, `lines` where they stand
    in each row, `number` counts the sheets from 1."""

    name: str
    number: int
    texts: dict[CellAddress, str] = field(default_factory=dict)
    merges: dict[CellAddress, CellArea] = field(default_factory=dict)
    lines: dict[int, list[CellAddress]] = field(default_factory=dict)

    def span(self, place: CellAddress) -> CellArea:
        return self.merges.get(place) or CellArea(*place, *place)


def sheet_of(
    name: str,
    number: int,
    rows: Sequence[Sequence[object]],
    start: CellAddress,
    facts: SheetFacts,
) -> Sheet:
    """The texts of a sheet; `rows` begin at `start`."""
    sheet = Sheet(name, number)
    for row, values in enumerate(rows[:MOST_ROWS], start=start[0]):
        for column, value in enumerate(values[:MOST_COLUMNS], start=start[1]):
            place = row, column
            text = (
                UNFINISHED
                if place in facts.unfinished
                else value_text(value, facts.formats.get(place))
            )
            if text.strip():
                sheet.texts[place] = text
    for place in facts.unfinished:
        sheet.texts.setdefault(place, UNFINISHED)
    last = (
        max((place[0] for place in sheet.texts), default=0),
        max((place[1] for place in sheet.texts), default=0),
    )
    for top, left, bottom, right in facts.merges:
        # A merged cell may reach beyond the last value, but not to the end of the sheet.
        sheet.merges[top, left] = CellArea(
            top, left, min(bottom, last[0] + BEYOND), min(right, last[1] + BEYOND)
        )
    for place in sheet.texts:
        sheet.lines.setdefault(place[0], []).append(place)
    # A line in which only sums stand, all of them blank, is a line of its table.
    for row, _ in facts.sums:
        sheet.lines.setdefault(row, [])
    return sheet


def blocks_of(sheet: Sheet, first: int) -> Iterator[Block]:
    """The blocks of a sheet, numbered from `first`."""
    number = first
    for rows in _runs(sheet):
        if not any(sheet.lines.get(row) for row in rows):
            continue
        head, table, foot = _apart(sheet, rows)
        for row in head:
            yield _paragraph(sheet, row, number)
            number += 1
        if table:
            yield _grid(sheet, table, number)
            number += 1
        for row in foot:
            yield _paragraph(sheet, row, number)
            number += 1


def _runs(sheet: Sheet) -> Iterator[list[int]]:
    """Rows without an empty one between them; a row that a merged cell reaches into is not empty."""
    reached = {
        row
        for place in sheet.texts
        for row in range(place[0], sheet.span(place).bottom + 1)
    }
    filled = sorted(reached | set(sheet.lines))
    run: list[int] = []
    for row in filled:
        if run and row != run[-1] + 1:
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _apart(sheet: Sheet, rows: list[int]) -> tuple[list[int], list[int], list[int]]:
    """The lines of text above a table, the table, the lines of text below it."""
    left = min(place[1] for row in rows for place in sheet.lines.get(row, ()))
    right = max(
        sheet.span(place).right for row in rows for place in sheet.lines.get(row, ())
    )

    def is_text(row: int, fewest: int) -> bool:
        """One text from the left border: over half of the columns, or alone in its line and not short."""
        places = sheet.lines.get(row, ())
        if len(places) != 1:
            return False
        area = sheet.span(places[0])
        merged = (
            area.right > area.left and (area.right - left + 1) * 2 > right - left + 1
        )
        alone = area.right == area.left and len(sheet.texts[places[0]]) >= fewest
        return area.left == left and area.top == area.bottom and (merged or alone)

    start, end = 0, len(rows)
    while start < end and is_text(rows[start], 1):
        start += 1
    # Below a table, a short text alone in its line is the label of one that was left blank.
    while end > start and is_text(rows[end - 1], SENTENCE):
        end -= 1
    return rows[:start], rows[start:end], rows[end:]


def _where(sheet: Sheet, place: CellAddress, block: int) -> Where:
    """A cell as the program counts it, with the letters of its column as a number."""
    return Where(block, sheet.number, place[0] + 1, place[1] + 1)


def _paragraph(sheet: Sheet, row: int, block: int) -> Paragraph:
    (place,) = sheet.lines[row]
    return Paragraph(
        sheet.texts[place].strip(), _where(sheet, place, block), sheet=sheet.name
    )


def _grid(sheet: Sheet, rows: list[int], block: int) -> Grid:
    """All cells of the columns in use, the empty ones too, without what a merged cell covers."""
    places = [place for row in rows for place in sheet.lines.get(row, ())]
    left = min(place[1] for place in places)
    right = min(max(sheet.span(place).right for place in places), left + MOST_COLUMNS)
    covered: set[CellAddress] = set()
    cells: list[GridCell] = []
    for row in rows:
        for column in range(left, right + 1):
            if (row, column) in covered:
                continue
            area = sheet.span((row, column))
            bottom, last = min(area.bottom, rows[-1]), min(area.right, right)
            covered.update(
                (r, c) for r in range(row, bottom + 1) for c in range(column, last + 1)
            )
            place = row - rows[0], column - left
            text = sheet.texts.get((row, column), "")
            spans = bottom - row + 1, last - column + 1
            cells.append(
                GridCell(text, *place, _where(sheet, (row, column), block), *spans)
            )
    return Grid(tuple(cells), Where(block, sheet.number, rows[0] + 1), sheet=sheet.name)
