"""Reads the marks of lists in running text, and finds lists and headings whose numbers are broken. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from disclosure.rules.catalogue import Level, Spot, rule_around
from disclosure.rules.surroundings import Surroundings
from disclosure.rules.wording.printed_parts import part_headings
from disclosure.rules.wording.prose import Excerpt, TextSpan, passages
from disclosure.statutory.chinese import NUMERALS, numeral_of, value_of
from disclosure.statutory.content import Content
from disclosure.statutory.printed import Printed

_N = f"[{NUMERALS}]{{1,3}}"
# 统一是关键 and 第（八）项 hold no mark of a list: what stands before a mark decides, and
# after a comma only 一是 and 第一 begin an item.
MARK = re.compile(
    rf"""
    (?P<shi>(?:(?<=[：:；;。，,、！\n\s”）])|^){_N}(?:是|则)(?!否))   # 一是, 二则
    |(?P<dun>(?:(?<=[：:；;。\n])|^)[ \t　]*{_N}、)                 # 一、
    |(?P<di>(?:(?<=[：:；;。，,\n])|^)[ \t　]*第{_N}(?=[，,是、]))  # 第一，
    |(?P<kuo>(?:(?<=[：:；;。，\n])|^)[ \t　]*[（(]{_N}[）)])       # （一）
    |(?P<dot>(?:(?<=[：:；;。\n])|^)[ \t　]*\d{{1,2}}[.．、](?!\d)) # 1. but not 2.5%
    |(?P<arab>(?:(?<=[：:；;。，\n])|^)[ \t　]*[（(]\d{{1,2}}[）)])  # （1）
    |(?P<ring>[①-⑳])
    """,
    re.MULTILINE | re.VERBOSE,
)
AS_WRITTEN = {
    "shi": "{numeral}是",
    "dun": "{numeral}、",
    "di": "第{numeral}",
    "kuo": "（{numeral}）",
    "dot": "{digits}.",
    "arab": "（{digits}）",
    "ring": "{ring}",
}
FIRST_RING = 0x2460
HEADING_NUMBER = re.compile(rf"\s*({_N})\s*、")
INLINE = ("shi", "dun", "di")
"""Kinds of mark that one writer puts for another in the middle of a list: 一、解读单一。二是更新迟缓."""
DOUBLY_MARKED = re.compile(
    rf"""
    (?:(?<=\n)|^)[ \t　]*(?:
        [（(]{_N}[）)]、                            # （一）、
        |{_N}[.．](?!\d)                           # 一.
        |\d{{1,2}}、                               # 1、
    )
    """,
    re.MULTILINE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class ListMark:
    """The mark of an item: its kind (a group of MARK), its number, and where it stands."""

    kind: str
    number: int
    span: TextSpan


def marks_in(text: str) -> list[ListMark]:
    """The marks of all items in a text, in order."""
    found = []
    for match in MARK.finditer(text):
        mark = match[0].strip()
        number = _number_in(mark)
        if number:
            span = TextSpan(match.end() - len(mark), match.end())
            found.append(ListMark(match.lastgroup or "", number, span))

    return found


def _number_in(mark: str) -> int:
    """③, 3, 三: the number of a mark as written."""
    if "①" <= mark <= "⑳":
        return ord(mark) - FIRST_RING + 1

    digits = re.search(r"\d+", mark)
    if digits:
        return int(digits[0])

    numeral = re.search(_N, mark)
    return value_of(numeral[0]) if numeral else 0


def count_items(text: str) -> int:
    """How many items a text lists at its uppermost level; 0 where it lists none."""
    marks = marks_in(text)
    if not marks:
        return 0

    first = marks[0].kind
    kinds = INLINE if first in INLINE else (first,)
    return sum(mark.kind in kinds for mark in marks)


def written(kind: str, number: int) -> str:
    """A mark of this kind with this number, as it should be written."""
    return AS_WRITTEN[kind].format(
        numeral=numeral_of(number),
        digits=number,
        ring=chr(FIRST_RING + number - 1),
    )


@rule_around(
    "D-12",
    Level.HINT,
    "列举和标题的序号",
    {
        "mixed": "“{wrong}”和后面的“{next}”不是一种写法，同一组列举应当一致，可写作“{instead}”。",
        "skipped": "“{wrong}”之前没有“{instead}”，序号中断了。请核对。",
        "repeated": "“{wrong}”重复了，应为“{instead}”。请核对。",
        "level": "序号“{wrong}”的写法不合公文层次“一、”“（一）”“1.”“（1）”，可写作“{instead}”。",
        "heading": "标题“{wrong}”的序号应为“{instead}”。请核对。",
    },
)
def enumerations(
    report: Content, last: Content | None, around: Surroundings
) -> Iterator[Spot]:
    """列举的序号连续、写法一致；结构层次依次为“一、”“（一）”“1.”“（1）”。

    One finding for each list that is broken. Numbers of printed headings are judged where a report is examined. Source:
    党政机关公文格式 GB/T 9704—2012, 7.3.3; RULES D-12 (一、…二是…三是).
    """
    for whole in passages(report):
        yield from _broken_lists(whole)
        doubly_marked = DOUBLY_MARKED.search(whole.text)
        if doubly_marked:  # once: who writes one so writes all so
            yield _wrong_level(whole, doubly_marked)

    if around.printed:
        yield from _wrong_headings(report, around.printed)


def _wrong_level(whole: Excerpt, match: re.Match[str]) -> Spot:
    """（一）、 has two marks where one is prescribed."""
    wrong = match[0].strip()
    instead = _as_prescribed(wrong)
    return whole.spot(
        match.end() - len(wrong),
        match.end(),
        names={"wrong": wrong, "instead": instead},
        says="level",
        instead=instead,
    )


def _as_prescribed(mark: str) -> str:
    """（一）、 is （一）, 1、 is 1., 一. is 一、."""
    if mark[0] in "（(":
        return f"（{mark[1:-2]}）"
    if mark[0].isdigit():
        return f"{mark[:-1]}."
    return f"{mark[:-1]}、"


def _broken_lists(whole: Excerpt) -> Iterator[Spot]:
    """Walk through the marks; each kind counts on from its own last number, and one begins anew.

    So lists may lie within each other: （一）解读。1.文字多。2.图少。（二）更新.
    """
    last: dict[str, ListMark] = {}
    for mark in marks_in(whole.text):
        spot = _out_of_place(whole, mark, last)
        last[mark.kind] = mark
        if spot:
            yield spot


def _out_of_place(
    whole: Excerpt,
    mark: ListMark,
    last: dict[str, ListMark],
) -> Spot | None:
    """What is wrong with a mark, after the last ones of each kind."""
    if mark.number == 1:
        return None

    before = last.get(mark.kind)
    if before is None:
        return _wrong_beginning(whole, mark, last)
    if mark.number == before.number + 1:
        return None

    says = "repeated" if mark.number == before.number else "skipped"
    return _out_of_step(whole, mark, before.number + 1, says)


def _wrong_beginning(
    whole: Excerpt,
    mark: ListMark,
    last: dict[str, ListMark],
) -> Spot | None:
    """What is wrong with the first mark of its kind, which is no 一."""
    if mark.kind in INLINE:
        for kind in INLINE:
            other = last.get(kind)
            if other and other.number == mark.number - 1:
                return _mixed(whole, other, mark)

    # （八） may be an item of the regulations and 2. a number of another kind; 三是 and
    # 第三 are said of lists alone.
    if mark.kind in ("shi", "di"):
        return _out_of_step(whole, mark, 1, "skipped")
    return None


def _mixed(whole: Excerpt, odd: ListMark, following: ListMark) -> Spot:
    """一、解读单一。二是更新迟缓: the first is put as the second, which goes on."""
    instead = written(following.kind, odd.number)
    names = {
        "wrong": odd.span.of(whole.text),
        "next": following.span.of(whole.text),
        "instead": instead,
    }
    return whole.spot(*odd.span, names=names, says="mixed", instead=instead)


def _out_of_step(whole: Excerpt, mark: ListMark, expected: int, says: str) -> Spot:
    """一是……三是, or 二是……二是."""
    should_be = written(mark.kind, expected)
    # What was skipped may be missing: only a number that stands twice can be put right.
    instead = should_be if says == "repeated" else None
    return whole.spot(
        *mark.span,
        names={"wrong": mark.span.of(whole.text), "instead": should_be},
        says=says,
        instead=instead,
    )


def _wrong_headings(report: Content, printed: Printed) -> Iterator[Spot]:
    """Printed numbers of parts that are not the form's, where the part itself stands in its place."""
    for part, heading in part_headings(report, printed):
        number = HEADING_NUMBER.match(heading.text)
        if number is None or f"{number[1]}、" == part.number:
            continue

        yield Spot(
            left=number[1],
            right=part.number.removesuffix("、"),
            names={"wrong": heading.text.strip(), "instead": part.number},
            says="heading",
            part=part.key,
        )
