"""Tells which row of the form a line is: by its label, else by a label with a slip between its neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from disclosure.intake.tables.figure_lines import FigureLine
from disclosure.intake.tables.form_names import FormNames
from disclosure.intake.tables.label_text import bare, number_of
from disclosure.intake.tables.stretches import has_text
from disclosure.statutory.editions import Edition, Table
from disclosure.statutory.editions.spec import Row
from disclosure.statutory.places import Place

SLIP = "行名与格式略有出入，按最接近的一行认定"
BETWEEN = "行名残缺，按前后两行之间的位置认定"


@dataclass(frozen=True, slots=True)
class OutcomeRows:
    """The end of table three, where labels are words that columns have too: 其他 and 总计.

    `others`: the rows under （六）其他处理, none where it is one row; `last`: those under （五） and （六）.
    """

    total: Place
    carried_out: Place
    others: tuple[Place, ...]
    last: frozenset[Place]


@cache
def outcome_rows(edition: Edition) -> OutcomeRows | None:
    """The rows of an edition; None where it has no such table."""
    for table in edition.tables_as("requests"):
        others = _places(table, table.rows_below("other"))
        last = [*_places(table, table.rows_below("unprocessed")), *others]
        if table.has_row_as("other"):
            last.append(Place(table.key, table.row_as("other").key))

        return OutcomeRows(
            total=Place(table.key, table.row_as("outcome_total").key),
            carried_out=Place(table.key, table.row_as("carried_out").key),
            others=others,
            last=frozenset(last),
        )

    return None


def _places(table: Table, rows: Iterable[Row]) -> tuple[Place, ...]:
    """Rows of a table as places."""
    return tuple(Place(table.key, row.key) for row in rows)


@cache
def order_of(edition: Edition) -> Mapping[Place, int]:
    """Where each row stands in the form, counted over all tables."""
    order: dict[Place, int] = {}
    for table in edition.tables:
        for place in _places(table, table.rows):
            order[place] = len(order)

    return order


def resolve(lines: Sequence[FigureLine], names: FormNames) -> None:
    """Sets `row` where a label says it. Rows known by nothing but arithmetic are left to `gaps`."""
    # What is certain first: the other ways ask which rows stand above and below.
    for line in lines:
        _by_label(line, names)

    for at in range(len(lines)):
        _by_company(lines, at, names)

    _mark_old_row(lines, names)
    _by_likeness(lines, names)
    _drop_twins(lines)


# ── By an exact label ─────────────────────────────────────────────────────────────────────────────────────────────
def _by_label(line: FigureLine, names: FormNames) -> None:
    """A label that is the name of a row and of no column."""
    match = line.match
    if match is None or not match.exact or _shares_label(line):
        return

    if match.name not in names.columns:
        line.row = names.rows[match.name]


def _shares_label(line: FigureLine) -> bool:
    """Whether a label reaches over several lines with figures: it does not say which of them is meant."""
    label = line.label
    if label is None or label.rowspan == 1 or line.stretch.grid.ragged:
        return False

    with_figures = 0
    for y in range(label.row, label.row + label.rowspan):
        cells = line.stretch.lines[y]
        if has_text(cell for cell in cells if cell.column >= line.start):
            with_figures += 1

    return with_figures > 1


# ── By company ────────────────────────────────────────────────────────────────────────────────────────────────────
def _by_company(lines: Sequence[FigureLine], at: int, names: FormNames) -> None:
    """`3.其他` and `（七）总计`: short words that stand for a row only where the rows around say so."""
    line = lines[at]
    match = line.match
    if match is None or not match.exact or _shares_label(line):
        return

    outcomes = outcome_rows(names.edition)
    if match.name not in names.columns or outcomes is None:
        return

    row = names.rows[match.name]
    above = _first_row(reversed(lines[:at]))
    below = _first_row(lines[at + 1 :])
    numbered = _has_number_of(line, row, names.edition)
    if row == outcomes.total:
        known = numbered or below == outcomes.carried_out or above in outcomes.last
    elif above in outcomes.others[:-1]:
        # It follows one of the first two; after the third it would stand twice.
        known = True
    else:
        ends = numbered and below == outcomes.total
        known = ends or _is_in_old_bracket(line, names)

    if known:
        line.row = row


def _first_row(lines: Iterable[FigureLine]) -> Place | None:
    """The row of the first line that has one."""
    for line in lines:
        if line.row:
            return line.row

    return None


def _has_number_of(line: FigureLine, row: Place, edition: Edition) -> bool:
    """Whether the label has the number that the form gives this row: 3 of 3.其他, 七 of （七）总计."""
    table = edition.table(row.table)
    number = number_of(table.row(row.row).official)
    if not number:
        return False
    return number_of(line.text) == number


def _is_in_old_bracket(line: FigureLine, names: FormNames) -> bool:
    """Whether （六）其他处理 stands left of the label, in its line or reaching over it from above."""
    if line.label is None:
        return False

    left = range(line.label.column)
    cells = line.stretch.cells_over(line.y, left)
    cells += line.labels[:-1]
    brackets = {bare(cell.text) for cell in cells}
    return not brackets.isdisjoint(names.old_rows)


def _mark_old_row(lines: Sequence[FigureLine], names: FormNames) -> None:
    """A single line （六）其他处理 with figures, where none of the rows stand that this edition has in its place."""
    outcomes = outcome_rows(names.edition)
    if outcomes is None:
        return

    found: list[int] = []
    for at, line in enumerate(lines):
        if line.row in outcomes.others:
            return

        if _is_old_row(line, names):
            found.append(at)

    if len(found) != 1:
        return

    at = found[0]
    is_last = at + 1 == len(lines)
    # A line without a label below it may be a row of the bracket whose label was lost.
    lines[at].is_old_row = is_last or lines[at + 1].text != ""


def _is_old_row(line: FigureLine, names: FormNames) -> bool:
    """Whether a line of figures has the label of a row that is a bracket now."""
    if bare(line.text) not in names.old_rows:
        return False
    return line.filled and not _shares_label(line)


# ── By likeness ───────────────────────────────────────────────────────────────────────────────────────────────────
def _by_likeness(lines: Sequence[FigureLine], names: FormNames) -> None:
    """Labels with a slip, for rows that no line has exactly."""
    order = order_of(names.edition)
    taken = {line.row for line in lines if line.row}
    for at, line in enumerate(lines):
        match = line.match
        if line.row is not None or match is None or match.exact:
            continue

        row = names.rows[match.name]
        if row in taken or _shares_label(line):
            continue

        _with_slip(lines, at, row, order)


def _with_slip(
    lines: Sequence[FigureLine],
    at: int,
    row: Place,
    order: Mapping[Place, int],
) -> None:
    """Takes a line for the row that its label comes near to, where this stands between its neighbours in the form."""
    line = lines[at]
    above = _first_row(reversed(lines[:at]))
    below = _first_row(lines[at + 1 :])
    if above and order[above] >= order[row]:
        return
    if below and order[below] <= order[row]:
        return

    exactly = False
    if above and below:
        # It is the only row between them.
        exactly = order[below] - order[above] == 2

    if line.match and line.match.likely:
        line.row = row
        line.because = SLIP
        line.caution = "" if exactly else SLIP
    elif exactly:
        line.row = row
        line.because = BETWEEN
        line.caution = BETWEEN


def _drop_twins(lines: Sequence[FigureLine]) -> None:
    """Of two lines with a slip that come to the same row, neither is it."""
    by_row: dict[Place, list[FigureLine]] = {}
    for line in lines:
        if line.row:
            by_row.setdefault(line.row, []).append(line)

    for same in by_row.values():
        if len(same) > 1 and all(line.because for line in same):
            for line in same:
                line.row = None
