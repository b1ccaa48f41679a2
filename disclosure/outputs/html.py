"""The report as HTML: a fragment for our own pages, and a page that stands alone in one file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path

from disclosure.outputs import markup, titles
from disclosure.outputs.document import Block, Document, Filled, Signed, Tables
from disclosure.outputs.marks import Marks
from disclosure.outputs.passages import BodyParagraph, Heading, passage_of
from disclosure.statutory.grid import LabelCell

STYLESHEET = (
    Path(__file__).resolve().parents[2] / "static" / "disclosure" / "report.css"
)
"""The one stylesheet: our pages link the static file `disclosure/report.css`; a page that stands alone holds it."""


def print_fragment(
    document: Document, *, top: int = 1, marks: Marks | None = None
) -> str:
    """The report as an `<article>`, its title an h`top`. The page around it links `disclosure/report.css`.

    With marks, every cell and every block of a passage has an id; the page links `disclosure/marks.css` too.
    """
    outline = markup.Outline(top)
    title = "".join(
        f"<span>{_breakable(part)}</span>"
        for part in titles.parts(document.title, document.agency)
    )
    blocks = "\n".join(_blocks(document, outline, marks))
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


def _blocks(
    document: Document, outline: markup.Outline, marks: Marks | None
) -> Iterator[str]:
    """Block by block; with marks, the blocks of a passage in a box that has the passage's id."""
    for passage, run in groupby(
        document.blocks, key=lambda block: passage_of(getattr(block, "place", ""))
    ):
        drawn = [_block(block, outline, marks) for block in run]
        if marks and passage:
            yield f'<div id="{passage}">' + "\n".join(drawn) + "</div>"
        else:
            yield from drawn


def _block(block: Block, outline: markup.Outline, marks: Marks | None) -> str:
    match block:
        case Heading():
            return _placed(block.place, markup.heading(block, outline), marks)
        case BodyParagraph():
            return _placed(block.place, markup.paragraph(block, outline), marks)
        case Tables():
            return _tables(block, marks)
        case Signed():
            return markup.signature(block)


def _placed(place: str, made: str, marks: Marks | None) -> str:
    return marks.around(place, made) if marks and place else made


def _tables(block: Tables, marks: Marks | None) -> str:
    """Wide tables scroll in a region of their own, reached by Tab: the page itself never moves sideways."""
    name = escape(f"{block.name} {block.heading}")
    tables = "\n".join(_table(block, filled, marks) for filled in block.tables)
    return f'<div class="tables" role="region" aria-label="{name}" tabindex="0">\n{tables}\n</div>'


def _table(block: Tables, filled: Filled, marks: Marks | None) -> str:
    if marks is None:
        writer = markup.TableWriter(breakable)
    else:
        writer = markup.TableWriter(breakable, marks.cell, named=True)

    return writer.under_heading(filled, block.heading)


def breakable(cell: LabelCell) -> str:
    """The words of a header cell, which may break between its pieces."""
    return "<wbr>".join(map(escape, markup.pieces(cell)))
