"""Finds years that are not the report's, and statistical periods that are wrong or broken. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.rules.catalogue import Level, Spot, rule
from disclosure.rules.wording.dates import (
    MANGLED,
    MONTHS,
    PERIOD,
    UNTIL,
    YEAR,
    date_of,
    first_day_of,
    last_day_of,
)
from disclosure.rules.wording.prose import (
    OPENING,
    Excerpt,
    passages,
    sentences,
    span_of,
)
from disclosure.rules.wording.year_reasons import has_a_reason
from disclosure.statutory.content import Content


@rule(
    "D-1",
    Level.QUERY,
    "所写年份应是报告年度",
    "写的是“{wrong}年”，而这是 {year} 年的报告，此处不像在同上年比较，也不像下一年的打算。请核对年份；确实如此的请说明理由。",
)
def years_named(report: Content, last: Content | None) -> Iterator[Spot]:
    """正文所写年份应为报告年度；与上年比较、下一年的打算（第五部分）、文件和法规的年份除外。

    The statistical period is D-2's. Source: RULES D-1; sentences and rows of other years in published reports.
    """
    for whole in passages(report):
        for match in _outside_periods(whole.text):
            year = int(match[1])
            if year == report.year or has_a_reason(report, whole, match):
                continue

            yield whole.spot(
                *match.span(1),
                names={"wrong": match[1], "year": report.year},
                left=year,
                right=report.year,
                instead=str(report.year),
            )


def _outside_periods(text: str) -> Iterator[re.Match[str]]:
    """The years of a text that are no part of a period from day to day."""
    periods = [span_of(match) for match in PERIOD.finditer(text)]
    for match in YEAR.finditer(text):
        start = match.start()
        if any(period.holds(start) for period in periods):
            continue

        yield match


# ── The statistical period ────────────────────────────────────────────────────────────────────────────────────────
SPEAKS_OF_IT = re.compile(r"统计|起止|期限|时限|周期|所列数据|数据截|报告期")
FROM_TO = re.compile(r"自[^，。；]{0,16}(?:至|到|起|止)")


@rule(
    "D-2",
    Level.QUERY,
    "统计期限为报告年度 1 月 1 日至 12 月 31 日",
    {
        "period": "统计期限写的是“{wrong}”，{year} 年报告应为 {year} 年 1 月 1 日至 12 月 31 日。请核对。",
        "mangled": "“{wrong}”不成日期，像是粘贴时丢了字。统计期限应为 {year} 年 1 月 1 日至 12 月 31 日。请改正。",
    },
)
def period(report: Content, last: Content | None) -> Iterator[Spot]:
    """统计期限自报告年度1月1日起至12月31日止，数字完整。

    Judged where the sentence speaks of the period, in the opening also without that. Source: 国办公开办函〔2021〕30号
    (the opening); dates mangled on pasting (`自202511日起`) in published reports.
    """
    for whole in passages(report):
        for sentence in sentences(whole):
            if whole.role == OPENING or SPEAKS_OF_IT.search(sentence.text):
                spot = _wrong_period(report.year, sentence)
                if spot:
                    yield spot


def _wrong_period(year: int, sentence: Excerpt) -> Spot | None:
    """What is wrong with the period of a sentence, read in the fullest way in which it can be read."""
    by_days = PERIOD.search(sentence.text)
    if by_days:
        return _by_days(year, sentence, by_days)

    until = UNTIL.search(sentence.text)
    if until and date_of(until, "", year) != last_day_of(year):
        end_of_year = f"{year}年12月31日"
        return _period_spot(year, sentence, until, end_of_year, group="date")

    by_months = MONTHS.search(sentence.text)
    if by_months:
        return _by_months(year, sentence, by_months)
    return _mangled(year, sentence)


def _by_days(
    year: int,
    sentence: Excerpt,
    match: re.Match[str],
) -> Spot | None:
    """自2023年1月1日起至2023年11月31日止: both ends against those of the year."""
    first = date_of(match, "first_", year)
    last = date_of(match, "last_", first.year)
    if first == first_day_of(year) and last == last_day_of(year):
        return None

    # 统计培训情况，5月1日至6月30日: outside the opening only what has one end of a year,
    # whichever year, is meant for the period.
    begins_a_year = first == first_day_of(first.year)
    ends_a_year = last == last_day_of(last.year)
    if sentence.role != OPENING and not begins_a_year and not ends_a_year:
        return None

    # The second year is written where it was written.
    last_year = f"{year}年" if match["last_year"] else ""
    instead = f"{year}年1月1日{match['between']}{last_year}12月31日"
    return _period_spot(year, sentence, match, instead)


def _by_months(
    year: int,
    sentence: Excerpt,
    match: re.Match[str],
) -> Spot | None:
    """2023年1月至11月, 2023.1.1—2023.12.31: both months against those of the year."""
    first_year = int(match["first_year"])
    last_year = int(match["last_year"] or first_year)
    first_month = int(match["first_month"])
    last_month = int(match["last_month"])
    is_of_this_year = first_year == last_year == year
    if is_of_this_year and first_month == 1 and last_month == 12:
        return None
    # Numbers parted by points may be anything: only a sentence that speaks of the
    # period makes them one, in the opening too.
    if not SPEAKS_OF_IT.search(sentence.text):
        return None
    return _period_spot(year, sentence, match, f"{year}年1月1日至12月31日")


def _mangled(year: int, sentence: Excerpt) -> Spot | None:
    """自202511日起: what can be read as no date at all."""
    match = MANGLED.search(sentence.text)
    if match is None:
        return None

    is_meant = SPEAKS_OF_IT.search(sentence.text)
    if sentence.role == OPENING and not is_meant:
        is_meant = FROM_TO.search(sentence.text)

    if not is_meant:
        return None

    names = {"wrong": match[0], "year": year}
    return sentence.spot(*match.span(), names=names, says="mangled")


def _period_spot(
    year: int,
    sentence: Excerpt,
    match: re.Match[str],
    instead: str,
    group: str | int = 0,
) -> Spot:
    """The words of the match, or of a group of it, with the year's own period to put in their place."""
    return sentence.spot(
        *match.span(group),
        names={"wrong": match[group], "year": year},
        says="period",
        instead=instead,
    )
