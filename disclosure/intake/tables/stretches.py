"""Blocks as stretches of a table: header lines with the body lines under them, whatever the blocks were made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from disclosure.intake.source import Block, Grid, GridCell, Paragraph, Picture
from disclosure.intake.tables.cells import is_data, is_figure
from disclosure.intake.tables.form_names import FormNames

CELL_LETTERS = 60
"""Characters of a paragraph that can be a cell copied out of a table."""
MOST_LINES, MOST_CELLS = 3_000, 60_000
"""Of a grid that can be a statutory table, by far; larger ones are left alone, so that no file can keep us busy."""
_PARTED = re.compile(r"\t|[ \u3000\u00a0]{2,}")


@dataclass(eq=False)
class TableStretch:
    """Lines of one grid: `head` and `body` are line numbers, `before` the text of what stands directly before the grid.

    `stub`: the columns that most lines have for their labels. `loose`: where the cells were parted by blanks, so that one figure may have become two.
    """

    grid: Grid
    head: list[int] = field(default_factory=list)
    body: list[int] = field(default_factory=list)
    before: tuple[str, ...] = ()
    loose: bool = False
    stub: int = 0

    @cached_property
    def lines(self) -> tuple[tuple[GridCell, ...], ...]:
        return tuple(self.grid.lines())

    @cached_property
    def covered(self) -> dict[tuple[int, int], GridCell]:
        """(line, column) -> the cell that covers it."""
        return {
            (y, x): cell
            for cell in self.grid.cells
            for y in range(cell.row, cell.row + cell.rowspan)
            for x in range(cell.column, cell.column + cell.colspan)
        }


def stretches(blocks: Sequence[Block], names: FormNames) -> Iterator[TableStretch]:
    """Every grid, cut where a new header begins."""
    before: list[str] = []
    for block in blocks:
        if isinstance(block, Grid):
            if block.height > MOST_LINES or block.height * block.width > MOST_CELLS:
                continue
            yield from cut(block, names, tuple(before[-3:]))
            before = []
        elif isinstance(block, Paragraph) and block.text.strip():
            before.append(block.text)


def cut(
    grid: Grid, names: FormNames, before: tuple[str, ...] = (), *, loose: bool = False
) -> Iterator[TableStretch]:
    """The stretches of one grid."""
    here = TableStretch(grid, before=before, loose=loose)
    for y, line in enumerate(grid.lines()):
        if _heads(line, names):
            if here.body:
                yield here
                here = TableStretch(grid, loose=loose)
            here.head.append(y)
        elif here.body or _is_body(line, names):
            here.body.append(y)
        else:
            here.head.append(y)
    yield here


def _heads(line: Iterable[GridCell], names: FormNames) -> bool:
    """Whether a line is of a header: it names columns or announces a table, and holds no figure."""
    found = False
    for cell in line:
        if is_figure(cell.text):
            return False
        hit = names.column(cell.text)
        if hit and hit.likely and hit.name in names.rows:
            continue  # 其他 and 总计 are lines too
        found = (
            found
            or bool(hit and hit.likely)
            or names.is_band(cell.text)
            or bool(names.announced(cell.text))
        )
    return found


def _is_body(line: Iterable[GridCell], names: FormNames) -> bool:
    for cell in line:
        if is_figure(cell.text):
            return True
        hit = names.row(cell.text)
        if hit and hit.exact and hit.name not in names.columns:
            return True
    return False


def turned(grid: Grid) -> Grid:
    """The same cells with lines as columns."""
    cells = tuple(
        GridCell(
            c.text, c.column, c.row, c.where, c.colspan, c.rowspan, c.header, c.picture
        )
        for c in grid.cells
    )
    return Grid(cells, grid.where, grid.ragged, grid.sheet, grid.aside)


# ── Paragraphs that were cells ────────────────────────────────────────────────────────────────────────────────────
def from_paragraphs(
    blocks: Sequence[Block], names: FormNames
) -> Iterator[TableStretch]:
    """Runs of short paragraphs as ragged grids: a cell in each, or a line in each with its cells parted by blanks."""
    run: list[Paragraph] = []
    for block in (*blocks, None):
        if (
            isinstance(block, Paragraph)
            and not block.aside
            and _may_be_cell(block.text)
        ):
            run.append(block)
            continue
        if isinstance(block, Picture):
            continue
        if any(is_figure(line.text) or len(_pieces(line.text)) > 1 for line in run):
            yield from _run(run, names)
        run = []


def _may_be_cell(text: str) -> bool:
    return len(text.strip()) <= CELL_LETTERS or len(_pieces(text)) > 3


def _pieces(text: str) -> list[str]:
    """The cells of a line: parted by tabs or wide gaps; or a label and the figures that end the line."""
    if _PARTED.search(text.strip()):
        return [
            piece.strip()
            for piece in (
                text.split("\t") if "\t" in text else _PARTED.split(text.strip())
            )
        ]
    words = text.split()
    at = len(words)
    while at > 0 and is_data(words[at - 1]):
        at -= 1
    if len(words) - at < 2:
        return [text.strip()]
    return [" ".join(words[:at]), *words[at:]] if at else words


def _run(run: Sequence[Paragraph], names: FormNames) -> Iterator[TableStretch]:
    lines: list[list[GridCell]] = []
    loose = any(len(_pieces(paragraph.text)) > 1 for paragraph in run)
    for paragraph in run:
        pieces = _pieces(paragraph.text)
        if (
            len(pieces) == 1
            and len(paragraph.text.split()) > 1
            and all(_is_head(word, names) for word in paragraph.text.split())
        ):
            pieces = paragraph.text.split()
        cells = list(_cells(paragraph, pieces))
        if (
            len(pieces) == 1
            and not loose
            and lines
            and _goes_on(lines[-1], pieces[0], names)
        ):
            lines[-1].append(cells[0])
        else:
            lines.append(cells)
    cells_ = [
        GridCell(cell.text, y, x, cell.where)
        for y, line in enumerate(lines)
        for x, cell in enumerate(line)
    ]
    if 0 < len(lines) <= MOST_LINES:
        yield from cut(
            Grid(tuple(cells_), run[0].where, ragged=True), names, loose=loose
        )


def _cells(paragraph: Paragraph, pieces: Sequence[str]) -> Iterator[GridCell]:
    start = 0
    for number, piece in enumerate(pieces):
        at = max(paragraph.text.find(piece, start), start)
        start = at + len(piece)
        yield GridCell(piece, 0, number, paragraph.where.within(at, start))


def _is_head(word: str, names: FormNames) -> bool:
    hit = names.column(word)
    return names.is_band(word) or bool(hit and hit.likely)


def _goes_on(line: Sequence[GridCell], text: str, names: FormNames) -> bool:
    """Whether a cell belongs to the line before it: figures to their label, names of columns to those before them."""
    heads = [names.column(cell.text) for cell in line]
    headed = (
        all(hit and hit.likely for hit in heads)
        and heads[0] is not None
        and heads[0].name != "总计"
    )
    if is_data(text) and text.strip():
        return not (headed and len(line) > 1)
    hit = names.column(text)
    return headed and hit is not None and hit.likely
