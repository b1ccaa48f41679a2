"""Finds offices in the text that have no business there: other names than the report's own, said to do its work. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from disclosure.rules.catalogue import Level, Spot, rule_around
from disclosure.rules.surroundings import Offices, Surroundings
from disclosure.rules.wording.acting import acts, begins_to_act
from disclosure.rules.wording.office_names import as_called, forms_of, is_own, named_in
from disclosure.rules.wording.prose import Excerpt, TextSpan, passages, span_of
from disclosure.statutory.content import AgencyKind, Content

PUBLISHED = re.compile(
    r"(?:公布|发布|编制|现将|形成)(?:的?是?)([㐀-鿿（）]{4,30}?)(?:关于)?"
    r" ?\d{4} ?年(?:度)?(?:政府)?信息公开"
)
"""现公布望汀区听松街道办事处2023年政府信息公开工作年度报告."""
SAYS_ITSELF = re.compile(r"^某|我|本(?:机关|单位|办|局|街道|镇|乡)")
_OFFICE = r"([㐀-鿿]{2,18}?(?:街道办事处|[镇乡县区旗市省]人民政府))"
PREPARED = re.compile(
    rf"由{_OFFICE}(?:党政|综合)?(?:办公室|办)?(?:负责)?(?:编制|编写|起草)"
)
"""本报告由玉河镇人民政府编制."""
CONTACT = re.compile(
    rf"请(?:与|向|联系){_OFFICE}(?!办公)(?:党政|综合)?(?:办公室|办|联系|咨询|反映)"
)
"""如有疑问，请与白石街道办事处党政办公室联系."""
NOBODY = re.compile("某|各|全|我|本|该|两|有关|所有")
GOVERNMENT = re.compile(
    r"""
    (?!现|公布|发布|编制|由|按|依|根据|在|经|会同|与|和|向|对|请|受)   # 在区人民政府……: no part of a name
    [㐀-鿿]{2,12}?(?:省|市|区|县|旗)人民政府(?!办公)                  # 江州市人民政府坚持以公开促服务
    """,
    re.VERBOSE,
)
SELF = re.compile(
    r"(?<![自为给叫称])[我本](街道|[局委厅镇乡])(?![㐀-鿿]?(?:长|员|属))(?=[㐀-鿿，])"
)
"""How an office of another kind calls itself: 我局 in a street's report. 为我镇 is said by the public, 本局长 is a person."""
HIGHER_SELF = re.compile(
    r"""
    我[市省]
    |(?:全[市省]|(?<=[。；\n，])本[市省])                            # 全市主动公开政府信息3万条
     (?=(?:各级)?(?:行政机关|政府)?(?:共|累计)?
        (?:主动公开|受理|收到|新收|制发|办结|发布))
    """,
    re.VERBOSE,
)
BELOW_A_CITY = ("street", "town", "county_department", "county")


@dataclass(frozen=True, slots=True)
class _Reporter:
    """The office whose report it is, with all its names; and the offices round it."""

    name: str
    kind: AgencyKind
    own: frozenset[str]
    known: Offices

    def is_called(self, name: str) -> bool:
        """Whether a name is one of its own."""
        return is_own(name, self.own)

    def may_speak_of(self) -> frozenset[str]:
        """Its own names and those of the offices above and below, as anybody calls them."""
        names = self.own | self.known.above | self.known.below
        return names | as_called(names)


class _Suspect(NamedTuple):
    """A place that looks like another office's, and the message for it."""

    says: str
    span: TextSpan


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
    reporter = _Reporter(
        name=report.agency_name,
        kind=report.agency_kind,
        own=known.own | forms_of(report.agency_name),
        known=known,
    )
    signed = report.signature.agency if report.signature else ""
    if signed and not reporter.is_called(signed):
        yield Spot(
            left=signed,
            right=reporter.name,
            names={"wrong": signed, "agency": reporter.name},
            says="signature",
            part=report.edition.parts[-1].key,
        )

    for whole in passages(report):
        yield from _in_passage(whole, reporter)


def _in_passage(whole: Excerpt, reporter: _Reporter) -> Iterator[Spot]:
    """What each witness says in turn; a place is told once, by the first."""
    taken: list[TextSpan] = []
    for says, span in _suspects(whole.text, reporter):
        if any(span.overlaps(other) for other in taken):
            continue

        taken.append(span)
        yield whole.spot(
            *span,
            names={"wrong": span.of(whole.text), "agency": reporter.name},
            says=says,
        )


def _suspects(text: str, reporter: _Reporter) -> Iterator[_Suspect]:
    """Every place that some witness points at, in the order in which witnesses are heard."""
    for span in _compilers(text, reporter):
        yield _Suspect("other", span)

    for span in _publishers(text, reporter):
        yield _Suspect("own", span)

    for span in _other_actors(text, reporter):
        yield _Suspect("other", span)

    for span in _other_governments(text, reporter):
        yield _Suspect("other", span)

    for match in SELF.finditer(text):
        if match[1] not in reporter.name:
            yield _Suspect("kind", span_of(match))

    if _lies_in_a_district(reporter):
        for match in HIGHER_SELF.finditer(text):
            yield _Suspect("higher", span_of(match))


def _compilers(text: str, reporter: _Reporter) -> Iterator[TextSpan]:
    """Who is said to have compiled the report, or to be asked about it."""
    for match in (*PREPARED.finditer(text), *CONTACT.finditer(text)):
        name = match[1]
        if name in reporter.known.above or NOBODY.match(name):
            continue

        if not reporter.is_called(name):
            yield span_of(match, 1)


def _publishers(text: str, reporter: _Reporter) -> Iterator[TextSpan]:
    """Whose report is said to be published."""
    for match in PUBLISHED.finditer(text):
        name = match[1]
        if SAYS_ITSELF.search(name) or reporter.is_called(name):
            continue

        yield span_of(match, 1)


def _other_actors(text: str, reporter: _Reporter) -> Iterator[TextSpan]:
    """Offices of the tree that are neither ours nor above or below us, where they act."""
    actors = [
        span for span in named_in(text, reporter.known.others) if acts(text, span)
    ]
    if not actors:
        return

    spoken_of = reporter.may_speak_of()
    for span in actors:
        if not _is_part_of(text, span, spoken_of):
            yield span


def _other_governments(text: str, reporter: _Reporter) -> Iterator[TextSpan]:
    """Governments that no tree need know, where a sentence begins with what they do."""
    for match in GOVERNMENT.finditer(text):
        span = span_of(match)
        if begins_to_act(text, span) and not reporter.is_called(match[0]):
            yield span


def _lies_in_a_district(reporter: _Reporter) -> bool:
    """A town of a county-level city may say 我市; where a district or county is named above the office, it may not."""
    if reporter.kind not in BELOW_A_CITY:
        return False

    names = {reporter.name}
    # Above a county 区 may be that of 自治区 or 地区: only its own name counts.
    if reporter.kind != "county":
        names |= reporter.known.above

    return any(re.search("[区县旗]", name) for name in names)


def _is_part_of(text: str, span: TextSpan, names: frozenset[str]) -> bool:
    """Whether what stands there is part of one of these names."""
    for name in names:
        earliest = max(0, span.start - len(name))
        at = text.find(name, earliest)
        if at < 0:
            continue
        if span.lies_within(TextSpan(at, at + len(name))):
            return True

    return False
