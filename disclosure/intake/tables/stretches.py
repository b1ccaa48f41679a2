"""Cuts grids into stretches: the lines of a header with the lines of figures under them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from disclosure.intake.source import Block, Grid, GridCell, Paragraph
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

    grid: Grid
    head: list[int] = field(default_factory=list)
    body: list[int] = field(default_factory=list)
    before: tuple[str, ...] = ()
    loose: bool = False
    stub: int = 0

    @cached_property
    def lines(self) -> tuple[tuple[GridCell, ...], ...]:
        return tuple(self.grid.lines())

    @cached_property
    def width(self) -> int:
        return self.grid.width

    @property
    def head_cells(self) -> Iterator[GridCell]:
        for y in self.head:
            yield from self.lines[y]

    @cached_property
    def covered(self) -> dict[tuple[int, int], GridCell]:
        """(line, column) -> the cell that covers it."""
        return {
            (y, x): cell
            for cell in self.grid.cells
            for y in range(cell.row, cell.row + cell.rowspan)
            for x in range(cell.column, cell.column + cell.colspan)
        }

    def cells_between(self, y: int, x0: int, x1: int) -> list[GridCell]:
        """The cells that cover the columns from x0 to before x1 in a line, each once."""
        cells: list[GridCell] = []
        for x in range(x0, x1):
            cell = self.covered.get((y, x))
            if cell is not None and all(cell is not seen for seen in cells):
                cells.append(cell)
        return cells

    @cached_property
    def ends(self) -> dict[int, int]:
        """Line of the body -> the column in which its last cell ends."""
        ends: dict[int, int] = {}
        for y in self.body:
            reached = [cell.column + cell.colspan for cell in self.lines[y]]
            ends[y] = max(reached, default=0)
        return ends


def stretches(blocks: Sequence[Block], names: FormNames) -> Iterator[TableStretch]:
    """Every grid, cut where a new header begins."""
    before: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph) and block.text.strip():
            before.append(block.text)
        if not isinstance(block, Grid):
            continue
        if block.height > MOST_LINES or block.height * block.width > MOST_CELLS:
            continue
        yield from cut(block, names, tuple(before[-SAID_BEFORE:]))
        before = []


def cut(
    grid: Grid, names: FormNames, before: tuple[str, ...] = (), *, loose: bool = False
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
    match = names.column(text)
    if match and match.likely:
        # 其他 and 总计 are the labels of lines too, so they do not make a header.
        return match.name not in names.rows
    return names.is_band(text) or bool(names.announced(text))


def _is_body_line(line: Iterable[GridCell], names: FormNames) -> bool:
    # A label alone begins the body as well: in a form that nobody filled in no figure does.
    return any(is_figure(cell.text) or names.is_row(cell.text) for cell in line)


def turned(grid: Grid) -> Grid:
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
    return Grid(tuple(cells), grid.where, grid.ragged, grid.sheet, grid.aside)
