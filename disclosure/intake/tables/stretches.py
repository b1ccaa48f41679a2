"""Cuts grids into stretches: the lines of a header with the lines of figures under them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from disclosure.intake.source import Block, GridCell, SourceGrid, SourceParagraph
from disclosure.intake.tables.cells import is_figure
from disclosure.intake.tables.form_names import FormNames

MOST_LINES, MOST_CELLS = 3_000, 60_000
"""Of a grid that can be a statutory table, by far; larger ones are left alone, so that no file can keep us busy."""
SAID_BEFORE = 3
"""Paragraphs before a grid that may say what it is: its caption, its unit, a heading."""


@dataclass(eq=False)
class TableStretch:
    """Lines of one grid: `head` and `body` are line numbers, `before` the text of what stands directly before the grid.

    Lines are counted as y, columns of the grid as x, both from 0. `stub`: the columns that most lines have for their
    labels. `loose`: where the cells were parted by blanks, so that one figure may have become two.
    """

    grid: SourceGrid
    head: list[int] = field(default_factory=list)
    body: list[int] = field(default_factory=list)
    before: tuple[str, ...] = ()
    loose: bool = False
    stub: int = 0

    @cached_property
    def lines(self) -> tuple[tuple[GridCell, ...], ...]:
        """The cells that begin in each line of the grid."""
        return tuple(self.grid.lines())

    @cached_property
    def width(self) -> int:
        """Columns of the grid."""
        return self.grid.width

    @property
    def head_cells(self) -> Iterator[GridCell]:
        """The cells that begin in lines of the header."""
        for y in self.head:
            yield from self.lines[y]

    @cached_property
    def covered(self) -> dict[tuple[int, int], GridCell]:
        """(line, column) -> the cell that covers it."""
        covered: dict[tuple[int, int], GridCell] = {}
        for cell in self.grid.cells:
            columns = columns_under(cell)
            for y in range(cell.row, cell.row + cell.rowspan):
                for x in columns:
                    covered[y, x] = cell

        return covered

    def is_covered(self, y: int, columns: range) -> bool:
        """Whether a line has a cell over each of these columns of the grid."""
        return all((y, x) in self.covered for x in columns)

    def cells_over(self, y: int, columns: range) -> list[GridCell]:
        """The cells that cover these columns of the grid in a line, each once, from left to right."""
        cells: dict[int, GridCell] = {}
        for x in columns:
            cell = self.covered.get((y, x))
            if cell is not None:
                cells[id(cell)] = cell

        return list(cells.values())

    @cached_property
    def ends(self) -> dict[int, int]:
        """Line of the body -> the column in which its last cell ends."""
        ends: dict[int, int] = {}
        for y in self.body:
            reached = [columns_under(cell).stop for cell in self.lines[y]]
            ends[y] = max(reached, default=0)

        return ends


def columns_under(cell: GridCell) -> range:
    """The columns of the grid that a cell reaches over."""
    return range(cell.column, cell.column + cell.colspan)


def has_text(cells: Iterable[GridCell]) -> bool:
    """Whether anything stands in one of the cells."""
    return any(cell.text.strip() for cell in cells)


def stretches(blocks: Sequence[Block], names: FormNames) -> Iterator[TableStretch]:
    """Every grid, cut where a new header begins."""
    before: list[str] = []
    for block in blocks:
        if isinstance(block, SourceParagraph) and block.text.strip():
            before.append(block.text)

        if isinstance(block, SourceGrid) and not _is_too_large(block):
            yield from cut(block, names, tuple(before[-SAID_BEFORE:]))
            before = []


def _is_too_large(grid: SourceGrid) -> bool:
    """Whether no report could have such a grid, by its spans at least."""
    if grid.height > MOST_LINES:
        return True
    return grid.height * grid.width > MOST_CELLS


def cut(
    grid: SourceGrid,
    names: FormNames,
    before: tuple[str, ...] = (),
    *,
    loose: bool = False,
) -> Iterator[TableStretch]:
    """The stretches of one grid: part two is often one grid with a header for each of its tables."""
    here = TableStretch(grid, before=before, loose=loose)
    for y, line in enumerate(grid.lines()):
        is_header = _is_header_line(line, names)
        if is_header and here.body:
            yield here
            here = TableStretch(grid, loose=loose)

        if is_header or not (here.body or _is_body_line(line, names)):
            here.head.append(y)
        else:
            here.body.append(y)

    yield here


def _is_header_line(line: Sequence[GridCell], names: FormNames) -> bool:
    """Whether a line names columns or announces a table, and holds no figure."""
    if any(is_figure(cell.text) for cell in line):
        return False
    return any(_is_of_header(cell.text, names) for cell in line)


def _is_of_header(text: str, names: FormNames) -> bool:
    """Whether a text stands in headers alone."""
    match = names.column(text)
    if match and match.likely:
        # 其他 and 总计 are the labels of lines too, so they do not make a header.
        return match.name not in names.rows
    if names.is_band(text):
        return True
    return names.announced(text) != ""


def _is_body_line(line: Iterable[GridCell], names: FormNames) -> bool:
    """Whether a line ends the header above it. A label does so alone: a form that nobody filled in has no figures."""
    for cell in line:
        if is_figure(cell.text):
            return True
        if names.is_row(cell.text):
            return True

    return False


def turned(grid: SourceGrid) -> SourceGrid:
    """The same cells with lines as columns."""
    cells: list[GridCell] = []
    for cell in grid.cells:
        turned_cell = GridCell(
            cell.text,
            row=cell.column,
            column=cell.row,
            where=cell.where,
            rowspan=cell.colspan,
            colspan=cell.rowspan,
            header=cell.header,
            picture=cell.picture,
        )
        cells.append(turned_cell)

    return SourceGrid(tuple(cells), grid.where, grid.ragged, grid.sheet, grid.aside)
