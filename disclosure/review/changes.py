"""Puts into words what changed in a report since a person last looked at it: figures, texts, what else is on the paper."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from disclosure.comparison import (
    Comparison,
    FigureChange,
    PassageComparison,
    Piece,
    SettingChange,
)
from disclosure.outputs.passages import block_anchor
from disclosure.statutory.content import Content
from disclosure.statutory.figures import Unreadable, Value, format_figure
from disclosure.statutory.places import Place

AROUND = 12
"""Characters of unchanged text that are shown on either side of a change: about one clause. Judged by eye."""
STATE_NAMES = {"changed": "改动", "new": "新增", "gone": "删去"}


@dataclass(frozen=True, slots=True)
class ChangedFigure:
    """A changed figure in words. `id` is its own in the list, `at` that of its place in the paper."""

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
        parts = [f" {count} {what}" for count, what in counts if count]
        parts += [setting.label for setting in self.settings]
        return "改了" + "、".join(parts).replace("、 ", "、")


def changes_in_words(
    since: datetime.datetime,
    found: Comparison,
    content: Content,
    ids: frozenset[str],
) -> Changes:
    """`ids` are those of the paper's places: every change leads to the nearest that there is."""
    return Changes(
        since,
        tuple(_figure(change, content) for change in found.figures),
        tuple(_figure(change, content) for change in found.totals),
        tuple(_texts(found, content, ids)),
        found.settings,
    )


def _difference_text(change: int | Decimal | None) -> str:
    """`+2`, `−2`; nothing where there is no difference to be told."""
    if not change:
        return ""
    if change > 0:
        return f"+{format_figure(change)}"
    return f"−{format_figure(-change)}"


def _figure(change: FigureChange, content: Content) -> ChangedFigure:
    place = Place(*change.cell)
    return ChangedFigure(
        id=f"g-{place.anchor}",
        at=place.anchor,
        name=place.name(content.edition),
        before=_value_text(change.before),
        after=_value_text(change.after),
        difference=_difference_text(change.difference),
    )


def _value_text(value: Value) -> str:
    if isinstance(value, Unreadable):
        # A total has no text of its own: a cell that it adds up could not be read.
        return value.text or "无法计算"
    return format_figure(value) or "空"


def _texts(
    found: Comparison, content: Content, ids: frozenset[str]
) -> Iterator[ChangedText]:
    for passage in found.passages:
        yield from _texts_of(passage, content, ids)


def _texts_of(
    passage: PassageComparison, content: Content, ids: frozenset[str]
) -> Iterator[ChangedText]:
    key = passage.key
    name = _passage_name(content, key)
    if passage.heading_changed:
        at = _nearest(content, key, None, ids)
        yield ChangedText(f"g-{key}-h", at, f"{name}的标题", "changed", passage.heading)

    for number, change in enumerate(passage.changed):
        # What is gone has no line in the paper any more: its passage is the nearest.
        line = None if change.state == "gone" else change.line
        at = _nearest(content, key, line, ids)
        pieces = tuple(_shortened(change.pieces))
        yield ChangedText(f"g-{key}-{number}", at, name, change.state, pieces)


def _passage_name(content: Content, key: str) -> str:
    """Its heading; the bare key where only the earlier edition had the passage."""
    for slot in content.edition.passages:
        if slot.key == key:
            return slot.heading

    return key


def _nearest(content: Content, key: str, line: int | None, ids: frozenset[str]) -> str:
    """The id of the nearest place that the paper has: the line, its passage, its part."""
    for place in (block_anchor(key, line), block_anchor(key)):
        if place in ids:
            return place

    for part in content.edition.parts:
        if key in (slot.key for slot in part.passages):
            return f"part-{part.key}"

    return ""


def _shortened(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Unchanged words far from a change as …."""
    last = len(pieces) - 1
    for number, (mark, text) in enumerate(pieces):
        head = text[:AROUND] if number > 0 else ""
        tail = text[-AROUND:] if number < last else ""
        # An … that stands for one or two characters would save nothing.
        is_long = len(text) > len(head) + len(tail) + 2
        if mark == "same" and is_long:
            yield mark, f"{head}…{tail}"
        else:
            yield mark, text
