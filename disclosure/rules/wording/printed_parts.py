"""Judges the headings of a printed report: parts that are missing, out of order, or called otherwise. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from disclosure.rules.catalogue import Level, Spot
from disclosure.rules.wording.prose import passages
from disclosure.statutory.content import Content
from disclosure.statutory.editions.spec import Part
from disclosure.statutory.printed import Printed, PrintedHeading

NOT_OF_A_HEADING = re.compile(r"[、.．：:（）()\s　]|[一二三四五六七八九十]+(?=、)")
"""Numbers, marks and blanks, which may be printed otherwise: 一、 总 体 情 况."""


class PartHeading(NamedTuple):
    """A part, and a heading as printed that stands for the part itself."""

    part: Part
    heading: PrintedHeading


def part_headings(report: Content, printed: Printed) -> Iterator[PartHeading]:
    """The headings of parts, as printed one after the other."""
    parts = {part.key: part for part in report.edition.parts}
    for heading in printed.headings:
        part = parts.get(heading.part)
        if part and not heading.passage:
            yield PartHeading(part, heading)


def message_names(part: Part) -> dict[str, object]:
    """What the messages of D-4 call a part."""
    return {"number": part.number.removesuffix("、"), "part": part.label}


def missing_parts(report: Content, printed: Printed) -> list[Part]:
    """The parts that a printed report does not have: no heading, no text, no table."""
    edition = report.edition
    keys = [whole.passage for whole in passages(report)]
    for table, state in printed.tables.items():
        if state != "missing":
            keys.append(table)

    there = {heading.part for heading in printed.headings}
    for key in keys:
        part = edition.part_of(key)
        there.add(part.key)

    return [part for part in edition.parts if part.key not in there]


def misprinted_headings(report: Content, printed: Printed) -> Iterator[Spot]:
    """Headings of parts that stand out of order or are worded otherwise."""
    order = list(report.edition.parts)
    before: Part | None = None
    for part, heading in part_headings(report, printed):
        # One part out of its place is told once, and those after it are held against
        # the last that stood right.
        if before and order.index(part) < order.index(before):
            names = message_names(part) | {"before": before.label}
            yield Spot(names=names, says="order", part=part.key)
        else:
            before = part

        if _is_worded_otherwise(part, heading):
            yield _otherwise_worded(part, heading)


def _is_worded_otherwise(part: Part, heading: PrintedHeading) -> bool:
    """五、存在的主要问题及整改措施 for 存在的主要问题及改进情况."""
    printed = NOT_OF_A_HEADING.sub("", heading.text)
    return printed != NOT_OF_A_HEADING.sub("", part.label)


def _otherwise_worded(part: Part, heading: PrintedHeading) -> Spot:
    """A query, not an error: an office may have its reason."""
    printed = heading.text.strip()
    return Spot(
        left=printed,
        right=part.label,
        names=message_names(part) | {"printed": printed},
        says="heading",
        part=part.key,
        level=Level.QUERY,
    )
