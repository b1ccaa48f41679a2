"""Whether the text agrees with the figures and with the form. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.content import Content
from disclosure.figures import format_figure
from disclosure.rules.catalogue import Cell, Level, Spot, rule

SENTENCE = re.compile(r"[^。；;\n]+")
NO_FEE = re.compile(
    r"(?:未|没有|无|不)(?![^，。；]{0,6}(?:超|违规|乱|擅自|多))[^，。；]{0,14}?(?:收取|收费|收到|征收|计收)"
    r"|(?:信息处理费|收取|收费|征收)[^，。；]{0,20}?(?<![\d.０-９])(?:0|０|零)(?:\.0+)?\s*(?:万?元|件|笔)"
    r"|(?:信息处理费|收费)(?:情况)?(?:总?金?额)?(?:均?为|是|：|:)?\s*(?:0|０|零|无)(?![.\d])"
)
FEE_ASKED = re.compile(r"(?:发出|送达|出具|下达|开具|寄送)[^，。；]{0,8}(?:收费|缴费)通知")
FEE_ASKED_NOT = re.compile(
    r"(?:未|没有|无)[^，。；]{0,6}(?:发出|送达|出具|下达|开具|寄送)[^，。；]{0,8}(?:收费|缴费)通知"
)


def denies_fees(text: str) -> bool:
    """Whether a text says that no fee was charged or asked for; a fee notice that was sent out is asking."""
    if FEE_ASKED.search(text) and not FEE_ASKED_NOT.search(text):
        return False
    return any(NO_FEE.search(sentence) for sentence in SENTENCE.findall(text))


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
    cell = Cell("requests", "other_fee_unpaid", "total")
    unpaid = report.figure(*cell)
    if unpaid and denies_fees(report.passage("other_matters").text):
        names = {"place": report.edition.place(*cell), "left": format_figure(unpaid)}
        yield Spot((cell,), unpaid, 0, names, passage="other_matters")
