"""Whether the counts that the text gives are those of the tables: requests, outcomes, disputes, documents. Pure: no Django."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.rules.catalogue import Level, Number, Spot, rule
from disclosure.rules.sayings.dispute_claims import dispute_claims
from disclosure.rules.sayings.document_claims import document_claims
from disclosure.rules.sayings.request_claims import Claim, request_claims
from disclosure.rules.sayings.sentences import read
from disclosure.rules.sayings.speaker import Speaker
from disclosure.rules.sayings.text_spots import rows_of, said, sum_text, whole
from disclosure.statutory.content import Content
from disclosure.statutory.editions.common import BLOCKS
from disclosure.statutory.figures import distance, format_figure
from disclosure.statutory.places import Place

RECEIVED = ("new", "received", "handled")
TEXTS = ("overview", "problems")
"""The parts whose passages are read; part six speaks of fees."""
WHAT_TO_DO = "请核对文字和表格；说的是另一范围的，请在文中写明范围或者说明理由。"


def passages_read(report: Content) -> Iterator[tuple[str, str]]:
    """(key, text) of every passage in which figures of the tables may be said."""
    for part in report.edition.parts:
        if part.key in TEXTS:
            for slot in part.passages:
                if text := report.passage(slot.key).text:
                    yield slot.key, text


def claims_of_requests(report: Content) -> Iterator[Claim]:
    """All that the text says of requests, in paper order."""
    speaker = Speaker.of(report)
    for key, text in passages_read(report):
        yield from request_claims(text, key, speaker)


def requests_total(report: Content, row: str) -> Number | None:
    """The 总计 of a line of table three."""
    return report.figure("requests", row, "total")


@rule(
    "X-1",
    Level.QUERY,
    "文中收到、受理申请的件数 = 表三新收，或者新收 + 上年结转",
    {
        "received": "{place}：写的是“{quote}”，而表三新收 {new}、新收 + 上年结转 = {new} + {carried_in} = {both}，"
        "与 {left} 都不一致。" + WHAT_TO_DO,
        "new": "{place}：写的是“{quote}”，而表三新收是 {new}（加上年结转 {carried_in} 为 {both}），相差 {difference}。"
        + WHAT_TO_DO,
    },
)
def received_as_in_the_table(report: Content, last: Content | None) -> Iterator[Spot]:
    """收到、受理、新收 N 件，等于表三的新收；也有把上年结转算在内的，两种写法都对。

    Where one side is none at all, X-8 speaks of it. Source: RULES X-1; 「受理 17 件」 beside a table with 95.
    """
    new, carried_in = (
        requests_total(report, "new"),
        requests_total(report, "carried_in"),
    )
    if new is None or carried_in is None:
        return
    told: set[Number] = set()
    for claim in claims_of_requests(report):
        if claim.topic not in RECEIVED or (claim.count.value == 0) != (
            new + carried_in == 0
        ):
            continue
        allowed = [new] if claim.topic == "new" else [new, new + carried_in]
        if claim.topic == "handled":
            allowed.append(requests_total(report, "outcome_total") or 0)
        if any(claim.count.is_about(figure) for figure in allowed):
            continue
        left = whole(claim.count.value)
        if claim.topic == "handled" and left in told:
            continue  # 收到18件，办理18件 is one slip
        told.add(left)
        right = min(allowed, key=lambda figure: distance(figure, left))
        names = {"new": format_figure(new), "carried_in": format_figure(carried_in)}
        names |= {
            "both": format_figure(new + carried_in),
            "difference": format_figure(distance(left, right)),
        }
        yield said(
            report,
            claim.passage,
            read(report.passage(claim.passage).text),
            (claim.start, claim.end),
            cells=(
                Place("requests", "new", "total"),
                Place("requests", "carried_in", "total"),
            ),
            left=left,
            right=right,
            says="new" if claim.topic == "new" else "received",
            **names,
        )


DISPUTES = {
    "reconsideration": "行政复议",
    "direct_suit": "未经复议直接起诉",
    "suit_after_reconsideration": "复议后起诉",
    "suit": "行政诉讼",
    "all": "行政复议、行政诉讼",
}
DIFFERS = (
    "{place}：写的是“{quote}”，而{table}的{label}是 {sum}，相差 {difference}。"
    + WHAT_TO_DO
)


@rule("X-2", Level.QUERY, "文中办理结果的件数 = 表三", DIFFERS)
def outcomes_as_in_the_table(report: Content, last: Content | None) -> Iterator[Spot]:
    """予以公开、部分公开、不予公开、无法提供、不予处理、其他处理、办结、上年结转、结转下年度 N 件，等于表三各行之和。

    办结 may leave out what was carried in. Source: RULES X-2.
    """
    table = report.edition.table("requests")
    told = [spot.left for spot in received_as_in_the_table(report, last)]
    for claim in claims_of_requests(report):
        if claim.topic in RECEIVED or (
            claim.topic == "done" and whole(claim.count.value) in told
        ):
            continue
        topic = "outcome_total" if claim.topic == "done" else claim.topic
        cells = tuple(Place("requests", row, "total") for row in rows_of(table, topic))
        others = []
        if topic == "outcome_total":
            new, carried_out = (
                requests_total(report, "new"),
                requests_total(report, "carried_out"),
            )
            others = (
                [new - carried_out]
                if new is not None and carried_out is not None
                else []
            )
        label = (
            table.row(cells[0].row).name
            if len(cells) == 1
            else table.group(topic).label
        )
        yield from _differs(report, claim, cells, label.partition("（")[0], others)


@rule("X-3", Level.QUERY, "文中行政复议、行政诉讼的件数 = 表四", DIFFERS)
def disputes_as_in_the_table(report: Content, last: Content | None) -> Iterator[Spot]:
    """行政复议 N 件，行政诉讼 N 件（未经复议直接起诉和复议后起诉两块之和），以及其中维持、纠正的件数，等于表四。

    What was put on record (登记、立案、受理) is another set. Source: RULES X-3.
    """
    speaker = Speaker.of(report)
    table = report.edition.table("disputes")
    for key, text in passages_read(report):
        for claim in dispute_claims(text, key, speaker):
            block, _, state = claim.topic.partition(".")
            blocks = {"suit": BLOCKS[1:], "all": BLOCKS}.get(block, (block,))
            result = state if state not in ("", "closed") else "total"
            cells = tuple(
                Place("disputes", "cases", f"{name}_{result}") for name in blocks
            )
            pending = [
                report.figure("disputes", "cases", f"{name}_pending") or 0
                for name in blocks
            ]
            totals = [report.figure(*cell.cell) or 0 for cell in cells]
            others = [sum(totals) - sum(pending)] if result == "total" else []
            label = DISPUTES[block]
            if result != "total":
                label += table.column(f"{blocks[0]}_{result}").label
            yield from _differs(report, claim, cells, label, others)


@rule("X-4", Level.QUERY, "文中规范性文件的件数 = 表二", DIFFERS)
def documents_as_in_the_table(report: Content, last: Content | None) -> Iterator[Spot]:
    """规章、行政规范性文件制发、废止、现行有效 N 件，等于表二。

    What another office made, or was only looked through, is another set. Source: RULES X-4.
    """
    speaker = Speaker.of(report)
    for key, text in passages_read(report):
        for claim in document_claims(text, key, speaker):
            row, _, column = claim.topic.partition(".")
            cell = Place("documents", row, column)
            table = report.edition.table("documents")
            if report.figure(*cell.cell) is not None:
                yield from _differs(
                    report,
                    claim,
                    (cell,),
                    f"{table.row(row).name}{table.column(column).label.removesuffix('件数')}",
                    [],
                )


def _differs(
    report: Content,
    claim: Claim,
    cells: tuple[Place, ...],
    label: str,
    others: list[Number],
) -> Iterator[Spot]:
    """A spot where a claim is neither the sum of its cells nor one of `others`; silent where a cell is blank."""
    values = [report.figure(*cell.cell) for cell in cells]
    known = [value for value in values if value is not None]
    if len(known) < len(values) or not known:
        return
    right = sum(known)
    if any(claim.count.is_about(figure) for figure in (right, *others)):
        return
    left = whole(claim.count.value)
    yield said(
        report,
        claim.passage,
        read(report.passage(claim.passage).text),
        (claim.start, claim.end),
        cells=cells,
        left=left,
        right=right,
        table=report.edition.table_name(cells[0].table),
        label=label,
        sum=sum_text(known),
        difference=format_figure(distance(left, right)),
    )
