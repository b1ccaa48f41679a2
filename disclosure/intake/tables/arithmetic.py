"""What the printed sums say of a reading: they confirm where a figure stands, and never make one up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from disclosure.statutory.editions import Table
from disclosure.statutory.figures import CellKey, Value

Values = Mapping[CellKey, Value]


def line_holds(
    table: Table, values: Mapping[str, Value], column: str = ""
) -> bool | None:
    """Whether the totals of a line are the sums of its columns; None where too little of it is there.

    With `column`, only the total that this column belongs to.
    """
    totals = [
        t for t in table.column_totals if not column or column in (t.column, *t.columns)
    ]
    answers = [
        _adds_up(values.get(t.column), (values.get(key) for key in t.columns))
        for t in totals
    ]
    if False in answers:
        return False
    return True if answers and None not in answers else None


def _adds_up(total: Value, parts: Iterable[Value]) -> bool | None:
    figures = list(parts)
    if not isinstance(total, int) or not all(
        isinstance(figure, int) for figure in figures
    ):
        return None
    return sum(figure for figure in figures if isinstance(figure, int)) == total


def column_holds(table: Table, values: Values, row: str, column: str) -> bool | None:
    """Whether the relations of the form that this row takes part in hold in a column; None where none can be judged."""
    answers = [
        _adds_up(
            values.get((total.row, column)),
            (values.get((r, column)) for r in total.rows),
        )
        for total in table.row_totals
        if row in (total.row, *total.rows)
    ]
    for check in table.checks:
        if row in (*check.left, *check.right):
            sides = [
                [values.get((r, column)) for r in side]
                for side in (check.left, check.right)
            ]
            whole = all(isinstance(value, int) for side in sides for value in side)
            answers.append(_same(*sides) if whole else None)
    known = [answer for answer in answers if answer is not None]
    return all(known) if known else None


def _same(left: Iterable[Value], right: Iterable[Value]) -> bool:
    one, other = (
        sum(value for value in side if isinstance(value, int)) for side in (left, right)
    )
    return one == other


def row_holds(table: Table, values: Values, row: str) -> bool:
    """Whether a row fits into all columns: some say so, and none denies it."""
    answers = [column_holds(table, values, row, column.key) for column in table.columns]
    return True in answers and False not in answers
