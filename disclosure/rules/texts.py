"""Compares 逾期未缴费 of table three with what part six says of fees. Pure: no Django."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.rules.catalogue import Level, Spot, rule
from disclosure.rules.fees import denies_fees
from disclosure.statutory.content import Content
from disclosure.statutory.figures import format_figure
from disclosure.statutory.places import Place


@rule(
    "T3-4",
    Level.QUERY,
    "逾期未缴费有件数，第六部分却说没有收费",
    "{place}：填的是 {left}，而第六部分说没有收取费用。逾期不缴费以发出过收费通知为前提，请核对两处；"
    "确实如此的请说明理由。",
)
def unpaid_fee_needs_a_fee(report: Content, last: Content | None) -> Iterator[Spot]:
    """逾期未按收费通知要求缴纳费用的件数大于 0，则第六部分不应说没有收费。

    Source: 国办函〔2020〕109号 (信息处理费); RULES T3-4.
    """
    found = report.edition.cell_as("requests", "other_fee_unpaid", "total")
    # The 2019 edition has no such line.
    if found is None:
        return

    cell = Place(*found)
    unpaid = report.figure(*found)
    slot = report.edition.passage_as("other_matters")
    if unpaid and denies_fees(report.passage(slot.key).text):
        yield Spot(
            cells=(cell,),
            left=unpaid,
            right=0,
            names={
                "place": cell.name(report.edition),
                "left": format_figure(unpaid),
            },
            said=Place(passage=slot.key),
        )
