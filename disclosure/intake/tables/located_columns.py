"""Tells for a table which of its columns stands where: by names, by the bands over them, by a whole order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from disclosure.intake.tables.applicant_columns import (
    applicant_columns,
    ragged_applicants,
)
from disclosure.intake.tables.form_names import TOTAL, bare
from disclosure.intake.tables.headers import AHEAD, ColumnHead, TableHeader
from disclosure.statutory.editions import Table


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
        return bool(self.key or self.text.strip())


def columns_for(
    table: Table,
    header: TableHeader,
    start: int = 0,
    end: int | None = None,
    stub: int = 0,
) -> tuple[LocatedColumn, ...]:
    """The columns that a header has for a table, from left to right; empty where it does not tell.

    `start` and `end` bound the columns of the grid in which they may stand, where it is measured; before `stub` stand
    only labels.
    """
    keys = {bare(column.label): column.key for column in table.columns}
    if not header.measured:
        order = _ragged_order(table, header.heads, keys)
        return tuple(LocatedColumn(key, at, at + 1) for at, key in enumerate(order))
    columns: list[LocatedColumn] = []
    for head in header.heads:
        if head.x0 >= start and (end is None or head.x1 <= end):
            key = None if _is_subtotal(table, head) else keys.get(head.name)
            columns.append(LocatedColumn(key, head.x0, head.x1, head.text))
    found = [column.key for column in columns if column.key]
    if not found or len(found) != len(set(found)):
        return ()
    if end is not None and not _keys_behind(header, end, keys) <= set(found):
        # The next table begins before this one's header ends: a cell of the header is missing.
        return ()
    return _completed(table, columns, found, stub)


def _is_subtotal(table: Table, head: ColumnHead) -> bool:
    """Whether it is an office's own sum of the organisations, under their band: the form has none."""
    form = applicant_columns(table)
    return form is not None and head.name == TOTAL and form.band in head.bands


def _keys_behind(header: TableHeader, end: int, keys: Mapping[str, str]) -> set[str]:
    behind = {head.name for head in header.heads if head.x0 >= end}
    return {keys[name] for name in behind if name in keys}


def _completed(
    table: Table, columns: Sequence[LocatedColumn], found: Sequence[str], stub: int
) -> tuple[LocatedColumn, ...]:
    completed = tuple(_with_unread(table, columns, stub))
    official = [column.key for column in table.columns if column.key in found]
    if table.column_totals and official != found:
        # Columns in another order than the form's: its sums have to agree.
        return tuple(replace(column, doubtful=True) for column in completed)
    return completed


def _with_unread(
    table: Table, columns: Sequence[LocatedColumn], stub: int
) -> Iterator[LocatedColumn]:
    """Columns without a readable name beside known ones are those that the form has there, if just as many."""
    official: list[str | None] = [column.key for column in table.columns]
    known = {column.key for column in columns}
    end = 0
    for is_known, run in groupby(columns, key=lambda column: column.key is not None):
        unknown = list(run)
        start, end = end, end + len(unknown)
        if is_known:
            yield from unknown
            continue
        first = official.index(columns[start - 1].key) + 1 if start else 0
        last = official.index(columns[end].key) if end < len(columns) else len(official)
        yield from _as_in_the_form(unknown, official[first:last], known, stub)


def _as_in_the_form(
    columns: Sequence[LocatedColumn],
    between: Sequence[str | None],
    known: set[str | None],
    stub: int,
) -> Iterator[LocatedColumn]:
    """Unknown columns with the keys of those that the form has between their neighbours."""
    unread = [column for column in columns if column.x0 >= stub]
    fits = len(between) == len(unread) and not known & set(between)
    left = iter(between if fits else ())
    for column in columns:
        key = next(left, None) if column.x0 >= stub else None
        yield replace(column, key=key, doubtful=key is not None)


def _ragged_order(
    table: Table, heads: Sequence[ColumnHead], keys: Mapping[str, str]
) -> list[str | None]:
    """The order of the columns where only the order of the header's words is known."""
    words = [head for head in heads if head.line != AHEAD]
    if applicant_columns(table) is not None:
        return ragged_applicants(table, words, keys)
    named = [head for head in words if head.name in keys]
    lines = {head.line for head in named}
    order = [keys[head.name] for head in named]
    in_one_line = len(lines) == 1
    whole = len(order) == len(set(order)) == len(table.columns)
    # A word among the names that the form does not have is a column too, and moves those behind it.
    alone = len(named) == sum(head.line in lines for head in words)
    return [*order] if in_one_line and whole and alone else []
