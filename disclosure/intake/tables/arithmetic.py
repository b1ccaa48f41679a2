"""Compares printed sums with their parts: True where they hold, False where not, None where too little is there.

Sums confirm where a figure stands; they never make one up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from disclosure.statutory.editions import Table
from disclosure.statutory.figures import Cells, Value


@dataclass(frozen=True, slots=True)
class RowRelation:
    """Rows that, in every column, add up to as much as other rows."""

    left: tuple[str, ...]
    right: tuple[str, ...]

    def concerns(self, row: str) -> bool:
        return row in self.left or row in self.right


def _relations(table: Table) -> Iterator[RowRelation]:
    """The total lines of a table, and what its remarks say of its lines."""
    for total in table.row_totals:
        yield RowRelation((total.row,), total.rows)

    for check in table.checks:
        yield RowRelation(check.left, check.right)


def line_holds(
    table: Table,
    values: Mapping[str, Value],
    column: str = "",
) -> bool | None:
    """Whether the totals of a line are the sums of its columns; None where too little of it is there.

    `values`: column key -> figure. With `column`, only the total that this column belongs to.
    """
    answers: list[bool | None] = []
    for total in table.column_totals:
        columns = (total.column, *total.columns)
        if column and column not in columns:
            continue

        parts = [values.get(key) for key in total.columns]
        whole = values.get(total.column)
        answers.append(_agree([whole], parts))

    # One sum that is wrong denies the line; one that cannot be judged leaves it undecided.
    if False in answers:
        return False
    if None in answers or not answers:
        return None
    return True


def column_holds(table: Table, values: Cells, row: str, column: str) -> bool | None:
    """Whether the relations of the form that this row takes part in hold in a column; None where none can be judged."""
    known: list[bool] = []
    for relation in _relations(table):
        if not relation.concerns(row):
            continue

        left = [values.get((key, column)) for key in relation.left]
        right = [values.get((key, column)) for key in relation.right]
        answer = _agree(left, right)
        if answer is not None:
            known.append(answer)

    return all(known) if known else None


def row_holds(table: Table, values: Cells, row: str) -> bool:
    """Whether a row fits into all columns: some say so, and none denies it."""
    keys = [column.key for column in table.columns]
    answers = [column_holds(table, values, row, key) for key in keys]
    return True in answers and False not in answers


def _agree(left: Sequence[Value], right: Sequence[Value]) -> bool | None:
    """Whether two sides add up to the same; None where one of their cells holds no count."""
    one = _sum(left)
    other = _sum(right)
    if one is None or other is None:
        return None
    return one == other


def _sum(values: Sequence[Value]) -> int | None:
    total = 0
    for value in values:
        # Amounts are not added up: no edition has sums in a table of amounts.
        if not isinstance(value, int):
            return None

        total += value

    return total
