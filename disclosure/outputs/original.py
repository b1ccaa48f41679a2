"""What a file holds, drawn in its own order: paragraphs, tables, pictures, each with an id that a place in it links to."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import product

from django.utils.safestring import SafeString, mark_safe

from disclosure.intake.source import (
    Block,
    GridCell,
    Picture,
    Source,
    SourceGrid,
    SourceParagraph,
    Where,
)

MOST_BLOCKS = 3000
MOST_CELLS = 20_000
"""What is drawn of a file; a report has a few hundred paragraphs and a thousand cells."""
SHEETS = ("xlsx", "xls", "ods")


def original_html(source: Source) -> SafeString:
    """A fragment for our pages, which link `disclosure/intake.css`."""
    return mark_safe("\n".join(_drawn(source)))


def source_anchor(where: Where | None) -> str:
    """`s-12-3-4`, `s-12`: the id of a place in the drawing; "" where it is nowhere."""
    if where is None or not where.block:
        return ""
    if where.row and where.cell:
        return f"s-{where.block}-{where.row}-{where.cell}"
    return f"s-{where.block}"


def _drawn(source: Source) -> Iterator[str]:
    page = cells = 0
    for at, block in enumerate(source.blocks):
        if isinstance(block, SourceGrid):
            cells += len(block.cells)

        if at == MOST_BLOCKS or cells > MOST_CELLS:
            left = len(source.blocks) - at
            yield f'<p class="source-rest">后面还有 {left} 段没有显示，请看原文件。</p>'
            return

        if block.where.page != page:
            page = block.where.page
            yield f'<p class="source-page">{escape(_page_name(source, block))}</p>'

        yield _block(block)


def _page_name(source: Source, block: Block) -> str:
    if source.format in SHEETS:
        return getattr(block, "sheet", "") or f"第 {block.where.page} 张工作表"
    return f"第 {block.where.page} 页"


def _block(block: Block) -> str:
    name = source_anchor(Where(block=block.where.block))
    if isinstance(block, SourceParagraph):
        kind = _kind(block)
        return f'<p id="{name}" class="{kind}" tabindex="-1">{_words(block.text)}</p>'

    if isinstance(block, Picture):
        says = f"：{block.alternative}" if block.alternative else ""
        return f'<p id="{name}" class="source-picture" tabindex="-1">［图片{escape(says)}］</p>'

    lines = "".join(f"<tr>{line}</tr>" for line in _lines(block))
    return f'<div class="source-grid" id="{name}" tabindex="-1"><table>{lines}</table></div>'


def _kind(paragraph: SourceParagraph) -> str:
    if paragraph.aside:
        return "source-aside"
    return "source-head" if paragraph.level else "source-text"


def _lines(grid: SourceGrid) -> Iterator[str]:
    """The lines of a table; where the file has no cell there is an empty one, so that none is moved."""
    covered: set[tuple[int, int]] = set()
    for row, line in enumerate(grid.lines()):
        drawn, column = [], 0
        for cell in line:
            gap = [at for at in range(column, cell.column) if (row, at) not in covered]
            drawn.append("<td></td>" * len(gap))
            drawn.append(_cell(cell, grid))

            # A span that a file lets reach below the table ends with it.
            below = range(row + 1, min(row + cell.rowspan, grid.height))
            column = cell.column + cell.colspan
            covered.update(product(below, range(cell.column, column)))

        yield "".join(drawn)


def _cell(cell: GridCell, grid: SourceGrid) -> str:
    tag = "th" if cell.header else "td"
    down, right = min(cell.rowspan, grid.height), min(cell.colspan, grid.width)
    spans = f' rowspan="{down}"' if down > 1 else ""
    if right > 1:
        spans += f' colspan="{right}"'

    name = source_anchor(cell.where)
    at = f' id="{name}" tabindex="-1"' if name.count("-") == 3 else ""
    words = '<span class="source-picture">［图片］</span>' if cell.picture else ""
    return f"<{tag}{at}{spans}>{_words(cell.text)}{words}</{tag}>"


def _words(text: str) -> str:
    return escape(text).replace("\n", "<br>")
