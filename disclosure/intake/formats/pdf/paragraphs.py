"""Makes paragraphs of lines: by first lines that are indented, last lines that end early, and the distance between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from disclosure.intake.formats.pdf.characters import is_wide
from disclosure.intake.formats.pdf.lines import PdfLine
from disclosure.intake.formats.pdf.margins import (
    CLOSING,
    LEAST_SET_IN,
    MOST_SET_IN,
    NEAR,
    Margins,
)

INDENT = 1.2
"""Of the size: a first line is set in by two characters, which justifying makes a little more or less."""
LOOSE = 1.35
"""Of the usual distance between lines: more of it is the gap between two paragraphs."""
SIZES = 0.13
"""Of the size: by more two lines of one paragraph do not differ."""
SPARE = 0.5
"""Of the size: so much room beyond the next word, and a line ended because its paragraph did."""
AT_RIGHT = 4
"""Of the size: so near to the right margin the lines of a long signature end."""
ONE_WORD = 0.2
"""Of the size: letters this near to one another are one word."""
LEAST_LEADING = 0.8
MOST_LEADING = 3
"""Sizes from line to line within a paragraph."""
USUAL_LEADING = 2.0
"""Where no two lines tell it."""
OPENING = "（《〈【〔“‘("
"""What may not end a line."""

Lines = Sequence[PdfLine]


def leading_of(lines: Lines) -> float:
    """The usual distance between two lines of a paragraph, in sizes; a low quantile, because gaps are only wider."""
    steps = sorted(_steps(lines))
    return steps[len(steps) // 5] if steps else USUAL_LEADING


def _steps(lines: Lines) -> Iterator[float]:
    for above, below in pairwise(lines):
        size = max(above.size, below.size)
        if above.page != below.page or abs(above.size - below.size) >= 1:
            continue

        step = (below.base - above.base) / size
        # Less is one line in two pieces, more a table or a picture between them.
        if LEAST_LEADING < step < MOST_LEADING:
            yield step


def grouped(
    lines: Iterable[PdfLine],
    margins: Mapping[int, Margins],
    leading: float,
) -> list[list[PdfLine]]:
    """The lines of each paragraph. `margins` are those of each page; `leading` as `leading_of` gives it."""
    groups: list[list[PdfLine]] = []
    for line in lines:
        if groups and not _is_parted(groups[-1][-1], line, margins, leading):
            groups[-1].append(line)
        else:
            groups.append([line])

    return groups


def _is_parted(
    above: PdfLine,
    below: PdfLine,
    margins: Mapping[int, Margins],
    leading: float,
) -> bool:
    """Whether a paragraph ends between two lines."""
    size = max(above.size, below.size)
    if abs(above.size - below.size) > SIZES * size:  # a heading
        return True

    # A gap between paragraphs; or a step back, to a line that stands beside the first.
    step = below.base - above.base
    if above.page == below.page and not 0 < step <= LOOSE * leading * size:
        return True

    here = margins[above.page]
    there = margins[below.page]
    # The next word would have had room: the line ended because its paragraph did.
    needed = _first_word(below) + SPARE * size
    if _is_centred(above, here) and _is_centred(below, there):
        return here.width - above.width > needed
    # Set in it is a first line, but for a signature over two.
    if below.x0 - there.left > INDENT * size:
        return not _is_long_signature(above, below, here)
    return here.right - above.x1 > needed


def _is_long_signature(
    above: PdfLine,
    below: PdfLine,
    margins: Margins,
) -> bool:
    """Whether the second line goes on with a signature that was too long for one, both of them set to the right."""
    if above.page != below.page:
        return False

    ends_alike = abs(above.x1 - below.x1) < NEAR / 2
    at_right = margins.right - above.x1 < AT_RIGHT * above.size
    if not ends_alike or not at_right:
        return False

    # Had there been room for the next word, the first line would have begun further left.
    is_full = above.x0 - margins.left < _first_word(below) + SPARE * above.size
    return is_full and above.text[-1] not in "。；！？：:"


def _is_centred(line: PdfLine, margins: Margins) -> bool:
    size = line.size
    before = line.x0 - margins.left
    after = margins.right - line.x1
    if abs(before - after) >= size:
        return False
    if before <= INDENT * size:
        return False

    # A first line may end by chance as far from its edge as it is set in.
    is_set_in = LEAST_SET_IN * size < before < MOST_SET_IN * size
    return not is_set_in


def _first_word(line: PdfLine) -> float:
    """The width of what could not be parted from the line's first character, for nothing may begin with a comma."""
    for last, glyph in pairwise(line.glyphs):
        if last.text in OPENING or glyph.text in CLOSING:
            continue

        is_near = glyph.gap_after(last) < ONE_WORD * glyph.size
        if is_near and not last.is_wide and not glyph.is_wide:
            continue  # within a Latin word or a number
        return last.x1 - line.x0

    return line.glyphs[-1].x1 - line.x0


def text_of_paragraph(
    lines: Lines,
    margins: Mapping[int, Margins],
) -> str:
    """The text of all its lines. Between two Latin words the end of a line stands for a blank."""
    text = lines[0].text
    for above, below in pairwise(lines):
        text += _blank_between(above, below, margins[above.page])
        text += below.text

    return text


def _blank_between(
    above: PdfLine,
    below: PdfLine,
    margins: Margins,
) -> str:
    left = above.text[-1]
    right = below.text[0]
    if is_wide(left) or is_wide(right):
        return ""
    if above.blank_after:
        return " "

    # A number or an address that did not fit is cut at the very edge; words go over whole.
    has_room = margins.right - above.x1 > SPARE * above.size
    are_letters = left.isalpha() and right.isalpha()
    return " " if are_letters and has_room else ""
