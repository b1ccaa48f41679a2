"""Compares what part six says of fees with itself and with table two. Pure: no Django."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from disclosure.rules.catalogue import Level, Number, Spot, rule
from disclosure.rules.sayings.fees_charged import (
    denial,
    fees_charged,
    is_about_fees,
    state_charges,
)
from disclosure.rules.sayings.listings import wrong_listings
from disclosure.rules.sayings.spoken_passages import SpokenPassage, passages_about
from disclosure.rules.sayings.text_spots import spot_on_words, whole
from disclosure.rules.sayings.text_sums import listing_spot
from disclosure.statutory.content import Content
from disclosure.statutory.places import Place

YUAN = 10_000
NEAR = Decimal("0.25")
"""Money is listed to the last yuan more often than news items are. Judged by eye on the tests."""


@dataclass(frozen=True, slots=True)
class _ChargesCell:
    """The cell of table two that holds 行政事业性收费, and its amount in 万元."""

    place: Place
    amount: Number

    @property
    def in_yuan(self) -> Decimal:
        """The amount in the unit of part six."""
        return Decimal(self.amount) * YUAN


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
    for passage in passages_about(report, "other_matters"):
        yield from _wrong_sums(report, passage)
        yield from _denied(report, passage)
        cell = _charges_cell(report)
        if cell is not None:
            yield from _mixed_up(report, passage, cell)


def _wrong_sums(report: Content, passage: SpokenPassage) -> Iterator[Spot]:
    """Totals of cases or money that their parts do not make: 甲局收取100元，乙局收取60元，合计收取信息处理费170元."""
    for sentence in passage.plain.sentences:
        if is_about_fees(sentence):
            for listing in wrong_listings(sentence, NEAR):
                yield listing_spot(report, passage, sentence, listing, says="sum")


def _denied(report: Content, passage: SpokenPassage) -> Iterator[Spot]:
    """Words that say that nothing was charged, beside an amount that was."""
    sentences = passage.plain.sentences
    amounts = [
        count.value
        for sentence in sentences
        for count in fees_charged(sentence, passage.speaker)
        if count.value
    ]
    if not amounts:
        return

    for sentence in sentences:
        span = denial(sentence)
        if span is not None:
            yield spot_on_words(
                report,
                passage,
                span,
                left=0,
                right=whole(amounts[0]),
                says="denied",
            )


def _charges_cell(report: Content) -> _ChargesCell | None:
    """None where the edition asks for no amount (2019), or it is blank."""
    cell = report.edition.cell_as("charges", "fees", "amount")
    if cell is None:
        return None

    amount = report.figure(*cell)
    return None if amount is None else _ChargesCell(Place(*cell), amount)


def _mixed_up(
    report: Content, passage: SpokenPassage, cell: _ChargesCell
) -> Iterator[Spot]:
    """Amounts where one fee seems to stand for the other."""
    for sentence in passage.plain.sentences:
        for count in fees_charged(sentence, passage.speaker):
            # The same number, whether its unit was changed with it or not: 7730.28万元, 7730.28元.
            if cell.amount and count.value in (cell.amount, cell.in_yuan):
                yield _amount_spot(
                    report,
                    passage,
                    (sentence.opens_at(count.start), count.end),
                    cell,
                    left=whole(count.value),
                    says="same",
                )

        for count in state_charges(sentence, passage.speaker):
            if not count.is_about(cell.in_yuan):
                yield _amount_spot(
                    report,
                    passage,
                    (sentence.opens_at(count.start), count.end),
                    cell,
                    left=count.value / YUAN,
                    says="charges",
                )


def _amount_spot(
    report: Content,
    passage: SpokenPassage,
    span: tuple[int, int],
    cell: _ChargesCell,
    *,
    left: Number,
    says: str,
) -> Spot:
    """A spot on an amount of the text, beside the amount of table two."""
    return spot_on_words(
        report,
        passage,
        span,
        cells=[cell.place],
        left=left,
        right=cell.amount,
        says=says,
        cell=cell.place.name(report.edition),
    )
