"""Lays one line of figures under its columns: by where the cells lie, or by their number; or says why they do not fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from disclosure.intake.source import GridCell
from disclosure.intake.tables.figure_lines import FigureLine, Fitted, FittedCell
from disclosure.intake.tables.located_columns import LocatedColumn
from disclosure.intake.tables.stretches import TableStretch, columns_under

DOWN = "单元格与别的行合并了"
TOO_MANY = "这一行的数比表头的列多"


def fit(line: FigureLine, columns: Sequence[LocatedColumn]) -> Fitted:
    """Column key -> cell; empty where nothing says which figure is of which column."""
    if line.stretch.grid.ragged or not _lies_under(line, columns):
        return _by_number(line, columns)

    placed: Fitted = {}
    for column in columns:
        if column.key:
            placed[column.key] = _cell_under(line, column, columns)

    troubles = {cell.trouble for cell in placed.values()}
    for key, cell in placed.items():
        if TOO_MANY in troubles:
            # A cell too many has moved those behind it: which it is, nobody knows.
            placed[key] = replace(cell, trouble=TOO_MANY)
        elif DOWN in troubles:
            # The line that a cell reaches into is one cell short, and may be this one.
            placed[key] = replace(cell, confirm=True)

    return placed


# ── By place ──────────────────────────────────────────────────────────────────────────────────────────────────────
def _lies_under(line: FigureLine, columns: Sequence[LocatedColumn]) -> bool:
    """Whether the line has a cell everywhere under the header, and no figure outside of it."""
    known = [column for column in columns if column.key]
    if not known or known[0].x0 < line.start:
        return False

    headed = _headed(line, columns)
    if not headed or _is_longer(line, columns[-1].x1):
        return False

    whole = range(headed[0].x0, headed[-1].x1)
    if not line.stretch.is_covered(line.y, whole):
        return False
    return not _has_text_beside(line, headed)


def _has_text_beside(line: FigureLine, columns: Sequence[LocatedColumn]) -> bool:
    """Whether something stands behind the label that is under none of the columns."""
    under: set[int] = set()
    for column in columns:
        under.update(column.reach)

    for cell in line.own_data:
        reach = columns_under(cell)
        if cell.text.strip() and under.isdisjoint(reach):
            return True

    return False


def _headed(line: FigureLine, columns: Sequence[LocatedColumn]) -> list[LocatedColumn]:
    """The columns of figures over which something stands, that of no label."""
    headed: list[LocatedColumn] = []
    for column in columns:
        # Of a line without a label nothing tells where its figures begin, so the whole header counts.
        is_of_figures = column.x0 >= line.stretch.stub or line.start == 0
        if is_of_figures and column.is_headed:
            headed.append(column)

    return headed


def _is_longer(line: FigureLine, header_end: int) -> bool:
    """Whether a line goes on beyond the header and the most of its neighbours: then a cell too many has moved it."""
    ends = line.stretch.ends
    end = ends.get(line.y, 0)
    if end <= header_end:
        return False

    neighbours = len(ends) - 1
    as_long = 0
    for y, other in ends.items():
        if y != line.y and other >= end:
            as_long += 1

    return 2 * as_long <= neighbours


def _cell_under(
    line: FigureLine,
    column: LocatedColumn,
    columns: Iterable[LocatedColumn],
) -> FittedCell:
    """The cell under a column: of several the one in which something stands, if it is only one."""
    cells = line.stretch.cells_over(line.y, column.reach)
    filled = [cell for cell in cells if cell.text.strip() or cell.picture]
    cell = (filled or cells)[0]
    reach = columns_under(cell)
    across = 0
    for other in columns:
        if other.is_headed and other.x0 < reach.stop and reach.start < other.x1:
            across += 1

    trouble = ""
    if cell.row != line.y or _reaches_down(line.stretch, cell):
        trouble = DOWN
    elif len(filled) > 1:
        trouble = TOO_MANY

    return FittedCell(cell, column.doubtful, trouble, merged=across > 1)


def _reaches_down(stretch: TableStretch, cell: GridCell) -> bool:
    """Whether a cell reaches over lines that have cells of their own: not where the whole line is as high."""
    if cell.rowspan == 1:
        return False

    below = range(cell.row + 1, cell.row + cell.rowspan)
    return any(other.row in below for other in stretch.grid.cells)


# ── By number ─────────────────────────────────────────────────────────────────────────────────────────────────────
def _by_number(line: FigureLine, columns: Sequence[LocatedColumn]) -> Fitted:
    """Figures in their order, where there are as many as columns; a merged cell would stand for several."""
    known = [at for at, column in enumerate(columns) if column.key]
    data = line.own_data
    merged = [cell for cell in data if cell.colspan > 1 or cell.rowspan > 1]
    if not known or merged:
        return {}

    # Unknown columns at the ends are those of labels and of remarks.
    wanted = columns[known[0] : known[-1] + 1]
    ragged = line.stretch.grid.ragged
    cells = _as_many(data, len(wanted), fillers=ragged)
    # In a measured grid the cells should have lain under their columns, so something is wrong with it.
    unsure = not ragged or line.stretch.loose
    fitted: Fitted = {}
    for column, cell in zip(wanted, cells, strict=False):
        if column.key:
            confirm = column.doubtful or unsure
            fitted[column.key] = FittedCell(cell, confirm)

    return fitted


def _as_many(data: list[GridCell], wanted: int, *, fillers: bool) -> list[GridCell]:
    """As many cells as there are columns, where only one choice is possible; else none.

    `fillers`: blank cells at the ends may be tabs that end a line of text, so the first and the last figure have to be
    there.
    """
    filled = [at for at, cell in enumerate(data) if cell.text.strip()]
    if not filled:
        return data[:wanted] if len(data) >= wanted else []

    first = filled[0]
    end = filled[-1] + 1
    if end - first == wanted:
        return data[first:end]
    if len(data) == wanted and not fillers:
        return data
    return []
