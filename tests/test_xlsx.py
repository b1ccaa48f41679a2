"""The report as XLSX and CSV: totals that compute, figures that are exact, texts that are never formulas, valid."""

import io
import re
from decimal import Decimal
from zipfile import ZipFile

import pytest
from openxml_audit import OpenXmlValidator

from disclosure.outputs import document, flat
from disclosure.outputs.xlsx import print_xlsx
from disclosure.statutory.content import PassageText
from disclosure.statutory.editions import EDITIONS
from disclosure.statutory.figures import parse_figure
from tests.support import papers, readers
from tests.support.make import make_content

E2021 = EDITIONS["2021"]


@pytest.fixture(params=papers.CASES)
def made(request):
    return papers.printed(request.param)


def sheets_of(content):
    return readers.read_sheets(print_xlsx(document.build(content)))


def test_it_is_valid_for_excel(made, tmp_path):
    path = tmp_path / "report.xlsx"
    path.write_bytes(print_xlsx(made))
    assert OpenXmlValidator().validate(path).errors == []


def test_the_same_report_gives_the_same_bytes(made):
    assert print_xlsx(made) == print_xlsx(made)


def test_there_is_a_sheet_for_each_table_then_the_texts_and_the_records(made):
    edition = made.content.edition
    names = [edition.table_name(table.key) for table in edition.tables]
    assert list(readers.read_sheets(print_xlsx(made))) == [*names, "文字", "数据"]


def test_it_says_what_it_is_and_when_it_was_signed():
    with ZipFile(io.BytesIO(print_xlsx(papers.printed("ordinary")))) as archive:
        said = archive.read("docProps/core.xml").decode()
    assert "<dc:creator>望汀区棠溪街道办事处</dc:creator>" in said
    assert (
        "<dc:title>望汀区棠溪街道办事处2023年政府信息公开工作年度报告</dc:title>"
        in said
    )
    assert set(re.findall(r">([0-9T:-]+)Z<", said)) == {"2024-01-15T00:00:00"}


def test_totals_are_sums_of_what_was_entered():
    table = sheets_of(papers.ordinary())["表三"]
    assert table[6, 9].formula == "SUM(D7:I7)"  # 新收
    assert table[29, 3].formula == "SUM(D9:D29)"  # 自然人
    assert table[29, 9].formula == "SUM(D9:I29)"
    disputes = sheets_of(papers.ordinary())["表四"]
    assert [disputes[6, at].formula for at in (4, 9, 14)] == [
        "SUM(A7:D7)",
        "SUM(F7:I7)",
        "SUM(K7:N7)",
    ]


def test_a_total_of_blanks_is_blank_and_one_with_something_unreadable_too():
    content = make_content(
        {"requests": {"new": {"person": "3", "business": "十二"}}}, fill=None
    )
    table = sheets_of(content)["表三"]
    assert (table[6, 9].formula, table[6, 9].shown) == (
        'IF(COUNTA(D7:I7)>COUNT(D7:I7),"",SUM(D7:I7))',
        "",
    )
    assert (table[7, 9].formula, table[7, 9].shown) == (
        'IF(COUNT(D8:I8)=0,"",SUM(D8:I8))',
        "",
    )
    assert (table[6, 4].shown, table[6, 4].formula) == ("十二", "")


def test_what_is_left_over_of_the_printed_relation_stands_under_table_three():
    figures = {"requests": {"new": {"person": 60}, "granted": {"person": 61}}}
    table = sheets_of(make_content(figures))["表三"]
    assert table[31, 0].shown.startswith(
        "核对：第一项加第二项之和，等于第三项加第四项之和"
    )
    assert (
        table[31, 3].formula == 'IF(COUNT(D7,D8,D30,D31)=4,SUM(D7,D8)-SUM(D30,D31),"")'
    )
    assert [table[31, at].shown for at in (3, 4, 9)] == ["-1", "0", "-1"]
    assert sheets_of(make_content(fill=None))["表三"][31, 3].shown == ""


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("59237.2449", Decimal("59237.2449")),
        ("12.50", Decimal("12.50")),
        ("0", Decimal(0)),
        ("999999999.999999", Decimal("999999999.999999")),
        (
            "999999999999.999999",
            "999999999999.999999",
        ),  # no spreadsheet keeps eighteen digits in a number
    ],
)
def test_amounts_keep_the_decimals_they_were_entered_with(typed, value):
    sheets = sheets_of(make_content({"charges": {"fees": {"amount": typed}}}))
    cell = sheets["表二第二十条第（八）项"][5, 1]
    assert (cell.shown, cell.value) == (typed, value)


def test_a_table_prints_on_one_page_across_with_its_header_and_the_label_columns_stay():
    with ZipFile(io.BytesIO(print_xlsx(papers.printed("ordinary")))) as archive:
        requests, disputes = (
            archive.read(f"xl/worksheets/sheet{at}.xml").decode() for at in (5, 6)
        )
        names = archive.read("xl/workbook.xml").decode()
    assert (
        '<pageSetup paperSize="9" fitToHeight="0" orientation="portrait"/>' in requests
    )
    assert 'orientation="landscape"' in disputes
    assert '<pane xSplit="3" ySplit="6" topLeftCell="D7"' in requests
    assert "表三!$4:$6" in names.replace("'", "")


def test_cells_are_merged_as_on_paper(made):
    with ZipFile(io.BytesIO(print_xlsx(made))) as archive:
        sheet = archive.read(
            "xl/worksheets/sheet6.xml"
            if made.content.year < 2021
            else "xl/worksheets/sheet5.xml"
        )
    grid = next(
        f.grid
        for b in made.blocks
        if hasattr(b, "tables")
        for f in b.tables
        if f.key == "requests"
    )
    merged = {
        (p.line + 3, p.column, p.line + 2 + p.rowspan, p.column + p.colspan - 1)
        for p in grid.laid
        if p.rowspan > 1 or p.colspan > 1
    }
    found = set()
    for first, line, last, end in re.findall(
        rb'<mergeCell ref="([A-Z])(\d+):([A-Z])(\d+)"/>', sheet
    ):
        found.add((int(line) - 1, ord(first) - 65, int(end) - 1, ord(last) - 65))
    assert merged <= found
    assert len(found - merged) == 4  # title, heading, unit and the relation below


TRAPS = (
    "=1+1",
    "+1a",
    "-1a",
    "@SUM(A1)",
    "＝1+1",
    "\t=1",
    "'=1",
    '=HYPERLINK("http://example.org")',
)


@pytest.mark.parametrize("trap", TRAPS)
def test_no_text_is_ever_computed(trap):
    content = make_content(name=trap.strip(), passages={"preamble": trap})
    content.entered["documents"]["regulations", "made"] = parse_figure(trap, "count")
    sheets = sheets_of(content)
    figures = sheets["表二第二十条第（一）项"]
    for cell in (figures[5, 1], sheets["数据"][1, 2], sheets["文字"][1, 4]):
        assert cell.formula == ""
        assert cell.shown.strip() == trap.strip()
        assert cell.quoted
    raw = flat.print_csv(document.build(content)).decode("utf-8-sig").splitlines()[1]
    fields = [
        field.strip('"') for field in re.split(r',(?=(?:[^"]*"[^"]*")*[^"]*$)', raw)
    ]
    assert not [
        field for field in fields if field.startswith(("=", "+", "-", "@", "＝", "\t"))
    ]
    (record, *_) = readers.read_csv(flat.print_csv(document.build(content)))
    assert (record["机关名称"], record["数值"].strip()) == (trap.strip(), trap.strip())


def test_a_fall_in_numbers_is_a_number_and_no_formula():
    content = make_content({"charges": {"fees": {"change": "-5"}}}, year=2020)
    assert sheets_of(content)["表二第二十条第（八）项"][5, 2].value == -5
    assert ",-5,件," in flat.print_csv(document.build(content)).decode()


def test_csv_opens_in_excel_and_has_a_line_for_every_cell(made):
    body = flat.print_csv(made)
    assert body.startswith(b"\xef\xbb\xbf")
    assert body.count(b"\r\n") == 1 + sum(
        len(t.rows) * len(t.columns) for t in made.content.edition.tables
    )


def test_a_text_longer_than_a_cell_can_show_goes_on_in_the_next_line():
    text = "字" * 2500
    sheet = sheets_of(make_content(passages={"preamble": f"{text}\n第二段。"}))["文字"]
    found = [(sheet[line, 3].value, sheet[line, 4].shown) for line in range(1, 5)]
    assert [number for number, _ in found] == [1, 1, 1, 2]
    assert "".join(part for number, part in found if number == 1) == text


def test_what_no_xml_may_hold_is_left_out():
    content = make_content(passages={})
    content.passages["preamble"] = PassageText("前\x08\ufffe后")
    assert sheets_of(content)["文字"][1, 4].shown == "前后"
