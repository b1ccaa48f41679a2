"""Whether each figure can stand where it stands. Pure: no Django."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.rules.catalogue import Level, Spot, rule
from disclosure.statutory.chinese import shortened
from disclosure.statutory.content import AGENCY_KINDS, Content
from disclosure.statutory.editions.spec import Table
from disclosure.statutory.figures import (
    PROBLEMS,
    Unreadable,
    add,
    format_figure,
    number,
)
from disclosure.statutory.places import Place

KINDS_IN_ORDER = tuple(AGENCY_KINDS)
BELOW_COUNTY = ("street", "town", "county_department")
YUAN_AMOUNT = 100_000
"""An amount in 万元 that no office below county level takes in a year."""
YUAN_RATIO = 100


@rule(
    "V-1",
    Level.ERROR,
    "提交时不能有空白格",
    "{table}还有 {blank} 格空白，从{first}起。空白不等于零：没有发生的请填 0。",
    when="file",
    arithmetic=True,
)
def no_blank_cells(report: Content, last: Content | None) -> Iterator[Spot]:
    """空白格不能提交：一张表报一次，列出全部空白格。

    Source: 国办公开办函〔2021〕30号, the tables are filled in completely, zero included.
    """
    for table in report.edition.tables:
        entered = report.entered.get(table.key, {})
        blank = tuple(
            Place(table.key, *cell)
            for cell in table.entry_cells
            if entered.get(cell) is None
        )
        if blank:
            names = {
                "table": report.edition.table_name(table.key),
                "blank": len(blank),
                "first": _cell_name(table, blank[0]),
            }
            yield Spot(blank, left=len(blank), right=0, names=names)


@rule(
    "V-2",
    Level.ERROR,
    "每格应为格式要求的数字",
    {
        problem: "{place}：填的是“{text}”，" + text + "。请改正。"
        for problem, text in PROBLEMS.items()
    },
    arithmetic=True,
)
def readable_figures(report: Content, last: Content | None) -> Iterator[Spot]:
    """件数为不小于 0 的整数，最多 12 位；金额不小于 0，最多 6 位小数。

    Source: RULES, Figures.
    """
    for table in report.edition.tables:
        entered = report.entered.get(table.key, {})
        for row, column in table.entry_cells:
            value = entered.get((row, column))
            if isinstance(value, Unreadable):
                names = {
                    "place": report.edition.cell_name(table.key, row, column),
                    "text": shortened(value.text, 30),
                }
                yield Spot(
                    (Place(table.key, row, column),),
                    left=value.text,
                    names=names,
                    says=value.problem,
                )


@rule(
    "V-3",
    Level.QUERY,
    "收费金额疑似以元填报",
    {
        "ratio": "{place}：填的是 {left} 万元，是上年 {right} 万元的 {ratio} 倍，像是以元为单位填的。"
        "请核对单位；确实如此的请说明理由。",
        "size": "{place}：填的是 {left} 万元，对{kind}来说过大，像是以元为单位填的。请核对单位；确实如此的请说明理由。",
    },
)
def amounts_in_ten_thousands(report: Content, last: Content | None) -> Iterator[Spot]:
    """金额以万元为单位：不小于上年的 100 倍，或区县以下单位超过 100000 万元，像是以元填的。

    Source: RULES V-3.
    """
    for table, row, column in report.edition.entry_cells:
        if report.edition.table(table).kind_of(column) != "amount":
            continue
        amount = report.figure(table, row, column)
        before = (
            last.figure(table, row, column)
            if last and last.edition is report.edition
            else None
        )
        names = {
            "place": report.edition.cell_name(table, row, column),
            "left": format_figure(amount),
        }
        cell = (Place(table, row, column),)
        if amount and before and amount >= YUAN_RATIO * before:
            names |= {
                "right": format_figure(before),
                "ratio": format_figure(amount // before),
            }
            yield Spot(cell, amount, before, names, "ratio")
        elif amount and amount > YUAN_AMOUNT and report.agency_kind in BELOW_COUNTY:
            names["kind"] = AGENCY_KINDS[report.agency_kind]
            yield Spot(cell, amount, YUAN_AMOUNT, names, "size")


@rule(
    "T2-1",
    Level.QUERY,
    "无规章制定权的机关规章应为 0",
    "{place}：填的是 {left}，而{kind}没有规章制定权，规章应为 0。请核对是否应填在“行政规范性文件”行；"
    "确实如此的请说明理由。",
)
def regulations_only_where_allowed(
    report: Content, last: Content | None
) -> Iterator[Spot]:
    """只有设区的市以上机关可以制定规章。

    Source: 立法法; RULES T2-1.
    """
    if KINDS_IN_ORDER.index(report.agency_kind) >= KINDS_IN_ORDER.index("city"):
        return
    for column in report.edition.table("documents").columns:
        cell = Place("documents", "regulations", column.key)
        value = report.figure(*cell.cell)
        if value:
            names = {
                "place": cell.name(report.edition),
                "left": format_figure(value),
                "kind": AGENCY_KINDS[report.agency_kind],
            }
            yield Spot((cell,), value, 0, names)


@rule(
    "T4-2",
    Level.QUERY,
    "没有申请却有复议、诉讼",
    {
        "both": "{table}：复议、诉讼共 {left} 件，而本年和上年都没有收到申请。请核对；针对更早申请的请说明理由。",
        "this": "{table}：复议、诉讼共 {left} 件，而本年没有收到申请，也没有上年结转。"
        "请核对；针对以前年度申请的请说明理由。",
    },
)
def disputes_need_requests(report: Content, last: Content | None) -> Iterator[Spot]:
    """复议、诉讼以申请为前提：本年新收、上年结转以及上年新收都为零时，应说明理由。

    Source: RULES T4-2.
    """
    table = report.edition.table("disputes")
    totals = [Place(table.key, "cases", total.column) for total in table.column_totals]
    disputes = number(add(report[cell.cell] for cell in totals))
    requests = [
        report.figure("requests", row, "total") for row in ("new", "carried_in")
    ]
    if not disputes or any(value is None or value > 0 for value in requests):
        return
    if last and (
        last.figure("requests", "new", "total")
        or last.figure("requests", "carried_in", "total")
    ):
        return
    cells = tuple(cell for cell in totals if report.figure(*cell.cell))
    names = {
        "table": report.edition.table_name(table.key),
        "left": format_figure(disputes),
    }
    yield Spot(cells, disputes, 0, names, "both" if last else "this")


def _cell_name(table: Table, cell: Place) -> str:
    return f"「{table.cell_label(cell.row, cell.column)}」"
