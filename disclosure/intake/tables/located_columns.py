"""Tells for a table which of its columns stands where: by names, by the bands over them, by a whole order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from disclosure.intake.tables.applicant_columns import (
    applicant_columns,
    ragged_applicants,
)
from disclosure.intake.tables.form_names import TOTAL
from disclosure.intake.tables.headers import AHEAD, ColumnHead, TableHeader
from disclosure.intake.tables.label_text import bare
from disclosure.statutory.editions import Table

NOWHERE = -1
"""Where a column lies of which only the order is known."""


@dataclass(frozen=True, slots=True)
class LocatedColumn:
    """A column of a table in a stretch: its key (None for one that the form does not have), from where to where it lies.

    `doubtful`: it has to be confirmed by sums, because its name was not read.
    """

    key: str | None
    x0: int
    x1: int
    text: str = ""
    doubtful: bool = False

    @property
    def is_headed(self) -> bool:
        """Whether it is known, or something at least stands over it."""
        return self.key is not None or self.is_foreign

    @property
    def is_foreign(self) -> bool:
        """Whether something stands over it that is no column of the form: 备注, 合计, what nobody can read."""
        return self.key is None and self.text.strip() != ""

    @property
    def reach(self) -> range:
        """The columns of the grid under it."""
        return range(self.x0, self.x1)


@dataclass(frozen=True, slots=True)
class GridPart:
    """The columns of a grid in which those of a table may stand: from `start` to before `end`, labels before `stub`."""

    start: int = 0
    end: int | None = None
    stub: int = 0

    def holds(self, head: ColumnHead) -> bool:
        """Whether a column lies in it as a whole."""
        if head.x0 < self.start:
            return False
        return self.end is None or head.x1 <= self.end

    def ends_before(self, head: ColumnHead) -> bool:
        """Whether a column lies behind it."""
        return self.end is not None and head.x0 >= self.end


def columns_for(
    table: Table,
    header: TableHeader,
    part: GridPart,
) -> tuple[LocatedColumn, ...]:
    """The columns that a header has for a table, from left to right; empty where it does not tell.

    `part` counts where the header is measured.
    """
    keys = {bare(column.label): column.key for column in table.columns}
    if not header.measured:
        order = _ragged_order(table, header.heads, keys)
        return tuple(LocatedColumn(key, at, at + 1) for at, key in enumerate(order))

    inside = [head for head in header.heads if part.holds(head)]
    columns = [_located(table, head, keys) for head in inside]
    found = [column.key for column in columns if column.key]
    has_doubles = len(found) != len(set(found))
    if not found or has_doubles:
        return ()
    if not _names_behind(header, part, keys) <= set(found):
        # The next table begins before this one's header ends: a cell of the header is missing.
        return ()
    return _completed(table, columns, found, part.stub)


def _located(
    table: Table,
    head: ColumnHead,
    keys: Mapping[str, str],
) -> LocatedColumn:
    """The column that lies under a head of the header."""
    key = keys.get(head.name)
    if _is_subtotal(table, head):
        key = None

    return LocatedColumn(key, head.x0, head.x1, head.text)


def _names_behind(
    header: TableHeader,
    part: GridPart,
    keys: Mapping[str, str],
) -> set[str]:
    """The columns of the table whose names stand behind the part that is its own."""
    behind: set[str] = set()
    for head in header.heads:
        if part.ends_before(head) and head.name in keys:
            behind.add(keys[head.name])

    return behind


def _is_subtotal(table: Table, head: ColumnHead) -> bool:
    """Whether it is an office's own sum of the organisations, under their band: the form has none."""
    form = applicant_columns(table)
    if form is None or head.name != TOTAL:
        return False
    return form.band in head.bands


def _completed(
    table: Table,
    columns: Sequence[LocatedColumn],
    found: Sequence[str],
    stub: int,
) -> tuple[LocatedColumn, ...]:
    """The columns with keys for those that were not read, as far as the form tells which they are."""
    completed = tuple(_with_unread(table, columns, stub))
    official = [column.key for column in table.columns if column.key in found]
    if not table.column_totals or official == found:
        return completed
    # Columns in another order than the form's: its sums have to agree.
    return tuple(replace(column, doubtful=True) for column in completed)


def _with_unread(
    table: Table,
    columns: Sequence[LocatedColumn],
    stub: int,
) -> Iterator[LocatedColumn]:
    """Columns without a readable name beside known ones are those that the form has there, if just as many."""
    official: list[str | None] = [column.key for column in table.columns]
    known = {column.key for column in columns}
    end = 0
    for is_known, run in groupby(columns, key=lambda column: column.key is not None):
        unknown = list(run)
        start = end
        end = start + len(unknown)
        if is_known:
            yield from unknown
            continue

        first = 0
        if start > 0:
            first = official.index(columns[start - 1].key) + 1

        last = len(official)
        if end < len(columns):
            last = official.index(columns[end].key)

        between = official[first:last]
        if not known.isdisjoint(between):
            # One that the form has here stands elsewhere: columns were exchanged.
            between = []

        yield from _as_in_the_form(unknown, between, stub)


def _as_in_the_form(
    columns: Sequence[LocatedColumn],
    between: Sequence[str | None],
    stub: int,
) -> Iterator[LocatedColumn]:
    """Unknown columns with the keys of those that the form has between their neighbours."""
    unread = [column for column in columns if column.x0 >= stub]
    fits = len(between) == len(unread)
    keys = iter(between if fits else ())
    for column in columns:
        key = None
        if column.x0 >= stub:
            key = next(keys, None)

        yield replace(column, key=key, doubtful=key is not None)


def _ragged_order(
    table: Table,
    heads: Sequence[ColumnHead],
    keys: Mapping[str, str],
) -> list[str | None]:
    """The order of the columns where only the order of the header's words is known."""
    words = [head for head in heads if head.line != AHEAD]
    if applicant_columns(table) is not None:
        return ragged_applicants(table, words, keys)

    named = [head for head in words if head.name in keys]
    lines = {head.line for head in named}
    in_these_lines = [head for head in words if head.line in lines]
    if len(lines) != 1 or in_these_lines != named:
        # A word among the names that the form does not have is a column too, and moves those behind it.
        return []

    order = [keys[head.name] for head in named]
    is_whole = len(order) == len(set(order)) == len(table.columns)
    return [*order] if is_whole else []
