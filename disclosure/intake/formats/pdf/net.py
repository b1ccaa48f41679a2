"""Makes tables of ruled lines: where columns and rows begin, and which squares between them are one merged cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from disclosure.intake.formats.pdf.disjoint_sets import DisjointSets
from disclosure.intake.formats.pdf.lattice import Lattice, LatticeCell, Square, Steps
from disclosure.intake.formats.pdf.ruled_lines import lines_near, tables_of_lines
from disclosure.intake.formats.pdf.strokes import Stroke, level, upright

DOUBLE = 5.5
"""Points. The two strokes of a double line, and lines drawn cell by cell that miss one another; no column is this narrow."""
STICKS_OUT = 8.0
"""Points. Lines that reach this far beyond the last crossing one: the outer border there is missing."""
DRAWN = 0.6
"""Of a cell's side: so much of it has to be drawn. Judged by eye, as all of these."""


class Edge(NamedTuple):
    """A piece of a line: the number of the step at which it is, and that of the stretch between two crossing steps."""

    step: int
    stretch: int


Lines = list[Stroke]
Edges = set[Edge]


def lattices(strokes: Lines) -> list[Lattice]:
    """The ruled tables of a page, from the top; a frame round a single cell is one too."""
    made: list[Lattice] = []
    for lines in tables_of_lines(strokes):
        lattice = _lattice(lines)
        if lattice:
            made.append(lattice)

    made.sort(key=lambda lattice: (lattice.ys[0], lattice.xs[0]))
    return made


def _lattice(lines: Lines) -> Lattice | None:
    across = level(lines)
    down = upright(lines)
    if not across or not down:
        return None

    xs = _steps(down, across)
    ys = _steps(across, down)
    # A line under a heading with a stroke down from it parts nothing off.
    if len(xs) < 2 or len(ys) < 2:
        return None

    # Each is thinned out by what both were at first.
    walls = _drawn(down, xs, ys)
    floors = _drawn(across, ys, xs)
    net = _Net(
        down,
        across,
        _used(xs, walls),
        _used(ys, floors),
    )
    return net.lattice()


def _steps(lines: Lines, crossing: Lines) -> Steps:
    """Where columns (or rows) begin and end: at each line, and where the crossing ones end beyond the last."""
    steps: list[float] = []
    # Both strokes of a double border are one step, in their middle.
    for near in lines_near(lines, DOUBLE):
        middle = (near[0].at + near[-1].at) / 2
        steps.append(middle)

    first = min(line.start for line in crossing)
    last = max(line.end for line in crossing)
    # Tables of statistics are often open at the sides.
    if steps[0] - first > STICKS_OUT:
        steps.insert(0, first)

    if last - steps[-1] > STICKS_OUT:
        steps.append(last)

    return steps


def _used(steps: Steps, drawn: Edges) -> Steps:
    """Without steps at which no side of any cell is drawn: a word was underlined there."""
    used = {side.step for side in drawn}
    # The outer borders stay, drawn or not.
    used.add(0)
    used.add(len(steps) - 1)
    return [at for number, at in enumerate(steps) if number in used]


def _drawn(
    lines: Lines,
    steps: Steps,
    cross: Steps,
) -> Edges:
    """Which sides are drawn, of those at `steps` between each two of `cross`."""
    # Dashed or drawn cell by cell, a side may be covered by several lines.
    covered: dict[Edge, float] = {}
    for line in lines:
        step = _nearest(line.at, steps)
        for stretch, (start, end) in enumerate(pairwise(cross)):
            length = min(end, line.end) - max(start, line.start)
            if length > 0:
                side = Edge(step, stretch)
                share = length / (end - start)
                covered[side] = covered.get(side, 0.0) + share

    return {side for side, share in covered.items() if share >= DRAWN}


def _nearest(at: float, steps: Steps) -> int:
    distances = [abs(step - at) for step in steps]
    return distances.index(min(distances))


class _Net:
    """The squares of a table and the lines between them."""

    def __init__(
        self,
        down: Lines,
        across: Lines,
        xs: Steps,
        ys: Steps,
    ) -> None:
        self.xs = xs
        self.ys = ys
        self.columns = len(xs) - 1
        self.rows = len(ys) - 1
        self.walls = _drawn(down, xs, ys)
        self.floors = _drawn(across, ys, xs)

    def lattice(self) -> Lattice:
        cells: list[LatticeCell] = []
        for squares in self._regions():
            cells += _rectangles(squares)

        cells.sort()
        return Lattice(
            xs=tuple(self.xs),
            ys=tuple(self.ys),
            cells=tuple(cells),
            owner=self._owner(cells),
            cut=self._is_cut(),
        )

    def _regions(self) -> Iterator[list[Square]]:
        """The squares together where no line is drawn between them."""
        # A square's number counts row by row.
        sets = DisjointSets(self.rows * self.columns)
        for row in range(self.rows):
            for column in range(self.columns):
                here = row * self.columns + column
                if self._is_open_right(row, column):
                    sets.join(here + 1, here)

                if self._is_open_below(row, column):
                    sets.join(here + self.columns, here)

        for group in sets.groups():
            yield [Square(*divmod(number, self.columns)) for number in group]

    def _is_open_right(self, row: int, column: int) -> bool:
        if column + 1 == self.columns:
            return False
        return Edge(column + 1, row) not in self.walls

    def _is_open_below(self, row: int, column: int) -> bool:
        if row + 1 == self.rows:
            return False
        return Edge(row + 1, column) not in self.floors

    def _owner(self, cells: Iterable[LatticeCell]) -> tuple[tuple[int, ...], ...]:
        """The number of the cell at each square."""
        owner = [[0] * self.columns for _ in range(self.rows)]
        for number, cell in enumerate(cells):
            for square in cell.squares():
                owner[square.row][square.column] = number

        return tuple(map(tuple, owner))

    def _is_cut(self) -> bool:
        """Whether the page ends before the table does: a border at its left, and none at all at its right."""
        # Without either it is one that is open at its sides.
        if self._walls_at(self.columns) > 0:
            return False
        return self._walls_at(0) > self.rows / 2

    def _walls_at(self, step: int) -> int:
        return sum(side.step == step for side in self.walls)


def _rectangles(region: Iterable[Square]) -> Iterator[LatticeCell]:
    """A region as one cell, or as several where lines are missing and it has a corner too many."""
    rows: dict[int, list[int]] = {}
    for square in sorted(region):
        rows.setdefault(square.row, []).append(square.column)

    growing: dict[_ColumnSpan, LatticeCell] = {}
    for row, columns in rows.items():
        above = growing
        growing = {}
        for span in _spans(columns):
            # As wide as what is above it: one cell with it.
            cell = above.pop(span, None)
            top = cell.row if cell else row
            growing[span] = LatticeCell(
                row=top,
                column=span.start,
                rowspan=row - top + 1,
                colspan=span.end - span.start,
            )

        yield from above.values()

    yield from growing.values()


class _ColumnSpan(NamedTuple):
    """Columns side by side: the first, and the one after the last."""

    start: int
    end: int


def _spans(columns: Sequence[int]) -> list[_ColumnSpan]:
    spans: list[_ColumnSpan] = []
    for column in columns:
        if spans and spans[-1].end == column:
            last = spans.pop()
            spans.append(_ColumnSpan(last.start, column + 1))
        else:
            spans.append(_ColumnSpan(column, column + 1))

    return spans
