"""Reads what a passage says of 规章 and 行政规范性文件 as claims: 制发2件，废止1件，现行有效9件. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from disclosure.rules.sayings.claims import CHANGE, Claim, is_filler
from disclosure.rules.sayings.counts import Count
from disclosure.rules.sayings.sentences import CLAUSE_BREAKS, Sentence, WordsAround
from disclosure.rules.sayings.speaker import Speaker
from disclosure.rules.sayings.spoken_passages import SpokenPassage

_UNITS = ("件", "份", "个", "部", "项", "")
_COLUMNS = (
    ("in_force", re.compile(r"现行有效|继续有效|(?<![失无])有效|保留|继续执行")),
    ("repealed", re.compile(r"废止(?:和|及|或|、|并)?(?:宣布)?(?:失效)?|宣布失效")),
    ("made", re.compile(r"新?(?:制发|制定|出台|印发|制作)")),
)
_KINDS = re.compile(r"(?P<regulations>规章)|(?P<normative_documents>规范性文件)")
# 制定政府规章1件 names no office; 市政府规章 would.
_BARE = re.compile(r"(?<![省市县区])政府规章")
# What another office made, or was only looked through, is another set: 代拟市政府行政规范性文件3件, 清理行政规范性文件62件, 备案5件.
_OTHERS = re.compile(
    r"代拟|起草|参与|转发|备案|审查|审核|清理|评估|解读|上级|报送|学习|征求|修订|修改|拟|计划|涉及|联合|公开|公布|标注|累计"
)
_NOTHING = re.compile(
    r"""
    (?:未|没有|无)(?:新)?
    (?:(?P<made>制发|制定|出台|印发)|(?P<repealed>废止))   # 未制发, 没有废止
    (?:过|任何|新的)?(?:行政)?(?:规范性文件|规章)
    """,
    re.VERBOSE,
)
_MORE = r"行政|规范性文件|规章|目录|宣布|失效|发布|实施|执行|继续|截至|年底|年末|目前|政策|党组"


@dataclass(frozen=True, slots=True)
class _Deed:
    """A column of table two as the words before a count name it: `start` to `end` in those words."""

    start: int
    end: int
    column: str


@lru_cache(maxsize=256)
def document_claims(passage: SpokenPassage) -> tuple[Claim, ...]:
    """Topics are lines of table two, details its columns."""
    found: list[Claim] = []
    for sentence in passage.plain.sentences:
        found += _counted(sentence, passage)
        found += _none(sentence, passage)

    return tuple(found)


def _counted(sentence: Sentence, passage: SpokenPassage) -> Iterator[Claim]:
    """Claims of a number: 制发2件，废止1件，现行有效9件."""
    for count in sentence.counts:
        around = sentence.around(count)
        line = _line(sentence.lead(count.start), around.after)
        deeds = _deeds(around.before)
        if not line or not deeds:
            continue

        last_deed = deeds[-1]
        if not _is_of_one_column(sentence, count):
            continue
        if _counts_something_else(sentence, count, around, last_deed):
            continue
        if _is_of_others(sentence, count, around, passage.speaker):
            continue

        start = around.start + deeds[0].start
        # 出台5件行政规范性文件: what follows is part of the words.
        end = around.end if _KINDS.search(around.after) else count.end
        yield Claim(
            topic=line,
            count=count,
            passage=passage,
            start=start,
            end=end,
            detail=last_deed.column,
        )


def _deeds(before: str) -> list[_Deed]:
    """What the words before a count say was done, in their order."""
    found = [
        _Deed(match.start(), match.end(), column)
        for column, pattern in _COLUMNS
        for match in pattern.finditer(before)
    ]
    return sorted(found, key=lambda deed: (deed.start, deed.column))


def _is_of_one_column(sentence: Sentence, count: Count) -> bool:
    """Whether a count is exact, in a unit of documents, and of one column."""
    if count.vague or count.unit not in _UNITS:
        return False

    # 制定、废止行政规范性文件3件.
    wide = sentence.label(count, CLAUSE_BREAKS)
    named = [column for column, pattern in _COLUMNS if pattern.search(wide)]
    return len(named) <= 1


def _counts_something_else(
    sentence: Sentence, count: Count, around: WordsAround, deed: _Deed
) -> bool:
    """Whether words round a count are not understood, or say that it is of other things."""
    before, after = around.before, around.after
    # 清理行政规范性文件，保留30件中的9件.
    if after.startswith("中的"):
        return True

    clause = sentence.clause_before(count.start) + after
    if _OTHERS.search(clause) or CHANGE.search(before):
        return True
    # 现行有效的制度12项.
    if not is_filler(before[deed.end :], _MORE):
        return True
    # What follows may be the thing itself, where it was not named before.
    return not _KINDS.search(before) and not is_filler(after, _MORE)


def _is_of_others(
    sentence: Sentence, count: Count, around: WordsAround, speaker: Speaker
) -> bool:
    """市住建局制定行政规范性文件3件; 2022年制发行政规范性文件7件."""
    clause = sentence.clause_before(count.start) + around.after
    if speaker.narrows(_BARE.sub("规章", clause)):
        return True
    return speaker.of_other_year(sentence.lead(count.start))


def _none(sentence: Sentence, passage: SpokenPassage) -> Iterator[Claim]:
    """Claims of none: 未制发行政规范性文件."""
    speaker = passage.speaker
    for match in _NOTHING.finditer(sentence.plain, sentence.start, sentence.end):
        start, end = match.span()
        clause_start, clause_end = sentence.clause(start)
        # 未制定行政规范性文件管理办法.
        if end < clause_end:
            continue
        if speaker.narrows(sentence.plain[clause_start:clause_end]):
            continue
        if speaker.of_other_year(sentence.lead(start)):
            continue

        yield Claim(
            topic=_line(match[0], ""),
            count=Count.of_cases(0, start, end),
            passage=passage,
            start=start,
            end=end,
            detail="repealed" if match["repealed"] else "made",
        )


def _line(lead: str, after: str) -> str:
    """The kind of document last named before a count, else the one named after it."""
    named = _KINDS.search(after)
    for match in _KINDS.finditer(lead):
        named = match

    if named is None:
        return ""
    return named.lastgroup or ""
