"""The statutory tables in the blocks of a file: every cell of the form placed by evidence, or left open with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from disclosure.intake.reading import PlacedTables
from disclosure.intake.source import Block, Grid, Paragraph
from disclosure.intake.tables.cell_settling import settle
from disclosure.intake.tables.data_sheet import is_records, recorded, recorded_edition
from disclosure.intake.tables.form_names import FormNames, bare, names_of, own_names
from disclosure.intake.tables.gathering import Gathering
from disclosure.intake.tables.paragraph_grids import paragraph_stretches
from disclosure.intake.tables.pictures import pictured
from disclosure.intake.tables.rows import is_statutory
from disclosure.intake.tables.stretch_reads import (
    StretchRead,
    printed_labels,
    read_stretch,
    tidy,
)
from disclosure.intake.tables.stretches import (
    TableStretch,
    cut,
    stretches,
    turned,
)
from disclosure.statutory.editions import EDITIONS, Edition, edition_for
from disclosure.statutory.printed import TableState

__all__ = ["place_tables"]


def place_tables(blocks: Sequence[Block], *, year: int = 0) -> PlacedTables:
    """Finds the tables of parts two, three and four in all blocks of a file, in order.

    The edition is the one in force for `year`; without a year, the one whose own lines and columns the tables have.
    Every entered cell of the edition is in `entered` or in `open`; a cell with an unreadable text is in both.
    """
    blocks = [block for block in blocks if not getattr(block, "aside", False)]
    edition, sure = _edition(blocks, year)
    names = names_of(edition)
    reads = Gathering(edition, _read_grids(blocks, names))
    for table, row, column, candidate in recorded(blocks, edition):
        reads.add(table, row, column, candidate)
    lost = {table.key for table in edition.tables} - reads.tables
    if lost:
        more = [
            read_stretch(stretch, names)
            for stretch in paragraph_stretches(blocks, names)
        ]
        reads.join([read for read in more if read.tables() & lost], only=lost)
    missing = {table.key for table in edition.tables} - reads.tables
    pictures = pictured(blocks, edition, missing)
    made = settle(edition, reads.candidates, pictures, reads.crowded)
    return PlacedTables(
        edition=edition,
        edition_sure=sure,
        entered=made.entered,
        stated=made.stated,
        found=made.found,
        open=tuple(made.open),
        used=_used(blocks, reads, names),
        states=_states(edition, {o.place.table for o in made.open}, missing, pictures),
        labels=dict(
            pair for read in reads.reads for pair in printed_labels(edition, read)
        ),
        extra=tuple(dict.fromkeys(_extra(reads.reads))),
    )


def _edition(blocks: Sequence[Block], year: int) -> tuple[Edition, bool]:
    """The edition, and whether the tables themselves say so."""
    texts = {bare(text) for block in blocks for text in _texts(block)}
    marks = {
        edition.key: len(own_names(edition) & texts) for edition in EDITIONS.values()
    }
    told = recorded_edition(blocks)
    marked = [key for key, count in marks.items() if count]
    sole = told or (EDITIONS[marked[0]] if len(marked) == 1 else None)
    best = sole or max(
        EDITIONS.values(), key=lambda edition: (marks[edition.key], edition.first_year)
    )
    try:
        given = edition_for(year) if year else best
    except ValueError:
        return best, False
    return given, sole is given


def _texts(block: Block) -> Iterable[str]:
    if isinstance(block, Grid):
        return (cell.text for cell in block.cells)
    return [block.text] if isinstance(block, Paragraph) else []


def _read_grids(blocks: Sequence[Block], names: FormNames) -> list[StretchRead]:
    """Every grid as it lies; where no line of it is known, on its side."""
    plain = [
        block for block in blocks if not (isinstance(block, Grid) and is_records(block))
    ]
    reads: list[StretchRead] = []
    here: list[StretchRead] = []
    for stretch in stretches(plain, names):
        if here and here[-1].stretch.grid is not stretch.grid:
            reads += _on_its_side(here, names)
            here = []
        here.append(read_stretch(stretch, names))
    return reads + _on_its_side(here, names)


def _on_its_side(here: list[StretchRead], names: FormNames) -> list[StretchRead]:
    if not here or _says_something(here) or here[0].stretch.grid.ragged:
        return here
    first: TableStretch = here[0].stretch
    other = [
        read_stretch(stretch, names)
        for stretch in cut(turned(first.grid), names, first.before)
    ]
    return other if _says_something(other) else here


def _says_something(reads: Iterable[StretchRead]) -> bool:
    return any(entry.row and entry.filled for read in reads for entry in read.entries)


def _used(
    blocks: Sequence[Block], reads: Gathering, names: FormNames
) -> frozenset[int]:
    used = {
        candidate.where.block
        for some in reads.candidates.values()
        for candidate in some
    }
    for read in reads.reads:
        stretch = read.stretch
        if len({cell.where.block for cell in stretch.grid.cells}) > 1:
            used |= {
                cell.where.block
                for y in _lines_used(read, names)
                for cell in stretch.lines[y]
            }
        elif any(head.name for head in read.header.heads):
            used.add(stretch.grid.where.block)
    captions = {
        b.where.block
        for b in blocks
        if isinstance(b, Paragraph) and names.announced(b.text)
    }
    records = {b.where.block for b in blocks if isinstance(b, Grid) and is_records(b)}
    return frozenset(used | captions | records)


def _lines_used(read: StretchRead, names: FormNames) -> range:
    """Of a run of paragraphs, the lines from the header to the last line of the form: others are text."""
    stretch = read.stretch
    heads = [
        y
        for y in stretch.head
        if any(names.is_header(cell.text) for cell in stretch.lines[y])
    ]
    lines = [*heads, *(entry.y for entry in read.entries if entry.row)]
    return range(min(lines), max(lines) + 1) if lines and read.tables() else range(0)


def _states(
    edition: Edition, open_: set[str], missing: set[str], pictures: set[str]
) -> dict[str, TableState]:
    return {
        table.key: "picture"
        if table.key in pictures
        else "missing"
        if table.key in missing
        else "partly"
        if table.key in open_
        else "read"
        for table in edition.tables
    }


def _extra(reads: Sequence[StretchRead]) -> Iterable[str]:
    """Lines with figures, inside a statutory table, that the edition does not have."""
    for read in reads:
        if read.tables():
            for entry in read.entries:
                if entry.row is None and entry.filled and is_statutory(entry.text):
                    yield tidy(entry.text)
