"""Workbooks of Excel, WPS and LibreOffice: what a person sees in their visible sheets. Nothing is computed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO

from lxml import etree
from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from disclosure.intake.formats import ole
from disclosure.intake.formats.sheets import biff, ooxml, opendocument
from disclosure.intake.formats.sheets.blocks import (
    MOST_COLUMNS,
    MOST_ROWS,
    blocks_of,
    sheet_of,
)
from disclosure.intake.formats.sheets.sheet_facts import (
    MOST_CELLS,
    CellArea,
    SheetFacts,
)
from disclosure.intake.formats.zips import open_zip
from disclosure.intake.source import Block, FormatKey, IntakeError, Source

MOST_SHEETS = 60
MOST_SQUARES = 2_000_000
"""Rows by columns of a sheet: it is laid out whole in memory, empty cells too."""
MOST_AT_ONCE = 6_000_000
"""The same for an XLS or ODS, of which calamine lays out every sheet before any is asked for."""

LOCKED = "这个工作簿设有打开密码，请去掉密码后再上传。"
DAMAGED = "这个工作簿已损坏或不完整，请用原来的软件另存一份后再上传。"
TOO_WIDE = "这个工作簿里有范围过大的工作表，没有读取，请只保留年度报告的表格、另存为 xlsx 后再上传。"
NO_SHEETS = "这个工作簿里没有可见的工作表，请取消隐藏后再上传。"


def read(data: bytes) -> Source:
    """What a workbook holds. Raises IntakeError."""
    try:
        kind, facts = _facts(data)
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        return _Book(book, kind, facts).source()
    except PasswordError as locked:
        raise IntakeError(LOCKED) from locked
    except (
        CalamineError,
        etree.XMLSyntaxError,
        KeyError,
        ValueError,
        IndexError,
        OSError,
    ) as broken:
        if isinstance(broken, IntakeError):
            raise
        raise IntakeError(DAMAGED) from broken
    except BaseException as panic:
        # What calamine's own checks let through ends in a panic, which is no Exception.
        if type(panic).__name__ != "PanicException":
            raise
        raise IntakeError(DAMAGED) from panic


def _facts(data: bytes) -> tuple[FormatKey, dict[str, SheetFacts] | list[SheetFacts]]:
    """Which program's file it is, and what its XML says; for an XLS in the order of its sheets."""
    if data.startswith(ole.MAGIC):
        if "EncryptedPackage" in ole.Compound(data).names():
            raise IntakeError(LOCKED)
        found, locked = biff.facts_of(data)
        if locked:
            raise IntakeError(LOCKED)
        _measure(found)
        return "xls", found
    with open_zip(data) as archive:
        if "content.xml" in archive.namelist():
            if opendocument.is_locked(archive):
                raise IntakeError(LOCKED)
            named = opendocument.facts_of(archive)
            _measure(named.values())
            return "ods", named
        return "xlsx", ooxml.facts_of(archive)


def _measure(sheets: Iterable[SheetFacts]) -> None:
    if any(sheet.rows * sheet.columns > MOST_AT_ONCE for sheet in sheets):
        raise IntakeError(TOO_WIDE)


class _Book:
    """A workbook being read, sheet by sheet."""

    def __init__(
        self,
        book: CalamineWorkbook,
        kind: FormatKey,
        facts: dict[str, SheetFacts] | list[SheetFacts],
    ) -> None:
        self.book, self.kind = book, kind
        sheets = book.sheets_metadata
        self.sheets = [
            sheet for sheet in sheets if sheet.typ == SheetTypeEnum.WorkSheet
        ]
        named = (
            facts
            if isinstance(facts, dict)
            else dict(zip((s.name for s in sheets), facts, strict=False))
        )
        self.facts = {
            sheet.name: named.get(sheet.name, SheetFacts()) for sheet in self.sheets
        }
        self.remarks: list[str] = []

    def source(self) -> Source:
        visible = [
            sheet for sheet in self.sheets if sheet.visible == SheetVisibleEnum.Visible
        ]
        if hidden := [
            sheet.name
            for sheet in self.sheets
            if sheet.visible != SheetVisibleEnum.Visible
        ]:
            self.remarks.append(f"隐藏的工作表没有读取：{_names(hidden)}。")
        if not visible:
            raise IntakeError(NO_SHEETS)
        if len(visible) > MOST_SHEETS:
            self.remarks.append(f"工作表很多，只读取了前 {MOST_SHEETS} 张。")
        blocks: list[Block] = []
        for sheet in visible[:MOST_SHEETS]:
            blocks.extend(self._blocks(sheet, len(blocks) + 1))
        return Source(
            self.kind,
            tuple(blocks),
            pages=len(self.sheets),
            remarks=tuple(self.remarks),
        )

    def _blocks(self, sheet: SheetMetadata, first: int) -> Iterator[Block]:
        name, facts = sheet.name, self.facts[sheet.name]
        if facts.rows * facts.columns > MOST_SQUARES or facts.cells > MOST_CELLS:
            self.remarks.append(
                f"工作表“{name}”范围过大，没有读取；请只保留年度报告的表格后再上传。"
            )
            return
        if facts.unfinished:
            self.remarks.append(
                f"工作表“{name}”中有 {len(facts.unfinished)} 个公式没有计算结果，请打开文件保存一次后再上传。"
            )
        values = self.book.get_sheet_by_name(name)
        if not facts.merges:
            facts.merges = [
                CellArea(*first, *last)
                for first, last in values.merged_cell_ranges or ()
            ]
        rows = values.to_python(skip_empty_area=True)
        if len(rows) > MOST_ROWS or (rows and len(rows[0]) > MOST_COLUMNS):
            self.remarks.append(
                f"工作表“{name}”很大，只读取了前 {MOST_ROWS} 行、{MOST_COLUMNS} 列。"
            )
        number = self.sheets.index(sheet) + 1
        yield from blocks_of(
            sheet_of(name, number, rows, values.start or (0, 0), facts), first
        )


def _names(names: list[str]) -> str:
    return "、".join(names[:10]) + ("等" if len(names) > 10 else "")
