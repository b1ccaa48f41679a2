"""How a table lies on paper: header bands, brackets, spans, order. Pure: no Django, no HTML, no file format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product

from disclosure.statutory.editions.spec import Group, Table


@dataclass(frozen=True, slots=True)
class LabelCell:
    """A cell with words in it. `scope` is what it speaks for; `vertical` asks for upright text read downwards."""

    number: str
    label: str
    colspan: int = 1
    rowspan: int = 1
    scope: str = ""
    vertical: bool = False
    corner: bool = False
    key: str = ""

    @property
    def text(self) -> str:
        return f"{self.number}{self.label}"


@dataclass(frozen=True, slots=True)
class FigureCell:
    """A cell with a figure in it: which, whether it is computed, and what it is called when read aloud."""

    row: str
    column: str
    total: bool
    name: str


@dataclass(frozen=True, slots=True)
class GridLine:
    """One line on paper. `row` is the key of the statutory line, "" in the header."""

    cells: tuple[LabelCell | FigureCell, ...]
    row: str = ""


@dataclass(frozen=True, slots=True)
class LaidCell:
    """Where a cell lies: its first line and column on paper, counted from 0, and how far it reaches."""

    cell: LabelCell | FigureCell
    line: int
    column: int
    colspan: int = 1
    rowspan: int = 1

    @property
    def squares(self) -> Iterator[tuple[int, int]]:
        """(line, column) of everything that the cell covers."""
        lines = range(self.line, self.line + self.rowspan)
        columns = range(self.column, self.column + self.colspan)
        return product(lines, columns)


@dataclass(frozen=True, eq=False)
class Grid:
    """A table on paper. `stub` is the number of label columns before the figures; `head` and `body` are its lines."""

    table: Table
    stub: int
    head: tuple[GridLine, ...]
    body: tuple[GridLine, ...]

    @property
    def width(self) -> int:
        """Columns on paper."""
        return self.stub + len(self.table.columns)

    @property
    def lines(self) -> tuple[GridLine, ...]:
        return (*self.head, *self.body)

    @property
    def slots(self) -> Iterator[FigureCell]:
        return (
            cell
            for line in self.body
            for cell in line.cells
            if isinstance(cell, FigureCell)
        )

    @cached_property
    def laid(self) -> tuple[LaidCell, ...]:
        """Every cell of `lines` with where it lies, in paper order: what formats need that count their columns."""
        return tuple(_placed(self.lines))


Levels = list[dict[str, str]]


@cache
def grid_for(table: Table) -> Grid:
    """The table laid out; made once per table and edition."""
    stub = _stub_width(table)
    return Grid(table, stub, _head_lines(table, stub), tuple(_body_lines(table, stub)))


def _placed(lines: tuple[GridLine, ...]) -> Iterator[LaidCell]:
    taken: set[tuple[int, int]] = set()
    for at, line in enumerate(lines):
        column = 0
        for cell in line.cells:
            while (at, column) in taken:
                column += 1

            place = _place(cell, at, column)
            taken.update(place.squares)
            yield place


def _place(cell: LabelCell | FigureCell, line: int, column: int) -> LaidCell:
    if isinstance(cell, LabelCell):
        return LaidCell(cell, line, column, cell.colspan, cell.rowspan)
    return LaidCell(cell, line, column)


def _stub_width(table: Table) -> int:
    if not any(row.official for row in table.rows):
        return 0
    return 1 + max(len(table.path(row.key)) for row in table.rows)


def _head_lines(table: Table, stub: int) -> tuple[GridLine, ...]:
    levels = _header_levels(table)
    lines = []
    for depth in range(len(levels)):
        cells: list[LabelCell | FigureCell] = []
        if depth == 0 and stub:
            height = len(levels)
            cells.append(
                LabelCell("", table.corner, colspan=stub, rowspan=height, corner=True)
            )

        cells.extend(_band_cells(table, levels, depth))
        lines.append(GridLine(tuple(cells)))

    return tuple(lines)


def _header_levels(table: Table) -> Levels:
    """{column key: label} of each line of the header, the column's own labels last."""
    levels = []
    for line in table.header:
        level = {}
        for band in line:
            level.update(dict.fromkeys(band.columns, band.label))

        levels.append(level)

    levels.append({column.key: column.label for column in table.columns})
    return levels


def _band_cells(table: Table, levels: Levels, depth: int) -> Iterator[LabelCell]:
    """A band reaches sideways over its columns, and down over levels that say the same or nothing."""
    keys = [column.key for column in table.columns]
    start = 0
    while start < len(keys):
        key = keys[start]
        span = _columns_of_band(table, depth, key)
        label = levels[depth].get(key)
        if label is not None and not _covered_from_above(levels, depth, key):
            yield LabelCell(
                "",
                label,
                colspan=span,
                rowspan=_reach_down(levels, depth, key, label),
                scope="colgroup" if span > 1 else "col",
                key=key if span == 1 else "",
            )

        start += span


def _columns_of_band(table: Table, depth: int, key: str) -> int:
    """Over how many columns the band over a column reaches; 1 below the bands, where each column has its own label."""
    if depth < len(table.header):
        for band in table.header[depth]:
            if key in band.columns:
                return len(band.columns)

    return 1


def _reach_down(levels: Levels, depth: int, key: str, label: str) -> int:
    down = 1
    while depth + down < len(levels) and levels[depth + down].get(key, label) == label:
        down += 1

    return down


def _covered_from_above(levels: Levels, depth: int, key: str) -> bool:
    for above in range(depth):
        label = levels[above].get(key)
        if label is None:
            continue
        if above + _reach_down(levels, above, key, label) > depth:
            return True

    return False


def _body_lines(table: Table, stub: int) -> Iterator[GridLine]:
    opened: set[str] = set()
    for row in table.rows:
        cells: list[LabelCell | FigureCell] = []
        path = table.path(row.key)
        # A bracket stands once, beside the first of its lines, and reaches down over the rest.
        for group in path:
            if group.key not in opened:
                opened.add(group.key)
                cells.append(_bracket(table, group))

        if stub:
            wide = stub - len(path)
            cells.append(
                LabelCell(row.number, row.label, colspan=wide, scope="row", key=row.key)
            )

        for column in table.columns:
            total = table.is_total(row.key, column.key)
            name = table.cell_label(row.key, column.key)
            cells.append(FigureCell(row.key, column.key, total, name))

        yield GridLine(tuple(cells), row.key)


def _bracket(table: Table, group: Group) -> LabelCell:
    rows = sum(group in table.path(row.key) for row in table.rows)
    upright = group.parent is None  # printed in one narrow column, read downwards
    return LabelCell(
        group.number,
        group.label,
        rowspan=rows,
        scope="rowgroup",
        vertical=upright,
        key=group.key,
    )
