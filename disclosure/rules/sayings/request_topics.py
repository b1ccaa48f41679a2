"""Tells from the words next to a count what of requests it counts: received, an outcome, carried over. Pure: no Django."""

from __future__ import annotations

import re
from dataclasses import dataclass

from disclosure.rules.sayings.claims import CHANGE, is_filler
from disclosure.rules.sayings.counts import Count
from disclosure.rules.sayings.sentences import WordsAround
from disclosure.rules.sayings.speaker import Speaker, speaks_of_a_subject

RECEIVED = ("new", "received", "handled")
"""Topics that are 新收, or 新收 and 上年结转; `handled` may be 办理结果总计 too."""

ASKS = re.compile(r"申请|依申请|信息公开")
_LEADS = (
    r"经|审查|审核|方面|当中|规定|法律|标准|类型|按照|看|来|有|件次|截至|底|能够|可以|最终|其余|这些|进行|通过|政府信息|对|此|主要|除|一|上述|该"
    r"|所有|每|总体|年底|年末|各|同时|此外|最后|目前|另|以及|加|则|仍|给予|余|还|均为"
)
"""What may lead up to a label or verb: 截至年底办结1646件."""
_ABOUT_ALL = re.compile(r"(?:政府信息公开申请|依申请公开)(?:工作|办理)?方面")
VERB = re.compile(
    r"""
    (?P<new>本年新收|新收到?|新增|新受理|新接收|新登记)     # 新收政府信息公开申请61件
    |(?P<received>
        收到|受理|接收|接到|收悉|接受|登记(?:的)?|收件      # 受理17件
        |(?:共有|共计|提出|提交|递交)(?=的?(?:政府|政务)?(?:信息公开|依申请公开))  # 共提出政府信息公开申请16件
        |(?<=共)收(?=申|政|依|\d)                           # 共收, and what is asked
        |(?:申请|公开)(?:总|数)?[总数]?量                   # 申请总量为21件
    )
    |(?P<done>已?办结|答复(?![书函率])|回复|办理完毕|办毕|处理完毕)  # 办结申请57件, not 答复书14件次
    |(?P<handled>应?办理|处理|承办)                         # 共办理申请16件
    """,
    re.VERBOSE,
)
OUTCOMES = (
    ("unavailable", re.compile(r"(?:无法|不能|未能)提供")),
    ("partly_granted", re.compile(r"部分公开")),
    ("refused", re.compile(r"(?:不予|未予|不同意|不)公开(?!申请)|不予以公开")),
    ("unprocessed", re.compile(r"不予处理")),
    ("other", re.compile(r"其他处理|作其他|其他方式处理")),
    ("granted", re.compile(r"(?<!不)予以公开|(?:全部|准予|(?<!不)同意|给予|决定)公开")),
)
_CARRIED = re.compile(
    r"结转|转入|延至|转至|顺延|跨年|留待(?:下|次|明)年|转到(?:下|次|明)年"
)
_FROM_LAST = re.compile(r"上一?年度?结转|上一?年度?转入|去年结转|结转自|上年度?的?结转")
LABELS = (VERB, *(label for _, label in OUTCOMES), _FROM_LAST, _CARRIED)
"""What a claim's own words begin with; what leads up to it is not quoted."""
_GOES_ON = re.compile(r"均|并|已|全部|，|都|按|且")
LAST_LETTERS = 12
"""So near before a verb a subject (征收类申请收到6件) limits it. Judged by eye on the tests."""


@dataclass(frozen=True, slots=True)
class RequestTopic:
    """What a count counts, "" where that is not sure, and whether the words after it say so."""

    name: str = ""
    said_after: bool = False


@dataclass(frozen=True, slots=True)
class CountContext:
    """A count with the words next to it, and those that lead up to them since the count before.

    `parts`: 其中 was said, so that it may be part of a count before. `speaker`: whose words they are.
    """

    count: Count
    around: WordsAround
    lead: str
    parts: bool
    speaker: Speaker

    @property
    def before(self) -> str:
        """The words before the count."""
        return self.around.before

    @property
    def after(self) -> str:
        """The words after the count."""
        return self.around.after

    @property
    def since_last(self) -> str:
        """All words since the count before."""
        return self.lead + self.before

    def is_limited(self, words: str) -> bool:
        """Whether words speak of less than the report, or of another year."""
        return self.speaker.narrows(words) or self.speaker.of_other_year(words)

    def leads_up(self, words: str) -> bool:
        """Whether words only lead up to what is said: 截至年底."""
        return is_filler(self.speaker.without_self(words), _LEADS)


def topic_of(context: CountContext) -> RequestTopic:
    """What the words next to a count say that it counts."""
    topic = _outcome_before(context)
    if topic is None and context.leads_up(context.before):
        # No label before the number, so the words after it may be one: 9件予以公开，1件部分公开.
        topic = _outcome_after(context)

    if topic is None:
        topic = RequestTopic(_received(context))

    return topic


def _outcome_before(context: CountContext) -> RequestTopic | None:
    """The outcome that the words before a count name; None where they name none, no topic where it is not sure."""
    text = context.before
    carried = _carried(text, context.speaker)
    if carried:
        return RequestTopic(carried)

    for name, label in OUTCOMES:
        match = label.search(text)
        if match is None:
            continue

        opening = text[: match.start()]
        if CHANGE.search(text) or context.is_limited(context.lead + opening):
            return RequestTopic()

        # 经复议后予以公开1件, 不予公开的理由主要有2类: what is not understood makes no claim.
        understood = is_filler(text[match.end() :]) and context.leads_up(opening)
        return RequestTopic(name if understood else "")

    return None


def _outcome_after(context: CountContext) -> RequestTopic | None:
    """As `_outcome_before`, of the words after a count."""
    text = context.after
    carried = _carried(text, context.speaker)
    if carried:
        return RequestTopic(carried, said_after=True)

    for name, label in OUTCOMES:
        if not label.search(text):
            continue
        if CHANGE.search(text) or context.is_limited(context.since_last):
            return RequestTopic()
        return RequestTopic(name, said_after=True)

    return None


def _carried(text: str, speaker: Speaker) -> str:
    """`carried_in` or `carried_out`, by the words next to a count; "" where they say neither of all requests."""
    match = _CARRIED.search(text)
    if not match or speaker.narrows(_CARRIED.sub("", text)):
        return ""

    years = {int(year) for year in re.findall(r"(\d{4})年", text)}
    # 2022年结转2件, in the report of 2023.
    if _FROM_LAST.search(text) or speaker.year - 1 in years:
        return "carried_in"

    # 结转2024年2件, but no other year.
    this_and_next = {speaker.year, speaker.year + 1}
    if years - this_and_next or CHANGE.search(text):
        return ""
    return "carried_out"


def _received(context: CountContext) -> str:
    """`new`, `received`, `handled` or `done`, by the verbs before a count; "" where something else may be counted."""
    verbs = list(VERB.finditer(context.before))
    if not verbs:
        return ""
    # 市政府办公室收到申请5件, 上半年收到申请4件.
    if context.is_limited(context.since_last):
        return ""

    opening = context.before[: verbs[0].start()]
    thing = context.before[verbs[0].end() :]
    # Not in the verb itself: 增 is a change, 新增 a word for receiving.
    if CHANGE.search(opening) or CHANGE.search(thing):
        return ""
    # 受理行政许可申请620件, 收到补正材料5份.
    if not is_filler(VERB.sub("", thing)):
        return ""

    # 征收类申请收到6件.
    subject = _ABOUT_ALL.sub("", context.lead + opening)
    if speaks_of_a_subject(subject[-LAST_LETTERS:]):
        return ""

    asks = ASKS.search(context.before, verbs[0].start())
    if not asks and not _counts_nothing_else(context.after):
        return ""
    return _received_topic(context, verbs)


def _received_topic(context: CountContext, verbs: list[re.Match[str]]) -> str:
    """What verbs of receiving and answering say together."""
    kinds = {verb.lastgroup or "" for verb in verbs}
    if "new" in kinds:
        return "new"
    # 其中省政府办公厅直接受理506件 is a part of what was received; 办结 after 其中 may be all that was answered.
    if context.parts and "done" not in kinds:
        return ""

    # 转为信访渠道办理3件, 提前办结申请5件: a verb of answering needs a lead that is understood.
    if "handled" in kinds or "done" in kinds:
        opening = context.before[: verbs[0].start()]
        if not context.leads_up(opening):
            return ""

    # 收到并答复申请12件.
    return "handled" if len(kinds) > 1 else kinds.pop()


def _counts_nothing_else(after: str) -> bool:
    """Whether what follows a count does not say that it counts something else: 受理13件，均按期答复."""
    return is_filler(after) or _GOES_ON.match(after) is not None
