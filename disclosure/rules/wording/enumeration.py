"""Enumerations in running text, and the levels of headings. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from disclosure.rules.catalogue import Level, Spot, rule_around
from disclosure.rules.surroundings import Surroundings
from disclosure.rules.wording.prose import NUMERAL, Excerpt, passages
from disclosure.statutory.content import Content

N = f"[{NUMERAL}]{{1,3}}"
MARK = re.compile(
    rf"(?P<shi>(?:(?<=[：:；;。，,、！\n\s”）])|^){N}(?:是|则)(?!否))"
    rf"|(?P<dun>(?:(?<=[：:；;。\n])|^)[ \t　]*{N}、)"
    rf"|(?P<di>(?:(?<=[：:；;。，,\n])|^)[ \t　]*第{N}(?=[，,是、]))"
    rf"|(?P<kuo>(?:(?<=[：:；;。，\n])|^)[ \t　]*[（(]{N}[）)])"
    rf"|(?P<dot>(?:(?<=[：:；;。\n])|^)[ \t　]*\d{{1,2}}[.．、](?!\d))"
    rf"|(?P<arab>(?:(?<=[：:；;。，\n])|^)[ \t　]*[（(]\d{{1,2}}[）)])"
    rf"|(?P<ring>[①-⑳])",
    re.MULTILINE,
)
LEVELS = {
    "shi": "{0}是",
    "dun": "{0}、",
    "di": "第{0}",
    "kuo": "（{0}）",
    "dot": "{1}.",
    "arab": "（{1}）",
    "ring": "{2}",
}
INLINE = ("shi", "dun", "di")
"""Marks that one writer puts for another in the middle of a list."""
FIRST_RING = 0x2460
BOTH_MARKS = re.compile(
    rf"(?:(?<=\n)|^)[ \t　]*(?:[（(]{N}[）)]、|{N}[.．](?!\d)|\d{{1,2}}、)",
    re.MULTILINE,
)


class Item(NamedTuple):
    """The mark of an item: of which kind, which number, where."""

    kind: str
    number: int
    start: int
    end: int


def value_of(numeral: str) -> int:
    """十二 is 12; 0 for what is none."""
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return NUMERAL.index(numeral) + 1 if len(numeral) == 1 else 0
    return (NUMERAL.index(tens) + 1 if tens else 1) * 10 + (
        NUMERAL.index(ones) + 1 if ones else 0
    )


def numeral_of(number: int) -> str:
    """12 is 十二."""
    tens, ones = divmod(number, 10)
    return (
        (NUMERAL[tens - 1] if tens > 1 else "")
        + ("十" if tens else "")
        + (NUMERAL[ones - 1] if ones else "")
    )


def items(text: str) -> list[Item]:
    """The marks of all items in a text, in order."""
    found = []
    for match in MARK.finditer(text):
        kind = match.lastgroup or ""
        mark = match[0].strip()
        if number := _number_in(mark):
            found.append(Item(kind, number, match.end() - len(mark), match.end()))
    return found


def _number_in(mark: str) -> int:
    if "①" <= mark <= "⑳":
        return ord(mark) - FIRST_RING + 1
    if digits := re.search(r"\d+", mark):
        return int(digits[0])
    numeral = re.search(N, mark)
    return value_of(numeral[0]) if numeral else 0


def count_items(text: str) -> int:
    """How many items a text lists at its uppermost level; 0 where it lists none."""
    found = items(text)
    if not found:
        return 0
    first = found[0].kind
    kinds = INLINE if first in INLINE else (first,)
    return sum(item.kind in kinds for item in found)


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
        yield from _lists(whole)
        if match := BOTH_MARKS.search(whole.text):  # who writes one so writes all so
            wrong = match[0].strip()
            instead = _as_prescribed(wrong)
            names = {"wrong": wrong, "instead": instead}
            yield whole.spot(
                match.end() - len(wrong),
                match.end(),
                names=names,
                says="level",
                instead=instead,
            )
    if around.printed:
        yield from _headings(report, around)


def _as_prescribed(mark: str) -> str:
    if mark[0] in "（(":
        return f"（{mark[1:-2]}）"
    return f"{mark[:-1]}." if mark[0].isdigit() else f"{mark[:-1]}、"


def _lists(whole: Excerpt) -> Iterator[Spot]:
    """Walk through the marks; each kind counts on from its own last number, and one begins anew."""
    last: dict[str, Item] = {}
    for item in items(whole.text):
        before = last.get(item.kind)
        last[item.kind] = item
        if item.number == 1 or (before and item.number == before.number + 1):
            continue
        other = next(
            (
                last[k]
                for k in INLINE
                if k != item.kind and k in last and last[k].number == item.number - 1
            ),
            None,
        )
        if before is None and item.kind in INLINE and other:
            yield _mixed(whole, other, item)
        elif before and before.number == item.number:
            yield _out_of_step(whole, item, item.number + 1, "repeated")
        elif before or item.kind in ("shi", "di"):
            yield _out_of_step(
                whole, item, before.number + 1 if before else 1, "skipped"
            )


def _mark(kind: str, number: int) -> str:
    return LEVELS[kind].format(numeral_of(number), number, chr(FIRST_RING + number - 1))


def _mixed(whole: Excerpt, odd: Item, following: Item) -> Spot:
    instead = _mark(following.kind, odd.number)
    wrong, text = (
        whole.text[odd.start : odd.end],
        whole.text[following.start : following.end],
    )
    names = {"wrong": wrong, "next": text, "instead": instead}
    return whole.spot(odd.start, odd.end, names=names, says="mixed", instead=instead)


def _out_of_step(whole: Excerpt, item: Item, expected: int, says: str) -> Spot:
    wrong, instead = whole.text[item.start : item.end], _mark(item.kind, expected)
    names = {"wrong": wrong, "instead": instead}
    return whole.spot(
        item.start,
        item.end,
        names=names,
        says=says,
        instead=instead if says == "repeated" else None,
    )


def _headings(report: Content, around: Surroundings) -> Iterator[Spot]:
    """Printed numbers of parts that are not the form's, where the part itself stands in its place."""
    parts = {part.key: part for part in report.edition.parts}
    for heading in around.printed.headings if around.printed else ():
        part = parts.get(heading.part)
        match = re.match(rf"\s*({N})\s*、", heading.text)
        if part and not heading.passage and match and f"{match[1]}、" != part.number:
            names = {"wrong": heading.text.strip(), "instead": part.number}
            yield Spot(
                left=match[1],
                right=part.number.removesuffix("、"),
                names=names,
                says="heading",
                part=part.key,
            )
