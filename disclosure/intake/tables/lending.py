"""Lays the columns of a table over its lines: by their stretch's own header, else by a header lent from another stretch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from disclosure.intake.tables.arithmetic import line_holds
from disclosure.intake.tables.candidates import values_of
from disclosure.intake.tables.column_fitting import fit
from disclosure.intake.tables.figure_lines import FigureLine
from disclosure.intake.tables.form_names import FormNames
from disclosure.intake.tables.label_text import bare
from disclosure.intake.tables.located_columns import NOWHERE, LocatedColumn
from disclosure.intake.tables.stretch_reads import (
    StretchRead,
    announced_tables,
    columns_of,
)
from disclosure.statutory.editions import Table
from disclosure.statutory.places import Place

ALONE = "没有表头，按行名认定"
FEW = 3
"""Lines of a table by which one knows it without a header: 行政许可 or 重复申请 alone stand in other tables too."""
Order = tuple[str | None, ...]
"""Keys of columns from left to right, None for one that the form does not have."""


class ColumnLender:
    """The columns of one table in all stretches of a file, which are in its order."""

    def __init__(
        self,
        table: Table,
        reads: Sequence[StretchRead],
        names: FormNames,
    ) -> None:
        self.table = table
        self.reads = reads
        self.names = names
        self.orders: dict[int, Order] = {}
        """Number of a stretch -> the order that its own header tells."""

    def lay(self) -> None:
        """Fits every line of the table that columns can be found for."""
        headless: list[int] = []
        for at, read in enumerate(self.reads):
            if not self._lay_by_header(at, read):
                headless.append(at)

        for at in headless:
            self._lend(at, self.reads[at])

    def _lay_by_header(self, at: int, read: StretchRead) -> bool:
        """Whether the header of the stretch told the columns of each of its lines."""
        told_all = True
        for line in self._lines(read):
            columns = columns_of(read, line, self.table)
            if columns:
                self.orders.setdefault(at, tuple(column.key for column in columns))
                self._take(read, [line], columns)
            else:
                told_all = False

        return told_all

    def _lend(self, at: int, read: StretchRead) -> None:
        """Fits the lines that the header of their stretch does not, where columns can be lent to them."""
        if self._names_a_column(read):
            return

        lines = [line for line in self._lines(read) if line.fitted is None]
        columns = self._lent(at, read, lines)
        if columns:
            self._take(read, lines, columns)

    def _lent(
        self,
        at: int,
        read: StretchRead,
        lines: Sequence[FigureLine],
    ) -> tuple[LocatedColumn, ...]:
        """Columns from elsewhere for lines of a stretch; empty where nothing tells which they are."""
        order = self._nearest_order(at)
        if order and not self._stand_elsewhere(lines):
            # A table that goes on over the page, its header not repeated.
            return self._by_lent_order(read, lines, order)

        official = [column.key for column in self.table.columns]
        known = len(lines) >= FEW and not self._speaks_of_columns(read)
        if self.table.column_totals and known:
            # The header was lost, and sums can tell whether the columns stand as in the form.
            return _lay_order(read, lines, official, sure=False)

        announced = self.table.key in announced_tables(read, self.names)
        if len(official) == 1 and announced:
            for line in lines:
                line.caution = ALONE

            return _lay_order(read, lines, official, sure=True)

        return ()

    def _by_lent_order(
        self,
        read: StretchRead,
        lines: Sequence[FigureLine],
        order: Order,
    ) -> tuple[LocatedColumn, ...]:
        """Columns in the order of another header, which sums have to confirm where they deny it elsewhere."""
        known = [at for at, key in enumerate(order) if key]
        # Unknown columns at the ends are those of the labels, and of remarks.
        order = order[known[0] : known[-1] + 1]
        columns = _lay_order(read, lines, order, sure=True)
        if self._is_denied(lines, columns):
            return _lay_order(read, lines, order, sure=False)
        return columns

    def _take(
        self,
        read: StretchRead,
        lines: Sequence[FigureLine],
        columns: tuple[LocatedColumn, ...],
    ) -> None:
        """Fits lines under their columns."""
        read.columns[self.table.key] = columns
        for line in lines:
            line.fitted = fit(line, columns)

    # ── Evidence ──────────────────────────────────────────────────────────────────────────────────────────────
    def _lines(self, read: StretchRead) -> list[FigureLine]:
        """The lines of the table; with those of a table of sums, the lines among them whose label was not read."""
        lines = read.figure_lines
        own = [line for line in lines if line.is_of(self.table)]
        if not own or not self.table.row_totals:
            return own
        return [x for x in lines if x.row is None or x.is_of(self.table)]

    def _nearest_order(self, at: int) -> Order:
        """That of the header before a stretch, or where there is none, of the one behind it: pages may be shuffled."""
        before: Order = ()
        for number, order in self.orders.items():
            if number < at:
                before = order
            elif number > at:
                return before or order

        return before

    def _stand_elsewhere(self, lines: Sequence[FigureLine]) -> bool:
        """Whether a row of theirs stands under a header already: then they are another table, not the rest of that one."""
        headed: set[Place] = set()
        for at in self.orders:
            headed |= _filled_rows(self.reads[at].figure_lines)

        return not headed.isdisjoint(_filled_rows(lines))

    def _names_a_column(self, read: StretchRead) -> bool:
        """Whether a stretch has a header for the table, though not one that tells its columns."""
        names = {bare(column.label) for column in self.table.columns}
        return not self.table.row_totals and not names.isdisjoint(read.header.names)

    def _speaks_of_columns(self, read: StretchRead) -> bool:
        """Whether a header that was not understood speaks of columns all the same."""
        text = "".join(bare(cell.text) for cell in read.stretch.head_cells)
        named = sum(bare(column.label) in text for column in self.table.columns)
        # Of 其他 and 总计 other headers speak as well.
        return named > 2

    def _is_denied(
        self,
        lines: Sequence[FigureLine],
        columns: Sequence[LocatedColumn],
    ) -> bool:
        """Whether the sums of more lines deny the columns than confirm them."""
        answers: list[bool | None] = []
        for line in lines:
            values = values_of(self.table, fit(line, columns))
            if any(values.values()):
                # Zeros add up in any order.
                answers.append(line_holds(self.table, values))

        return answers.count(False) > answers.count(True)


def _filled_rows(lines: Iterable[FigureLine]) -> set[Place]:
    """The rows of which figures stand in some lines."""
    return {line.row for line in lines if line.filled and line.row}


def _lay_order(
    read: StretchRead,
    lines: Sequence[FigureLine],
    order: Sequence[str | None],
    *,
    sure: bool,
) -> tuple[LocatedColumn, ...]:
    """Columns in an order that nothing says where they lie: laid over the grid where it has just as many."""
    places = _places_of_figures(lines)
    ends = [*places[1:], read.stretch.width]
    if read.stretch.grid.ragged or len(places) != len(order):
        places = [NOWHERE] * len(order)
        ends = places

    columns: list[LocatedColumn] = []
    for key, x, end in zip(order, places, ends, strict=True):
        columns.append(LocatedColumn(key, x, end, doubtful=not sure))

    return tuple(columns)


def _places_of_figures(lines: Sequence[FigureLine]) -> list[int]:
    """The columns of the grid behind the labels in which cells begin, from left to right."""
    start = max((line.start for line in lines), default=0)
    places: set[int] = set()
    for line in lines:
        for cell in line.data:
            if cell.column >= start:
                places.add(cell.column)

    return sorted(places)
