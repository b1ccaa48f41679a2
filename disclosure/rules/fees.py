"""Tells from a text whether fees for information are denied: none charged, none asked for. Pure: no Django."""

from __future__ import annotations

import re

SENTENCE = re.compile(r"[^。；;\n]+")
NO_FEE = re.compile(
    r"""
    (?:未|没有|无|不)                                     # 没有收取信息处理费
        (?![^，。；]{0,6}(?:超|违规|乱|擅自|多))          # not 没有超标准收取
        [^，。；]{0,14}?(?:收取|收费|收到|征收|计收)
    |(?:信息处理费|收取|收费|征收)                        # 收取信息处理费0元
        [^，。；]{0,20}?(?<![\d.０-９])(?:0|０|零)(?:\.0+)?\s*(?:万?元|件|笔)
    |(?:信息处理费|收费)(?:情况)?(?:总?金?额)?            # 信息处理费为0
        (?:均?为|是|：|:)?\s*(?:0|０|零|无)(?![.\d])
    """,
    re.VERBOSE,
)
FEE_ASKED = re.compile(
    r"(?:发出|送达|出具|下达|开具|寄送)[^，。；]{0,8}(?:收费|缴费)通知"
)
FEE_ASKED_NOT = re.compile(
    r"(?:未|没有|无)[^，。；]{0,6}(?:发出|送达|出具|下达|开具|寄送)[^，。；]{0,8}(?:收费|缴费)通知"
)


def denies_fees(text: str) -> bool:
    """Whether a text says that no fee was charged or asked for; a fee notice that was sent out is asking."""
    # 发出收费通知2件，申请人逾期未缴纳，未收到费用: no money came, but a fee was asked for.
    if FEE_ASKED.search(text) and not FEE_ASKED_NOT.search(text):
        return False

    sentences = SENTENCE.findall(text)
    return any(NO_FEE.search(sentence) for sentence in sentences)
