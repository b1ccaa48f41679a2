"""Compares the counts that the text gives with those of the tables: requests, outcomes, disputes, documents. Pure: no Django."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from disclosure.rules.catalogue import Level, Number, Spot, rule
from disclosure.rules.sayings.claims import Claim
from disclosure.rules.sayings.dispute_claims import dispute_claims
from disclosure.rules.sayings.document_claims import document_claims
from disclosure.rules.sayings.request_claims import request_claims
from disclosure.rules.sayings.request_topics import RECEIVED
from disclosure.rules.sayings.request_totals import (
    Incoming,
    request_label,
    request_places,
    requests_total,
)
from disclosure.rules.sayings.spoken_passages import passages_read
from disclosure.rules.sayings.text_spots import spot_on_words, sum_text, whole
from disclosure.statutory.content import Content
from disclosure.statutory.editions.spec import Edition
from disclosure.statutory.figures import distance, format_figure
from disclosure.statutory.places import Place

WHAT_TO_DO = "请核对文字和表格；说的是另一范围的，请在文中写明范围或者说明理由。"


@dataclass(frozen=True, slots=True)
class _TableSide:
    """What the tables say of a claim: the sum of `cells`, which people call `label`, or one of `others`."""

    cells: tuple[Place, ...]
    label: str
    others: list[Number]


def claims_of_requests(report: Content) -> Iterator[Claim]:
    """All that the text says of requests, in paper order."""
    for passage in passages_read(report):
        yield from request_claims(passage)


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
    incoming = Incoming.of(report)
    if incoming is None:
        return

    doubted: set[Number] = set()
    for claim in claims_of_requests(report):
        if claim.topic not in RECEIVED:
            continue

        says_none = claim.count.value == 0
        if says_none != (incoming.both == 0):
            continue

        left = whole(claim.count.value)
        # 收到18件，办理18件 is one slip.
        if claim.topic == "handled" and left in doubted:
            continue

        if not claim.is_one_of(incoming.allowed(claim.topic)):
            doubted.add(left)
            yield _incoming_spot(report, claim, incoming)


def _incoming_spot(report: Content, claim: Claim, incoming: Incoming) -> Spot:
    """What a count is told beside, the nearest figure that it might have been."""
    left = whole(claim.count.value)
    allowed = incoming.allowed(claim.topic)
    nearest = min(allowed, key=lambda figure: distance(figure, left))
    new_cells = request_places(report.edition, "new")
    carried_in_cells = request_places(report.edition, "carried_in")
    return spot_on_words(
        report,
        claim.passage,
        claim.span,
        cells=new_cells + carried_in_cells,
        left=left,
        right=nearest,
        says="new" if claim.topic == "new" else "received",
        new=format_figure(incoming.new),
        carried_in=format_figure(incoming.carried_in),
        both=format_figure(incoming.both),
        difference=format_figure(distance(left, nearest)),
    )


SUITS = ("direct_suit", "suit_after_reconsideration")
BLOCKS_OF = {"suit": SUITS, "all": ("reconsideration", *SUITS)}
"""Topics of disputes that are several blocks of table four; any other is one."""
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
    doubted = [spot.left for spot in received_as_in_the_table(report, last)]
    for claim in claims_of_requests(report):
        if claim.topic in RECEIVED:
            continue

        is_done = claim.topic == "done"
        if is_done and whole(claim.count.value) in doubted:
            continue

        topic = "outcome_total" if is_done else claim.topic
        side = _TableSide(
            cells=request_places(report.edition, topic),
            label=request_label(report.edition, topic),
            others=_done_of_new(report) if is_done else [],
        )
        yield from _differs(report, claim, side)


def _done_of_new(report: Content) -> list[Number]:
    """新收 − 结转下年度: what was answered of this year's requests alone."""
    new = requests_total(report, "new")
    carried_out = requests_total(report, "carried_out")
    if new is None or carried_out is None:
        return []
    return [new - carried_out]


@rule("X-3", Level.QUERY, "文中行政复议、行政诉讼的件数 = 表四", DIFFERS)
def disputes_as_in_the_table(report: Content, last: Content | None) -> Iterator[Spot]:
    """行政复议 N 件，行政诉讼 N 件（未经复议直接起诉和复议后起诉两块之和），以及其中维持、纠正的件数，等于表四。

    What was put on record (登记、立案、受理) is another set. Source: RULES X-3.
    """
    for passage in passages_read(report):
        for claim in dispute_claims(passage):
            side = _dispute_side(report, claim)
            yield from _differs(report, claim, side)


def _dispute_side(report: Content, claim: Claim) -> _TableSide:
    """What table four has in the place of a claim."""
    if claim.detail in ("", "closed"):
        return _all_results(report, claim.topic)
    return _one_result(report, claim.topic, claim.detail)


def _all_results(report: Content, topic: str) -> _TableSide:
    """What table four has in all of the blocks that a topic means."""
    cells = _dispute_places(report.edition, topic, "total")
    # 审结行政复议4件 leaves out what is pending, and so may a total.
    pending = _dispute_places(report.edition, topic, "pending")
    closed = _known_sum(report, cells) - _known_sum(report, pending)
    return _TableSide(
        cells=cells,
        label=DISPUTES[topic],
        others=[closed],
    )


def _one_result(report: Content, topic: str, result: str) -> _TableSide:
    """What table four has of one result, which people call 行政复议结果维持."""
    cells = _dispute_places(report.edition, topic, result)
    label = DISPUTES[topic]
    # The blocks call their columns alike.
    if cells:
        table = report.edition.table(cells[0].table)
        column = table.column(cells[0].column)
        label += column.label

    return _TableSide(cells, label, others=[])


def _dispute_places(edition: Edition, topic: str, result: str) -> tuple[Place, ...]:
    """The cells of a result in the blocks that a topic means, as far as the edition has them."""
    places = []
    for block in BLOCKS_OF.get(topic, (topic,)):
        cell = edition.cell_as("disputes", "cases", f"{block}_{result}")
        if cell is not None:
            places.append(Place(*cell))

    return tuple(places)


def _known_sum(report: Content, cells: tuple[Place, ...]) -> Number:
    """What cells come to, the blank ones as none."""
    total: Number = 0
    for cell in cells:
        total += report.figure(*cell.cell) or 0

    return total


@rule("X-4", Level.QUERY, "文中规范性文件的件数 = 表二", DIFFERS)
def documents_as_in_the_table(report: Content, last: Content | None) -> Iterator[Spot]:
    """规章、行政规范性文件制发、废止、现行有效 N 件，等于表二。

    What another office made, or was only looked through, is another set. Source: RULES X-4.
    """
    for passage in passages_read(report):
        for claim in document_claims(passage):
            cell = report.edition.cell_as("documents", claim.topic, claim.detail)
            # The 2019 edition has no 现行有效.
            if cell is not None:
                yield from _document_differs(report, claim, Place(*cell))


def _document_differs(report: Content, claim: Claim, cell: Place) -> Iterator[Spot]:
    """Holds a claim against its cell, which people call 行政规范性文件现行有效."""
    table = report.edition.table(cell.table)
    line = table.row(cell.row)
    column = table.column(cell.column)
    side = _TableSide(
        cells=(cell,),
        label=line.name + column.label.removesuffix("件数"),
        others=[],
    )
    yield from _differs(report, claim, side)


def _differs(report: Content, claim: Claim, side: _TableSide) -> Iterator[Spot]:
    """A spot where a claim is not what the tables say; silent where a cell is blank."""
    # A table that is still blank contradicts nothing.
    values = [report.figure(*cell.cell) for cell in side.cells]
    known = [value for value in values if value is not None]
    if len(known) < len(values) or not known:
        return

    right = sum(known)
    if claim.is_one_of((right, *side.others)):
        return

    left = whole(claim.count.value)
    yield spot_on_words(
        report,
        claim.passage,
        claim.span,
        cells=side.cells,
        left=left,
        right=right,
        table=report.edition.table_name(side.cells[0].table),
        label=side.label,
        sum=sum_text(known),
        difference=format_figure(distance(left, right)),
    )
