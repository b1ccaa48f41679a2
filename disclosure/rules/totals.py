"""Adds up again what the form adds up: the balance of table three, and totals as printed in an imported file. Pure: no Django."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from disclosure.rules.catalogue import Level, Number, Spot, rule
from disclosure.statutory.content import Content
from disclosure.statutory.editions.spec import Check, ColumnTotal, Row, RowTotal, Table
from disclosure.statutory.figures import (
    CellKey,
    Unreadable,
    Value,
    add,
    distance,
    format_figure,
    number,
)
from disclosure.statutory.places import Place

LONG_SUM = 6
"""Sums of more parts than this are shown without their zeros: table three's lines have six, its columns some twenty."""


@rule(
    "T3-1",
    Level.ERROR,
    "每列：新收 + 上年结转 = 办理结果总计 + 结转下年度",
    "{table}「{column}」列：{left_sum} = {left}，{right_sum} = {right}，相差 {difference}。请核对。",
    arithmetic=True,
)
def columns_balance(report: Content, last: Content | None) -> Iterator[Spot]:
    """第一项加第二项之和，等于第三项加第四项之和。

    Judged per applicant column once each of its four terms has a value. A printed total that balances while the
    computed one does not (or the reverse) is one slip, and T3-2 names it. The 总计 column follows from the others,
    so it is judged only where it is all that a file gives. Source: the form itself, 国办公开办函〔2021〕30号.
    """
    for table in report.edition.tables:
        for check in table.checks:
            for balance in _balances(report, table, check):
                yield from _unbalanced(balance)


class _Balance(NamedTuple):
    """A check in one column of a report's table."""

    report: Content
    table: Table
    check: Check
    column: str

    def computed(self, line: str) -> Value:
        """A term as it follows from what was entered."""
        return self.report[self.table.key, line, self.column]

    def printed(self, line: str) -> Value:
        """A term as the file prints it, else as computed."""
        return _printed(self.report, self.table, (line, self.column))

    @property
    def is_begun(self) -> bool:
        """Whether one of the terms has been entered."""
        lines = (*self.check.left, *self.check.right)
        return any(self.computed(line) is not None for line in lines)

    def terms(self) -> dict[str, Value]:
        """{line: value} of both sides; a file may give nothing but printed totals."""
        lines = (*self.check.left, *self.check.right)
        value = self.computed if self.is_begun else self.printed
        return {line: value(line) for line in lines}

    @property
    def agrees_as_printed(self) -> bool:
        """Whether both sides agree where printed totals stand for computed ones."""
        left = map(self.printed, self.check.left)
        right = map(self.printed, self.check.right)
        return add(left) == add(right)


def _balances(report: Content, table: Table, check: Check) -> list[_Balance]:
    """The check in each entered column that is begun; where none is, in the total columns."""
    # 总计 follows from the others, so it is judged only where it is all that a file gives.
    entered = [column.key for column in table.entry_columns]
    balances = [_Balance(report, table, check, column) for column in entered]
    begun = [balance for balance in balances if balance.is_begun]
    if begun:
        return begun

    totals = sorted(table.total_columns)
    return [_Balance(report, table, check, column) for column in totals]


def _unbalanced(balance: _Balance) -> Iterator[Spot]:
    """A spot when both sides have values that do not agree, neither as computed nor as printed."""
    table, check = balance.table, balance.check
    terms = balance.terms()
    for value in terms.values():
        if value is None or isinstance(value, Unreadable):
            return

    left = _sum(terms, check.left)
    right = _sum(terms, check.right)
    # A total that is wrong only as printed, or only as computed, is T3-2's.
    if left == right or balance.agrees_as_printed:
        return

    yield Spot(
        cells=tuple(Place(table.key, line, balance.column) for line in terms),
        left=left,
        right=right,
        names={
            "table": balance.report.edition.table_name(table.key),
            "column": table.column_label(balance.column),
            "left_sum": _sum_text(table, check.left, terms),
            "right_sum": _sum_text(table, check.right, terms),
            "left": format_figure(left),
            "right": format_figure(right),
            "difference": format_figure(distance(left, right)),
        },
    )


def _sum(terms: dict[str, Value], lines: tuple[str, ...]) -> Number:
    """What the terms of one side come to."""
    values = (terms[line] for line in lines)
    return number(add(values)) or 0


STATED = "{place}：印的是 {left}，各项之和 {sum}，相差 {difference}。请核对各项和总计。"


@rule(
    "T3-2",
    Level.ERROR,
    "每列：印出的办理结果总计 = 各办理结果之和",
    STATED,
    arithmetic=True,
)
def stated_outcome_totals(report: Content, last: Content | None) -> Iterator[Spot]:
    """办理结果总计 = 各办理结果之和（2021 年版 21 行，2019 年版 19 行），逐列。

    The grand total (总计 of 总计) is left to T3-3. Source: the form; only for totals printed in an imported file.
    """
    for table in report.edition.tables:
        for total in table.row_totals:
            for column in table.entry_columns:
                cell = (total.row, column.key)
                parts = _down(total, column.key)
                yield from _stated_differs(report, table, cell, parts)


@rule("T3-3", Level.ERROR, "每行：印出的总计 = 各申请人之和", STATED, arithmetic=True)
def stated_row_totals(report: Content, last: Content | None) -> Iterator[Spot]:
    """总计 = 六类申请人之和，逐行。

    The grand total is wrong only when it agrees neither with its line nor with its column as printed: otherwise the slip
    lies elsewhere and has its own finding. Source: the form; only for totals printed in an imported file.
    """
    yield from _stated_column_totals(report, "T3-3")


@rule(
    "T4-1",
    Level.ERROR,
    "每块：印出的总计 = 维持 + 纠正 + 其他 + 尚未审结",
    STATED,
    arithmetic=True,
)
def stated_dispute_totals(report: Content, last: Content | None) -> Iterator[Spot]:
    """总计 = 结果维持 + 结果纠正 + 其他结果 + 尚未审结，三块各自相加。

    Source: the form; only for totals printed in an imported file.
    """
    yield from _stated_column_totals(report, "T4-1")


def _stated_column_totals(report: Content, code: str) -> Iterator[Spot]:
    """The printed totals of lines that a rule judges, table by table."""
    for table in report.edition.tables:
        for total in table.column_totals:
            if total.code == code:
                yield from _stated_in_lines(report, table, total)


def _stated_in_lines(
    report: Content, table: Table, total: ColumnTotal
) -> Iterator[Spot]:
    """A spot for each line whose printed total is not the sum of its parts."""
    for row in table.rows:
        is_grand_total = row.key in table.total_rows
        # One that agrees with its column is right: another total of its line is not, and has its own finding.
        if not is_grand_total or not _agrees_down(report, table, row, total):
            parts = tuple((row.key, column) for column in total.columns)
            cell = (row.key, total.column)
            yield from _stated_differs(report, table, cell, parts)


def _agrees_down(report: Content, table: Table, row: Row, total: ColumnTotal) -> bool:
    """Whether a printed grand total is the sum of its column as printed."""
    printed = report.stated_figure(table.key, row.key, total.column)
    lines = {line.row: line for line in table.row_totals}
    line = lines[row.key]
    values = [_printed(report, table, cell) for cell in _down(line, total.column)]
    return printed == add(values)


def _down(total: RowTotal, column: str) -> tuple[CellKey, ...]:
    """The cells of a column that a line adds up."""
    return tuple((row, column) for row in total.rows)


def _printed(report: Content, table: Table, cell: CellKey) -> Value:
    """The total printed in a cell, where there is one, else its value."""
    stated = report.stated_figure(table.key, *cell)
    if stated is None:
        return report[table.key, *cell]
    return stated


def _stated_differs(
    report: Content, table: Table, total: CellKey, parts: tuple[CellKey, ...]
) -> Iterator[Spot]:
    """A spot when a printed total differs from the sum of its parts; silent where nothing is printed or readable."""
    stated = report.stated_figure(table.key, *total)
    values = [_printed(report, table, part) for part in parts]
    computed = add(values)
    if stated is None or stated == computed:
        return
    if computed is None or isinstance(computed, Unreadable):
        return

    cells = tuple(Place(table.key, *cell) for cell in (total, *parts))
    yield Spot(
        cells=cells,
        left=stated,
        right=computed,
        names={
            "place": cells[0].name(report.edition),
            "sum": _sum_of(values, computed),
            "left": format_figure(stated),
            "difference": format_figure(distance(stated, computed)),
        },
    )


def _sum_of(values: list[Value], total: Value) -> str:
    """`10 + 1 + 0 + 0 = 11`; in a long sum the zeros are left out."""
    is_long = len(values) > LONG_SUM
    shown = [
        format_figure(value)
        for value in values
        if value or (value is not None and not is_long)
    ]
    if len(shown) <= 1:
        return format_figure(total)
    return f"{' + '.join(shown)} = {format_figure(total)}"


def _sum_text(table: Table, lines: tuple[str, ...], values: dict[str, Value]) -> str:
    """`新收 60 + 上年结转 0`."""
    terms = []
    for line in lines:
        figure = format_figure(values[line])
        terms.append(f"{table.row(line).name} {figure}")

    return " + ".join(terms)
