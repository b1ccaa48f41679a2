"""The report as HTML: a fragment for our own pages, and a page that stands alone in one file."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import cache
from html import escape
from operator import itemgetter
from pathlib import Path

from disclosure.grid import Head
from disclosure.outputs import markup, titles
from disclosure.outputs.document import Block, Document, Filled, Signed, Tables
from disclosure.outputs.passages import Heading, Paragraph

STYLESHEET = Path(__file__).resolve().parents[2] / "static" / "disclosure" / "report.css"
"""The one stylesheet: our pages link the static file `disclosure/report.css`; a page that stands alone holds it."""


def print_fragment(document: Document, *, top: int = 1, marks: bool = False) -> str:
    """The report as an `<article>`, its title an h`top`. The page around it links `disclosure/report.css`.

    With `marks`, for whoever reviews, every place has an id: `c-<table>-<row>-<column>` a cell, `r-<table>-<row>` the
    label of a row, `p-<passage>` a box round a passage, `p-<passage>-<n>` its nth paragraph, from 0.
    """
    outline = markup.Outline(top)
    title = "".join(f"<span>{_breakable(part)}</span>" for part in titles.parts(document.title, document.agency))
    blocks = "\n".join(
        _passage(key, blocks, outline)
        if marks and key
        else "\n".join(_block(block, outline, marks) for block in blocks)
        for key, blocks in _runs(document)
    )
    return f'<article class="report" lang="zh-Hans">\n<h{top} class="l1">{title}</h{top}>\n{blocks}\n</article>\n'


def print_page(document: Document) -> str:
    """A whole HTML file that needs nothing beside it."""
    return (
        '<!DOCTYPE html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(document.title)}</title>\n<style>\n{_style()}</style>\n</head>\n"
        f'<body class="report-page">\n<main>\n{print_fragment(document)}</main>\n</body>\n</html>\n'
    )


def _breakable(text: str) -> str:
    return "<wbr>".join(map(escape, titles.words(text)))


@cache
def _style() -> str:
    return STYLESHEET.read_text(encoding="utf-8")


def _runs(document: Document) -> Iterator[tuple[str, list[Block]]]:
    """The blocks of each passage together, with its key; what stands between passages under ""."""
    named = zip(document.passages, document.blocks, strict=True)
    return ((key, [block for _, block in run]) for key, run in itertools.groupby(named, key=itemgetter(0)))


def _passage(key: str, blocks: list[Block], outline: markup.Outline) -> str:
    count = itertools.count()
    drawn = (
        markup.paragraph(block, outline, f"p-{key}-{next(count)}")
        if isinstance(block, Paragraph)
        else _block(block, outline)
        for block in blocks
    )
    return f'<div id="p-{key}">\n' + "\n".join(drawn) + "\n</div>"


def _block(block: Block, outline: markup.Outline, marks: bool = False) -> str:
    match block:
        case Heading():
            return markup.heading(block, outline)
        case Paragraph():
            return markup.paragraph(block, outline)
        case Tables():
            return _tables(block, marks)
        case Signed():
            return markup.signature(block)


def _tables(block: Tables, marks: bool) -> str:
    """Wide tables scroll in a region of their own, reached by Tab: the page itself never moves sideways."""
    name = escape(f"{block.name} {block.heading}")
    tables = "\n".join(_table(block, filled, marks) for filled in block.tables)
    return f'<div class="tables" role="region" aria-label="{name}" tabindex="0">\n{tables}\n</div>'


def _table(block: Tables, filled: Filled, marks: bool) -> str:
    caption = f"<caption>{escape(filled.caption)}</caption>" if filled.caption else ""
    name = "" if caption else f' aria-label="{escape(block.heading)}"'
    head, body = markup.table_head(filled, _words), markup.table_body(filled, _words, marks)
    return f'<table class="{filled.key}"{name}>{caption}{head}{body}</table>'


def _words(cell: Head) -> str:
    return "<wbr>".join(map(escape, markup.pieces(cell)))
