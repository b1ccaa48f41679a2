"""Makes ragged grids of runs of short paragraphs: of a table pasted as text, a cell or a line in each paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from disclosure.intake.source import (
    Block,
    GridCell,
    Picture,
    SourceGrid,
    SourceParagraph,
)
from disclosure.intake.tables.cells import is_data, is_figure
from disclosure.intake.tables.form_names import TOTAL, FormNames
from disclosure.intake.tables.stretches import MOST_LINES, TableStretch, cut

CELL_LETTERS = 60
"""Characters of a paragraph that can be a cell copied out of a table: the longest label has 37."""
LINE_PIECES = 4
"""Cells that a longer paragraph must have to be a line of a table and not a sentence."""
_PARTED = re.compile(r"\t|[ \u3000\u00a0]{2,}")


def paragraph_stretches(
    blocks: Sequence[Block],
    names: FormNames,
) -> Iterator[TableStretch]:
    """The stretches of all runs of paragraphs that hold a figure, or a line of several cells."""
    for run in _runs(blocks):
        pieces = [_pieces(paragraph.text) for paragraph in run]
        loose = any(len(some) > 1 for some in pieces)
        if not loose and not any(is_figure(paragraph.text) for paragraph in run):
            # Headings and short sentences, one after the other.
            continue

        lines = _lines_of(run, pieces, names, loose=loose)
        if len(lines) <= MOST_LINES:
            cells = tuple(_at_their_places(lines))
            grid = SourceGrid(cells, run[0].where, ragged=True)
            yield from cut(grid, names, loose=loose)


def _runs(blocks: Sequence[Block]) -> Iterator[list[SourceParagraph]]:
    """Paragraphs one after the other that may be cells, images between them left aside."""
    run: list[SourceParagraph] = []
    for block in blocks:
        if isinstance(block, SourceParagraph) and _may_be_cells(block.text):
            run.append(block)
        elif run and not isinstance(block, Picture):
            yield run
            run = []

    if run:
        yield run


def _may_be_cells(text: str) -> bool:
    """Whether a paragraph may be a cell or a line of a table; else it is text of the report."""
    if len(text.strip()) <= CELL_LETTERS:
        return True
    return len(_pieces(text)) >= LINE_PIECES


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

    label = " ".join(words[:end])
    figures = words[end:]
    if len(figures) < 2:
        # 重复申请 3: one figure may as well belong to the words.
        return [stripped]
    return [label, *figures] if label else figures


def _lines_of(
    run: Sequence[SourceParagraph],
    pieces: Sequence[list[str]],
    names: FormNames,
    *,
    loose: bool,
) -> list[list[GridCell]]:
    """The run as lines of cells, all still in line 0. Where each paragraph is one cell, some go on with the line before."""
    lines: list[list[GridCell]] = []
    for paragraph, some in zip(run, pieces, strict=True):
        texts = some
        words = paragraph.text.split()
        if len(some) == 1 < len(words) and all(map(names.is_column_or_band, words)):
            # 结果维持 结果纠正 …: names of columns with a single blank between them.
            texts = words

        cells = list(_cells(paragraph, texts))
        single = len(cells) == 1 and not loose
        if single and lines and _goes_on(lines[-1], cells[0].text, names):
            lines[-1] += cells
        else:
            lines.append(cells)

    return lines


def _cells(paragraph: SourceParagraph, pieces: Sequence[str]) -> Iterator[GridCell]:
    """The pieces of a paragraph as cells of a line, each with its place in the text."""
    end = 0
    for number, piece in enumerate(pieces):
        start = max(paragraph.text.find(piece, end), end)
        end = start + len(piece)
        where = paragraph.where.within(start, end)
        yield GridCell(piece, 0, number, where)


def _at_their_places(lines: Sequence[Sequence[GridCell]]) -> Iterator[GridCell]:
    """The same cells, counted from the first line and from the left."""
    for y, line in enumerate(lines):
        for x, cell in enumerate(line):
            yield GridCell(cell.text, y, x, cell.where)


def _goes_on(line: Sequence[GridCell], text: str, names: FormNames) -> bool:
    """Whether a cell belongs to the line before it: figures to their label, names of columns to those before them."""
    is_header = _is_of_names(line, names)
    if is_data(text) and text.strip():
        # One name alone may be the label 其他; two are a header, and no figure belongs to that.
        return not is_header or len(line) == 1
    if not is_header:
        return False

    match = names.column(text)
    return match is not None and match.likely


def _is_of_names(line: Sequence[GridCell], names: FormNames) -> bool:
    """Whether all cells of a line name columns."""
    for cell in line:
        match = names.column(cell.text)
        if match is None or not match.likely:
            return False
        if cell is line[0] and match.name == TOTAL:
            # 总计 before anything else is the label of the line that adds up.
            return False

    return True
