"""Reads workbooks of Excel, WPS and LibreOffice into a Source: what a person sees in their visible sheets. Nothing is computed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from disclosure.intake.formats import ole
from disclosure.intake.formats.sheets import biff, ooxml, opendocument
from disclosure.intake.formats.sheets.sheet_blocks import (
    MOST_COLUMNS,
    MOST_ROWS,
    blocks_of,
    sheet_text,
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
"""The same for an XLS or ODS, of which calamine lays out every sheet before any is
asked for."""

LOCKED = "这个工作簿设有打开密码，请去掉密码后再上传。"
DAMAGED = "这个工作簿已损坏或不完整，请用原来的软件另存一份后再上传。"
TOO_WIDE = "这个工作簿里有范围过大的工作表，没有读取，请只保留年度报告的表格、另存为 xlsx 后再上传。"
NO_SHEETS = "这个工作簿里没有可见的工作表，请取消隐藏后再上传。"

_MOST_NAMES = 10
"""Hidden sheets that are named in a remark."""


def read(data: bytes) -> Source:
    """What a workbook holds. Raises IntakeError."""
    try:
        facts = _facts_of(data)
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        return _BookReader(book, facts).source()
    except PasswordError as locked:
        raise IntakeError(LOCKED) from locked
    except IntakeError:
        raise  # a ValueError, too
    except (
        CalamineError,
        etree.XMLSyntaxError,
        KeyError,
        ValueError,
        IndexError,
        OSError,
    ) as broken:
        raise IntakeError(DAMAGED) from broken
    except BaseException as panic:
        # What calamine's own checks let through ends in a panic, which is no Exception.
        if type(panic).__name__ != "PanicException":
            raise

        raise IntakeError(DAMAGED) from panic


@dataclass(frozen=True, slots=True)
class _WorkbookFacts:
    """Which program's file it is, and what it says of its sheets: an XLS by their
    order, any other by their names."""

    kind: FormatKey
    by_name: Mapping[str, SheetFacts] = field(default_factory=dict)
    in_order: Sequence[SheetFacts] = ()

    def of_sheets(self, names: Iterable[str]) -> Mapping[str, SheetFacts]:
        """The facts by name, where `names` are those of all sheets in their order."""
        if self.kind == "xls":
            return dict(zip(names, self.in_order, strict=False))
        return self.by_name


def _facts_of(data: bytes) -> _WorkbookFacts:
    if data.startswith(ole.MAGIC):
        return _facts_of_xls(data)

    with open_zip(data) as archive:
        if "content.xml" not in archive.namelist():
            return _WorkbookFacts("xlsx", ooxml.facts_of(archive))
        if opendocument.is_locked(archive):
            raise IntakeError(LOCKED)

        by_name = opendocument.facts_of(archive)

    _refuse_too_wide(by_name.values())
    return _WorkbookFacts("ods", by_name)


def _facts_of_xls(data: bytes) -> _WorkbookFacts:
    # A locked XLSX is a compound file as well.
    if "EncryptedPackage" in ole.Compound(data).names():
        raise IntakeError(LOCKED)

    in_order, locked = biff.facts_of(data)
    if locked:
        raise IntakeError(LOCKED)

    _refuse_too_wide(in_order)
    return _WorkbookFacts("xls", in_order=in_order)


def _refuse_too_wide(sheets: Iterable[SheetFacts]) -> None:
    if any(sheet.rows * sheet.columns > MOST_AT_ONCE for sheet in sheets):
        raise IntakeError(TOO_WIDE)


class _BookReader:
    """A workbook being read, sheet by sheet."""

    def __init__(self, book: CalamineWorkbook, facts: _WorkbookFacts) -> None:
        self._book = book
        self._kind = facts.kind
        every = book.sheets_metadata
        self._facts = facts.of_sheets(sheet.name for sheet in every)
        # The others hold a chart or a macro.
        self._sheets = [
            sheet for sheet in every if sheet.typ == SheetTypeEnum.WorkSheet
        ]
        self._remarks: list[str] = []

    def source(self) -> Source:
        """What the visible sheets hold. Raises IntakeError where there is none."""
        visible = self._visible_sheets()
        blocks: list[Block] = []
        for sheet in visible[:MOST_SHEETS]:
            blocks.extend(self._blocks(sheet, len(blocks) + 1))

        return Source(
            format=self._kind,
            blocks=tuple(blocks),
            pages=len(self._sheets),
            remarks=tuple(self._remarks),
        )

    def _visible_sheets(self) -> list[SheetMetadata]:
        visible: list[SheetMetadata] = []
        hidden: list[str] = []
        for sheet in self._sheets:
            if sheet.visible == SheetVisibleEnum.Visible:
                visible.append(sheet)
            else:
                hidden.append(sheet.name)

        if hidden:
            self._remarks.append(f"隐藏的工作表没有读取：{_listed(hidden)}。")

        if not visible:
            raise IntakeError(NO_SHEETS)

        if len(visible) > MOST_SHEETS:
            self._remarks.append(f"工作表很多，只读取了前 {MOST_SHEETS} 张。")

        return visible

    def _blocks(self, sheet: SheetMetadata, first: int) -> Iterator[Block]:
        """The blocks of one sheet, numbered from `first`; one that would fill the
        memory is said and not read."""
        name = sheet.name
        facts = self._facts.get(name) or SheetFacts()
        squares = facts.rows * facts.columns
        if squares > MOST_SQUARES or facts.cells > MOST_CELLS:
            self._remarks.append(
                f"工作表“{name}”范围过大，没有读取；请只保留年度报告的表格后再上传。"
            )
            return

        if facts.unfinished:
            self._remarks.append(
                f"工作表“{name}”中有 {len(facts.unfinished)} 个公式没有计算结果，请打开文件保存一次后再上传。"
            )

        yield from self._values(sheet, facts, first)

    def _values(
        self, sheet: SheetMetadata, facts: SheetFacts, first: int
    ) -> Iterator[Block]:
        name = sheet.name
        values = self._book.get_sheet_by_name(name)
        if not facts.merges:
            facts.merges = _merges_of(values)

        rows = values.to_python(skip_empty_area=True)
        columns = len(rows[0]) if rows else 0
        if len(rows) > MOST_ROWS or columns > MOST_COLUMNS:
            self._remarks.append(
                f"工作表“{name}”很大，只读取了前 {MOST_ROWS} 行、{MOST_COLUMNS} 列。"
            )

        text = sheet_text(
            name,
            number=self._sheets.index(sheet) + 1,
            rows=rows,
            start=values.start or (0, 0),
            facts=facts,
        )
        yield from blocks_of(text, first)


def _merges_of(values: CalamineSheet) -> list[CellArea]:
    """Merged cells as calamine knows them: those of an XLS, of which no facts are read
    but its size."""
    ranges = values.merged_cell_ranges or ()
    return [CellArea(*first, *last) for first, last in ranges]


def _listed(names: list[str]) -> str:
    listed = "、".join(names[:_MOST_NAMES])
    return f"{listed}等" if len(names) > _MOST_NAMES else listed
