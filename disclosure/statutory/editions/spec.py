"""What an edition of the national form is made of: frozen, self-checking data. No Django, no arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from disclosure.statutory.chinese import numeral_of

Kind = Literal["count", "signed_count", "amount"]
TableRole = Literal[
    "documents",
    "licensing",
    "enforcement",
    "charges",
    "procurement",
    "requests",
    "disputes",
]
"""What a table is about, whatever an edition calls it: rules, files and pages ask for tables by it."""


class EditionError(ValueError):
    """An edition contradicts itself; raised while it is being built, so it can never be used."""


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise EditionError(message)


def _unique(keys: list[str], where: str) -> None:
    _require(len(keys) == len(set(keys)), f"{where}: a key stands twice in {keys}")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a statutory table. `kind` and `unit` override the table's.

    `role` is what the column means to whoever asks; an edition gives one where its key is not the usual word.
    """

    key: str
    label: str
    kind: Kind | None = None
    unit: str | None = None
    role: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "role", self.role or self.key)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a statutory table. `short` is the name used in messages where the official label is too long.

    `role` is what the line means to whoever asks; an edition gives one where its key is not the usual word.
    """

    key: str
    number: str
    label: str
    group: str | None = None
    short: str = ""
    role: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "role", self.role or self.key)

    @property
    def official(self) -> str:
        """Number and label as printed: `1.属于国家秘密`."""
        return f"{self.number}{self.label}"

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.short or self.label


@dataclass(frozen=True, slots=True)
class Group:
    """A bracket over lines, such as （三）不予公开; `parent` is the bracket around it, `role` as of a row."""

    key: str
    number: str
    label: str
    parent: str | None = None
    role: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "role", self.role or self.key)

    @property
    def official(self) -> str:
        return f"{self.number}{self.label}"


@dataclass(frozen=True, slots=True)
class Band:
    """A header cell over one or more columns."""

    label: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowTotal:
    """A line that is, in every column, the sum of other lines; `code` is the rule that judges a printed one."""

    row: str
    rows: tuple[str, ...]
    code: str


@dataclass(frozen=True, slots=True)
class ColumnTotal:
    """A column that is, in every line, the sum of other columns; `code` is the rule that judges a printed one."""

    column: str
    columns: tuple[str, ...]
    code: str


@dataclass(frozen=True, slots=True)
class Check:
    """A relation printed in the form: in each column, the lines on the left add up to the lines on the right."""

    code: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    text: str
    each: Literal["column"] = "column"


@dataclass(frozen=True, eq=False)
class Table:
    """One statutory table: its lines and columns in paper order, what adds up to what, and its header bands.

    `role` is what it is about; a table whose key is no role and that is given none is asked for by nobody.
    """

    key: str
    kind: Kind
    unit: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    corner: str = ""
    header: tuple[tuple[Band, ...], ...] = ()
    groups: tuple[Group, ...] = ()
    row_totals: tuple[RowTotal, ...] = ()
    column_totals: tuple[ColumnTotal, ...] = ()
    checks: tuple[Check, ...] = ()
    role: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "role", self.role or self.key)
        self._check_names()
        self._check_brackets()
        self._check_sums()

    def _check_names(self) -> None:
        for parts, what in (
            (self.columns, "columns"),
            (self.rows, "rows"),
            (self.groups, "groups"),
        ):
            _unique([part.key for part in parts], f"{self.key} {what}")
            _unique([part.role for part in parts], f"{self.key} roles of {what}")

    def _check_brackets(self) -> None:
        groups = {group.key for group in self.groups}
        for row in self.rows:
            known = row.group is None or row.group in groups
            _require(known, f"{self.key}.{row.key}: unknown group {row.group}")

        for group in self.groups:
            known = group.parent is None or group.parent in groups
            _require(known, f"{self.key}: unknown parent {group.parent}")

        for line in self.header:
            for band in line:
                known = set(band.columns) <= self._columns.keys()
                message = f"{self.key}: header names unknown columns {band.columns}"
                _require(known, message)

    def _check_sums(self) -> None:
        rows, columns = self._rows.keys(), self._columns.keys()
        for total in self.row_totals:
            where = f"{self.key}.{total.row}"
            _require({total.row, *total.rows} <= rows, f"{where}: unknown row")
            _require(total.row not in total.rows, f"{where}: a total of itself")

        for sum_ in self.column_totals:
            where = f"{self.key}.{sum_.column}"
            _require(
                {sum_.column, *sum_.columns} <= columns, f"{where}: unknown column"
            )
            _require(sum_.column not in sum_.columns, f"{where}: a total of itself")

        for check in self.checks:
            known = {*check.left, *check.right} <= rows
            _require(known, f"{self.key} {check.code}: unknown rows")

    @cached_property
    def _rows(self) -> dict[str, Row]:
        return {row.key: row for row in self.rows}

    @cached_property
    def _columns(self) -> dict[str, Column]:
        return {column.key: column for column in self.columns}

    def row(self, key: str) -> Row:
        return self._rows[key]

    def column(self, key: str) -> Column:
        return self._columns[key]

    def group(self, key: str) -> Group:
        return next(group for group in self.groups if group.key == key)

    @cached_property
    def _rows_by_role(self) -> dict[str, Row]:
        return {row.role: row for row in self.rows}

    @cached_property
    def _columns_by_role(self) -> dict[str, Column]:
        return {column.role: column for column in self.columns}

    def row_as(self, role: str) -> Row:
        """The line with this role. Raises KeyError."""
        return self._rows_by_role[role]

    def column_as(self, role: str) -> Column:
        """The column with this role. Raises KeyError."""
        return self._columns_by_role[role]

    def has_row_as(self, role: str) -> bool:
        return role in self._rows_by_role

    def has_column_as(self, role: str) -> bool:
        return role in self._columns_by_role

    def rows_below(self, role: str) -> tuple[Row, ...]:
        """The lines under the bracket with this role, in paper order; none where there is no such bracket."""
        brackets = {group.key for group in self.groups if group.role == role}
        return tuple(row for row in self.rows if row.group in brackets)

    def path(self, row: str) -> tuple[Group, ...]:
        """The brackets round a line, the outermost first."""
        path: list[Group] = []
        key = self.row(row).group
        while key is not None:
            bracket = self.group(key)
            path.insert(0, bracket)
            key = bracket.parent

        return tuple(path)

    def has_cell(self, row: str, column: str) -> bool:
        return row in self._rows and column in self._columns

    @cached_property
    def total_rows(self) -> frozenset[str]:
        return frozenset(total.row for total in self.row_totals)

    @cached_property
    def total_columns(self) -> frozenset[str]:
        return frozenset(total.column for total in self.column_totals)

    @cached_property
    def entry_rows(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.key not in self.total_rows)

    @cached_property
    def entry_columns(self) -> tuple[Column, ...]:
        return tuple(
            column for column in self.columns if column.key not in self.total_columns
        )

    @cached_property
    def entry_cells(self) -> tuple[tuple[str, str], ...]:
        """(row key, column key) of every typed cell, in paper order."""
        return tuple(
            (row.key, column.key)
            for row in self.entry_rows
            for column in self.entry_columns
        )

    @cached_property
    def _entry_cells(self) -> frozenset[tuple[str, str]]:
        return frozenset(self.entry_cells)

    def is_entered(self, row: str, column: str) -> bool:
        """Whether the cell is typed; False for totals and for cells that the table does not have."""
        return (row, column) in self._entry_cells

    def is_total(self, row: str, column: str) -> bool:
        return row in self.total_rows or column in self.total_columns

    def kind_of(self, column: str) -> Kind:
        return self.column(column).kind or self.kind

    def unit_of(self, column: str) -> str:
        return self.column(column).unit or self.unit

    def column_label(self, key: str) -> str:
        """The label with the bands above it where the label alone is ambiguous: `复议后起诉·总计`."""
        label = self.column(key).label
        alike = [column for column in self.columns if column.label == label]
        band = self._band_over(key)
        # Table four says 总计 three times: only the band tells which.
        if len(alike) == 1 or band is None:
            return label
        return f"{band.label}·{label}"

    def _band_over(self, key: str) -> Band | None:
        """The lowest header band over a column."""
        lowest: Band | None = None
        for line in self.header:
            for band in line:
                if key in band.columns:
                    lowest = band

        return lowest

    def row_label(self, key: str) -> str:
        """Brackets and line as one reads them: `（三）不予公开 1.属于国家秘密`."""
        # The outermost bracket heads the whole table: nobody says it with every line.
        inner = [group.official for group in self.path(key) if group.parent is not None]
        names = [*inner, self.row(key).official]
        return " ".join(name for name in names if name)

    def cell_label(self, row: str, column: str) -> str:
        """What a cell is called, for screen readers and messages."""
        return " · ".join(
            name for name in (self.row_label(row), self.column_label(column)) if name
        )


@dataclass(frozen=True, slots=True)
class PassageSlot:
    """A place for free text, with its official heading. `role` is what it is about, where its key does not say it."""

    key: str
    number: str
    label: str
    advice: str = ""
    role: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "role", self.role or self.key)

    @property
    def heading(self) -> str:
        return f"{self.number}{self.label}"


@dataclass(frozen=True, eq=False)
class Part:
    """One of the six parts of the form. `role` is what it is about, where its key does not say it."""

    number: str
    key: str
    label: str
    passages: tuple[PassageSlot, ...] = ()
    tables: tuple[Table, ...] = ()
    role: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "role", self.role or self.key)

    @property
    def heading(self) -> str:
        return f"{self.number}{self.label}"

    @property
    def table_name(self) -> str:
        """What people call its table: `表三`."""
        return f"表{self.number.rstrip('、')}"


@dataclass(frozen=True, eq=False)
class Edition:
    """A national form as issued. `first_year` to `last_year` are report years; `last_year` None is open."""

    key: str
    issued_as: str
    first_year: int
    last_year: int | None
    title: str
    parts: tuple[Part, ...]

    def __post_init__(self) -> None:
        for number, part in enumerate(self.parts, start=1):
            expected = f"{numeral_of(number)}、"
            message = f"{self.key}: part {part.key} is out of order"
            _require(part.number == expected, message)

        for things, what in (
            (self.parts, "parts"),
            (self.tables, "tables"),
            (self.passages, "passages"),
        ):
            _unique([thing.key for thing in things], f"{self.key} {what}")
            _unique([thing.role for thing in things], f"{self.key} roles of {what}")

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        return tuple(table for part in self.parts for table in part.tables)

    @cached_property
    def passages(self) -> tuple[PassageSlot, ...]:
        return tuple(slot for part in self.parts for slot in part.passages)

    @cached_property
    def entry_cells(self) -> tuple[tuple[str, str, str], ...]:
        """(table, row, column) keys of every typed cell."""
        return tuple(
            (table.key, row, column)
            for table in self.tables
            for row, column in table.entry_cells
        )

    @cached_property
    def _tables(self) -> dict[str, Table]:
        return {table.key: table for table in self.tables}

    @cached_property
    def _passages(self) -> dict[str, PassageSlot]:
        return {slot.key: slot for slot in self.passages}

    def title_of(self, agency: str, year: int) -> str:
        """What a report is called: `棠溪街道办事处2023年政府信息公开工作年度报告`."""
        return self.title.format(agency=agency, year=year)

    def part(self, key: str) -> Part:
        return next(part for part in self.parts if part.key == key)

    def part_of(self, key: str) -> Part:
        """The part in which a table or passage stands. Raises KeyError."""
        for part in self.parts:
            if key in (
                *(table.key for table in part.tables),
                *(slot.key for slot in part.passages),
            ):
                return part

        raise KeyError(key)

    def table(self, key: str) -> Table:
        """Raises KeyError for a table that this edition does not have."""
        return self._tables[key]

    @cached_property
    def _tables_by_role(self) -> dict[str, Table]:
        return {table.role: table for table in self.tables}

    @cached_property
    def _parts_by_role(self) -> dict[str, Part]:
        return {part.role: part for part in self.parts}

    @cached_property
    def _passages_by_role(self) -> dict[str, PassageSlot]:
        return {slot.role: slot for slot in self.passages}

    def table_as(self, role: TableRole) -> Table:
        """The table that is about this. Raises KeyError where the edition has none."""
        return self._tables_by_role[role]

    def tables_as(self, *roles: TableRole) -> tuple[Table, ...]:
        """The tables with these roles, as far as the edition has them."""
        return tuple(
            self._tables_by_role[role] for role in roles if role in self._tables_by_role
        )

    def part_as(self, role: str) -> Part:
        """The part that is about this. Raises KeyError."""
        return self._parts_by_role[role]

    def passage_as(self, role: str) -> PassageSlot:
        """The passage that is about this. Raises KeyError."""
        return self._passages_by_role[role]

    def cell_as(
        self, table: TableRole, row: str, column: str
    ) -> tuple[str, str, str] | None:
        """The keys of the cell whose table, line and column have these roles; None where the edition has no such."""
        if table not in self._tables_by_role:
            return None

        found = self.table_as(table)
        if not found.has_row_as(row) or not found.has_column_as(column):
            return None
        return found.key, found.row_as(row).key, found.column_as(column).key

    def is_entered(self, table: str, row: str, column: str) -> bool:
        """Whether the form has this cell and it is typed."""
        return table in self._tables and self._tables[table].is_entered(row, column)

    def table_name(self, key: str) -> str:
        """`表三`, or `表二第二十条第（一）项` where the part has several tables."""
        part, table = self.part_of(key), self.table(key)
        return part.table_name + (table.caption if len(part.tables) > 1 else "")

    def cell_name(self, table: str, row: str, column: str) -> str:
        """Where a cell is, in a message: `表三「一、本年新收政府信息公开申请数量」行「自然人」列`."""
        labels = self.table(table)
        line = f"「{labels.row_label(row)}」行" if labels.row_label(row) else ""
        return f"{self.table_name(table)}{line}「{labels.column_label(column)}」列"

    def passage(self, key: str) -> PassageSlot:
        """Raises KeyError."""
        return self._passages[key]
