"""Writes a statutory table on a sheet of its own, as on paper: merged headers, totals that compute, ready to print."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from math import ceil
from typing import Any

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from disclosure.outputs.document import Document, Filled, Tables
from disclosure.outputs.markup import pieces
from disclosure.outputs.xlsx_cells import Book
from disclosure.statutory.editions.spec import Check, Table
from disclosure.statutory.figures import Unreadable, Value, surplus
from disclosure.statutory.grid import FigureCell, LabelCell, LaidCell

A4 = 9
LINE, PAD = 15, 5
"""Points: of a line of text, and around the lines of a cell."""
STUBS = {0: (), 1: (26,), 2: (8, 40), 3: (5, 8, 36)}
"""Widths of the label columns, by their number, in digits."""
FIGURE, ROOM = 8, 60
"""The narrowest figure column, and what the figures of a table with few columns share, in digits."""
WIDEST = 20
"""The widest column; no figure has more digits than that."""
TEXT, TITLE = 11, 14
"""Sizes in points."""
BOX = {"border": 1, "align": "center", "text_wrap": True}


def write_table(book: Book, document: Document, block: Tables, filled: Filled) -> None:
    """The sheet of one table."""
    name = document.content.edition.table_name(filled.key)
    _Sheet(book, book.sheet(name), filled).write(document.title, block)


class _Sheet:
    """One table being written. `top` is the sheet's line at which the table's first one lies."""

    def __init__(self, book: Book, sheet: Worksheet, filled: Filled) -> None:
        self.book, self.sheet, self.filled = book, sheet, filled
        self.table, self.grid = filled.grid.table, filled.grid
        self.right = self.grid.width - 1
        self.top = 4 if filled.caption else 3
        self.lines = {
            line.row: self.top + at
            for at, line in enumerate(self.grid.lines)
            if line.row
        }
        self.columns = {
            column.key: self.grid.stub + at
            for at, column in enumerate(self.table.columns)
        }

    def write(self, title: str, block: Tables) -> None:
        heading = f"{block.number}{block.heading}"
        units = [self.table.unit_of(column.key) for column in self.table.columns]
        unit = "、".join(dict.fromkeys(units))

        self._measure(title)
        self._band(0, title, bold=True, align="center", font_size=TITLE, text_wrap=True)
        self._band(1, heading, font_name="黑体", font_size=12, align="left")
        self._band(2, f"单位：{unit}", align="right")
        if self.filled.caption:
            self._band(3, self.filled.caption, **BOX)

        for laid in self.grid.laid:
            self._cell(laid)

        for at, check in enumerate(self.table.checks):
            self._check(self.top + len(self.grid.lines) + at, check)

        self._paper()

    def _band(self, line: int, text: str, **look: Any) -> None:
        self.book.text(self.sheet, (line, 0, line, self.right), text, **look)

    def _widths(self) -> list[int]:
        """Of all columns, in digits. A figure is never cut; what could not be read and is long is broken into lines."""
        texts = {key: [FIGURE, ROOM // len(self.columns)] for key in self.columns}
        for slot in self.grid.slots:
            texts[slot.column].append(min(WIDEST, len(self.filled.text(slot)) + 2))

        return [*STUBS[self.grid.stub], *map(max, texts.values())]

    def _measure(self, title: str) -> None:
        """Widths of columns and heights of lines: a spreadsheet makes no merged cell high enough by itself."""
        widths = self._widths()
        for at, width in enumerate(widths):
            self.sheet.set_column(at, at, width)

        title_width = 2 * len(title) * TITLE / TEXT
        self._height(0, ceil(title_width / sum(widths)), TITLE + 6)
        body = len(self.grid.head)
        for line in range(body):
            # The column labels, in the last line of a header with bands, are long.
            long = 0 < line == body - 1
            self._height(self.top + line, 2 if long else 1)

        for laid in self.grid.laid:
            if not isinstance(laid.cell, LabelCell) or laid.line < body:
                continue

            if laid.rowspan == 1:
                room = sum(widths[laid.column : laid.column + laid.colspan]) - 2
                # A Han character is as wide as two digits.
                lines = ceil(2 * len(laid.cell.text) / room)
                self._height(self.top + laid.line, lines)

    def _height(self, line: int, lines: int, each: int = LINE) -> None:
        self.sheet.set_row(line, each * lines + PAD)

    def _cell(self, laid: LaidCell) -> None:
        line, column, cell = self.top + laid.line, laid.column, laid.cell
        if isinstance(cell, LabelCell):
            area = (line, column, line + laid.rowspan - 1, column + laid.colspan - 1)
            self.book.text(self.sheet, area, _words(cell), **self._look(cell))
            return

        value = self._value(cell)
        if cell.total:
            formula = self._sum(cell)
            self.book.formula(self.sheet, line, column, formula, value, **BOX)
        else:
            self.book.figure(self.sheet, line, column, value, **BOX)

    def _look(self, cell: LabelCell) -> dict[str, Any]:
        look = dict(BOX)
        if cell.scope == "row" and self.grid.stub > 1:
            look |= {"align": "left", "indent": 1}

        if cell.vertical:
            look |= {"rotation": 270, "text_wrap": False}

        return look

    def _value(self, slot: FigureCell) -> Value:
        return self.filled.values[slot.row, slot.column]

    def _sum(self, slot: FigureCell) -> str:
        """What a total adds up, down to entered cells. Blank where nothing is entered or something cannot be read."""
        rows, columns = parts_of(self.table, slot.row, slot.column)
        lines = _runs(self.lines[row] for row in rows)
        across = _runs(self.columns[column] for column in columns)
        ranges = [
            xl_range(top, left, bottom, right)
            for (top, bottom), (left, right) in product(lines, across)
        ]
        parts = ",".join(ranges)

        value = self._value(slot)
        if isinstance(value, Unreadable):
            return f'=IF(COUNTA({parts})>COUNT({parts}),"",SUM({parts}))'
        if value is None:
            return f'=IF(COUNT({parts})=0,"",SUM({parts}))'
        return f"=SUM({parts})"

    def _check(self, line: int, check: Check) -> None:
        """A line under the table, not on paper: what is left over of a relation that the form prints."""
        area = (line, 0, line, self.grid.stub - 1)
        says = f"核对：{check.text}。相差"
        look = {"align": "left", "text_wrap": True, "italic": True}
        self.book.text(self.sheet, area, says, **look)
        self._height(line, 2)

        terms = len(check.left) + len(check.right)
        look = {"align": "center", "italic": True}
        for key, column in self.columns.items():
            left = self._side(check.left, column)
            right = self._side(check.right, column)
            formula = f'=IF(COUNT({left},{right})={terms},SUM({left})-SUM({right}),"")'
            value = surplus(check, key, self.filled.values)
            self.book.formula(self.sheet, line, column, formula, value, **look)

        wrong = self.book.look(font_color="#A8261C", bold=True)
        rule = {"type": "cell", "criteria": "!=", "value": 0, "format": wrong}
        self.sheet.conditional_format(line, self.grid.stub, line, self.right, rule)

    def _side(self, rows: tuple[str, ...], column: int) -> str:
        cells = [xl_rowcol_to_cell(self.lines[row], column) for row in rows]
        return ",".join(cells)

    def _paper(self) -> None:
        sheet, body = self.sheet, self.top + len(self.grid.head)
        sheet.freeze_panes(body, self.grid.stub)
        sheet.set_paper(A4)
        if self.grid.width > 11:
            sheet.set_landscape()

        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(self.top, body - 1)
        sheet.center_horizontally()
        sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
        sheet.set_footer("&C— &P —")
        sheet.hide_gridlines(2)


def _words(cell: LabelCell) -> str:
    """A bracket beside its lines is narrow: its words are broken as the form prints them."""
    broken = cell.scope == "rowgroup" and not cell.vertical
    return "\n".join(pieces(cell)) if broken else cell.text


def parts_of(
    table: Table, row: str, column: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The rows and columns whose entered cells a total adds up."""
    rows: tuple[str, ...] = (row,)
    columns: tuple[str, ...] = (column,)
    for line in table.row_totals:
        if line.row == row:
            rows = line.rows

    for total in table.column_totals:
        if total.column == column:
            columns = total.columns

    return rows, columns


def _runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Neighbouring numbers as (first, last)."""
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))

    return runs
