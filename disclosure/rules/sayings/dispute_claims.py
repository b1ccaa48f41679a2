"""What a passage says of reconsiderations and suits: 行政复议3件, 其中维持2件. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from disclosure.rules.sayings.request_claims import CASES, CHANGE, Claim, is_filler
from disclosure.rules.sayings.sentences import Count, Reading, Sentence, read
from disclosure.rules.sayings.speaker import Speaker

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
_RESULTS = (
    ("upheld", re.compile(r"维持")),
    ("corrected", re.compile(r"纠正")),
    ("pending", re.compile(r"(?:尚未|未|正在)审[结理]")),
    ("other", re.compile(r"其他结果|其他$|^、?其他")),
)
_ON_RECORD = re.compile(r"新收|收到|受理|登记|立案|接到|审查|在审")
_CLOSED = re.compile(r"审结|办结|结案")
_ABOUT = re.compile(r"信息公开|依申请")
_MORE = r"行政|复议|诉讼|应诉|起诉|案件|案|申请|人民|法院|机关|直接|未经|后|新增|产生|审[结理]|维持|纠正|其他|尚未|原|行为|方面|面|经"
_NONE = re.compile(
    r"(?:未(?!经)|没有|无(?!法)|不存在|零)([^，。；、]*?(?:复议|诉讼)(?:[、和及与或]{0,2}(?:被?提起)?(?:行政)?(?:复议|诉讼))?)"
)
_QUALIFIED = re.compile(r"纠正|纠错|败诉|撤销|责令|确认违法|逾期|超期|被")


@lru_cache(maxsize=256)
def dispute_claims(text: str, passage: str, speaker: Speaker) -> tuple[Claim, ...]:
    """Topics are a block of table four, `suit` for both of suits or `all`, a dot, and a result, `closed` or nothing."""
    reading = read(text)
    found: list[Claim] = []
    for sentence in reading.sentences:
        whole = reading.plain[sentence.start : sentence.end]
        if passage == "on_request" or _ABOUT.search(whole):
            found += _counted(reading, sentence, passage, speaker)
            found += _none(reading, sentence, passage, speaker)
    return tuple(found)


def _counted(
    reading: Reading, sentence: Sentence, passage: str, speaker: Speaker
) -> Iterator[Claim]:
    current = ""
    for count in sentence.counts:
        start = reading.before(sentence, count.start, breaks="，,：:（）()")
        end = reading.after(sentence, count.end)
        before, after = (
            reading.plain[start : count.start],
            reading.plain[count.end : end],
        )
        clause = reading.plain[reading.clause(sentence, count.start)[0] : count.start]
        blocks = _blocks(before) or _blocks(after)
        if _blocks(before):
            current = blocks[0] if len(blocks) == 1 else ""
        several = sum(pattern.search(before) is not None for _, pattern in _RESULTS) > 1
        result = _result(before) or ("" if _blocks(before) else _result(after))
        block = (
            blocks[0] if len(blocks) == 1 else current if result and not blocks else ""
        )
        doubtful = (
            several
            or _ON_RECORD.search(clause)
            or CHANGE.search(before)
            or not is_filler(_heart(before, speaker), _MORE)
        )
        if (
            not block
            or doubtful
            or count.vague
            or count.unit not in (*CASES, "例", "个")
        ):
            current = "" if doubtful and blocks else current
            continue
        if (
            speaker.names_office(clause)
            or speaker.names_period(clause)
            or speaker.of_other_year(clause)
        ):
            continue
        state = result or ("closed" if _CLOSED.search(before) else "")
        yield Claim(
            f"{block}.{state}", count, passage, _first(reading, start, count), count.end
        )


def _heart(before: str, speaker: Speaker) -> str:
    return speaker.without_self(before).replace("政府信息", "").strip("、")


def _blocks(text: str) -> list[str]:
    """The blocks named, each once; 复议后起诉 is not 复议."""
    found = []
    for name, pattern in _BLOCKS:
        if pattern.search(text):
            found.append(name)
            text = pattern.sub("、", text)
    return found


def _result(text: str) -> str:
    return next((name for name, pattern in _RESULTS if pattern.search(text)), "")


def _first(reading: Reading, start: int, count: Count) -> int:
    """Where the words about a block or result begin."""
    patterns = [pattern for _, pattern in (*_BLOCKS, *_RESULTS)]
    found = [
        match.start()
        for pattern in patterns
        for match in pattern.finditer(reading.plain, start, count.start)
    ]
    return min(found, default=count.start)


def _none(
    reading: Reading, sentence: Sentence, passage: str, speaker: Speaker
) -> Iterator[Claim]:
    for match in _NONE.finditer(reading.plain, sentence.start, sentence.end):
        start, end = reading.clause(sentence, match.start())
        rest = reading.plain[
            match.end() : reading.after(sentence, match.end(), breaks="，,：:（）()")
        ]
        clause = reading.plain[start:end]
        if any(match.start() < count.start < match.end() for count in sentence.counts):
            continue
        if _QUALIFIED.search(
            match[1].replace("被提起", "").replace("被申请", "")
        ) or _QUALIFIED.search(rest):
            continue
        if (
            speaker.names_office(clause)
            or speaker.names_period(clause)
            or speaker.of_other_year(clause)
        ):
            continue
        nothing = Count(
            Decimal(0), "件", match.start(), match.end(), Decimal(1), vague=False
        )
        blocks = _blocks(match[1])
        yield Claim(
            f"{blocks[0] if len(blocks) == 1 else 'all'}.",
            nothing,
            passage,
            match.start(),
            match.end(),
        )
