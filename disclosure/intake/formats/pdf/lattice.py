"""Ruled lines -> tables: which lines belong together, where columns and rows begin, which cells are merged."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from disclosure.intake.formats.pdf.strokes import Rule

SNAP = 2.0
"""Lines this near to one another are the same line, in points."""
DOUBLE = 5.5
"""The two strokes of a double line, and lines drawn cell by cell that miss one another; no column is this narrow."""
DASH = 4.5
"""The widest gap in a dashed line."""
SHORT = 6.0
"""A line shorter than this is part of a drawing."""
TOUCH = 3.0
STICKS_OUT = 8.0
"""Lines that reach this far beyond the last crossing one: the outer border there is missing."""
DRAWN = 0.6
"""Of a cell's side: so much of it has to be drawn."""


class Cell(NamedTuple):
    row: int
    column: int
    rowspan: int
    colspan: int


@dataclass(frozen=True, slots=True)
class Lattice:
    """A ruled table. `xs` and `ys` are where its columns and rows begin, and the end; `owner` gives the cell of each
    square of that net."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]
    owner: tuple[tuple[int, ...], ...]
    cut: bool = False

    def cell_at(self, x: float, y: float) -> int | None:
        """The number of the cell at a point, None outside the table."""
        if not (
            self.xs[0] - 1 <= x <= self.xs[-1] + 1
            and self.ys[0] - 1 <= y <= self.ys[-1] + 1
        ):
            return None
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        return self.owner[row][column]

    def box(self, number: int) -> tuple[float, float, float, float]:
        """Left, right, top and bottom of a cell."""
        row, column, down, across = self.cells[number]
        return (
            self.xs[column],
            self.xs[column + across],
            self.ys[row],
            self.ys[row + down],
        )

    def last(self, number: int) -> bool:
        """Whether a cell reaches the right border."""
        cell = self.cells[number]
        return cell.column + cell.colspan == len(self.xs) - 1


def lattices(rules: Iterable[Rule]) -> list[Lattice]:
    """The ruled tables of a page, from the top; a frame round a single cell is one too."""
    level, upright = _joined(rules, vertical=False), _joined(rules, vertical=True)
    made = (_lattice(group) for group in _groups([*level, *upright]))
    return sorted(
        (lattice for lattice in made if lattice),
        key=lambda lattice: (lattice.ys[0], lattice.xs[0]),
    )


def _joined(rules: Iterable[Rule], *, vertical: bool) -> list[Rule]:
    """Lines of one direction: pieces on one line put together, what stays too short left out."""
    lines = sorted(
        (rule for rule in rules if rule.vertical == vertical), key=lambda rule: rule.at
    )
    return [
        rule
        for near in _near(lines, SNAP)
        for rule in _pieces(near)
        if rule.end - rule.start >= SHORT
    ]


def _near(lines: list[Rule], tolerance: float) -> Iterator[list[Rule]]:
    group: list[Rule] = []
    for rule in lines:
        if group and (
            rule.at - group[-1].at > tolerance
            or rule.at - group[0].at > 1.5 * tolerance
        ):
            yield group
            group = []
        group.append(rule)
    if group:
        yield group


def _pieces(lines: list[Rule]) -> Iterator[Rule]:
    longest = max(lines, key=lambda rule: rule.end - rule.start)
    start, end = None, 0.0
    for rule in sorted(lines, key=lambda rule: rule.start):
        if start is None:
            start, end = rule.start, rule.end
        elif rule.start - end <= DASH:
            end = max(end, rule.end)
        else:
            yield Rule(rule.vertical, longest.at, start, end)
            start, end = rule.start, rule.end
    if start is not None:
        yield Rule(longest.vertical, longest.at, start, end)


def _groups(rules: list[Rule]) -> Iterator[list[Rule]]:
    """Lines that touch one another, directly or by others."""
    joined = Joined(len(rules))
    level = [at for at, rule in enumerate(rules) if not rule.vertical]
    upright = [at for at, rule in enumerate(rules) if rule.vertical]
    for a in level:
        for b in upright:
            if _touch(rules[a], rules[b]):
                joined.join(a, b)
    for group in joined.groups():
        yield [rules[at] for at in group]


class Joined:
    """Numbers that belong together, directly or by others."""

    def __init__(self, count: int) -> None:
        self.leader = list(range(count))

    def find(self, at: int) -> int:
        while self.leader[at] != at:
            self.leader[at] = self.leader[self.leader[at]]
            at = self.leader[at]
        return at

    def join(self, a: int, b: int) -> None:
        self.leader[self.find(a)] = self.find(b)

    def groups(self) -> list[list[int]]:
        found: dict[int, list[int]] = {}
        for at in range(len(self.leader)):
            found.setdefault(self.find(at), []).append(at)
        return list(found.values())


def _touch(a: Rule, b: Rule) -> bool:
    return (
        a.start - TOUCH <= b.at <= a.end + TOUCH
        and b.start - TOUCH <= a.at <= b.end + TOUCH
    )


def _lattice(rules: list[Rule]) -> Lattice | None:
    upright, level = (
        [r for r in rules if r.vertical],
        [r for r in rules if not r.vertical],
    )
    if not upright or not level:
        return None
    xs, ys = _steps(upright, level), _steps(level, upright)
    if len(xs) < 2 or len(ys) < 2:
        return None
    xs, ys = _used(xs, _drawn(upright, xs, ys)), _used(ys, _drawn(level, ys, xs))
    columns, rows = len(xs) - 1, len(ys) - 1
    walls = _drawn(upright, xs, ys)
    cells = sorted(
        cell
        for squares in _regions(rows, columns, walls, _drawn(level, ys, xs))
        for cell in _rectangles(squares)
    )
    owner = [[0] * columns for _ in range(rows)]
    for number, cell in enumerate(cells):
        for row in range(cell.row, cell.row + cell.rowspan):
            owner[row][cell.column : cell.column + cell.colspan] = [
                number
            ] * cell.colspan
    left, right = (
        sum((side, row) in walls for row in range(rows)) for side in (0, columns)
    )
    cut = left > rows / 2 and right == 0
    return Lattice(tuple(xs), tuple(ys), tuple(cells), tuple(map(tuple, owner)), cut)


Sides = set[tuple[int, int]]


def _regions(
    rows: int, columns: int, walls: Sides, floors: Sides
) -> list[list[tuple[int, int]]]:
    """The squares of the net, (row, column), together where no line is drawn between them."""
    squares = Joined(rows * columns)
    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column + 1 < columns and (column + 1, row) not in walls:
                squares.join(here + 1, here)
            if row + 1 < rows and (row + 1, column) not in floors:
                squares.join(here + columns, here)
    return [[divmod(at, columns) for at in group] for group in squares.groups()]


def _steps(lines: list[Rule], crossing: list[Rule]) -> list[float]:
    """Where columns (or rows) begin and end: at each line, and where the crossing ones end beyond the last."""
    ordered = sorted(lines, key=lambda rule: rule.at)
    steps = [(group[0].at + group[-1].at) / 2 for group in _near(ordered, DOUBLE)]
    first, last = (
        min(rule.start for rule in crossing),
        max(rule.end for rule in crossing),
    )
    before = [first] if steps[0] - first > STICKS_OUT else []
    after = [last] if last - steps[-1] > STICKS_OUT else []
    return [*before, *steps, *after]


def _used(steps: list[float], drawn: Sides) -> list[float]:
    """Without steps at which no side of any cell is drawn: a word was underlined there."""
    sides = {step for step, _ in drawn}
    return [
        at
        for number, at in enumerate(steps)
        if number in sides or number in (0, len(steps) - 1)
    ]


def _drawn(lines: list[Rule], steps: list[float], cross: list[float]) -> Sides:
    """Which sides are drawn: (number of the step, number of the stretch between two crossing steps)."""
    covered: dict[tuple[int, int], float] = {}
    for rule in lines:
        at = min(range(len(steps)), key=lambda number: abs(steps[number] - rule.at))
        for stretch, (start, end) in enumerate(pairwise(cross)):
            length = min(end, rule.end) - max(start, rule.start)
            if length > 0:
                share = length / (end - start)
                covered[at, stretch] = covered.get((at, stretch), 0.0) + share
    return {side for side, share in covered.items() if share >= DRAWN}


def _rectangles(squares: list[tuple[int, int]]) -> Iterator[Cell]:
    """A region as one cell, or as several where lines are missing and it has a corner too many."""
    runs: dict[int, list[tuple[int, int]]] = {}
    for row, column in sorted(squares):
        spans = runs.setdefault(row, [])
        if spans and spans[-1][1] == column:
            spans[-1] = (spans[-1][0], column + 1)
        else:
            spans.append((column, column + 1))
    done: dict[tuple[int, int], Cell] = {}
    for row in sorted(runs):
        going = {}
        for span in runs[row]:
            above = done.pop(span, None)
            grown = above and above.row + above.rowspan == row
            if above and not grown:
                yield above
            top = above.row if above and grown else row
            going[span] = Cell(top, span[0], row - top + 1, span[1] - span[0])
        yield from done.values()
        done = going
    yield from done.values()
