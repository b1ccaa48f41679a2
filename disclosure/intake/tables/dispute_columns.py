"""Tells apart the columns of table four, whose names stand three times: by the bands over them, or by the whole order."""

from __future__ import annotations

from collections.abc import Sequence

from disclosure.intake.tables.dispute_blocks import (
    DisputeBlock,
    DisputeBlocks,
    dispute_blocks,
)
from disclosure.intake.tables.headers import AHEAD, ColumnHead, TableHeader
from disclosure.intake.tables.label_text import squeezed
from disclosure.intake.tables.located_columns import LocatedColumn
from disclosure.statutory.editions import Table

SHORT = 6
"""Characters below which a text before a ragged header may head a column of line numbers: 序号, 项目."""


def dispute_columns(
    table: Table,
    header: TableHeader,
    around: Sequence[str] = (),
) -> tuple[LocatedColumn, ...]:
    """The columns of table four; empty where it cannot be told which block they are of.

    `around`: texts beside or before the table, one of which may name the block of a table that has only one.
    """
    form = dispute_blocks(table)
    if not header.measured:
        return _in_reading_order(form, header.heads, around)

    named = [head for head in header.heads if head.name in form.names]
    runs = form.runs(named)
    if not runs:
        return _one_by_one(form, header.heads)

    over = [form.named_over(run) for run in runs]
    blocks = _blocks_of(form, over, around)
    if not blocks:
        return ()

    located: dict[int, LocatedColumn] = {}
    for run, block, numbers in zip(runs, blocks, over, strict=True):
        doubtful = not numbers and not around
        for head, key in zip(run, block.columns, strict=True):
            located[head.x0] = _located(head, key, doubtful=doubtful)

    return tuple(located.get(head.x0, _located(head)) for head in header.heads)


def _located(
    head: ColumnHead,
    key: str | None = None,
    *,
    doubtful: bool = False,
) -> LocatedColumn:
    """A column where its head stands; without a key it is none of the form."""
    return LocatedColumn(key, head.x0, head.x1, head.text, doubtful)


def _blocks_of(
    form: DisputeBlocks,
    over: Sequence[set[int]],
    around: Sequence[str],
) -> list[DisputeBlock]:
    """Which blocks the runs of a header are, by what stands over each; empty where that is not certain."""
    known: list[int] = []
    for numbers in over:
        if len(numbers) > 1:
            return []

        known.extend(numbers)

    if len(known) != len(set(known)):
        return []

    if len(over) == 1 and not known:
        # Table four as three tables, or as three lines with the block's name where labels stand.
        return _blocks(form, list(form.named_in(around)), 1)

    if len(over) == len(form.blocks):
        # All of them are there: one that no band names stands at its place in the form.
        known = [min(numbers, default=at) for at, numbers in enumerate(over)]

    return _blocks(form, known, len(over))


def _blocks(
    form: DisputeBlocks,
    numbers: Sequence[int],
    wanted: int,
) -> list[DisputeBlock]:
    """The blocks with these numbers, where they are as many as wanted and none stands twice."""
    if len(numbers) != wanted or len(set(numbers)) != wanted:
        return []
    return [form.blocks[number] for number in numbers]


def _one_by_one(
    form: DisputeBlocks,
    heads: Sequence[ColumnHead],
) -> tuple[LocatedColumn, ...]:
    """Columns in another order or number: each by its own name and the band over it."""
    columns: list[LocatedColumn] = []
    found: set[str] = set()
    for head in heads:
        key = _key_under_bands(form, head)
        if key in found:
            return ()

        if key is not None:
            found.add(key)

        columns.append(_located(head, key))

    return tuple(columns)


def _key_under_bands(form: DisputeBlocks, head: ColumnHead) -> str | None:
    """The column that a name and the bands over it mean; None where they do not tell."""
    if head.name not in form.names:
        return None

    numbers = form.named_over([head])
    if len(numbers) != 1:
        return None

    block = form.blocks[numbers.pop()]
    place = form.names.index(head.name)
    return block.columns[place]


def _in_reading_order(
    form: DisputeBlocks,
    heads: Sequence[ColumnHead],
    around: Sequence[str],
) -> tuple[LocatedColumn, ...]:
    """Of a ragged header: fifteen names in the form's order under bands in the form's order, or five under one."""
    runs = form.runs([head for head in heads if head.name in form.names])
    bands = _bands_in_order(form, heads)
    unsure = _may_count_lines(heads)
    blocks: list[DisputeBlock] = []
    if len(runs) == len(form.blocks) and bands == sorted(bands):
        blocks = list(form.blocks)
        unsure = unsure or len(bands) < len(blocks)
    elif len(runs) == 1:
        over = set(bands)
        if len(bands) > 1:
            # Of two bands over five columns nothing tells which is meant.
            over = set()

        blocks = _blocks_of(form, [over], around)

    columns: list[LocatedColumn] = []
    for block in blocks:
        for key in block.columns:
            at = len(columns)
            columns.append(LocatedColumn(key, at, at + 1, doubtful=unsure))

    return tuple(columns)


def _bands_in_order(form: DisputeBlocks, heads: Sequence[ColumnHead]) -> list[int]:
    """The numbers of the blocks whose bands a header has, as they are read."""
    numbers = {block.band: block.number for block in form.blocks}
    found: list[int] = []
    for head in heads:
        known = [band for band in head.bands if band in numbers]
        found.extend(numbers[band] for band in known)

    return found


def _may_count_lines(heads: Sequence[ColumnHead]) -> bool:
    """Whether a short word before a ragged header may be over numbers of lines, which move every figure by one."""
    for head in heads:
        word = squeezed(head.text)
        if head.line == AHEAD and len(word) < SHORT:
            return True

    return False
