"""All stretches of a file together: columns lent from one page to the next, candidates gathered, gaps closed by sums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from disclosure.intake.tables.arithmetic import line_holds
from disclosure.intake.tables.cell_settling import values_found
from disclosure.intake.tables.cells import is_figure
from disclosure.intake.tables.dispute_columns import is_of_disputes
from disclosure.intake.tables.figure_lines import FigureLine, doubt_broken
from disclosure.intake.tables.form_names import FormNames, bare, names_of
from disclosure.intake.tables.gaps import by_elimination, old_rows
from disclosure.intake.tables.located_columns import LocatedColumn
from disclosure.intake.tables.stretch_reads import (
    ALONE,
    Candidate,
    StretchRead,
    borrowed,
    candidates,
    columns_of,
    fit_entry,
    unfitted,
    units_in,
    values_of,
)
from disclosure.statutory.editions import Edition, Table
from disclosure.statutory.figures import CellKey, Value
from disclosure.statutory.places import Place

FEW = 3
"""Lines of a table by which one knows it without a header."""
Order = tuple[str | None, ...]


class Gathering:
    """What was read of each stretch, in the order of the file, and the candidates that follow from it."""

    def __init__(self, edition: Edition, reads: Sequence[StretchRead]) -> None:
        self.edition = edition
        self.names = names_of(edition)
        self.reads: list[StretchRead] = []
        self.candidates: dict[tuple[str, str, str], list[Candidate]] = defaultdict(list)
        self.join(reads)

    @property
    def tables(self) -> set[str]:
        """Tables of which something was found."""
        return {table for table, _, _ in self.candidates}

    @property
    def crowded(self) -> set[str]:
        """Tables with many more lines than the form has: there must be two of them."""
        counts = {table.key: 0 for table in self.edition.tables if table.row_totals}
        for read in self.reads:
            said = read.tables() | _headed(read, self.edition)
            for key in counts.keys() & (said or counts.keys()):
                least = 1 if said else len(self.edition.table(key).columns) - 1
                counts[key] += sum(
                    sum(is_figure(c.text) for c in entry.data) >= least
                    for entry in read.entries
                )
        return {
            key
            for key, count in counts.items()
            if 2 * count > 3 * len(self.edition.table(key).rows)
        }

    def add(self, table: str, row: str, column: str, candidate: Candidate) -> None:
        self.candidates[table, row, column].append(candidate)

    def join(self, reads: Sequence[StretchRead], only: Collection[str] = ()) -> None:
        """Takes more stretches in, for some tables or for all."""
        wanted = [t for t in self.edition.tables if not only or t.key in only]
        self.reads += reads
        _find_cases(reads, self.edition)
        doubt_broken([entry for read in reads for entry in read.entries])
        for table in wanted:
            self._lay_columns(reads, table)
        for read in reads:
            for entry in read.entries:
                if entry.row and entry.row.table in {table.key for table in wanted}:
                    self._gather(read, entry)
        self._close_gaps(reads, wanted)

    # ── Columns ───────────────────────────────────────────────────────────────────────────────────────────────
    def _lay_columns(self, reads: Sequence[StretchRead], table: Table) -> None:
        """Each stretch by its own header; those without one by the nearest that has one, else by the form's order."""
        orders: dict[int, Order] = {}
        headless: list[int] = []
        for at, read in enumerate(reads):
            for entry in _of(read, table):
                columns = columns_of(read, entry, table)
                if columns:
                    orders.setdefault(at, tuple(column.key for column in columns))
                    read.columns[table.key] = columns
                    _fit(read, entry, table, columns)
                elif at not in headless:
                    headless.append(at)
        for at in headless:
            self._borrow(reads, at, table, orders)

    def _borrow(
        self,
        reads: Sequence[StretchRead],
        at: int,
        table: Table,
        orders: dict[int, Order],
    ) -> None:
        read = reads[at]
        entries = [entry for entry in _of(read, table) if id(entry) not in read.fitted]
        headed = {e.row for n in orders for e in reads[n].entries if e.filled and e.row}
        again = any(
            entry.row in headed for entry in entries if entry.filled and entry.row
        )
        near = next(
            (n for n in reversed(orders) if n < at),
            next((n for n in orders if n > at), None),
        )
        columns: tuple[LocatedColumn, ...] = ()
        if _refused(read, table):
            return
        if near is not None and not again:
            order = _trimmed(orders[near])
            columns = borrowed(read, entries, order, sure=True)
            if not _holds_somewhere(read, entries, table, columns):
                columns = borrowed(read, entries, order, sure=False)
        elif (
            table.column_totals
            and len(entries) >= FEW
            and not _names_columns(read, table)
        ):
            columns = borrowed(
                read, entries, [column.key for column in table.columns], sure=False
            )
        elif len(table.columns) == 1 and table.key in _captions(read, self.names):
            columns = borrowed(read, entries, [table.columns[0].key], sure=True)
            for entry in entries:
                entry.fair = ALONE
        if columns:
            read.columns[table.key] = columns
            for entry in entries:
                _fit(read, entry, table, columns)

    # ── Candidates ────────────────────────────────────────────────────────────────────────────────────────────
    def _gather(self, read: StretchRead, entry: FigureLine) -> None:
        if entry.row is None:
            return
        table = self.edition.table(entry.row.table)
        for column, candidate in self._of_entry(read, entry, table):
            self.add(entry.row.table, entry.row.row, column, candidate)

    def _of_entry(
        self, read: StretchRead, entry: FigureLine, table: Table
    ) -> Iterator[tuple[str, Candidate]]:
        fitted = read.fitted.get(id(entry), {})
        if not fitted and entry.filled:
            return unfitted(table, entry) if self._belongs(read, table) else iter(())
        return candidates(
            table, entry, fitted, units_in(table, read.columns.get(table.key, ()))
        )

    def _belongs(self, read: StretchRead, table: Table) -> bool:
        """Whether a stretch is of a table, though its figures cannot be told apart: not another one with a like word."""
        lines = sum(
            entry.row is not None and entry.row.table == table.key
            for entry in read.entries
        )
        cases = table.key == "disputes" and is_of_disputes(read.header, self.edition)
        return (
            cases
            or lines >= FEW
            or table.key in (*read.columns, *_captions(read, self.names))
        )

    def _close_gaps(
        self, reads: Sequence[StretchRead], wanted: Sequence[Table]
    ) -> None:
        """Lines without a readable label, and the row of an earlier edition."""
        values = {
            table.key: values_found(table.key, self.candidates) for table in wanted
        }
        for read in reads:
            for entry in read.entries:
                if entry.old:
                    self._take_old(read, entry, values)
        values = {
            table.key: values_found(table.key, self.candidates) for table in wanted
        }
        for entry in by_elimination(reads, self.edition, values):
            self._gather(next(read for read in reads if entry in read.entries), entry)

    def _take_old(
        self,
        read: StretchRead,
        entry: FigureLine,
        values: dict[str, dict[CellKey, Value]],
    ) -> None:
        table = self.edition.table("requests")
        some = dict(self._of_entry(read, entry, table))
        fitted = read.fitted.get(id(entry), {})
        for row, column, candidate in old_rows(
            table, entry, fitted, values.get(table.key, {}), some
        ):
            self.add(table.key, row, column, candidate)


def _refused(read: StretchRead, table: Table) -> bool:
    """Whether a stretch has a header for a table, though not one that tells its columns."""
    names = {bare(column.label) for column in table.columns}
    return not table.row_totals and any(
        head.name in names for head in read.header.heads
    )


def _captions(read: StretchRead, names: FormNames) -> set[str]:
    """The tables that a stretch is announced as: in lines of its own, or in the text directly before."""
    lines = [cell.text for y in read.stretch.head for cell in read.stretch.lines[y]]
    return {names.announced(text) for text in (*lines, *read.stretch.before)} - {""}


def _headed(read: StretchRead, edition: Edition) -> set[str]:
    """Tables whose columns the header of a stretch has nearly all."""
    names = {head.name for head in read.header.heads}
    return {
        t.key
        for t in edition.tables
        if t.row_totals and len({bare(c.label) for c in t.columns} & names) > 4
    }


def _names_columns(read: StretchRead, table: Table) -> bool:
    """Whether a header that was not understood speaks of columns all the same."""
    text = "".join(
        bare(cell.text) for y in read.stretch.head for cell in read.stretch.lines[y]
    )
    return sum(bare(column.label) in text for column in table.columns) > 2


def _of(read: StretchRead, table: Table) -> list[FigureLine]:
    """The entries of a table; with those of a table of sums, the lines among them whose label was not read."""
    own = [
        entry for entry in read.entries if entry.row and entry.row.table == table.key
    ]
    if table.row_totals and own:
        return [
            entry
            for entry in read.entries
            if entry.row in (None, *(e.row for e in own))
        ]
    return own


def _fit(
    read: StretchRead, entry: FigureLine, table: Table, columns: Sequence[LocatedColumn]
) -> None:
    read.fitted[id(entry)] = fit_entry(read, entry, columns)


def _trimmed(order: Order) -> Order:
    """Without unknown columns at the ends, as those of labels are."""
    known = [at for at, key in enumerate(order) if key]
    return order[known[0] : known[-1] + 1]


def _holds_somewhere(
    read: StretchRead,
    entries: Sequence[FigureLine],
    table: Table,
    columns: Sequence[LocatedColumn],
) -> bool:
    """Whether lent columns are not denied: by the sums of more lines than confirm them."""
    answers = []
    for entry in entries:
        values = values_of(table, fit_entry(read, entry, columns))
        if any(values.values()):
            answers.append(line_holds(table, values))
    return answers.count(False) <= answers.count(True)


def _find_cases(reads: Sequence[StretchRead], edition: Edition) -> None:
    """The figures of table four where its header stayed on the page before."""
    for above, below in pairwise(reads):
        if not is_of_disputes(above.header, edition) or any(
            entry.filled for entry in above.entries
        ):
            continue
        lines = [entry for entry in below.entries if entry.filled]
        headed = any(head.name for head in below.header.heads)
        nameless = (
            not headed
            and len(lines) == 1
            and not lines[0].text
            and lines[0].row is None
        )
        if nameless and all(is_figure(cell.text) for cell in lines[0].data):
            lines[0].row = Place("disputes", "cases")
            below.header = above.header
