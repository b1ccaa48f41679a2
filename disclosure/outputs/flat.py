"""The figures of a report one below the other, one record a cell: the CSV file, and the data sheet of the workbook."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from disclosure.outputs.document import Document, printable
from disclosure.statutory.content import Content
from disclosure.statutory.figures import Unreadable, Value, format_figure

HEADER = (
    "格式版本",
    "年度",
    "机关名称",
    "表键",
    "表名",
    "行键",
    "行名",
    "列键",
    "列名",
    "数值",
    "单位",
    "来源",
)
VALUE = HEADER.index("数值")
FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "'")
"""What spreadsheets take for the beginning of a formula; and the apostrophe, by which they are told that it is none."""


@dataclass(frozen=True, slots=True)
class Record:
    """One cell of one table. `total` says that it is computed, so that a sum over all records can leave it out."""

    table: str
    table_name: str
    row: str
    row_label: str
    column: str
    column_label: str
    value: Value
    unit: str
    total: bool


def records(content: Content) -> Iterator[Record]:
    """Every cell of every table in paper order, blank ones too."""
    for table in content.edition.tables:
        name, values = (
            content.edition.table_name(table.key),
            content.completed[table.key],
        )
        for row in table.rows:
            for column in table.columns:
                yield Record(
                    table.key,
                    name,
                    row.key,
                    table.row_label(row.key),
                    column.key,
                    table.column_label(column.key),
                    values[row.key, column.key],
                    table.unit_of(column.key),
                    table.is_total(row.key, column.key),
                )


def fields(record: Record, content: Content) -> tuple[str | int | Value, ...]:
    """A record under `HEADER`; the value is as it is, everything else text and the year."""
    return (
        content.edition.key,
        content.year,
        content.agency_name,
        record.table,
        record.table_name,
        record.row,
        record.row_label,
        record.column,
        record.column_label,
        record.value,
        record.unit,
        "计算" if record.total else "填报",
    )


def print_csv(document: Document) -> bytes:
    """UTF-8 with a byte order mark, by which Excel knows it. Figures as printed, blank ones empty."""
    made = StringIO(newline="")
    writer = csv.writer(made)
    writer.writerow(HEADER)
    for record in records(document.content):
        writer.writerow(map(csv_field, fields(record, document.content)))

    return made.getvalue().encode("utf-8-sig")


def csv_field(value: str | Value) -> str:
    """Figures are written as they are, a negative one too; text never so that a spreadsheet would compute it."""
    if isinstance(value, str):
        return harmless(value)
    return (
        harmless(value.text) if isinstance(value, Unreadable) else format_figure(value)
    )


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula. Taking one apostrophe off the beginning gives the text back."""
    text = printable(text)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
