"""Compares two versions of one report: figures, words, signature. Pure: no Django."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from disclosure.comparison.pairing import partners_of
from disclosure.comparison.pieces import (
    Alignment,
    Patience,
    Piece,
    PieceState,
    aligned,
    differences,
    paragraphs,
)
from disclosure.comparison.side_by_side import comparable, gap
from disclosure.statutory.chinese import written_date
from disclosure.statutory.content import Content, Signature
from disclosure.statutory.editions.spec import Edition, PassageSlot, Table
from disclosure.statutory.figures import Value

ParagraphState = Literal["same", "changed", "gone", "new"]
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
        """Its keys, as `content[...]` takes them."""
        return self.table, self.row, self.column

    @property
    def difference(self) -> int | Decimal | None:
        """After less before; None where one of them is blank or cannot be read."""
        return gap(self.before, self.after)


@dataclass(frozen=True, slots=True)
class ParagraphChange:
    """A paragraph of a passage. `line` is its place among the paragraphs after (of one that is gone: before)."""

    state: ParagraphState
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
        """Whether its printed heading is another."""
        return any(state != "same" for state, _ in self.heading)

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
    """What changed. `figures` are typed, `totals` follow from them."""

    figures: tuple[FigureChange, ...] = ()
    totals: tuple[FigureChange, ...] = ()
    passages: tuple[PassageComparison, ...] = ()
    settings: tuple[SettingChange, ...] = ()

    def __bool__(self) -> bool:
        """False where nothing on the paper differs."""
        return bool(self.figures or self.totals or self.passages or self.settings)

    @property
    def texts(self) -> int:
        """How many headings and paragraphs changed, went or came."""
        count = 0
        for passage in self.passages:
            count += passage.heading_changed
            count += len(passage.changed)

        return count


def compare(before: Content, after: Content) -> Comparison:
    """What changed from one content to the other, in paper order.

    Figures are compared where both editions have the cell under the same label; stated totals play no part.
    """
    changes: list[FigureChange] = []
    for table in after.edition.tables:
        changes.extend(_figures(before, after, table))

    return Comparison(
        figures=tuple(change for change in changes if not change.total),
        totals=tuple(change for change in changes if change.total),
        passages=tuple(_passages(before, after)),
        settings=tuple(_settings(before, after)),
    )


def _figures(before: Content, after: Content, table: Table) -> Iterator[FigureChange]:
    """The cells of a table that differ, in paper order."""
    for (row, column), there in comparable(table, before.edition).items():
        old = before[there.cell]
        new = after[table.key, row, column]
        # 12.5 and 12.50 are equal and are printed otherwise.
        if old == new and str(old) == str(new):
            continue

        yield FigureChange(
            table=table.key,
            row=row,
            column=column,
            before=old,
            after=new,
            total=table.is_total(row, column),
        )


def _passages(before: Content, after: Content) -> Iterator[PassageComparison]:
    """The passages that differ, of both editions; one that only the earlier has stands last."""
    # One for all passages: what one may cost is bounded by the report, not by each.
    patience = Patience()
    old_slots = {slot.role: slot for slot in before.edition.passages}
    for slot in _slots(before.edition, after.edition):
        old_slot = old_slots.get(slot.role, slot)
        old = before.passage(old_slot.key)
        new = after.passage(slot.key)
        old_heading = old.printed_heading(old_slot).strip()
        new_heading = new.printed_heading(slot).strip()
        earlier = paragraphs(old.text)
        later = paragraphs(new.text)
        if earlier == later and old_heading == new_heading:
            continue

        yield PassageComparison(
            key=slot.key,
            heading=differences(old_heading, new_heading, patience),
            paragraphs=tuple(_paragraphs(earlier, later, patience)),
        )


def _slots(before: Edition, after: Edition) -> Iterator[PassageSlot]:
    """The slots of the later edition, then those that only the earlier one has."""
    yield from after.passages
    roles = {slot.role for slot in after.passages}
    for slot in before.passages:
        if slot.role not in roles:
            yield slot


def _paragraphs(
    earlier: list[str],
    later: list[str],
    patience: Patience,
) -> Iterator[ParagraphChange]:
    """All paragraphs in order, those that stayed too."""
    for stretch in aligned(earlier, later, patience):
        if stretch.equal:
            for line in range(stretch.other.start, stretch.other.stop):
                yield _whole("same", line, later)
        else:
            yield from _between(earlier, later, stretch, patience)


def _between(
    earlier: list[str],
    later: list[str],
    stretch: Alignment,
    patience: Patience,
) -> Iterator[ParagraphChange]:
    """Paragraphs between two that stayed: what went and what was changed in the old order, what came where it stands."""
    first = stretch.one.start
    first_later = stretch.other.start
    partners = partners_of(earlier[stretch.one], later[stretch.other])
    done = first_later
    for line in range(first, stretch.one.stop):
        offset = partners.get(line - first)
        if offset is None:
            yield _whole("gone", line, earlier)
            continue

        partner = first_later + offset
        # What came before the partner is told before it, as it stands on the new paper.
        yield from _came(later, done, partner)
        pieces = differences(earlier[line], later[partner], patience)
        yield ParagraphChange("changed", partner, pieces)
        done = partner + 1

    yield from _came(later, done, stretch.other.stop)


def _came(later: list[str], start: int, end: int) -> Iterator[ParagraphChange]:
    """New paragraphs, from line `start` to before line `end`."""
    for line in range(start, end):
        yield _whole("new", line, later)


def _whole(state: PieceState, line: int, lines: list[str]) -> ParagraphChange:
    """A paragraph of which everything went, came or stayed."""
    piece = state, lines[line]
    return ParagraphChange(state, line, (piece,))


def _settings(before: Content, after: Content) -> Iterator[SettingChange]:
    """What else the paper shows and differs: title, place of the opening, who signs and when."""
    now = _settings_of(after)
    for label, then in _settings_of(before).items():
        if then == now[label]:
            continue

        yield SettingChange(label, before=then, after=now[label])


def _settings_of(content: Content) -> dict[str, str]:
    """{what people call it: what the paper shows, "" where it is missing}."""
    signature = content.signature or Signature()
    date = signature.date
    return {
        "标题": content.title,
        "引言位置": OPENINGS[content.opening],
        "落款机关": signature.agency,
        "落款日期": written_date(date) if date else "",
    }
