"""Which column stands where: by the names over it, by the bands over those, by the order of the form where it is whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from disclosure.intake.source import GridCell
from disclosure.intake.tables.form_names import (
    FormNames,
    bare,
    unit_named,
)
from disclosure.intake.tables.stretches import TableStretch
from disclosure.statutory.editions import Table

ORGANISATIONS = "法人或其他组织"
AHEAD = -1
"""Where words of a ragged header stand that come before all names of columns."""
TOTALS = ("总计", "合计", "总数")


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """A column as its header says: the official name ("" unknown), from where to where it reaches, the bands over it."""

    name: str
    x0: int
    x1: int
    text: str = ""
    bands: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableHeader:
    """`measured`: `x0` and `x1` are columns of the grid, else only the order counts. `whole`: no cell of it is missing."""

    heads: tuple[ColumnHead, ...]
    measured: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class LocatedColumn:
    """A column of a table in a stretch: its key (None for one that the form does not have), and whether it has to be
    confirmed by sums because its name was not read."""

    key: str | None
    x0: int
    x1: int
    text: str = ""
    doubtful: bool = False


def header_of(stretch: TableStretch, names: FormNames) -> TableHeader:
    """The header of a stretch, without knowing yet of which table."""
    if stretch.grid.ragged:
        return TableHeader(tuple(_in_order(stretch, names)), False, True)
    width = max(
        (cell.column + cell.colspan for y in stretch.head for cell in stretch.lines[y]),
        default=0,
    )
    heads: list[ColumnHead] = []
    last: GridCell | None = None
    for x in range(width):
        stack = _over(stretch, x, names)
        cell = next((cell for cell in reversed(stack) if cell.text.strip()), None)
        name = _column_name(cell.text, names) if cell else ""
        bands = tuple(bare(above.text) for above in stack if names.is_band(above.text))
        if cell is not None and cell is last and name:
            heads[-1] = ColumnHead(
                name, heads[-1].x0, x + 1, cell.text, heads[-1].bands
            )
        else:
            text = cell.text if cell and not names.is_corner(cell.text) else ""
            heads.append(ColumnHead(name, x, x + 1, text, bands))
        last = cell
    return TableHeader(tuple(heads), True, not _has_holes(stretch, heads))


def _over(stretch: TableStretch, x: int, names: FormNames) -> list[GridCell]:
    """The cells of the header over a column, from top to bottom; a caption over the whole table is none of them."""
    stack: list[GridCell] = []
    for y in stretch.head:
        cell = stretch.covered.get((y, x))
        title = cell is not None and (
            cell.colspan == stretch.grid.width > 1 or names.announced(cell.text)
        )
        if cell is not None and not title and (not stack or stack[-1] is not cell):
            stack.append(cell)
    return stack


def _has_holes(stretch: TableStretch, heads: Sequence[ColumnHead]) -> bool:
    """Whether a cell of the header is missing: what stands behind one has moved to the left, so the hole is behind names."""
    named = [head for head in heads if head.name]
    if not named:
        return False
    last = max(
        y for y in stretch.head if any(_covers(stretch, y, head) for head in named)
    )
    return any(
        (last, x) not in stretch.covered for x in range(named[0].x0, heads[-1].x1)
    )


def _covers(stretch: TableStretch, y: int, head: ColumnHead) -> bool:
    cell = stretch.covered.get((y, head.x0))
    return cell is not None and cell.text == head.text


def _column_name(text: str, names: FormNames) -> str:
    hit = names.column(text)
    if hit and hit.likely:
        return hit.name
    return "总计" if bare(text) in TOTALS else ""


def _in_order(stretch: TableStretch, names: FormNames) -> Iterable[ColumnHead]:
    """Of a ragged header: its names in the order in which they are read, those of each line apart by their `x0`."""
    for y in stretch.head:
        begun = False
        for cell in stretch.lines[y]:
            name = _column_name(cell.text, names)
            begun = begun or bool(name)
            if name or names.is_band(cell.text) or (begun and cell.text.strip()):
                yield ColumnHead(
                    name, y, y, cell.text, () if name else (bare(cell.text),)
                )
            elif len(cell.text.strip()) > 0 and not names.announced(cell.text):
                yield ColumnHead("", AHEAD, AHEAD, cell.text)


# ── For a table ───────────────────────────────────────────────────────────────────────────────────────────────────
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
    heads = [
        head
        for head in header.heads
        if head.x0 >= start and (end is None or head.x1 <= end)
    ]
    columns = [
        LocatedColumn(keys.get(head.name), head.x0, head.x1, head.text)
        for head in heads
    ]
    subtotal = [
        at
        for at, head in enumerate(heads)
        if head.name == "总计" and ORGANISATIONS in head.bands
    ]
    for at in subtotal:
        columns[at] = LocatedColumn(None, heads[at].x0, heads[at].x1, heads[at].text)
    found = [column.key for column in columns if column.key]
    if not found or len(found) != len(set(found)):
        return ()
    beyond = {
        keys.get(head.name)
        for head in header.heads
        if end is not None and head.x0 >= end
    } - {None}
    if beyond - set(found):
        return ()  # the next table begins before this one's header ends: a cell is missing
    filled = list(_filled(table, columns, stub))
    order = [column.key for column in table.columns if column.key in found]
    if table.column_totals and order != found:
        filled = [
            replace(column, doubtful=True) for column in filled
        ]  # another order than the form's: sums have to agree
    return tuple(filled)


def _filled(
    table: Table, columns: Sequence[LocatedColumn], stub: int
) -> Iterator[LocatedColumn]:
    """Columns without a readable name beside known ones are those that the form has there, if just as many."""
    official = [column.key or "" for column in table.columns]
    known = {column.key for column in columns if column.key}
    for is_known, run in groupby(
        enumerate(columns), key=lambda pair: pair[1].key is not None
    ):
        places = list(run)
        if is_known:
            yield from (column for _, column in places)
            continue
        first, end = places[0][0], places[-1][0] + 1
        left = official.index(columns[first - 1].key or "") + 1 if first else 0
        right = (
            official.index(columns[end].key or "")
            if end < len(columns)
            else len(official)
        )
        between = official[left:right]
        unread = [column for _, column in places if column.x0 >= stub]
        fits = len(between) == len(unread) and not known & set(between)
        keys = dict(zip(map(id, unread), between, strict=True)) if fits else {}
        for _, column in places:
            key = keys.get(id(column))
            yield LocatedColumn(
                key, column.x0, column.x1, column.text, doubtful=bool(key)
            )


def _ragged_order(
    table: Table, heads: Sequence[ColumnHead], keys: dict[str, str]
) -> list[str | None]:
    """The order of the columns where only the order of the header's words is known."""
    heads = [head for head in heads if head.x0 != AHEAD]
    if table.column_totals and table.rows[0].label:
        return _ragged_applicants(table, heads, keys)
    named = [keys[head.name] for head in heads if head.name in keys]
    lines = {head.x0 for head in heads if head.name in keys}
    others = [head for head in heads if head.x0 in lines and head.name not in keys]
    whole = len(named) == len(table.columns) and len(named) == len(set(named))
    return [*named] if whole and len(lines) == 1 and not others else []


def _ragged_applicants(
    table: Table, heads: Sequence[ColumnHead], keys: dict[str, str]
) -> list[str | None]:
    """自然人, the five of 法人或其他组织 as they stand in their line, 总计: what the form's bands allow and nothing else."""
    lines: dict[int, list[str]] = {}
    for head in heads:
        lines.setdefault(head.x0, []).append(
            keys.get(head.name, "") or "".join(head.bands)
        )
    organisations = next(
        band.columns for band in table.header[-1] if band.label == ORGANISATIONS
    )
    for line in lines.values():
        if set(line) == {column.key for column in table.columns} and len(line) == len(
            set(line)
        ):
            return [*line]
    five = next(
        (
            line
            for line in lines.values()
            if len(set(line) & set(organisations)) == len(organisations)
        ),
        [],
    )
    inner = [key for key in five if key in organisations]
    rest = [key for key in five if key not in organisations]
    flat = [key for line in lines.values() for key in line]
    if rest == ["total"] and flat.count("total") == 2:
        rest, inner = [], [*inner, ""]  # 合计 of the five, beside 总计 of all
    elif rest == ["total"] and any(
        bare(head.text) != "总计" for head in heads if head.name == "总计"
    ):
        return []
    ends_well = all("total" not in line[:-1] for line in lines.values()) and rest in (
        [],
        ["total"],
    )
    if (
        not ends_well
        or len(set(inner) - {""}) != len(organisations)
        or five[:5] != inner[:5]
    ):
        return []
    if flat.count("person") != 1 or flat.index("person") > flat.index(inner[0]):
        return []
    return (
        ["person", *(key or None for key in inner), "total"] if "total" in flat else []
    )


def wrong_unit(table: Table, key: str, text: str) -> str:
    """The unit that a column's header names where it is not the form's, "" otherwise."""
    named = unit_named(text)
    return named if named and named != table.unit_of(key) else ""
