"""Finds what part six says was charged: nothing at all, so much for information, so much of other charges. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.rules.sayings.claims import is_filler
from disclosure.rules.sayings.counts import Count
from disclosure.rules.sayings.sentences import Sentence
from disclosure.rules.sayings.speaker import Speaker

_ABOUT_FEES = re.compile(r"信息处理费|收费|收取|计收|缴费|征收")
_NOTHING_CHARGED = re.compile(
    r"""
    (?:未|没有|从未)(?:曾|有)?
    (?:向[^，。；]{0,12}?)?                # 未向任何学校、学生和家长收取信息处理费
    (?:收取|计收|收费|征收)(?:过)?
    (?:任何)?(?:的)?(?:政府信息公开)?
    (?:信息处理)?(?:费用|费)?
    """,
    re.VERBOSE,
)
# 未收取检索、复制、邮寄等费用; 除此之外未收取其他费用.
_NOT_OF_ALL = re.compile(
    r"其他|另外|额外|除|检索|复制|邮寄|工本|超|违规|违法|押金|[他她]人|其余"
)
# 发放补贴2600万元; 涉企行政事业性收费减免3000万元; 应收100元.
_OTHER_MONEY = re.compile(
    r"行政事业性收费|补贴|非税|减免|免收|免除|退还|应[收缴]|资金|投入|罚款|拨付|标准|每[件页]|未缴|逾期"
)
_STATE_CHARGES = re.compile(
    r"""
    (?P<lead>[^，。；、（）]*)             # 全市, 市教育局, 涉企
    行政事业性收费
    (?:收入|总?金?额|总计|合计|共计|共|为|达|是|：|:)*$
    """,
    re.VERBOSE,
)
_COLLECTED = r"[省市县区镇乡本]?级|收取|征收|收缴|实现|完成|入库|收到|执收"


def is_about_fees(sentence: Sentence) -> bool:
    """Whether a sentence speaks of fees at all."""
    return _ABOUT_FEES.search(sentence.text) is not None


def denial(sentence: Sentence) -> tuple[int, int] | None:
    """The words that say that nothing at all was charged, as a span of the plain text."""
    match = _NOTHING_CHARGED.search(sentence.plain, sentence.start, sentence.end)
    if not match:
        return None

    clause_start, clause_end = sentence.clause(match.start())
    if _NOT_OF_ALL.search(sentence.plain, clause_start, clause_end):
        return None
    return match.span()


def fees_charged(sentence: Sentence, speaker: Speaker) -> Iterator[Count]:
    """The amounts of money in a sentence that were charged for information in the report's year."""
    if not is_about_fees(sentence):
        return

    for count in sentence.counts:
        if count.unit != "元":
            continue

        # From the comma before to the next mark after: 涉企行政事业性收费减免3000万元.
        start, _ = sentence.clause(count.start)
        end = sentence.closes_at(count.end)
        clause = sentence.plain[start:end]
        if _OTHER_MONEY.search(clause):
            continue

        if not speaker.of_other_year(clause):
            yield count


def state_charges(sentence: Sentence, speaker: Speaker) -> Iterator[Count]:
    """The amounts of money that a sentence gives as all 行政事业性收费 of the year, which are table two's."""
    for count in sentence.counts:
        if count.unit != "元" or count.vague:
            continue

        lead = sentence.lead(count.start)
        match = _STATE_CHARGES.search(lead)
        if not match or speaker.of_other_year(lead) or speaker.names_period(lead):
            continue

        # 市教育局行政事业性收费20万元, 涉企行政事业性收费20万元 are a part of them.
        if is_filler(speaker.without_self(match["lead"]), _COLLECTED):
            yield count
