"""Reads what stands in a cell of a table: lines, words that read downwards, words that lie on their side."""

from __future__ import annotations

from itertools import pairwise

from disclosure.intake.formats.pdf.glyphs import Glyph, inked
from disclosure.intake.formats.pdf.lines import SAME_LINE, Glyphs, lines_of, once

NEXT_COLUMN = 1.1
"""Of the size: characters that read downwards stand as near as this to the middle of their column."""


def cell_text(glyphs: Glyphs) -> str:
    """What stands in a cell, its lines apart. What reads downwards is one line."""
    if not glyphs:
        return ""

    turned = [glyph for glyph in glyphs if glyph.turn in (90, 270)]
    if len(turned) > len(glyphs) / 2:
        # A narrow column's heading that lies on its side.
        turn = turned[0].turn
        glyphs = [_turned_back(glyph, turn) for glyph in glyphs]
    elif _reads_downwards(glyphs):
        # The brackets of table three, 三、本年度办理结果, in a column of one character.
        ordered = once(_downwards(glyphs))
        return "".join(glyph.text for glyph in inked(ordered))

    lines = lines_of(glyphs)
    return "\n".join(line.text for line in lines)


def _reads_downwards(glyphs: Glyphs) -> bool:
    """Whether Han characters were written one below the other. Figures in a column are not."""
    written = inked(glyphs)
    wide = [glyph for glyph in written if glyph.is_wide]
    if len(written) < 3 or len(wide) * 2 < len(written):
        return False

    # In the order of writing: the next one stands beside the last, or below it.
    written.sort(key=lambda glyph: glyph.number)
    down = 0
    across = 0
    for last, glyph in pairwise(written):
        near = SAME_LINE * max(last.size, glyph.size)
        if abs(last.base - glyph.base) <= near:
            across += 1
        elif abs(last.middle - glyph.middle) <= near:
            down += 1

    steps = len(written) - 1
    return down > across and down * 2 >= steps


def _downwards(glyphs: Glyphs) -> list[Glyph]:
    """From top to bottom, the right column first; what stands side by side in a line, as `三、`, is one of its steps."""
    # Columns of Chinese text are read from the right.
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
    near = NEXT_COLUMN * glyph.size
    return first.middle - glyph.middle <= near


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
