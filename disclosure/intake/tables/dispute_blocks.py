"""The blocks of table four: columns with the same names three times, each block under a band of its own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache

from disclosure.intake.tables.headers import ColumnHead, TableHeader
from disclosure.intake.tables.label_text import bare, squeezed
from disclosure.statutory.editions import Edition, Table
from disclosure.statutory.editions.spec import ColumnTotal
from disclosure.statutory.places import Place


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
            bands = self.bands.intersection(head.bands)
            for block in self.blocks:
                if block.is_named_by(bands):
                    numbers.add(block.number)

        return numbers

    def named_in(self, texts: Collection[str]) -> set[int]:
        """The blocks that texts name which say nothing else: `（一）行政复议` before a table, or beside its figures."""
        numbers: set[int] = set()
        for text in texts:
            word = squeezed(text).strip("（）()：:一二三、123.")
            for block in self.blocks:
                if block.band and block.band == word:
                    numbers.add(block.number)

        return numbers

    def runs(self, heads: Sequence[ColumnHead]) -> list[Sequence[ColumnHead]]:
        """The heads as one or several whole blocks in the form's order; none where they are anything else."""
        size = len(self.names)
        if len(heads) > size * len(self.blocks):
            return []

        runs: list[Sequence[ColumnHead]] = []
        for at in range(0, len(heads), size):
            run = heads[at : at + size]
            if tuple(head.name for head in run) != self.names:
                return []

            runs.append(run)

        return runs


@cache
def dispute_blocks(table: Table) -> DisputeBlocks:
    """The blocks of table four of an edition."""
    blocks: list[DisputeBlock] = []
    for number, total in enumerate(table.column_totals):
        blocks.append(_block(table, number, total))

    names: list[str] = []
    results: set[str] = set()
    for key in blocks[0].columns:
        name = bare(table.column(key).label)
        names.append(name)
        if key not in table.total_columns:
            results.add(name)

    bands: set[str] = set()
    for line in table.header:
        bands.update(bare(band.label) for band in line)

    return DisputeBlocks(
        blocks=tuple(blocks),
        names=tuple(names),
        results=frozenset(results),
        bands=frozenset(bands),
    )


def _block(table: Table, number: int, total: ColumnTotal) -> DisputeBlock:
    """What a total adds up, with the total itself, and the lowest band that stands over all of it."""
    keys = {*total.columns, total.column}
    columns = tuple(column.key for column in table.columns if column.key in keys)
    block = DisputeBlock(number, columns)
    for line in table.header:
        for band in line:
            if set(band.columns) != keys:
                continue

            name = bare(band.label)
            is_lowest = line is table.header[-1]
            block = replace(block, band=name, is_lowest=is_lowest)

    return block


def cases_row(edition: Edition) -> Place | None:
    """The one row of table four; None where an edition has no such table."""
    for table in edition.tables_as("disputes"):
        row = table.row_as("cases")
        return Place(table.key, row.key)

    return None


def is_of_disputes(header: TableHeader, edition: Edition) -> bool:
    """Whether a header has the names of table four: of its results all but one, which may be misread."""
    for table in edition.tables_as("disputes"):
        results = dispute_blocks(table).results
        read = results & header.names
        return len(read) >= len(results) - 1

    return False
