"""Lines whose label nobody can read, and the row of an earlier edition: settled by elimination and sums, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from disclosure.intake.tables.arithmetic import column_holds, row_holds
from disclosure.intake.tables.column_fitting import Fitted
from disclosure.intake.tables.figure_lines import FigureLine
from disclosure.intake.tables.rows import OTHER_ROWS, order_of
from disclosure.intake.tables.stretch_reads import Candidate, StretchRead, values_of
from disclosure.statutory.editions import Edition, Table
from disclosure.statutory.figures import CellKey, Value

BY_SUMS = "行名没有认出，按前后两行之间唯一缺的一行认定，合计相符"


def by_elimination(
    reads: Sequence[StretchRead],
    edition: Edition,
    values: Mapping[str, Mapping[CellKey, Value]],
) -> list[FigureLine]:
    """Entries that can only be the one row missing between their neighbours, and with which the sums hold."""
    order = order_of(edition)
    rows = {at: row for row, at in order.items()}
    line = [(read, entry) for read in reads for entry in read.entries if entry.filled]
    settled: list[FigureLine] = []
    for at, (read, entry) in enumerate(line):
        if entry.row or entry.old:
            continue
        above = next((order[e.row] for _, e in reversed(line[:at]) if e.row), None)
        below = next((order[e.row] for _, e in line[at + 1 :] if e.row), None)
        if above is None or below is None or below - above != 2 or not _alone(line, at):
            continue
        found = rows[above + 1]
        table_key, row = found.table, found.row
        table = edition.table(table_key)
        fitted = read.fitted.get(id(entry)) or {}
        if (
            table.row_totals
            and fitted
            and _fits(table, row, fitted, values.get(table_key, {}))
        ):
            entry.row, entry.because = found, BY_SUMS
            settled.append(entry)
    return settled


def _alone(line: Sequence[tuple[StretchRead, FigureLine]], at: int) -> bool:
    """Whether the neighbours of an entry are known rows."""
    return 0 < at < len(line) - 1 and bool(line[at - 1][1].row and line[at + 1][1].row)


def _fits(
    table: Table, row: str, fitted: Fitted, values: Mapping[CellKey, Value]
) -> bool:
    if any((row, column) in values for column in fitted):
        return False
    own = {(row, column): value for column, value in values_of(table, fitted).items()}
    return row_holds(table, {**values, **own}, row)


def old_rows(
    table: Table,
    entry: FigureLine,
    fitted: Fitted,
    values: Mapping[CellKey, Value],
    some: Mapping[str, Candidate],
) -> Iterator[tuple[str, str, Candidate]]:
    """(row, column, candidate) for the rows that stand in place of a single 其他处理: zero in it is zero in each part."""
    rows = [row for row in OTHER_ROWS if row in {r.key for r in table.entry_rows}]
    for column, value in values_of(table, fitted).items():
        found = some[column]
        if table.is_total(rows[0], column):
            continue
        shared = {(row, column): value if row == rows[0] else 0 for row in rows}
        holds = column_holds(table, {**values, **shared}, rows[0], column)
        for row in rows:
            yield row, column, _part_of_old(found, value, holds)


def _part_of_old(found: Candidate, value: Value, holds: bool | None) -> Candidate:
    if found.trouble or found.figure.why:
        return found
    if value == 0:
        because = "报告只印“其他处理”一行，数为 0，其中各项因此都是 0"
        fair = found.fair if holds else because + "；办理结果总计不能印证，请核对"
        return Candidate(found.figure, found.where, found.raw, fair, because)
    trouble = f"报告只印“其他处理”一行，数为 {value}，不能确定分属其中哪几项"
    return Candidate(found.figure, found.where, found.raw, trouble=trouble)
