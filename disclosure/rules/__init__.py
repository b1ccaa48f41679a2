"""Runs the rule catalogue on a report and returns its findings: whether a report is right. Pure: no Django."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from disclosure.rules import numbers, texts, totals, years
from disclosure.rules.catalogue import (
    CATALOGUE,
    Finding,
    Level,
    Rule,
    Spot,
    When,
    rules_for,
)
from disclosure.rules.sayings import MODULES as SAYINGS
from disclosure.rules.surroundings import NOWHERE, Offices, Surroundings, Twin
from disclosure.rules.wording import MODULES as WORDING
from disclosure.statutory.content import Content

Levels = Mapping[str, Level | None]
MODULES = (numbers, totals, texts, years, *SAYINGS, *WORDING)
"""Importing them enters their rules in the catalogue."""

__all__ = [
    "CATALOGUE",
    "MODULES",
    "NOWHERE",
    "Finding",
    "Level",
    "Levels",
    "Offices",
    "Rule",
    "Spot",
    "Surroundings",
    "Twin",
    "When",
    "blocking",
    "examine",
]


def examine(
    report: Content,
    last: Content | None = None,
    *,
    when: When = "file",
    levels: Levels = MappingProxyType({}),
    around: Surroundings = NOWHERE,
) -> list[Finding]:
    """All findings on a report, errors first, then in paper order.

    `last` is last year's report where it is known. `when`: a draft being typed, a finished file, or a submission.
    `levels`: {code: level} of the rules that a jurisdiction has changed, None where switched off; arithmetic stays.
    `around`: what is known beside the report: other offices, other texts, the calendar, how it was printed.
    """
    found: list[Finding] = []
    for entry in rules_for(when):
        is_switched_off = entry.code in levels and levels[entry.code] is None
        if is_switched_off and not entry.arithmetic:
            continue

        level = None if entry.arithmetic else levels.get(entry.code)
        found.extend(entry.findings(report, last, level, around))

    parts = [part.key for part in report.edition.parts]
    gravity = list(Level)

    def gravest_first_in_paper_order(finding: Finding) -> tuple[int, int]:
        # What speaks of no part speaks of the whole report, and stands last.
        part = parts.index(finding.part) if finding.part else len(parts)
        return gravity.index(finding.level), part

    return sorted(found, key=gravest_first_in_paper_order)


def blocking(findings: list[Finding]) -> list[Finding]:
    """The findings that stand in the way of submission."""
    return [finding for finding in findings if finding.level is Level.ERROR]
