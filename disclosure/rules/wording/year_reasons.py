"""Tells whether a year that is not the report's has a reason to stand where it stands. Pure: no Django."""

from __future__ import annotations

import re
from dataclasses import dataclass

from disclosure.rules.wording.dates import YEAR
from disclosure.rules.wording.prose import OPENING, Excerpt, sentence_at, span_of
from disclosure.statutory.content import Content

COMPARED = re.compile(
    r"""
    较|比|同期|上年|上一年|去年|相比|对比            # 较2022年增长3%
    | 增长|增加|下降|减少|持平|翻|结转              # 结转2024年办理1件
    | 连续|往年|历年|近[一二两三四五六七八九十\d]+年
    """,
    re.VERBOSE,
)
PLANNED = re.compile(
    r"""
    结转|转入|延续|顺延                             # 结转2024年办理1件
    | 下一?步|将|计划|打算|拟|力争|争取             # 2024年还将……
    | 明年|来年|下一?年
    """,
    re.VERBOSE,
)
ABOUT_A_TEXT = re.compile(
    r"""
    修订|修正|施行|实施|颁布|印发|制定|出台         # 2021年修订的目录继续有效
    | 公布的|发布的|下发|通过|版|国令|号
    | 规划|方案|通知|意见|条例|办法
    | 年报|年度报告|工作要点|考核|考评              # 2022年度考核结果为优秀
    | 审计|预算|决算|整改|通报|评估|评议|测评|结果
    | 机构改革|遗留|起诉|立案|启用                  # what began then: 2020年立案的案件
    | 荣获|获评|被评
    """,
    re.VERBOSE,
)
"""After a year: not the year's work is spoken of, but a text, a result or an affair that bears the year's name."""
SINCE = re.compile(
    r"""
    ^[ ]?
    (?:\d{1,2}[ ]?月(?:[ ]?\d{1,2}[ ]?日)?)?        # 2020年9月上线的专栏
    (?:份|底|初|末)?
    (?:以来|以后|之后|至今|起|开始                  # 自2008年以来
      |建成|成立|设立|建立|开通|上线)
    """,
    re.VERBOSE,
)
RANGE_BEFORE = re.compile(r"(?:至|到|—|－|-|～|~|、|和|及)\s*$")
RANGE_AFTER = re.compile(r"^\s*(?:至|到|—|－|-|～|~|、|和|及)\s*(?:19|20)?\d{2}")
IN_THE_PAST = re.compile(r"(?:于|自|从|早在|截至|截止到?|始于|追溯到|成立|建于)\s*$")
ENCLOSED = re.compile(r"《[^《》]*》|（[^（）]*）|〔[^〔〕]*〕")
"""The title or the number of a text, or a remark: 《2021年政务公开工作要点》, （2021—2025年）."""
EARLY_MONTH_AFTER = re.compile(r"^ ?[123] ?月")
LOOKS_AHEAD = ("problems", "improvements")
"""Roles of the passages that speak of what is to be done next."""
BEFORE, AFTER = 12, 24
"""Characters round a year in which its reason is looked for; judged by eye."""
FARTHEST_PLAN = 5
"""Years ahead: plans of the state run for five years (“十四五”期间，2021—2025年)."""


@dataclass(frozen=True, slots=True)
class _NamedYear:
    """A year named in a passage: how many years after the report's (`away`), and what stands round it."""

    away: int
    enclosed: bool
    before: str
    after: str
    sentence: str


def has_a_reason(
    report: Content,
    whole: Excerpt,
    match: re.Match[str],
) -> bool:
    """Whether the year is no slip, from what stands round it."""
    named = _named_year(report, whole, match)
    if named.enclosed or _is_a_date_of_something(named):
        return True
    if named.away == 1:
        return whole.role in LOOKS_AHEAD or _is_next_year(named)
    if named.away < 0 and _is_compared_with(named, report.year):
        return True
    # 现公布某街道办事处2022年政府信息公开工作年度报告: elsewhere an annual report of
    # another year is a text like others, in the opening it is this very report.
    if whole.role == OPENING and "年度报告" in named.after:
        return False
    return bool(ABOUT_A_TEXT.search(named.after)) or _is_of_a_plan(named)


def _named_year(
    report: Content,
    whole: Excerpt,
    match: re.Match[str],
) -> _NamedYear:
    text = whole.text
    start = match.start()
    end = match.end()
    enclosed = [span_of(title) for title in ENCLOSED.finditer(text)]
    return _NamedYear(
        away=int(match[1]) - report.year,
        enclosed=any(span.holds(start) for span in enclosed),
        before=text[max(0, start - BEFORE) : start],
        after=text[end : end + AFTER],
        sentence=sentence_at(text, start),
    )


def _is_a_date_of_something(named: _NamedYear) -> bool:
    """2019年修订的条例施行以来, 2021年至2025年, 建于1998年: the beginning or the end of a time, no year of work."""
    return bool(
        SINCE.search(named.after)
        or RANGE_AFTER.search(named.after)
        or RANGE_BEFORE.search(named.before)
        or IN_THE_PAST.search(named.before)
    )


def _is_next_year(named: _NamedYear) -> bool:
    """2024年1月召开会议部署年报编制: reports are written in the first months of the next year; else it is planned."""
    if EARLY_MONTH_AFTER.search(named.after):
        return True
    return bool(PLANNED.search(named.sentence))


def _is_compared_with(named: _NamedYear, year: int) -> bool:
    """2022年为8件，2023年为9件: this year stands beside it; last year may be compared with without that."""
    for match in YEAR.finditer(named.sentence):
        if int(match[1]) == year:
            return True

    return named.away == -1 and bool(COMPARED.search(named.sentence))


def _is_of_a_plan(named: _NamedYear) -> bool:
    """2025年、2026年两年: some way ahead, with another year after it."""
    return 1 < named.away <= FARTHEST_PLAN and "年" in named.after
