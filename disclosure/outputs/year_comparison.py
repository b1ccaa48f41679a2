"""This year's tables with last year's figures in every cell, for a screen. Does no arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from disclosure.comparison import Beside, BesideCell
from disclosure.outputs import markup
from disclosure.outputs.document import Filled, Tables
from disclosure.outputs.html import breakable
from disclosure.statutory.figures import CellKey, format_figure
from disclosure.statutory.grid import FigureCell

SAME = '<small class="was">＝</small>'


def print_tables(block: Tables, beside: Beside) -> str:
    """The tables of one part. Their names, head and lines are those of the paper."""
    return "".join(
        _table(block, filled, beside.cells[filled.key]) for filled in block.tables
    )


def _table(block: Tables, filled: Filled, cells: Mapping[CellKey, BesideCell]) -> str:
    def write(_: Filled, slot: FigureCell) -> str:
        return _cell(cells[slot.row, slot.column])

    writer = markup.TableWriter(breakable, write)
    return writer.under_heading(filled, block.heading)


def _cell(cell: BesideCell) -> str:
    """This year's figure over last year's and the difference; what did not change says so with one sign."""
    this = f"<b>{escape(format_figure(cell.this)) or '空'}</b>"
    # Last year's edition need not have had the cell.
    if not cell.known:
        return f'<td>{this}<small class="was">无此项</small></td>'

    last = escape(format_figure(cell.last)) or "空"
    difference = cell.difference
    if difference is None:
        return f'<td>{this}<small class="was">{last}</small></td>'
    if difference == 0:
        return f'<td class="even">{this}{SAME}</td>'

    way, gap = "up", f"+{format_figure(difference)}"
    if difference < 0:
        way, gap = "down", f"−{format_figure(-difference)}"

    was = f'<small class="was">{last} <i>{gap}</i></small>'
    return f'<td class="{way}">{this}{was}</td>'
