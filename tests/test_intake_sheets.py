"""Workbooks as a source: what a person sees in the visible sheets, and nothing that would fill the memory."""

import contextlib
import datetime
import io
import struct
import zipfile
from decimal import Decimal

import pytest
from xlsxwriter import Workbook

from disclosure.intake.formats import ole, sheets
from disclosure.intake.formats.sheets import biff, sheet_blocks
from disclosure.intake.formats.sheets.sheet_facts import NumberFormat
from disclosure.intake.formats.sheets.values import value_text
from disclosure.intake.source import IntakeError, SourceGrid, SourceParagraph


def book(write, **options):
    made = io.BytesIO()
    workbook = Workbook(made, {"in_memory": True} | options)
    write(workbook)
    workbook.close()
    return made.getvalue()


def one(write):
    """The blocks of a workbook with one sheet, and its remarks."""
    source = sheets.read(
        book(lambda workbook: write(workbook.add_worksheet("年报"), workbook))
    )
    return source.blocks, source.remarks


def cells(grid):
    return [[cell.text for cell in line] for line in grid.lines()]


def rewritten(data, change):
    """The file with its parts changed: {name: content} -> the same."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in change(parts).items():
            archive.writestr(name, content)
    return made.getvalue()


# ── Values ────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("value", "look", "text"),
    [
        (22.0, None, "22"),
        (0.0, None, "0"),
        (-3.0, None, "-3"),
        (999999999999.0, None, "999999999999"),
        (999999999999999.0, None, "999999999999999"),
        (59237.2449, None, "59237.2449"),
        (4068.208, None, "4068.208"),
        (0.1 + 0.2, None, "0.3"),
        (1e-7, None, "0.0000001"),
        (7730.28, NumberFormat(4), "7730.2800"),
        (59237.2449, NumberFormat(2), "59237.2449"),
        (12.5, NumberFormat(2), "12.50"),
        (12, NumberFormat(2), "12.00"),
        (0.125, NumberFormat(1, percent=True), "12.5%"),
        (1.0, NumberFormat(0, percent=True), "100%"),
        (True, None, "TRUE"),
        (False, None, "FALSE"),
        (float("nan"), None, ""),
        (datetime.date(2024, 1, 15), None, "2024-01-15"),
        (datetime.datetime(2024, 1, 15), None, "2024-01-15"),  # noqa: DTZ001
        (datetime.datetime(2024, 1, 15, 8, 30), None, "2024-01-15 08:30:00"),  # noqa: DTZ001
        (datetime.time(8, 30), None, "08:30:00"),
        ("１２，３４５", None, "１２，３４５"),
        (None, None, ""),
        (-0.0, None, "0"),
    ],
)
def test_a_value_is_shown_as_a_person_sees_it(value, look, text):
    assert value_text(value, look) == text


def test_amounts_keep_their_digits_whatever_they_are():
    for cents in range(0, 10_000_000, 9_973):
        amount = Decimal(cents * 7919) / 10**4
        assert Decimal(value_text(float(amount))) == amount


def test_number_formats_are_followed_where_they_show_more():
    def write(sheet, workbook):
        for column, (value, code) in enumerate(
            [
                (0.875, "0.0%"),
                (12.5, "#,##0.00"),
                (12.5, "0.00_ ;[Red]-0.00"),
                (3, "General"),
                (3, '0"件"'),
                (12.5, "[Red]0.00"),
                (12.5, "0.00\\件"),
                (45306, "yyyy-mm-dd"),
            ]
        ):
            sheet.write_number(
                0, column, value, workbook.add_format({"num_format": code})
            )

    ((grid,), _) = one(write)
    assert cells(grid) == [
        ["87.5%", "12.50", "12.50", "3", "3", "12.50", "12.50", "2024-01-15"]
    ]


# ── Sheets ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_lines_of_text_and_blocks_of_cells():
    def write(sheet, workbook):
        sheet.merge_range("B2:E2", "某街道办事处2023年报告")
        sheet.write("B3", "二、主动公开政府信息情况")
        for row, line in enumerate(
            (
                ("信息内容", "制发", "废止", "有效"),
                ("规章", 0, 0, 3),
                ("文件", "", "", ""),
            )
        ):
            sheet.write_row(3 + row, 1, line)
        sheet.write(
            "B7",
            "注：本表所列的数字统计期限为2023年1月1日起到2023年12月31日止，单位为件。",
        )
        sheet.merge_range("B9:C10", "申请人")
        sheet.write_row("D9", (1, 2))
        sheet.write_row("D10", (3, 4))

    found, remarks = one(write)
    assert [type(block) for block in found] == [
        SourceParagraph,
        SourceParagraph,
        SourceGrid,
        SourceParagraph,
        SourceGrid,
    ]
    assert [block.where.block for block in found] == [1, 2, 3, 4, 5]
    assert cells(found[2]) == [
        ["信息内容", "制发", "废止", "有效"],
        ["规章", "0", "0", "3"],
        ["文件", "", "", ""],
    ]
    assert cells(found[4]) == [["申请人", "1", "2"], ["3", "4"]]
    merged = found[4].cells[0]
    assert (merged.rowspan, merged.colspan, merged.where.row, merged.where.cell) == (
        2,
        2,
        9,
        2,
    )
    last = found[4].cells[-1]
    assert (
        last.row,
        last.column,
        last.where.row,
        last.where.cell,
        last.where.page,
    ) == (1, 3, 10, 5, 1)
    assert {block.sheet for block in found} == {"年报"}
    assert remarks == ()


def test_a_caption_between_two_tables_without_an_empty_line_stays_in_the_grid():
    def write(sheet, workbook):
        sheet.write_row("A1", ("信息内容", "数量"))
        sheet.write_row("A2", ("行政许可", 550))
        sheet.merge_range("A3:B3", "第二十条第（六）项")
        sheet.write_row("A4", ("行政处罚", 4119))

    ((grid,), _) = one(write)
    assert cells(grid) == [
        ["信息内容", "数量"],
        ["行政许可", "550"],
        ["第二十条第（六）项"],
        ["行政处罚", "4119"],
    ]
    assert [cell.colspan for cell in grid.cells] == [1, 1, 1, 1, 2, 1, 1]


def test_line_breaks_in_a_cell_stay():
    ((grid,), _) = one(lambda sheet, _: sheet.write_row("A1", ("结果\n维持", "1")))
    assert cells(grid) == [["结果\n维持", "1"]]


def test_hidden_sheets_are_left_out_and_said():
    def write(workbook):
        workbook.add_worksheet("年报").write_row("A1", ("规章", 3))
        for name in ("上年", "底稿"):
            workbook.add_worksheet(name).write_row("A1", ("规章", 4))
        workbook.get_worksheet_by_name("上年").hide()
        workbook.get_worksheet_by_name("底稿").very_hidden()
        workbook.add_worksheet("表四").write_row("A1", ("维持", 5))
        workbook.add_chartsheet("图")

    source = sheets.read(book(write))
    assert [
        (block.sheet, block.where.page, cells(block)) for block in source.blocks
    ] == [
        ("年报", 1, [["规章", "3"]]),
        ("表四", 4, [["维持", "5"]]),
    ]
    assert source.remarks == ("隐藏的工作表没有读取：上年、底稿。",)
    assert source.pages == 4


def test_without_a_visible_sheet_there_is_nothing():
    def hide(parts):
        name = "xl/workbook.xml"
        return parts | {
            name: parts[name].replace(b"<sheet name", b'<sheet state="hidden" name')
        }

    with pytest.raises(IntakeError, match="没有可见的工作表"):
        sheets.read(
            rewritten(
                book(lambda workbook: workbook.add_worksheet().write("A1", 1)), hide
            )
        )


# ── Formulas ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_formulas_give_the_values_that_are_stored():
    def write(sheet, workbook):
        sheet.write_row("A1", (1, 2))
        sheet.write_formula("C1", "=SUM(A1:B1)", None, 3)
        sheet.write_formula("D1", '=IF(A1=0,1,"")', None, "")

    ((grid,), remarks) = one(write)
    assert cells(grid) == [["1", "2", "3"]]
    assert remarks == ()


def test_zeros_that_nobody_has_computed_are_no_figures():
    def write(sheet, workbook):
        sheet.write_row("A1", (1, 2))
        sheet.write_formula("C1", "=SUM(A1:B1)")

    ((grid,), remarks) = one(write)
    assert cells(grid) == [["1", "2", sheet_blocks.UNFINISHED]]
    assert remarks == (
        "工作表“年报”中有 1 个公式没有计算结果，请打开文件保存一次后再上传。",
    )


def test_zeros_in_a_file_that_was_computed_are_figures():
    def write(workbook):
        sheet = workbook.add_worksheet("年报")
        sheet.write_row("A1", (0, 0))
        sheet.write_formula("C1", "=SUM(A1:B1)")

    def computed(parts):
        name = "xl/workbook.xml"
        return parts | {name: parts[name].replace(b' fullCalcOnLoad="1"', b"")}

    (grid,) = sheets.read(rewritten(book(write), computed)).blocks
    assert cells(grid) == [["0", "0", "0"]]


def test_a_formula_without_a_value_is_neither_blank_nor_zero():
    def write(workbook):
        sheet = workbook.add_worksheet("年报")
        sheet.write_row("A1", (1, 2))
        sheet.write_formula("C1", "=SUM(A1:B1)", None, 3)

    def bare(parts):
        name = "xl/worksheets/sheet1.xml"
        return parts | {name: parts[name].replace(b"<v>3</v>", b"")}

    source = sheets.read(rewritten(book(write), bare))
    assert cells(source.blocks[0]) == [["1", "2", sheet_blocks.UNFINISHED]]
    assert len(source.remarks) == 1


# ── Files that somebody sent ──────────────────────────────────────────────────────────────────────────────────────
def test_a_value_at_the_end_of_the_sheet_does_not_fill_the_memory():
    def write(workbook):
        workbook.add_worksheet("远").write_row("A1", ("规章", 3))
        workbook.get_worksheet_by_name("远").write(1_048_575, 16_383, 1)
        workbook.add_worksheet("近").write_row("A1", ("规章", 4))

    source = sheets.read(book(write))
    assert [block.sheet for block in source.blocks] == ["近"]
    assert source.remarks == (
        "工作表“远”范围过大，没有读取；请只保留年度报告的表格后再上传。",
    )


def test_a_sheet_that_claims_to_be_large_is_as_large_as_its_values():
    def claim(parts):
        name = "xl/worksheets/sheet1.xml"
        return parts | {
            name: parts[name].replace(b'ref="A1:B1"', b'ref="A1:XFD1048576"')
        }

    data = book(
        lambda workbook: workbook.add_worksheet("年报").write_row("A1", ("规章", 3))
    )
    (grid,) = sheets.read(rewritten(data, claim)).blocks
    assert cells(grid) == [["规章", "3"]]


def test_bounds_on_sheets_rows_and_columns(monkeypatch):
    def write(workbook):
        for name in ("一", "二", "三"):
            for row in range(5):
                workbook.add_worksheet(name) if not row else None
                workbook.get_worksheet_by_name(name).write_row(row, 0, range(5))

    monkeypatch.setattr(sheets, "MOST_SHEETS", 2)
    for module in (sheets, sheet_blocks):
        monkeypatch.setattr(module, "MOST_ROWS", 3)
        monkeypatch.setattr(module, "MOST_COLUMNS", 4)
    source = sheets.read(book(write))
    assert [cells(block) for block in source.blocks] == [[["0", "1", "2", "3"]] * 3] * 2
    assert source.remarks == (
        "工作表很多，只读取了前 2 张。",
        "工作表“一”很大，只读取了前 3 行、4 列。",
        "工作表“二”很大，只读取了前 3 行、4 列。",
    )


def test_many_cells_are_not_read(monkeypatch):
    monkeypatch.setattr(sheets, "MOST_CELLS", 10)
    source = sheets.read(
        book(lambda workbook: workbook.add_worksheet("年报").write_row("A1", range(12)))
    )
    assert source.blocks == ()
    assert len(source.remarks) == 1


def test_a_merged_area_over_the_whole_sheet_is_as_large_as_the_table():
    def merge(parts):
        name = "xl/worksheets/sheet1.xml"
        merged = b'</sheetData><mergeCells count="1"><mergeCell ref="A2:XFD1048576"/></mergeCells>'
        return parts | {name: parts[name].replace(b"</sheetData>", merged)}

    def write(workbook):
        sheet = workbook.add_worksheet("年报")
        sheet.write_row("A1", ("信息内容", "数量"))
        sheet.write_row("A2", ("规章", 7))

    (grid,) = sheets.read(rewritten(book(write), merge)).blocks
    assert (grid.width, grid.height) == (
        2 + sheet_blocks.BEYOND,
        2 + sheet_blocks.BEYOND,
    )


def test_entities_are_not_expanded():
    def lol(parts):
        name = "xl/worksheets/sheet1.xml"
        head = b'<!DOCTYPE x [<!ENTITY a "3333333333"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
        content = (
            parts[name]
            .replace(b"<worksheet", head + b"<worksheet", 1)
            .replace(b"<v>7</v>", b"<v>&f;</v>")
        )
        return parts | {name: content}

    data = rewritten(
        book(
            lambda workbook: workbook.add_worksheet("年报").write_row("A1", ("规章", 7))
        ),
        lol,
    )
    with contextlib.suppress(IntakeError):
        assert "root" not in repr(sheets.read(data))


def test_a_zip_that_swells_is_not_unpacked():
    def swell(parts):
        return parts | {"xl/worksheets/sheet1.xml": b" " * 70 * 1024 * 1024}

    with pytest.raises(IntakeError, match="解压后"):
        sheets.read(rewritten(book(lambda workbook: workbook.add_worksheet()), swell))


@pytest.mark.parametrize(
    "data", [b"", b"no workbook", b"PK\x03\x04", ole.MAGIC + bytes(600)]
)
def test_no_workbook_is_an_answer(data):
    with pytest.raises(IntakeError):
        sheets.read(data)


def test_a_workbook_cut_short_is_an_answer():
    whole = book(
        lambda workbook: workbook.add_worksheet("年报").write_row("A1", ("规章", 7))
    )
    for part in range(1, 10):
        with pytest.raises(IntakeError):
            sheets.read(whole[: len(whole) * part // 10])


def test_missing_parts_are_an_answer():
    whole = book(
        lambda workbook: workbook.add_worksheet("年报").write_row("A1", ("规章", 7))
    )
    for name in (
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet1.xml",
    ):
        with pytest.raises(IntakeError):
            sheets.read(
                rewritten(
                    whole,
                    lambda parts, name=name: {
                        n: c for n, c in parts.items() if n != name
                    },
                )
            )


# ── Old and open formats ──────────────────────────────────────────────────────────────────────────────────────────
def compound(streams):
    """A compound file: header, one sector of the table, one of the directory, then the streams, each at least 4096."""
    sectors, table, entries = [], [0xFFFFFFFD, 0xFFFFFFFE], []
    for name, given in streams.items():
        content = given.ljust(max(4096, len(given) + -len(given) % 512), b"\x00")
        start, count = 2 + len(sectors), len(content) // 512
        sectors += [content[at : at + 512] for at in range(0, len(content), 512)]
        table += [*range(start + 1, start + count), 0xFFFFFFFE]
        entries.append(_entry(name, 2, start, len(content)))
    table += [0xFFFFFFFF] * (128 - len(table))
    root = _entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)
    directory = (root + b"".join(entries)).ljust(512, b"\x00")
    header = (
        ole.MAGIC + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    )
    header += struct.pack(
        "<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0
    ) + struct.pack("<I", 0)
    header += b"\xff" * (512 - len(header))
    return header + struct.pack("<128I", *table) + directory + b"".join(sectors)


def _entry(name, kind, start, size, child=0xFFFFFFFF):
    raw = name.encode("utf-16-le")
    entry = raw.ljust(64, b"\x00") + struct.pack("<HBB", len(raw) + 2, kind, 1)
    return (
        entry
        + struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def record(kind, *fields):
    body = b"".join(fields)
    return struct.pack("<HH", kind, len(body)) + body


BEGIN, END = (
    record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)),
    record(0x000A),
)


def workbook_stream(*sheet):
    """One sheet of the given records behind globals that say where it begins."""
    place = record(0x0085, struct.pack("<IBB", 0, 0, 0), b"\x01\x00a")
    start = len(BEGIN + place + END)
    place = record(0x0085, struct.pack("<IBB", start, 0, 0), b"\x01\x00a")
    return BEGIN + place + END + BEGIN + b"".join(sheet) + END


def test_how_far_an_old_workbook_reaches():
    number = record(0x0203, struct.pack("<HHHd", 9, 3, 0, 1.5))
    several = record(0x00BD, struct.pack("<HH", 2, 1), bytes(12), struct.pack("<H", 7))
    (facts,), locked = biff.facts_of(
        compound({"Workbook": workbook_stream(number, several)})
    )
    assert (facts.rows, facts.columns, facts.cells, locked) == (10, 8, 8, False)


@pytest.mark.parametrize("claim", [(0, 65536, 0, 256), (0, 0xFFFFFFFF, 0, 3)])
def test_an_old_workbook_that_claims_to_be_large_is_not_begun(claim):
    size = record(0x0200, struct.pack("<IIHHH", *claim, 0))
    with pytest.raises(IntakeError, match="范围过大"):
        sheets.read(compound({"Workbook": workbook_stream(size)}))


def test_an_old_workbook_whose_size_is_nonsense_is_not_begun():
    size = record(0x0200, struct.pack("<IIHHH", 500, 3, 0, 3, 0))
    with pytest.raises(IntakeError):
        sheets.read(compound({"Workbook": workbook_stream(size)}))


@pytest.mark.parametrize(
    "streams",
    [
        {
            "Workbook": BEGIN
            + record(0x002F, struct.pack("<HHH", 1, 1, 1), bytes(48))
            + END
        },
        {"EncryptionInfo": b"", "EncryptedPackage": b""},
    ],
)
def test_a_locked_workbook_asks_for_the_password_to_be_taken_off(streams):
    with pytest.raises(IntakeError, match="打开密码"):
        sheets.read(compound(streams))


ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 office:version="1.3"><office:body><office:spreadsheet><table:table table:name="年报">{}</table:table>
</office:spreadsheet></office:body></office:document-content>"""


def ods(rows, manifest=""):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<m:file-entry m:full-path="content.xml" m:media-type="text/xml">{manifest}</m:file-entry></m:manifest>',
        )
        archive.writestr("content.xml", ODS.format(rows))
    return made.getvalue()


def cell(value="", kind="float", shown="", more=""):
    attributes = f'office:value-type="{kind}" office:value="{value}"' if value else ""
    return f"<table:table-cell {attributes} {more}><text:p>{shown or value}</text:p></table:table-cell>"


def row(*cells, times=1):
    return f'<table:table-row table:number-rows-repeated="{times}">{"".join(cells)}</table:table-row>'


def test_an_open_spreadsheet_has_its_merged_cells_and_its_decimals():
    wide = cell(
        shown="申请人",
        more='table:number-columns-spanned="2" table:number-rows-spanned="2"',
    ).replace("<table:table-cell ", '<table:table-cell office:value-type="string" ')
    covered = "<table:covered-table-cell/>"
    source = sheets.read(
        ods(
            row(
                wide,
                covered,
                cell("12.5", shown="12.50"),
                cell("0.125", "percentage", "12.5%"),
            )
            + row(covered, covered, cell("3"), cell("4"))
        )
    )
    assert source.format == "ods"
    (grid,) = source.blocks
    assert cells(grid) == [["申请人", "12.50", "12.5%"], ["3", "4"]]
    assert (grid.cells[0].rowspan, grid.cells[0].colspan) == (2, 2)


def test_lines_repeated_without_end_are_not_laid_out():
    with pytest.raises(IntakeError, match="范围过大"):
        sheets.read(
            ods(
                row(
                    cell("7", more='table:number-columns-repeated="16384"'),
                    times=1_048_576,
                )
            )
        )


def test_empty_lines_repeated_without_end_do_no_harm():
    source = sheets.read(
        ods(row(cell("7"), cell("8")) + row("<table:table-cell/>", times=1_048_575))
    )
    assert cells(source.blocks[0]) == [["7", "8"]]


def test_a_locked_open_spreadsheet():
    with pytest.raises(IntakeError, match="打开密码"):
        sheets.read(ods(row(cell("7")), manifest="<m:encryption-data/>"))
