"""Makes ragged grids of runs of short paragraphs: of a table pasted as text, a cell or a line in each paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from disclosure.intake.source import Block, Grid, GridCell, Paragraph, Picture
from disclosure.intake.tables.cells import is_data, is_figure
from disclosure.intake.tables.form_names import TOTAL, FormNames
from disclosure.intake.tables.stretches import MOST_LINES, TableStretch, cut

CELL_LETTERS = 60
"""Characters of a paragraph that can be a cell copied out of a table: the longest label has 36."""
LINE_PIECES = 4
"""Cells that a longer paragraph must have to be a line of a table and not a sentence."""
_PARTED = re.compile(r"\t|[ \u3000\u00a0]{2,}")


def paragraph_stretches(
    blocks: Sequence[Block], names: FormNames
) -> Iterator[TableStretch]:
    """The stretches of all runs of paragraphs that hold a figure, or a line of several cells."""
    for run in _runs(blocks):
        pieces = [_pieces(paragraph.text) for paragraph in run]
        loose = any(len(some) > 1 for some in pieces)
        if loose or any(is_figure(paragraph.text) for paragraph in run):
            lines = _lines_of(run, pieces, names, loose=loose)
            if len(lines) <= MOST_LINES:
                grid = Grid(_at_their_places(lines), run[0].where, ragged=True)
                yield from cut(grid, names, loose=loose)


def _runs(blocks: Sequence[Block]) -> Iterator[list[Paragraph]]:
    """Paragraphs one after the other that may be cells, images between them left aside."""
    run: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph) and _may_be_cells(block.text):
            run.append(block)
        elif run and not isinstance(block, Picture):
            yield run
            run = []
    if run:
        yield run


def _may_be_cells(text: str) -> bool:
    return len(text.strip()) <= CELL_LETTERS or len(_pieces(text)) >= LINE_PIECES


def _pieces(text: str) -> list[str]:
    """The cells of a line: parted by tabs or wide gaps; or a label and the figures that end the line."""
    stripped = text.strip()
    if _PARTED.search(stripped):
        # Two tabs together hold a blank cell between them, two blanks together are one gap.
        pieces = text.split("\t") if "\t" in text else _PARTED.split(stripped)
        return [piece.strip() for piece in pieces]
    words = text.split()
    end = len(words)
    while end > 0 and is_data(words[end - 1]):
        end -= 1
    if len(words) - end < 2:
        return [stripped]
    label = [" ".join(words[:end])] if end else []
    return [*label, *words[end:]]


def _lines_of(
    run: Sequence[Paragraph],
    pieces: Sequence[list[str]],
    names: FormNames,
    *,
    loose: bool,
) -> list[list[GridCell]]:
    """The run as lines of cells, all still in line 0. Where each paragraph is one cell, some go on with the line before."""
    lines: list[list[GridCell]] = []
    for paragraph, some in zip(run, pieces, strict=True):
        words = paragraph.text.split()
        # 结果维持 结果纠正 …: names of columns with a single blank between them.
        is_header = len(words) > 1 and all(map(names.is_column_or_band, words))
        texts = words if is_header and len(some) == 1 else some
        cells = list(_cells(paragraph, texts))
        single = len(cells) == 1 and not loose
        if single and lines and _goes_on(lines[-1], cells[0].text, names):
            lines[-1] += cells
        else:
            lines.append(cells)
    return lines


def _cells(paragraph: Paragraph, pieces: Sequence[str]) -> Iterator[GridCell]:
    start = 0
    for number, piece in enumerate(pieces):
        at = max(paragraph.text.find(piece, start), start)
        start = at + len(piece)
        yield GridCell(piece, 0, number, paragraph.where.within(at, start))


def _at_their_places(lines: Sequence[Sequence[GridCell]]) -> tuple[GridCell, ...]:
    cells: list[GridCell] = []
    for y, line in enumerate(lines):
        for x, cell in enumerate(line):
            cells.append(GridCell(cell.text, y, x, cell.where))
    return tuple(cells)


def _goes_on(line: Sequence[GridCell], text: str, names: FormNames) -> bool:
    """Whether a cell belongs to the line before it: figures to their label, names of columns to those before them."""
    heads = [names.column(cell.text) for cell in line]
    named = all(head is not None and head.likely for head in heads)
    # 总计 before anything else is the label of the line that adds up.
    headed = named and heads[0] is not None and heads[0].name != TOTAL
    if is_data(text) and text.strip():
        # One name alone may be the label 其他; two are a header, and no figure belongs to that.
        return not (headed and len(line) > 1)
    match = names.column(text)
    return headed and match is not None and match.likely
