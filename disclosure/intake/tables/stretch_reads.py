"""From lines and columns to candidates: figures that may be those of a cell of the form, each with its doubts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from disclosure.intake.source import Where
from disclosure.intake.tables.arithmetic import line_holds
from disclosure.intake.tables.cells import Figure, read_cell
from disclosure.intake.tables.column_fitting import Fitted, FittedCell, fit
from disclosure.intake.tables.dispute_columns import dispute_columns, is_of_disputes
from disclosure.intake.tables.figure_lines import FigureLine, entries_of
from disclosure.intake.tables.form_names import FormNames, differs, unit_named
from disclosure.intake.tables.headers import TableHeader, header_of
from disclosure.intake.tables.located_columns import LocatedColumn, columns_for
from disclosure.intake.tables.rows import resolve
from disclosure.intake.tables.stretches import TableStretch
from disclosure.statutory.editions import Edition, Table
from disclosure.statutory.figures import Value
from disclosure.statutory.places import Place

BY_ORDER = "列的位置由列序认定，本行合计相符，请核对"
MERGED = "几列合并成一格，数为 0，合计相符，各列因此都是 0"
ALONE = "没有表头，按行名认定"


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a cell of the file says of a cell of the form. `trouble` (Chinese) is why it settles nothing."""

    figure: Figure
    where: Where
    raw: str
    fair: str = ""
    because: str = ""
    trouble: str = ""
    picture: bool = False
    filled_line: bool = True


@dataclass(eq=False)
class StretchRead:
    """A stretch as read: its entries, and for those with a row what stands in which column."""

    stretch: TableStretch
    header: TableHeader
    entries: list[FigureLine]
    columns: dict[str, tuple[LocatedColumn, ...]] = field(default_factory=dict)
    fitted: dict[int, Fitted] = field(default_factory=dict)

    def tables(self) -> set[str]:
        return {entry.row.table for entry in self.entries if entry.row}


def read_stretch(stretch: TableStretch, names: FormNames) -> StretchRead:
    """The entries of a stretch with their rows, where labels say them."""
    header = header_of(stretch, names)
    named = [head.x0 for head in header.heads if head.name]
    entries = entries_of(
        stretch, names, min(named) if header.measured and named else None
    )
    if is_of_disputes(header, names.edition):
        entries = [entry for entry in entries if entry.filled] or _blank_cases(stretch)
        for entry in entries:
            entry.row = Place("disputes", "cases")
    else:
        resolve(entries, names)
    return StretchRead(stretch, header, entries)


def _blank_cases(stretch: TableStretch) -> list[FigureLine]:
    """The one line of table four where nothing was filled in."""
    lines = [
        line
        for line in stretch.lines
        if line and not any(cell.text.strip() for cell in line)
    ]
    return (
        [FigureLine(stretch, lines[0][0].row, (), lines[0])] if len(lines) == 1 else []
    )


# ── Columns ───────────────────────────────────────────────────────────────────────────────────────────────────────
def columns_of(
    read: StretchRead, entry: FigureLine, table: Table
) -> tuple[LocatedColumn, ...]:
    """The columns over an entry, as its stretch's own header has them."""
    if table.key == "disputes":
        beside = [cell.text for cell in entry.labels]
        columns = dispute_columns(table, read.header, beside or read.stretch.before)
        start = entry.start if columns and columns[0].x0 >= entry.start else 0
        entry.labels = entry.labels if start else ()
    else:
        columns = columns_for(
            table,
            read.header,
            _left(read, entry),
            entry.end,
            max(entry.stretch.stub, _left(read, entry)),
        )
        if entry.end is not None and any(
            not c.key and c.text.strip() and c.x0 >= entry.start for c in columns
        ):
            return ()  # the label of the table beside it does not stand under its own head: cells have moved
    if columns and read.header.measured and not read.header.whole:
        return _by_order(table, columns)
    return columns


def _left(read: StretchRead, entry: FigureLine) -> int:
    """Where the part of the grid begins that an entry's columns may stand in."""
    others = [
        e
        for e in read.entries
        if e.y == entry.y
        and e is not entry
        and e.end is not None
        and e.end <= entry.start
    ]
    return max((e.end or 0 for e in others), default=0)


def _by_order(
    table: Table, columns: Sequence[LocatedColumn]
) -> tuple[LocatedColumn, ...]:
    """Where a cell of the header is missing, its names may stand beside their columns: only their order counts."""
    official = [column.key for column in table.columns]
    seen = [column.key for column in columns if column.key and not column.doubtful]
    if seen != [key for key in official if key in seen]:
        return ()
    return tuple(LocatedColumn(key, -1, -1, doubtful=True) for key in official)


def borrowed(
    read: StretchRead,
    entries: Sequence[FigureLine],
    order: Sequence[str | None],
    *,
    sure: bool,
) -> tuple[LocatedColumn, ...]:
    """Columns for a stretch without a header, from the order of another one; laid over the grid where that is clear."""
    plain = tuple(LocatedColumn(key, -1, -1, doubtful=not sure) for key in order)
    if read.stretch.grid.ragged:
        return plain
    start = max((entry.start for entry in entries), default=0)
    places = sorted(
        {
            cell.column
            for entry in entries
            for cell in entry.data
            if cell.column >= start
        }
    )
    if len(places) != len(order):
        return plain
    ends = [*places[1:], read.stretch.grid.width]
    return tuple(
        LocatedColumn(key, x, end, doubtful=not sure)
        for key, x, end in zip(order, places, ends, strict=True)
    )


# ── Candidates ────────────────────────────────────────────────────────────────────────────────────────────────────
def fit_entry(
    read: StretchRead, entry: FigureLine, columns: Sequence[LocatedColumn]
) -> Fitted:
    data = [cell for cell in entry.data if entry.end is None or cell.column < entry.end]
    return fit(read.stretch, entry.y, columns, entry.start, data)


def values_of(table: Table, fitted: Fitted) -> dict[str, Value]:
    """The figures of a line, to be judged by their sums; a merged zero is one in each column under it."""
    values: dict[str, Value] = {}
    for column, slot in fitted.items():
        value = read_cell(slot.cell.text, table.kind_of(column)).value
        values[column] = (
            value if not slot.trouble and (not slot.merged or value == 0) else None
        )
    return values


def candidates(
    table: Table, entry: FigureLine, fitted: Fitted, units: dict[str, str]
) -> Iterator[tuple[str, Candidate]]:
    """(column key, candidate) for each cell of a line."""
    values = values_of(table, fitted)
    whole = line_holds(table, values)
    for column, slot in fitted.items():
        figure = read_cell(slot.cell.text, table.kind_of(column))
        holds = line_holds(table, values, column)
        trouble = _trouble(slot, figure, holds, whole, units.get(column, ""))
        if entry.doubted and not whole and not trouble and figure.why is None:
            trouble = "下面一行没有行名，其中的数可能是这一格的后半部分"
        fair = "" if whole else (entry.fair or slot.fair)
        if (
            slot.confirm
            and len({values.get(key) for key in fitted if key != "total"}) > 1
        ):
            fair = BY_ORDER  # sums do not tell columns apart
        fair = MERGED if slot.merged else fair
        because = "; ".join(
            filter(None, (entry.because, "" if trouble else _because(slot, figure)))
        )
        yield (
            column,
            Candidate(
                figure,
                slot.cell.where,
                slot.cell.text,
                fair,
                because,
                trouble,
                slot.cell.picture,
                entry.filled,
            ),
        )


def unfitted(table: Table, entry: FigureLine) -> Iterator[tuple[str, Candidate]]:
    """For a line whose figures cannot be told apart: that it is there, and what it says."""
    filled = [cell for cell in entry.data if cell.text.strip()] or list(entry.data)
    raw = " ".join(cell.text for cell in filled)
    trouble = "这一行的格数与表头对不上，或没有可用的表头"
    for column in table.columns:
        yield column.key, Candidate(Figure(), filled[0].where, raw, trouble=trouble)


def _trouble(
    slot: FittedCell, figure: Figure, holds: bool | None, whole: bool | None, unit: str
) -> str:
    if slot.trouble:
        return slot.trouble
    if figure.why in ("blank", "mark"):
        return ""
    if unit:
        return f"表头写的单位是“{unit}”"
    if figure.yuan:
        return "单位是元，本格以万元计"
    if slot.merged and not (figure.value == 0 and holds):
        return "几列合并成一格"
    if figure.spaced and not holds:
        return "数字之间有空白，可能是两个数"
    if slot.confirm and not whole:
        return "列的位置不能确定，本行合计也不能印证"
    return ""


def _because(slot: FittedCell, figure: Figure) -> str:
    if slot.merged:
        return MERGED
    if figure.spaced:
        return "数字之间有空白，合计相符"
    return BY_ORDER if slot.confirm else ""


def units_in(table: Table, columns: Iterable[LocatedColumn]) -> dict[str, str]:
    """Units that a header names and that are not the form's."""
    units: dict[str, str] = {}
    for column in columns:
        named = unit_named(column.text)
        if column.key and named and named != table.unit_of(column.key):
            units[column.key] = named
    return units


def printed_labels(edition: Edition, read: StretchRead) -> Iterator[tuple[str, str]]:
    """(table.row or table.column, label) where a label is printed otherwise than the form has it."""
    for entry in read.entries:
        if entry.row and entry.row.table != "disputes":
            row = edition.table(entry.row.table).row(entry.row.row)
            if differs(entry.text, row.official):
                yield f"{entry.row.table}.{row.key}", tidy(entry.text)
    for key, columns in read.columns.items():
        table = edition.table(key)
        for column in columns:
            if (
                column.key
                and column.text.strip()
                and differs(column.text, table.column(column.key).label)
            ):
                yield f"{key}.{column.key}", tidy(column.text)


def tidy(text: str) -> str:
    return "".join(text.split())
