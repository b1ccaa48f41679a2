"""Tells whether words speak of the whole report, or of another office, a part of it, or another year. Pure: no Django."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from disclosure.rules.sayings.sentences import EVERYBODY
from disclosure.statutory.content import AgencyKind, Content

GOVERNMENTS = ("county", "city", "province", "central")
_SELF: dict[AgencyKind, str] = {
    "street": "街道(?:办事处|办)?|办事处",
    "town": "[镇乡](?:人民政府|政府|机关)?",
}
_ALONE = r"(?<![\u4e00-\u9fff])|(?<=[年度月由对向])"
_PLACES = "[省市县区州旗盟]"
SHORTEST_NAME = 3
"""A tail of the office's name with fewer letters (区局) may be another office's. Judged by eye on the tests."""

# Words that sound like an office or a period and mean all of the report.
_ALL = re.compile(
    rf"""
    {EVERYBODY}+
    |政府信息|政务信息
    |行政机关|机关事业单位
    |今年以来|(?:本|全)?年度?以来
    |各级各部门                                             # 全市各级各部门共收到
    |各级(?:行政机关|政府|部门|单位)*(?:及其?所属部门|及部门)?
    |[市县区]+[两三]级(?:政府|行政机关)?(?:及其?部门)?       # 市县两级政府及部门
    |(?:各|所有|全部)(?:部门|单位|科室)                     # 各部门、各乡镇
        (?:[、和及]?各?(?:部门|单位|乡镇|镇街|街道|镇|县区))*
    |各(?:乡镇|镇街|街道|镇|县区)                           # 各镇街和各部门
        (?:[、和及]?各?(?:乡镇|镇街|街道|镇|县区))*[、和及]?各?(?:部门|单位)
    |[省市县区]政府(?:及|和|、)(?:其|所属|各|工作|组成)*部门(?:[、和及](?:各)?乡镇)?
    |(?:人民)?法院|(?:行政)?复议机关                        # who decides, not who reports
    |(?:向|由)?[本我](?:机关|单位)
    |工作部门|主管部门
    """,
    re.VERBOSE,
)
# 办公室收到38件, 其余59件由各部门、街道收到, 直属学校收到14件, 区疾控中心收到1件.
_OFFICES = re.compile(
    r"""
    全[国省市县区州]|本级|政府|街道|乡镇|镇街|县区|区县
    |部门|单位|机关|办公[室厅]|委员会
    |中心(?!工作)                                           # not 围绕中心工作
    |[股科处]室|分局|[支大]队|派出所
    |学校|[医学法]院|(?<!务)院                              # not 国务院
    |[直下所]属|公司|集团
    |[站馆](?!内)                                           # not 站内
    |社区|村|[镇乡]
    |(?<![全结当邮])局(?!面)                                # not 全局, 结局, 当局, 邮局, 局面
    |厅
    |(?<!常)委(?!托)                                        # not 常委, 委托
    """,
    re.VERBOSE,
)
# 自然人申请10件, 收到法人或其他组织申请5件.
_APPLICANTS = re.compile(
    r"自然人|个人|公民|居民|村民|企业|法人|科研|公益|法律服务|律师|组织(?!开展|协调)|团体"
)
# 通过网络收到22件, 当面提交3件, 邮寄11件.
_CHANNELS = re.compile(
    r"网络|网上|网站|在线|线上|线下|平台|邮[件箱寄政]|电子|信函|信件|来信|当面|现场|窗口|传真|书面|口头|来访|热线|电话|转[来办交]|交办|系统"
)
_WHOLE_YEAR = re.compile(r"(?<!\d)0?1月0?1日|12月(?:31日|底|末)")
_PERIODS = re.compile(
    r"""
    季度|[上下]半年                                         # 一季度收到29件
    |(?:\d|[一二三四五六七八九十])月(?!均)|前.个月|当月     # 12月份收到申请3件
    |每[月季日]|[月日年]均|平均
    |以来|历年|至今|迄今|近[两三四五几]年                   # 自2008年以来累计收到申请300件
    """,
    re.VERBOSE,
)
_SUBJECTS = re.compile(r"[^，、]类|方面|领域|有关|关于|涉及|针对|内容为|要求公开")
_YEAR = re.compile(
    r"(?P<number>\d{4})年|(?P<other>上一?年度?|去年|往年|同期)|(本年度?|今年|当年|全年)"
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose report it is and of which year: enough to know which words mean itself."""

    name: str
    kind: AgencyKind
    year: int

    @classmethod
    def of(cls, report: Content) -> Speaker:
        """Who speaks in a report."""
        return cls(report.agency_name, report.agency_kind, report.year)

    def narrows(self, text: str) -> bool:
        """Whether a stretch names a part of what the tables cover: an office, an applicant, a channel, a period."""
        if self.names_period(text):
            return True

        rest = self.without_self(text)
        if _OFFICES.search(rest) or _APPLICANTS.search(rest):
            return True
        return _CHANNELS.search(rest) is not None

    def is_of_others(self, text: str) -> bool:
        """Whether a stretch names another office, a part of the year or another year."""
        if self.names_office(text) or self.names_period(text):
            return True
        return self.of_other_year(text)

    def names_period(self, text: str) -> bool:
        """Whether a stretch names a part of the year, or many years."""
        # 截至12月31日 and 自1月1日至12月31日 name all of the year.
        rest = _WHOLE_YEAR.sub("", _ALL.sub("", text))
        return _PERIODS.search(rest) is not None

    def names_office(self, text: str) -> bool:
        """Whether a stretch names an office that is not the whole of the report."""
        return bool(_OFFICES.search(self.without_self(text)))

    def of_other_year(self, text: str) -> bool:
        """Whether the last year that a stretch names is not the report's."""
        other = False
        for match in _YEAR.finditer(text):
            # 与上年收到的20件相比，今年收到12件: the last word decides.
            other = bool(match["other"])
            if match["number"]:
                other = int(match["number"]) != self.year

        return other

    def without_self(self, text: str) -> str:
        """The text without the words that mean the report's own office, or everybody in it."""
        # First, or 云泽市 would be taken out of 云泽市政府及各部门 and leave an office; again for what
        # stood on both sides of a name.
        rest = _ALL.sub("", text)
        rest = _own_names(self.name, self.kind).sub("", rest)
        return _ALL.sub("", rest)


def speaks_of_a_subject(text: str) -> bool:
    """Whether a stretch limits what it says to one subject: 征地类, 涉及……"""
    return bool(_SUBJECTS.search(text))


@lru_cache(maxsize=64)
def _own_names(name: str, kind: AgencyKind) -> re.Pattern[str]:
    """The office's name, its tails, 我局, 全县, and for the lowest offices 街道 and 镇 alone."""
    # 市政府受理政府信息公开申请5件 in a city's report is what its own office received, not the city.
    is_government = kind in GOVERNMENTS
    forms = _forms_of_name(name, from_place=not is_government)
    # Longest first: an alternative that another begins with would hide it.
    longest_first = sorted(forms, key=len, reverse=True)
    words = "|".join(map(re.escape, longest_first))
    if is_government:
        # 全市 of 云泽市临湖区人民政府 would be another government: the last level is its own.
        levels = re.findall(_PLACES, name) or ["国"]
        return re.compile(rf"{words}|[全我本]{levels[-1]}(?:上下|范围内)?")

    own = r"[我本全](?:[局委厅办署]|街道|机关|单位|系统|[镇乡])(?:机关)?"
    # 局 and 县局 alone are this one, but 局机关 is its own office without those below it.
    alone = _SELF.get(kind, rf"{_PLACES}?[局委厅](?!机关)")
    alternatives = [own, rf"(?:{_ALONE})(?:{alone})"]
    if words:
        alternatives.insert(0, words)

    return re.compile("|".join(alternatives))


def _forms_of_name(name: str, *, from_place: bool) -> set[str]:
    """安平县住房和城乡建设局 is 住房和城乡建设局 too, and `from_place` 县住房和城乡建设局."""
    whole = {name, name.removesuffix("人民政府"), name.removesuffix("办事处")}
    tails = set()
    for base in whole:
        for match in re.finditer(_PLACES, base):
            start, end = match.span()
            # What follows a place is a name of its own: 柳桥街道办事处 after 云泽市临湖区.
            tails.add(base[end:])
            if from_place:
                tails.add(base[start:])

    long_enough = {tail for tail in tails if len(tail) >= SHORTEST_NAME}
    return whole | long_enough
