"""Many files examined, as one workbook: a sheet of files, one of all findings, one of all that was not read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from disclosure.intake.reading import Reading
from disclosure.intake.source import FORMATS
from disclosure.outputs.examination.notes import number
from disclosure.outputs.examination.opens import open_lines
from disclosure.outputs.xlsx_cells import Book
from disclosure.outputs.xlsx_table import A4, TEXT
from disclosure.rules import Finding, Level

FILES = (
    ("文件", 40),
    ("机关", 28),
    ("年度", 8),
    ("格式版本", 10),
    ("文件种类", 20),
    ("上年", 28),
    *((level.label, 8) for level in Level),
    ("没有读定", 10),
    ("结果", 40),
)
FINDINGS = (
    ("文件", 40),
    ("机关", 28),
    ("年度", 8),
    ("级别", 8),
    ("规则", 8),
    ("规则名称", 34),
    ("位置", 44),
    ("原文", 20),
    ("问题和改法", 70),
    ("数值一", 12),
    ("数值二", 12),
    ("相差", 10),
    ("可改为", 16),
)
OPEN = (
    ("文件", 40),
    ("机关", 28),
    ("年度", 8),
    ("位置", 50),
    ("情况", 20),
    ("说明", 60),
    ("原文", 24),
    ("在文件中", 34),
)
Field = str | int


@dataclass(frozen=True, slots=True)
class Examined:
    """One file: what was read and found, or the sentence by which it was refused. `last` is what it was compared with."""

    name: str
    reading: Reading | None = None
    findings: Sequence[Finding] = ()
    last: str = ""
    refused: str = ""

    @property
    def errors(self) -> int:
        return self.count(Level.ERROR)

    def count(self, level: Level) -> int:
        return sum(finding.level is level for finding in self.findings)


def examination_xlsx(files: Sequence[Examined]) -> bytes:
    """An XLSX file; files that could not be read are lines as well."""
    made = BytesIO()
    workbook = Workbook(
        made,
        {
            "in_memory": True,
            "default_format_properties": {"font_name": "宋体", "font_size": TEXT},
        },
    )
    book = Book(workbook)
    _write(book, "文件", FILES, map(_file, files))
    _write(book, "发现", FINDINGS, (line for file in files for line in _findings(file)))
    _write(book, "没有读定", OPEN, (line for file in files for line in _open(file)))
    workbook.close()
    return made.getvalue()


def _file(file: Examined) -> Sequence[Field]:
    reading = file.reading
    if reading is None:
        return (file.name, *[""] * (len(FILES) - 2), f"读不出：{file.refused}")

    result = "有错误" if file.errors else "没有错误"
    return (
        *_head(file, reading),
        f"{reading.edition.key} 年版",
        FORMATS[reading.format],
        file.last,
        *(file.count(level) for level in Level),
        len(reading.open),
        result + ("" if reading.complete else "；有没有读定的地方"),
    )


def _head(file: Examined, reading: Reading) -> tuple[Field, ...]:
    return file.name, reading.agency_name, reading.year or ""


def _findings(file: Examined) -> Iterable[Sequence[Field]]:
    if file.reading is None:
        return

    for note in number(file.findings, file.reading.edition, frozenset()):
        finding = note.finding
        data = finding.as_data()
        sides = (data["left"], data["right"], data["difference"])
        yield (
            *_head(file, file.reading),
            *(
                finding.level.label,
                finding.code,
                note.title,
                note.label,
                finding.quote,
                finding.message,
            ),
            *("" if side is None else side for side in sides),
            finding.instead or "",
        )


def _open(file: Examined) -> Iterable[Sequence[Field]]:
    if file.reading is not None:
        for line in open_lines(file.reading):
            yield (
                *_head(file, file.reading),
                line.label,
                line.why,
                line.message,
                line.raw,
                line.where,
            )


def _write(
    book: Book,
    name: str,
    columns: Sequence[tuple[str, int]],
    lines: Iterable[Sequence[Field]],
) -> None:
    sheet = book.sheet(name)
    for at, (title, width) in enumerate(columns):
        sheet.set_column(at, at, width)
        book.text(sheet, (0, at, 0, at), title, border=1, bold=True)

    last = 0
    for last, line in enumerate(lines, start=1):
        for at, value in enumerate(line):
            _field(book, sheet, last, at, value)

    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&C&P / &N")


def _field(book: Book, sheet: Worksheet, line: int, column: int, value: Field) -> None:
    if isinstance(value, int):
        book.figure(sheet, line, column, value, border=1, valign="top")
    else:
        book.text(
            sheet,
            (line, column, line, column),
            value,
            border=1,
            text_wrap=True,
            valign="top",
        )
