"""Paragraphs that were written before: last year, or by another office. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz import fuzz, process

from disclosure.rules.catalogue import Level, Spot, rule_around
from disclosure.rules.surroundings import Surroundings, Twin
from disclosure.rules.wording.names import forms_of
from disclosure.rules.wording.prose import Excerpt, paragraphs
from disclosure.statutory.content import Content

LONG = 50
"""A paragraph of fewer bare characters may well be the same by chance."""
SAME_AS_LAST_YEAR = 95
SAME_AS_ANOTHERS = 88
"""Percent; what lies below is put into other words."""
BY_NATURE = frozenset({"preamble", "other_matters"})
"""The opening and the statement on fees are the same everywhere."""
_PUT_ASIDE = re.compile(
    r"[^㐀-鿿]|[一二三四五六七八九十百千两]+(?=[件条次人个期场项篇份元是])|今年|本年度?|全年|我[区市县街镇乡局办省]"
)


@lru_cache(2048)
def bare(text: str, office: str = "") -> str:
    """A text without figures, years, marks and the names of its office: what is left is the wording."""
    for name in sorted(forms_of(office), key=len, reverse=True) if office else ():
        text = text.replace(name, "")
    return _PUT_ASIDE.sub("", text)


def telling(report: Content) -> Iterator[tuple[Excerpt, str]]:
    """The paragraphs that could be anybody's own words, each with its bare text."""
    for paragraph in paragraphs(report):
        if paragraph.passage not in BY_NATURE:
            words = bare(paragraph.text, report.agency_name)
            if len(words) >= LONG:
                yield paragraph, words


@rule_around(
    "D-9",
    Level.QUERY,
    "段落不照搬上年或别的机关",
    {
        "last": "这一段与 {whose}报告的一段相同（相似度 {percent}%，年份、数字不计）。请写本年的情况；确实如此的请说明理由。",
        "twin": "这一段与{whose}的一段相同（相似度 {percent}%，年份、数字、名称不计）。请写本机关的情况；确实如此的请说明理由。",
    },
)
def written_before(
    report: Content, last: Content | None, around: Surroundings
) -> Iterator[Spot]:
    """段落不与上年报告、也不与本年别的机关的报告雷同；年份、数字、名称不计，表格不计。

    Only long paragraphs; the opening and part six, the same everywhere by nature, are left out. `beside` is how the other
    one reads. Source: RULES D-9; 内容雷同 is a named fault of such reports.
    """
    before = dict(_texts_of(last)) if last else {}
    for paragraph, words in telling(report):
        alike = (
            process.extractOne(
                words, before, scorer=fuzz.ratio, score_cutoff=SAME_AS_LAST_YEAR
            )
            if before
            else None
        )
        if alike and last:
            yield _same(paragraph, f" {last.year} 年", alike[2], int(alike[1]), "last")
            continue
        twin = _twin_of(paragraph, around.twins)
        if twin:
            yield _same(paragraph, twin.whose, twin.text, twin.percent, "twin")


def _texts_of(last: Content) -> Iterator[tuple[str, str]]:
    return ((paragraph.text, words) for paragraph, words in telling(last))


def _same(paragraph: Excerpt, whose: str, text: str, percent: int, says: str) -> Spot:
    names = {"whose": whose.strip(), "percent": percent}
    return paragraph.spot(0, len(paragraph.text), names=names, says=says, beside=text)


def _twin_of(paragraph: Excerpt, twins: tuple[Twin, ...]) -> Twin | None:
    here = (
        twin
        for twin in twins
        if twin.passage == paragraph.passage
        and twin.start < paragraph.start + len(paragraph.text)
        and paragraph.start < twin.end
        and twin.percent >= SAME_AS_ANOTHERS
    )
    return max(here, key=lambda twin: twin.percent, default=None)
