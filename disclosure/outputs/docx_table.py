"""The tables of a part as one Word table: real merged cells, lines that stay whole, headers that come again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import floor
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

from disclosure.outputs import fitting
from disclosure.outputs.document import Filled, Tables, printable
from disclosure.outputs.fitting import Fit
from disclosure.outputs.markup import pieces
from disclosure.statutory.grid import FigureCell, Grid, LabelCell, LaidCell

TWIPS = 20
"""To the point."""


@dataclass(frozen=True, slots=True)
class _Sized:
    """A table with how it fits. Of the Word table's columns, `ruler` has the edges in twips, `edges` those of its own."""

    filled: Filled
    fit: Fit
    ruler: list[int]
    edges: list[int]


def table_element(block: Tables) -> BaseOxmlElement:
    """Tables of one part stand under each other in one Word table, as on paper; between two Word would put a gap."""
    fits = [fitting.fit(filled) for filled in block.tables]
    offsets = [_offsets(fit) for fit in fits]
    ruler = sorted({offset for line in offsets for offset in line})
    sized = [
        _Sized(filled, fit, ruler, list(map(ruler.index, line)))
        for filled, fit, line in zip(block.tables, fits, offsets, strict=True)
    ]
    columns = "".join(
        f'<w:gridCol w:w="{after - before}"/>' for before, after in pairwise(ruler)
    )
    rows = "".join(row for table in sized for row in _rows(table, block))
    name = quoteattr(f"{block.name} {block.heading}")
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="{ruler[-1]}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0020"/><w:tblCaption w:val={name}/>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _offsets(fit: Fit) -> list[int]:
    """Where columns begin, in twips from the left; the last is where the table ends, which is the same for all."""
    offsets = [0]
    for width in (*fit.stub, *fit.figures.widths):
        offsets.append(offsets[-1] + floor(width * TWIPS))

    return [*offsets[:-1], floor(fitting.WIDTH * TWIPS)]


def _rows(table: _Sized, block: Tables) -> Iterator[str]:
    """The lines of a statutory table. Short tables keep to one page: each line but the last asks for the next."""
    grid, last = table.filled.grid, table.filled is block.tables[-1]
    short = len(grid.body) <= fitting.FEW_LINES
    if table.filled.caption:
        yield _row(_cell(table, table.filled.caption, 0, grid.width, keep=short), "")

    alone = len(block.tables) == 1
    for at in range(len(grid.lines)):
        ends = last and at == len(grid.lines) - 1
        cells = "".join(_line_cells(table, at, short and not ends))
        # Word repeats the header on a new page only for the first lines of a table, and several of ours are one to it.
        repeated = alone and at < len(grid.head)
        yield _row(cells, "<w:tblHeader/>" if repeated else "")


def _row(cells: str, properties: str) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{properties}</w:trPr>{cells}</w:tr>"


def _line_cells(table: _Sized, line: int, keep: bool) -> Iterator[str]:
    """The cells that begin in a line, and an empty one for each that reaches into it from above."""
    reaching = _reaching(table.filled.grid, line)
    for laid in sorted(reaching, key=lambda laid: laid.column):
        end = laid.column + laid.colspan
        begins = laid.line == line
        look = _merging(laid, begins)
        if isinstance(laid.cell, LabelCell) and laid.cell.vertical:
            look += '<w:textDirection w:val="tbRlV"/>'

        cell = laid.cell if begins else ""
        yield _cell(table, cell, laid.column, end, look=look, keep=keep)


def _merging(laid: LaidCell, begins: bool) -> str:
    """Word merges downwards by a mark in the first cell and one in every cell below it."""
    if not begins:
        return "<w:vMerge/>"
    return '<w:vMerge w:val="restart"/>' if laid.rowspan > 1 else ""


def _reaching(grid: Grid, line: int) -> Iterator[LaidCell]:
    return (laid for laid in grid.laid if laid.line <= line < laid.line + laid.rowspan)


def _cell(
    table: _Sized,
    cell: LabelCell | FigureCell | str,
    column: int,
    end: int,
    *,
    look: str = "",
    keep: bool = False,
) -> str:
    """A cell over the table's columns from `column` to before `end`."""
    first, last = table.edges[column], table.edges[end]
    wide = f'<w:tcW w:w="{table.ruler[last] - table.ruler[first]}" w:type="dxa"/>'
    wide += f'<w:gridSpan w:val="{last - first}"/>' if last - first > 1 else ""
    size = (
        table.fit.figures.size if isinstance(cell, FigureCell) else table.fit.label_size
    )
    small, leading = _smaller(size)
    run = _run(_lines_of(table, cell, column), small)
    style = "TableRow" if _is_line_label(table, cell) else "TableText"
    together = "<w:keepNext/>" if keep else ""
    return (
        f'<w:tc><w:tcPr>{wide}{look}<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/>'
        f"{together}{leading}</w:pPr>{run}</w:p></w:tc>"
    )


def _is_line_label(table: _Sized, cell: LabelCell | FigureCell | str) -> bool:
    """Labels of a table with brackets stand at the left; those of a short table in the middle."""
    if not isinstance(cell, LabelCell) or cell.scope != "row":
        return False
    return table.filled.grid.stub > 1


def _lines_of(
    table: _Sized, cell: LabelCell | FigureCell | str, column: int
) -> list[str]:
    if isinstance(cell, FigureCell):
        return [table.filled.text(cell)]
    return list(_words(table, cell, column))


def _run(lines: list[str], properties: str) -> str:
    texts = [
        f'<w:t xml:space="preserve">{escape(printable(line))}</w:t>'
        for line in lines
        if line
    ]
    if not texts:
        return ""

    text = "<w:br/>".join(texts)
    return f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/>{properties}</w:rPr>{text}</w:r>'


def _smaller(size: float) -> tuple[str, str]:
    """Run and paragraph properties of a size below that of the style; Word knows half points only."""
    if size >= fitting.LARGEST:
        return "", ""

    half, line = floor(size * 2), floor(size * fitting.LINE * TWIPS)
    return (
        f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>',
        f'<w:spacing w:line="{line}" w:lineRule="exact"/>',
    )


def _words(table: _Sized, cell: LabelCell | str, column: int) -> list[str]:
    """As in the PDF: in narrow columns two characters to a line; Word itself sets upright text downwards."""
    if isinstance(cell, str):
        return [cell]

    narrow = column - table.filled.grid.stub in table.fit.narrow and cell.colspan == 1
    return (
        pieces(cell)
        if (narrow or cell.scope == "rowgroup") and not cell.vertical
        else [cell.text]
    )
