"""The report as HTML for paper: the same elements, with the breaks, column widths and figure sizes that A4 needs."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from html import escape

from disclosure.grid import Grid, Head
from disclosure.outputs import markup, titles
from disclosure.outputs.document import Block, Document, Filled, Signed, Tables
from disclosure.outputs.passages import Heading, Paragraph

WIDTH = 156 / 25.4 * 72
"""Points between the margins."""
TITLE_CHARS = 20
"""Characters of 二号 between the margins."""
DIGIT = 0.562
"""The widest digit of our fonts, in em."""
PAD = 2.6
"""Points in a cell that its figure cannot use: padding on both sides and a rule."""
LARGEST, SMALLEST = 10.5, 5.5
"""Points. Figures are set as large as the fullest column allows; below the smallest they are broken instead."""


def print_sheets(document: Document) -> str:
    outline = markup.Outline(1)
    lines = titles.lines(document.content.agency_name, document.title, TITLE_CHARS)
    title = "<br>".join(map(escape, lines))
    blocks = "".join(_block(block, outline) for block in document.blocks)
    return (
        '<!DOCTYPE html><html lang="zh-Hans"><head><meta charset="utf-8">'
        f"<title>{escape(document.title)}</title></head><body><h1>{title}</h1>{blocks}</body></html>"
    )


def _block(block: Block, outline: markup.Outline) -> str:
    match block:
        case Heading():
            return markup.heading(block, outline)
        case Paragraph():
            return markup.paragraph(block, outline)
        case Tables():
            return "".join(map(_table, block.tables))
        case Signed():
            return markup.signature(block)


@dataclass(frozen=True, slots=True)
class Layout:
    """Points: the label columns (None shares what is left), the figure columns, and the size of the figures."""

    stub: tuple[float | None, ...]
    figures: tuple[float, ...]
    size: float


def layout(filled: Filled) -> Layout:
    """How wide the columns are. Figure columns take what their longest figure needs, within what the labels leave."""
    grid = filled.grid
    stub = _stub(grid)
    budget = WIDTH - _labels(grid)
    ems = [_longest(filled, column.key) for column in grid.table.columns]
    least = 24.0 if len(ems) > 7 else 34.0
    if grid.stub == 1:  # room enough: equal columns look best
        least = budget / len(ems)
    size = LARGEST
    while size > SMALLEST and sum(max(least, em * size + PAD) for em in ems) > budget:
        size = round(size - 0.1, 1)
    widths = [max(least, em * size + PAD) for em in ems]
    spare = budget - sum(widths)
    if grid.stub <= 1 or spare < 0:  # no labels that could use what is left, or too little for all
        widths = [width * budget / sum(widths) for width in widths]
    return Layout(stub, tuple(round(width, 2) for width in widths), size)


def _labels(grid: Grid) -> float:
    """Points that label columns cannot do without."""
    return {0: 0.0, 1: WIDTH * 0.28}.get(grid.stub, 126.0)


def _stub(grid: Grid) -> tuple[float | None, ...]:
    match grid.stub:
        case 0:
            return ()
        case 1:
            return (round(WIDTH * 0.28, 2),)
        case _:
            return (19.0, *(34.0 for _ in range(grid.stub - 2)), None)


def _longest(filled: Filled, column: str) -> float:
    """The widest figure of a column, in em."""
    return max(_em(filled.text(slot)) for slot in filled.grid.slots if slot.column == column)


def _em(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else DIGIT for char in text)


def _table(filled: Filled) -> str:
    grid, plan = filled.grid, layout(filled)
    pairs = {c.key for c, width in zip(grid.table.columns, plan.figures, strict=True) if width < 60}
    columns = "".join(map(_column, (*plan.stub, *plan.figures)))
    caption = f"<caption>{escape(filled.caption)}</caption>" if filled.caption else ""

    def words(cell: Head) -> str:
        return _words(cell, cell.key in pairs)

    head, body = markup.table_head(filled, words), markup.table_body(filled, words)
    style = f"font-size:{plan.size}pt"
    return f'<table class="{filled.key}" style="{style}">{caption}<colgroup>{columns}</colgroup>{head}{body}</table>'


def _column(width: float | None) -> str:
    return "<col>" if width is None else f'<col style="width:{width}pt">'


def _words(cell: Head, narrow: bool) -> str:
    """Read downwards, one character to a line (the number stays whole); in narrow columns two by two."""
    if cell.vertical:
        return "<br>".join((escape(cell.number), *map(escape, cell.label)))
    if narrow and cell.scope == "col" and len(cell.label) >= 4 and len(cell.label) % 2 == 0:
        return "<br>".join(escape(cell.label[at : at + 2]) for at in range(0, len(cell.label), 2))
    return escape(cell.text)
