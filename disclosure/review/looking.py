"""Draws the paper for a reviewer, with marks at what changed since their last look and at what was found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import mark_safe

from disclosure.comparison import compare
from disclosure.models import Answer, Report, User, note_look
from disclosure.outputs import document, html
from disclosure.outputs.marks import Mark, Marks, places
from disclosure.outputs.passages import block_anchor
from disclosure.review.changes import Changes, changes_in_words
from disclosure.rules import Finding

LEVEL_MARKS = {"error": "错", "query": "疑", "hint": "示"}
STATE_MARKS = {"changed": "改", "new": "增", "gone": "删"}
FEW = 12
"""A finding with more cells than this (every blank of a table) is marked at its first alone. Judged by eye."""
PlacedMark = tuple[str, Mark]
"""The id of a place in the paper, and the mark there."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A finding, the clerk's reason, its own id in the list, and the id of its place in the paper."""

    id: str
    finding: Finding
    answer: Answer | None
    at: str


def looked_at(
    report: Report,
    user: User,
    findings: Sequence[Finding],
    answers: Mapping[str, Answer],
) -> dict[str, Any]:
    """The look is noted; `fragment` is the paper with its marks, `changes` and `explained` the lists beside it."""
    paper = document.build(report.content)
    ids = places(paper)
    changes = _changes_since_last_look(report, user, ids)
    explained = [
        Explained(
            id=f"f-{number}",
            finding=finding,
            answer=answers.get(finding.fingerprint),
            at=_place_of(finding, ids),
        )
        for number, finding in enumerate(findings)
    ]
    marks = Marks(_by_place(_marks(changes, explained)))
    return {
        "fragment": mark_safe(html.print_fragment(paper, top=2, marks=marks)),
        "changes": changes,
        "explained": explained,
    }


def _changes_since_last_look(
    report: Report, user: User, ids: frozenset[str]
) -> Changes | None:
    earlier = note_look(report=report, by=user)
    if earlier is None:
        return None

    found = compare(earlier.content, report.content)
    if not found:
        return None
    return changes_in_words(earlier.at, found, report.content, ids)


def _place_of(finding: Finding, ids: frozenset[str]) -> str:
    """The id to which a finding leads; "" where the paper has none of its places."""
    candidates = [cell.anchor for cell in finding.cells[:1]]
    if finding.passage:
        candidates.append(block_anchor(finding.passage))

    if finding.words:
        # Words are where it is said; the cells are what it is said of.
        candidates.reverse()

    candidates.append(f"part-{finding.part}")
    return next((at for at in candidates if at in ids), "")


def _by_place(marks: Iterator[PlacedMark]) -> dict[str, tuple[Mark, ...]]:
    """Several marks at one place stand in the order in which they came."""
    at: dict[str, list[Mark]] = defaultdict(list)
    for place, mark in marks:
        at[place].append(mark)

    return {place: tuple(here) for place, here in at.items()}


def _marks(
    changes: Changes | None, explained: Sequence[Explained]
) -> Iterator[PlacedMark]:
    for number, entry in enumerate(explained, start=1):
        yield from _finding_marks(number, entry)

    if changes is not None:
        yield from _change_marks(changes)


def _finding_marks(number: int, entry: Explained) -> Iterator[PlacedMark]:
    finding = entry.finding
    level = finding.level
    says = f"{level.label}，见检查结果第 {number} 条"
    mark = Mark(LEVEL_MARKS[level], level.value, f"#{entry.id}", says)
    cells = finding.cells if len(finding.cells) <= FEW else finding.cells[:1]
    for cell in cells:
        yield cell.anchor, mark

    said_elsewhere = not cells or finding.words
    if entry.at and said_elsewhere:
        yield entry.at, mark


def _change_marks(changes: Changes) -> Iterator[PlacedMark]:
    for figure in (*changes.figures, *changes.totals):
        says = f"改动，原为 {figure.before}"
        yield figure.at, Mark("改", "changed", f"#{figure.id}", says)

    for text in changes.texts:
        word = STATE_MARKS[text.state]
        yield text.at, Mark(word, "changed", f"#{text.id}", f"{text.word}，见改动")
