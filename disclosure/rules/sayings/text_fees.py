"""Whether what part six says of fees agrees with itself and with table two. Pure: no Django."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from disclosure.rules.catalogue import Level, Spot, rule
from disclosure.rules.sayings.fees_charged import (
    ABOUT_FEES,
    denial,
    fees_charged,
    state_charges,
)
from disclosure.rules.sayings.listings import wrong_listings
from disclosure.rules.sayings.sentences import Reading, read
from disclosure.rules.sayings.speaker import Speaker
from disclosure.rules.sayings.text_spots import said, whole
from disclosure.rules.sayings.text_sums import listing_spot
from disclosure.statutory.content import Content
from disclosure.statutory.places import Place

PASSAGE = "other_matters"
YUAN = 10_000
NEAR = Decimal("0.25")
"""Money is listed to the last yuan more often than news items are."""
CHARGES = Place("charges", "fees", "amount")


@rule(
    "X-7",
    Level.QUERY,
    "第六部分的收费前后一致，信息处理费不是行政事业性收费",
    {
        "sum": "{place}：写的是“{quote}”，而各分项 {sum}，与总数 {left} 相差 {difference}。请核对件数和金额。",
        "denied": "{place}：写的是“{quote}”，同一部分又写收取了 {right} 元。请核对有没有收取信息处理费。",
        "same": "{place}：写的是“{quote}”，与{cell}的 {right} 万元是同一个数。信息处理费以元为单位，写在第六部分；"
        "行政事业性收费以万元为单位，填在表二，是另一种收费。请核对两处；确实如此的请说明理由。",
        "charges": "{place}：写的是“{quote}”，即 {left} 万元，而{cell}是 {right} 万元。请核对；说的是另一范围的请说明理由。",
    },
)
def fees_agree(report: Content, last: Content | None) -> Iterator[Spot]:
    """信息处理费的件数和金额分项相加等于总数；未收取与已收金额不能并存；信息处理费（元）不是表二的行政事业性收费（万元）。

    Source: 国办函〔2020〕109号 (信息处理费); RULES X-7.
    """
    text = report.passage(PASSAGE).text
    reading = read(text)
    for sentence in reading.sentences:
        if ABOUT_FEES.search(reading.plain, sentence.start, sentence.end):
            for listing in wrong_listings(reading, sentence, NEAR):
                yield listing_spot(report, PASSAGE, text, listing, says="sum")
    yield from _denied(report, reading)
    yield from _mixed_up(report, reading)


def _denied(report: Content, reading: Reading) -> Iterator[Spot]:
    speaker = Speaker.of(report)
    found = [
        count
        for sentence in reading.sentences
        for count in fees_charged(reading, sentence, speaker)
    ]
    charged = [count for count in found if count.value]
    if not charged:
        return
    for sentence in reading.sentences:
        if span := denial(reading, sentence):
            yield said(
                report,
                PASSAGE,
                reading,
                span,
                left=0,
                right=whole(charged[0].value),
                says="denied",
            )


def _mixed_up(report: Content, reading: Reading) -> Iterator[Spot]:
    amount = report.figure(*CHARGES.cell)
    if amount is None:
        return
    speaker = Speaker.of(report)
    cell = CHARGES.name(report.edition)
    for sentence in reading.sentences:
        found = [
            (count, whole(count.value), "same")
            for count in fees_charged(reading, sentence, speaker)
            if amount and count.value in (Decimal(amount), Decimal(amount) * YUAN)
        ]
        found += [
            (count, count.value / YUAN, "charges")
            for count in state_charges(reading, sentence, speaker)
            if not count.is_about(Decimal(amount) * YUAN)
        ]
        for count, left, says in found:
            span = (reading.before(sentence, count.start), count.end)
            yield said(
                report,
                PASSAGE,
                reading,
                span,
                cells=[CHARGES],
                left=left,
                right=amount,
                says=says,
                cell=cell,
            )
