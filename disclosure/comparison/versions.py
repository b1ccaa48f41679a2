"""What changed between two versions of one report: figures, words, signature. Pure: no Django."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from disclosure.comparison.pieces import (
    Patience,
    Piece,
    aligned,
    differences,
    paragraphs,
)
from disclosure.comparison.side_by_side import comparable, gap
from disclosure.statutory.content import Content
from disclosure.statutory.figures import Value

State = Literal["same", "changed", "gone", "new"]
ALIKE = 0.4
"""Paragraphs that share so much of their characters are one paragraph that was changed; else one went and one came."""
MANY = 400
"""Pairs of paragraphs weighed against each other; beyond, they are paired in their order."""
OPENINGS = {"inside": "第一部分之内", "before": "第一部分之前"}


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A cell whose figure is another, or is written otherwise. `total`: it is computed, and follows from others."""

    table: str
    row: str
    column: str
    before: Value
    after: Value
    total: bool = False

    @property
    def cell(self) -> tuple[str, str, str]:
        return self.table, self.row, self.column

    @property
    def difference(self) -> int | Decimal | None:
        """After less before; None where one of them is blank or cannot be read."""
        return gap(self.before, self.after)


@dataclass(frozen=True, slots=True)
class ParagraphChange:
    """A paragraph of a passage. `line` is its place among the paragraphs after (of one that is gone: before)."""

    state: State
    line: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class PassageComparison:
    """A passage that changed: the pieces of its printed heading, and all its paragraphs in order."""

    key: str
    heading: tuple[Piece, ...]
    paragraphs: tuple[ParagraphChange, ...]

    @property
    def heading_changed(self) -> bool:
        return any(mark != "same" for mark, _ in self.heading)

    @property
    def changed(self) -> tuple[ParagraphChange, ...]:
        return tuple(
            paragraph for paragraph in self.paragraphs if paragraph.state != "same"
        )


@dataclass(frozen=True, slots=True)
class SettingChange:
    """Something else on the paper that changed; `label` is what people call it, and blank says that it is missing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed. `figures` are typed, `totals` follow from them; false where nothing on the paper differs."""

    figures: tuple[FigureChange, ...] = ()
    totals: tuple[FigureChange, ...] = ()
    passages: tuple[PassageComparison, ...] = ()
    settings: tuple[SettingChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.figures or self.totals or self.passages or self.settings)

    @property
    def texts(self) -> int:
        """How many headings and paragraphs changed, went or came."""
        return sum(
            passage.heading_changed + len(passage.changed) for passage in self.passages
        )


def compare(before: Content, after: Content) -> Comparison:
    """What changed from one content to the other, in paper order.

    Figures are compared where both editions have the cell under the same label; stated totals play no part.
    """
    changes = [
        change
        for table in after.edition.tables
        for change in _figures(before, after, table.key)
    ]
    return Comparison(
        tuple(change for change in changes if not change.total),
        tuple(change for change in changes if change.total),
        tuple(_passages(before, after)),
        tuple(_settings(before, after)),
    )


def _figures(before: Content, after: Content, key: str) -> Iterator[FigureChange]:
    table = after.edition.table(key)
    for row, column in comparable(table, before.edition):
        old, new = before[key, row, column], after[key, row, column]
        # 12.5 and 12.50 are equal and are printed otherwise.
        if old != new or str(old) != str(new):
            yield FigureChange(key, row, column, old, new, table.is_total(row, column))


def _passages(before: Content, after: Content) -> Iterator[PassageComparison]:
    """The passages that differ, of both editions; one that only the earlier has stands last."""
    patience = Patience()
    slots = {
        slot.key: slot for slot in (*before.edition.passages, *after.edition.passages)
    }
    order = dict.fromkeys(
        (
            *(s.key for s in after.edition.passages),
            *(s.key for s in before.edition.passages),
        )
    )
    for key in order:
        old, new = before.passage(key), after.passage(key)
        heads = (
            old.printed_heading(slots[key]).strip(),
            new.printed_heading(slots[key]).strip(),
        )
        one, other = paragraphs(old.text), paragraphs(new.text)
        if one != other or heads[0] != heads[1]:
            yield PassageComparison(
                key,
                differences(*heads, patience),
                tuple(_paragraphs(one, other, patience)),
            )


def _paragraphs(
    one: list[str], other: list[str], patience: Patience
) -> Iterator[ParagraphChange]:
    for equal, left, right in aligned(one, other, patience):
        if equal:
            yield from (
                ParagraphChange("same", at, (("same", other[at]),))
                for at in range(right.start, right.stop)
            )
            continue
        partners, done = _partners(one[left], other[right]), right.start
        for at in range(left.start, left.stop):
            offset = partners.get(at - left.start)
            if offset is None:
                yield ParagraphChange("gone", at, (("gone", one[at]),))
                continue
            partner = right.start + offset
            yield from _came(other, done, partner)
            done = partner + 1
            yield ParagraphChange(
                "changed", partner, differences(one[at], other[partner], patience)
            )
        yield from _came(other, done, right.stop)


def _came(other: list[str], start: int, end: int) -> Iterator[ParagraphChange]:
    return (
        ParagraphChange("new", at, (("new", other[at]),)) for at in range(start, end)
    )


def _partners(one: list[str], other: list[str]) -> dict[int, int]:
    """{index: index} of the paragraphs that are each other's earlier and later wording; lines never cross."""
    if len(one) * len(other) > MANY:
        return {at: at for at in range(min(len(one), len(other)))}
    counts = [Counter(text) for text in one], [Counter(text) for text in other]
    best: list[list[tuple[float, dict[int, int]]]] = [
        [(0.0, {})] * (len(other) + 1) for _ in range(len(one) + 1)
    ]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            best[i][j] = max(best[i - 1][j], best[i][j - 1], key=lambda entry: entry[0])
            alike = _alike(counts[0][i - 1], counts[1][j - 1])
            weight, pairs = best[i - 1][j - 1]
            if alike >= ALIKE and weight + alike > best[i][j][0]:
                best[i][j] = weight + alike, {**pairs, i - 1: j - 1}
    return best[-1][-1][1]


def _alike(one: Counter[str], other: Counter[str]) -> float:
    """How much of their characters two texts share, from 0 to 1; in whatever order, so cheap."""
    return 2 * (one & other).total() / (one.total() + other.total())


def _settings(before: Content, after: Content) -> Iterator[SettingChange]:
    for label, one, other in (
        ("标题", before.title, after.title),
        ("引言位置", OPENINGS[before.opening], OPENINGS[after.opening]),
        (
            "落款机关",
            *(
                content.signature.agency if content.signature else ""
                for content in (before, after)
            ),
        ),
        ("落款日期", _date(before), _date(after)),
    ):
        if one != other:
            yield SettingChange(label, one, other)


def _date(content: Content) -> str:
    date = content.signature.date if content.signature else None
    return f"{date.year}年{date.month}月{date.day}日" if date else ""
