"""Splits a passage into sentences with counts and percentages, each where it stands in the text. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

_PLAIN = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_THOUSANDS = re.compile(r"(?<=\d)[，,](?=\d{3}(?!\d))")
_ALL_APPLICANTS = re.compile(
    r"公民[、和]法人(?:以?及|[、和或与]|或者)?其他(?:社会)?组织"
)
# A stop before 其中 does not end a sentence: 公开信息1120条。其中，机构类20条……
_SENTENCE = re.compile(r"(?:[^。；;！？!?\n]|。(?=其中))+")
EVERYBODY = "\ue000"
"""Stands for each letter of 公民、法人和其他组织: all applicants there can be."""
BREAKS = "，,、：:（）()“”。"
CLAUSE_BREAKS = "，,：:（("
"""As `BREAKS`, but a list in 、 is one stretch: 予以公开、部分公开共9件."""

# 其中1件、 two thousand times over must not take long. Judged, with room: the reports in tests/corpus/writing have no
# sentence of more than 100 letters or 9 numbers.
MOST_LETTERS = 1000
MOST_COUNTS = 80
"""What has more is a table put in as text, and no sentence."""

_UNITS = (
    "元 件次 件 份 条次 条 宗 起 封 批次 批 场次 场 人次 次 期 篇 个 项 户 名 人 家 部 处 轮 例 笔 册 张 台 类 块 种 幅 则 "
    "字 股"
).split()
_NUMERALS = "零〇一二两三四五六七八九十百千"
_COUNT = re.compile(
    rf"""
    (?P<about>近|约|大约|将近|超过?|逾|不足)?  # 近百件, 约20件次
    (?<![第\d.,\-{_NUMERALS}])                 # not in 第12期, 0571-28800012
    (?P<number>
        \d{{1,3}}(?:,\d{{3}})+                 # 1,136条
        | \d+(?:\.\d+)?                        # 12件, 7730.28万元
        | [{_NUMERALS}]+                       # 一百零三件
    )
    (?P<power>[万亿千百])?                     # 2.3万件
    (?P<more>余|多|来)?                        # 12余件
    (?P<unit>{"|".join(_UNITS)})
    |                                          # 无法提供数为4。
    (?<=[数量])(?:为|是|：|:)?
    (?P<bare>\d{{1,3}}(?:,\d{{3}})+|\d+)
    (?=[，。；、）)\n]|$)
    """,
    re.VERBOSE,
)
_PERCENT = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)%")
_POWERS = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_SPELLED_POWERS = {"十": 10, "百": 100, "千": 1000}


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

    @classmethod
    def of_cases(cls, value: Decimal | int, start: int, end: int) -> Count:
        """So many 件, where words stand for the number: 未发生行政复议 is none."""
        return cls(
            value=Decimal(value),
            unit="件",
            start=start,
            end=end,
            step=Decimal(1),
            vague=False,
        )

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
        if not whole:
            return False
        share = Decimal(part) * 100 / Decimal(whole)
        return self.rounded(share) == self.value

    def rounded(self, value: Decimal) -> Decimal:
        """Another percentage, to the digits printed here."""
        return value.quantize(self.value, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Around:
    """The words next to a count: `before` from `start` up to it, `after` from its end up to `end`."""

    start: int
    end: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """What stands between two stops, a following 其中 with it, and its counts and percentages in order.

    `plain` is the text of the whole passage, of which the sentence is `start` to `end`; so are all places.
    """

    plain: str
    start: int
    end: int
    counts: tuple[Count, ...]
    percents: tuple[Percent, ...]

    @property
    def text(self) -> str:
        """The sentence itself."""
        return self.plain[self.start : self.end]

    def lead(self, place: int) -> str:
        """All of the sentence before a place."""
        return self.plain[self.start : place]

    def counts_before(self, place: int) -> list[Count]:
        """The counts that end at or before a place, in order."""
        return [count for count in self.counts if count.end <= place]

    def counts_after(self, place: int) -> list[Count]:
        """The counts that begin at or after a place, in order."""
        return [count for count in self.counts if count.start >= place]

    def last_count_end(self, place: int) -> int:
        """Where the last count before a place ends, or the sentence begins."""
        earlier = self.counts_before(place)
        return earlier[-1].end if earlier else self.start

    def opens_at(self, place: int, breaks: str = BREAKS) -> int:
        """Where the stretch begins that ends at a place: after the last break or count before it."""
        return _after_last_of(breaks, self.plain, self.last_count_end(place), place)

    def closes_at(self, place: int, breaks: str = BREAKS) -> int:
        """Where the stretch ends that begins at a place: before the next break or count."""
        end = self.end
        later = self.counts_after(place)
        if later:
            end = later[0].start
        return _first_of(breaks, self.plain, place, end)

    def label(self, count: Count, breaks: str = BREAKS) -> str:
        """The stretch that ends at a count."""
        return self.plain[self.opens_at(count.start, breaks) : count.start]

    def around(self, count: Count, breaks: str = BREAKS, since: int = 0) -> Around:
        """The stretches on both sides of a count, the one before it not from before `since`."""
        start = max(since, self.opens_at(count.start, breaks))
        end = self.closes_at(count.end)
        return Around(
            start,
            end,
            before=self.plain[start : count.start],
            after=self.plain[count.end : end],
        )

    def first_match(
        self, patterns: Iterable[re.Pattern[str]], start: int, end: int
    ) -> int | None:
        """Where the first match of any of the patterns between two places begins."""
        places = []
        for pattern in patterns:
            match = pattern.search(self.plain, start, end)
            if match:
                places.append(match.start())
        return min(places, default=None)

    def clause(self, place: int) -> tuple[int, int]:
        """From comma to comma around a place."""
        # （含上年结转2件）: a parenthesis is a clause of its own.
        start = _after_last_of("，,：:（(。", self.plain, self.start, place)
        end = _first_of("，,：:）)。", self.plain, place, self.end)
        return start, end

    def clause_before(self, place: int) -> str:
        """The clause around a place, as far as that place."""
        return self.plain[self.clause(place)[0] : place]


def _after_last_of(marks: str, plain: str, start: int, end: int) -> int:
    """Where the last of the marks between two places ends; `start` where there is none."""
    for mark in marks:
        place = plain.rfind(mark, start, end)
        if place >= 0:
            start = place + 1
    return start


def _first_of(marks: str, plain: str, start: int, end: int) -> int:
    """Where the first of the marks between two places stands; `end` where there is none."""
    for mark in marks:
        place = plain.find(mark, start, end)
        if place >= 0:
            end = place
    return end


@dataclass(frozen=True, slots=True)
class PlainText:
    """A passage without blanks and with plain digits; `at` says where each of its characters stands in the text."""

    plain: str
    at: tuple[int, ...]
    sentences: tuple[Sentence, ...]

    def span_in_text(self, start: int, end: int) -> tuple[int, int]:
        """Where in the passage as written the characters `start` to `end` of the plain text stand."""
        # The last character and one more: blanks after it are not part of the words.
        last = self.at[end - 1]
        return self.at[start], last + 1


@lru_cache(maxsize=256)
def plain_text(text: str) -> PlainText:
    """Blanks go, full-width digits become plain, a comma within a number stays with it; 公民、法人和其他组织 is one word."""
    at = tuple(
        place
        for place, letter in enumerate(text)
        if letter == "\n" or not letter.isspace()
    )
    # From here on nothing may change the length, or `at` would lead astray.
    plain = "".join(text[place] for place in at).translate(_PLAIN)
    plain = _THOUSANDS.sub(",", plain)
    plain = _ALL_APPLICANTS.sub(lambda match: EVERYBODY * len(match[0]), plain)
    spans = (match.span() for match in _SENTENCE.finditer(plain))
    sentences = tuple(
        _sentence(plain, start, end)
        for start, end in spans
        if end - start <= MOST_LETTERS
    )
    return PlainText(plain, at, sentences)


def _sentence(plain: str, start: int, end: int) -> Sentence:
    """Reads the counts and percentages between two stops."""
    counts = []
    for match in _COUNT.finditer(plain, start, end):
        count = _count(match)
        if count is not None:
            counts.append(count)
    percents = []
    for match in _PERCENT.finditer(plain, start, end):
        value = Decimal(match[1])
        percents.append(Percent(value, *match.span()))
    if len(counts) + len(percents) > MOST_COUNTS:
        counts, percents = [], []
    return Sentence(
        plain=plain,
        start=start,
        end=end,
        counts=tuple(counts),
        percents=tuple(percents),
    )


def _count(match: re.Match[str]) -> Count | None:
    """None where the characters are no number."""
    if match["bare"]:
        return _bare_count(match)
    number = match["number"].replace(",", "")
    written = _value(number)
    if written is None:
        return None
    power = _POWERS.get(match["power"] or "", 1)
    return Count(
        value=written * power,
        unit=match["unit"],
        start=match.start("number"),
        end=match.end(),
        step=_step(number, power),
        # 百件, 千件 are as round as 近百件.
        vague=bool(match["about"] or match["more"]) or number in ("百", "千"),
    )


def _bare_count(match: re.Match[str]) -> Count:
    """A number without a unit: 无法提供数为4."""
    digits = match["bare"].replace(",", "")
    return Count(
        value=Decimal(digits),
        unit="",
        start=match.start("bare"),
        end=match.end(),
        step=Decimal(1),
        vague=False,
    )


def _value(number: str) -> Decimal | None:
    """A number in digits or spelled; None where the characters are none."""
    if number[0].isdigit():
        return Decimal(number)
    spelled = spelled_number(number)
    # 一件一议, 一批: a single 一 is an article more often than a number.
    if spelled is None or number == "一":
        return None
    return Decimal(spelled)


def _step(number: str, power: int) -> Decimal:
    """What the last digit of 2.3 is worth where 万 follows: a thousand."""
    if power == 1:
        return Decimal(1)
    decimals = len(number.partition(".")[2])
    return Decimal(power).scaleb(-decimals)


def spelled_number(text: str) -> int | None:
    """一百零三 as 103; None where the characters are no number below ten thousand."""
    total = 0
    digit: int | None = None
    last_power = 10_000
    for letter in text.replace("零", "").replace("〇", ""):
        power = _SPELLED_POWERS.get(letter)
        if power is None:
            if digit is not None:
                return None  # 三四
            digit = "一二三四五六七八九".find(letter.replace("两", "二")) + 1
            continue
        if power >= last_power:
            return None  # 百十千
        total += power if digit is None else digit * power
        digit = None
        last_power = power
    return total + (digit or 0)
