"""Makes lines of text of glyphs, as an author typed them: what only stretches a line is no blank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from disclosure.intake.formats.pdf.glyphs import Glyph, inked

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


def lines_of(
    glyphs: Iterable[Glyph],
    page: int = 0,
) -> list[PdfLine]:
    """The lines from the top, each read from left to right."""
    lines: list[list[Glyph]] = []
    # Compared with the first of its line, not with the last: none drifts into the next.
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.base, glyph.x0)):
        if lines and _is_on_line(glyph, lines[-1][0]):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])

    return [_line(line, page) for line in lines if inked(line)]


def _is_on_line(glyph: Glyph, first: Glyph) -> bool:
    near = SAME_LINE * max(glyph.size, first.size)
    return glyph.base - first.base <= near


def _line(
    glyphs: list[Glyph],
    page: int,
) -> PdfLine:
    glyphs.sort(key=lambda glyph: (glyph.x0, glyph.number))
    ordered = once(glyphs)
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
        blank_after=end.is_blank and end.x0 >= last.x0,
    )


def once(glyphs: Iterable[Glyph]) -> list[Glyph]:
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
    # What a blank is worth is known when it is known what stands on both sides of it.
    stretch = _stretch(inked(glyphs))
    written: list[str] = []
    before: Glyph | None = None
    blanks = ""
    for glyph in glyphs:
        if glyph.is_blank:
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
    """By how much of its size the line's characters stand apart: a justified line is stretched evenly."""
    gaps: list[float] = []
    for left, right in pairwise(drawn):
        # Only between Han characters: others are as wide as a font makes them.
        if left.is_wide and right.is_wide:
            gaps.append(right.gap_after(left) / right.size)

    if len(gaps) < 2:
        return 0.0
    return max(0.0, median(gaps))


def _between(
    left: Glyph,
    right: Glyph,
    blanks: str,
    stretch: float,
) -> str:
    """What was typed between two neighbours on a line."""
    size = max(left.size, right.size)
    gap = right.gap_after(left) / size - stretch
    if not left.is_wide and not right.is_wide:
        return _between_narrow(left, right, blanks, gap)
    # 行政许可    550: a label and its figure that somebody moved apart.
    if gap > APART and stretch < TYPED:
        return blanks or "\u3000"
    if _is_at_figure(left, right):
        return ""
    return blanks if gap > TYPED else ""


def _between_narrow(
    left: Glyph,
    right: Glyph,
    blanks: str,
    gap: float,
) -> str:
    """Between letters and figures. Where no blank was drawn, the room between them tells."""
    if blanks and gap > TYPED:
        return " "

    # Two figures that were spaced are more often one: 1 2 3 in a wide cell.
    are_digits = left.text.isdigit() and right.text.isdigit()
    least = FIGURES if are_digits else WORD
    return " " if gap > least else ""


def _is_at_figure(left: Glyph, right: Glyph) -> bool:
    """A Han character beside a figure: word processors put a gap there by themselves."""
    if left.is_wide and right.is_wide:
        return False
    if left.is_wide:
        return right.text in DIGITS
    return left.text in AFTER_FIGURE
