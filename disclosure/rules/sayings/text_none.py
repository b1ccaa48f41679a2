"""Whether the text says none, or all, where the tables say otherwise. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.rules.catalogue import Level, Spot, rule
from disclosure.rules.sayings.request_claims import (
    ABOUT_REQUESTS,
    Claim,
    is_filler,
    request_claims,
)
from disclosure.rules.sayings.sentences import Reading, Sentence, read
from disclosure.rules.sayings.speaker import Speaker
from disclosure.rules.sayings.text_figures import (
    RECEIVED,
    passages_read,
    requests_total,
)
from disclosure.rules.sayings.text_spots import said, whole
from disclosure.statutory.content import Content
from disclosure.statutory.places import Place

_NO_REQUEST = re.compile(
    r"(?:尚|暂|从|均|都)?(?:未曾?有?|没有?|无)(?:收到|受理|接收?到?|收悉|出现|发生|办理|有)(?P<thing>[^，。；、（）]*)"
    r"|(?:没有|无)(?P<bare>[^，。；、（）]*?(?:信息公开申请|依申请公开(?:事项|申请|件)?))(?=$|[，。；、（）]|的?情况)"
    r"|(?:无|没有|未有)人(?:提出|提交|递交)?(?:过)?(?:政府信息公开|依申请公开|信息公开)?申请|零申请"
    r"|(?:申请|依申请公开)(?:数量|[数总件]?量?)(?:均?为|是)?零(?![散星])"
)
_ANY = (
    r"(?:居民|村民|市民|群众|公民|个人)[和、及或](?:单位|组织|企业|法人)"
    r"|提[出交]|公民|公众|市民|任何|一[件条份起]|有|单位|个人|机关|过|依申请公开|情况|事项|来"
)
_ALL_DONE = re.compile(
    r"(?:已经?)?全部(?:已经?)?[^，。；、]{0,12}?(?:办结|答复|办理完[毕结]|办复|办毕|回复)"
    r"|(?:均|都)已?(?:经)?[^，。；、]{0,12}?(?:办结|答复|办理完[毕结]|办复|办毕|回复)"
    r"|(?:无|没有|未|零)(?:申请|事项|案件)?结转|无结转|当年(?:清零|办结|答复)|(?:全部|全数|悉数)(?:清零|办结|答复)|结转(?:下年度?)?(?:的)?(?:为)?无"
)
_IN_TIME = re.compile(r"期限|时限|按[期时]|如期|及时|依法|规定|工作日")
_REST = re.compile(r"其余|除.*外|以外|到期|应答复|应办结")
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
    new, carried_in = (
        requests_total(report, "new"),
        requests_total(report, "carried_in"),
    )
    carried_out = requests_total(report, "carried_out")
    speaker = Speaker.of(report)
    for key, text in passages_read(report):
        reading, claims = read(text), request_claims(text, key, speaker)
        if new:
            for span in _nothing_received(reading, key, claims, speaker):
                yield said(
                    report,
                    key,
                    reading,
                    span,
                    cells=[_cell("new")],
                    left=0,
                    right=new,
                    says="none",
                )
        if new == 0 and carried_in == 0:
            for claim in claims:
                if claim.topic in RECEIVED and claim.count.value:
                    yield said(
                        report,
                        key,
                        reading,
                        (claim.start, claim.end),
                        cells=[_cell("new"), _cell("carried_in")],
                        left=whole(claim.count.value),
                        right=0,
                        says="some",
                    )
        if carried_out and not any(
            claim.topic == "carried_out" and claim.count.value for claim in claims
        ):
            for span in _everything_done(reading, key, claims, speaker):
                yield said(
                    report,
                    key,
                    reading,
                    span,
                    cells=[_cell("carried_out")],
                    right=carried_out,
                    says="left",
                )


def _cell(row: str) -> Place:
    return Place("requests", row, "total")


def _nothing_received(
    reading: Reading, key: str, claims: tuple[Claim, ...], speaker: Speaker
) -> Iterator[tuple[int, int]]:
    for claim in claims:
        if claim.topic in RECEIVED and claim.count.value == 0:
            yield claim.start, claim.end
    for sentence in reading.sentences:
        for match in _NO_REQUEST.finditer(reading.plain, sentence.start, sentence.end):
            lead = reading.plain[sentence.start : match.start()]
            clause = reading.plain[
                reading.clause(sentence, match.start())[0] : match.start()
            ]
            limited = (
                speaker.narrows(clause)
                or speaker.names_period(lead)
                or speaker.of_other_year(lead)
            )
            if not limited and _is_none_of_all(
                match, key, reading.plain[sentence.start : sentence.end], speaker
            ):
                yield match.span()
                break  # once a sentence


def _is_none_of_all(
    match: re.Match[str], key: str, sentence: str, speaker: Speaker
) -> bool:
    if key != "on_request" and not ABOUT_REQUESTS.search(sentence):
        return False
    thing = match["thing"]
    if thing is None:
        return match["bare"] is None or is_filler(
            speaker.without_self(match["bare"]), _ANY
        )
    return ("申请" in thing or "信息公开" in thing) and is_filler(
        speaker.without_self(thing), _ANY
    )


def _everything_done(
    reading: Reading, key: str, claims: tuple[Claim, ...], speaker: Speaker
) -> Iterator[tuple[int, int]]:
    for sentence in reading.sentences:
        found = _ALL_DONE.finditer(reading.plain, sentence.start, sentence.end)
        spans = [
            m.span()
            for m in found
            if _is_all_of_them(reading, sentence, m, key, claims, speaker)
        ]
        if spans:
            yield spans[0][0], spans[-1][1]


def _is_all_of_them(
    reading: Reading,
    sentence: Sentence,
    match: re.Match[str],
    key: str,
    claims: tuple[Claim, ...],
    speaker: Speaker,
) -> bool:
    whole_sentence = reading.plain[sentence.start : sentence.end]
    start, end = reading.clause(sentence, match.start())
    before = [count for count in sentence.counts if count.end <= match.start()]
    lead = reading.plain[
        reading.before(sentence, before[-1].start) if before else start : match.start()
    ]
    if key != "on_request" and not ABOUT_REQUESTS.search(whole_sentence):
        return False
    if _REST.search(whole_sentence) or _FOREIGN.search(
        lead + reading.plain[match.start() : end]
    ):
        return False
    if match[0][0] in "均都" and "已" not in match[0] and _IN_TIME.search(match[0]):
        return False
    if before and any(
        claim.count == before[-1] and claim.topic == "carried_in" for claim in claims
    ):
        return False
    parts = "其中" in reading.plain[sentence.start : match.start()]
    return parts or not (speaker.narrows(lead) or speaker.of_other_year(lead))
