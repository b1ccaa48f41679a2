"""This year's tables with last year's figures in every cell, for a screen. Does no arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from disclosure.comparison import Beside, BesideCell
from disclosure.outputs import markup
from disclosure.outputs.document import Filled, Tables
from disclosure.outputs.html import breakable
from disclosure.statutory.figures import CellKey, format_figure
from disclosure.statutory.grid import Slot

SAME = '<small class="was">＝</small>'


def print_tables(block: Tables, beside: Beside) -> str:
    """The tables of one part. Their names, head and lines are those of the paper."""
    return "".join(
        _table(block, filled, beside.cells[filled.key]) for filled in block.tables
    )


def _table(block: Tables, filled: Filled, cells: Mapping[CellKey, BesideCell]) -> str:
    def write(_: Filled, slot: Slot) -> str:
        return _cell(cells[slot.row, slot.column])

    caption = f"<caption>{escape(filled.caption)}</caption>" if filled.caption else ""
    name = "" if caption else f' aria-label="{escape(block.heading)}"'
    head, body = (
        markup.table_head(filled, breakable),
        markup.table_body(filled, breakable, write),
    )
    return f'<table class="{filled.key}"{name}>{caption}{head}{body}</table>'


def _cell(cell: BesideCell) -> str:
    """This year's figure over last year's and the difference; what did not change says so with one sign."""
    this = f"<b>{escape(format_figure(cell.this)) or '空'}</b>"
    if not cell.known:
        return f'<td>{this}<small class="was">无此项</small></td>'
    difference, last = cell.difference, escape(format_figure(cell.last)) or "空"
    if difference is not None and not difference:
        return f'<td class="even">{this}{SAME}</td>'
    if difference is None:
        way, gap = "", ""
    elif difference > 0:
        way, gap = ' class="up"', f" <i>+{format_figure(difference)}</i>"
    else:
        way, gap = ' class="down"', f" <i>−{format_figure(-difference)}</i>"
    return f'<td{way}>{this}<small class="was">{last}{gap}</small></td>'
