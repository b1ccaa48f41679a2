"""Which row of the form an entry is: by its label, else by a label with a slip between its neighbours."""

from __future__ import annotations

from collections.abc import Sequence

from disclosure.intake.source import GridCell
from disclosure.intake.tables.figure_lines import FigureLine
from disclosure.intake.tables.form_names import FormNames, bare, number_of, squeezed
from disclosure.statutory.editions import Edition
from disclosure.statutory.places import Place

OTHER_ROWS = ("other_not_corrected", "other_fee_unpaid", "other_remaining")
SLIP = "行名与格式略有出入，按最接近的一行认定"
BETWEEN = "行名残缺，按前后两行之间的位置认定"


def order_of(edition: Edition) -> dict[Place, int]:
    """Where each row stands in the form."""
    rows = [Place(table.key, row.key) for table in edition.tables for row in table.rows]
    return {row: at for at, row in enumerate(rows)}


def resolve(entries: Sequence[FigureLine], names: FormNames) -> None:
    """Sets `row` where a label says it. Rows known by nothing but arithmetic are left to `arithmetic`."""
    for entry in entries:
        _exactly(entry, names)
    for at, entry in enumerate(entries):
        _by_company(entries, at, entry, names)
    _old_row(entries, names)
    order = order_of(names.edition)
    taken = {entry.row for entry in entries if entry.row}
    for at, entry in enumerate(entries):
        if entry.row is None and entry.hit and not entry.hit.exact:
            row = names.rows[entry.hit.name]
            if row not in taken:
                _with_slip(entries, at, row, order)
    _once(entries)


def _exactly(entry: FigureLine, names: FormNames) -> None:
    if entry.hit and entry.hit.exact and not _is_shared(entry):
        row = names.rows[entry.hit.name]
        if entry.hit.name in names.columns:
            return  # 其他 and 总计: only in company
        entry.row = row


def _is_shared(entry: FigureLine) -> bool:
    """Whether a label reaches over several lines with figures: it does not say which of them is meant."""
    label = entry.label
    if label is None or label.rowspan == 1 or entry.stretch.grid.ragged:
        return False
    lines = range(label.row, label.row + label.rowspan)
    return (
        sum(
            any(
                cell.text.strip()
                for cell in entry.stretch.lines[y]
                if cell.column >= entry.start
            )
            for y in lines
        )
        > 1
    )


def _by_company(
    entries: Sequence[FigureLine], at: int, entry: FigureLine, names: FormNames
) -> None:
    """`3.其他` and `（七）总计`: short words that stand for a row only where the rows around say so."""
    if (
        entry.hit is None
        or not entry.hit.exact
        or entry.hit.name not in names.columns
        or _is_shared(entry)
    ):
        return
    row = names.rows[entry.hit.name]
    above = next((e.row for e in reversed(entries[:at]) if e.row), None)
    below = next((e.row for e in entries[at + 1 :] if e.row), None)
    if row.row == "outcome_total":
        late = (
            above is not None
            and above.table == "requests"
            and above.row.startswith(("other", "unprocessed"))
        )
        known = (
            number_of(entry.text) == "七"
            or (below is not None and below.row == "carried_out")
            or late
        )
    else:
        inside = any(bare(cell.text) in names.old_rows for cell in _brackets(entry))
        follows = above is not None and above.row in OTHER_ROWS[:2]
        ends = number_of(entry.text) == "3" and below == Place(
            "requests", "outcome_total"
        )
        known = inside or follows or ends
    if known:
        entry.row = row


def _brackets(entry: FigureLine) -> list[GridCell]:
    """The cells left of an entry's label: those that begin in its line, and those that reach over it."""
    reached = [
        entry.stretch.covered.get((entry.y, x))
        for x in range(entry.label.column if entry.label else 0)
    ]
    return [cell for cell in (*entry.labels[:-1], *reached) if cell is not None]


def _old_row(entries: Sequence[FigureLine], names: FormNames) -> None:
    """A single line （六）其他处理 with figures, where none of the rows stand that this edition has in its place."""
    old = [
        e
        for e in entries
        if bare(e.text) in names.old_rows and e.filled and not _is_shared(e)
    ]
    if len(old) == 1 and not any(e.row and e.row.row in OTHER_ROWS for e in entries):
        at = entries.index(old[0])
        follows = entries[at + 1 : at + 2]
        old[0].old = not follows or bool(follows[0].text)


def _with_slip(
    entries: Sequence[FigureLine], at: int, row: Place, order: dict[Place, int]
) -> None:
    entry = entries[at]
    above = next((order[e.row] for e in reversed(entries[:at]) if e.row), None)
    below = next((order[e.row] for e in entries[at + 1 :] if e.row), None)
    here = order[row]
    fits = (above is None or above < here) and (below is None or here < below)
    if not fits or entry.hit is None or _is_shared(entry):
        return
    exactly = above == here - 1 and below == here + 1
    if entry.hit.likely:
        entry.row, entry.because = row, SLIP
        entry.fair = "" if exactly else SLIP
    elif exactly:
        entry.row, entry.because, entry.fair = row, BETWEEN, BETWEEN


def _once(entries: Sequence[FigureLine]) -> None:
    """Of two entries with a slip that come to the same row, neither is it."""
    for entry in entries:
        if not entry.because:
            continue
        twins = [e for e in entries if e.row == entry.row and e is not entry and e.row]
        if twins and entry.because and all(twin.because for twin in twins):
            for e in (entry, *twins):
                e.row = None


def is_statutory(text: str) -> bool:
    """Whether a label that no row has is worth saying: not a formula of ours, nor a line of column numbers."""
    return bool(bare(text)) and not squeezed(text).startswith(("核对:", "栏次"))
