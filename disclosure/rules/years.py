"""Compares this year's figures with last year's report: carried over, continued, copied, leapt. Pure: no Django."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from disclosure.rules.catalogue import Level, Number, Spot, rule
from disclosure.rules.numbers import YUAN_RATIO
from disclosure.statutory.content import Content
from disclosure.statutory.editions.spec import Row
from disclosure.statutory.figures import distance, format_figure
from disclosure.statutory.places import Place

STOCK = ("made", "repealed", "in_force")
NOTABLE = 10
"""Figures below this may change as they like. RULES Y-4: 不小于 10."""
LEAP = 10
"""More than so many times is worth a look. RULES Y-4: 十倍以上."""


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
    if last is None:
        return

    table = report.edition.table_as("requests")
    for role, right in carried_over(last).items():
        cell = report.edition.cell_as("requests", "carried_in", role)
        left = report.figure_as("requests", "carried_in", role)
        if cell is not None and left is not None and left != right:
            place = Place(*cell)
            yield Spot(
                cells=(place,),
                left=left,
                right=right,
                names={
                    "table": report.edition.table_name(table.key),
                    "column": table.column_label(place.column),
                    "last_year": last.year,
                    **_both(left, right),
                },
            )


def carried_over(last: Content | None) -> dict[str, Number]:
    """{role of a column: 结转下年度} of last year's report: its applicant columns, or the printed 总计 where it has only that."""
    if last is None:
        return {}

    table = last.edition.table_as("requests")
    row = table.row_as("carried_out").key
    # By role: last year's form may call its columns otherwise.
    known = {
        column.role: last.figure(table.key, row, column.key)
        for column in table.entry_columns
    }
    if all(value is None for value in known.values()):
        known = {
            table.column(key).role: last.stated_figure(table.key, row, key)
            for key in sorted(table.total_columns)
        }

    return {role: value for role, value in known.items() if value is not None}


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

    for row in report.edition.table_as("documents").entry_rows:
        made, repealed, in_force = (
            report.figure_as("documents", row.role, column) for column in STOCK
        )
        stock = last.figure_as("documents", row.role, "in_force")
        if made is None or repealed is None or in_force is None or stock is None:
            continue

        right = stock + made - repealed
        if in_force == right:
            continue

        cells = _stock_cells(report, row)
        yield Spot(
            cells=cells,
            left=in_force,
            right=right,
            names={
                "place": cells[0].name(report.edition),
                "stock": format_figure(stock),
                "made": format_figure(made),
                "repealed": format_figure(repealed),
                **_both(in_force, right),
            },
        )


def _stock_cells(report: Content, row: Row) -> tuple[Place, ...]:
    """现行有效 of a line, and what changed it."""
    table = report.edition.table_as("documents")
    places = []
    for role in ("in_force", "made", "repealed"):
        column = table.column_as(role)
        places.append(Place(table.key, row.key, column.key))

    return tuple(places)


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
    if any(pair.this != pair.last for pair in pairs):
        return

    # Zero two years running is nothing to speak of.
    with_figures = [pair.place for pair in pairs if pair.this]
    if with_figures:
        yield Spot(
            cells=(with_figures[0],),
            left=len(pairs),
            right=len(pairs),
            names={"left": len(pairs), "last_year": last.year},
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
    is_full = len(pairs) == len(report.edition.entry_cells)
    if is_full and not any(pair.this for pair in pairs):
        yield from _all_zero(pairs, last)
        return

    for pair in pairs:
        if _is_leap(pair) and not _looks_like_yuan(report, pair):
            yield Spot(
                cells=(pair.place,),
                left=pair.this,
                right=pair.last,
                names={
                    "place": pair.place.name(report.edition),
                    "left": format_figure(pair.this),
                    "right": format_figure(pair.last),
                },
                says="leap",
            )


def _all_zero(pairs: list[_Pair], last: Content) -> Iterator[Spot]:
    """One spot for a whole report of zeros after a year with figures."""
    before = [pair.place for pair in pairs if pair.last]
    if before:
        yield Spot(
            cells=(before[0],),
            left=0,
            right=len(before),
            names={"right": len(before), "last_year": last.year},
            says="zero",
        )


def _is_leap(pair: _Pair) -> bool:
    """Whether a figure grew or fell more than tenfold, and is of some size in one of the years."""
    small = min(pair.this, pair.last)
    large = max(pair.this, pair.last)
    return large >= NOTABLE and large > LEAP * small


def _looks_like_yuan(report: Content, pair: _Pair) -> bool:
    """Whether V-3 says already that an amount is too large beside last year's."""
    place = pair.place
    kind = report.edition.table(place.table).kind_of(place.column)
    if kind != "amount" or not pair.last:
        return False
    return pair.this >= YUAN_RATIO * pair.last


class _Pair(NamedTuple):
    """A cell with its figure of this year and of last year."""

    place: Place
    this: Number
    last: Number


def _pairs(report: Content, last: Content) -> list[_Pair]:
    """Every cell whose figure is known in both years, where the form is the same."""
    if last.edition is not report.edition:
        return []

    # A blank or unreadable figure of either year says nothing of the other.
    pairs = []
    for cell in report.edition.entry_cells:
        this = report.figure(*cell)
        before = last.figure(*cell)
        if this is not None and before is not None:
            pairs.append(_Pair(Place(*cell), this, before))

    return pairs


def _both(left: Number, right: Number) -> dict[str, str]:
    """Two values and their difference, as messages name them."""
    difference = format_figure(distance(left, right))
    return {
        "left": format_figure(left),
        "right": format_figure(right),
        "difference": difference,
    }
