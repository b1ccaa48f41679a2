"""What a passage says of the figures in the tables: 收到申请12件, 其中予以公开9件. Pure: no Django.

A claim is made only where a count surely speaks of what the table counts, all of it, in the report's year. Words that are
not understood make no claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from disclosure.rules.sayings.sentences import EVERYBODY, Count, Reading, Sentence, read
from disclosure.rules.sayings.speaker import Speaker, speaks_of_a_subject

CASES = ("件次", "件", "份", "条", "宗", "起", "封", "次", "")
_FILLER = (
    rf"{EVERYBODY}+|政府|政务|信息|依申请|依法|依|书面|公开|申请人|申请|事项|文书|[的了到过共总合累]计?|均|为|是|有|达|及|和|与|或|数量|总量|总数|[量数书表件份单]"
    r"|全年|本年度?|年度|当年|年内|今年|各类|社会|公众|群众|提[出交起]|递交|向|全部|涉及|涉|因|由|引[发起]|发生|被|对|按|时|期|已|也|其|所|共有|一共|分别|\d{4}年度?"
    r"|属于|范围|类|作出|给予|决定|答复|回复|办结|办理|处理|结果|情况|其中|包括|含|后|并|就|中|在|等"
)
_ASKS = re.compile(r"申请|依申请|信息公开")
ABOUT_REQUESTS = re.compile(
    r"(?:政府|政务)?信息公开(?:的)?申请|依申请公开|申请公开(?:政府)?信息|申请(?:政府)?信息公开"
)
_LEADS = (
    r"经|审查|审核|方面|当中|规定|法律|标准|类型|按照|看|来|有|件次|截至|底|能够|可以|最终|其余|这些|进行|通过|政府信息|对|此|主要|除|一|上述|该"
    r"|所有|每|总体|年底|年末|各|同时|此外|最后|目前|另|以及|加|则|仍|给予|余|还|均为"
)
CHANGE = re.compile(r"增[加长至]?|减少?|[多少]了?|上升|下降|提高|降低|增幅|降幅|回落")
_ABOUT_ALL = re.compile(r"(?:政府信息公开申请|依申请公开)(?:工作|办理)?方面")
_VERB = re.compile(
    r"(?P<new>本年新收|新收到?|新增|新受理|新接收|新登记)|(?P<received>收到|受理|接收|接到|收悉|接受|登记(?:的)?|收件|(?:共有|共计|提出|提交|递交)(?=的?(?:政府|政务)?(?:信息公开|依申请公开))|(?<=共)收(?=申|政|依|\d)|(?:申请|公开)(?:总|数)?[总数]?量)"
    r"|(?P<done>已?办结|答复(?![书函率])|回复|办理完毕|办毕|处理完毕)|(?P<handled>应?办理|处理|承办)"
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


@dataclass(frozen=True, slots=True)
class Claim:
    """A count said of something: `topic` is what of, `start` to `end` the words in the plain text of the passage."""

    topic: str
    count: Count
    passage: str
    start: int
    end: int


@lru_cache(maxsize=256)
def request_claims(text: str, passage: str, speaker: Speaker) -> tuple[Claim, ...]:
    """What a passage says of requests received, their outcomes, and what went over from and into other years."""
    reading = read(text)
    return tuple(
        claim
        for sentence in reading.sentences
        for claim in _in_sentence(reading, sentence, passage, speaker)
    )


def _in_sentence(
    reading: Reading, sentence: Sentence, passage: str, speaker: Speaker
) -> Iterator[Claim]:
    whole = reading.plain[sentence.start : sentence.end]
    if passage != "on_request" and not ABOUT_REQUESTS.search(whole):
        return
    parts, foreign, alien, taken = False, False, False, sentence.start
    for count in sentence.counts:
        start, end = (
            max(taken, reading.before(sentence, count.start)),
            reading.after(sentence, count.end),
        )
        before, after = (
            reading.plain[start : count.start],
            reading.plain[count.end : end],
        )
        lead = reading.plain[_lead(reading, sentence, count) : start]
        parts = parts or "其中" in lead + before
        here = lead + before
        if not parts and speaker.names_office(here):
            foreign = True
        elif foreign and (speaker.without_self(here) != here):
            foreign = speaker.names_office(here)
        if count.unit not in CASES or count.vague:
            continue
        wide = reading.plain[
            reading.before(sentence, count.start, breaks="，,：:（(") : count.start
        ]
        several = sum(label.search(wide) is not None for _, label in OUTCOMES) > 1
        topic, used = (
            ("", False) if several else _topic(before, after, here, parts, speaker)
        )
        asks = bool(_ASKS.search(before + after))
        alien = not asks and (alien or (not topic and _VERB.search(before) is not None))
        if alien and topic in ("new", "received", "handled", "done"):
            continue
        if not topic or foreign or speaker.names_office(here):
            continue
        if used:
            taken = end
        yield Claim(
            topic,
            count,
            passage,
            _first(reading, start, count.start),
            end if used else count.end,
        )


def _lead(reading: Reading, sentence: Sentence, count: Count) -> int:
    """Where the clauses without counts begin that lead up to a count."""
    return max(
        (c.end for c in sentence.counts if c.end <= count.start), default=sentence.start
    )


def _first(reading: Reading, start: int, end: int) -> int:
    """Where a claim's own words begin: the label or verb, without what leads up to it."""
    found = [match.start() for match in _VERB.finditer(reading.plain, start, end)]
    found += [
        match.start()
        for _, label in OUTCOMES
        for match in label.finditer(reading.plain, start, end)
    ]
    for pattern in (_FROM_LAST, _CARRIED):
        found += [
            match.start() for match in pattern.finditer(reading.plain, start, end)
        ]
    return min(found, default=start)


def _topic(
    before: str, after: str, here: str, parts: bool, speaker: Speaker
) -> tuple[str, bool]:
    """What a count counts, and whether the words after it say so; "" where that is not sure."""
    alone = is_filler(speaker.without_self(before), _LEADS)
    for text, used in ((before, False), (after, True))[: 2 if alone else 1]:
        carried = _carried(text, here, speaker)
        if carried:
            return carried, used
        for topic, label in OUTCOMES:
            match = label.search(text)
            if match and _is_whole_outcome(text, match, used, here, speaker):
                return topic, used
            if match:
                return "", False
    return _received(before, after, here, parts, speaker)


def _carried(text: str, here: str, speaker: Speaker) -> str:
    match = _CARRIED.search(text)
    if not match or speaker.narrows(_CARRIED.sub("", text)):
        return ""
    years = [int(year) for year in re.findall(r"(\d{4})年", text)]
    if _FROM_LAST.search(text) or speaker.year - 1 in years:
        return "carried_in"
    if any(
        year not in (speaker.year, speaker.year + 1) for year in years
    ) or CHANGE.search(text):
        return ""
    return "carried_out"


def _is_whole_outcome(
    text: str, match: re.Match[str], used: bool, here: str, speaker: Speaker
) -> bool:
    """Whether a label stands at its number, of all requests of the year: nothing foreign between them or before."""
    between = text[match.end() :]
    prefix = text[: match.start()]
    lead = here if used else here[: len(here) - len(text)] + prefix
    if CHANGE.search(text) or speaker.narrows(lead) or speaker.of_other_year(lead):
        return False
    return used or (
        is_filler(between) and is_filler(speaker.without_self(prefix), _LEADS)
    )


def _received(
    before: str, after: str, here: str, parts: bool, speaker: Speaker
) -> tuple[str, bool]:
    verbs = list(_VERB.finditer(before))
    if (
        not verbs
        or speaker.narrows(here)
        or speaker.of_other_year(here)
        or CHANGE.search(before[verbs[0].end() :])
    ):
        return "", False
    kinds = {match.lastgroup or "" for match in verbs}
    verb = verbs[0]
    thing = _VERB.sub("", before[verb.end() :])
    lead = here[: len(here) - len(before)] + before[: verb.start()]
    if (
        not is_filler(thing)
        or speaks_of_a_subject(_ABOUT_ALL.sub("", lead)[-12:])
        or CHANGE.search(before[: verb.start()])
    ):
        return "", False
    if not _ASKS.search(before[verb.start() :]) and not _plain_after(after):
        return "", False
    if "new" in kinds:
        return "new", False
    if parts and "done" not in kinds:
        return "", False
    if kinds & {"handled", "done"} and not is_filler(
        speaker.without_self(before[: verb.start()]), _LEADS
    ):
        return "", False
    return "handled" if len(kinds) > 1 else kinds.pop(), False


def _plain_after(after: str) -> bool:
    """Whether what follows a count does not say that it counts something else."""
    return is_filler(after) or bool(re.match(r"均|并|已|全部|，|都|按|且", after))


def is_filler(text: str, more: str = "") -> bool:
    """Whether a stretch consists of words that change nothing of what is counted; `more` are further such words."""
    return re.fullmatch(rf"(?>{more or _FILLER}|{_FILLER})*+", text) is not None
