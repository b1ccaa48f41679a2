"""Whether every part of the form is there and says what it has to. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.rules.catalogue import Level, Spot, rule, rule_around
from disclosure.rules.surroundings import Surroundings
from disclosure.rules.wording.enumeration import count_items
from disclosure.rules.wording.prose import NUMERAL, Excerpt
from disclosure.statutory.content import Content
from disclosure.statutory.editions.spec import Part
from disclosure.statutory.places import Place
from disclosure.statutory.printed import Printed

TOPICS = ("proactive", "on_request", "management", "platform", "supervision")
NOTHING = re.compile(
    r"^[\s（(]*(?:[一二三四五六七八九十\d]+[、.．])?\s*(?:无|没有|暂无|略|/|-+|—+|不存在|不涉及)[）)]?[\s。.]*$"
)
NO_PROBLEMS = re.compile(
    r"(?:暂无|没有|未发现|不存在)(?:存在)?(?:什么|明显|突出|任何|重大)?的?(?:主要)?(?:问题|不足)[^。，；]{0,4}[。\s]*$"
)
BUT_SOME = re.compile(rf"但|仍|尚|还(?:有|存|需)|不够|有待|不足之处|[{NUMERAL}]是")
MEASURES = re.compile(
    r"下一?步|今后|改进|整改|措施|将(?:从|进一步|继续|着力|切实|重点|坚持|加)|(?:进一步|继续|持续|不断)(?:加|完|健|提|优|强|规|丰|拓)"
    r"|明年|下一?年|20\d\d ?年，?[^。]{0,12}(?:将|拟)"
)
VERBS = re.compile(
    r"加强|完善|健全|优化|加大|提升|提高|拓展|拓宽|丰富|强化|建立|规范|推进|开展|组织|落实|细化|创新|畅通|增加|制定|安排|设立|梳理|编制|"
    r"更新|配备|邀请|培训|补充|改为|公开|清理|统一|举办|增设|纳入|修订|公布|整理|指定|明确|定期|每[月周季年]"
)
STEP = re.compile(
    rf"(?:^|[，；。：\n])[^，；。：\n]{{0,6}}?(?:{VERBS.pattern.replace('提升|提高|', '')})"
)
"""A clause that begins with something to do; 提高 and 提升 say what it is for."""
FEES = re.compile(
    r"信息处理费|(?:收取|收到|征收|产生|涉及|发生)[^。；]{0,16}(?:费|款)|收费|费用"
)
WORD_OF_LATIN = re.compile(r"[A-Za-z0-9.%]+")
INSIDE = re.compile(r"[、.．：:（）()\s　]|[一二三四五六七八九十]+(?=、)")


@rule_around(
    "D-4",
    Level.ERROR,
    "六个部分缺一不可，次序和标题不改",
    {
        "part": "第{number}部分「{part}」还没有文字。格式要求六个部分齐全，请填写。",
        "passage": "第{number}部分「{part}」的“{passage}”还没有文字。请填写。",
        "missing": "没有找到第{number}部分「{part}」。格式要求六个部分齐全，请补上。",
        "order": "第{number}部分「{part}」排在「{before}」之后。格式规定了六个部分的次序，请调整。",
        "heading": "第{number}部分的标题印的是“{printed}”，格式规定为「{part}」。请改正；确实如此的请说明理由。",
    },
    when="file",
)
def every_part_has_text(
    report: Content, last: Content | None, around: Surroundings
) -> Iterator[Spot]:
    """六个部分缺一不可，按格式的次序；第五部分的问题和改进情况都要写。标题照格式，不另拟（疑点）。

    Headings and their order are judged where a printed report is examined. Where part five is one text that speaks of
    measures too, its second passage may be empty. Source: 国办公开办函〔2021〕30号; RULES D-4.
    """
    missing = _missing(report, around.printed) if around.printed else []
    for part in missing:
        yield Spot(names=_names(part), says="missing", part=part.key)
    for part in report.edition.parts:
        if part not in missing:
            yield from _empty(report, part)
    if around.printed:
        yield from _as_printed(report, around.printed)


def _names(part: Part) -> dict[str, object]:
    return {"number": part.number.removesuffix("、"), "part": part.label}


def _missing(report: Content, printed: Printed) -> list[Part]:
    """The parts that a printed report does not have: no heading, no text, no table."""
    there = {heading.part for heading in printed.headings}
    there |= {
        report.edition.part_of(key).key
        for key, state in printed.tables.items()
        if state != "missing"
    }
    there |= {
        report.edition.part_of(key).key
        for key, passage in report.passages.items()
        if passage.text.strip()
    }
    return [part for part in report.edition.parts if part.key not in there]


def _empty(report: Content, part: Part) -> Iterator[Spot]:
    empty = [
        slot for slot in part.passages if not report.passage(slot.key).text.strip()
    ]
    if part.passages and len(empty) == len(part.passages):
        yield Spot(
            names=_names(part),
            says="part",
            part=part.key,
            said=Place(passage=empty[0].key),
        )
        return
    for slot in empty:
        told_before = slot.key == "improvements" and MEASURES.search(
            report.passage("problems").text
        )
        if slot.key not in TOPICS and not told_before:
            yield Spot(
                names=_names(part) | {"passage": slot.label},
                says="passage",
                part=part.key,
                said=Place(passage=slot.key),
            )


def _as_printed(report: Content, printed: Printed) -> Iterator[Spot]:
    parts = {part.key: part for part in report.edition.parts}
    before: Part | None = None
    for heading in printed.headings:
        part = parts.get(heading.part)
        if part is None or heading.passage:
            continue
        if before and int_of(part, report) < int_of(before, report):
            yield Spot(
                names=_names(part) | {"before": before.label},
                says="order",
                part=part.key,
            )
        else:
            before = part
        if INSIDE.sub("", heading.text) != INSIDE.sub("", part.label):
            shown = heading.text.strip()
            yield Spot(
                left=shown,
                right=part.label,
                names=_names(part) | {"printed": shown},
                says="heading",
                part=part.key,
                level=Level.QUERY,
            )


def int_of(part: Part, report: Content) -> int:
    """Where in the form the part stands."""
    return report.edition.parts.index(part)


@rule(
    "D-5",
    Level.QUERY,
    "第一部分的五个方面都要写",
    {
        "one": "第一部分的“{topic}”还没有写。五个方面都要写，没有发生的也请写明；确实不写的请说明理由。",
        "all": "第一部分没有分开写主动公开、依申请公开、政府信息管理、平台建设、监督保障五个方面。请逐项写；确实不写的请说明理由。",
    },
    when="file",
)
def topics_of_part_one(report: Content, last: Content | None) -> Iterator[Spot]:
    """总体情况应包括主动公开、依申请公开、政府信息管理、平台建设、监督保障五个方面。

    Silent where all of part one is empty: D-4 says so. Source: 国办公开办函〔2021〕30号, part one.
    """
    part = report.edition.parts[0]
    if not any(report.passage(slot.key).text.strip() for slot in part.passages):
        return
    empty = [
        key
        for key in TOPICS
        if NOTHING.match(report.passage(key).text)
        or not report.passage(key).text.strip()
    ]
    if len(empty) == len(TOPICS):
        yield Spot(says="all", part=part.key, said=Place(passage=TOPICS[0]))
        return
    for key in empty:
        yield Spot(
            names={"topic": report.edition.passage(key).label},
            says="one",
            part=part.key,
            said=Place(passage=key),
        )


def length_of(text: str) -> int:
    """Characters as people count them: a blank is none, a number or a Latin word is one."""
    return len("".join(WORD_OF_LATIN.sub("字", text).split()))


@rule_around(
    "D-6",
    Level.QUERY,
    "第一部分不超过字数上限",
    "第一部分共 {left} 字，超过上限 {right} 字，多 {difference} 字。请精简；确实需要的请说明理由。",
    when="file",
)
def length_of_part_one(
    report: Content, last: Content | None, around: Surroundings
) -> Iterator[Spot]:
    """总体情况一般不超过 1000 字；上限由各地自定。

    The opening counts where it stands inside part one. Source: RULES D-6; 国办公开办函〔2021〕30号.
    """
    part = report.edition.parts[0]
    counted = [
        slot.key for slot in part.passages if slot.number or report.opening == "inside"
    ]
    length = sum(length_of(report.passage(key).text) for key in counted)
    if length > around.limit:
        names = {
            "left": length,
            "right": around.limit,
            "difference": length - around.limit,
        }
        yield Spot(
            left=length,
            right=around.limit,
            names=names,
            part=part.key,
            said=Place(passage=counted[0]),
        )


@rule(
    "D-7",
    Level.ERROR,
    "第五部分写实际问题和相应措施",
    {
        "nothing": "第五部分写的是“{said}”，等于没有问题。每年都应写本年的实际问题和改进情况，请填写。",
        "none": "第五部分列了 {left} 个问题，没有写改进措施。请逐条写明；确实不写的请说明理由。",
        "fewer": "第五部分列了 {left} 个问题，只写了 {right} 条措施。每个问题都应有措施，请补上；确实如此的请说明理由。",
    },
    when="file",
)
def problems_and_measures(report: Content, last: Content | None) -> Iterator[Spot]:
    """第五部分不能写“无”；有问题就有措施，措施不少于问题（疑点）。

    An empty passage is D-4's. Measures that are not numbered are counted by sentences and by what is to be done, in favour
    of the report. Source: 国办公开办函〔2021〕30号, part five; RULES D-7.
    """
    slots = {
        slot.key: report.passage(slot.key).text
        for slot in report.edition.part("problems").passages
    }
    for key, text in slots.items():
        if NOTHING.match(text) or (
            NO_PROBLEMS.search(text.strip()) and not BUT_SOME.search(text)
        ):
            said = text.strip()
            start = text.index(said)
            whole = Excerpt(key, report.edition.passage(key).role, 0, text)
            end = start + len(said)
            yield whole.spot(
                start, end, names={"said": said.rstrip("。")[:20]}, says="nothing"
            )
            return
    problems, measures = slots["problems"], slots["improvements"]
    if not problems.strip() or not measures.strip():
        return
    named, taken = count_items(problems), count_items(measures)
    if named < 2:
        return
    if not taken and not MEASURES.search(measures) and not VERBS.search(measures):
        yield _level(named, 0, "none")
    taken = taken or max(
        len(re.findall(r"[^。；\n]+", measures)), len(STEP.findall(measures))
    )
    if taken < named:
        yield _level(named, taken, "fewer")


def _level(named: int, taken: int, says: str) -> Spot:
    return Spot(
        left=named,
        right=taken,
        names={"left": named, "right": taken},
        says=says,
        part="problems",
        said=Place(passage="improvements"),
        level=Level.QUERY,
    )


@rule(
    "D-8",
    Level.ERROR,
    "第六部分写明信息处理费情况",
    "第六部分没有写信息处理费的收取情况。收了多少、没有收取，都要写明。",
    when="file",
)
def fee_is_stated(report: Content, last: Content | None) -> Iterator[Spot]:
    """其他需要报告的事项应写明发出收费通知的件数和总金额、实际收取的总金额；没有收取的也要写明。

    An empty part six is D-4's. Source: 《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）第八条.
    """
    text = report.passage("other_matters").text
    if text.strip() and not FEES.search(text):
        yield Spot(
            said=Place(passage="other_matters"),
            part=report.edition.part_of("other_matters").key,
        )
