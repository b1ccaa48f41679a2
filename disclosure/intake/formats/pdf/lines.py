"""Makes lines of text of glyphs, as an author typed them: what only stretches a line is no blank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from disclosure.intake.formats.pdf.characters import is_wide
from disclosure.intake.formats.pdf.page import Glyph, inked

DIGITS = "0123456789"
AFTER_FIGURE = f"{DIGITS}%‰"
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
NEXT_COLUMN = 1.1
"""Of the size: characters that read downwards stand as near as this to the middle of their column."""

Glyphs = Sequence[Glyph]


@dataclass(slots=True, eq=False)
class PdfLine:
    """A line of text on a page. `x0` to `x1` is what was drawn, blanks aside. `blank_after`: a blank was drawn at its end."""

    glyphs: list[Glyph]
    page: int
    x0: float
    x1: float
    base: float
    size: float
    text: str
    blank_after: bool = False

    @property
    def width(self) -> float:
        return self.x1 - self.x0


def lines_of(glyphs: Iterable[Glyph], page: int = 0) -> list[PdfLine]:
    """The lines from the top, each read from left to right."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.base, glyph.x0)):
        if lines and _is_on_line(glyph, lines[-1][0]):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [_line(line, page) for line in lines if inked(line)]


def _is_on_line(glyph: Glyph, first: Glyph) -> bool:
    return glyph.base - first.base <= SAME_LINE * max(glyph.size, first.size)


def _line(glyphs: list[Glyph], page: int) -> PdfLine:
    glyphs.sort(key=lambda glyph: (glyph.x0, glyph.number))
    ordered = _once(glyphs)
    drawn = inked(ordered)
    last = drawn[-1]
    end = ordered[-1]
    return PdfLine(
        glyphs=drawn,
        page=page,
        x0=drawn[0].x0,
        x1=last.x1,
        base=median(glyph.base for glyph in drawn),
        size=median(glyph.size for glyph in drawn),
        text=text_of(ordered),
        blank_after=end.text.isspace() and end.x0 >= last.x0,
    )


def _once(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Without the second of two that make a bold character."""
    kept: list[Glyph] = []
    for glyph in glyphs:
        # From left to right its twin is one of the last three.
        if not any(_is_same(glyph, other) for other in kept[-3:]):
            kept.append(glyph)
    return kept


def _is_same(glyph: Glyph, other: Glyph) -> bool:
    if glyph.text != other.text:
        return False
    return abs(other.x0 - glyph.x0) < TWICE * glyph.size


def text_of(glyphs: Glyphs) -> str:
    """The text of one line; its glyphs from left to right, blanks among them."""
    stretch = _stretch(inked(glyphs))
    written: list[str] = []
    before: Glyph | None = None
    blanks = ""
    for glyph in glyphs:
        if glyph.text.isspace():
            is_broad = glyph.x1 - glyph.x0 > BROAD * glyph.size
            blanks += "\u3000" if is_broad else glyph.text
            continue
        if before is not None:
            written.append(_between(before, glyph, blanks, stretch))
        written.append(glyph.text)
        before = glyph
        blanks = ""
    return "".join(written)


def _stretch(drawn: Glyphs) -> float:
    """By how much of its size the line's characters stand apart."""
    gaps: list[float] = []
    for left, right in pairwise(drawn):
        # Only between Han characters: others are as wide as a font makes them.
        if is_wide(left.text) and is_wide(right.text):
            gap = right.x0 - left.x1
            gaps.append(gap / right.size)
    return max(0.0, median(gaps)) if len(gaps) > 1 else 0.0


def _between(left: Glyph, right: Glyph, blanks: str, stretch: float) -> str:
    """What was typed between two neighbours on a line."""
    gap = (right.x0 - left.x1) / max(left.size, right.size) - stretch
    if not is_wide(left.text) and not is_wide(right.text):
        return _between_narrow(left, right, blanks, gap)
    if gap > APART and stretch < TYPED:
        return blanks or "\u3000"
    if _is_at_figure(left.text, right.text):
        return ""
    return blanks if gap > TYPED else ""


def _between_narrow(left: Glyph, right: Glyph, blanks: str, gap: float) -> str:
    """Between letters and figures. Where no blank was drawn, the room between them tells."""
    if blanks and gap > TYPED:
        return " "
    are_digits = left.text.isdigit() and right.text.isdigit()
    return " " if gap > (FIGURES if are_digits else WORD) else ""


def _is_at_figure(left: str, right: str) -> bool:
    """A Han character beside a figure: word processors put a gap there by themselves."""
    if is_wide(left) and is_wide(right):
        return False
    return right in DIGITS if is_wide(left) else left in AFTER_FIGURE


def cell_text(glyphs: Glyphs) -> str:
    """What stands in a cell, its lines apart. What reads downwards is one line."""
    if not glyphs:
        return ""
    turned = [glyph for glyph in glyphs if glyph.turn in (90, 270)]
    if len(turned) > len(glyphs) / 2:
        turn = turned[0].turn
        glyphs = [_turned_back(glyph, turn) for glyph in glyphs]
    elif _reads_downwards(glyphs):
        drawn = inked(_once(_downwards(glyphs)))
        return "".join(glyph.text for glyph in drawn)
    return "\n".join(line.text for line in lines_of(glyphs))


def _reads_downwards(glyphs: Glyphs) -> bool:
    """Whether Han characters were written one below the other. Figures in a column are not."""
    written = sorted(inked(glyphs), key=lambda glyph: glyph.number)
    wide = [glyph for glyph in written if is_wide(glyph.text)]
    if len(written) < 3 or len(wide) * 2 < len(written):
        return False
    down = across = 0
    for before, after in pairwise(written):
        near = SAME_LINE * max(before.size, after.size)
        if abs(before.base - after.base) <= near:
            across += 1
        elif abs(before.middle - after.middle) <= near:
            down += 1
    return down > across and down * 2 >= len(written) - 1


def _downwards(glyphs: Glyphs) -> list[Glyph]:
    """From top to bottom, the right column first; what stands side by side in a line, as `三、`, is one of its steps."""
    columns: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.middle):
        if columns and _is_in_column(glyph, columns[-1][0]):
            columns[-1].append(glyph)
        else:
            columns.append([glyph])
    ordered: list[Glyph] = []
    for column in columns:
        for line in lines_of(column):
            ordered += line.glyphs
    return ordered


def _is_in_column(glyph: Glyph, first: Glyph) -> bool:
    return first.middle - glyph.middle <= NEXT_COLUMN * glyph.size


def _turned_back(glyph: Glyph, turn: int) -> Glyph:
    """As it lies when the page is turned until it stands upright."""
    if turn == 90:
        x0, x1 = glyph.top, glyph.bottom
        top, bottom = -glyph.x1, -glyph.x0
    else:
        x0, x1 = -glyph.bottom, -glyph.top
        top, bottom = glyph.x0, glyph.x1
    return Glyph(
        text=glyph.text,
        x0=x0,
        x1=x1,
        top=top,
        bottom=bottom,
        base=bottom,
        size=bottom - top,
        turn=0,
        number=glyph.number,
    )
