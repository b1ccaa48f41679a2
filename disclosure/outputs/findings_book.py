"""The findings of many reports as one workbook: a line for each finding, and a sheet of what every file says of itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any, Protocol

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from disclosure.figures import Value
from disclosure.intake.reading import Reading
from disclosure.outputs.examination.notes import number
from disclosure.outputs.xlsx_cells import Book
from disclosure.rules import Finding, Level

FINDINGS = ("文件", "机关", "年度", "级别", "编号", "位置", "问题", "值", "应为", "相差")
FILES = ("文件", "机关", "年度", *(level.label for level in Level), "待定")
WIDTHS = {"文件": 28, "机关": 24, "位置": 34, "问题": 70}


class Examined(Protocol):
    """A report as read, with what the rules say of it."""

    @property
    def name(self) -> str: ...
    @property
    def reading(self) -> Reading: ...
    @property
    def findings(self) -> Sequence[Finding]: ...


def findings_book(examined: Sequence[Examined]) -> bytes:
    """An XLSX file. Text is text: nothing that a report says becomes a formula."""
    written = BytesIO()
    with Workbook(written, {"in_memory": True}) as workbook:
        book = Book(workbook)
        _sheet(book, "检查结果", FINDINGS, [line for one in examined for line in _findings(one)])
        _sheet(book, "文件", FILES, [_counts(one) for one in examined])
    return written.getvalue()


def _sheet(book: Book, name: str, heads: Sequence[str], lines: Sequence[Sequence[Value | str]]) -> None:
    sheet: Worksheet = book.sheet(name)
    for column, head in enumerate(heads):
        sheet.set_column(column, column, WIDTHS.get(head, 9))
        book.text(sheet, (0, column, 0, column), head, bold=True)
    for row, line in enumerate(lines, start=1):
        for column, value in enumerate(line):
            wrapped: dict[str, Any] = (
                {"text_wrap": True, "valign": "top"} if heads[column] in WIDTHS else {"valign": "top"}
            )
            if isinstance(value, str):
                book.text(sheet, (row, column, row, column), value, **wrapped)
            else:
                book.figure(sheet, row, column, value, **wrapped)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(lines), 1), len(heads) - 1)


def _findings(one: Examined) -> Iterator[list[Value | str]]:
    reading = one.reading
    for note in number(one.findings, reading.edition, frozenset()):
        found = note.finding
        sides = [side if side is not None else "" for side in (found.left, found.right, found.difference)]
        yield [*_whose(one), found.level.label, found.code, note.label, found.message, *sides]


def _counts(one: Examined) -> list[Value | str]:
    levels = Counter(finding.level for finding in one.findings)
    return [*_whose(one), *(levels[level] for level in Level), len(one.reading.open)]


def _whose(one: Examined) -> list[Value | str]:
    return [one.name, one.reading.agency_name, one.reading.year or ""]
