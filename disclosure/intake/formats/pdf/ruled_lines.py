"""Puts strokes together as the lines of tables: pieces of one line, and lines that touch one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from disclosure.intake.formats.pdf.disjoint_sets import DisjointSets
from disclosure.intake.formats.pdf.strokes import Stroke, level, upright

# Points. What lines look like was judged by eye on the tests' drawings, on the paper of
# three printers, and on one published report.
SNAP = 2.0
"""Lines this near to one another are the same line."""
DASH = 4.5
"""The widest gap in a dashed line."""
SHORT = 6.0
"""A line shorter than this is part of a drawing."""
TOUCH = 3.0
"""A line may end so much before the one that it meets, or beyond it."""

Strokes = list[Stroke]


def tables_of_lines(strokes: Strokes) -> Iterator[Strokes]:
    """The lines of each table: those that touch one another, directly or by others."""
    across = _joined(level(strokes))
    down = _joined(upright(strokes))
    lines = across + down
    sets = DisjointSets(len(lines))
    for a, one in enumerate(across):
        for b, other in enumerate(down, start=len(across)):
            if _touch(one, other):
                sets.join(a, b)

    for group in sets.groups():
        yield [lines[number] for number in group]


def _joined(strokes: Iterable[Stroke]) -> Strokes:
    """Lines of one direction: pieces on one line put together, what stays too short left out."""
    joined: Strokes = []
    for near in lines_near(strokes, SNAP):
        joined += (line for line in _pieces(near) if line.length >= SHORT)

    return joined


def lines_near(
    strokes: Iterable[Stroke],
    tolerance: float,
) -> Iterator[Strokes]:
    """Lines of one direction that lie on one another, give or take `tolerance`, from the left or the top."""
    group: Strokes = []
    for stroke in sorted(strokes, key=lambda stroke: stroke.at):
        if group:
            from_last = stroke.at - group[-1].at
            # Not a chain of lines, each near to the next, across a whole column.
            from_first = stroke.at - group[0].at
            if from_last > tolerance or from_first > 1.5 * tolerance:
                yield group
                group = []

        group.append(stroke)

    if group:
        yield group


def _pieces(strokes: Strokes) -> Iterator[Stroke]:
    """The pieces of one line, joined where the gap between them is that of a dashed one."""
    # Pieces that lie beside one another: the longest says best where the line is.
    longest = max(strokes, key=lambda stroke: stroke.length)
    ordered = sorted(strokes, key=lambda stroke: stroke.start)
    start = ordered[0].start
    end = ordered[0].end
    for stroke in ordered[1:]:
        if stroke.start - end <= DASH:
            end = max(end, stroke.end)
            continue

        yield longest.between(start, end)
        start = stroke.start
        end = stroke.end

    yield longest.between(start, end)


def _touch(a: Stroke, b: Stroke) -> bool:
    return a.reaches(b.at, TOUCH) and b.reaches(a.at, TOUCH)
