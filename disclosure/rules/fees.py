"""What a text says of fees for information: none, asked for. Pure: no Django."""

from __future__ import annotations

import re

SENTENCE = re.compile(r"[^。；;\n]+")
NO_FEE = re.compile(
    r"(?:未|没有|无|不)(?![^，。；]{0,6}(?:超|违规|乱|擅自|多))[^，。；]{0,14}?(?:收取|收费|收到|征收|计收)"
    r"|(?:信息处理费|收取|收费|征收)[^，。；]{0,20}?(?<![\d.０-９])(?:0|０|零)(?:\.0+)?\s*(?:万?元|件|笔)"
    r"|(?:信息处理费|收费)(?:情况)?(?:总?金?额)?(?:均?为|是|：|:)?\s*(?:0|０|零|无)(?![.\d])"
)
FEE_ASKED = re.compile(
    r"(?:发出|送达|出具|下达|开具|寄送)[^，。；]{0,8}(?:收费|缴费)通知"
)
FEE_ASKED_NOT = re.compile(
    r"(?:未|没有|无)[^，。；]{0,6}(?:发出|送达|出具|下达|开具|寄送)[^，。；]{0,8}(?:收费|缴费)通知"
)


def denies_fees(text: str) -> bool:
    """Whether a text says that no fee was charged or asked for; a fee notice that was sent out is asking."""
    if FEE_ASKED.search(text) and not FEE_ASKED_NOT.search(text):
        return False
    return any(NO_FEE.search(sentence) for sentence in SENTENCE.findall(text))
