"""Fills the ruled tables of a page with what stands in their cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from disclosure.intake.formats.pdf.boxes import Box
from disclosure.intake.formats.pdf.cell_texts import cell_text
from disclosure.intake.formats.pdf.glyphs import Glyph
from disclosure.intake.formats.pdf.lattice import Lattice
from disclosure.intake.formats.pdf.lines import SAME_LINE
from disclosure.intake.formats.pdf.net import lattices
from disclosure.intake.formats.pdf.page import Page
from disclosure.intake.source import GridCell, Where

ONE_WORD = 0.35
"""Of the size: characters this near to one another, written one after the other, are one word."""
SPLIT = 0.06
"""Of the size: a line between two characters parts them only where they leave it room."""
ALONE = 60.0
"""Points. A single ruled cell higher than this is a frame round the text, and no table."""
FEW = 3
"""Cells; an empty table of no more is a drawing."""
SPECK = 5.0
"""Points. A smaller picture is a dot or a piece of a line."""
BEHIND = 1.5
"""Of a cell: a picture this much larger lies behind the table."""
FLUSH = 3.0
"""Points. Text this near to the left border fills its cell: it may go on beyond the edge of the page."""
CUT = "…"
"""Stands after what may go on beyond the edge of the page."""


@dataclass(slots=True)
class RuledTable:
    """A lattice filled. `within` gives the glyphs of each cell, `pictured` the cells with an image."""

    lattice: Lattice
    within: dict[int, list[Glyph]] = field(default_factory=dict)
    pictured: set[int] = field(default_factory=set)

    @property
    def top(self) -> float:
        return self.lattice.ys[0]

    @property
    def right(self) -> float:
        return self.lattice.xs[-1]

    @property
    def glyphs(self) -> Iterator[Glyph]:
        for glyphs in self.within.values():
            yield from glyphs

    @property
    def has_cut_cell(self) -> bool:
        return any(map(self.is_cut, self.within))

    def is_cut(self, number: int) -> bool:
        """Whether the edge of the page went through a cell, so that a figure in it may have lost its end."""
        glyphs = self.within.get(number)
        if not glyphs or not self.lattice.cut:
            return False
        if not self.lattice.is_last(number):
            return False

        left = min(glyph.x0 for glyph in glyphs)
        return left - self.lattice.box(number).x0 < FLUSH

    def put(
        self,
        cell: int | None,
        glyphs: list[Glyph],
    ) -> bool:
        """Put glyphs into a cell; False for none."""
        if cell is None:
            return False

        self.within.setdefault(cell, []).extend(glyphs)
        return True

    def cells(self, where: Where) -> Iterator[GridCell]:
        """Row by row; a cell's number counts those that begin in its line."""
        # A merged cell counts once, in the line where it begins.
        row = 0
        count = 0
        for number, cell in enumerate(self.lattice.cells):
            if cell.row != row:
                row = cell.row
                count = 0

            count += 1
            yield GridCell(
                text=self._text(number),
                row=cell.row,
                column=cell.column,
                where=Where(where.block, where.page, row + 1, count),
                rowspan=cell.rowspan,
                colspan=cell.colspan,
                picture=number in self.pictured,
            )

    def _text(self, number: int) -> str:
        text = cell_text(self.within.get(number, ()))
        return text + CUT if self.is_cut(number) else text


@dataclass(frozen=True, slots=True)
class PageTables:
    """The tables of a page, from the top, and the images that stand in none of their cells."""

    tables: list[RuledTable]
    images: list[Box]


def tables_of(page: Page) -> PageTables:
    tables = [RuledTable(lattice) for lattice in lattices(page.strokes)]
    # The innermost first: a frame round everything must not swallow the table in it.
    tables.sort(key=lambda table: table.lattice.whole.area)
    for word in _words(page.glyphs):
        for table in tables:
            if _fill(table, word):
                break

    kept = [table for table in tables if _is_table(table)]
    kept.sort(key=lambda table: table.top)
    images = [image for image in page.images if not _stands_in_cell(image, kept)]
    return PageTables(kept, images)


def _is_table(table: RuledTable) -> bool:
    # An empty table may be one whose figures are pictures.
    is_filled = any(table.within.values())
    if len(table.lattice.cells) == 1:
        return is_filled and table.lattice.whole.height <= ALONE
    return is_filled or len(table.lattice.cells) > FEW


def _words(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
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
    # Turned text goes another way: each of its glyphs is placed by itself.
    if last.turn or glyph.turn:
        return False
    if last.is_blank or glyph.is_blank:
        return False

    size = max(last.size, glyph.size)
    is_on_line = abs(glyph.base - last.base) < SAME_LINE * size
    near = ONE_WORD * size
    return is_on_line and -near < glyph.gap_after(last) < near


def _fill(
    table: RuledTable,
    word: list[Glyph],
) -> bool:
    """Put a word into its cell; False where it stands outside. A word over a line is parted only at a gap."""
    cell_at = table.lattice.cell_at
    cells = [cell_at(glyph.middle, glyph.centre) for glyph in word]
    if len(set(cells)) == 1:
        return table.put(cells[0], word)

    # A piece belongs whole to the cell of its middle: no figure is halved.
    has_put = False
    for piece in _parted(table.lattice, word, cells):
        middle = (piece[0].x0 + piece[-1].x1) / 2
        cell = cell_at(middle, piece[0].centre)
        if table.put(cell, piece):
            has_put = True

    return has_put


def _parted(
    lattice: Lattice,
    word: list[Glyph],
    cells: Sequence[int | None],
) -> Iterator[list[Glyph]]:
    """A word in pieces, where a line of the table goes through a gap in it."""
    start = 0
    for at, (before, after) in enumerate(pairwise(word), start=1):
        if cells[at - 1] == cells[at]:
            continue

        if _is_line_between(lattice, cells[at - 1], before, after):
            yield word[start:at]
            start = at

    yield word[start:]


def _is_line_between(
    lattice: Lattice,
    left: int | None,
    before: Glyph,
    after: Glyph,
) -> bool:
    """Whether the right border of the cell `left` (None: the table's left one) goes between two glyphs."""
    edge = lattice.xs[0] if left is None else lattice.box(left).x1
    room = SPLIT * after.size
    if after.gap_after(before) <= room:
        return False
    return before.x1 - room <= edge <= after.x0 + room


def _stands_in_cell(
    image: Box,
    tables: Iterable[RuledTable],
) -> bool:
    return any(_mark_pictured(table, image) for table in tables)


def _mark_pictured(table: RuledTable, image: Box) -> bool:
    """Whether an image stands in a cell, which is then marked; one that lies behind many cells stands in none."""
    # A figure, or a label, that was pasted as a picture.
    cell = table.lattice.cell_at(image.middle, image.centre)
    if cell is None or image.thickness < SPECK:
        return False

    room = table.lattice.box(cell).area
    if image.area > BEHIND * room:
        return False

    table.pictured.add(cell)
    return True
