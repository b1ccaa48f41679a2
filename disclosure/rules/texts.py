"""Whether the text agrees with the figures and with the form. Pure: no Django."""

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
    cell = Place("requests", "other_fee_unpaid", "total")
    unpaid = report.figure(*cell.cell)
    if unpaid and denies_fees(report.passage("other_matters").text):
        names = {"place": cell.name(report.edition), "left": format_figure(unpaid)}
        yield Spot((cell,), unpaid, 0, names, said=Place(passage="other_matters"))
