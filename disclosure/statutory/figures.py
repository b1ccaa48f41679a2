"""What the numbers are: reading one figure, completing one table. Pure: no Django, no database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from disclosure.statutory.editions.spec import Check, ColumnTotal, Kind, RowTotal, Table

MAX_DIGITS = 12
MAX_DECIMALS = 6

Problem = Literal[
    "not_a_number", "negative", "fraction", "too_large", "too_fine", "unreadable_part"
]
PROBLEMS: dict[Problem, str] = {
    "not_a_number": "应为数字",
    "negative": "不能是负数",
    "fraction": "件数应为整数",
    "too_large": f"整数部分不能超过 {MAX_DIGITS} 位",
    "too_fine": f"小数不能超过 {MAX_DECIMALS} 位",
}


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What stands in a cell where no figure could be read; kept as typed. In a total: one of its parts is such."""

    text: str
    problem: Problem


Value = int | Decimal | Unreadable | None
CellKey = tuple[str, str]
Cells = Mapping[CellKey, Value]
"""(row key, column key) -> value; a missing key is a blank cell."""

UNREADABLE_PART = Unreadable("", "unreadable_part")
_PLAIN = str.maketrans("０１２３４５６７８９，．－﹣−＋", "0123456789,.---+")
_NUMBER = re.compile(r"([+-]?)([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]+))?")
_BLANKS = " \t\r\n\u00a0\u2002\u2003\u2009\u200b\u3000\ufeff"


def parse_figure(text: str, kind: Kind) -> Value:
    """The figure that a person typed; None when blank, `Unreadable` with the reason when it is none.

    Takes full-width digits, thousands separators (`,` `，`) and surrounding blanks. Counts become int, amounts
    Decimal with the decimals as typed.
    """
    plain = text.strip(_BLANKS).translate(_PLAIN)
    if not plain:
        return None

    match = _NUMBER.fullmatch(plain)
    if match is None:
        return Unreadable(text, "not_a_number")

    sign, decimals = match[1], match[3]
    digits = match[2].replace(",", "").lstrip("0") or "0"
    problem = _problem(sign, digits, decimals, kind)
    if problem:
        return Unreadable(text, problem)
    if kind == "amount":
        return Decimal(f"{digits}.{decimals}" if decimals else digits)
    return -int(digits) if sign == "-" else int(digits)


def _problem(
    sign: str, digits: str, decimals: str | None, kind: Kind
) -> Problem | None:
    zero = set(digits + (decimals or "")) == {"0"}
    # -0 is nought that somebody typed a stroke before.
    if sign == "-" and kind != "signed_count" and not zero:
        return "negative"
    if decimals is not None and kind != "amount":
        return "fraction"
    if len(digits) > MAX_DIGITS:
        return "too_large"
    if decimals is not None and len(decimals) > MAX_DECIMALS:
        return "too_fine"
    return None


def format_figure(value: Value) -> str:
    """A figure as printed and as shown for typing: no separators, decimals as entered; blank is an empty string."""
    if value is None:
        return ""
    if isinstance(value, Unreadable):
        return value.text
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def add(values: Iterable[Value]) -> Value:
    """The sum of what is there: None when all are blank, `UNREADABLE_PART` when one cannot be read."""
    total: int | Decimal | None = None
    for value in values:
        if isinstance(value, Unreadable):
            return UNREADABLE_PART

        if value is not None:
            total = value if total is None else total + value

    return total


def complete(table: Table, entered: Cells) -> dict[CellKey, Value]:
    """Every cell of the table: the entered ones, and every total computed from them. Stated totals play no part."""
    cells: dict[CellKey, Value] = {
        cell: entered.get(cell) for cell in table.entry_cells
    }
    for total in table.column_totals:
        _add_columns(table, total, cells)

    # After the columns: a total line has a total column too.
    for line in table.row_totals:
        _add_lines(table, line, cells)

    return cells


def _add_columns(table: Table, total: ColumnTotal, cells: dict[CellKey, Value]) -> None:
    for row in table.entry_rows:
        parts = [cells[row.key, column] for column in total.columns]
        cells[row.key, total.column] = add(parts)


def _add_lines(table: Table, total: RowTotal, cells: dict[CellKey, Value]) -> None:
    for column in table.columns:
        parts = [cells[row, column.key] for row in total.rows]
        cells[total.row, column.key] = add(parts)


def surplus(check: Check, column: str, cells: Cells) -> Value:
    """By how much the left side of a check exceeds the right in a column, 0 where it holds; as `add` where it has none.

    None too where one line of the two sides is blank: the relation cannot be judged yet.
    """
    if any(cells.get((row, column)) is None for row in (*check.left, *check.right)):
        return None

    left = number(add(cells[row, column] for row in check.left))
    right = number(add(cells[row, column] for row in check.right))
    if left is None or right is None:
        return UNREADABLE_PART
    return left - right


def distance(one: int | Decimal, other: int | Decimal) -> int | Decimal:
    """How far two figures are apart, never negative."""
    return max(one - other, other - one)


def number(value: Value) -> int | Decimal | None:
    """The value when it is a figure, else None (blank or unreadable)."""
    return None if isinstance(value, Unreadable) else value
