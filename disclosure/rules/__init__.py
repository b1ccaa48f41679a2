"""Whether a report is right: the catalogue, and the one way to run it. Pure: no Django."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from disclosure.content import Content
from disclosure.rules import numbers, texts, totals, years
from disclosure.rules.catalogue import CATALOGUE, Cell, Finding, Level, Rule, Spot, When, rules_for

Levels = Mapping[str, Level | None]
MODULES = (numbers, totals, texts, years)
"""Importing them enters their rules in the catalogue."""

__all__ = ["CATALOGUE", "MODULES", "Cell", "Finding", "Level", "Levels", "Rule", "Spot", "When", "blocking", "examine"]


def examine(
    report: Content, last: Content | None = None, *, when: When = "file", levels: Levels = MappingProxyType({})
) -> list[Finding]:
    """All findings on a report, errors first, then in paper order.

    `last` is last year's report where it is known. `when`: a draft being typed, a finished file, or a submission.
    `levels`: {code: level} of the rules that a jurisdiction has changed, None where switched off; arithmetic stays.
    """
    found: list[Finding] = []
    for entry in rules_for(when):
        level = entry.level if entry.arithmetic else levels.get(entry.code, entry.level)
        if level is not None:
            found.extend(entry.findings(report, last, level))
    parts = [part.key for part in report.edition.parts]
    gravity = list(Level)
    return sorted(found, key=lambda f: (gravity.index(f.level), parts.index(f.part) if f.part else len(parts)))


def blocking(findings: list[Finding]) -> list[Finding]:
    """The findings that stand in the way of submission."""
    return [finding for finding in findings if finding.level is Level.ERROR]
