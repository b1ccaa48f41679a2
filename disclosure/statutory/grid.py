"""How a table lies on paper: header bands, brackets, spans, order. Pure: no Django, no HTML, no file format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from disclosure.statutory.editions.spec import Group, Table


@dataclass(frozen=True, slots=True)
class Head:
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
class Slot:
    """A cell with a figure in it: which, whether it is computed, and what it is called when read aloud."""

    row: str
    column: str
    total: bool
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line on paper. `row` is the key of the statutory line, "" in the header."""

    cells: tuple[Head | Slot, ...]
    row: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell lies: its first line and column on paper, counted from 0, and how far it reaches."""

    cell: Head | Slot
    line: int
    column: int
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, eq=False)
class Grid:
    """A table on paper. `stub` is the number of label columns before the figures; `head` and `body` are its lines."""

    table: Table
    stub: int
    head: tuple[Line, ...]
    body: tuple[Line, ...]

    @property
    def width(self) -> int:
        """Columns on paper."""
        return self.stub + len(self.table.columns)

    @property
    def lines(self) -> tuple[Line, ...]:
        return (*self.head, *self.body)

    @property
    def slots(self) -> Iterator[Slot]:
        return (
            cell for line in self.body for cell in line.cells if isinstance(cell, Slot)
        )

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every cell of `lines` with where it lies, in paper order: what formats need that count their columns."""
        return tuple(_placed(self.lines))


@cache
def grid_for(table: Table) -> Grid:
    """The table laid out; made once per table and edition."""
    stub = _stub_width(table)
    return Grid(table, stub, _head_lines(table, stub), tuple(_body_lines(table, stub)))


def _placed(lines: tuple[Line, ...]) -> Iterator[Place]:
    taken: set[tuple[int, int]] = set()
    for at, line in enumerate(lines):
        column = 0
        for cell in line.cells:
            while (at, column) in taken:
                column += 1
            wide, tall = (
                (cell.colspan, cell.rowspan) if isinstance(cell, Head) else (1, 1)
            )
            taken.update(
                (at + down, column + right)
                for down in range(tall)
                for right in range(wide)
            )
            yield Place(cell, at, column, wide, tall)


def _stub_width(table: Table) -> int:
    if not any(row.official for row in table.rows):
        return 0
    return 1 + max(len(table.path(row.key)) for row in table.rows)


def _head_lines(table: Table, stub: int) -> tuple[Line, ...]:
    levels = [
        {key: band.label for band in line for key in band.columns}
        for line in table.header
    ]
    levels.append({column.key: column.label for column in table.columns})
    lines = []
    for depth, level in enumerate(levels):
        cells: list[Head | Slot] = []
        if depth == 0 and stub:
            cells.append(
                Head("", table.corner, colspan=stub, rowspan=len(levels), corner=True)
            )
        cells.extend(_band_cells(table, levels, depth, level))
        lines.append(Line(tuple(cells)))
    return tuple(lines)


def _band_cells(
    table: Table, levels: list[dict[str, str]], depth: int, level: dict[str, str]
) -> Iterator[Head]:
    """A band reaches sideways over its columns, and down over levels that say the same or nothing."""
    keys = [column.key for column in table.columns]
    start = 0
    while start < len(keys):
        key = keys[start]
        bands = [
            b.columns
            for line in table.header[depth : depth + 1]
            for b in line
            if key in b.columns
        ]
        span = len(bands[0]) if bands else 1
        if key in level and not _covered_from_above(levels, depth, key):
            down = _reach_down(levels, depth, key, level[key])
            scope = "colgroup" if span > 1 else "col"
            yield Head(
                "",
                level[key],
                colspan=span,
                rowspan=down,
                scope=scope,
                key=key if span == 1 else "",
            )
        start += span


def _reach_down(levels: list[dict[str, str]], depth: int, key: str, label: str) -> int:
    down = 1
    while depth + down < len(levels) and levels[depth + down].get(key, label) == label:
        down += 1
    return down


def _covered_from_above(levels: list[dict[str, str]], depth: int, key: str) -> bool:
    return any(
        key in levels[above]
        and above + _reach_down(levels, above, key, levels[above][key]) > depth
        for above in range(depth)
    )


def _body_lines(table: Table, stub: int) -> Iterator[Line]:
    opened: set[str] = set()
    for row in table.rows:
        cells: list[Head | Slot] = []
        path = table.path(row.key)
        for group in path:
            if group.key not in opened:
                opened.add(group.key)
                cells.append(_bracket(table, group))
        if stub:
            cells.append(
                Head(
                    row.number,
                    row.label,
                    colspan=stub - len(path),
                    scope="row",
                    key=row.key,
                )
            )
        cells.extend(
            Slot(
                row.key,
                column.key,
                table.is_total(row.key, column.key),
                table.cell_label(row.key, column.key),
            )
            for column in table.columns
        )
        yield Line(tuple(cells), row.key)


def _bracket(table: Table, group: Group) -> Head:
    rows = sum(group in table.path(row.key) for row in table.rows)
    upright = group.parent is None
    return Head(
        group.number,
        group.label,
        rowspan=rows,
        scope="rowgroup",
        vertical=upright,
        key=group.key,
    )
