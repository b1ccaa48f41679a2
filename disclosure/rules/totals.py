"""Whether sums agree: the balance of table three, and totals as printed in an imported file. Pure: no Django."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.rules.catalogue import Level, Spot, rule
from disclosure.statutory.content import Content
from disclosure.statutory.editions.spec import ColumnTotal, RowTotal, Table
from disclosure.statutory.figures import (
    Unreadable,
    Value,
    add,
    distance,
    format_figure,
    number,
)
from disclosure.statutory.places import Place

LONG_SUM = 6
"""Sums of more parts than this are shown without their zeros."""


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
            keys = (*check.left, *check.right)
            entered = [column.key for column in table.entry_columns]
            filled = [
                c
                for c in entered
                if any(report[table.key, key, c] is not None for key in keys)
            ]
            for column in filled or sorted(table.total_columns):
                yield from _unbalanced(report, table, check.left, check.right, column)


def _unbalanced(
    report: Content,
    table: Table,
    left: tuple[str, ...],
    right: tuple[str, ...],
    column: str,
) -> Iterator[Spot]:
    keys = (*left, *right)
    values: dict[str, Value] = {key: report[table.key, key, column] for key in keys}
    stated = {key: report.stated_figure(table.key, key, column) for key in keys}
    if any(isinstance(value, Unreadable) for value in values.values()):
        return
    if all(value is None for value in values.values()):
        values = dict(stated)
    if any(value is None for value in values.values()):
        return
    left_sum, right_sum = (
        number(add(values[key] for key in side)) or 0 for side in (left, right)
    )
    printed = {key: values[key] if stated[key] is None else stated[key] for key in keys}
    if left_sum == right_sum or add(printed[key] for key in left) == add(
        printed[key] for key in right
    ):
        return
    names = {
        "table": report.edition.table_name(table.key),
        "column": table.column_label(column),
        "left_sum": _sum_text(table, left, values),
        "right_sum": _sum_text(table, right, values),
        "left": format_figure(left_sum),
        "right": format_figure(right_sum),
        "difference": format_figure(distance(left_sum, right_sum)),
    }
    yield Spot(
        tuple(Place(table.key, key, column) for key in keys), left_sum, right_sum, names
    )


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

    The corner (总计 of 总计) is left to T3-3. Source: the form; only for totals printed in an imported file.
    """
    for table in report.edition.tables:
        for total in table.row_totals:
            for column in table.entry_columns:
                yield from _stated_differs(
                    report, table, (total.row, column.key), _down(total, column.key)
                )


@rule("T3-3", Level.ERROR, "每行：印出的总计 = 各申请人之和", STATED, arithmetic=True)
def stated_row_totals(report: Content, last: Content | None) -> Iterator[Spot]:
    """总计 = 六类申请人之和，逐行。

    The corner is wrong only when it agrees neither with its line nor with its column as printed: otherwise the slip
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
    for table in report.edition.tables:
        for total in (total for total in table.column_totals if total.code == code):
            for row in table.rows:
                parts = tuple((row.key, column) for column in total.columns)
                if row.key not in table.total_rows or not _agrees_down(
                    report, table, row.key, total
                ):
                    yield from _stated_differs(
                        report, table, (row.key, total.column), parts
                    )


def _agrees_down(report: Content, table: Table, row: str, total: ColumnTotal) -> bool:
    line = next(line for line in table.row_totals if line.row == row)
    corner = report.stated_figure(table.key, row, total.column)
    return corner == add(
        _printed(report, table, cell) for cell in _down(line, total.column)
    )


def _down(total: RowTotal, column: str) -> tuple[tuple[str, str], ...]:
    return tuple((row, column) for row in total.rows)


def _printed(report: Content, table: Table, cell: tuple[str, str]) -> Value:
    stated = report.stated_figure(table.key, *cell)
    return report[table.key, *cell] if stated is None else stated


def _stated_differs(
    report: Content,
    table: Table,
    total: tuple[str, str],
    parts: tuple[tuple[str, str], ...],
) -> Iterator[Spot]:
    """A spot when a printed total differs from the sum of its parts; silent where nothing is printed or readable."""
    stated = report.stated_figure(table.key, *total)
    values = [_printed(report, table, part) for part in parts]
    computed = add(values)
    if (
        stated is None
        or computed is None
        or isinstance(computed, Unreadable)
        or stated == computed
    ):
        return
    names = {
        "place": report.edition.cell_name(table.key, *total),
        "sum": _sum_of(values, computed),
        "left": format_figure(stated),
        "difference": format_figure(distance(stated, computed)),
    }
    yield Spot(
        tuple(Place(table.key, *cell) for cell in (total, *parts)),
        stated,
        computed,
        names,
    )


def _sum_of(values: list[Value], total: Value) -> str:
    """`10 + 1 + 0 + 0 = 11`; in a long sum the zeros are left out."""
    shown = [
        format_figure(value)
        for value in values
        if value or (value is not None and len(values) <= LONG_SUM)
    ]
    return (
        f"{' + '.join(shown)} = {format_figure(total)}"
        if len(shown) > 1
        else format_figure(total)
    )


def _sum_text(table: Table, rows: tuple[str, ...], values: dict[str, Value]) -> str:
    return " + ".join(
        f"{table.row(key).name} {format_figure(values[key])}" for key in rows
    )
