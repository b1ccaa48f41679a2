"""Checks the numbers of documents and the short name of the regulations. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.rules.catalogue import Level, Spot, rule
from disclosure.rules.wording.prose import Excerpt, TextSpan, passages
from disclosure.statutory.chinese import HAN
from disclosure.statutory.content import Content

NUMBER = re.compile(
    rf"""
    (?<={HAN}{{2}})[ ]?                             # 国办公开办函[2021]30号, 云交【2023】第15号
    (?P<open>[\[【（(［〈《﹝])[ ]?
    (?P<year>(?:19|20)\d{{2}})[ ]?年?
    (?P<shut>[\]】）)］〉》﹞])[ ]?
    (?:第[ ]?)?(?P<number>\d{{1,4}})[ ]?号
    """,
    re.VERBOSE,
)
"""The number of a document whose year stands in other brackets than 〔〕."""
FULL_NAME = "《中华人民共和国政府信息公开条例》"
SHORT_NAME = "《条例》"
DEFINES_SHORT_NAME = re.compile(
    r"(?:以下|下)简?称[：:]?[“\"]?《?(?:政府信息公开)?条例》?[”\"]?"
)
OTHER_REGULATIONS = re.compile(
    r"《(?!中华人民共和国政府信息公开条例》|条例》)[^《》]*条例》"
)


@rule(
    "D-13",
    Level.HINT,
    "文号用六角括号，简称前后一致",
    {
        "number": "文号“{wrong}”的年份应加六角括号，可写作“{instead}”。",
        "again": "前面已写“以下简称《条例》”，这里可写作“《条例》”。",
        "undefined": "用了“《条例》”，前面没有写明全称和“以下简称”。第一次出现时请写《中华人民共和国政府信息公开条例》（以下简称《条例》）。",
    },
)
def citations(report: Content, last: Content | None) -> Iterator[Spot]:
    """文号年份用六角括号“〔〕”；规定了简称的，其后用简称；用简称的，先写全称。

    Each told once. Source: 党政机关公文格式 GB/T 9704—2012, 7.2.5; RULES D-13.
    """
    for whole in passages(report):
        for match in NUMBER.finditer(whole.text):
            span = TextSpan(match.start("open"), match.end())
            year = match["year"]
            instead = f"〔{year}〕{match['number']}号"
            yield whole.spot(
                *span,
                names={"wrong": span.of(whole.text), "instead": instead},
                says="number",
                instead=instead,
            )

    spot = _full_name_again(report) or _undefined_short_name(report)
    if spot:
        yield spot


def _full_name_again(report: Content) -> Spot | None:
    """The first place after the definition of the short name where the full one is written out."""
    defined = False
    for whole in passages(report):
        start = 0
        definition = None if defined else DEFINES_SHORT_NAME.search(whole.text)
        if definition:
            defined = True
            start = definition.end()

        again = whole.text.find(FULL_NAME, start) if defined else -1
        if again >= 0:
            end = again + len(FULL_NAME)
            return whole.spot(again, end, names={}, says="again", instead=SHORT_NAME)

    return None


def _undefined_short_name(report: Content) -> Spot | None:
    """The first short name, where nothing in the report says which regulations are meant."""
    if any(_says_in_full(whole) for whole in passages(report)):
        return None

    for whole in passages(report):
        start = whole.text.find(SHORT_NAME)
        if start >= 0:
            return whole.spot(
                start, start + len(SHORT_NAME), names={}, says="undefined"
            )

    return None


def _says_in_full(whole: Excerpt) -> bool:
    """Whether some regulation is named in full, so that a reader may know which is meant."""
    return (
        "政府信息公开条例》" in whole.text
        or bool(OTHER_REGULATIONS.search(whole.text))
        or bool(DEFINES_SHORT_NAME.search(whole.text))
    )
