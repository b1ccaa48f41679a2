"""Compares what the text says of none or of all with table three: 未收到申请, 已全部办结. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.rules.catalogue import Level, Number, Spot, rule
from disclosure.rules.sayings.claims import is_filler
from disclosure.rules.sayings.counts import Count
from disclosure.rules.sayings.request_claims import request_claims
from disclosure.rules.sayings.request_topics import RECEIVED
from disclosure.rules.sayings.request_totals import request_places, requests_total
from disclosure.rules.sayings.sentences import Sentence
from disclosure.rules.sayings.speaker import Speaker
from disclosure.rules.sayings.spoken_passages import SpokenPassage, passages_read
from disclosure.rules.sayings.text_spots import spot_on_words, whole
from disclosure.statutory.content import Content

_NO_REQUEST = re.compile(
    r"""
    (?:尚|暂|从|均|都)?(?:未曾?有?|没有?|无)
        (?:收到|受理|接收?到?|收悉|出现|发生|办理|有)
        (?P<thing>[^，。；、（）]*)                           # 未收到政府信息公开申请
    |(?:没有|无)
        (?P<bare>[^，。；、（）]*?
            (?:信息公开申请|依申请公开(?:事项|申请|件)?))     # 本局无依申请公开事项
        (?=$|[，。；、（）]|的?情况)
    |(?:无|没有|未有)人(?:提出|提交|递交)?(?:过)?
        (?:政府信息公开|依申请公开|信息公开)?申请             # 全年无人申请
    |零申请
    |(?:申请|依申请公开)(?:数量|[数总件]?量?)(?:均?为|是)?零(?![散星])  # 全年申请量为零
    """,
    re.VERBOSE,
)
_ANY = (
    r"(?:居民|村民|市民|群众|公民|个人)[和、及或](?:单位|组织|企业|法人)"
    r"|提[出交]|公民|公众|市民|任何|一[件条份起]|有|单位|个人|机关|过|依申请公开|情况|事项|来"
)
"""What may stand in 没有居民和单位提出过政府信息公开申请 and leaves it none at all."""
_DONE = r"[^，。；、]{0,12}?(?:办结|答复|办理完[毕结]|办复|办毕|回复)"
_ALL_DONE = re.compile(
    rf"""
    (?:已经?)?全部(?:已经?)?{_DONE}              # 已全部办结
    |(?:均|都)已?(?:经)?{_DONE}                  # 均已办理完结
    |(?:无|没有|未|零)(?:申请|事项|案件)?结转|无结转   # 年底无结转
    |当年(?:清零|办结|答复)                      # 当年申请当年办结
    |(?:全部|全数|悉数)(?:清零|办结|答复)
    |结转(?:下年度?)?(?:的)?(?:为)?无
    """,
    re.VERBOSE,
)
# 均在法定期限内答复 may be true of those due, while others go over into next year.
_IN_TIME = re.compile(r"期限|时限|按[期时]|如期|及时|依法|规定|工作日")
# 到期申请全部答复.
_REST = re.compile(r"其余|除.*外|以外|到期|应答复|应办结")
# 医疗投诉全部办结; 收到建议5条，均已答复.
_FOREIGN = re.compile(
    r"投诉|建议|提案|来信|咨询|举报|信箱|留言|热线|复议|诉讼|案件|整改|问题|意见|诉求|工单|交办|任务|网民"
)


@rule(
    "X-8",
    Level.QUERY,
    "文中说没有、说全部办结，应与表三相符",
    {
        "none": "{place}：写的是“{quote}”，而表三新收 {right}。请核对文字和表三；说的是另一范围的请写明或者说明理由。",
        "some": "{place}：写的是“{quote}”，而表三新收和上年结转都是 0。请核对文字和表三；"
        "说的是另一范围的请写明或者说明理由。",
        "left": "{place}：写的是“{quote}”，而表三结转下年度继续办理 {right}。请核对；结转的请在文中说明。",
    },
)
def none_and_all(report: Content, last: Content | None) -> Iterator[Spot]:
    """未收到申请，则表三新收为 0，反之亦然；均已答复、全部办结、无结转，则结转下年度继续办理为 0。

    Answered within the term (均在法定期限内答复) may be true of those due. Source: RULES X-8.
    """
    new = requests_total(report, "new")
    carried_in = requests_total(report, "carried_in")
    carried_out = requests_total(report, "carried_out")
    for passage in passages_read(report):
        if new:
            yield from _none_said(report, passage, new)

        if new == 0 and carried_in == 0:
            yield from _some_said(report, passage)

        if carried_out:
            yield from _all_said(report, passage, carried_out)


def _none_said(report: Content, passage: SpokenPassage, new: Number) -> Iterator[Spot]:
    """Words that say that nothing was received, beside a table with requests."""
    for span in _nothing_received(passage):
        yield spot_on_words(
            report,
            passage,
            span,
            cells=request_places(report.edition, "new"),
            left=0,
            right=new,
            says="none",
        )


def _some_said(report: Content, passage: SpokenPassage) -> Iterator[Spot]:
    """Words that say that so many were received, beside a table without any."""
    new_cells = request_places(report.edition, "new")
    carried_in_cells = request_places(report.edition, "carried_in")
    for claim in request_claims(passage):
        if claim.topic in RECEIVED and claim.count.value:
            yield spot_on_words(
                report,
                passage,
                claim.span,
                cells=new_cells + carried_in_cells,
                left=whole(claim.count.value),
                right=0,
                says="some",
            )


def _all_said(
    report: Content, passage: SpokenPassage, carried_out: Number
) -> Iterator[Spot]:
    """Words that say that all is done, where the table has some left and the passage does not say so."""
    claims = request_claims(passage)
    if any(claim.topic == "carried_out" and claim.count.value for claim in claims):
        return

    for span in _everything_done(passage):
        yield spot_on_words(
            report,
            passage,
            span,
            cells=request_places(report.edition, "carried_out"),
            right=carried_out,
            says="left",
        )


def _nothing_received(passage: SpokenPassage) -> Iterator[tuple[int, int]]:
    """Spans of the plain text that say that no request was received."""
    # 受理申请0件.
    for claim in request_claims(passage):
        if claim.topic in RECEIVED and claim.count.value == 0:
            yield claim.span

    # 本年度未收到政府信息公开申请.
    for sentence in passage.plain.sentences:
        if passage.is_of_requests(sentence.text):
            yield from _none_in(passage.speaker, sentence)


def _none_in(speaker: Speaker, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """The first words of a sentence that say so of all requests: 受理窗口正常开放，全年无人申请."""
    for match in _NO_REQUEST.finditer(sentence.plain, sentence.start, sentence.end):
        if _is_limited(speaker, sentence, match.start()):
            continue

        if _is_none_of_all(speaker, match):
            yield match.span()
            return


def _is_limited(speaker: Speaker, sentence: Sentence, place: int) -> bool:
    """Whether words before a place narrow what follows: 网站未收到……, 上半年没有收到……"""
    if speaker.narrows(sentence.clause_before(place)):
        return True

    lead = sentence.lead(place)
    return speaker.names_period(lead) or speaker.of_other_year(lead)


def _is_none_of_all(speaker: Speaker, match: re.Match[str]) -> bool:
    """Whether words speak of requests, and of all of them: not 未收到要求公开规范性文件的申请."""
    thing = match["thing"]
    if thing is not None and "申请" not in thing and "信息公开" not in thing:
        return False

    words = match["bare"] if thing is None else thing
    # 全年无人申请 says it by itself.
    if words is None:
        return True
    return is_filler(speaker.without_self(words), _ANY)


def _everything_done(passage: SpokenPassage) -> Iterator[tuple[int, int]]:
    """Spans of the plain text that say that no request is left, one a sentence."""
    for sentence in passage.plain.sentences:
        if not passage.is_of_requests(sentence.text):
            continue
        # 除结转下年度的2件外，其余均已答复.
        if _REST.search(sentence.text):
            continue

        found = _ALL_DONE.finditer(sentence.plain, sentence.start, sentence.end)
        said = [
            match.span() for match in found if _is_all_of_them(passage, sentence, match)
        ]
        if said:
            first, last = said[0], said[-1]
            yield first[0], last[1]


def _is_all_of_them(
    passage: SpokenPassage, sentence: Sentence, match: re.Match[str]
) -> bool:
    """Whether words of all speak of the requests of this year."""
    if _is_in_time(match[0]):
        return False

    start = match.start()
    clause_start, clause_end = sentence.clause(start)
    lead = sentence.plain[clause_start:start]
    before = sentence.counts_before(start)
    if before:
        if _is_carried_in(passage, before[-1]):
            return False

        # 收到建议5条，均已答复: what the last count is of belongs to it.
        lead_start = sentence.opens_at(before[-1].start)
        lead = sentence.plain[lead_start:start]

    if _FOREIGN.search(lead + sentence.plain[start:clause_end]):
        return False
    # 自然人申请7件，均已答复 is of a part; after 其中 and the parts it is of the whole again.
    if "其中" in sentence.lead(start):
        return True

    speaker = passage.speaker
    return not (speaker.narrows(lead) or speaker.of_other_year(lead))


def _is_in_time(words: str) -> bool:
    """均在法定期限内答复, but not 均已……答复."""
    if words[0] not in "均都" or "已" in words:
        return False
    return _IN_TIME.search(words) is not None


def _is_carried_in(passage: SpokenPassage, count: Count) -> bool:
    """Whether a count is of last year's requests: 上年结转的2件已全部办结."""
    claims = request_claims(passage)
    topics = [claim.topic for claim in claims if claim.count == count]
    return "carried_in" in topics
