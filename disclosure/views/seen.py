"""What stands beside the paper on the review page: what changed since the last look, what was found, marked at the place."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import mark_safe

from disclosure.comparison import (
    Comparison,
    FigureChange,
    Piece,
    SettingChange,
    compare,
)
from disclosure.models import Answer, Report, User, look
from disclosure.outputs import document, html
from disclosure.outputs.marks import Mark, Marks, places
from disclosure.outputs.passages import block_anchor
from disclosure.rules import Finding
from disclosure.statutory.content import Content
from disclosure.statutory.figures import Unreadable, Value, format_figure
from disclosure.statutory.places import Place

WORDS = {"error": "错", "query": "疑", "hint": "示"}
FEW = 12
"""A finding with more cells than this (every blank of a table) is marked at its first alone."""
AROUND = 12
"""Characters of unchanged text that are shown on either side of a change."""
STATES = {"changed": "改", "new": "增", "gone": "删"}
STATE_NAMES = {"changed": "改动", "new": "新增", "gone": "删去"}


@dataclass(frozen=True, slots=True)
class Explained:
    """A finding, the clerk's reason, its own id in the list, and the id of its place in the paper."""

    id: str
    finding: Finding
    answer: Answer | None
    at: str


@dataclass(frozen=True, slots=True)
class ChangedFigure:
    """A changed figure in words."""

    id: str
    at: str
    name: str
    before: str
    after: str
    difference: str


@dataclass(frozen=True, slots=True)
class ChangedText:
    """A heading or paragraph that changed, came or went; unchanged stretches are cut short."""

    id: str
    at: str
    name: str
    state: str
    pieces: tuple[Piece, ...]

    @property
    def word(self) -> str:
        return STATE_NAMES[self.state]


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since a person last looked."""

    since: datetime.datetime
    figures: tuple[ChangedFigure, ...]
    totals: tuple[ChangedFigure, ...]
    texts: tuple[ChangedText, ...]
    settings: tuple[SettingChange, ...]

    @property
    def summary(self) -> str:
        """`改了 5 个数字、2 段文字`."""
        counts = ((len(self.figures), "个数字"), (len(self.texts), "段文字"))
        told = [f" {count} {what}" for count, what in counts if count]
        told += [setting.label for setting in self.settings]
        return "改了" + "、".join(told).replace("、 ", "、")


def looked_at(
    report: Report,
    user: User,
    findings: Sequence[Finding],
    answers: Mapping[str, Answer],
) -> dict[str, Any]:
    """The look is noted; `fragment` is the paper with its marks, `changes` and `explained` the lists beside it."""
    paper = document.build(report.content)
    there = places(paper)
    earlier = look(report=report, by=user)
    found = compare(earlier.content, report.content) if earlier else Comparison()
    changes = (
        _changes(earlier.at, found, report.content, there)
        if earlier and found
        else None
    )
    explained = [
        Explained(
            f"f-{number}",
            finding,
            answers.get(finding.fingerprint),
            _place_of(finding, there),
        )
        for number, finding in enumerate(findings)
    ]
    marks = Marks(_marks(changes, explained))
    return {
        "fragment": mark_safe(html.print_fragment(paper, top=2, marks=marks)),
        "changes": changes,
        "explained": explained,
    }


def difference_text(change: int | Any | None) -> str:
    """`+2`, `−2`; nothing where there is no difference to be told."""
    if not change:
        return ""
    return f"+{format_figure(change)}" if change > 0 else f"−{format_figure(-change)}"


def _changes(
    since: datetime.datetime, found: Comparison, content: Content, there: frozenset[str]
) -> Changes:
    figures, totals = (
        [_figure(change, content) for change in group]
        for group in (found.figures, found.totals)
    )
    return Changes(
        since,
        tuple(figures),
        tuple(totals),
        tuple(_texts(found, content, there)),
        found.settings,
    )


def _figure(change: FigureChange, content: Content) -> ChangedFigure:
    at = Place(*change.cell).anchor
    before, after = _shown(change.before), _shown(change.after)
    return ChangedFigure(
        f"g-{at}",
        at,
        content.edition.cell_name(*change.cell),
        before,
        after,
        difference_text(change.difference),
    )


def _shown(value: Value) -> str:
    if isinstance(value, Unreadable):
        return value.text or "无法计算"
    return format_figure(value) or "空"


def _texts(
    found: Comparison, content: Content, there: frozenset[str]
) -> Iterator[ChangedText]:
    for passage in found.passages:
        name, top = (
            _passage_name(content, passage.key),
            _place_in(content, passage.key, None, there),
        )
        if passage.heading_changed:
            yield ChangedText(
                f"g-{passage.key}-h", top, f"{name}的标题", "changed", passage.heading
            )
        for number, change in enumerate(passage.changed):
            line = None if change.state == "gone" else change.line
            at = _place_in(content, passage.key, line, there)
            yield ChangedText(
                f"g-{passage.key}-{number}",
                at,
                name,
                change.state,
                tuple(_short(change.pieces)),
            )


def _passage_name(content: Content, key: str) -> str:
    return next(
        (slot.heading for slot in content.edition.passages if slot.key == key), key
    )


def _place_in(
    content: Content, key: str, line: int | None, there: frozenset[str]
) -> str:
    """The nearest place that the paper has: the line, its passage, its part."""
    at, top = block_anchor(key, line), block_anchor(key)
    part = next(
        (
            part.key
            for part in content.edition.parts
            if key in (slot.key for slot in part.passages)
        ),
        "",
    )
    return next(
        (place for place in (at, top) if place in there), f"part-{part}" if part else ""
    )


def _short(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Unchanged words far from a change as …."""
    for number, (mark, text) in enumerate(pieces):
        head = text[:AROUND] if number else ""
        tail = text[-AROUND:] if number < len(pieces) - 1 else ""
        cut = mark == "same" and len(text) > len(head) + len(tail) + 2
        yield mark, f"{head}…{tail}" if cut else text


def _place_of(finding: Finding, there: frozenset[str]) -> str:
    own = [cell.anchor for cell in finding.cells[:1]] + [
        block_anchor(finding.passage)
    ] * bool(finding.passage)
    own = (
        own[::-1] if finding.words else own
    )  # words are where it is said; the cells are what it is said of
    return next((at for at in (*own, f"part-{finding.part}") if at in there), "")


def _marks(
    changes: Changes | None, explained: Sequence[Explained]
) -> dict[str, tuple[Mark, ...]]:
    at: dict[str, list[Mark]] = defaultdict(list)
    for number, entry in enumerate(explained, start=1):
        level, cells = entry.finding.level, entry.finding.cells
        mark = Mark(
            WORDS[level],
            level.value,
            f"#{entry.id}",
            f"{level.label}，见检查结果第 {number} 条",
        )
        for cell in cells if len(cells) <= FEW else cells[:1]:
            at[cell.anchor].append(mark)
        if entry.at and (not cells or entry.finding.words):
            at[entry.at].append(mark)
    for figure in (*changes.figures, *changes.totals) if changes else ():
        at[figure.at].append(
            Mark("改", "changed", f"#{figure.id}", f"改动，原为 {figure.before}")
        )
    for text in changes.texts if changes else ():
        at[text.at].append(
            Mark(STATES[text.state], "changed", f"#{text.id}", f"{text.word}，见改动")
        )
    return {place: tuple(marks) for place, marks in at.items()}
