"""Judges each figure by itself, by its unit and by who reports it: blank, unreadable, in yuan, impossible. Pure: no Django."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.rules.catalogue import Level, Number, Spot, rule
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
            yield Spot(
                cells=blank,
                left=len(blank),
                right=0,
                names={
                    "table": report.edition.table_name(table.key),
                    "blank": len(blank),
                    "first": _cell_name(table, blank[0]),
                },
            )


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
                cell = Place(table.key, row, column)
                yield Spot(
                    cells=(cell,),
                    left=value.text,
                    names={
                        "place": cell.name(report.edition),
                        "text": shortened(value.text, 30),
                    },
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
        kind = report.edition.table(table).kind_of(column)
        amount = report.figure(table, row, column)
        if kind == "amount" and amount:
            place = Place(table, row, column)
            yield from _amount_in_yuan(report, last, place, amount)


def _amount_in_yuan(
    report: Content, last: Content | None, place: Place, amount: Number
) -> Iterator[Spot]:
    """A spot on an amount that is too large beside last year's, or for such an office."""
    before = _last_years(report, last, place)
    names = {
        "place": place.name(report.edition),
        "left": format_figure(amount),
        "kind": AGENCY_KINDS[report.agency_kind],
    }
    if before and amount >= YUAN_RATIO * before:
        names["right"] = format_figure(before)
        names["ratio"] = format_figure(amount // before)
        yield Spot(cells=(place,), left=amount, right=before, names=names, says="ratio")
    elif amount > YUAN_AMOUNT and report.agency_kind in BELOW_COUNTY:
        yield Spot(
            cells=(place,), left=amount, right=YUAN_AMOUNT, names=names, says="size"
        )


def _last_years(report: Content, last: Content | None, place: Place) -> Number | None:
    """The figure of the same cell last year; on another form it may be of something else."""
    if last is None or last.edition is not report.edition:
        return None
    return last.figure(*place.cell)


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

    table = report.edition.table_as("documents")
    row = table.row_as("regulations")
    for column in table.columns:
        cell = Place(table.key, row.key, column.key)
        value = report.figure(*cell.cell)
        if value:
            yield Spot(
                cells=(cell,),
                left=value,
                right=0,
                names={
                    "place": cell.name(report.edition),
                    "left": format_figure(value),
                    "kind": AGENCY_KINDS[report.agency_kind],
                },
            )


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
    table = report.edition.table_as("disputes")
    row = table.row_as("cases").key
    totals = [Place(table.key, row, total.column) for total in table.column_totals]
    disputes = number(add(report[cell.cell] for cell in totals))
    # Blank requests do not make disputes doubtful.
    if not disputes or _requests(report) != [0, 0]:
        return
    # What went to reconsideration this year may have been answered last year.
    if last and any(_requests(last)):
        return

    yield Spot(
        cells=tuple(cell for cell in totals if report.figure(*cell.cell)),
        left=disputes,
        right=0,
        names={
            "table": report.edition.table_name(table.key),
            "left": format_figure(disputes),
        },
        says="both" if last else "this",
    )


def _requests(report: Content) -> list[Number | None]:
    """新收 and 上年结转 of table three."""
    rows = ("new", "carried_in")
    return [report.figure_as("requests", row, "total") for row in rows]


def _cell_name(table: Table, cell: Place) -> str:
    """A cell within a table that has been named already."""
    label = table.cell_label(cell.row, cell.column)
    return f"「{label}」"
