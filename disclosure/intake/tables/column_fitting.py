"""One line of figures under its columns: by where the cells lie, or by their number; else it says why it does not fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from disclosure.intake.source import GridCell
from disclosure.intake.tables.located_columns import LocatedColumn
from disclosure.intake.tables.stretches import TableStretch


@dataclass(frozen=True, slots=True)
class FittedCell:
    """The cell in which a figure of the form stands. `confirm`: it counts only where the sums of its line hold; `fair`:
    it fits, but a person should look; `trouble` (Chinese) why it settles nothing."""

    cell: GridCell
    confirm: bool = False
    fair: str = ""
    trouble: str = ""
    merged: bool = False


Fitted = dict[str, FittedCell]
DOWN = "单元格与别的行合并了"
TOO_MANY = "这一行的数比表头的列多"


def fit(
    stretch: TableStretch,
    y: int,
    columns: Sequence[LocatedColumn],
    start: int,
    data: Sequence[GridCell],
) -> Fitted:
    """Column key -> slot; empty where nothing says which figure is of which column.

    `start` is the first column of the grid after the label, `data` are the cells behind the label.
    """
    if not stretch.grid.ragged and _lies_under(stretch, y, columns, start, data):
        placed = dict(_by_place(stretch, y, columns))
        if any(slot.trouble == TOO_MANY for slot in placed.values()):
            # A cell too many has moved those behind it: which it is, nobody knows.
            return {
                key: replace(slot, trouble=TOO_MANY) for key, slot in placed.items()
            }
        if any(slot.trouble == DOWN for slot in placed.values()):
            return {key: replace(slot, confirm=True) for key, slot in placed.items()}
        return placed
    return _by_number(stretch, columns, data)


# ── By place ──────────────────────────────────────────────────────────────────────────────────────────────────────
def _lies_under(
    stretch: TableStretch,
    y: int,
    columns: Sequence[LocatedColumn],
    start: int,
    data: Sequence[GridCell],
) -> bool:
    """Whether the line has a cell everywhere under the header, and no figure outside of it."""
    known = [column for column in columns if column.key]
    if not known or known[0].x0 < start:
        return False
    spoken = [
        c
        for c in columns
        if (c.x0 >= stretch.stub or not start) and (c.key or c.text.strip())
    ]
    if not spoken or _is_longer(stretch, y, columns):
        return False
    if any((y, x) not in stretch.covered for x in range(spoken[0].x0, spoken[-1].x1)):
        return False
    headed = {x for column in spoken for x in range(column.x0, column.x1)}
    return all(
        not cell.text.strip()
        or headed & set(range(cell.column, cell.column + cell.colspan))
        for cell in data
    )


def _is_longer(stretch: TableStretch, y: int, columns: Sequence[LocatedColumn]) -> bool:
    """Whether a line goes on beyond the header and the most of its neighbours: then a cell too many has moved it."""
    ends = {
        line: max((c.column + c.colspan for c in stretch.lines[line]), default=0)
        for line in stretch.body
    }
    own = ends.pop(y, 0)
    return own > columns[-1].x1 and 2 * sum(end >= own for end in ends.values()) <= len(
        ends
    )


def _by_place(
    stretch: TableStretch, y: int, columns: Sequence[LocatedColumn]
) -> Iterator[tuple[str, FittedCell]]:
    for column in columns:
        if not column.key:
            continue
        cells = list(
            {
                id(c): c
                for x in range(column.x0, column.x1)
                if (c := stretch.covered.get((y, x)))
            }.values()
        )
        filled = [cell for cell in cells if cell.text.strip() or cell.picture]
        cell = (filled or cells)[0]
        trouble = TOO_MANY if len(filled) > 1 else ""
        end = cell.column + cell.colspan
        across = [
            c
            for c in columns
            if (c.key or c.text.strip()) and c.x0 < end and cell.column < c.x1
        ]
        down = cell.row != y or _reaches_down(stretch, cell)
        if down:
            trouble = DOWN
        yield (
            column.key,
            FittedCell(cell, column.doubtful, "", trouble, merged=len(across) > 1),
        )


def _reaches_down(stretch: TableStretch, cell: GridCell) -> bool:
    """Whether a cell reaches over lines that have cells of their own: not where the whole line is as high."""
    below = range(cell.row + 1, cell.row + cell.rowspan)
    return cell.rowspan > 1 and any(
        other is not cell and other.row in below for other in stretch.grid.cells
    )


# ── By number ─────────────────────────────────────────────────────────────────────────────────────────────────────
def _by_number(
    stretch: TableStretch, columns: Sequence[LocatedColumn], data: Sequence[GridCell]
) -> Fitted:
    first = next((at for at, column in enumerate(columns) if column.key), len(columns))
    last = next((at for at in range(len(columns), 0, -1) if columns[at - 1].key), 0)
    wanted = columns[first:last]
    if not wanted or any(cell.colspan > 1 or cell.rowspan > 1 for cell in data):
        return {}
    cells = by_count(data, len(wanted), exact=stretch.grid.ragged)
    measured = not stretch.grid.ragged
    return {
        column.key: FittedCell(cell, column.doubtful or measured or stretch.loose)
        for column, cell in zip(wanted, cells, strict=False)
        if column.key
    }


def by_count(data: Sequence[GridCell], wanted: int, *, exact: bool) -> list[GridCell]:
    """As many cells as there are columns, where only one choice is possible; else none.

    `exact`: blank cells at the ends may be fillers, so that the first and the last figure have to be there.
    """
    filled = [at for at, cell in enumerate(data) if cell.text.strip()]
    if not filled:
        return list(data[:wanted]) if len(data) >= wanted else []
    first, last = filled[0], filled[-1] + 1
    if last - first == wanted:
        return list(data[first:last])
    return list(data) if len(data) == wanted and not exact else []
