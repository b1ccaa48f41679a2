"""Settles lines whose label nobody can read, and the row of an earlier edition: by elimination and sums, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from disclosure.intake.tables.arithmetic import column_holds, row_holds
from disclosure.intake.tables.candidates import Candidate, values_of
from disclosure.intake.tables.figure_lines import FigureLine, Fitted
from disclosure.intake.tables.rows import order_of
from disclosure.intake.tables.stretch_reads import StretchRead
from disclosure.statutory.editions import Edition, Table
from disclosure.statutory.figures import Cells, Value
from disclosure.statutory.places import Place

BY_SUMS = "行名没有认出，按前后两行之间唯一缺的一行认定，合计相符"


# ── Elimination ───────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line of figures with the stretch that it was read in."""

    read: StretchRead
    line: FigureLine


def by_elimination(
    reads: Sequence[StretchRead],
    edition: Edition,
    values: Mapping[str, Cells],
) -> list[ReadLine]:
    """Lines that can only be the one row missing between their neighbours, and with which the sums hold.

    `values`: table key -> what is settled of it so far. Sets the `row` of the lines.
    """
    filled = _filled_lines(reads)
    settled: list[ReadLine] = []
    for above, nameless, below in zip(filled, filled[1:], filled[2:], strict=False):
        line = nameless.line
        if line.row or line.is_old_row:
            continue

        # A line that was settled just now is a neighbour of the next.
        row = _row_between(above.line.row, below.line.row, edition)
        if row is None:
            continue

        table = edition.table(row.table)
        if _fits(table, row, line.fitted or {}, values.get(table.key, {})):
            line.row = row
            line.because = BY_SUMS
            settled.append(nameless)

    return settled


def _filled_lines(reads: Sequence[StretchRead]) -> list[ReadLine]:
    """All lines with figures, in the order of the file."""
    filled: list[ReadLine] = []
    for read in reads:
        filled += [ReadLine(read, line) for line in read.figure_lines if line.filled]

    return filled


def _row_between(
    above: Place | None,
    below: Place | None,
    edition: Edition,
) -> Place | None:
    """The one row that the form has between two; None where it has another number of rows there."""
    if above is None or below is None:
        return None

    order = order_of(edition)
    if order[below] - order[above] != 2:
        return None
    return list(order)[order[above] + 1]


def _fits(table: Table, row: Place, fitted: Fitted, values: Cells) -> bool:
    """Whether the sums hold with these figures in a row of which nothing stands elsewhere."""
    if not fitted or not table.row_totals:
        return False

    both = dict(values)
    for column, value in values_of(table, fitted).items():
        if (row.row, column) in values:
            return False

        both[row.row, column] = value

    return row_holds(table, both, row.row)


# ── The row of an earlier edition ─────────────────────────────────────────────────────────────────────────────────
def share_old_row(
    table: Table,
    fitted: Fitted,
    found: Mapping[str, Candidate],
    rows: Sequence[Place],
    values: Cells,
) -> Iterator[tuple[Place, Candidate]]:
    """Candidates for the rows that stand in place of a single 其他处理: zero in it is zero in each part.

    `found`: column key -> what stands in the single row.
    """
    first = rows[0].row
    for column, value in values_of(table, fitted).items():
        if table.is_total(first, column):
            continue

        # To the sums it is the same which of the rows has the figure.
        both = {**values, (first, column): value}
        for row in rows[1:]:
            both[row.row, column] = 0

        holds = column_holds(table, both, first, column)
        part = _part_of_old(found[column], value, holds)
        for row in rows:
            yield Place(table.key, row.row, column), part


def _part_of_old(found: Candidate, value: Value, holds: bool | None) -> Candidate:
    """What the single row says of each of the rows in its place."""
    if found.trouble or found.figure.why:
        return found

    if value != 0:
        trouble = f"报告只印“其他处理”一行，数为 {value}，不能确定分属其中哪几项"
        return Candidate(found.figure, found.where, found.raw, trouble=trouble)

    because = "报告只印“其他处理”一行，数为 0，其中各项因此都是 0"
    caution = found.caution
    if not holds:
        caution = f"{because}；办理结果总计不能印证，请核对"

    return Candidate(found.figure, found.where, found.raw, caution, because)
