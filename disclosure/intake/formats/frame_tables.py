"""Tells tables that only frame a page from tables of data, and takes running text out of the latter. Pure.

A table is often only a frame round a page, a border round a notice or a way to put a label beside a paragraph. Such a
table is no data, and what stands in it is text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from disclosure.intake.formats.blocks import Blocks, PlacedCell
from disclosure.intake.formats.cell_places import (
    cells_by_row,
    without_empty_columns,
)

MOST_INNER_CELLS = 4
"""Cells of tables inside a table, up to which it may be data: a small table in a cell
is only odd typing."""

# 0, 13,612, １２, 3/4, 17 件: a figure, perhaps with its unit.
_FIGURE = re.compile(r"[\s\d０-９.,，．/\-—]*[\d０-９][\s\d０-９.,，．件条项]*")
_PART = re.compile(r"\s*[一二三四五六七八九十]{1,3}\s*[、.．]")
_RUNNING = 120
"""Characters from which a cell is running text. The longest label of a statutory table
has about 60."""

# Judged by eye on the pages and documents of the tests, not measured: a notice with a
# label beside it has few filled cells, and no layout has six figures in cells of their
# own.
_FEW_FILLED = 8
_MANY_FIGURES = 6


def is_frame_table(texts: Sequence[str], inner: int) -> bool:
    """Whether a table is a frame round text. `texts` are those of its own cells,
    without what stands in tables inside of them; `inner` the number of cells of those
    tables."""
    if inner > MOST_INNER_CELLS or len(texts) == 1:
        return True

    filled = [text for text in texts if text.strip()]
    if inner and len(filled) < _FEW_FILLED:
        return True

    figures = [text for text in filled if _is_figure(text)]
    if len(figures) >= _MANY_FIGURES:
        return False
    return _is_running_text(filled)


def _is_running_text(filled: Sequence[str]) -> bool:
    """Whether a notice stands in a table of few cells, or running text makes up six
    tenths of a larger one."""
    running = [len(text) for text in filled if len(text) > _RUNNING]
    # A page built of a menu to the left and the article to the right of it.
    longest = max(running, default=0)
    if len(filled) <= _FEW_FILLED and longest > 2 * _RUNNING:
        return True

    length = sum(map(len, filled))
    return sum(running) * 10 > length * 6


def _is_figure(text: str) -> bool:
    # The length first: what is longer would only cost the pattern time.
    return len(text) <= _RUNNING and bool(_FIGURE.fullmatch(text))


def add_table(
    blocks: Blocks,
    cells: Sequence[PlacedCell],
    *,
    ragged: bool = False,
    aside: bool = False,
) -> None:
    """Add a table of data to the blocks; lines of running text right across it become
    paragraphs between its pieces."""
    for piece in _pieces(cells):
        if isinstance(piece, str):
            blocks.lines(piece, aside=aside)
        else:
            blocks.grid(piece, ragged=ragged, aside=aside)


class _TablePieces:
    """A table while lines of text are taken out of it."""

    def __init__(self) -> None:
        self.found: list[str | list[PlacedCell]] = []
        self._cells: list[PlacedCell] = []
        self._first_row = 0

    def add_row(self, cells: Sequence[PlacedCell]) -> None:
        """Each piece is a table of its own, whose rows begin at 0."""
        for cell in cells:
            moved = replace(cell, row=cell.row - self._first_row)
            self._cells.append(moved)

    def add_text(self, cell: PlacedCell) -> None:
        self.end_piece()
        self.found.append(cell.text)
        self._first_row = cell.row + 1

    def end_piece(self) -> None:
        if self._cells:
            self.found.append(without_empty_columns(self._cells))

        self._cells = []


def _pieces(cells: Sequence[PlacedCell]) -> list[str | list[PlacedCell]]:
    """The table, with lines of running text right across it taken out as text between
    what stands above and below.

    Only where such a line exists, a line right across it that is numbered as a part of
    a text (一、) is text as well."""
    across = _cells_across(cells)
    if not any(len(cell.text) > _RUNNING for cell in across.values()):
        return [list(cells)]

    pieces = _TablePieces()
    for row, starting in sorted(cells_by_row(cells).items()):
        alone = across.get(row)
        if alone is not None and _is_text_line(alone):
            pieces.add_text(alone)
        else:
            pieces.add_row(starting)

    pieces.end_piece()
    return pieces.found


def _cells_across(cells: Sequence[PlacedCell]) -> dict[int, PlacedCell]:
    """By row, the cells that are the only one in it and reach into no other."""
    covering: Counter[int] = Counter()
    for cell in cells:
        rows = range(cell.row, cell.row + cell.rowspan)
        covering.update(rows)

    across: dict[int, PlacedCell] = {}
    for cell in cells:
        alone = covering[cell.row] == 1
        if alone and cell.rowspan == 1:
            across[cell.row] = cell

    return across


def _is_text_line(alone: PlacedCell) -> bool:
    return len(alone.text) > _RUNNING or bool(_PART.match(alone.text))
