"""Tells whether an office named in a text is said to act: to do, receive or compile what a report is about. Pure: no Django."""

from __future__ import annotations

import re

from disclosure.rules.wording.prose import TextSpan

BEGINS = re.compile(
    r"(?:^|[。；！\n])\s*"
    r"(?:\d{4} ?年(?:度|以来|来)?，? ?|本年度，?|全年，?|一年来，?|过去一年，?)?$"
)
"""Before a name: the sentence begins with it, or with the year and it."""
DOES = re.compile(
    r"""
    \d{4}[ ]?年(?:以来|来|度)?，?|本年度，?|全年，?|年内，?
    |认真|严格|坚持|始终|高度重视|积极|大力|深入|不断|持续|进一步|切实|扎实|全面   # 听松街道认真开展培训
    |按照|根据|围绕|以|将|已|依托|利用|加强|健全|建立|落实|通过
    |共|累计|主动公开|公开政府信息|受理|收到|新收|制发|印发                       # ……主动公开信息94条
    |在区|在市
    |政府信息公开工作|政务公开工作|依申请公开
    """,
    re.VERBOSE,
)
"""After a name that begins a sentence: what follows is its own work."""
ITS_OWN = re.compile(
    r"(?:政务公开|政府信息公开|信息公开)(?:工作)?领导小组|(?:局|委|办)?党组会|(?:党政)?班子"
)
"""After a name, anywhere: 区教育局政务公开领导小组召开会议."""
RECEIVES = re.compile(
    r"(?:全年)?(?:共|累计)?"
    r"(?:主动公开|公开政府信息|收到政府信息|受理政府信息|新收政府信息|公开各类信息)"
)
"""After a name that follows a comma: 2023年末，听松街道共收到政府信息公开申请."""
COMPILES = re.compile(
    r"(?:党政|综合)?(?:办公室|办)?(?:负责)?(?:编制|编写|起草|公布|发布|汇总)"
)
ASKED = re.compile(r"(?:请与|请向|请联系|联系)\s*$")


def acts(text: str, span: TextSpan) -> bool:
    """Whether the office named there is told to do what the report is about, or to be asked about it."""
    before = text[: span.start]
    after = text[span.end :]
    if ASKED.search(before) or ITS_OWN.match(after):
        return True
    if before.endswith("由") and COMPILES.match(after):
        return True
    if before.endswith("，") and RECEIVES.match(after):
        return True
    return begins_to_act(text, span)


def begins_to_act(text: str, span: TextSpan) -> bool:
    """Whether a sentence begins with the office, and goes on with what it does."""
    if not BEGINS.search(text[: span.start]):
        return False
    return DOES.match(text, span.end) is not None
