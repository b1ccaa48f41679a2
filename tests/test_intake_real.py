"""Real published reports, read whole: every figure and every sentence, and what the rules of arithmetic say of them."""

import pytest

from disclosure.intake.formats import read_source
from disclosure.intake.report import read_report
from disclosure.rules import examine
from disclosure.statutory.figures import parse_figure
from disclosure.statutory.printed import PrintedHeading
from tests.browser.source import read_source as read_lines
from tests.support.seeds import HONGZE
from tests.support.shared import shared


@pytest.fixture(scope="module")
def qudong():
    return read_report(
        read_source(shared("reports/qudong-2023.txt").read_bytes(), "qudong-2023.txt")
    )


@pytest.fixture(scope="module")
def hongze():
    return read_report(
        read_source(shared("reports/hongze-2023.pdf").read_bytes(), "hongze-2023.pdf")
    )


def figures_of(table, printed):
    """{(table, row, column): figure} of a table whose lines come next."""
    figures = {}
    for row in table.rows:
        for column, text in zip(table.columns, next(printed), strict=True):
            kind = table.kind_of(column.key)
            figures[table.key, row.key, column.key] = parse_figure(text, kind)
    return figures


def flat(tables):
    figures = {}
    for table, cells in tables.items():
        figures |= {(table, *cell): value for cell, value in cells.items()}
    return figures


def test_a_street_offices_text_has_all_its_figures(qudong):
    lines = read_lines(shared("reports/qudong-2023.txt").read_text(encoding="utf-8"))
    figures = {}
    for part in qudong.edition.parts:
        printed = iter(lines.figures.get(part.key, ()))
        for table in part.tables:
            figures |= figures_of(table, printed)
    read = flat(qudong.entered) | flat(qudong.stated)
    assert read == figures
    assert len(read) == 200
    assert qudong.open == ()


def test_a_street_offices_text_has_all_its_passages(qudong):
    lines = read_lines(shared("reports/qudong-2023.txt").read_text(encoding="utf-8"))
    assert {
        key: (p.heading, p.text) for key, p in qudong.passages.items()
    } == lines.passages
    assert (qudong.agency_name, qudong.year, qudong.agency_kind) == (
        "红旗区渠东街道办事处",
        2023,
        "street",
    )
    assert (qudong.edition.key, qudong.opening, qudong.signature) == (
        "2021",
        "inside",
        None,
    )
    assert [
        heading.text for heading in qudong.printed.headings if not heading.passage
    ] == lines.headings


def test_a_district_governments_pdf_has_all_its_figures(hongze):
    cells = {
        (table, *cell): value
        for table, found in hongze.entered.items()
        for cell, value in found.items()
    }
    assert set(cells) == set(hongze.edition.entry_cells)
    by_hand = {
        (table, row, column): parse_figure(
            str(figure), hongze.edition.table(table).kind_of(column)
        )
        for table, rows in HONGZE.items()
        for row, figures in rows.items()
        for column, figure in figures.items()
    }
    assert {cell: value for cell, value in cells.items() if value != 0} == by_hand
    assert (hongze.agency_name, hongze.year, hongze.agency_kind) == (
        "洪泽区人民政府",
        2023,
        "county",
    )
    assert hongze.printed.extra == ("（六）其他处理",)
    assert hongze.printed.labels == {
        "requests.refused_law_forbids": "2.其他法律行政止公开"
    }
    assert [place.place.passage for place in hongze.open] == ["improvements"]


def test_a_district_governments_pdf_has_all_its_sentences(hongze):
    assert hongze.opening == "before"
    assert hongze.passages["on_request"].heading == "（二）依申请公开情况。"
    assert hongze.passages["on_request"].text == (
        "进一步规范依申请公开流程，畅通依申请公开受理渠。2023年全区受理政府信息公开申请21件，均在法定期限答复。"
    )
    assert hongze.passages["preamble"].text.endswith(
        "推进政府信息公开工作规范、有序、健康发展。"
    )
    assert (
        "电子邮箱：hzzwgk@126.com）。\n2023年，洪泽区"
        in hongze.passages["preamble"].text
    )
    assert hongze.passages["problems"].text.endswith(
        "不断提高各单位政府信息公开工作人员的思想认识和业务工作水平。"
    )
    assert hongze.passages["other_matters"].text.endswith(
        "全年收取政府信息公开信息处理费0元。"
    )
    assert (
        PrintedHeading("（三）政府信息管理情况", "overview", "management")
        in hongze.printed.headings
    )


def test_the_only_arithmetic_that_is_wrong_there_is_what_is_wrong_there(hongze):
    arithmetic = [
        f
        for f in examine(hongze.content())
        if f.code in ("V-1", "V-2", "T3-1", "T3-2", "T3-3", "T4-1")
    ]
    assert [(f.code, f.left, f.right) for f in arithmetic] == [
        ("T4-1", 0, 11),
        ("T4-1", 0, 5),
    ]
    assert "10 + 1 + 0 + 0 = 11" in arithmetic[0].message
    assert "5 + 0 + 0 + 0 = 5" in arithmetic[1].message
