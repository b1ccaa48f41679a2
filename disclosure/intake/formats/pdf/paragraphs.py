"""Lines -> paragraphs: by first lines that are indented, last lines that end early, and the distance between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import NamedTuple

from disclosure.intake.formats.pdf.characters import is_wide
from disclosure.intake.formats.pdf.lines import Line

INDENT = 1.2
"""Of the size: a first line is set in by two characters, which justifying makes a little more or less."""
LOOSE = 1.35
"""Of the usual distance between lines: more of it is the gap between two paragraphs."""
SIZES = 0.13
SPARE = 0.5
"""Of the size: so much room beyond the next word, and a line ended because its paragraph did."""
NEAR = 4.0
CLOSING = "，。、；：？！）》〉】〕”’…—％%),.;:!?"
OPENING = "（《〈【〔“‘("


class Margins(NamedTuple):
    left: float
    right: float


def margins_of(lines: Sequence[Line]) -> dict[int, Margins]:
    """The edges of the text on each page. Left and right pages may differ, so their kind is asked first."""
    edges: dict[int, Margins] = {}
    for page in {line.page for line in lines}:
        alike = [line for line in lines if line.page % 2 == page % 2]
        edges[page] = _edges(alike if len(alike) >= 6 else lines)
    return edges


def _edges(lines: Sequence[Line]) -> Margins:
    """The outermost edges that two lines agree on: one line that sticks out is no margin."""
    lefts, rights = sorted(line.x0 for line in lines), sorted((line.x1 for line in lines), reverse=True)
    return Margins(_agreed(lefts), _agreed(rights))


def _agreed(edges: Sequence[float]) -> float:
    for first, second in zip(edges, edges[1:], strict=False):
        if abs(first - second) <= NEAR:
            return first
    return edges[0]


def leading_of(lines: Sequence[Line]) -> float:
    """The usual distance between two lines of a paragraph, in sizes; a low quartile, because gaps are only wider."""
    steps = sorted(
        (b.base - a.base) / max(a.size, b.size)
        for a, b in zip(lines, lines[1:], strict=False)
        if a.page == b.page and abs(a.size - b.size) < 1 and 0.8 < (b.base - a.base) / max(a.size, b.size) < 3
    )
    return steps[len(steps) // 5] if steps else 2.0


def grouped(lines: Iterable[Line], margins: Mapping[int, Margins], leading: float) -> list[list[Line]]:
    """The lines of each paragraph."""
    found: list[list[Line]] = []
    for line in lines:
        if found and not _parted(found[-1][-1], line, margins, leading):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _parted(a: Line, b: Line, margins: Mapping[int, Margins], leading: float) -> bool:
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
        return True
    return here.right - a.x1 > _first_word(b) + SPARE * size


def _centred(line: Line, margins: Margins) -> bool:
    before, after = line.x0 - margins.left, margins.right - line.x1
    return abs(before - after) < line.size and before > INDENT * line.size or before > 6 * line.size < after


def _first_word(line: Line) -> float:
    """The width of what could not be parted from the line's first character, for nothing may begin with a comma."""
    last = line.glyphs[0]
    for glyph in line.glyphs[1:]:
        joined = not is_wide(last.text) and not is_wide(glyph.text) and glyph.x0 - last.x1 < 0.2 * glyph.size
        if not joined and last.text not in OPENING and glyph.text not in CLOSING:
            break
        last = glyph
    return last.x1 - line.x0


def text_of_paragraph(lines: Sequence[Line], margins: Mapping[int, Margins]) -> str:
    """The text of all its lines. Between two Latin words the end of a line stands for a blank."""
    text = lines[0].text
    for a, b in zip(lines, lines[1:], strict=False):
        text += _join(a, b, margins[a.page]) + b.text
    return text


def _join(a: Line, b: Line, margins: Margins) -> str:
    left, right = a.text[-1], b.text[0]
    if is_wide(left) or is_wide(right):
        return ""
    # A number or an address that did not fit is cut at the very edge; words go over whole.
    words = left.isalpha() and right.isalpha() and margins.right - a.x1 > SPARE * a.size
    return " " if a.blank_after or words else ""


def body_size(lines: Sequence[Line]) -> float:
    return median(line.size for line in lines) if lines else 12.0
