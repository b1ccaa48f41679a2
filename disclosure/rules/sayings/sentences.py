"""A passage read as sentences with counts and percentages, each where it stands in the text. Pure: no Django."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

_PLAIN = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_THOUSANDS = re.compile(r"(?<=\d)[，,](?=\d{3}(?!\d))")
_ALL_APPLICANTS = re.compile(
    r"公民[、和]法人(?:以?及|[、和或与]|或者)?其他(?:社会)?组织"
)
_SENTENCE = re.compile(r"(?:[^。；;！？!?\n]|。(?=其中))+")
EVERYBODY = "\ue000"
"""Stands for each letter of 公民、法人和其他组织: all applicants there can be."""
BREAKS = "，,、：:（）()“”。"

MOST_LETTERS, MOST_COUNTS = 1000, 80
"""What has more is a table put in as text, and no sentence."""

_UNITS = (
    "元 件次 件 份 条次 条 宗 起 封 批次 批 场次 场 人次 次 期 篇 个 项 户 名 人 家 部 处 轮 例 笔 册 张 台 类 块 种 幅 则 "
    "字 股"
).split()
_NUMERALS = "零〇一二两三四五六七八九十百千"
_COUNT = re.compile(
    rf"(?P<about>近|约|大约|将近|超过?|逾|不足)?(?<![第\d.,\-{_NUMERALS}])"
    rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|[{_NUMERALS}]+)"
    rf"(?P<power>[万亿千百])?(?P<more>余|多|来)?(?P<unit>{'|'.join(_UNITS)})"
    r"|(?<=[数量])(?:为|是|：|:)?(?P<bare>\d{1,3}(?:,\d{3})+|\d+)(?=[，。；、）)\n]|$)"
)
_PERCENT = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)%")
_POWERS = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things: `start` to `end` in the plain text. `step` is what its last printed digit is worth.

    `vague` numbers (近百件, 12余件) are none that could be wrong.
    """

    value: Decimal
    unit: str
    start: int
    end: int
    step: Decimal
    vague: bool

    def is_about(self, figure: Decimal | int) -> bool:
        """Whether this is how the figure may be printed: 2.3万 for 23,041, and itself where nothing was rounded."""
        if self.step <= 1:
            return self.value == figure
        return abs(self.value - figure) < self.step

    def __str__(self) -> str:
        return format(self.value.normalize(), "f")


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage as printed, and of how many decimals."""

    value: Decimal
    start: int
    end: int

    def is_share(self, part: Decimal | int, whole: Decimal | int) -> bool:
        """Whether part of whole, rounded to the digits printed, is this."""
        return (
            bool(whole)
            and (Decimal(part) * 100 / Decimal(whole)).quantize(
                self.value, ROUND_HALF_UP
            )
            == self.value
        )


@dataclass(frozen=True, slots=True)
class Sentence:
    """What stands between two stops, a following 其中 with it, and its counts and percentages in order."""

    start: int
    end: int
    counts: tuple[Count, ...]
    percents: tuple[Percent, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage without blanks and with plain digits; `at` says where each of its characters stands in the text."""

    plain: str
    at: tuple[int, ...]
    sentences: tuple[Sentence, ...]

    def span_in_text(self, start: int, end: int) -> tuple[int, int]:
        """Where in the passage as written the characters `start` to `end` of the plain text stand."""
        return self.at[start], self.at[end - 1] + 1

    def before(self, sentence: Sentence, place: int, breaks: str = BREAKS) -> int:
        """Where the stretch begins that ends at a place: after the last break or count of the sentence before it."""
        start = max(
            (c.end for c in sentence.counts if c.end <= place), default=sentence.start
        )
        return max(
            [start, *(self.plain.rfind(mark, start, place) + 1 for mark in breaks)]
        )

    def after(self, sentence: Sentence, place: int, breaks: str = BREAKS) -> int:
        """Where the stretch ends that begins at a place: before the next break or count of the sentence."""
        end = min(
            (c.start for c in sentence.counts if c.start >= place), default=sentence.end
        )
        found = [self.plain.find(mark, place, end) for mark in breaks]
        return min([end, *(at for at in found if at >= 0)])

    def clause(self, sentence: Sentence, place: int) -> tuple[int, int]:
        """From comma to comma around a place."""
        start = max(
            sentence.start,
            *(
                self.plain.rfind(mark, sentence.start, place) + 1
                for mark in "，,：:（(。"
            ),
        )
        found = [self.plain.find(mark, place, sentence.end) for mark in "，,：:）)。"]
        return start, min([sentence.end, *(at for at in found if at >= 0)])


@lru_cache(maxsize=256)
def read(text: str) -> Reading:
    """Blanks go, full-width digits become plain, a comma within a number stays with it; 公民、法人和其他组织 is one word."""
    at = tuple(
        place
        for place, letter in enumerate(text)
        if letter == "\n" or not letter.isspace()
    )
    plain = "".join(text[place] for place in at).translate(_PLAIN)
    plain = _THOUSANDS.sub(",", plain)
    plain = _ALL_APPLICANTS.sub(lambda match: EVERYBODY * len(match[0]), plain)
    stretches = (match.span() for match in _SENTENCE.finditer(plain))
    return Reading(
        plain,
        at,
        tuple(
            _sentence(plain, *span)
            for span in stretches
            if span[1] - span[0] <= MOST_LETTERS
        ),
    )


def _sentence(plain: str, start: int, end: int) -> Sentence:
    counts = tuple(
        count
        for match in _COUNT.finditer(plain, start, end)
        if (count := _count(match))
    )
    percents = tuple(
        Percent(Decimal(match[1]), match.start(), match.end())
        for match in _PERCENT.finditer(plain, start, end)
    )
    if len(counts) + len(percents) > MOST_COUNTS:
        return Sentence(start, end, (), ())
    return Sentence(start, end, counts, percents)


def _count(match: re.Match[str]) -> Count | None:
    if match["bare"]:
        return Count(
            Decimal(match["bare"].replace(",", "")),
            "",
            match.start("bare"),
            match.end(),
            Decimal(1),
            False,
        )
    number = match["number"].replace(",", "")
    power = _POWERS.get(match["power"] or "", 1)
    vague = bool(match["about"] or match["more"])
    if number[0].isdigit():
        value = Decimal(number) * power
        decimals = len(number.partition(".")[2])
        step = Decimal(power).scaleb(-decimals) if power > 1 else Decimal(1)
    else:
        spelled = spelled_number(number)
        if spelled is None or (spelled == 1 and len(number) == 1):
            return None
        value, step = Decimal(spelled * power), Decimal(power)
        vague = vague or number in ("百", "千")
    return Count(value, match["unit"], match.start("number"), match.end(), step, vague)


def spelled_number(text: str) -> int | None:
    """一百零三 as 103; None where the characters are no number below ten thousand."""
    total, digit, last = 0, None, 10_000
    for letter in text:
        if letter in "零〇":
            continue
        if letter in "十百千":
            power = {"十": 10, "百": 100, "千": 1000}[letter]
            if power >= last:
                return None
            total, digit, last = (
                total + (1 if digit is None else digit) * power,
                None,
                power,
            )
        elif digit is None:
            digit = "一二三四五六七八九".find(letter.replace("两", "二")) + 1
        else:
            return None
    return total + (digit or 0)
