"""Places every cell of the statutory tables by evidence, in the blocks of a file, or leaves it open with a reason."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby

from disclosure.intake.reading import PlacedTables
from disclosure.intake.source import Block, Picture, SourceGrid, SourceParagraph
from disclosure.intake.tables.cell_settling import settle_cells
from disclosure.intake.tables.data_sheet import is_records, recorded
from disclosure.intake.tables.edition_choice import choose_edition
from disclosure.intake.tables.form_names import FormNames, names_of
from disclosure.intake.tables.gathering import Gathering
from disclosure.intake.tables.label_text import bare, squeezed
from disclosure.intake.tables.paragraph_grids import paragraph_stretches
from disclosure.intake.tables.pictures import tables_as_pictures
from disclosure.intake.tables.stretch_reads import (
    StretchRead,
    printed_labels,
    read_stretch,
)
from disclosure.intake.tables.stretches import cut, stretches, turned
from disclosure.statutory.chinese import without_blanks
from disclosure.statutory.editions import Edition
from disclosure.statutory.printed import TableState

__all__ = ["place_tables"]


def place_tables(blocks: Sequence[Block], *, year: int = 0) -> PlacedTables:
    """Finds the tables of parts two, three and four in all blocks of a file, in order.

    The edition is the one in force for `year`; without a year, the one whose own lines and columns the tables have.
    Every entered cell of the edition is in `entered` or in `open`; a cell with an unreadable text is in both.
    """
    blocks = [b for b in blocks if isinstance(b, Picture) or not b.aside]
    edition, sure = choose_edition(blocks, year)
    gathering = _gather(blocks, edition)
    missing = _missing(gathering)
    pictures = tables_as_pictures(blocks, edition, missing)
    settled = settle_cells(edition, gathering.candidates, pictures, gathering.crowded)

    partly = {opened.place.table for opened in settled.open}
    labels: dict[str, str] = {}
    for read in gathering.reads:
        labels.update(printed_labels(edition, read))

    return PlacedTables(
        edition=edition,
        edition_sure=sure,
        entered=settled.entered,
        stated=settled.stated,
        found=settled.found,
        open=tuple(settled.open),
        used=_used(blocks, gathering),
        states=_states(edition, partly=partly, missing=missing, pictures=pictures),
        labels=labels,
        extra=tuple(_extra(gathering.reads)),
    )


def _gather(blocks: Sequence[Block], edition: Edition) -> Gathering:
    """What the grids say, then what the data sheet says, and of tables not found what runs of paragraphs say."""
    names = names_of(edition)
    gathering = Gathering(edition, _read_grids(blocks, names))
    for place, candidate in recorded(blocks, edition):
        gathering.add(place, candidate)

    # Text is read for a table last: sentences with figures look like lines of one.
    lost = _missing(gathering)
    if lost:
        reads: list[StretchRead] = []
        for stretch in paragraph_stretches(blocks, names):
            read = read_stretch(stretch, names)
            if not lost.isdisjoint(read.tables()):
                reads.append(read)

        gathering.join(reads, only=lost)

    return gathering


def _missing(gathering: Gathering) -> set[str]:
    """The tables of which nothing was found yet."""
    return {table.key for table in gathering.edition.tables} - gathering.tables


def _read_grids(blocks: Sequence[Block], names: FormNames) -> list[StretchRead]:
    """Every grid as it lies; where no line of it is known, on its side."""
    grids = [b for b in blocks if not (isinstance(b, SourceGrid) and is_records(b))]
    upright = [read_stretch(stretch, names) for stretch in stretches(grids, names)]
    reads: list[StretchRead] = []
    for _, of_one_grid in groupby(upright, key=lambda read: id(read.stretch.grid)):
        here = list(of_one_grid)
        reads += _on_its_side(here, names)

    return reads


def _on_its_side(reads: list[StretchRead], names: FormNames) -> list[StretchRead]:
    """A grid with lines and columns exchanged, where it says something only then: part two is printed so at times."""
    first = reads[0].stretch
    if first.grid.ragged or _says_something(reads):
        return reads

    turned_grid = turned(first.grid)
    other = [read_stretch(s, names) for s in cut(turned_grid, names, first.before)]
    return other if _says_something(other) else reads


def _says_something(reads: Iterable[StretchRead]) -> bool:
    """Whether there are figures in a row of the form."""
    lines = [line for read in reads for line in read.figure_lines]
    return any(line.row and line.filled for line in lines)


# ── Beside the figures ────────────────────────────────────────────────────────────────────────────────────────────
def _used(blocks: Iterable[Block], gathering: Gathering) -> frozenset[int]:
    """The numbers of the blocks that belong to statutory tables: the rest is text of the report."""
    used: set[int] = set()
    for candidates in gathering.candidates.values():
        used.update(candidate.where.block for candidate in candidates)

    for read in gathering.reads:
        used |= _used_by(read, gathering.names)

    for block in blocks:
        if _is_of_tables(block, gathering.names):
            used.add(block.where.block)

    return frozenset(used)


def _is_of_tables(block: Block, names: FormNames) -> bool:
    """Whether a block is a caption of part two or the data sheet, without a figure having been placed from it."""
    if isinstance(block, SourceParagraph):
        return names.announced(block.text) != ""
    return isinstance(block, SourceGrid) and is_records(block)


def _used_by(read: StretchRead, names: FormNames) -> set[int]:
    """The blocks of a stretch: a grid with a header is used as a whole, of a run of paragraphs only some are."""
    grid = read.stretch.grid
    blocks = {cell.where.block for cell in grid.cells}
    used: set[int] = set()
    if len(blocks) > 1:
        for y in _lines_used(read, names):
            cells = read.stretch.lines[y]
            used.update(cell.where.block for cell in cells)
    elif read.header.named:
        used.add(grid.where.block)

    return used


def _lines_used(read: StretchRead, names: FormNames) -> range:
    """Of a run of paragraphs, the lines from the header to the last line of the form: others are text."""
    lines = [line.y for line in read.figure_lines if line.row]
    if not lines:
        return range(0)

    for y in read.stretch.head:
        cells = read.stretch.lines[y]
        if any(names.is_header(cell.text) for cell in cells):
            lines.append(y)

    first = min(lines)
    last = max(lines)
    return range(first, last + 1)


def _states(
    edition: Edition,
    *,
    partly: Collection[str],
    missing: Collection[str],
    pictures: Collection[str],
) -> dict[str, TableState]:
    """Table key -> whether it was read, and if not, what stands in its place."""
    states: dict[str, TableState] = {}
    for table in edition.tables:
        if table.key in pictures:
            states[table.key] = "picture"
        elif table.key in missing:
            states[table.key] = "missing"
        else:
            states[table.key] = "partly" if table.key in partly else "read"

    return states


def _extra(reads: Iterable[StretchRead]) -> Iterable[str]:
    """Lines with figures, inside a statutory table, that the edition does not have, each label once."""
    labels: dict[str, None] = {}
    for read in reads:
        if not read.tables():
            continue

        for line in read.figure_lines:
            if line.filled and not line.row and _is_worth_saying(line.text):
                labels[without_blanks(line.text)] = None

    return labels


def _is_worth_saying(label: str) -> bool:
    """Whether a label is what an office calls a line of its own."""
    if not bare(label):
        return False
    # 核对: begins the line of sums in our own workbooks, 栏次 the line in which columns are numbered.
    return not squeezed(label).startswith(("核对:", "栏次"))
