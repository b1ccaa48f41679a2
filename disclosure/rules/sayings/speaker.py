"""Whether a stretch of text speaks of the whole report, or of less, or of another year. Pure: no Django."""

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
_ALL = re.compile(
    rf"{EVERYBODY}+|政府信息|政务信息|行政机关|机关事业单位|今年以来|(?:本|全)?年度?以来"
    r"|各级各部门|各级(?:行政机关|政府|部门|单位)*(?:及其?所属部门|及部门)?|[市县区]+[两三]级(?:政府|行政机关)?(?:及其?部门)?"
    r"|(?:各|所有|全部)(?:部门|单位|科室)(?:[、和及]?各?(?:部门|单位|乡镇|镇街|街道|镇|县区))*"
    r"|各(?:乡镇|镇街|街道|镇|县区)(?:[、和及]?各?(?:乡镇|镇街|街道|镇|县区))*[、和及]?各?(?:部门|单位)"
    r"|[省市县区]政府(?:及|和|、)(?:其|所属|各|工作|组成)*部门(?:[、和及](?:各)?乡镇)?|(?:人民)?法院|(?:行政)?复议机关"
    r"|(?:向|由)?[本我](?:机关|单位)|工作部门|主管部门"
)
_OFFICES = re.compile(
    r"全[国省市县区州]|本级|政府|街道|乡镇|镇街|县区|区县|部门|单位|机关|办公[室厅]|委员会|中心(?!工作)|[股科处]室|分局|[支大]队|派出所"
    r"|学校|[医学法]院|(?<!务)院|[直下所]属|公司|集团|[站馆](?!内)|社区|村|[镇乡]|(?<![全结当邮])局(?!面)|厅|(?<!常)委(?!托)"
)
_APPLICANTS = re.compile(
    r"自然人|个人|公民|居民|村民|企业|法人|科研|公益|法律服务|律师|组织(?!开展|协调)|团体"
)
_CHANNELS = re.compile(
    r"网络|网上|网站|在线|线上|线下|平台|邮[件箱寄政]|电子|信函|信件|来信|当面|现场|窗口|传真|书面|口头|来访|热线|电话|转[来办交]|交办|系统"
)
_WHOLE_YEAR = re.compile(r"(?<!\d)0?1月0?1日|12月(?:31日|底|末)")
_PERIODS = re.compile(
    r"季度|[上下]半年|(?:\d|[一二三四五六七八九十])月(?!均)|前.个月|当月|每[月季日]|[月日年]均|平均|以来|历年|至今|迄今|近[两三四五几]年"
)
_SUBJECTS = re.compile(r"[^，、]类|方面|领域|有关|关于|涉及|针对|内容为|要求公开")
_YEAR = re.compile(r"(\d{4})年|(上一?年度?|去年|往年|同期)|(本年度?|今年|当年|全年)")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose report it is and of which year: enough to know which words mean itself."""

    name: str
    kind: AgencyKind
    year: int

    @classmethod
    def of(cls, report: Content) -> Speaker:
        return cls(report.agency_name, report.agency_kind, report.year)

    def narrows(self, text: str) -> bool:
        """Whether a stretch names a part of what the tables cover: an office, an applicant, a channel, a period."""
        rest = self.without_self(text)
        return self.names_period(text) or any(
            kind.search(rest) for kind in (_OFFICES, _APPLICANTS, _CHANNELS)
        )

    def names_period(self, text: str) -> bool:
        """Whether a stretch names a part of the year, or many years."""
        return bool(_PERIODS.search(_WHOLE_YEAR.sub("", _ALL.sub("", text))))

    def names_office(self, text: str) -> bool:
        """Whether a stretch names an office that is not the whole of the report."""
        return bool(_OFFICES.search(self.without_self(text)))

    def of_other_year(self, text: str) -> bool:
        """Whether the last year that a stretch names is not the report's."""
        other = False
        for match in _YEAR.finditer(text):
            other = bool(match[2]) or (bool(match[1]) and int(match[1]) != self.year)
        return other

    def without_self(self, text: str) -> str:
        """The text without the words that mean the report's own office, or everybody in it."""
        return _ALL.sub("", _own(self.name, self.kind).sub("", _ALL.sub("", text)))


def speaks_of_a_subject(text: str) -> bool:
    """Whether a stretch limits what it says to one subject: 征地类, 涉及……"""
    return bool(_SUBJECTS.search(text))


@lru_cache(maxsize=64)
def _own(name: str, kind: AgencyKind) -> re.Pattern[str]:
    """The office's name, its tails, 我局, 全县, and for the lowest offices 街道 and 镇 alone."""
    government = kind in GOVERNMENTS
    forms = {name}
    for base in (
        name,
        *(
            name.removesuffix(end)
            for end in ("人民政府", "办事处")
            if name.endswith(end)
        ),
    ):
        forms.add(base)
        forms |= {
            base[match.end() :]
            for match in re.finditer(_PLACES, base)
            if len(base) - match.end() >= 3
        }
        if not government:
            forms |= {
                base[match.start() :]
                for match in re.finditer(_PLACES, base)
                if len(base) - match.start() >= 3
            }
    words = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    if government:
        level = re.findall(_PLACES, name)[-1:] or ["国"]
        return re.compile(rf"{words}|[全我本]{level[0]}(?:上下|范围内)?")
    alone = _SELF.get(kind, rf"{_PLACES}?[局委厅](?!机关)")
    own = r"[我本全](?:[局委厅办署]|街道|机关|单位|系统|[镇乡])(?:机关)?"
    return re.compile("|".join(filter(None, (words, own, rf"(?:{_ALONE})(?:{alone})"))))
