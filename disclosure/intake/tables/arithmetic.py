"""Compares printed sums with their parts: True where they hold, False where not, None where too little is there.

Sums confirm where a figure stands; they never make one up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from disclosure.statutory.editions import Table
from disclosure.statutory.figures import Cells, Value


def line_holds(
    table: Table, values: Mapping[str, Value], column: str = ""
) -> bool | None:
    """Whether the totals of a line are the sums of its columns; None where too little of it is there.

    `values`: column key -> figure. With `column`, only the total that this column belongs to.
    """
    answers: list[bool | None] = []
    for total in table.column_totals:
        if not column or column in (total.column, *total.columns):
            parts = [values.get(key) for key in total.columns]
            answers.append(_agree([values.get(total.column)], parts))
    if False in answers:
        return False
    if None in answers or not answers:
        return None
    return True


def column_holds(table: Table, values: Cells, row: str, column: str) -> bool | None:
    """Whether the relations of the form that this row takes part in hold in a column; None where none can be judged."""
    answers: list[bool | None] = []
    for left, right in _relations(table):
        if row in (*left, *right):
            one = [values.get((key, column)) for key in left]
            other = [values.get((key, column)) for key in right]
            answers.append(_agree(one, other))
    known = [answer for answer in answers if answer is not None]
    return all(known) if known else None


def row_holds(table: Table, values: Cells, row: str) -> bool:
    """Whether a row fits into all columns: some say so, and none denies it."""
    answers = [column_holds(table, values, row, column.key) for column in table.columns]
    return True in answers and False not in answers


def _relations(table: Table) -> Iterable[tuple[Sequence[str], Sequence[str]]]:
    """Rows that add up to other rows: the total lines of a table, and what its remarks say of its lines."""
    for total in table.row_totals:
        yield (total.row,), total.rows
    for check in table.checks:
        yield check.left, check.right


def _agree(left: Sequence[Value], right: Sequence[Value]) -> bool | None:
    # Amounts are never added up here: a table of amounts has no sums in any edition.
    counts = [value for value in (*left, *right) if isinstance(value, int)]
    if len(counts) < len(left) + len(right):
        return None
    return sum(counts[: len(left)]) == sum(counts[len(left) :])
