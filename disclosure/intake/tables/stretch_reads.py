"""Reads one stretch by itself: its header, its lines with their rows, and the columns that its header has over a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from disclosure.intake.tables.dispute_blocks import cases_row, is_of_disputes
from disclosure.intake.tables.dispute_columns import dispute_columns
from disclosure.intake.tables.figure_lines import FigureLine
from disclosure.intake.tables.form_names import FormNames
from disclosure.intake.tables.headers import TableHeader, header_of
from disclosure.intake.tables.label_text import differs, unit_named
from disclosure.intake.tables.line_labels import lines_of
from disclosure.intake.tables.located_columns import (
    NOWHERE,
    GridPart,
    LocatedColumn,
    columns_for,
)
from disclosure.intake.tables.rows import resolve
from disclosure.intake.tables.stretches import TableStretch, has_text
from disclosure.statutory.chinese import without_blanks
from disclosure.statutory.editions import Edition, Table


@dataclass(eq=False)
class StretchRead:
    """A stretch as read. `columns`: table key -> its columns here, where something tells them."""

    stretch: TableStretch
    header: TableHeader
    figure_lines: list[FigureLine]
    columns: dict[str, tuple[LocatedColumn, ...]] = field(default_factory=dict)

    def tables(self) -> set[str]:
        """The tables of which it has a row."""
        return {line.row.table for line in self.figure_lines if line.row}


def read_stretch(stretch: TableStretch, names: FormNames) -> StretchRead:
    """The lines of a stretch with their rows, where labels say them."""
    header = header_of(stretch, names)
    first = None
    if header.measured:
        first = min((head.x0 for head in header.named), default=None)

    lines = lines_of(stretch, names, first)
    cases = cases_row(names.edition)
    if cases is None or not is_of_disputes(header, names.edition):
        resolve(lines, names)
        return StretchRead(stretch, header, lines)

    # Table four has one row, which has no label.
    filled = [line for line in lines if line.filled]
    if not filled:
        filled = _blank_cases(stretch)

    for line in filled:
        line.row = cases

    return StretchRead(stretch, header, filled)


def _blank_cases(stretch: TableStretch) -> list[FigureLine]:
    """The one line of table four where nothing was filled in."""
    blank = [cells for cells in stretch.lines if cells and not has_text(cells)]
    if len(blank) != 1:
        return []

    cells = blank[0]
    line = FigureLine(stretch, cells[0].row, labels=(), data=cells)
    return [line]


# ── Columns ───────────────────────────────────────────────────────────────────────────────────────────────────────
def columns_of(
    read: StretchRead,
    line: FigureLine,
    table: Table,
) -> tuple[LocatedColumn, ...]:
    """The columns over a line, as its stretch's own header has them; empty where it does not tell."""
    columns_over = _of_disputes if table.role == "disputes" else _of_part
    columns = columns_over(read, line, table)
    if columns and read.header.measured and not read.header.whole:
        return _by_order(table, columns)
    return columns


def _of_disputes(
    read: StretchRead,
    line: FigureLine,
    table: Table,
) -> tuple[LocatedColumn, ...]:
    """The columns of table four, whose block may be named beside the figures or before the table."""
    beside = tuple(cell.text for cell in line.labels)
    around = beside or read.stretch.before
    columns = dispute_columns(table, read.header, around)
    if not columns or columns[0].x0 < line.start:
        # What looked like a label stands under a column: the line has none.
        line.labels = ()

    return columns


def _of_part(
    read: StretchRead,
    line: FigureLine,
    table: Table,
) -> tuple[LocatedColumn, ...]:
    """The columns over a line that may be a part only, of tables that stand side by side."""
    left = _end_of_left_part(read, line)
    stub = max(line.stretch.stub, left)
    part = GridPart(left, line.end, stub)
    columns = columns_for(table, read.header, part)
    if line.end is None:
        return columns

    for column in columns:
        if column.is_foreign and column.x0 >= line.start:
            # The label of the table beside it does not stand under its own head: cells have moved.
            return ()

    return columns


def _end_of_left_part(read: StretchRead, line: FigureLine) -> int:
    """The column of the grid in which the table beside it ends, where one stands left of a line."""
    left = 0
    for other in read.figure_lines:
        if other.y != line.y or other is line or other.end is None:
            continue

        if other.end <= line.start:
            left = max(left, other.end)

    return left


def _by_order(
    table: Table,
    columns: Sequence[LocatedColumn],
) -> tuple[LocatedColumn, ...]:
    """Where a cell of the header is missing, its names may stand beside their columns: only their order counts."""
    official = [column.key for column in table.columns]
    seen = [column.key for column in columns if column.key and not column.doubtful]
    if seen != [key for key in official if key in seen]:
        return ()
    return tuple(
        LocatedColumn(key, NOWHERE, NOWHERE, doubtful=True) for key in official
    )


# ── What was printed ──────────────────────────────────────────────────────────────────────────────────────────────
def announced_tables(read: StretchRead, names: FormNames) -> set[str]:
    """The tables that a stretch is announced as: in lines of its own, or in the text directly before."""
    texts = [cell.text for cell in read.stretch.head_cells]
    texts += read.stretch.before
    keys = {names.announced(text) for text in texts}
    return keys - {""}


def units_in(read: StretchRead, table: Table) -> dict[str, str]:
    """Column key -> the unit that its header names, where it is not the form's."""
    units: dict[str, str] = {}
    for column in read.columns.get(table.key, ()):
        if column.key is None:
            continue

        unit = unit_named(column.text)
        if unit and unit != table.unit_of(column.key):
            units[column.key] = unit

    return units


def printed_labels(edition: Edition, read: StretchRead) -> dict[str, str]:
    """`table.row` or `table.column` -> label, where a label is printed otherwise than the form has it."""
    return {**_row_labels(edition, read), **_column_labels(edition, read)}


def _row_labels(edition: Edition, read: StretchRead) -> dict[str, str]:
    """`table.row` -> label; the one row of table four has none."""
    labels: dict[str, str] = {}
    for line in read.figure_lines:
        if line.row is None:
            continue

        table = edition.table(line.row.table)
        row = table.row(line.row.row)
        if row.label and differs(line.text, row.official):
            labels[f"{table.key}.{row.key}"] = without_blanks(line.text)

    return labels


def _column_labels(edition: Edition, read: StretchRead) -> dict[str, str]:
    """`table.column` -> label; what stands over no column of the form is not told."""
    labels: dict[str, str] = {}
    for key, columns in read.columns.items():
        table = edition.table(key)
        for column in columns:
            if not column.key or not column.text.strip():
                continue

            official = table.column(column.key).label
            if differs(column.text, official):
                labels[f"{key}.{column.key}"] = without_blanks(column.text)

    return labels
