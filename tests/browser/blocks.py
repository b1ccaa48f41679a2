"""Blocks as they lie on the clipboard: a statutory table as Excel, WPS, Word, LibreOffice, a web page and a PDF give it.

Written in the manner of each program; where its manner was learned stands at each. The figures are ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import product

from disclosure.statutory.editions.spec import Table
from disclosure.statutory.grid import FigureCell, LabelCell, grid_for

Figure = Callable[[FigureCell], str]


@dataclass(frozen=True)
class Block:
    """What is pasted (`html`, `text`) and what is said of it before anything changes."""

    html: str = ""
    text: str = ""
    says: tuple[str, ...] = field(default_factory=tuple)


def attributes(cell: LabelCell | FigureCell) -> str:
    if isinstance(cell, FigureCell):
        return ""
    spans = (("rowspan", cell.rowspan), ("colspan", cell.colspan))
    return "".join(f" {name}={count}" for name, count in spans if count > 1)


def lines_of(
    table: Table, *, heads: bool = True
) -> Iterable[tuple[LabelCell | FigureCell, ...]]:
    grid = grid_for(table)
    return [line.cells for line in ((*grid.head, *grid.body) if heads else grid.body)]


def _excel_figure(text: str) -> str:
    kept, shown = "", "&nbsp;"
    if text == "123456789012":  # in a column that is too narrow for it
        kept, shown = f' x:num="{text}"', "########"
    elif text:
        kept, shown = " x:num", f"{int(text):,}"
    return f"  <td class=xl65 align=right style='border-top:none'{kept}>{shown}</td>"


def excel(table: Table, figure: Figure) -> Block:
    """Excel 2016: unquoted attributes, classes xl65…, a thousands separator, a column too narrow, a hidden last line of
    widths. Learned from pages saved by Excel in public repositories (`supportMisalignedColumns`, `x:num`, `xl65`)."""
    rows = []
    for line in lines_of(table):
        cells = []
        for cell in line:
            if isinstance(cell, LabelCell):
                cells.append(
                    f"  <td{attributes(cell)} class=xl66 width=192 style='border-left:none'>{cell.text}</td>"
                )
            else:
                cells.append(_excel_figure(figure(cell)))
        rows.append(
            " <tr height=20 style='height:15.0pt'>\n" + "\n".join(cells) + "\n </tr>"
        )
    widths = "  <td width=72 style='width:54pt'></td>\n" * grid_for(table).width
    html = f"""<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=ProgId content=Excel.Sheet>
<style><!-- .xl65 {{mso-number-format:"\\#\\,\\#\\#0";}} --></style></head><body link=blue vlink=purple>
<table border=0 cellpadding=0 cellspacing=0 width=576 style='border-collapse:collapse'>
<!--StartFragment-->
{chr(10).join(rows)}
<!--EndFragment-->
 <![if supportMisalignedColumns]>
 <tr height=0 style='display:none'>
{widths} </tr>
 <![endif]>
</table></body></html>"""
    return Block(
        html, "", ("放入 144 格", "各行按行名对应", "粘贴的 31 个合计与计算结果一致")
    )


def _spanned(cell: LabelCell | FigureCell, figure: Figure) -> tuple[str, int, int]:
    """What stands in a cell, and over how many columns and lines."""
    if isinstance(cell, LabelCell):
        return cell.text, cell.colspan, cell.rowspan
    return figure(cell), 1, 1


def _quoted(text: str) -> str:
    """A long label was broken by hand in its cell."""
    return f'"{text[:5]}\n{text[5:]}"' if len(text) > 30 else text


def excel_text(table: Table, figure: Figure) -> Block:
    """Excel's text flavour: merged cells leave empty ones, a cell with a line end in it is quoted, CRLF at the end of
    each line. Learned from issues about pasted TSV (mathesar 2811, o-spreadsheet 5705, VTable 1553)."""
    lines: list[list[str]] = []
    taken: set[tuple[int, int]] = set()
    for y, line in enumerate(lines_of(table)):
        row: list[str] = []
        for cell in line:
            while (y, len(row)) in taken:
                row.append("")
            text, across, down = _spanned(cell, figure)
            taken.update(
                product(range(y, y + down), range(len(row), len(row) + across))
            )
            row += [_quoted(text), *[""] * (across - 1)]
        lines.append(row)
    text = "".join("\t".join(row) + "\r\n" for row in lines)
    return Block("", text, ("放入 144 格", "31 个合计与计算结果一致"))


def wps(table: Table, figure: Figure) -> Block:
    """WPS 表格: quoted attributes, classes et2…, x:str and x:num, full-width figures kept as text. Learned from pages
    saved by WPS in public repositories (`class="et2" x:str=""`)."""
    full = str.maketrans("0123456789,", "０１２３４５６７８９，")
    rows = []
    for line in lines_of(table, heads=False):
        cells = "".join(
            f'<td class="et2"{attributes(cell)} x:str="">\n {cell.text}\n</td>'
            if isinstance(cell, LabelCell)
            else f'<td class="et5" x:str="">{f"{int(figure(cell)):,}".translate(full) if figure(cell) else ""}</td>'
            for cell in line
        )
        rows.append(f"<tr height=\"24.00\" style='height:24.00pt;'>{cells}</tr>")
    head = '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><!--StartFragment-->'
    html = f"{head}<table width=\"644\" style='width:483pt;'>{''.join(rows)}<!--EndFragment--></table></body></html>"
    return Block(html, "", ("放入 144 格", "各行按行名对应"))


def _word_pieces(text: str) -> list[str]:
    half = text.find("、") + 1 if len(text) > 20 else 0
    if half:
        return [text[:half], text[half:]]
    return [text or "&nbsp;"]


def _word_paragraph(text: str) -> str:
    return (
        "<p class=MsoNormal align=center><span lang=EN-US style='font-size:10.5pt'>"
        f"{text}<o:p></o:p></span></p>"
    )


def word(table: Table, figure: Figure) -> Block:
    """Word: paragraphs of class MsoNormal in every cell, a label over two paragraphs, an empty cell as a blank that does
    not break, a line of no height at the end. Learned from pages saved by Word (`mso-yfti-irow`, `MsoNormal`)."""
    rows = []
    for y, line in enumerate(lines_of(table)):
        cells = []
        for cell in line:
            text = cell.text if isinstance(cell, LabelCell) else figure(cell)
            inner = "".join(map(_word_paragraph, _word_pieces(text)))
            cells.append(
                f"<td width=62{attributes(cell)} valign=top style='width:46.1pt;border:solid'>{inner}</td>"
            )
        rows.append(
            f" <tr style='mso-yfti-irow:{y};height:15.15pt'>{''.join(cells)}</tr>"
        )
    last = "<td width=62 style='border:none'></td>" * grid_for(table).width
    html = f"""<html xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name=ProgId content=Word.Document></head>
<body lang=ZH-CN style='tab-interval:21.0pt'><!--StartFragment-->
<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse'>
{chr(10).join(rows)}
 <![if !supportMisalignedColumns]>
 <tr height=0>{last}</tr>
 <![endif]>
</table><!--EndFragment--></body></html>"""
    return Block(html, "", ("放入 144 格", "各行按行名对应"))


def libreoffice(table: Table, figure: Figure) -> Block:
    """LibreOffice Calc: column groups, the value as `sdval`, fonts as elements. Learned by converting a sheet to HTML
    with LibreOffice itself, which writes its clipboard with the same filter."""
    rows = []
    for line in lines_of(table):
        cells = "".join(
            f'<td{attributes(cell)} align="left" valign=middle><font face="宋体" size=3>{cell.text}</font></td>'
            if isinstance(cell, LabelCell)
            else f'<td align="right" sdval="{figure(cell)}" sdnum="2052;0;#,##0">{figure(cell)}</td>'
            if figure(cell)
            else '<td align="right"><br></td>'
            for cell in line
        )
        rows.append(f"<tr>{cells}</tr>")
    head = '<!DOCTYPE html><html><body text="#000000"><table cellspacing="0" border="0"><colgroup width="85"></colgroup>'
    html = f"{head}{''.join(rows)}</table></body></html>"
    return Block(html, "", ("放入 144 格",))


def web_page(table: Table, figure: Figure) -> Block:
    """A published page copied with what stands around it: a table that only lays out the page, marks for nothing,
    letter-spaced labels, a misspelt one, printed totals left at 0. In the manner of the published reports beside us."""
    rows = []
    for line in lines_of(table):
        cells = ""
        for cell in line:
            if isinstance(cell, LabelCell):
                spaced = (
                    " ".join(cell.text)
                    if cell.rowspan > 5
                    else cell.text.replace("行政法规", "行政止规")
                )
                cells += f"<td{attributes(cell)}><p><strong>{spaced}</strong></p></td>"
            elif cell.total:
                cells += "<td>0</td>"
            else:
                cells += f"<td><span> {figure(cell) or '/'} </span></td>"
        rows.append(f"<tr>{cells}</tr>")
    inner = f"<table>{''.join(rows)}</table>"
    html = f"<div><table><tr><td><p>当前位置：首页 &gt; 年报 2024</p></td></tr><tr><td>{inner}</td></tr></table></div>"
    return Block(html, "", ("放入 144 格", "个合计对不上", "一类的符号按空白处理"))


def pdf_text(table: Table, figure: Figure) -> Block:
    """Copied from a PDF: no tabs, cells parted by blanks, labels with blanks in them, the brackets on lines of their own.
    Learned from the published PDF beside us as a viewer gives it."""
    lines = ["申请人情况", "自然人 法人或其他组织 总计"]
    for line in lines_of(table, heads=False):
        slots = [figure(cell) or "—" for cell in line if isinstance(cell, FigureCell)]
        name = [cell.text for cell in line if isinstance(cell, LabelCell)][-1]
        lines.append(f"{name[:2]} {name[2:]} {' '.join(slots)}")
    return Block("", "\n".join(lines), ("放入 144 格", "各行按行名对应"))
