"""Glyphs -> lines of text as an author typed them: what only stretches a line is no blank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from disclosure.intake.formats.pdf.characters import is_wide
from disclosure.intake.formats.pdf.page import Glyph, inked

DIGITS = "0123456789"
SAME_LINE = 0.4
"""Of the size: base lines this near are one; digits beside Han characters stand a little lower."""
TWICE = 0.2
"""Of the size: the same character so near again is a bold one drawn twice."""
TYPED = 0.15
"""Of the size: a blank that was typed is wider than the line's other gaps by this."""
BROAD = 0.9
"""Of the size: a blank this wide is a full-width one, whatever the file calls it."""
WORD = 0.25
FIGURES = 0.45
"""Of the size: what keeps two words, and two figures, apart where no blank was drawn. Less is letter-spacing."""
APART = 1.0
"""Of the size: a gap beside a Han character that no stretching makes where the rest of the line is not stretched."""


@dataclass(slots=True)
class Line:
    """`x0` to `x1` is what was drawn, blanks aside. `blank_after`: a blank was drawn at its end."""

    glyphs: list[Glyph]
    page: int
    x0: float
    x1: float
    base: float
    size: float
    text: str
    blank_after: bool = False

    @property
    def top(self) -> float:
        return min(glyph.top for glyph in self.glyphs)


def lines_of(glyphs: Iterable[Glyph], page: int = 0) -> list[Line]:
    """The lines from the top, each read from left to right."""
    found: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.base, glyph.x0)):
        if found and glyph.base - found[-1][0].base <= SAME_LINE * max(
            glyph.size, found[-1][0].size
        ):
            found[-1].append(glyph)
        else:
            found.append([glyph])
    return [_line(line, page) for line in found if inked(line)]


def _line(glyphs: list[Glyph], page: int) -> Line:
    ordered = _once(sorted(glyphs, key=lambda glyph: (glyph.x0, glyph.number)))
    drawn = inked(ordered)
    size = median(glyph.size for glyph in drawn)
    last = drawn[-1]
    after = ordered[-1].text.isspace() and ordered[-1].x0 >= last.x0
    return Line(
        drawn,
        page,
        drawn[0].x0,
        last.x1,
        median(g.base for g in drawn),
        size,
        text_of(ordered),
        after,
    )


def _once(glyphs: list[Glyph]) -> list[Glyph]:
    kept: list[Glyph] = []
    for glyph in glyphs:
        if not any(
            other.text == glyph.text and abs(other.x0 - glyph.x0) < TWICE * glyph.size
            for other in kept[-3:]
        ):
            kept.append(glyph)
    return kept


def text_of(glyphs: Sequence[Glyph]) -> str:
    """The text of one line; its glyphs from left to right, blanks among them."""
    drawn = inked(glyphs)
    stretch = _stretch(drawn)
    written: list[str] = []
    before: Glyph | None = None
    blanks = ""
    for glyph in glyphs:
        if glyph.text.isspace():
            blanks += (
                "\u3000" if glyph.x1 - glyph.x0 > BROAD * glyph.size else glyph.text
            )
            continue
        if before is not None:
            written.append(_between(before, glyph, blanks, stretch))
        written.append(glyph.text)
        before, blanks = glyph, ""
    return "".join(written)


def _stretch(drawn: Sequence[Glyph]) -> float:
    """By how much of its size the line's characters stand apart."""
    gaps = [
        (b.x0 - a.x1) / b.size
        for a, b in pairwise(drawn)
        if is_wide(a.text) and is_wide(b.text)
    ]
    return max(0.0, median(gaps)) if len(gaps) > 1 else 0.0


def _between(left: Glyph, right: Glyph, blanks: str, stretch: float) -> str:
    """What was typed between two neighbours on a line."""
    gap = (right.x0 - left.x1) / max(left.size, right.size) - stretch
    wide = is_wide(left.text), is_wide(right.text)
    if any(wide) and gap > APART and stretch < TYPED:
        return blanks or "\u3000"
    if _at_figure(left.text, right.text, wide):
        return ""
    if blanks and gap > TYPED:
        return blanks if any(wide) else " "
    if any(wide):
        return ""
    return (
        " "
        if gap > (FIGURES if left.text.isdigit() and right.text.isdigit() else WORD)
        else ""
    )


def _at_figure(left: str, right: str, wide: tuple[bool, bool]) -> bool:
    """A Han character beside a figure: word processors put a gap there by themselves."""
    return (wide[0] and not wide[1] and right in DIGITS) or (
        wide[1] and not wide[0] and left in f"{DIGITS}%‰"
    )


def cell_text(glyphs: Sequence[Glyph]) -> str:
    """What stands in a cell, its lines apart. What reads downwards is one line."""
    if not glyphs:
        return ""
    turned = [glyph for glyph in glyphs if glyph.turn in (90, 270)]
    if len(turned) > len(glyphs) / 2:
        return _sideways(glyphs, turned[0].turn)
    if _downwards(glyphs):
        return "".join(glyph.text for glyph in inked(_once(_columns(glyphs))))
    return "\n".join(line.text for line in lines_of(glyphs))


def _downwards(glyphs: Sequence[Glyph]) -> bool:
    """Whether Han characters were written one below the other. Figures in a column are not."""
    written = sorted(inked(glyphs), key=lambda glyph: glyph.number)
    if len(written) < 3 or sum(is_wide(glyph.text) for glyph in written) * 2 < len(
        written
    ):
        return False
    down = across = 0
    for a, b in pairwise(written):
        size = max(a.size, b.size)
        if abs(a.base - b.base) <= SAME_LINE * size:
            across += 1
        elif abs(a.middle - b.middle) <= SAME_LINE * size:
            down += 1
    return down > across and down * 2 >= len(written) - 1


def _columns(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """From top to bottom, the right column first; what stands side by side in a line, as `三、`, is one of its steps."""
    columns: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.middle):
        if columns and columns[-1][0].middle - glyph.middle <= 1.1 * glyph.size:
            columns[-1].append(glyph)
        else:
            columns.append([glyph])
    return [g for column in columns for line in lines_of(column) for g in line.glyphs]


def _sideways(glyphs: Sequence[Glyph], turn: int) -> str:
    """Text that was turned: read as if the page were turned back."""

    def turned(glyph: Glyph) -> Glyph:
        across = (
            (glyph.top, glyph.bottom) if turn == 90 else (-glyph.bottom, -glyph.top)
        )
        top, bottom = (-glyph.x1, -glyph.x0) if turn == 90 else (glyph.x0, glyph.x1)
        return Glyph(
            glyph.text, *across, top, bottom, bottom, bottom - top, 0, glyph.number
        )

    return "\n".join(line.text for line in lines_of(map(turned, glyphs)))
