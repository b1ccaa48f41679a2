"""Patterns for years and periods, as people type them and as pasting leaves them. Pure: no Django."""

from __future__ import annotations

import re
from typing import NamedTuple

YEAR = re.compile(r"(?<![\d.])((?:19|20)\d{2}) ?年(?!代)")
"""A year, not a decade: 1990年代 is none."""
_TO = r"(?:至|到|—+|-+|－|～|~|–)"
_DAY = r"""
    (?:(?P<{0}_year>\d{{4}})[ ]?年)?[ ]?            # may be missing in the second: ……至12月31日
    (?P<{0}_month>\d{{1,2}})[ ]?月[ ]?
    (?P<{0}_day>\d{{1,2}})[ ]?日
"""
PERIOD = re.compile(
    _DAY.format("first")
    + rf"(?P<between>[ ]?(?:零时|0时)?起?[ ]?{_TO}[ ]?)"
    + _DAY.format("last"),
    re.ASCII | re.VERBOSE,
)
"""The period by days: 自2023年1月1日起至2023年12月31日止, 2023 年 1 月 1 日到 12 月 31 日."""
UNTIL = re.compile(
    r"""
    (?:数据|统计)[^，。；]{0,8}截[至止]到?[ ]?
    (?P<date>(?P<year>\d{4})[ ]?年[ ]?(?P<month>\d{1,2})[ ]?月[ ]?(?P<day>\d{1,2})[ ]?日)
    """,
    re.ASCII | re.VERBOSE,
)
"""The end of the period alone: 统计数据截至2023年12月31日."""
MANGLED = re.compile(
    r"""
    (?<![\d\-.])(?:
        \d{5,}[ ]?[年月日]                          # 自202511日起: 年1月 was lost
        |\d{4}[ ]?年[ ]?\d{3,}[ ]?日                # 2025年1231日
        |\d{4}[ ]?月                                # 2023月
    )
    |月[ ]?\d{0,2}[ ]?月|年[ ]?月                   # 1月12月31日, 2023年月
    |\d{4}[ ]?年[ ]?\d{1,2}[ ]?日                   # 2023年11日
    |月[ ]?\d{1,2}(?=[ ]?(?:止|。|，|；|$))         # 12月31止
    |(?<!\d)(?<!\d[ ])月[ ]?\d{1,2}[ ]?日           # 年月31日
    |日[ ]?\d{1,2}[ ]?日                            # 1日31日
    |(?<![\d本上当全今每 ])年[ ]?\d{1,2}[ ]?月      # 自年1月; 本年1月 is whole
    """,
    re.VERBOSE,
)
"""Dates that lost signs on pasting."""
MONTHS = re.compile(
    rf"""
    (?P<first_year>\d{{4}})[ ]?(?:年|\.)[ ]?
    (?P<first_month>\d{{1,2}})(?:[ ]?月份?|\.1)
    起?[ ]?{_TO}[ ]?
    (?:(?P<last_year>\d{{4}})[ ]?(?:年|\.)[ ]?)?
    (?P<last_month>\d{{1,2}})(?:[ ]?月份?(?![ ]?\d)|\.\d{{1,2}})
    """,
    re.ASCII | re.VERBOSE,
)
"""The period by months, or with points: 2023年1月至12月, 2023.1.1—2023.12.31."""


class WrittenDate(NamedTuple):
    """A date as it is written, which need not exist: 2023年11月31日."""

    year: int
    month: int
    day: int


def date_of(match: re.Match[str], prefix: str, year: int) -> WrittenDate:
    """The date of the groups with this prefix; `year` where none is written."""
    written_year = match[f"{prefix}year"]
    return WrittenDate(
        year=int(written_year or year),
        month=int(match[f"{prefix}month"]),
        day=int(match[f"{prefix}day"]),
    )


def first_day_of(year: int) -> WrittenDate:
    return WrittenDate(year, 1, 1)


def last_day_of(year: int) -> WrittenDate:
    return WrittenDate(year, 12, 31)
