"""Checks that every part of the form is there and says what it has to. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.rules.catalogue import Level, Spot, rule, rule_around
from disclosure.rules.surroundings import Surroundings
from disclosure.rules.wording.enumeration import count_items
from disclosure.rules.wording.measures import (
    count_measures,
    denies_problems,
    names_a_deed,
    promises_measures,
    says_nothing,
)
from disclosure.rules.wording.printed_parts import (
    message_names,
    misprinted_headings,
    missing_parts,
)
from disclosure.rules.wording.prose import Excerpt, passages
from disclosure.statutory.chinese import count_words
from disclosure.statutory.content import Content
from disclosure.statutory.editions.spec import Part, PassageSlot
from disclosure.statutory.places import Place

TOPICS = ("proactive", "on_request", "management", "platform", "supervision")
"""Roles of the five passages of part one, after the opening."""
FEES = re.compile(
    r"信息处理费|(?:收取|收到|征收|产生|涉及|发生)[^。；]{0,16}(?:费|款)|收费|费用"
)
SAID_AT_MOST = 20
"""Characters of 第五部分写的是 that the message repeats."""


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
    missing = missing_parts(report, around.printed) if around.printed else []
    for part in missing:
        yield Spot(names=message_names(part), says="missing", part=part.key)

    for part in report.edition.parts:
        if part not in missing:
            yield from _without_text(report, part)

    if around.printed:
        yield from misprinted_headings(report, around.printed)


def _is_empty(report: Content, slot: PassageSlot) -> bool:
    return not report.passage(slot.key).text.strip()


def _without_text(report: Content, part: Part) -> Iterator[Spot]:
    """A part whose passages are all empty, or else its empty passages."""
    empty = [slot for slot in part.passages if _is_empty(report, slot)]
    if not empty:
        return

    if len(empty) == len(part.passages):
        place = Place(passage=empty[0].key)
        yield Spot(names=message_names(part), says="part", part=part.key, said=place)
        return

    for slot in empty:
        if slot.role in TOPICS or _is_told_with_problems(report, slot):
            continue

        yield Spot(
            names=message_names(part) | {"passage": slot.label},
            says="passage",
            part=part.key,
            said=Place(passage=slot.key),
        )


def _is_told_with_problems(report: Content, slot: PassageSlot) -> bool:
    """洪泽区 2023 has part five as one text, as in: 解读形式单一。下一步，将增加图解。"""
    if slot.role != "improvements":
        return False
    return promises_measures(report.passage_as("problems").text)


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
    if all(_is_empty(report, slot) for slot in part.passages):
        return

    topics = [slot for slot in part.passages if slot.role in TOPICS]
    empty = [slot for slot in topics if _is_left_out(report, slot)]
    if empty and len(empty) == len(topics):
        yield Spot(says="all", part=part.key, said=Place(passage=topics[0].key))
        return

    for slot in empty:
        yield Spot(
            names={"topic": slot.label},
            says="one",
            part=part.key,
            said=Place(passage=slot.key),
        )


def _is_left_out(report: Content, slot: PassageSlot) -> bool:
    text = report.passage(slot.key).text
    return not text.strip() or says_nothing(text)


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
    # Only the opening has no number; before part one it is none of its text.
    inside = report.opening == "inside"
    counted = [slot.key for slot in part.passages if slot.number or inside]
    length = sum(count_words(report.passage(key).text) for key in counted)
    excess = length - around.limit
    if excess <= 0:
        return

    yield Spot(
        left=length,
        right=around.limit,
        names={"left": length, "right": around.limit, "difference": excess},
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
    part = report.edition.part_as("problems")
    for whole in passages(report):
        if report.edition.part_of(whole.passage) is not part:
            continue

        if denies_problems(whole.text):
            yield _denial(whole)
            return

    yield from _missing_measures(report)


def _denial(whole: Excerpt) -> Spot:
    """The whole text of a passage that says 无."""
    said = whole.text.strip()
    start = whole.text.index(said)
    end = start + len(said)
    shown = said.rstrip("。")[:SAID_AT_MOST]
    return whole.spot(start, end, names={"said": shown}, says="nothing")


def _missing_measures(report: Content) -> Iterator[Spot]:
    """Where several problems are listed and both passages say something: measures that are none, or too few."""
    problems = report.passage_as("problems").text
    measures = report.passage_as("improvements").text
    if not problems.strip() or not measures.strip():
        return

    named = count_items(problems)
    if named < 2:
        return

    numbered = count_items(measures)
    if not numbered and not names_a_deed(measures):
        yield _too_few_measures(report, named, 0, "none")

    taken = numbered or count_measures(measures)
    if taken < named:
        yield _too_few_measures(report, named, taken, "fewer")


def _too_few_measures(report: Content, named: int, taken: int, says: str) -> Spot:
    """Fewer measures than problems, or none."""
    return Spot(
        left=named,
        right=taken,
        names={"left": named, "right": taken},
        says=says,
        part=report.edition.part_as("problems").key,
        said=Place(passage=report.edition.passage_as("improvements").key),
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
    slot = report.edition.passage_as("other_matters")
    text = report.passage(slot.key).text
    if not text.strip() or FEES.search(text):
        return

    part = report.edition.part_of(slot.key)
    yield Spot(said=Place(passage=slot.key), part=part.key)
