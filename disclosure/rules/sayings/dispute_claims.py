"""Reads what a passage says of reconsiderations and suits as claims: 行政复议3件，其中维持2件. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from disclosure.rules.sayings.claims import CASES, CHANGE, Claim, is_filler
from disclosure.rules.sayings.counts import Count
from disclosure.rules.sayings.sentences import Sentence, WordsAround
from disclosure.rules.sayings.speaker import Speaker
from disclosure.rules.sayings.spoken_passages import SpokenPassage

_BLOCKS = (
    (
        "direct_suit",
        re.compile(r"未经(?:行政)?复议(?:而)?直接(?:起诉|提起(?:行政)?诉讼)|直接起诉"),
    ),
    (
        "suit_after_reconsideration",
        re.compile(r"(?:经)?复议后(?:再)?(?:起诉|提起(?:行政)?诉讼)"),
    ),
    ("suit", re.compile(r"(?:行政)?诉讼|应诉|起诉")),
    ("reconsideration", re.compile(r"(?:行政)?复议(?!机[关构]|部门|决定)")),
)
"""The longer names first: what they match is taken out before the shorter ones are looked for."""
_RESULTS = (
    ("upheld", re.compile(r"维持")),
    ("corrected", re.compile(r"纠正")),
    ("pending", re.compile(r"(?:尚未|未|正在)审[结理]")),
    ("other", re.compile(r"其他结果|其他$|^、?其他")),
)
_LABELS = tuple(pattern for _, pattern in (*_BLOCKS, *_RESULTS))
"""What a claim's own words begin with."""
_UNITS = (*CASES, "例", "个")
# What was put on record in the year is another set than the table's: 登记立案的行政诉讼6件.
_ON_RECORD = re.compile(r"新收|收到|受理|登记|立案|接到|审查|在审")
_CLOSED = re.compile(r"审结|办结|结案")
_ABOUT = re.compile(r"信息公开|依申请")
_MORE = r"行政|复议|诉讼|应诉|起诉|案件|案|申请|人民|法院|机关|直接|未经|后|新增|产生|审[结理]|维持|纠正|其他|尚未|原|行为|方面|面|经"
# A parenthesis is part of its clause or a break, as 行政复议48件（其中3件尚未审结）needs it.
_STRETCH = "，,：:（）()"
_NONE = re.compile(
    r"""
    (?:未(?!经)|没有|无(?!法)|不存在|零)          # not 未经复议
    (?P<what>
        [^，。；、]*?(?:复议|诉讼)                # 未发生因政府信息公开引起的行政诉讼
        (?:[、和及与或]{0,2}(?:被?提起)?(?:行政)?(?:复议|诉讼))?  # 没有发生行政复议和行政诉讼
    )
    """,
    re.VERBOSE,
)
# 没有被纠正的行政复议案件: none of one kind.
_QUALIFIED = re.compile(r"纠正|纠错|败诉|撤销|责令|确认违法|逾期|超期|被")


@lru_cache(maxsize=256)
def dispute_claims(passage: SpokenPassage) -> tuple[Claim, ...]:
    """Topics are a block of table four, `suit` for both of suits or `all`; details a result, `closed` or nothing."""
    found: list[Claim] = []
    for sentence in passage.plain.sentences:
        # 调解邻里纠纷诉讼前案件32件 elsewhere speaks of no suit about disclosure.
        if passage.is_on_request or _ABOUT.search(sentence.text):
            found += _counted(sentence, passage)
            found += _none(sentence, passage)

    return tuple(found)


@dataclass(frozen=True, slots=True)
class _DisputeWords:
    """What the words next to a count say of it.

    `blocks` are those of table four that are named, before the count (`named_before`) or else after it. `is_doubtful`:
    of several results, of what was put on record, of a change, or not understood.
    """

    around: WordsAround
    named_before: list[str]
    blocks: list[str]
    result: str
    is_doubtful: bool

    def block(self, last_block: str) -> str:
        """The block that the count is of: a result alone is of the block before, as 维持 in 行政复议5件，其中维持4件."""
        if self.result and not self.blocks:
            return last_block
        return _only(self.blocks)

    def block_for_next(self, last_block: str) -> str:
        """The block that a result without one is of, after this count."""
        # 新收行政复议申请9件 is not the table's, nor is what 其中 says of it.
        if self.is_doubtful and self.blocks:
            return ""
        return _only(self.named_before) if self.named_before else last_block


def _counted(sentence: Sentence, passage: SpokenPassage) -> Iterator[Claim]:
    """Claims of a number: 行政复议5件，其中维持4件."""
    last_block = ""
    for count in sentence.counts:
        words = _words(sentence, count, passage.speaker)
        block = words.block(last_block)
        last_block = words.block_for_next(last_block)
        if not block or words.is_doubtful or not _is_of_year(sentence, count, passage):
            continue

        closed = "closed" if _CLOSED.search(words.around.before) else ""
        start = sentence.first_match(_LABELS, words.around.start, count.start)
        if start is None:
            start = count.start

        yield Claim(
            topic=block,
            count=count,
            passage=passage,
            start=start,
            end=count.end,
            detail=words.result or closed,
        )


def _is_of_year(sentence: Sentence, count: Count, passage: SpokenPassage) -> bool:
    """Whether a count may be one of the table's: exact, of cases, of the whole report and its year."""
    if count.vague or count.unit not in _UNITS:
        return False

    clause = sentence.clause_before(count.start)
    return not passage.speaker.is_of_others(clause)


def _words(sentence: Sentence, count: Count, speaker: Speaker) -> _DisputeWords:
    """Reads the words next to a count."""
    around = sentence.around(count, _STRETCH)
    named_before = _blocks(around.before)
    return _DisputeWords(
        around,
        named_before,
        blocks=named_before or _blocks(around.after),
        result=_result(around, named_before),
        is_doubtful=_is_doubtful(sentence, count, around.before, speaker),
    )


def _is_doubtful(
    sentence: Sentence, count: Count, before: str, speaker: Speaker
) -> bool:
    """Whether words before a count name several results or another set, or are not understood."""
    results = [name for name, pattern in _RESULTS if pattern.search(before)]
    # 维持、纠正4件行政复议.
    if len(results) > 1:
        return True

    clause = sentence.clause_before(count.start)
    if _ON_RECORD.search(clause) or CHANGE.search(before):
        return True

    words = speaker.without_self(before).replace("政府信息", "")
    return not is_filler(words.strip("、"), _MORE)


def _blocks(text: str) -> list[str]:
    """The blocks named, each once; 复议后起诉 is not 复议."""
    found = []
    for name, pattern in _BLOCKS:
        if pattern.search(text):
            found.append(name)
            text = pattern.sub("、", text)

    return found


def _only(blocks: list[str]) -> str:
    """The block named, "" where none is or several are: 行政复议、行政诉讼共7件."""
    return blocks[0] if len(blocks) == 1 else ""


def _result(around: WordsAround, named: list[str]) -> str:
    """The result that a count is of; the words after it say so only where those before it name no block."""
    texts = (around.before,) if named else (around.before, around.after)
    for text in texts:
        for name, pattern in _RESULTS:
            if pattern.search(text):
                return name

    return ""


def _none(sentence: Sentence, passage: SpokenPassage) -> Iterator[Claim]:
    """Claims of none: 未发生行政复议, 没有行政诉讼."""
    for match in _NONE.finditer(sentence.plain, sentence.start, sentence.end):
        start, end = match.span()
        # Words with a number in them are read as a count.
        if any(start < count.start < end for count in sentence.counts):
            continue
        if _is_qualified(sentence, match):
            continue

        clause_start, clause_end = sentence.clause(start)
        clause = sentence.plain[clause_start:clause_end]
        if passage.speaker.is_of_others(clause):
            continue

        yield Claim(
            topic=_only(_blocks(match["what"])) or "all",
            count=Count.of_cases(0, start, end),
            passage=passage,
            start=start,
            end=end,
        )


def _is_qualified(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether only some kind of dispute is said to have been none."""
    # 被提起 and 被申请 are how any dispute comes about, 被纠正 is not.
    what = match["what"].replace("被提起", "")
    what = what.replace("被申请", "")
    if _QUALIFIED.search(what):
        return True

    # 没有行政诉讼败诉案件.
    end = match.end()
    rest = sentence.plain[end : sentence.closes_at(end, _STRETCH)]
    return _QUALIFIED.search(rest) is not None
