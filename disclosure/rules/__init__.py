"""Whether a report is right: the catalogue, and the one way to run it. Pure: no Django."""

from __future__ import annotations

from disclosure.content import Content
from disclosure.rules import numbers, texts, totals, years
from disclosure.rules.catalogue import CATALOGUE, Cell, Finding, Level, Rule, Spot, When, rules_for

MODULES = (numbers, totals, texts, years)
"""Importing them enters their rules in the catalogue."""

__all__ = ["CATALOGUE", "MODULES", "Cell", "Finding", "Level", "Rule", "Spot", "When", "blocking", "examine"]


def examine(report: Content, last: Content | None = None, *, when: When = "file") -> list[Finding]:
    """All findings on a report, errors first, then in paper order.

    `last` is last year's report where it is known. `when`: a draft being typed, a finished file, or a submission.
    """
    found = [finding for entry in rules_for(when) for finding in entry.findings(report, last)]
    parts = [part.key for part in report.edition.parts]
    levels = list(Level)
    return sorted(found, key=lambda f: (levels.index(f.level), parts.index(f.part) if f.part else len(parts)))


def blocking(findings: list[Finding]) -> list[Finding]:
    """The findings that stand in the way of submission."""
    return [finding for finding in findings if finding.level is Level.ERROR]
