"""Tells between which edges the text of each page is set, from the lines of all pages alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple

from disclosure.intake.formats.pdf.lines import PdfLine
from disclosure.intake.formats.pdf.page_parts import PageParts

# Judged by eye on the tests' pages, on the paper of our own three printers, and on one
# published report.
NEAR = 4.0
"""Points; edges this near are the same."""
ENOUGH = 6
"""Lines on left or on right pages that tell their margins."""
NARROW = 0.6
"""Of the page's width: where no line is longer and no two end alike, the margins are taken to be the same."""
SPARE_TABLE = 1.5
"""Of the size: so much wider, and a table tells the margin, or a line sticks out of it."""
LEAST_SET_IN = 1.6
MOST_SET_IN = 2.4
"""Of the size: the two characters by which a first line is set in, more or less."""
CLOSING = "，。、；：？！）》〉】〕”’…—％%),.;:!?"
"""What may not begin a line, and may hang beyond its end."""

Lines = Sequence[PdfLine]


class Margins(NamedTuple):
    """Where the text of a page begins at the left and ends at the right, in points."""

    left: float
    right: float

    @property
    def width(self) -> float:
        return self.right - self.left


def margins_of(
    lines: Lines,
    pages: Iterable[PageParts],
) -> dict[int, Margins]:
    """{number of a page: the edges of its text}, from the lines of all pages of its width."""
    by_width: dict[int, list[PageParts]] = {}
    for parts in pages:
        by_width.setdefault(round(parts.width), []).append(parts)

    margins: dict[int, Margins] = {}
    for width, alike in by_width.items():
        margins |= _margins_of_alike(lines, alike, width)

    return margins


def _margins_of_alike(
    lines: Lines,
    pages: Sequence[PageParts],
    width: int,
) -> dict[int, Margins]:
    """The margins of pages of one width. Those of left and right pages may differ."""
    numbers = {parts.number for parts in pages}
    own_lines = [line for line in lines if line.page in numbers]
    whole = _edges(own_lines, width, _right_of_tables(pages))
    odd = _edges_of_side(1, own_lines, width) or whole
    even = _edges_of_side(0, own_lines, width) or whole
    if not _are_mirrored(odd, even):
        return dict.fromkeys(numbers, whole)
    return {number: odd if number % 2 else even for number in numbers}


def _right_of_tables(pages: Iterable[PageParts]) -> float:
    """The right edge of the widest table, 0 without one."""
    edges: list[float] = []
    for parts in pages:
        edges += [table.right for table in parts.tables]

    return max(edges, default=0.0)


def _edges_of_side(
    side: int,
    lines: Lines,
    width: float,
) -> Margins | None:
    """Of odd pages (1) or even ones (0), None where they have too little text."""
    on_side = [line for line in lines if line.page % 2 == side]
    if len(on_side) < ENOUGH:
        return None
    return _edges(on_side, width, 0.0)


def _are_mirrored(odd: Margins, even: Margins) -> bool:
    """Whether both margins are moved, and the same way: the inner one of a bound report is wider."""
    left = odd.left - even.left
    right = odd.right - even.right
    return left * right > NEAR * NEAR


def _edges(
    lines: Lines,
    width: float,
    tabled: float,
) -> Margins:
    """`width` is the page's, `tabled` the right edge of its widest table, 0 without one."""
    if not lines:
        return Margins(0, width)

    size = median(line.size for line in lines)
    spare = SPARE_TABLE * size
    lefts = sorted(line.x0 for line in lines)
    rights = sorted((line.x1 for line in lines), reverse=True)
    left = _left(lefts, size)
    longest = _right(rights, spare)
    right = longest
    # A full stop may hang beyond the margin; then no other character reaches as far.
    within = max(map(_end_of_words, lines))
    if NEAR < right - within < spare:
        right = within

    # A table that is wider than all lines, but no wider than the page allows.
    if right + spare < tabled < width - left + spare:
        right = tabled

    # Short lines alone, as on a page of headings, tell no margin.
    is_narrow = right - left < NARROW * width
    if is_narrow and not _end_alike(lines, longest):
        right = max(right, width - left)

    return Margins(left, right)


def _end_alike(lines: Lines, right: float) -> bool:
    """Whether two lines or more end there."""
    ends = [line for line in lines if abs(line.x1 - right) < NEAR / 2]
    return len(ends) > 1


def _end_of_words(line: PdfLine) -> float:
    """Where the last character ends that is no punctuation."""
    for glyph in reversed(line.glyphs):
        if glyph.text not in CLOSING:
            return glyph.x1

    return line.x1


def _left(
    edges: Sequence[float],
    size: float,
) -> float:
    """The first edge that another line agrees on, or that lines set in by two characters go with."""
    for at, edge in enumerate(edges):
        for other in edges[at + 1 :]:
            distance = other - edge
            if distance <= NEAR:
                return edge
            if LEAST_SET_IN * size <= distance <= MOST_SET_IN * size:
                return edge

    return edges[0]


def _right(
    edges: Sequence[float],
    spare: float,
) -> float:
    """The last edge, but for one or two lines that stick out beyond where many justified ones end."""
    for at in (1, 2):
        if len(edges) <= at + 2:
            break

        # What many lines reach is told by three in a row that end alike.
        sticks_out = edges[at - 1] - edges[at] > spare
        if sticks_out and edges[at] - edges[at + 2] < 1:
            return edges[at]

    return edges[0]
