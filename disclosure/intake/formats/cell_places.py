"""Puts the cells of a table at rows and columns: no two over one another, no column that nothing begins in. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import NamedTuple

from disclosure.intake.formats.blocks import PlacedCell
from disclosure.intake.source import IntakeError

# Judged: the widest table of a report has 15 columns, the longest 28 rows. What goes
# beyond these bounds is a file that wants to fill the memory (colspan=1000 in every
# cell).
MAX_COLSPAN = 200
MAX_ROWSPAN = 2_000
MAX_COLUMNS = 1_000
MAX_AREA = 2_000_000


class TooWide(IntakeError):
    """A table is larger than any report's."""

    def __init__(self) -> None:
        super().__init__(
            f"文件里的表格太大（超过 {MAX_COLUMNS} 列或 {MAX_AREA // 10_000} 万格），不像年度报告，请只保留报告本身后再上传。"
        )


@dataclass(frozen=True, slots=True)
class UnplacedCell:
    """A cell as written, before its column is known. `rowspan` 0 goes to the last
    line."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    header: bool = False
    picture: bool = False


class LaidOutCells(NamedTuple):
    """Cells at their places; `certain` is false where their columns are only
    guessed."""

    cells: list[PlacedCell]
    certain: bool


class _Occupancy:
    """Which places of a table are taken. A table of single cells takes none: nothing
    reaches into a later one."""

    def __init__(self) -> None:
        self._taken: set[tuple[int, int]] = set()
        self._area = 0

    def first_free_column(self, row: int, column: int) -> int:
        while (row, column) in self._taken:
            column += 1

        return column

    def free_width(self, row: int, column: int, colspan: int) -> int:
        """How many columns a cell gets of those that it asks for: it ends where it meets
        another."""
        wanted = min(max(colspan, 1), MAX_COLSPAN)
        for width in range(1, wanted):
            if (row, column + width) in self._taken:
                return width

        return wanted

    def take(self, row: int, column: int, height: int, width: int) -> None:
        """Raises TooWide before anything as large is laid out."""
        self._area += width * height
        if column + width > MAX_COLUMNS or self._area > MAX_AREA:
            raise TooWide

        is_single = height == 1 and width == 1
        if is_single and not self._taken:
            return

        rows = range(row, row + height)
        columns = range(column, column + width)
        self._taken.update(product(rows, columns))


def place_cells(
    rows: Sequence[Sequence[UnplacedCell]], ends: Sequence[int]
) -> list[PlacedCell]:
    """Cells put where a browser would put them, but never over one another: a span ends
    where another cell stands, or with the head, body or foot that it begins in. `ends`
    gives for each row the one after the last of these."""
    occupancy = _Occupancy()
    placed: list[PlacedCell] = []
    for row, cells in enumerate(rows):
        column = 0
        for ordinal, cell in enumerate(cells, start=1):
            column = occupancy.first_free_column(row, column)
            width = occupancy.free_width(row, column, cell.colspan)
            height = _height(cell.rowspan, rows_left=ends[row] - row)
            occupancy.take(row, column, height, width)
            placed.append(
                PlacedCell(
                    text=cell.text,
                    row=row,
                    column=column,
                    rowspan=height,
                    colspan=width,
                    header=cell.header,
                    picture=cell.picture,
                    line=row + 1,
                    ordinal=ordinal,
                )
            )
            column += width

    return without_empty_columns(placed)


def _height(rowspan: int, rows_left: int) -> int:
    """How many rows a cell gets of those that it asks for."""
    if rowspan == 0:  # HTML's way to say: down to the last line
        return rows_left
    return min(max(rowspan, 1), rows_left, MAX_ROWSPAN)


def without_empty_columns(cells: Iterable[PlacedCell]) -> list[PlacedCell]:
    """The same cells without columns that no cell begins in: spacers, and spans beyond
    what is there."""
    found = list(cells)
    starts = sorted({cell.column for cell in found})
    made: list[PlacedCell] = []
    for cell in found:
        # Before a column there are as many others as its number says.
        first = bisect_left(starts, cell.column)
        after = bisect_left(starts, cell.column + cell.colspan)
        moved = replace(cell, column=first, colspan=after - first)
        made.append(moved)

    return made


def cells_by_row(cells: Iterable[PlacedCell]) -> dict[int, list[PlacedCell]]:
    """The cells that begin in each row, in their order; no entry where none does."""
    rows: dict[int, list[PlacedCell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)

    return rows


class MergedCells:
    """Collects cells row by row; one that continues another makes that one larger."""

    def __init__(self) -> None:
        self.cells: list[PlacedCell] = []
        # By the column they begin in, the positions among `cells` of those of a row.
        self._above: dict[int, int] = {}
        self._row: dict[int, int] = {}

    def begin_row(self) -> None:
        """What was the row is the one above now."""
        self._above = self._row
        self._row = {}

    def add(self, cell: PlacedCell) -> None:
        """Add a cell that continues none."""
        self._row[cell.column] = len(self.cells)
        self.cells.append(cell)

    def extend_down(self, row: int, column: int) -> bool:
        """Make the cell above reach into this row; false where none begins in that
        column."""
        if column not in self._above:
            return False

        position = self._above[column]
        above = self.cells[position]
        self.cells[position] = replace(above, rowspan=row - above.row + 1)
        self._row[column] = position
        return True

    def last_in_row(self) -> PlacedCell | None:
        """The cell of this row that is furthest to the right."""
        if not self._row:
            return None
        return self.cells[self._row[max(self._row)]]

    def replace_last(self, cell: PlacedCell) -> None:
        self.cells[self._row[max(self._row)]] = cell


def lay_out(cells: Sequence[PlacedCell], *, certain: bool) -> LaidOutCells:
    """The same cells, none over another and without empty columns: a span ends where
    another cell stands. Where one had to be cut, their columns are not `certain` any
    more."""
    if any(cell.column + cell.colspan > MAX_COLUMNS for cell in cells):
        raise TooWide

    lines = cells_by_row(cells)
    made: list[PlacedCell] = []
    for cell in cells:
        fitting = _cut(cell, lines)
        certain = certain and fitting == cell
        made.append(fitting)

    return LaidOutCells(without_empty_columns(made), certain)


def _cut(cell: PlacedCell, lines: Mapping[int, Sequence[PlacedCell]]) -> PlacedCell:
    """The cell, no wider and no higher than there is room for it."""
    right = _free_end(cell, lines[cell.row])
    height = 1
    while height < cell.rowspan:
        below = lines.get(cell.row + height, ())
        if any(_reaches_between(other, cell.column, right) for other in below):
            break

        height += 1

    width = right - cell.column
    return replace(cell, colspan=width, rowspan=height)


def _free_end(cell: PlacedCell, line: Sequence[PlacedCell]) -> int:
    """The column before which the cell has to end in its line."""
    end = cell.column + cell.colspan
    for other in line:
        if other.column > cell.column:
            end = min(end, other.column)

    return end


def _reaches_between(cell: PlacedCell, left: int, right: int) -> bool:
    """Whether the cell covers one of the columns from `left` to before `right`."""
    end = cell.column + cell.colspan
    return cell.column < right and left < end


def column_numbers(edges: Iterable[int], tolerance: int = 80) -> dict[int, int]:
    """The number of the column line that each edge lies on; edges within `tolerance` of
    the one before are one line. Word measures in twentieths of a point, so 80 is 1.4
    mm."""
    numbers: dict[int, int] = {}
    number = -1
    line: int | None = None
    for edge in sorted(set(edges)):
        if line is None or edge - line > tolerance:
            number += 1
            line = edge

        numbers[edge] = number

    return numbers
