"""What a passage says of 规章 and 行政规范性文件: 制发2件, 废止1件, 现行有效9件. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from disclosure.rules.sayings.request_claims import CHANGE, Claim, is_filler
from disclosure.rules.sayings.sentences import Count, Reading, Sentence, read
from disclosure.rules.sayings.speaker import Speaker

_UNITS = ("件", "份", "个", "部", "项", "")
_DEEDS = (
    ("in_force", re.compile(r"现行有效|继续有效|(?<![失无])有效|保留|继续执行")),
    ("repealed", re.compile(r"废止(?:和|及|或|、|并)?(?:宣布)?(?:失效)?|宣布失效")),
    ("made", re.compile(r"新?(?:制发|制定|出台|印发|制作)")),
)
_KINDS = re.compile(r"(?P<regulations>规章)|(?P<normative_documents>规范性文件)")
_BARE = re.compile(r"(?<![省市县区])政府规章")
_OTHERS = re.compile(
    r"代拟|起草|参与|转发|备案|审查|审核|清理|评估|解读|上级|报送|学习|征求|修订|修改|拟|计划|涉及|联合|公开|公布|标注|累计"
)
_NOTHING = re.compile(
    r"(?:未|没有|无)(?:新)?(?:(?P<made>制发|制定|出台|印发)|(?P<repealed>废止))(?:过|任何|新的)?(?:行政)?(?:规范性文件|规章)"
)
_MORE = r"行政|规范性文件|规章|目录|宣布|失效|发布|实施|执行|继续|截至|年底|年末|目前|政策|党组"


@lru_cache(maxsize=256)
def document_claims(text: str, passage: str, speaker: Speaker) -> tuple[Claim, ...]:
    """Topics are row and column of table two, with a dot between them."""
    reading = read(text)
    found: list[Claim] = []
    for sentence in reading.sentences:
        found += _counted(reading, sentence, passage, speaker)
        found += _none(reading, sentence, passage, speaker)
    return tuple(found)


def _counted(
    reading: Reading, sentence: Sentence, passage: str, speaker: Speaker
) -> Iterator[Claim]:
    for count in sentence.counts:
        start, end = (
            reading.before(sentence, count.start),
            reading.after(sentence, count.end),
        )
        before, after = (
            reading.plain[start : count.start],
            reading.plain[count.end : end],
        )
        clause = (
            reading.plain[reading.clause(sentence, count.start)[0] : count.start]
            + after
        )
        row = _row(reading.plain[sentence.start : count.start], after)
        deeds = [
            (match.start(), name)
            for name, deed in _DEEDS
            for match in deed.finditer(before)
        ]
        wide = reading.plain[
            reading.before(sentence, count.start, breaks="，,：:（(") : count.start
        ]
        several = sum(deed.search(wide) is not None for _, deed in _DEEDS) > 1
        if not row or not deeds or several or count.vague or count.unit not in _UNITS:
            continue
        place, column = max(deeds)
        label = next(deed for name, deed in _DEEDS if name == column).search(
            before, place
        )
        thing = before[label.end() :] if label else before
        doubtful = (
            after.startswith("中的")
            or _OTHERS.search(clause)
            or CHANGE.search(before)
            or not is_filler(thing, _MORE)
        )
        if doubtful or (
            after and not _KINDS.search(before) and not is_filler(after, _MORE)
        ):
            continue
        if speaker.narrows(_BARE.sub("规章", clause)) or speaker.of_other_year(
            reading.plain[sentence.start : count.start]
        ):
            continue
        shown = end if _KINDS.search(after) else count.end
        yield Claim(f"{row}.{column}", count, passage, start + min(deeds)[0], shown)


def _none(
    reading: Reading, sentence: Sentence, passage: str, speaker: Speaker
) -> Iterator[Claim]:
    for match in _NOTHING.finditer(reading.plain, sentence.start, sentence.end):
        start, end = reading.clause(sentence, match.start())
        clause, rest = reading.plain[start:end], reading.plain[match.end() : end]
        if (
            rest
            or speaker.narrows(clause)
            or speaker.of_other_year(reading.plain[sentence.start : match.start()])
        ):
            continue
        nothing = Count(
            Decimal(0), "件", match.start(), match.end(), Decimal(1), vague=False
        )
        column = "repealed" if match["repealed"] else "made"
        yield Claim(
            f"{_row(match[0], '')}.{column}",
            nothing,
            passage,
            match.start(),
            match.end(),
        )


def _row(lead: str, after: str) -> str:
    """The kind of document last named before a count, else the one named after it."""
    kinds = list(_KINDS.finditer(lead))
    named = kinds[-1] if kinds else _KINDS.search(after)
    return (named.lastgroup or "") if named else ""
