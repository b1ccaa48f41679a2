"""Whether this year's figures continue last year's. Pure: no Django."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.rules.catalogue import Level, Number, Spot, rule
from disclosure.rules.numbers import YUAN_RATIO
from disclosure.statutory.content import Content
from disclosure.statutory.figures import distance, format_figure
from disclosure.statutory.places import Place

STOCK = ("made", "repealed", "in_force")
NOTABLE = 10
"""Figures below this may change as they like."""
LEAP = 10
"""More than so many times is worth a look."""


@rule(
    "Y-1",
    Level.QUERY,
    "每列：上年结转 = 上年度报告的结转下年度",
    "{table}「{column}」列：上年结转填的是 {left}，而 {last_year} 年报告的结转下年度是 {right}，相差 {difference}。"
    "请核对；确实如此的请说明理由。",
)
def carried_in_continues(report: Content, last: Content | None) -> Iterator[Spot]:
    """上年结转 = 上年度报告的结转下年度, for each applicant column.

    The 总计 column follows from the others, and is judged only where last year's report gives nothing else. Source:
    勾稽 across years; last year's approved report, or its imported copy.
    """
    table = report.edition.table("requests")
    for column, right in carried_over(last).items():
        left = report.figure("requests", "carried_in", column)
        if last and left is not None and left != right:
            names = {
                "table": report.edition.table_name("requests"),
                "column": table.column_label(column),
                "last_year": last.year,
                **_both(left, right),
            }
            yield Spot((Place("requests", "carried_in", column),), left, right, names)


def carried_over(last: Content | None) -> dict[str, Number]:
    """{column: 结转下年度} of last year's report: its applicant columns, or the printed 总计 where it has only that."""
    if last is None:
        return {}
    table = last.edition.table("requests")
    known = {
        c.key: last.figure("requests", "carried_out", c.key)
        for c in table.entry_columns
    }
    if not any(value is not None for value in known.values()):
        known = {
            key: last.stated_figure("requests", "carried_out", key)
            for key in sorted(table.total_columns)
        }
    return {column: value for column, value in known.items() if value is not None}


@rule(
    "Y-2",
    Level.QUERY,
    "现行有效 = 上年现行有效 + 本年制发 − 本年废止",
    "{place}：填的是 {left}，而上年现行有效 {stock} + 本年制发 {made} − 本年废止 {repealed} = {right}，相差 {difference}。"
    "请核对；因清理、划转等原因调整的请说明理由。",
)
def stock_continues(report: Content, last: Content | None) -> Iterator[Spot]:
    """现行有效 = 上年现行有效 + 本年制发 − 本年废止，规章和行政规范性文件各自成立。

    Clean-ups and transfers are honest reasons. Silent where last year's form had no such column (2019 edition).
    Source: RULES Y-2.
    """
    if last is None:
        return
    for row in report.edition.table("documents").entry_rows:
        made, repealed, in_force = (
            report.figure("documents", row.key, column) for column in STOCK
        )
        stock = last.figure("documents", row.key, "in_force")
        if made is None or repealed is None or in_force is None or stock is None:
            continue
        right = stock + made - repealed
        if in_force != right:
            names = {
                "place": report.edition.cell_name("documents", row.key, "in_force"),
                "stock": format_figure(stock),
                "made": format_figure(made),
                "repealed": format_figure(repealed),
                **_both(in_force, right),
            }
            cells = tuple(
                Place("documents", row.key, column)
                for column in ("in_force", "made", "repealed")
            )
            yield Spot(cells, in_force, right, names)


@rule(
    "Y-3",
    Level.QUERY,
    "全部数字与上年相同",
    "三张表的 {left} 个数字与 {last_year} 年报告完全相同，像是照抄上年。请核对；确实如此的请说明理由。",
)
def not_last_years_figures(report: Content, last: Content | None) -> Iterator[Spot]:
    """每个数字都与上年相同，而且不全是零。

    Judged when every cell is filled, on the same edition. Source: RULES Y-3; published reports identical three years
    running.
    """
    if last is None:
        return
    pairs = _pairs(report, last)
    if len(pairs) < len(report.edition.entry_cells):
        return
    if all(left == right for _, left, right in pairs) and any(
        left for _, left, _ in pairs
    ):
        first = next(cell for cell, left, _ in pairs if left)
        yield Spot(
            (first,),
            len(pairs),
            len(pairs),
            {"left": len(pairs), "last_year": last.year},
        )


@rule(
    "Y-4",
    Level.HINT,
    "与上年相差悬殊",
    {
        "leap": "{place}：本年 {left}，上年 {right}，相差十倍以上。请再核对一遍。",
        "zero": "本年的数字全部是 0，而 {last_year} 年报告有 {right} 个数字不是 0。请再核对一遍。",
    },
)
def no_leaps(report: Content, last: Content | None) -> Iterator[Spot]:
    """不小于 10 的数字相差十倍以上，或者上年有数而本年全部是零。

    Source: RULES Y-4.
    """
    if last is None:
        return
    pairs = _pairs(report, last)
    if len(pairs) == len(report.edition.entry_cells) and not any(
        left for _, left, _ in pairs
    ):
        before = [cell for cell, _, right in pairs if right]
        if before:
            yield Spot(
                (before[0],),
                0,
                len(before),
                {"right": len(before), "last_year": last.year},
                "zero",
            )
        return
    for cell, left, right in pairs:
        small, large = min(left, right), max(left, right)
        amount = report.edition.table(cell.table).kind_of(cell.column) == "amount"
        if amount and right and left >= YUAN_RATIO * right:
            continue  # V-3 speaks of it
        if large >= NOTABLE and large > LEAP * small:
            names = {
                "place": cell.name(report.edition),
                "left": format_figure(left),
                "right": format_figure(right),
            }
            yield Spot((cell,), left, right, names, "leap")


def _pairs(report: Content, last: Content) -> list[tuple[Place, Number, Number]]:
    """(cell, this year's figure, last year's) wherever both are known and the form is the same."""
    if last.edition is not report.edition:
        return []
    pairs = []
    for key in report.edition.entry_cells:
        left, right = report.figure(*key), last.figure(*key)
        if left is not None and right is not None:
            pairs.append((Place(*key), left, right))
    return pairs


def _both(left: Number, right: Number) -> dict[str, str]:
    difference = format_figure(distance(left, right))
    return {
        "left": format_figure(left),
        "right": format_figure(right),
        "difference": difference,
    }
