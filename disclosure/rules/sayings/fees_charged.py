"""What part six says was charged: nothing at all, so much for information, so much of other charges. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.rules.sayings.request_claims import is_filler
from disclosure.rules.sayings.sentences import Count, Reading, Sentence
from disclosure.rules.sayings.speaker import Speaker

ABOUT_FEES = re.compile(r"信息处理费|收费|收取|计收|缴费|征收")
NOTHING_CHARGED = re.compile(
    r"(?:未|没有|从未)(?:曾|有)?(?:向[^，。；]{0,12}?)?(?:收取|计收|收费|征收)(?:过)?(?:任何)?(?:的)?(?:政府信息公开)?(?:信息处理)?(?:费用|费)?"
)
_NOT_OF_ALL = re.compile(
    r"其他|另外|额外|除|检索|复制|邮寄|工本|超|违规|违法|押金|[他她]人|其余"
)
_OTHER_MONEY = re.compile(
    r"行政事业性收费|补贴|非税|减免|免收|免除|退还|应[收缴]|资金|投入|罚款|拨付|标准|每[件页]|未缴|逾期"
)
STATE_CHARGES = re.compile(
    r"(?P<lead>[^，。；、（）]*)行政事业性收费(?:收入|总?金?额|总计|合计|共计|共|为|达|是|：|:)*$"
)
_COLLECTED = r"[省市县区镇乡本]?级|收取|征收|收缴|实现|完成|入库|收到|执收"


def denial(reading: Reading, sentence: Sentence) -> tuple[int, int] | None:
    """The words that say that nothing at all was charged."""
    match = NOTHING_CHARGED.search(reading.plain, sentence.start, sentence.end)
    if not match or _NOT_OF_ALL.search(
        reading.plain, *reading.clause(sentence, match.start())
    ):
        return None
    rest = reading.plain[match.end() : reading.clause(sentence, match.start())[1]]
    return None if _NOT_OF_ALL.search(rest) else match.span()


def fees_charged(
    reading: Reading, sentence: Sentence, speaker: Speaker
) -> Iterator[Count]:
    """The amounts of money in a sentence that were charged for information in the report's year."""
    if not ABOUT_FEES.search(reading.plain, sentence.start, sentence.end):
        return
    for count in sentence.counts:
        clause = reading.plain[
            reading.clause(sentence, count.start)[0] : reading.after(
                sentence, count.end
            )
        ]
        if (
            count.unit == "元"
            and not _OTHER_MONEY.search(clause)
            and not speaker.of_other_year(clause)
        ):
            yield count


def state_charges(
    reading: Reading, sentence: Sentence, speaker: Speaker
) -> Iterator[Count]:
    """The amounts of money that a sentence gives as all 行政事业性收费 of the year, which are table two's."""
    for count in sentence.counts:
        lead = reading.plain[sentence.start : count.start]
        match = STATE_CHARGES.search(lead)
        if (
            count.unit != "元"
            or count.vague
            or not match
            or speaker.of_other_year(lead)
        ):
            continue
        if is_filler(
            speaker.without_self(match["lead"]), _COLLECTED
        ) and not speaker.names_period(lead):
            yield count
