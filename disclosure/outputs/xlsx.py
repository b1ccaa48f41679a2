"""The report as a workbook: a sheet for each table as on paper, one of the texts, one of all figures as records."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from io import BytesIO
from math import ceil
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from disclosure.outputs import flat
from disclosure.outputs.document import Document, Tables, printable
from disclosure.outputs.fitting import em
from disclosure.outputs.xlsx_cells import Book
from disclosure.outputs.xlsx_table import A4, TEXT, write_table
from disclosure.statutory.content import Content

TEXT_HEADER = ("部分", "键", "标题", "段", "文字")
TEXT_WIDTHS = (28, 15, 25, 5, 84)
FLAT_WIDTHS = (10, 8, 28, 16, 26, 26, 40, 30, 26, 18, 8, 8)
LONGEST = 1000
"""Characters in a cell: what the highest line that Excel can have shows. A longer paragraph goes on in the next."""
POINTS, HIGHEST = 15, 409
"""Of a line of text; of a line of the sheet."""


def print_xlsx(document: Document) -> bytes:
    """An XLSX file, the same bytes every time."""
    made = BytesIO()
    workbook = Workbook(
        made,
        {
            "in_memory": True,
            "default_format_properties": {"font_name": "宋体", "font_size": TEXT},
        },
    )
    book = Book(workbook)
    for block in document.blocks:
        if isinstance(block, Tables):
            for filled in block.tables:
                write_table(book, document, block, filled)

    _write_texts(book, document.content)
    _write_records(book, document.content)
    _describe(workbook, document)
    workbook.close()
    return made.getvalue()


def _write_texts(book: Book, content: Content) -> None:
    """One line a paragraph, so that no text is too long for its cell."""
    sheet = book.sheet("文字")
    _head(book, sheet, TEXT_HEADER, TEXT_WIDTHS)
    line = 1
    for part in content.edition.parts:
        for slot in part.passages:
            heading = content.passage(slot.key).printed_heading(slot)
            for number, text in _paragraphs(content.passage(slot.key).text):
                for column, value in enumerate((part.heading, slot.key, heading)):
                    _text(book, sheet, line, column, value)

                book.figure(sheet, line, 3, number, border=1, align="center")
                _text(book, sheet, line, 4, text)
                rows = max(1, ceil(2 * em(text) / (TEXT_WIDTHS[4] - 2)))
                sheet.set_row(line, min(HIGHEST, POINTS * rows + 3))
                line += 1

    sheet.set_landscape()
    _paper(sheet)


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """The paragraphs of a passage with their numbers; an empty passage has one that is empty."""
    lines = [line.strip() for line in text.splitlines() if line.strip()] or [""]
    for number, paragraph in enumerate(lines, start=1):
        for at in range(0, len(paragraph) or 1, LONGEST):
            yield number, paragraph[at : at + LONGEST]


def _write_records(book: Book, content: Content) -> None:
    sheet = book.sheet("数据")
    _head(book, sheet, flat.HEADER, FLAT_WIDTHS)
    line = 0
    for line, record in enumerate(flat.records(content), start=1):
        for column, value in enumerate(flat.fields(record, content)):
            if isinstance(value, str):
                _text(book, sheet, line, column, value, text_wrap=False)
            else:
                book.figure(sheet, line, column, value, border=1)

    sheet.autofilter(0, 0, line, len(flat.HEADER) - 1)
    sheet.set_landscape()
    _paper(sheet)


def _head(
    book: Book, sheet: Worksheet, names: tuple[str, ...], widths: tuple[int, ...]
) -> None:
    for column, (name, width) in enumerate(zip(names, widths, strict=True)):
        sheet.set_column(column, column, width)
        _text(book, sheet, 0, column, name, bold=True)

    sheet.freeze_panes(1, 0)


def _text(
    book: Book, sheet: Worksheet, line: int, column: int, text: str, **look: Any
) -> None:
    book.text(
        sheet,
        (line, column, line, column),
        text,
        **({"border": 1, "text_wrap": True} | look),
    )


def _paper(sheet: Worksheet) -> None:
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&C— &P —")


def _describe(workbook: Workbook, document: Document) -> None:
    """What the file says of itself. Its date is that of the report, not of the printing."""
    day = document.day
    workbook.set_properties(
        {
            "title": printable(document.title),
            "author": printable(document.agency),
            "category": "政府信息公开工作年度报告",
            "created": datetime.datetime(
                day.year, day.month, day.day, tzinfo=datetime.UTC
            ),
        }
    )
