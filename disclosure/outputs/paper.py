"""The report as HTML for paper: the same elements, with the breaks, column widths and figure sizes that A4 needs."""

from __future__ import annotations

from html import escape
from itertools import groupby

from disclosure.outputs import fitting, markup, titles
from disclosure.outputs.document import Block, Document, Filled, Signed, Tables
from disclosure.outputs.passages import BodyParagraph, Heading
from disclosure.statutory.grid import LabelCell

TITLE_CHARS = 20
"""Characters of 二号 between the margins."""


def print_sheets(document: Document) -> str:
    """A whole HTML file for the PDF printer; its stylesheet is report_print.css."""
    outline = markup.Outline(1)
    lines = titles.lines(document.title, document.agency, TITLE_CHARS)
    title = "<br>".join(map(escape, lines))
    following = (*document.blocks[1:], None)
    blocks = "".join(
        _block(block, after, outline)
        for block, after in zip(document.blocks, following, strict=True)
    )
    return (
        '<!DOCTYPE html><html lang="zh-Hans"><head><meta charset="utf-8">'
        f"<title>{escape(document.title)}</title>{_sizes(document)}</head>"
        f"<body><h1>{title}</h1>{blocks}</body></html>"
    )


def _sizes(document: Document) -> str:
    """Rules for tables whose figures are set smaller than their labels; mostly there are none."""
    tables = (
        filled
        for block in document.blocks
        if isinstance(block, Tables)
        for filled in block.tables
    )
    fits = ((filled.key, fitting.fit(filled)) for filled in tables)
    rules = "".join(
        f".{key} td:not(.remark){{font-size:{f.figures.size}pt}}"
        for key, f in fits
        if f.figures.size < f.label_size
    )
    return f"<style>{rules}</style>" if rules else ""


def _block(block: Block, after: Block | None, outline: markup.Outline) -> str:
    match block:
        case Heading():
            return markup.heading(
                block, outline, look="sheet" if _is_long(after) else ""
            )
        case BodyParagraph():
            return markup.paragraph(block, outline)
        case Tables():
            tables = "".join(map(_table, block.tables))
            return tables if _is_long(block) else f'<div class="whole">{tables}</div>'
        case Signed():
            return markup.signature(block)


def _is_long(block: Block | None) -> bool:
    """Whether this is a table that has a page to itself: cut by a page end, its brackets would lose their labels."""
    return isinstance(block, Tables) and any(
        len(t.grid.body) > fitting.FEW_LINES for t in block.tables
    )


def _table(filled: Filled) -> str:
    fit = fitting.fit(filled)
    narrow = fit.narrow_columns(filled)
    columns = "".join(
        f'<col span="{count}" style="width:{width:.2f}pt">'
        for width, count in _runs((*fit.stub, *fit.figures.widths))
    )

    def words(cell: LabelCell) -> str:
        return upright_words(cell, cell.key in narrow)

    writer = markup.TableWriter(words)
    lines = writer.head(filled) + writer.body(filled)
    is_largest = fit.label_size == fitting.LARGEST
    size = "" if is_largest else f' style="font-size:{fit.label_size}pt"'
    return (
        f'<table class="{filled.role}"{size}>{markup.captioned(filled)}'
        f"<colgroup>{columns}</colgroup>{lines}</table>"
    )


def _runs(widths: tuple[float, ...]) -> list[tuple[float, int]]:
    """Neighbours of the same width as one: WeasyPrint reads every style there is."""
    return [(width, len(list(run))) for width, run in groupby(widths)]


def upright_words(cell: LabelCell, narrow: bool) -> str:
    """Read downwards, one character to a line (the number stays whole); in narrow columns two by two."""
    if cell.vertical:
        return "<br>".join(map(escape, (cell.number, *cell.label)))
    if narrow or cell.scope == "rowgroup":
        return "<br>".join(map(escape, markup.pieces(cell)))
    return escape(cell.text)
