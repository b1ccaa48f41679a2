"""The ruled tables of a page with what stands in their cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from disclosure.intake.formats.pdf.lattice import Lattice, lattices
from disclosure.intake.formats.pdf.lines import SAME_LINE, cell_text
from disclosure.intake.formats.pdf.page import Glyph, Image, Page
from disclosure.intake.source import GridCell, Where

ONE_WORD = 0.35
"""Of the size: characters this near to one another, written one after the other, are one word."""
SPLIT = 0.06
"""Of the size: a line between two characters parts them only where they leave it room."""
ALONE = 60.0
"""Points. A single ruled cell higher than this is a frame round the text, and no table."""
SPECK = 5.0
FLUSH = 3.0
CUT = "…"
"""Stands after what may go on beyond the edge of the page."""


@dataclass(slots=True)
class Table:
    """A lattice filled. `within` gives the glyphs of each cell, `pictured` the cells with an image."""

    lattice: Lattice
    within: dict[int, list[Glyph]] = field(default_factory=dict)
    pictured: set[int] = field(default_factory=set)

    @property
    def top(self) -> float:
        return self.lattice.ys[0]

    @property
    def glyphs(self) -> Iterator[Glyph]:
        for glyphs in self.within.values():
            yield from glyphs

    def is_cut(self, number: int) -> bool:
        """Whether the edge of the page went through a cell, so that a figure in it may have lost its end."""
        glyphs = self.within.get(number)
        if not glyphs or not self.lattice.cut or not self.lattice.is_last(number):
            return False
        return min(glyph.x0 for glyph in glyphs) - self.lattice.box(number)[0] < FLUSH

    def cells(self, where: Where) -> Iterator[GridCell]:
        """Row by row; a cell's number counts those that begin in its line."""
        row = count = 0
        for number, cell in enumerate(self.lattice.cells):
            count = count + 1 if cell.row == row else 1
            row = cell.row
            yield GridCell(
                cell_text(self.within.get(number, ()))
                + (CUT if self.is_cut(number) else ""),
                cell.row,
                cell.column,
                Where(where.block, where.page, row + 1, count),
                cell.rowspan,
                cell.colspan,
                picture=number in self.pictured,
            )


def tables_of(page: Page) -> tuple[list[Table], list[Image]]:
    """The tables of a page, and the images that stand in none of their cells."""
    tables = [Table(lattice) for lattice in lattices(page.rules)]
    # The innermost first: a frame round everything must not swallow the table in it.
    tables.sort(key=lambda table: _area(table.lattice))
    for word in _words(page.glyphs):
        for table in tables:
            if _fill(table, word):
                break
    kept = sorted(
        (table for table in tables if _is_table(table)), key=lambda table: table.top
    )
    return kept, [
        image
        for image in page.images
        if not any(_pictured(table, image) for table in kept)
    ]


def _area(lattice: Lattice) -> float:
    return (lattice.xs[-1] - lattice.xs[0]) * (lattice.ys[-1] - lattice.ys[0])


def _is_table(table: Table) -> bool:
    lattice = table.lattice
    if len(lattice.cells) == 1:
        return lattice.ys[-1] - lattice.ys[0] <= ALONE and any(table.within.values())
    return any(table.within.values()) or len(lattice.cells) > 3


def _words(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Characters that were written on one line without a gap: what sticks out of its cell is still one figure."""
    word: list[Glyph] = []
    for glyph in glyphs:
        if word and not _goes_on(word[-1], glyph):
            yield word
            word = []
        word.append(glyph)
    if word:
        yield word


def _goes_on(last: Glyph, glyph: Glyph) -> bool:
    size = max(last.size, glyph.size)
    near = -ONE_WORD * size < glyph.x0 - last.x1 < ONE_WORD * size
    upright = (
        last.turn == glyph.turn == 0
        and not glyph.text.isspace()
        and not last.text.isspace()
    )
    return upright and near and abs(glyph.base - last.base) < SAME_LINE * size


def _fill(table: Table, word: list[Glyph]) -> bool:
    """Put a word into its cell; False where it stands outside. A word over a line is parted only at a gap."""
    lattice = table.lattice
    places = [lattice.cell_at(glyph.middle, glyph.centre) for glyph in word]
    if len(set(places)) == 1:
        return _put(table, places[0], word)
    start, put = 0, False
    for at in range(1, len(word) + 1):
        if at == len(word) or (
            places[at - 1] != places[at]
            and _parted(lattice, word[at - 1 : at + 1], places[at - 1])
        ):
            piece = word[start:at]
            place = lattice.cell_at((piece[0].x0 + piece[-1].x1) / 2, piece[0].centre)
            put, start = _put(table, place, piece) or put, at
    return put


def _parted(lattice: Lattice, pair: Sequence[Glyph], left: int | None) -> bool:
    before, after = pair
    edge, room = (
        lattice.xs[0] if left is None else lattice.box(left)[1],
        SPLIT * after.size,
    )
    return after.x0 - before.x1 > room and before.x1 - room <= edge <= after.x0 + room


def _put(table: Table, place: int | None, glyphs: list[Glyph]) -> bool:
    if place is None:
        return False
    table.within.setdefault(place, []).extend(glyphs)
    return True


def _pictured(table: Table, image: Image) -> bool:
    """Whether an image stands in a cell, which is then marked; one that lies behind many cells stands in none."""
    wide, high = image.x1 - image.x0, image.bottom - image.top
    place = table.lattice.cell_at(
        (image.x0 + image.x1) / 2, (image.top + image.bottom) / 2
    )
    if place is None or min(wide, high) < SPECK:
        return False
    left, right, top, bottom = table.lattice.box(place)
    room = (right - left) * (bottom - top)
    if wide * high > 1.5 * room:
        return False
    table.pictured.add(place)
    return True
