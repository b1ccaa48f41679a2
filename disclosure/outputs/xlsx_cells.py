"""Cells of a workbook: text that is never a formula, figures that are numbers wherever a number holds them exactly."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from disclosure.outputs.document import printable
from disclosure.outputs.flat import FORMULA_SIGNS
from disclosure.statutory.figures import Unreadable, Value, format_figure

EXACT = 15
"""Significant digits that a spreadsheet keeps; a figure with more of them is written as text."""

Area = tuple[int, int, int, int]
"""First line, first column, last line, last column; counted from 0."""


class Book:
    """A workbook with its formats, each of them made once."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self._formats: dict[frozenset[tuple[str, Any]], Format] = {}

    def sheet(self, name: str) -> Worksheet:
        return self.workbook.add_worksheet(name)

    def look(self, **properties: Any) -> Format:
        key = frozenset(properties.items())
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(
                {"valign": "vcenter"} | properties
            )

        return self._formats[key]

    def text(self, sheet: Worksheet, area: Area, text: str, **look: Any) -> None:
        """Text over an area. What looks like a formula is marked as text, so that editing the cell leaves it one."""
        text = printable(text)
        if text.startswith(FORMULA_SIGNS):
            look["quote_prefix"] = True

        made = self.look(**look)
        line, column, last_line, last_column = area
        if (line, column) != (last_line, last_column):
            sheet.merge_range(line, column, last_line, last_column, "", made)

        sheet.write_string(line, column, text, made)

    def figure(
        self, sheet: Worksheet, line: int, column: int, value: Value, **look: Any
    ) -> None:
        """A figure as entered; what could not be read stands as typed."""
        if is_number(value):
            sheet.write_number(
                line, column, value, self.look(num_format=decimals(value), **look)
            )
        else:
            self.text(
                sheet,
                (line, column, line, column),
                format_figure(value),
                num_format="@",
                **look,
            )

    def formula(
        self,
        sheet: Worksheet,
        line: int,
        column: int,
        formula: str,
        value: Value,
        **look: Any,
    ) -> None:
        """A formula with its value, which programs show that do not compute."""
        shown = value if is_number(value) else ""
        sheet.write_formula(
            line, column, formula, self.look(num_format=decimals(value), **look), shown
        )


def is_number(value: Value) -> bool:
    """Whether a spreadsheet can hold the figure as a number without changing it."""
    if isinstance(value, Decimal):
        return len(value.as_tuple().digits) <= EXACT
    return isinstance(value, int) and abs(value) < 10**EXACT


def decimals(value: Value) -> str:
    """The number format that shows a figure with the decimals it was entered with."""
    text = "" if isinstance(value, Unreadable) else format_figure(value)
    return f"0.{'0' * len(text.partition('.')[2])}" if "." in text else "0"
