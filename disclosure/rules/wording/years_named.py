"""Years and periods that the text names. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.rules.catalogue import Level, Spot, rule
from disclosure.rules.wording.prose import Excerpt, passages, sentence_at, sentences
from disclosure.statutory.content import Content

YEAR = re.compile(r"(?<![\d.])((?:19|20)\d{2}) ?年(?!代)")
COMPARED = re.compile(
    r"较|比|同期|上年|上一年|去年|相比|对比|增长|增加|下降|减少|结转|持平|翻|连续|往年|历年|近[一二两三四五六七八九十\d]+年"
)
PLANNED = re.compile(
    r"结转|转入|延续|顺延|下一?步|将|计划|打算|拟|力争|争取|明年|来年|下一?年"
)
ABOUT_A_TEXT = re.compile(
    r"修订|修正|施行|实施|颁布|印发|制定|出台|公布的|发布的|下发|通过|版|年报|年度报告|工作要点|考核|考评|机构改革|遗留|起诉|立案|启用|荣获|获评|被评|审计|预算|决算|整改|通报|评估|评议|测评|结果|国令|号|"
    r"规划|方案|通知|意见|条例|办法"
)
SINCE = re.compile(
    r"^ ?(?:\d{1,2} ?月(?: ?\d{1,2} ?日)?)?(?:份|底|初|末)?(?:以来|以后|之后|至今|起|开始|建成|成立|设立|建立|开通|上线)"
)
RANGE_BEFORE = re.compile(r"(?:至|到|—|－|-|～|~|、|和|及)\s*$")
RANGE_AFTER = re.compile(r"^\s*(?:至|到|—|－|-|～|~|、|和|及)\s*(?:19|20)?\d{2}")
IN_THE_PAST = re.compile(r"(?:于|自|从|早在|截至|截止到?|始于|追溯到|成立|建于)\s*$")
TITLE = re.compile(r"《[^《》]*》|（[^（）]*）|〔[^〔〕]*〕")
MONTH_AFTER = re.compile(r"^ ?[123] ?月")
LOOKS_AHEAD = ("problems", "improvements")


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
        periods = [match.span() for match in PERIOD.finditer(whole.text)]
        for match in YEAR.finditer(whole.text):
            year = int(match[1])
            inside = any(start <= match.start() < end for start, end in periods)
            if (
                year != report.year
                and not inside
                and not _innocent(report, whole, match)
            ):
                names = {"wrong": match[1], "year": report.year}
                yield whole.spot(
                    *match.span(1),
                    names=names,
                    left=year,
                    right=report.year,
                    instead=str(report.year),
                )


def _innocent(report: Content, whole: Excerpt, match: re.Match[str]) -> bool:
    """Whether the year is no slip, from what stands round it."""
    text, year, away = whole.text, int(match[1]), int(match[1]) - report.year
    before, after = (
        text[max(0, match.start() - 12) : match.start()],
        text[match.end() : match.end() + 24],
    )
    sentence = sentence_at(text, match.start())
    if any(
        title.start() <= match.start() < title.end() for title in TITLE.finditer(text)
    ):
        return True
    if (
        SINCE.search(after)
        or RANGE_AFTER.search(after)
        or RANGE_BEFORE.search(before)
        or IN_THE_PAST.search(before)
    ):
        return True
    if away == 1:
        return whole.passage in LOOKS_AHEAD or bool(
            MONTH_AFTER.search(after) or PLANNED.search(sentence)
        )
    if away < 0 and (
        _both_years(sentence, report.year) or (away == -1 and COMPARED.search(sentence))
    ):
        return True
    if whole.passage == "preamble" and "年度报告" in after[:24]:
        return False
    return (
        bool(ABOUT_A_TEXT.search(after))
        or away > 1
        and "年" in after
        and year <= report.year + 5
    )


def _both_years(sentence: str, year: int) -> bool:
    """A sentence that names this year too sets the two side by side."""
    return any(int(match[1]) == year for match in YEAR.finditer(sentence))


# ── The statistical period ────────────────────────────────────────────────────────────────────────────────────────
_DATE = r"(?:(?P<{0}y>\d{{4}}) ?年)? ?(?P<{0}m>\d{{1,2}}) ?月 ?(?P<{0}d>\d{{1,2}}) ?日"
PERIOD = re.compile(
    _DATE.format("a")
    + r"(?P<mid> ?(?:零时|0时)?起? ?(?:至|到|—+|-+|－|～|~|–) ?)"
    + _DATE.format("b"),
    re.ASCII,
)
SPEAKS_OF_IT = re.compile(r"统计|起止|期限|时限|周期|所列数据|数据截|报告期")
UNTIL = re.compile(
    r"(?:数据|统计)[^，。；]{0,8}截[至止]到? ?(?P<date>(?P<y>\d{4}) ?年 ?(?P<m>\d{1,2}) ?月 ?(?P<d>\d{1,2}) ?日)",
    re.ASCII,
)
MANGLED = re.compile(
    r"(?<![\d\-.])(?:\d{5,} ?[年月日]|\d{4} ?年 ?\d{3,} ?日|\d{4} ?月)|月 ?\d{0,2} ?月|年 ?月|\d{4} ?年 ?\d{1,2} ?日"
    r"|月 ?\d{1,2}(?= ?(?:止|。|，|；|$))|(?<!\d)(?<!\d )月 ?\d{1,2} ?日|日 ?\d{1,2} ?日|(?<![\d本上当全今每 ])年 ?\d{1,2} ?月"
)
FROM_TO = re.compile(r"自[^，。；]{0,16}(?:至|到|起|止)")
MONTHS = re.compile(
    r"(?P<ay>\d{4}) ?(?:年|\.) ?(?P<am>\d{1,2})(?: ?月份?|\.1)起? ?(?:至|到|—+|-+|－|～|~|–) ?(?:(?P<by>\d{4}) ?(?:年|\.) ?)?"
    r"(?P<bm>\d{1,2})(?: ?月份?(?! ?\d)|\.\d{1,2})",
    re.ASCII,
)
"""The period by months, or with points: 2023年1月至12月, 2023.1.1—2023.12.31."""


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
            if whole.passage == "preamble" or SPEAKS_OF_IT.search(sentence.text):
                yield from _period_of(report, sentence, whole.passage == "preamble")


def _period_of(report: Content, sentence: Excerpt, opening: bool) -> Iterator[Spot]:
    year = report.year
    for match in PERIOD.finditer(sentence.text):
        first = (int(match["ay"] or year), int(match["am"]), int(match["ad"]))
        last = (
            int(match["by"] or match["ay"] or year),
            int(match["bm"]),
            int(match["bd"]),
        )
        if (first, last) != ((year, 1, 1), (year, 12, 31)) and (
            opening or first[1:] == (1, 1) or last[1:] == (12, 31)
        ):
            again = f"{year}年" if match["by"] else ""
            instead = f"{year}年1月1日{match['mid']}{again}12月31日"
            names = {"wrong": match[0], "year": year}
            yield sentence.spot(
                *match.span(), names=names, says="period", instead=instead
            )
        return
    until = UNTIL.search(sentence.text)
    if until and (int(until["y"]), int(until["m"]), int(until["d"])) != (year, 12, 31):
        names = {"wrong": until["date"], "year": year}
        yield sentence.spot(
            *until.span("date"), names=names, says="period", instead=f"{year}年12月31日"
        )
        return
    if months := MONTHS.search(sentence.text):
        named = (
            int(months["ay"]),
            int(months["am"]),
            int(months["by"] or months["ay"]),
            int(months["bm"]),
        )
        if named != (year, 1, year, 12) and SPEAKS_OF_IT.search(sentence.text):
            instead = f"{year}年1月1日至12月31日"
            yield sentence.spot(
                *months.span(),
                names={"wrong": months[0], "year": year},
                says="period",
                instead=instead,
            )
        return
    mangled = MANGLED.search(sentence.text)
    if mangled and (
        SPEAKS_OF_IT.search(sentence.text)
        or (opening and FROM_TO.search(sentence.text))
    ):
        yield sentence.spot(
            *mangled.span(), names={"wrong": mangled[0], "year": year}, says="mangled"
        )
