"""Chooses the edition by which a file is read: that of its year, else the one whose own lines and columns it has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from disclosure.intake.source import Block, SourceGrid, SourceParagraph
from disclosure.intake.tables.data_sheet import recorded_edition
from disclosure.intake.tables.form_names import own_names
from disclosure.intake.tables.label_text import bare
from disclosure.statutory.editions import EDITIONS, Edition, edition_for


def choose_edition(blocks: Sequence[Block], year: int) -> tuple[Edition, bool]:
    """The edition, and whether the tables themselves say so. `year` 0: the file does not tell."""
    marks = _marks(blocks)
    marked = [key for key, count in marks.items() if count]
    sole = recorded_edition(blocks)
    if sole is None and len(marked) == 1:
        sole = EDITIONS[marked[0]]

    # Of two that are marked alike, the later one: most reports are of it.
    newest_first = sorted(EDITIONS.values(), key=lambda e: e.first_year, reverse=True)
    best = sole or max(newest_first, key=lambda edition: marks[edition.key])
    if not year:
        return best, sole is best

    try:
        given = edition_for(year)
    except ValueError:
        # Before the first edition there was another form: nothing in it is of ours for certain.
        return best, False

    return given, sole is given


def _marks(blocks: Sequence[Block]) -> dict[str, int]:
    """Edition key -> how many labels that no other edition has stand in the file."""
    texts = {bare(text) for block in blocks for text in _texts(block)}
    marks: dict[str, int] = {}
    for edition in EDITIONS.values():
        printed = own_names(edition) & texts
        marks[edition.key] = len(printed)

    return marks


def _texts(block: Block) -> Iterator[str]:
    """What may be a label in a block."""
    if isinstance(block, SourceParagraph):
        yield block.text
    elif isinstance(block, SourceGrid):
        yield from (cell.text for cell in block.cells)
