"""All stretches of a file together: columns lent from one page to the next, candidates gathered, gaps closed by sums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from disclosure.editions import Edition, Table
from disclosure.figures import CellKey, Value
from disclosure.intake.tables.arithmetic import line_holds
from disclosure.intake.tables.cells import is_figure
from disclosure.intake.tables.disputes import is_of_disputes
from disclosure.intake.tables.entries import Entry
from disclosure.intake.tables.headers import Column
from disclosure.intake.tables.missing import by_elimination, old_rows
from disclosure.intake.tables.placing import (
    ALONE,
    Candidate,
    Read,
    borrowed,
    candidates,
    columns_of,
    fit_entry,
    units_in,
    values_of,
)
from disclosure.intake.tables.settling import values_found

Order = tuple[str | None, ...]


class Reads:
    """What was read of each stretch, in the order of the file, and the candidates that follow from it."""

    def __init__(self, edition: Edition, reads: Sequence[Read]) -> None:
        self.edition = edition
        self.reads: list[Read] = []
        self.candidates: dict[tuple[str, str, str], list[Candidate]] = defaultdict(list)
        self.join(reads)

    @property
    def tables(self) -> set[str]:
        """Tables of which something was found."""
        return {table for table, _, _ in self.candidates}

    def add(self, table: str, row: str, column: str, candidate: Candidate) -> None:
        self.candidates[table, row, column].append(candidate)

    def join(self, reads: Sequence[Read], only: Collection[str] = ()) -> None:
        """Takes more stretches in, for some tables or for all."""
        wanted = [t for t in self.edition.tables if not only or t.key in only]
        self.reads += reads
        _find_cases(reads)
        for table in wanted:
            self._lay_columns(reads, table)
        for read in reads:
            for entry in read.entries:
                if entry.row and entry.row[0] in {table.key for table in wanted}:
                    self._gather(read, entry)
        self._close_gaps(reads, wanted)

    # ── Columns ───────────────────────────────────────────────────────────────────────────────────────────────
    def _lay_columns(self, reads: Sequence[Read], table: Table) -> None:
        """Each stretch by its own header; those without one by the nearest that has one, else by the form's order."""
        orders: dict[int, Order] = {}
        bare: list[int] = []
        for at, read in enumerate(reads):
            for entry in _of(read, table):
                columns = columns_of(read, entry, table)
                if columns:
                    orders.setdefault(at, tuple(column.key for column in columns))
                    read.columns[table.key] = columns
                    _fit(read, entry, table, columns)
                elif at not in bare:
                    bare.append(at)
        for at in bare:
            self._borrow(reads, at, table, orders)

    def _borrow(self, reads: Sequence[Read], at: int, table: Table, orders: dict[int, Order]) -> None:
        read = reads[at]
        entries = [entry for entry in _of(read, table) if id(entry) not in read.fitted]
        before, after = ([n for n in orders if n < at], [n for n in orders if n > at])
        near = before[-1] if before else after[0] if after else None
        if near is not None:
            order = _trimmed(orders[near])
            columns = borrowed(read, entries, order, sure=True)
            if not _holds_somewhere(read, entries, table, columns):
                columns = borrowed(read, entries, order, sure=False)
        elif table.column_totals:
            columns = borrowed(read, entries, [column.key for column in table.columns], sure=False)
        elif len(table.columns) == 1:
            columns = borrowed(read, entries, [table.columns[0].key], sure=True)
            for entry in entries:
                entry.fair = ALONE
        else:
            return
        read.columns[table.key] = columns
        for entry in entries:
            _fit(read, entry, table, columns)

    # ── Candidates ────────────────────────────────────────────────────────────────────────────────────────────
    def _gather(self, read: Read, entry: Entry) -> None:
        if entry.row is None:
            return
        table = self.edition.table(entry.row[0])
        for column, candidate in self._of_entry(read, entry, table):
            self.add(*entry.row, column, candidate)

    def _of_entry(self, read: Read, entry: Entry, table: Table) -> Iterator[tuple[str, Candidate]]:
        fitted = read.fitted.get(id(entry), {})
        return candidates(table, entry, fitted, units_in(table, read.columns.get(table.key, ())))

    def _close_gaps(self, reads: Sequence[Read], wanted: Sequence[Table]) -> None:
        """Lines without a readable label, and the row of an earlier edition."""
        values = {table.key: values_found(table.key, self.candidates) for table in wanted}
        for read in reads:
            for entry in read.entries:
                if entry.old:
                    self._take_old(read, entry, values)
        values = {table.key: values_found(table.key, self.candidates) for table in wanted}
        for entry in by_elimination(reads, self.edition, values):
            self._gather(next(read for read in reads if entry in read.entries), entry)

    def _take_old(self, read: Read, entry: Entry, values: dict[str, dict[CellKey, Value]]) -> None:
        table = self.edition.table("requests")
        some = dict(self._of_entry(read, entry, table))
        fitted = read.fitted.get(id(entry), {})
        for row, column, candidate in old_rows(table, entry, fitted, values.get(table.key, {}), some):
            self.add(table.key, row, column, candidate)


def _of(read: Read, table: Table) -> list[Entry]:
    """The entries of a table; with those of a table of sums, the lines among them whose label was not read."""
    own = [entry for entry in read.entries if entry.row and entry.row[0] == table.key]
    if table.row_totals and own:
        return [entry for entry in read.entries if entry.row in (None, *(e.row for e in own))]
    return own


def _fit(read: Read, entry: Entry, table: Table, columns: Sequence[Column]) -> None:
    read.fitted[id(entry)] = fit_entry(read, entry, columns)


def _trimmed(order: Order) -> Order:
    """Without unknown columns at the ends, as those of labels are."""
    known = [at for at, key in enumerate(order) if key]
    return order[known[0] : known[-1] + 1]


def _holds_somewhere(read: Read, entries: Sequence[Entry], table: Table, columns: Sequence[Column]) -> bool:
    """Whether lent columns are not denied: by the sums of more lines than confirm them."""
    answers = []
    for entry in entries:
        values = values_of(table, fit_entry(read, entry, columns))
        if any(values.values()):
            answers.append(line_holds(table, values))
    return answers.count(False) <= answers.count(True)


def _find_cases(reads: Sequence[Read]) -> None:
    """The figures of table four where its header stayed on the page before."""
    for above, below in pairwise(reads):
        if not is_of_disputes(above.header) or any(entry.filled for entry in above.entries):
            continue
        lines = [entry for entry in below.entries if entry.filled]
        headed = any(head.name for head in below.header.heads)
        nameless = not headed and len(lines) == 1 and not lines[0].text and lines[0].row is None
        if nameless and all(is_figure(cell.text) for cell in lines[0].data):
            lines[0].row = ("disputes", "cases")
            below.header = above.header
