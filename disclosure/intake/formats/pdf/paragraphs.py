"""Lines -> paragraphs: by first lines that are indented, last lines that end early, and the distance between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from disclosure.intake.formats.pdf.characters import is_wide
from disclosure.intake.formats.pdf.lines import PdfLine

INDENT = 1.2
"""Of the size: a first line is set in by two characters, which justifying makes a little more or less."""
LOOSE = 1.35
"""Of the usual distance between lines: more of it is the gap between two paragraphs."""
SIZES = 0.13
SPARE = 0.5
"""Of the size: so much room beyond the next word, and a line ended because its paragraph did."""
NEAR = 4.0
ENOUGH = 6
"""Lines on left or on right pages that tell their margins."""
NARROW = 0.6
"""Of the page's width: where no line is longer and no two end alike, the margins are taken to be the same."""
SPARE_TABLE = 1.5
"""Of the size: so much wider, and a table tells the margin, or a line sticks out of it."""
CLOSING = "，。、；：？！）》〉】〕”’…—％%),.;:!?"
OPENING = "（《〈【〔“‘("


class Margins(NamedTuple):
    left: float
    right: float


def margins_of(
    lines: Sequence[PdfLine], widths: Mapping[int, float], tables: Mapping[int, float]
) -> dict[int, Margins]:
    """The edges of the text on each page, from the lines of all pages of its width; left and right pages may differ.

    `tables` gives the right edge of the widest table of a page.
    """
    edges: dict[int, Margins] = {}
    for width in {round(width) for width in widths.values()}:
        alike = [line for line in lines if round(widths[line.page]) == width]
        tabled = max(
            (right for page, right in tables.items() if round(widths[page]) == width),
            default=0.0,
        )
        whole = _edges(alike, width, tabled)
        odd, even = (
            _edges([line for line in alike if line.page % 2 == side], width, 0.0)
            if sum(line.page % 2 == side for line in alike) >= ENOUGH
            else whole
            for side in (1, 0)
        )
        mirrored = (odd.left - even.left) * (odd.right - even.right) > NEAR * NEAR
        for page in (page for page in widths if round(widths[page]) == width):
            edges[page] = (odd if page % 2 else even) if mirrored else whole
    return edges


def _edges(lines: Sequence[PdfLine], width: float, tabled: float) -> Margins:
    if not lines:
        return Margins(0, width)
    size = median(line.size for line in lines)
    left = _left(sorted(line.x0 for line in lines), size)
    right = _right(sorted((line.x1 for line in lines), reverse=True), size)
    alike = sum(abs(line.x1 - right) < NEAR / 2 for line in lines) > 1
    # A full stop may hang beyond the margin; then no other character reaches as far.
    within = max(_last_word(line) for line in lines)
    right = within if NEAR < right - within < SPARE_TABLE * size else right
    if right + SPARE_TABLE * size < tabled < width - left + SPARE_TABLE * size:
        right = tabled
    if right - left < NARROW * width and not alike:
        right = max(right, width - left)
    return Margins(left, right)


def _last_word(line: PdfLine) -> float:
    """Where the last character ends that is no punctuation."""
    return next(
        (glyph.x1 for glyph in reversed(line.glyphs) if glyph.text not in CLOSING),
        line.x1,
    )


def _left(edges: Sequence[float], size: float) -> float:
    """The first edge that another line agrees on, or that lines set in by two characters go with."""
    for at, edge in enumerate(edges):
        if any(
            other - edge <= NEAR or 1.6 * size <= other - edge <= 2.4 * size
            for other in edges[at + 1 :]
        ):
            return edge
    return edges[0]


def _right(edges: Sequence[float], size: float) -> float:
    """The last edge, but for one or two lines that stick out beyond where many justified ones end."""
    for at in (1, 2):
        if (
            len(edges) > at + 2
            and edges[at - 1] - edges[at] > SPARE_TABLE * size
            and edges[at] - edges[at + 2] < 1
        ):
            return edges[at]
    return edges[0]


def leading_of(lines: Sequence[PdfLine]) -> float:
    """The usual distance between two lines of a paragraph, in sizes; a low quartile, because gaps are only wider."""
    steps = sorted(
        (b.base - a.base) / max(a.size, b.size)
        for a, b in pairwise(lines)
        if a.page == b.page
        and abs(a.size - b.size) < 1
        and 0.8 < (b.base - a.base) / max(a.size, b.size) < 3
    )
    return steps[len(steps) // 5] if steps else 2.0


def grouped(
    lines: Iterable[PdfLine], margins: Mapping[int, Margins], leading: float
) -> list[list[PdfLine]]:
    """The lines of each paragraph."""
    found: list[list[PdfLine]] = []
    for line in lines:
        if found and not _parted(found[-1][-1], line, margins, leading):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _parted(
    a: PdfLine, b: PdfLine, margins: Mapping[int, Margins], leading: float
) -> bool:
    """Whether a paragraph ends between two lines."""
    size = max(a.size, b.size)
    if abs(a.size - b.size) > SIZES * size:
        return True
    if a.page == b.page and not 0 < b.base - a.base <= LOOSE * leading * size:
        return True
    here, there = margins[a.page], margins[b.page]
    if _centred(a, here) and _centred(b, there):
        return here.right - here.left - (a.x1 - a.x0) > _first_word(b) + SPARE * size
    if b.x0 - there.left > INDENT * size:
        return not _flush_right(a, b, here)
    return here.right - a.x1 > _first_word(b) + SPARE * size


def _flush_right(a: PdfLine, b: PdfLine, margins: Margins) -> bool:
    """Whether the second line goes on with a signature that was too long for one, both of them set to the right."""
    full = a.x0 - margins.left < _first_word(b) + SPARE * a.size
    right = abs(a.x1 - b.x1) < NEAR / 2 and margins.right - a.x1 < 4 * a.size
    return a.page == b.page and right and full and a.text[-1] not in "。；！？：:"


def _centred(line: PdfLine, margins: Margins) -> bool:
    before, after = line.x0 - margins.left, margins.right - line.x1
    set_in = 1.6 * line.size < before < 2.4 * line.size
    return (
        abs(before - after) < line.size and before > INDENT * line.size and not set_in
    )


def _first_word(line: PdfLine) -> float:
    """The width of what could not be parted from the line's first character, for nothing may begin with a comma."""
    last = line.glyphs[0]
    for glyph in line.glyphs[1:]:
        joined = (
            not is_wide(last.text)
            and not is_wide(glyph.text)
            and glyph.x0 - last.x1 < 0.2 * glyph.size
        )
        if not joined and last.text not in OPENING and glyph.text not in CLOSING:
            break
        last = glyph
    return last.x1 - line.x0


def text_of_paragraph(lines: Sequence[PdfLine], margins: Mapping[int, Margins]) -> str:
    """The text of all its lines. Between two Latin words the end of a line stands for a blank."""
    text = lines[0].text
    for a, b in pairwise(lines):
        text += _join(a, b, margins[a.page]) + b.text
    return text


def _join(a: PdfLine, b: PdfLine, margins: Margins) -> str:
    left, right = a.text[-1], b.text[0]
    if is_wide(left) or is_wide(right):
        return ""
    # A number or an address that did not fit is cut at the very edge; words go over whole.
    words = left.isalpha() and right.isalpha() and margins.right - a.x1 > SPARE * a.size
    return " " if a.blank_after or words else ""
