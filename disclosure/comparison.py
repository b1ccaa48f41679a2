"""What has changed from one version of a report to the next: figures with both values, words of passages. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Literal

from disclosure.content import Content
from disclosure.figures import Value, number

Mark = Literal["same", "gone", "new"]
Piece = tuple[Mark, str]
"""A run of words that stayed, went or came."""
_WORDS = re.compile(r"[A-Za-z0-9.%]+|[^\S\n]+|\n|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A cell whose figure is another one. `total`: it is computed, and follows from others."""

    table: str
    row: str
    column: str
    before: Value
    after: Value
    total: bool = False

    @property
    def difference(self) -> int | Decimal | None:
        """After less before; None where one of them is blank."""
        before, after = number(self.before), number(self.after)
        return None if before is None or after is None else after - before


@dataclass(frozen=True, slots=True)
class ParagraphChange:
    """A paragraph of a passage, in pieces."""

    state: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class PassageComparison:
    """A passage that changed: the pieces of its printed heading, and its paragraphs."""

    key: str
    heading: tuple[Piece, ...]
    paragraphs: tuple[ParagraphChange, ...]

    @property
    def changed(self) -> tuple[ParagraphChange, ...]:
        return tuple(paragraph for paragraph in self.paragraphs if paragraph.state != "same")


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that changed, in paper order. `figures` are typed, `totals` follow from them."""

    figures: tuple[FigureChange, ...] = ()
    totals: tuple[FigureChange, ...] = ()
    passages: tuple[PassageComparison, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.figures or self.totals or self.passages)


def compare(before: Content, after: Content) -> Comparison:
    """What `after` says that `before` does not. Both are of one edition."""
    changes = tuple(_figures(before, after))
    return Comparison(
        tuple(change for change in changes if not change.total),
        tuple(change for change in changes if change.total),
        tuple(_passages(before, after)),
    )


def _figures(before: Content, after: Content) -> Iterator[FigureChange]:
    for table in after.edition.tables:
        for row in table.rows:
            for column in table.columns:
                was, now = before[table.key, row.key, column.key], after[table.key, row.key, column.key]
                if was != now:
                    total = table.is_total(row.key, column.key)
                    yield FigureChange(table.key, row.key, column.key, was, now, total)


def _passages(before: Content, after: Content) -> Iterator[PassageComparison]:
    for slot in after.edition.passages:
        was, now = before.passage(slot.key), after.passage(slot.key)
        heading = tuple(_pieces(was.printed_heading(slot), now.printed_heading(slot)))
        paragraphs = tuple(_paragraphs(was.text.splitlines(), now.text.splitlines()))
        if was.text != now.text or any(mark != "same" for mark, _ in heading):
            yield PassageComparison(slot.key, heading, paragraphs)


def _paragraphs(was: list[str], now: list[str]) -> Iterator[ParagraphChange]:
    for _, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        for at in range(max(b - a, d - c)):
            one, other = "".join(was[a:b][at : at + 1]), "".join(now[c:d][at : at + 1])
            yield ParagraphChange("same" if one == other else "changed", tuple(_pieces(one, other)))


def _pieces(before: str, after: str) -> Iterator[Piece]:
    was, now = _WORDS.findall(before), _WORDS.findall(after)
    for _, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if was[a:b] == now[c:d]:
            yield "same", "".join(was[a:b])
            continue
        if a < b:
            yield "gone", "".join(was[a:b])
        if c < d:
            yield "new", "".join(now[c:d])
