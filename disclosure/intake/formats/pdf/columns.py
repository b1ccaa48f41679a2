"""Finds tables without lines: text in columns that nobody could take for anything else. What is doubtful stays text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from disclosure.intake.formats.pdf.glyphs import Glyph
from disclosure.intake.formats.pdf.lines import PdfLine, text_of

GAP = 1.2
"""Of the size: what parts two columns on a line. Wider than a blank of one character, as between the words of a name."""
FEWEST = 3
"""Lines, and columns."""
FULL = 0.6
"""Of all squares: so many have to hold something. Judged by eye on the tests' pages."""

Parts = list[list[Glyph]]
"""What stands on one line, column by column."""


class ColumnText(NamedTuple):
    """What stands in a column of a line; columns are counted from 0."""

    column: int
    text: str


@dataclass(frozen=True, slots=True)
class AlignedLines:
    """Lines that are a table, and what each has in which column."""

    lines: Sequence[PdfLine]
    rows: Sequence[Sequence[ColumnText]]

    @property
    def base(self) -> float:
        return self.lines[0].base


class _Extent(NamedTuple):
    """From left to right, in points."""

    start: float
    end: float


def aligned(lines: Sequence[PdfLine]) -> Iterator[AlignedLines]:
    """Runs of lines of one page that are a table."""
    parts = [_parts(line) for line in lines]
    first = 0
    while first < len(lines):
        end = first
        page = lines[first].page
        while end < len(lines) and lines[end].page == page:
            if len(parts[end]) < FEWEST:
                break

            end += 1

        rows = _rows(parts[first:end])
        if rows:
            yield AlignedLines(lines[first:end], rows)

        first = max(end, first + 1)


def _parts(line: PdfLine) -> Parts:
    parts: Parts = []
    for glyph in line.glyphs:
        if parts and glyph.gap_after(parts[-1][-1]) <= GAP * line.size:
            parts[-1].append(glyph)
        else:
            parts.append([glyph])

    if len(parts) > FEWEST and not any(map(_is_entry, parts)):
        # A justified line falls apart into single characters; a line of a table has
        # a word somewhere, or figures.
        return []
    return parts


def _is_entry(part: Sequence[Glyph]) -> bool:
    return len(part) > 1 or part[0].text.isdigit()


def _rows(lines: Sequence[Parts]) -> list[list[ColumnText]]:
    """Each line as its columns; nothing where the lines are no table."""
    if len(lines) < FEWEST:
        return []

    columns = _columns(lines)
    if len(columns) < FEWEST:
        return []

    filled = sum(map(len, lines))
    if filled < FULL * len(columns) * len(lines):
        return []

    rows = [_row(parts, columns) for parts in lines]
    for row in rows:
        used = {entry.column for entry in row}
        if len(used) < len(row):  # two things of one line in one column
            return []

    return rows


def _row(
    parts: Parts,
    columns: Sequence[_Extent],
) -> list[ColumnText]:
    row: list[ColumnText] = []
    for part in parts:
        column = _column_at(part[0].x0, columns)
        row.append(ColumnText(column, text_of(part)))

    return row


def _columns(lines: Sequence[Parts]) -> list[_Extent]:
    """What stands above one another, from left to right: between two columns all lines leave room."""
    extents: list[_Extent] = []
    for parts in lines:
        extents += [_Extent(part[0].x0, part[-1].x1) for part in parts]

    extents.sort()
    columns: list[_Extent] = []
    for extent in extents:
        if not columns or extent.start > columns[-1].end:
            columns.append(extent)
            continue

        last = columns.pop()
        end = max(last.end, extent.end)
        columns.append(_Extent(last.start, end))

    return columns


def _column_at(
    x: float,
    columns: Sequence[_Extent],
) -> int:
    for number, column in enumerate(columns):
        if column.start <= x <= column.end:
            return number

    raise ValueError(x)
