"""Reads the numbers of things and the percentages in plain text, rounded and vague ones known as such. Pure: no Django."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

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


def read_counts(plain: str, start: int, end: int) -> tuple[Count, ...]:
    """The numbers of things between two places, in order."""
    found = (_count(match) for match in _COUNT.finditer(plain, start, end))
    return tuple(count for count in found if count is not None)


def read_percents(plain: str, start: int, end: int) -> tuple[Percent, ...]:
    """The percentages between two places, in order."""
    return tuple(
        Percent(Decimal(match[1]), match.start(), match.end())
        for match in _PERCENT.finditer(plain, start, end)
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
