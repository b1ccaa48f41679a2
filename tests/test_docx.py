"""The report as DOCX: styles that Word's navigation knows, real merged tables, an official document's page, valid."""

import dataclasses
import datetime
import io
import math
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from openxml_audit import OpenXmlValidator

from disclosure.outputs import document, fitting
from disclosure.outputs.docx import print_docx
from disclosure.statutory.content import PassageText
from tests.support import papers, readers


@pytest.fixture(params=papers.CASES)
def made(request):
    return papers.printed(request.param)


def opened(made):
    return docx.Document(io.BytesIO(print_docx(made)))


def test_it_is_valid_for_word(made, tmp_path):
    path = tmp_path / "report.docx"
    path.write_bytes(print_docx(made))
    assert OpenXmlValidator().validate(path).errors == []


def test_the_validator_would_say_so(tmp_path):
    path = tmp_path / "report.docx"
    with (
        ZipFile(io.BytesIO(print_docx(papers.printed("blank")))) as good,
        ZipFile(path, "w") as bad,
    ):
        for name in good.namelist():
            bad.writestr(
                name,
                good.read(name).replace(
                    b"<w:cantSplit/>", b'<w:vAlign w:val="center"/>', 1
                ),
            )
    assert OpenXmlValidator().validate(path).errors


def test_the_same_report_gives_the_same_bytes(made):
    body = print_docx(made)
    assert print_docx(made) == body
    with ZipFile(io.BytesIO(body)) as archive:
        assert {info.date_time for info in archive.infolist()} == {
            (1980, 1, 1, 0, 0, 0)
        }
        assert not [
            name
            for name in archive.namelist()
            if "thumbnail" in name or "custom" in name
        ]


def test_it_says_what_it_is():
    said = opened(papers.printed("ordinary")).core_properties
    assert said.title == "望汀区棠溪街道办事处2023年政府信息公开工作年度报告"
    assert said.author == said.last_modified_by == "望汀区棠溪街道办事处"
    assert said.language == "zh-CN"
    assert (
        said.created
        == said.modified
        == datetime.datetime(2024, 1, 15, tzinfo=datetime.UTC)
    )


def test_headings_are_words_own_so_that_its_navigation_lists_them():
    word = opened(papers.printed("ordinary"))
    found = [
        (p.style.name, p.text)
        for p in word.paragraphs
        if p.style.name.startswith("Heading")
    ]
    assert ("Heading 1", "一、总体情况") in found
    assert ("Heading 2", "（一）主动公开") in found
    assert ("Heading 4", "（1）同步起草、同步审核、同步发布。") in found
    assert [name for name, _ in found].count("Heading 1") == 6
    for level in range(1, 5):
        outline = word.styles[f"Heading {level}"].element.find(
            f"{qn('w:pPr')}/{qn('w:outlineLvl')}"
        )
        assert outline.get(qn("w:val")) == str(level - 1)


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体", 16),
        ("Body Text", "仿宋", 16),
        ("表格文字", "宋体", 10.5),
    ],
)
def test_type_is_set_in_the_faces_and_sizes_of_an_official_document(style, font, size):
    word = opened(papers.printed("ordinary"))
    chain, found = word.styles[style], {}
    while chain is not None:
        fonts = chain.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        if fonts is not None:
            found.setdefault("font", fonts.get(qn("w:eastAsia")))
        if chain.font.size:
            found.setdefault("size", chain.font.size.pt)
        chain = chain.base_style
    defaults = word.styles.element.find(
        f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}"
    )
    found.setdefault("font", defaults.find(qn("w:rFonts")).get(qn("w:eastAsia")))
    found.setdefault("size", int(defaults.find(qn("w:sz")).get(qn("w:val"))) / 2)
    assert found == {"font": font, "size": size}


def test_every_font_named_has_others_to_stand_in_for_it():
    with ZipFile(io.BytesIO(print_docx(papers.printed("ordinary")))) as archive:
        styles, fonts = (
            archive.read(f"word/{name}.xml").decode()
            for name in ("styles", "fontTable")
        )
    for name in ("仿宋", "黑体", "楷体", "宋体", "方正小标宋简体"):
        assert f'w:eastAsia="{name}"' in styles
        assert f'<w:font w:name="{name}">' in fonts
    assert fonts.count("<w:altName") == fonts.count("<w:font ") == 5


def test_the_page_is_a4_with_the_margins_of_the_pdf():
    (section,) = opened(papers.printed("ordinary")).sections
    page = (
        section.page_width,
        section.page_height,
        section.top_margin,
        section.bottom_margin,
    )
    assert page == pytest.approx((Mm(210), Mm(297), Mm(37), Mm(35)), abs=Pt(0.1))
    assert (section.left_margin, section.right_margin) == pytest.approx(
        (Mm(28), Mm(26)), abs=Pt(0.1)
    )
    odd, even = (
        footer.paragraphs[0] for footer in (section.footer, section.even_page_footer)
    )
    assert (odd.style.name, even.style.name) == ("单页页码", "双页页码")
    assert odd.text == even.text == "— 1 —"


def rows_of(table):
    return list(table._tbl.iter(qn("w:tr")))


def grid_of(made, key):
    return next(filled.grid for filled in papers.tables_of(made) if filled.key == key)


def test_every_line_fills_its_table_and_merged_cells_go_on_where_they_began(made):
    for table in opened(made).tables:
        columns = len(table._tbl.tblGrid.gridCol_lst)
        open_cells = {}
        for row in rows_of(table):
            width, open_cells = merged_in(row, open_cells)
            assert width == columns


def merged_in(row, above):
    """How many columns a row fills, and its cells that go on downwards: where each begins, and its columns.

    `above` are those of the row before it: what goes on must have begun there, and has no text of its own.
    """
    column, here = 0, {}
    for cell in row.iter(qn("w:tc")):
        merge = cell.tcPr.find(qn("w:vMerge"))
        if merge is not None:
            here[column] = cell.grid_span
        if merge is not None and merge.get(qn("w:val")) != "restart":
            assert above[column] == cell.grid_span
            assert not readers.cell_text(cell)
        column += cell.grid_span
    return column, here


def test_tables_are_as_wide_as_the_text(made):
    for table in opened(made).tables:
        width = sum(column.w for column in table._tbl.tblGrid.gridCol_lst)
        assert width == pytest.approx(Pt(fitting.WIDTH), abs=Pt(0.1))


def test_no_line_is_cut_by_a_page_end_and_headers_come_again(made):
    tables = opened(made).tables
    assert len(tables) == 3
    for table in tables:
        assert all(
            row.trPr.find(qn("w:cantSplit")) is not None for row in rows_of(table)
        )
    for table, grid in ((tables[1], "requests"), (tables[2], "disputes")):
        lines = grid_of(made, grid).head
        repeated = [
            row.trPr.find(qn("w:tblHeader")) is not None for row in rows_of(table)
        ]
        assert repeated == [at < len(lines) for at in range(len(repeated))]


def test_short_tables_stay_with_their_heading_on_one_page_and_table_three_begins_one(
    made,
):
    word = opened(made)
    headings = {p.text: p for p in word.paragraphs if p.style.name == "Heading 1"}
    assert headings[
        "三、收到和处理政府信息公开申请情况"
    ].paragraph_format.page_break_before
    for table in (word.tables[0], word.tables[2]):
        keeps = [
            [
                p.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None
                for p in row.iter(qn("w:p"))
            ]
            for row in rows_of(table)
        ]
        assert all(all(row) for row in keeps[:-1])
        assert not any(keeps[-1])


def test_the_bracket_over_the_outcomes_is_read_downwards(made):
    cells = [
        c
        for c in opened(made).tables[1]._tbl.iter(qn("w:tc"))
        if c.tcPr.find(qn("w:textDirection")) is not None
    ]
    assert [readers.cell_text(cell) for cell in cells if readers.cell_text(cell)] == [
        "三、本年度办理结果"
    ]
    grid = grid_of(made, "requests")
    assert len(cells) == next(
        place.rowspan for place in grid.laid if getattr(place.cell, "vertical", False)
    )
    assert {
        cell.tcPr.find(qn("w:textDirection")).get(qn("w:val")) for cell in cells
    } == {"tbRlV"}


def test_a_heading_run_into_its_paragraph_looks_like_one():
    run_in = next(
        p
        for p in opened(papers.printed("run_in")).paragraphs
        if p.text.startswith("（二）依申请公开：")
    )
    assert [(run.style.name, run.text) for run in run_in.runs] == [
        ("段首标题 2", "（二）依申请公开："),
        ("Default Paragraph Font", "全年受理0条。"),
    ]


def test_the_signature_is_last_and_keeps_to_what_stands_before_it():
    *_, before, office, date = opened(papers.printed("ordinary")).paragraphs
    assert [p.text for p in (office, date)] == ["望汀区棠溪街道办事处", "2024年1月15日"]
    assert [p.style.name for p in (office, date)] == ["落款", "落款"]
    assert before.paragraph_format.keep_with_next
    assert office.paragraph_format.keep_with_next
    assert date.paragraph_format.keep_with_next is None


def test_lines_of_the_title_end_between_words():
    title = opened(papers.printed("full")).paragraphs[0]
    assert title.text.split("\n")[-1] == "2023年政府信息公开工作年度报告"
    assert all(len(line) <= 20 for line in title.text.split("\n"))


def test_what_no_xml_may_hold_is_left_out():
    content = dataclasses.replace(
        papers.blank(),
        passages={"preamble": PassageText("前\x08\ufffe后")},
        opening="before",
    )
    assert readers.read_docx(print_docx(document.build(content)))[1] == ("p", "前后")


def test_figures_are_as_large_as_in_the_pdf():
    for name in ("ordinary", "full", "widest"):
        made = papers.printed(name)
        sizes = [fitting.fit(filled).figures.size for filled in papers.tables_of(made)]
        for table, size in zip(opened(made).tables[1:], sizes[-2:], strict=True):
            # Word knows half points only.
            assert sizes_of_figures(table) == {math.floor(size * 2) / 2}


def sizes_of_figures(table):
    """In points; a run that names none has that of the style."""
    runs = [
        run
        for cell in table._cells
        for paragraph in cell.paragraphs
        for run in paragraph.runs
    ]
    return {
        run.font.size.pt if run.font.size else 10.5
        for run in runs
        if run.text.isdigit()
    }
