"""Tells apart the columns of table four, whose names stand three times: by the bands over them, or by the whole order."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache

from disclosure.intake.tables.form_names import bare, squeezed
from disclosure.intake.tables.headers import AHEAD, ColumnHead, TableHeader
from disclosure.intake.tables.located_columns import LocatedColumn
from disclosure.statutory.editions import Edition, Table
from disclosure.statutory.editions.spec import ColumnTotal

SHORT = 6
"""Characters below which a text before a ragged header may head a column of line numbers: 序号, 项目."""


# ── The form ──────────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class DisputeBlock:
    """Columns that one total adds up: their keys, and the bare label of the band over just them.

    `is_lowest`: the band stands directly over the names of the columns; 行政复议 reaches over two lines of bands.
    """

    number: int
    columns: tuple[str, ...]
    band: str = ""
    is_lowest: bool = False

    def is_named_by(self, bands: frozenset[str]) -> bool:
        """Whether these bands of the form, all those over a column, are those of the block."""
        if self.is_lowest:
            return self.band in bands
        # Where 行政诉讼 stands over the column too, one of the two was drawn too wide.
        return bands == {self.band}


@dataclass(frozen=True, slots=True)
class DisputeBlocks:
    """The blocks of an edition. `names` are the bare labels of the columns of each; `results` those without the total."""

    blocks: tuple[DisputeBlock, ...]
    names: tuple[str, ...]
    results: frozenset[str]
    bands: frozenset[str]

    def named_over(self, heads: Sequence[ColumnHead]) -> set[int]:
        """The blocks that the bands over some columns name: none, one, or several where the bands contradict."""
        numbers: set[int] = set()
        for head in heads:
            bands = self.bands & set(head.bands)
            numbers.update(b.number for b in self.blocks if b.is_named_by(bands))
        return numbers

    def named_in(self, texts: Collection[str]) -> set[int]:
        """The blocks that texts name which say nothing else: `（一）行政复议` before a table, or beside its figures."""
        words = {squeezed(text).strip("（）()：:一二三、123.") for text in texts}
        return {block.number for block in self.blocks if block.band in words - {""}}

    def runs(self, heads: Sequence[ColumnHead]) -> list[Sequence[ColumnHead]]:
        """The heads as one or several whole blocks in the form's order; none where they are anything else."""
        size = len(self.names)
        count = len(heads) // size
        names = tuple(head.name for head in heads)
        if names != self.names * count or count > len(self.blocks):
            return []
        return [heads[at : at + size] for at in range(0, len(heads), size)]


@cache
def dispute_blocks(table: Table) -> DisputeBlocks:
    """The blocks of table four of an edition."""
    blocks = [_block(table, n, t) for n, t in enumerate(table.column_totals)]
    columns = [table.column(key) for key in blocks[0].columns]
    results = [c for c in columns if c.key not in table.total_columns]
    bands = [bare(band.label) for line in table.header for band in line]
    return DisputeBlocks(
        tuple(blocks),
        names=tuple(bare(column.label) for column in columns),
        results=frozenset(bare(column.label) for column in results),
        bands=frozenset(bands),
    )


def _block(table: Table, number: int, total: ColumnTotal) -> DisputeBlock:
    keys = {*total.columns, total.column}
    block = DisputeBlock(number, tuple(c.key for c in table.columns if c.key in keys))
    for line in table.header:
        for band in line:
            if set(band.columns) == keys:
                is_lowest = line is table.header[-1]
                block = replace(block, band=bare(band.label), is_lowest=is_lowest)
    return block


def is_of_disputes(header: TableHeader, edition: Edition) -> bool:
    """Whether a header has the names of table four: of its results all but one, which may be misread."""
    for table in edition.tables_as("disputes"):
        results = dispute_blocks(table).results
        if len(header.names & results) >= len(results) - 1:
            return True
    return False


# ── A header ──────────────────────────────────────────────────────────────────────────────────────────────────────
def dispute_columns(
    table: Table, header: TableHeader, around: Sequence[str] = ()
) -> tuple[LocatedColumn, ...]:
    """The columns of table four; empty where it cannot be told which block they are of.

    `around`: texts beside or before the table, one of which may name the block of a table that has only one.
    """
    form = dispute_blocks(table)
    if not header.measured:
        return _in_reading_order(form, header.heads, around)
    runs = form.runs([head for head in header.heads if head.name in form.names])
    if not runs:
        return _one_by_one(form, header.heads)
    found = [form.named_over(run) for run in runs]
    blocks = _blocks_of(form, found, around)
    if not blocks:
        return ()
    keys: dict[int, str] = {}
    doubtful: set[int] = set()
    for run, block, named in zip(runs, blocks, found, strict=True):
        places = [head.x0 for head in run]
        keys.update(zip(places, block.columns, strict=True))
        if not named and not around:
            doubtful.update(places)
    return tuple(
        LocatedColumn(keys.get(h.x0), h.x0, h.x1, h.text, h.x0 in doubtful)
        for h in header.heads
    )


def _blocks_of(
    form: DisputeBlocks, found: Sequence[set[int]], around: Sequence[str]
) -> list[DisputeBlock]:
    """Which blocks the runs of a header are, by what their bands name; empty where that is not certain."""
    known = [number for named in found for number in named]
    contradictory = any(len(named) > 1 for named in found)
    if contradictory or len(known) != len(set(known)):
        return []
    if len(found) == 1 and not known:
        # Table four as three tables, or as three lines with the block's name where labels stand.
        known = list(form.named_in(around))
        if len(known) > 1:
            return []
    if len(found) == len(form.blocks):
        # All of them are there: one that no band names stands at its place in the form.
        known = [min(named, default=at) for at, named in enumerate(found)]
    if len(known) != len(found) or len(set(known)) != len(known):
        return []
    return [form.blocks[number] for number in known]


def _one_by_one(
    form: DisputeBlocks, heads: Sequence[ColumnHead]
) -> tuple[LocatedColumn, ...]:
    """Columns in another order or number: each by its own name and the band over it."""
    columns: list[LocatedColumn] = []
    for head in heads:
        key = None
        named = form.named_over([head])
        if head.name in form.names and len(named) == 1:
            block = form.blocks[named.pop()]
            key = block.columns[form.names.index(head.name)]
        columns.append(LocatedColumn(key, head.x0, head.x1, head.text))
    keys = [column.key for column in columns if column.key]
    return tuple(columns) if len(keys) == len(set(keys)) else ()


def _in_reading_order(
    form: DisputeBlocks, heads: Sequence[ColumnHead], around: Sequence[str]
) -> tuple[LocatedColumn, ...]:
    """Of a ragged header: fifteen names in the form's order under bands in the form's order, or five under one."""
    runs = form.runs([head for head in heads if head.name in form.names])
    numbers = {block.band: block.number for block in form.blocks}
    bands = [band for head in heads for band in head.bands if band in numbers]
    named = [numbers[band] for band in bands]
    blocks: list[DisputeBlock] = []
    # A column of line numbers would move every figure by one.
    doubtful = any(h.line == AHEAD and len(squeezed(h.text)) < SHORT for h in heads)
    if len(runs) == len(form.blocks) and named == sorted(named):
        blocks = list(form.blocks)
        doubtful = doubtful or len(named) < len(blocks)
    elif len(runs) == 1:
        over = set(named) if len(named) == 1 else set()
        blocks = _blocks_of(form, [over], around)
    keys = [key for block in blocks for key in block.columns]
    return tuple(
        LocatedColumn(key, at, at + 1, doubtful=doubtful) for at, key in enumerate(keys)
    )
