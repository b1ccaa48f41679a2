"""Names of offices in the text: the report's own, and those that have no business there. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from disclosure.rules.catalogue import Level, Spot, rule_around
from disclosure.rules.surroundings import Offices, Surroundings
from disclosure.rules.wording.prose import Excerpt, passages
from disclosure.statutory.content import Content

REGION = re.compile(
    r"^[㐀-鿿]{2,7}?(?:自治区|自治州|自治县|地区|[省市州盟区县旗])(?=[㐀-鿿]{3,})"
)
TOWN = re.compile(r"(?:街道办事处|[镇乡]人民政府)$")
ENDINGS = ("街道办事处", "人民政府办公室", "人民政府")
PUBLISHED = re.compile(
    r"(?:公布|发布|编制|现将|形成)(?:的?是?)([㐀-鿿（）]{4,30}?)(?:关于)? ?\d{4} ?年(?:度)?(?:政府)?信息公开"
)
DOES = (
    r"(?:\d{4} ?年(?:以来|来|度)?，?|本年度，?|全年，?|年内，?|认真|严格|坚持|始终|高度重视|积极|大力|深入|不断|持续|进一步|切实|扎实|"
    r"全面|按照|根据|围绕|以|共|累计|主动公开|公开政府信息|受理|收到|新收|制发|印发|通过|将|已|在区|在市|依托|利用|加强|健全|建立|落实|"
    r"政府信息公开工作|政务公开工作|依申请公开)"
)
BEGINS = re.compile(
    r"(?:^|[。；！\n])\s*(?:\d{4} ?年(?:度|以来|来)?，? ?|本年度，?|全年，?|一年来，?|过去一年，?)?$"
)
ITS_OWN = re.compile(
    r"(?:政务公开|政府信息公开|信息公开)(?:工作)?领导小组|(?:局|委|办)?党组会|(?:党政)?班子"
)
RECEIVES = re.compile(
    r"(?:全年)?(?:共|累计)?(?:主动公开|公开政府信息|收到政府信息|受理政府信息|新收政府信息|公开各类信息)"
)
MADE = re.compile(
    r"(?:党政|综合)?(?:办公室|办)?(?:负责)?(?:编制|编写|起草|公布|发布|汇总)"
)
ASKED = re.compile(r"(?:请与|请向|请联系|联系)\s*$")
BELOW_A_CITY = ("street", "town", "county_department", "county")
HIGHER_SELF = re.compile(
    r"(?:我[市省]|(?:全[市省]|(?<=[。；\n，])本[市省])(?=(?:各级)?(?:行政机关|政府)?(?:共|累计)?(?:主动公开|受理|收到|新收|制发|办结|发布)))"
)
SELF = re.compile(
    r"(?<![自为给叫称])[我本](街道|[局委厅镇乡])(?![㐀-鿿]?(?:长|员|属))(?=[㐀-鿿，])"
)
"""How an office of another kind calls itself."""
_OFFICE = r"([㐀-鿿]{2,18}?(?:街道办事处|[镇乡县区旗市省]人民政府))"
PREPARED = re.compile(
    rf"由{_OFFICE}(?:党政|综合)?(?:办公室|办)?(?:负责)?(?:编制|编写|起草)"
)
CONTACT = re.compile(
    rf"请(?:与|向|联系){_OFFICE}(?!办公)(?:党政|综合)?(?:办公室|办|联系|咨询|反映)"
)
NOBODY = r"某|各|全|我|本|该|两|有关|所有"
BY_NAME = re.compile(
    r"(?!现|公布|发布|编制|由|按|依|根据|在|经|会同|与|和|向|对|请|受)[㐀-鿿]{2,12}?(?:省|市|区|县|旗)人民政府(?!办公)"
)


@lru_cache(4096)
def forms_of(name: str) -> frozenset[str]:
    """How an office is called for short: without the regions it lies in, without 办事处 or 人民政府."""
    found = {name}
    while match := REGION.match(name):
        name = name[match.end() :]
        found.add(name)
    for full in tuple(found):
        for ending in ENDINGS:
            stem = full.removesuffix(ending)
            if stem != full and len(stem) > 1:
                found |= (
                    {stem + "街道"} if ending == "街道办事处" else {stem, stem + "政府"}
                )
    return frozenset(form for form in found if len(form) > 2)


def regions_of(name: str) -> dict[str, str]:
    """The regions that an office's name begins with, by their kind: {"区": "望汀区"}."""
    found = {}
    while match := REGION.match(name):
        found[match[0][-1]] = match[0]
        name = name[match.end() :]
    return found


def _is_own(name: str, own: frozenset[str]) -> bool:
    """Whether a name is one of ours, or one of ours with what lies above or within it."""
    if any(form.endswith(name) or name.startswith(form) for form in own):
        return True
    theirs, ours = (
        regions_of(name),
        {kind: region for form in own for kind, region in regions_of(form).items()},
    )
    return bool(forms_of(name) & own) and all(
        ours.get(kind, region) == region for kind, region in theirs.items()
    )


@rule_around(
    "D-3",
    Level.QUERY,
    "机关名称应为本机关",
    {
        "own": "公布的是“{wrong}”的报告，而这是{agency}的报告。请核对机关名称；确实如此的请说明理由。",
        "other": "“{wrong}”是另一个机关，这里却像在写它的工作，疑为照抄。请核对；确实如此的请说明理由。",
        "higher": "{agency}的报告里写“{wrong}”，像是从上级的报告照抄来的。请核对；确实如此的请说明理由。",
        "kind": "{agency}的报告里自称“{wrong}”，像是从别的机关的报告照抄来的。请核对；确实如此的请说明理由。",
        "signature": "落款是“{wrong}”，而这是{agency}的报告。请核对；确实如此的请说明理由。",
    },
)
def names_of_offices(
    report: Content, last: Content | None, around: Surroundings
) -> Iterator[Spot]:
    """报告里的机关名称、落款应为本机关；正文不应写成别的机关或上级的工作。

    Another office may be named as an actor beside us (会同、指导); what counts is one that is said to publish, receive or do
    what the report is about. Source: RULES D-3; a sentence copied from the city's report into a street's.
    """
    known = around.offices or Offices()
    own = known.own | forms_of(report.agency_name)
    named = report.signature.agency if report.signature else ""
    if named and not _is_own(named, own):
        names = {"wrong": named, "agency": report.agency_name}
        yield Spot(
            left=named,
            right=report.agency_name,
            names=names,
            says="signature",
            part=report.edition.parts[-1].key,
        )
    for whole in passages(report):
        yield from _in_passage(report, whole, own, known)


def _in_passage(
    report: Content, whole: Excerpt, own: frozenset[str], known: Offices
) -> Iterator[Spot]:
    told: list[tuple[int, int]] = []
    for start, end, says in _suspects(report, whole, own, known):
        if not any(start < other_end and other < end for other, other_end in told):
            told.append((start, end))
            names = {"wrong": whole.text[start:end], "agency": report.agency_name}
            yield whole.spot(start, end, names=names, says=says)


def _suspects(
    report: Content, whole: Excerpt, own: frozenset[str], known: Offices
) -> Iterator[tuple[int, int, str]]:
    text = whole.text
    yield from _compilers(text, own, known)
    for match in PUBLISHED.finditer(text):
        if not _is_own(match[1], own) and not re.search(
            r"^某|我|本(?:机关|单位|办|局|街道|镇|乡)", match[1]
        ):
            yield (*match.span(1), "own")
    spoken_of = (
        own | _as_called(own | known.above | known.below) | known.above | known.below
    )
    for start, end in named_in(text, known.others):
        if _acts(text, start, end) and not _within(text, start, end, spoken_of):
            yield start, end, "other"
    for match in BY_NAME.finditer(text):
        if (
            not _is_own(match[0], own)
            and BEGINS.search(text[: match.start()])
            and _does(text, match.end())
        ):
            yield (*match.span(), "other")
    yield from (
        (*match.span(), "kind")
        for match in SELF.finditer(text)
        if match[1] not in report.agency_name
    )
    if report.agency_kind in BELOW_A_CITY and _lies_in_a_district(report, known):
        yield from ((*match.span(), "higher") for match in HIGHER_SELF.finditer(text))


def _compilers(
    text: str, own: frozenset[str], known: Offices
) -> Iterator[tuple[int, int, str]]:
    """Who is said to have compiled the report, or to be asked about it."""
    for match in (*PREPARED.finditer(text), *CONTACT.finditer(text)):
        if (
            not _is_own(match[1], own)
            and match[1] not in known.above
            and not re.match(NOBODY, match[1])
        ):
            yield (*match.span(1), "other")


def _lies_in_a_district(report: Content, known: Offices) -> bool:
    """A town of a county-level city may say 我市; where a district or county is named above the office, it may not."""
    return any(
        re.search("[区县旗]", name)
        for name in (
            report.agency_name,
            *(known.above if report.agency_kind != "county" else ()),
        )
    )


def _acts(text: str, start: int, end: int) -> bool:
    """Whether the office named there is told to do what the report is about, or to be asked about it."""
    if (
        ASKED.search(text[:start])
        or ITS_OWN.match(text[end:])
        or (text[:start].endswith("由") and MADE.match(text[end:]))
    ):
        return True
    if text[:start].endswith("，") and RECEIVES.match(text[end:]):
        return True
    return bool(BEGINS.search(text[:start])) and _does(text, end)


def _does(text: str, end: int) -> bool:
    return re.match(DOES, text[end : end + 16]) is not None


def _within(text: str, start: int, end: int, names: frozenset[str]) -> bool:
    """Whether what stands there is part of one of these names."""
    for form in names:
        at = text.find(form, max(0, start - len(form)))
        if 0 <= at <= start and end <= at + len(form):
            return True
    return False


def named_in(text: str, names: frozenset[str]) -> list[tuple[int, int]]:
    """Where any of the names stands, the longest at each place; thousands of names cost no more than a few."""
    by_head, found, at = _by_head(names), [], 0
    while at < len(text) - 1:
        lengths = (
            len(name)
            for name in by_head.get(text[at : at + 2], ())
            if text.startswith(name, at)
        )
        longest = max(lengths, default=0)
        if longest:
            found.append((at, at + longest))
        at += longest or 1
    return found


@lru_cache(8)
def _by_head(names: frozenset[str]) -> dict[str, list[str]]:
    """{first two characters: names}, with the ways in which neighbours call them; kept as long as the tree is the same."""
    heads: dict[str, list[str]] = {}
    for name in names | _as_called(names):
        heads.setdefault(name[:2], []).append(name)
    return heads


def _as_called(names: frozenset[str]) -> frozenset[str]:
    """安平县教育局 is 县教育局 to its neighbours, 望汀区听松街道办事处 is 听松街道."""
    found = set()
    for name in names:
        rest, kind = name, ""
        while match := REGION.match(rest):
            found.add(rest)
            rest, kind = rest[match.end() :], match[0][-1]
        if TOWN.search(rest):
            found |= {rest, rest.removesuffix("办事处").removesuffix("人民政府")}
        elif kind:
            found.add(kind + rest)
    return frozenset(form for form in found if len(form) > 2)
