"""Puts figures, years and names aside, and finds paragraphs written before: last year, or by another office. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from disclosure.rules.catalogue import Level, Spot, rule_around
from disclosure.rules.surroundings import Surroundings, Twin
from disclosure.rules.wording.office_names import forms_of
from disclosure.rules.wording.prose import OPENING, Excerpt, TextSpan, paragraphs
from disclosure.statutory.content import Content

LONG = 50
"""A paragraph of fewer bare characters may well be the same by chance. Judged by eye."""
SAME_AS_LAST_YEAR = 95
SAME_AS_ANOTHERS = 88
"""Percent; what lies below is put into other words. Judged by eye; of another's paragraph a copy with one character in
fifteen changed has still to be found (tests/test_likeness.py)."""
BY_NATURE = frozenset({OPENING, "other_matters"})
"""Roles: the opening and the statement on fees are the same everywhere."""
_PUT_ASIDE = re.compile(
    r"""
    [^㐀-鿿]                                        # 2023, 1,186, marks and blanks
    |[一二三四五六七八九十百千两]+(?=[件条次人个期场项篇份元是])   # 培训三次, 一是
    |今年|本年度?|全年
    |我[区市县街镇乡局办省]
    """,
    re.VERBOSE,
)


class OwnParagraph(NamedTuple):
    """A paragraph that could be anybody's own words, and its bare wording."""

    paragraph: Excerpt
    wording: str


@lru_cache(2048)
def bare_wording(text: str, office: str = "") -> str:
    """A text without figures, years, marks and the names of its office: what is left is the wording."""
    # The longest name first: 棠溪街道 within 棠溪街道办事处 would leave 办事处 behind.
    for name in sorted(forms_of(office), key=len, reverse=True):
        text = text.replace(name, "")

    return _PUT_ASIDE.sub("", text)


def own_paragraphs(report: Content) -> Iterator[OwnParagraph]:
    """The long paragraphs of a report that are not the same everywhere, in paper order."""
    for paragraph in paragraphs(report):
        if paragraph.role in BY_NATURE:
            continue

        wording = bare_wording(paragraph.text, report.agency_name)
        if len(wording) >= LONG:
            yield OwnParagraph(paragraph, wording)


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
    texts = _wordings_by_text(last) if last else {}
    for own in own_paragraphs(report):
        spot = None
        if last and texts:
            spot = _same_as_last_year(own, last.year, texts)

        # One paragraph is told once: who copied last year's is asked about that.
        if spot is None:
            spot = _same_as_anothers(own.paragraph, around.twins)

        if spot:
            yield spot


def _wordings_by_text(last: Content) -> dict[str, str]:
    """{paragraph as it stands: its bare wording}."""
    return {own.paragraph.text: own.wording for own in own_paragraphs(last)}


def _same_as_last_year(
    own: OwnParagraph,
    year: int,
    texts: dict[str, str],
) -> Spot | None:
    """The paragraph of last year that is most like this one, if it is as good as the same."""
    alike = process.extractOne(
        own.wording,
        texts,
        scorer=fuzz.ratio,
        score_cutoff=SAME_AS_LAST_YEAR,
    )
    if alike is None:
        return None

    _, percent, text = alike
    names = {"whose": f"{year} 年", "percent": int(percent)}
    return _on_all_of(own.paragraph, "last", names, text)


def _same_as_anothers(paragraph: Excerpt, twins: tuple[Twin, ...]) -> Spot | None:
    """The paragraph of another office that is most like this one, if there is such a twin."""
    alike = [twin for twin in twins if _is_twin_of(paragraph, twin)]
    if not alike:
        return None

    nearest = max(alike, key=lambda twin: twin.percent)
    names = {"whose": nearest.whose.strip(), "percent": nearest.percent}
    return _on_all_of(paragraph, "twin", names, nearest.text)


def _is_twin_of(paragraph: Excerpt, twin: Twin) -> bool:
    """Whether a twin is of this paragraph: the text may have been edited since the twins were looked for."""
    if twin.passage != paragraph.passage or twin.percent < SAME_AS_ANOTHERS:
        return False
    return paragraph.span.overlaps(TextSpan(twin.start, twin.end))


def _on_all_of(
    paragraph: Excerpt,
    says: str,
    names: dict[str, object],
    beside: str,
) -> Spot:
    """The whole paragraph, with the other text to be shown next to it."""
    return paragraph.spot(
        0,
        len(paragraph.text),
        names=names,
        says=says,
        beside=beside,
    )
