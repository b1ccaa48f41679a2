"""Saving what is typed: only what changed, and never over what somebody else typed meanwhile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from disclosure.models import (
    CellEdit,
    Line,
    Passage,
    Report,
    UnreadEntry,
    User,
    figures_around,
    line_model,
    lines_of,
)
from disclosure.review.moves import lock_draft
from disclosure.statutory.content import (
    EMPTY_PASSAGE,
    CellChange,
    PassageChange,
    PassageText,
    Signature,
)
from disclosure.statutory.editions.spec import Table
from disclosure.statutory.figures import (
    CellKey,
    Unreadable,
    Value,
    format_figure,
    number,
    parse_figure,
)
from disclosure.statutory.places import Place

Accepted = list[tuple[CellChange, Value]]
Entered = dict[str, dict[CellKey, Value]]


@dataclass(frozen=True, slots=True)
class CellConflict:
    """A cell that somebody else changed while this person was typing: both values, neither lost."""

    place: Place
    yours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class PassageConflict:
    """A passage that somebody else changed meanwhile."""

    key: str
    yours: PassageText
    theirs: PassageText


@dataclass(slots=True)
class Saved:
    """What a save did: the report as it is now, how many places changed, and what a person has to decide."""

    report: Report
    changed: int = 0
    cells: list[CellConflict] = field(default_factory=list)
    passages: list[PassageConflict] = field(default_factory=list)

    @property
    def conflicts(self) -> bool:
        return bool(self.cells or self.passages)


@transaction.atomic
def save_cells(*, report: Report, changes: Sequence[CellChange], by: User) -> Saved:
    """Store the changed cells of a draft. Different cells of two people merge; the same cell is a conflict by value.

    Raises NotAllowed, WrongStage; KeyError for a cell the edition does not have. Queries: a fixed number per model,
    none per line.
    """
    saved = Saved(lock_draft(report, by))
    # Most saves are of one cell, which still holds what was typed over: one statement replaces it.
    if len(changes) == 1 and _replaced(saved.report, changes[0]):
        (change,) = changes
        was = _parse(report, change, change.was)
        CellEdit.objects.bulk_create([_edit(saved.report, change, was, by)])
        saved.changed = 1
        return saved

    before = figures_around(saved.report, {change.place.cell for change in changes})
    accepted: Accepted = []
    for change in changes:
        value = _parse(saved.report, change, change.now)
        was = _parse(saved.report, change, change.was)
        current = _stored(before, change.place)
        if _same(value, current):
            continue

        if _same(was, current):
            accepted.append((change, value))
        else:
            theirs = format_figure(current)
            saved.cells.append(CellConflict(change.place, change.now, theirs))

    _store_figures(saved.report, before, accepted)
    _store_unread(saved.report, before, accepted)
    edits = []
    for change, _ in accepted:
        was = _stored(before, change.place)
        edits.append(_edit(saved.report, change, was, by))

    CellEdit.objects.bulk_create(edits)
    saved.changed = len(accepted)
    return _kept(saved)


@transaction.atomic
def save_passages(
    *, report: Report, changes: Sequence[PassageChange], by: User
) -> Saved:
    """Store the changed passages of a draft; as `save_cells`, conflicts by value."""
    saved = Saved(lock_draft(report, by))
    kept = {p.key: PassageText(p.text, p.heading) for p in saved.report.passages.all()}
    accepted = []
    for change in changes:
        saved.report.edition.passage(change.key)
        current = kept.get(change.key, EMPTY_PASSAGE)
        if change.now == current:
            continue

        if change.was == current:
            accepted.append(_passage(saved.report, change, by))
        else:
            saved.passages.append(PassageConflict(change.key, change.now, current))

    Passage.objects.bulk_create(
        accepted,
        update_conflicts=True,
        unique_fields=("report", "key"),
        update_fields=("heading", "text", "changed_by_name", "changed_at"),
    )
    saved.changed = len(accepted)
    return _kept(saved)


@transaction.atomic
def save_settings(
    *, report: Report, opening: str, signature: Signature, by: User
) -> Saved:
    """Store where the opening paragraph stands and who signs. Raises NotAllowed, WrongStage."""
    saved = Saved(lock_draft(report, by))
    locked = saved.report
    locked.refresh_from_db(fields=["opening", "signature_agency", "signature_date"])
    wanted = (opening, signature.agency, signature.date)
    if wanted != (locked.opening, locked.signature_agency, locked.signature_date):
        locked.opening, locked.signature_agency, locked.signature_date = wanted
        locked.save(update_fields=["opening", "signature_agency", "signature_date"])
        saved.changed = 1

    return _kept(saved)


def _passage(report: Report, change: PassageChange, by: User) -> Passage:
    now = change.now
    return Passage(
        report=report,
        key=change.key,
        heading=now.heading,
        text=now.text,
        changed_by_name=str(by),
        changed_at=timezone.now(),
    )


def _kept(saved: Saved) -> Saved:
    """Where nothing changed, the mark that `lock_draft` made goes too."""
    if not saved.changed:
        transaction.set_rollback(True)

    return saved


def _parse(report: Report, change: CellChange, text: str) -> Value:
    table = report.edition.table(change.place.table)
    if not table.is_entered(change.place.row, change.place.column):
        raise KeyError(change.place.address)
    return parse_figure(text, table.kind_of(change.place.column))


def _same(one: Value, other: Value) -> bool:
    """Equal as printed: 12.5 and 12.50 differ, ３ and 3 do not."""
    return format_figure(one) == format_figure(other)


def _replaced(report: Report, change: CellChange) -> bool:
    """The usual save, one count in the place of another or of a blank: an UPDATE that compares as it writes.

    False, and nothing written, where it is more than that: the careful way finds out what.
    """
    value, was = (_parse(report, change, text) for text in (change.now, change.was))
    if value == was or not (_is_count(value) and _is_count(was)):
        return False

    place = {"table": change.place.table, "row": change.place.row}
    if (
        was is None
        and report.unread.filter(**place, column=change.place.column).exists()
    ):
        return False

    table = report.edition.table(change.place.table)
    column = table.column(change.place.column).role
    lines = lines_of(line_model(table), report).filter(**place, **{column: was})
    return bool(lines.update(**{column: value}))


def _is_count(value: Value) -> bool:
    """Or blank; not an amount, whose decimals are kept beside it."""
    return value is None or isinstance(value, int)


def _store_figures(report: Report, before: Entered, accepted: Accepted) -> None:
    """One upsert per model: the lines that changed, with the columns they had."""
    lines: dict[type[Line], dict[tuple[str, str], Line]] = defaultdict(dict)
    for change, value in accepted:
        table = report.edition.table(change.place.table)
        model = line_model(table)
        key = (table.key, change.place.row)
        if key not in lines[model]:
            lines[model][key] = _line(report, before, table, change.place.row)

        column = table.column(change.place.column).role
        lines[model][key].put(column, number(value))

    for model, changed in lines.items():
        model._default_manager.bulk_create(
            changed.values(),
            update_conflicts=True,
            unique_fields=("report", "table", "row"),
            update_fields=model.stored(),
        )


def _line(report: Report, before: Entered, table: Table, row: str) -> Line:
    """A line of the table as it was before, to be changed and stored."""
    line = line_model(table)(report=report, table=table.key, row=row)
    for column in table.entry_columns:
        line.put(column.role, number(before[table.key].get((row, column.key))))

    return line


def _edit(report: Report, change: CellChange, was: Value, by: User) -> CellEdit:
    return CellEdit(
        report=report,
        table=change.place.table,
        row=change.place.row,
        column=change.place.column,
        was=format_figure(was),
        now=change.now.strip(),
        how=change.how,
        by=by,
        by_name=str(by),
    )


def _stored(before: Entered, place: Place) -> Value:
    return before[place.table].get((place.row, place.column))


def _store_unread(report: Report, before: Entered, accepted: Accepted) -> None:
    """Keep what could not be read as typed; forget what has been mended."""
    entries = [
        UnreadEntry(
            report=report,
            table=change.place.table,
            row=change.place.row,
            column=change.place.column,
            text=value.text,
            problem=value.problem,
        )
        for change, value in accepted
        if isinstance(value, Unreadable)
    ]
    mended = [
        change
        for change, _ in accepted
        if isinstance(_stored(before, change.place), Unreadable)
    ]
    if mended:
        places = Q(pk__in=[])
        for change in mended:
            places |= Q(
                table=change.place.table,
                row=change.place.row,
                column=change.place.column,
            )

        report.unread.filter(places).delete()

    if entries:
        UnreadEntry.objects.bulk_create(entries)
