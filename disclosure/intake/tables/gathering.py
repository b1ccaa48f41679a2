"""Gathers the candidates of all stretches of a file: columns lent from one to the next, gaps closed by sums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from disclosure.intake.tables.candidates import Candidate, candidates_of, unfitted
from disclosure.intake.tables.cell_settling import values_found
from disclosure.intake.tables.cells import is_figure
from disclosure.intake.tables.dispute_blocks import cases_row, is_of_disputes
from disclosure.intake.tables.figure_lines import FigureLine, doubt_broken
from disclosure.intake.tables.form_names import names_of
from disclosure.intake.tables.gaps import by_elimination, share_old_row
from disclosure.intake.tables.label_text import bare
from disclosure.intake.tables.lending import FEW, ColumnLender
from disclosure.intake.tables.rows import outcome_rows
from disclosure.intake.tables.stretch_reads import (
    StretchRead,
    announced_tables,
    units_in,
)
from disclosure.statutory.editions import Edition, Table
from disclosure.statutory.figures import Cells
from disclosure.statutory.places import Place

CROWDED = 1.5
"""Lines of figures to each row of the form, above which there must be two tables: remarks and lines of an office's own
make it a few more, last year's table beside this year's makes it twice as many."""
MOST_NAMES = 4
"""Names of columns that a header may share with a table of sums without being of it."""


class Gathering:
    """What was read of each stretch, in the order of the file, and the candidates that follow from it."""

    def __init__(self, edition: Edition, reads: Sequence[StretchRead]) -> None:
        self.edition = edition
        self.names = names_of(edition)
        self.reads: list[StretchRead] = []
        self.candidates: dict[Place, list[Candidate]] = defaultdict(list)
        # All grids at once: a table may go on in the next one.
        self.join(reads)

    @property
    def tables(self) -> set[str]:
        """Tables of which something was found."""
        return {place.table for place in self.candidates}

    def add(self, place: Place, candidate: Candidate) -> None:
        """Takes in what the file says of a cell, once more perhaps."""
        self.candidates[place].append(candidate)

    def join(self, reads: Sequence[StretchRead], only: Collection[str] = ()) -> None:
        """Takes more stretches in, for some tables or for all."""
        wanted = list(self.edition.tables)
        if only:
            wanted = [table for table in wanted if table.key in only]

        keys = {table.key for table in wanted}
        self.reads += reads
        _find_cases(reads, self.edition)
        doubt_broken([line for read in reads for line in read.figure_lines])
        for table in wanted:
            ColumnLender(table, reads, self.names).lay()

        for read in reads:
            self._gather_stretch(read, keys)

        self._close_gaps(reads, wanted)

    # ── Candidates ────────────────────────────────────────────────────────────────────────────────────────────
    def _gather_stretch(self, read: StretchRead, tables: Collection[str]) -> None:
        """Takes in what the lines of a stretch say of some tables."""
        for line in read.figure_lines:
            if line.row and line.row.table in tables:
                self._gather(read, line)

    def _gather(self, read: StretchRead, line: FigureLine) -> None:
        """Takes in what a line says of the cells of its row."""
        if line.row is None:
            return

        table = self.edition.table(line.row.table)
        for column, candidate in self._candidates(read, line, table):
            self.add(Place(table.key, line.row.row, column), candidate)

    def _candidates(
        self,
        read: StretchRead,
        line: FigureLine,
        table: Table,
    ) -> Iterable[tuple[str, Candidate]]:
        """(column key, candidate) for a line as a row of a table."""
        if line.fitted or not line.filled:
            return candidates_of(table, line, units_in(read, table))
        if self._belongs(read, table):
            return unfitted(table, line)
        return ()

    def _belongs(self, read: StretchRead, table: Table) -> bool:
        """Whether a stretch is of a table, though its figures cannot be told apart: not another one with a like word."""
        if table.role == "disputes" and is_of_disputes(read.header, self.edition):
            return True

        lines = [line for line in read.figure_lines if line.is_of(table)]
        if len(lines) >= FEW or table.key in read.columns:
            return True
        return table.key in announced_tables(read, self.names)

    def _close_gaps(
        self,
        reads: Sequence[StretchRead],
        wanted: Sequence[Table],
    ) -> None:
        """Lines without a readable label, and the row of an earlier edition."""
        values = values_found(wanted, self.candidates)
        for read in reads:
            old = [line for line in read.figure_lines if line.is_old_row]
            for line in old:
                self._take_old(read, line, values)

        # What the old row gave may be what the sums of another line wait for.
        values = values_found(wanted, self.candidates)
        for settled in by_elimination(reads, self.edition, values):
            self._gather(settled.read, settled.line)

    def _take_old(
        self,
        read: StretchRead,
        line: FigureLine,
        values: Mapping[str, Cells],
    ) -> None:
        """Shares what a single 其他处理 says among the rows that this edition has in its place."""
        outcomes = outcome_rows(self.edition)
        if outcomes is None or not outcomes.others:
            return

        table = self.edition.table(outcomes.total.table)
        shared = share_old_row(
            table,
            line.fitted or {},
            dict(self._candidates(read, line, table)),
            outcomes.others,
            values.get(table.key, {}),
        )
        for place, candidate in shared:
            self.add(place, candidate)

    # ── Tables that stand twice ───────────────────────────────────────────────────────────────────────────────
    @property
    def crowded(self) -> set[str]:
        """Tables with many more lines than the form has: there must be two of them."""
        crowded: set[str] = set()
        for table in self.edition.tables:
            if not table.row_totals:
                continue

            lines = sum(self._lines_for(table, read) for read in self.reads)
            if lines > CROWDED * len(table.rows):
                crowded.add(table.key)

        return crowded

    def _lines_for(self, table: Table, read: StretchRead) -> int:
        """How many lines of figures in a stretch may be of a table."""
        said = read.tables() | self._headed(read)
        if table.key in said:
            return _lines_with_figures(read, least=1)
        if said:
            return 0
        # A stretch that says nothing may be of any: of one that its lines are nearly as wide as.
        return _lines_with_figures(read, least=len(table.columns) - 1)

    def _headed(self, read: StretchRead) -> set[str]:
        """Tables of sums whose columns the header of a stretch has nearly all."""
        headed: set[str] = set()
        for table in self.edition.tables:
            if not table.row_totals:
                continue

            labels = {bare(column.label) for column in table.columns}
            shared = labels & read.header.names
            if len(shared) > MOST_NAMES:
                headed.add(table.key)

        return headed


def _lines_with_figures(read: StretchRead, least: int) -> int:
    """How many lines of a stretch have at least so many figures."""
    count = 0
    for line in read.figure_lines:
        figures = [cell for cell in line.data if is_figure(cell.text)]
        if len(figures) >= least:
            count += 1

    return count


def _find_cases(reads: Sequence[StretchRead], edition: Edition) -> None:
    """The figures of table four where its header stayed on the page before."""
    for above, below in pairwise(reads):
        if not is_of_disputes(above.header, edition):
            continue
        if any(line.filled for line in above.figure_lines):
            continue

        line = _nameless_line(below)
        if line is None:
            continue

        line.row = cases_row(edition)
        below.header = above.header


def _nameless_line(read: StretchRead) -> FigureLine | None:
    """The one line of figures in a stretch that has neither header nor label; None where there is more to it."""
    lines = [line for line in read.figure_lines if line.filled]
    if read.header.named or len(lines) != 1:
        return None

    line = lines[0]
    if line.text or line.row:
        return None

    only_figures = all(is_figure(cell.text) for cell in line.data)
    return line if only_figures else None
