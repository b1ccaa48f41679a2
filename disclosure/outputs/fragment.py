"""「复制到网站」: the report as bare HTML for the editor of an office's own site, with the few styles it needs in it.

No classes, ids, scripts or fonts: the site's own look applies. The title is left out, since the editor of a site has a
field of its own for it, and so headings begin below it.
"""

from __future__ import annotations

from html import escape

from disclosure.outputs import markup
from disclosure.outputs.document import Block, Document, Filled, Signed, Tables
from disclosure.outputs.passages import BodyParagraph, Heading
from disclosure.statutory.grid import FigureCell, GridLine, LabelCell

INDENT = "text-indent:2em"
HEADING = {
    2: f"margin:1em 0 .5em;font-size:1.2em;font-weight:bold;{INDENT}",
    3: f"margin:.5em 0;font-size:1.05em;font-weight:bold;{INDENT}",
    4: f"margin:.5em 0;font-size:1em;font-weight:bold;{INDENT}",
    5: f"margin:.5em 0;font-size:1em;font-weight:normal;{INDENT}",
}
SCROLLS = "overflow-x:auto;margin:.5em 0 1em;padding-top:1px"
TABLE = "width:100%;border-collapse:collapse;margin:-1px 0 0"
CELL = "border:1px solid;padding:4px;text-align:center;text-indent:0"
LABEL = "border:1px solid;padding:4px;text-align:left;text-indent:0;font-weight:normal;min-width:9em"
HEAD = f"{CELL};font-weight:normal"
ROW = f"{HEAD};min-width:5em"
NARROW = f"{HEAD};white-space:nowrap;min-width:2.6em"
UPRIGHT = f"{HEAD};writing-mode:vertical-rl"
WIDE, LEAST = 8, "min-width:42em;"
"""Tables of more columns scroll sideways on a phone instead of being squeezed."""


def print_fragment(document: Document) -> str:
    """The report without its title, as HTML that can stand in any page."""
    outline = markup.Outline(1)
    return "\n".join(_block(block, outline) for block in document.blocks) + "\n"


def _block(block: Block, outline: markup.Outline) -> str:
    match block:
        case Heading():
            tag = outline.tag(block.level)
            return f'<{tag} style="{HEADING[block.level]}">{escape(block.text)}</{tag}>'
        case BodyParagraph():
            lead = f"<strong>{escape(block.lead)}</strong>" if block.lead else ""
            return f'<p style="{INDENT}">{lead}{escape(block.text)}</p>'
        case Tables():
            return _tables(block)
        case Signed():
            return "\n".join(
                f'<p style="text-align:right">{escape(line)}</p>'
                for line in block.lines
            )


def _tables(block: Tables) -> str:
    """What scrolls is reached by the keyboard and has a name, as on our own pages."""
    name = escape(f"{block.name} {block.heading}")
    tables = "\n".join(map(_table, block.tables))
    return f'<div role="region" aria-label="{name}" tabindex="0" style="{SCROLLS}">\n{tables}\n</div>'


def _table(filled: Filled) -> str:
    """The caption is a line of the table, as on paper: editors lose captions."""
    grid = filled.grid
    name = (
        f'<tr><th colspan="{grid.width}" style="{HEAD}">{escape(filled.caption)}</th></tr>\n'
        if filled.caption
        else ""
    )
    head, body = (
        "\n".join(_line(filled, line) for line in lines)
        for lines in (grid.head, grid.body)
    )
    style = (LEAST if grid.width > WIDE else "") + TABLE
    return f'<table style="{style}">\n<thead>\n{name}{head}\n</thead>\n<tbody>\n{body}\n</tbody>\n</table>'


def _line(filled: Filled, line: GridLine) -> str:
    return "<tr>" + "".join(_cell(filled, cell) for cell in line.cells) + "</tr>"


def _cell(filled: Filled, cell: LabelCell | FigureCell) -> str:
    if isinstance(cell, FigureCell):
        return f'<td style="{CELL}">{escape(filled.text(cell))}</td>'

    spans = markup.spans(cell)
    if cell.corner and filled.grid.stub > 1:  # a remark, and the header of nothing
        return f'<td{spans} style="{CELL}">{escape(cell.text)}</td>'

    style = _look(filled, cell)
    words = (
        "<br>".join(map(escape, markup.pieces(cell)))
        if style is NARROW
        else escape(cell.text)
    )
    return f'<th scope="{cell.scope or "col"}"{spans} style="{style}">{words}</th>'


def _look(filled: Filled, cell: LabelCell) -> str:
    if cell.vertical:
        return UPRIGHT
    if cell.scope == "row":
        return LABEL if filled.grid.stub > 1 else ROW
    return NARROW if filled.grid.width > WIDE and cell.colspan == 1 else HEAD
