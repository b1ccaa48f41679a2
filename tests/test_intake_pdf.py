"""PDF as a source: what stands on the pages comes back as paragraphs and grids, whoever printed it; attacks do not."""

import contextlib
import subprocess
import sys
import zlib

import pikepdf
import pytest

from disclosure.intake.formats import pdf as reader
from disclosure.intake.formats.pdf import opening
from disclosure.intake.source import IntakeError, Picture, SourceGrid, SourceParagraph
from tests.support.drawn_pdf import A4, Page, pdf
from tests.support.shared import shared

WHITE, BLUE = "1 1 1", "0.2 0.4 0.8"
XS, YS = (60, 160, 220, 280), (100, 130, 160)


def read(*pages, **saving):
    return reader.read(pdf(*pages, **saving))


def texts(source):
    return [
        block.text
        for block in source.blocks
        if isinstance(block, SourceParagraph) and not block.aside
    ]


def asides(source):
    return [
        block.text
        for block in source.blocks
        if isinstance(block, SourceParagraph) and block.aside
    ]


def grids(source):
    return [block for block in source.blocks if isinstance(block, SourceGrid)]


def cells(grid):
    return [[cell.text for cell in line] for line in grid.lines()]


def spans(grid):
    return {
        cell.text: (cell.rowspan, cell.colspan)
        for cell in grid.cells
        if (cell.rowspan, cell.colspan) != (1, 1)
    }


def plain_table(page):
    """Two lines of three cells."""
    for row, line in enumerate((("规章", "0", "3"), ("文件", "12", "59237.2449"))):
        for column, text in enumerate(line):
            page.text(XS[column] + 3, YS[row] + 20, text)
    return page


PLAIN = [["规章", "0", "3"], ["文件", "12", "59237.2449"]]


# ── A real report ─────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture(scope="module")
def hongze():
    return reader.read(shared("reports/hongze-2023.pdf").read_bytes())


def test_a_real_report_in_order(hongze):
    kinds = "".join(
        "G" if isinstance(b, SourceGrid) else "P"
        for b in hongze.blocks
        if not getattr(b, "aside", False)
    )
    assert kinds == "PPPPPPPPPPPGGPGGPGPPPP"
    assert hongze.pages == 5
    assert hongze.remarks == ()
    assert hongze.titles == ("洪泽区人民政府2023年政府信息公开工作年度报告",)
    assert asides(hongze) == [f"- {number} -" for number in range(1, 6)]
    assert [block.where.block for block in hongze.blocks] == list(
        range(1, len(hongze.blocks) + 1)
    )


def test_the_text_of_a_real_report(hongze):
    found = texts(hongze)
    assert found[0] == "洪泽区人民政府2023年政府信息公开工作年度报告"
    assert found[1].startswith(
        "本报告由淮安市洪泽区人民政府办公室根据《中华人民共和国政府信息公开条例》（国令第711号）（以下简称"
    )
    assert found[1].endswith(
        "湖大道90号，邮编：223100，电话：0517-87222589，电子邮箱：hzzwgk@126.com）。"
    )
    assert found[3].endswith("推进政府信息公开工作规范、有序、健康发展。")
    assert [text[:8] for text in found[4:9]] == [
        "（一）主动公开情",
        "（二）依申请公开",
        "（三）政府信息管",
        "加强区政府门户网",
        "（四）政府信息公",
    ]
    assert "严格执行“分级审核、先审后发”程序，落实“三审三校”制度" in found[7]
    headings = [text for text in found if text[1] == "、"]
    assert headings == [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]
    assert "实行政府信息公开工作人员跟班学习制度" in found[-3]
    assert (
        found[-1]
        == "2023年，区政府严格落实《政府信息公开信息处理费管理办法》，全年收取政府信息公开信息处理费0元。"
    )
    assert not [text for text in found if " " in text]


def test_the_first_tables_of_a_real_report(hongze):
    second = grids(hongze)[:2]
    assert cells(second[0]) == [
        ["第二十条第（一）项"],
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "0", "0", "0"],
        ["行政规范性文件", "0", "5", "5"],
        ["第二十条第（五）项"],
        ["信息内容", "本年处理决定数量"],
        ["行政许可", "550"],
        ["第二十条第（六）项"],
    ]
    assert spans(second[0])["本年处理决定数量"] == (1, 3)
    assert cells(second[1]) == [
        ["信息内容", "本年处理决定数量"],
        ["行政处罚", "4119"],
        ["行政强制", "195"],
        ["第二十条第（八）项"],
        ["信息内容", "本年收费金额（单位：万元）"],
        ["行政事业性收费", "7730.28"],
    ]


def test_the_table_of_a_real_report_that_a_page_end_cuts(hongze):
    first, second = grids(hongze)[2:4]
    assert (first.where.page, second.where.page) == (3, 4)
    assert spans(first)["三、本年度办理结果"] == (12, 1)
    assert spans(first)["（三）不予公开"] == (8, 1)
    assert (first.width, second.width) == (10, 10)
    zeros = ["0"] * 7
    lines = cells(first)
    assert lines[3] == ["一、本年新收政府信息公开申请数量", "21", *["0"] * 5, "21"]
    assert lines[5] == ["三、本年度办理结果", "（一）予以公开", *zeros]
    assert lines[6][1:] == ["4", *["0"] * 5, "4"]
    assert [line[-7:] for line in lines[7:]] == [
        ["1", *["0"] * 5, "1"],
        *[zeros] * 4,
        *[["1", *["0"] * 5, "1"]] * 2,
        zeros,
        ["10", *["0"] * 5, "10"],
        ["3", *["0"] * 5, "3"],
    ]
    assert lines[8][0] == "2.其他法律行政止公开"
    below = cells(second)
    assert below[0] == ["", "", "3.补正后申请内容仍不明确", *zeros]
    assert below[1] == ["（五）不予处理", "1.信访举报投诉类申请", "1", *["0"] * 5, "1"]
    assert below[5] == ["5.要求行政机关确认或重新出具\n已获取信息", *zeros]
    assert below[6:] == [
        ["（六）其他处理", *zeros],
        ["（七）总计", "21", *["0"] * 5, "21"],
        ["四、结转下年度继续办理", *zeros],
    ]


def test_the_last_table_of_a_real_report(hongze):
    last = grids(hongze)[4]
    assert cells(last)[-1] == [
        "10",
        "1",
        "0",
        "0",
        "0",
        *["0"] * 5,
        "5",
        "0",
        "0",
        "0",
        "0",
    ]
    assert (
        cells(last)[2]
        == ["结果\n维持", "结果\n纠正", "其他\n结果", "尚未\n审结", "总计"] * 2
    )
    assert spans(last)["行政诉讼"] == (1, 10)
    cell = last.cells[-1]
    assert (cell.where.page, cell.where.row, cell.where.cell) == (4, 4, 15)


# ── Lines and paragraphs ──────────────────────────────────────────────────────────────────────────────────────────
FULL = "全年主动公开政府信息三百条，更新及时，内容准确，未发生差错，"


def test_lines_are_joined_by_indents_and_short_ends():
    lines = [
        "\u3000\u3000" + FULL[2:],
        FULL,
        "到此为止。",
        "\u3000\u3000" + FULL[2:-1] + "。",
        "\u3000\u3000第三段。",
    ]
    found = texts(read(Page().lines(80, 100, lines, 12)))
    assert found == [FULL[2:] + FULL + "到此为止。", FULL[2:-1] + "。", "第三段。"]


def test_without_indents_the_gap_parts_and_so_does_a_short_end():
    page = (
        Page()
        .lines(80, 100, [FULL, "完。", FULL, FULL], 12, 18)
        .lines(80, 100 + 4 * 18 + 12, [FULL, FULL, "完。"], 12, 18)
    )
    assert texts(read(page)) == [FULL + "完。", FULL * 2, FULL * 2 + "完。"]


def test_a_paragraph_goes_on_over_a_page_end():
    first = (
        Page()
        .lines(80, 700, ["\u3000\u3000" + FULL[2:], FULL], 12)
        .text(290, 800, "- 1 -")
    )
    second = (
        Page()
        .lines(80, 80, ["下一页的末尾。", "\u3000\u3000新段。"], 12)
        .text(290, 800, "- 2 -")
    )
    source = read(first, second)
    assert texts(source) == [FULL[2:] + FULL + "下一页的末尾。", "新段。"]
    assert [b.where.page for b in source.blocks if not b.aside] == [1, 2]


def test_titles_in_the_middle_are_lines_of_their_own_unless_the_file_says_that_they_are_one():
    page = (
        Page()
        .text(237, 80, "某街道办事处", 20)
        .text(190, 110, "2023年工作年度报告", 20)
    )
    page.lines(80, 160, ["\u3000\u3000" + FULL[2:], FULL], 12)
    assert texts(read(page))[:2] == ["某街道办事处", "2023年工作年度报告"]
    told = read(page, title="某街道办事处 2023年工作年度报告")
    assert texts(told)[0] == "某街道办事处2023年工作年度报告"
    assert told.titles == ("某街道办事处 2023年工作年度报告",)


def test_a_signature_too_long_for_its_line_is_one_and_the_text_before_it_another():
    body = FULL[:-1] + "。"
    page = (
        Page()
        .lines(80, 100, ["\u3000\u3000" + FULL[2:], body], 12)
        .text(80, 160, FULL[:-1] + "局", 12)
    )
    page.text(80 + 12 * (len(FULL) - 3), 178, "办公室", 12).text(
        80 + 12 * (len(FULL) - 2), 196, "某日", 12
    )
    assert texts(read(page)) == [FULL[2:] + body, FULL[:-1] + "局办公室", "某日"]


def test_headings_that_end_alike_are_not_taken_for_a_signature():
    page = Page().lines(
        80,
        100,
        [
            "\u3000\u3000（二）改进情况",
            "\u3000\u3000（一）健全机制",
            "\u3000\u3000" + FULL[2:],
            FULL,
        ],
        12,
    )
    assert texts(read(page)) == ["（二）改进情况", "（一）健全机制", FULL[2:] + FULL]


@pytest.mark.parametrize(
    "name", ["Microsoft Word - 年报.doc", "untitled", "文档1", "2023年报.docx"]
)
def test_a_name_that_a_program_made_up_is_no_title(name):
    assert read(Page().text(80, 80, "年报"), title=name).titles == ()


@pytest.mark.parametrize("spacing", [0, 1.5, 4, 9])
def test_stretched_lines_have_no_blanks(spacing):
    page = (
        Page()
        .text(80, 100, "号，邮编：", 12, spacing=spacing)
        .text(80 + 5 * (12 + spacing), 100, "223100", 12)
    )
    page.text(
        80 + 5 * (12 + spacing) + 36 + spacing, 100, "，电话：", 12, spacing=spacing
    )
    assert texts(read(page)) == ["号，邮编：223100，电话："]


def test_blanks_that_were_typed_stay_and_those_round_figures_go():
    page = Page().text(80, 100, "报告人 张某，2023 年 1 月 abc def，Excel 表格")
    assert texts(read(page)) == [
        "报告人 张某，2023年1月abc def，Excel 表格".replace("月abc", "月 abc")
    ]


def test_a_wide_gap_between_words_is_kept_apart():
    assert texts(
        read(Page().text(80, 100, "主动公开情况").text(180, 100, "全年公开信息"))
    ) == ["主动公开情况\u3000全年公开信息"]


def test_a_label_and_its_figure_far_apart_are_kept_apart():
    assert texts(read(Page().text(80, 100, "行政许可").text(180, 100, "550"))) == [
        "行政许可\u3000550"
    ]


def test_a_bold_character_drawn_twice_is_read_once():
    page = (
        Page().text(80, 100, "一、总体情况，11件").text(80.4, 100, "一、总体情况，11件")
    )
    assert texts(read(page)) == ["一、总体情况，11件"]


@pytest.mark.parametrize(
    ("drawn", "read_as"),
    [
        ("⼀⼆⽂⼾⻔⻓⻚", "一二文户门长页"),
        ("﹙一﹚︓﹐", "（一）：，"),
        ("ﬁnance", "finance"),
        ("\uf9d8樂", "律樂"),
        ("１２", "１２"),
    ],
)
def test_characters_are_the_ordinary_ones(drawn, read_as):
    assert "".join(map(reader.characters.ordinary, drawn)) == read_as


def test_what_a_font_does_not_say_is_said_and_not_guessed():
    source = read(
        plain_table(Page().net(XS, YS)), Page().text(80, 100, "一二", font="U")
    )
    assert texts(source) == ["(cid:19968)(cid:20108)"]
    assert [remark[:11] for remark in source.remarks] == ["第 2 页有文字使用了"]


# ── Page heads and feet ───────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "number",
    ["- {} -", "—{}—", "第{}页", "第 {} 页 共 2 页", "{}/2", "Page {} of 2", "{}"],
)
def test_page_numbers_are_no_text(number):
    pages = [
        Page()
        .lines(80, 100, [FULL, "完结"[:at] + "。"], 12)
        .text(280, 800, number.format(at))
        for at in (1, 2)
    ]
    source = read(*pages)
    assert texts(source) == [FULL + "完。", FULL + "完结。"]
    assert len(asides(source)) == 2


def test_running_heads_are_no_text():
    pages = [
        Page()
        .text(80, 50, f"某市某局 {at}月号")
        .lines(80, 100, [FULL, f"第{at}段。"], 12)
        for at in range(1, 4)
    ]
    assert len(asides(read(*pages))) == 3
    assert texts(read(*pages)) == [FULL + f"第{at}段。" for at in range(1, 4)]


def test_a_line_of_the_text_that_happens_to_stand_at_the_same_place_stays():
    pages = [Page().lines(80, 80, [FULL] * 38, 12) for _ in range(3)]
    assert "".join(texts(read(*pages))) == FULL * 38 * 3


def test_a_figure_at_the_foot_that_is_not_the_pages_number_stays():
    assert texts(read(Page().text(80, 100, "如下").text(80, 800, "17"))) == [
        "如下",
        "17",
    ]


# ── Ruled tables ──────────────────────────────────────────────────────────────────────────────────────────────────
def _shifted(page):
    for row, y in enumerate(YS):
        page.line(XS[0] - 1, y + row % 2 * 0.8, XS[-1] + 1.2, y)
    for column, x in enumerate(XS):
        page.line(x + column % 2 * 0.7, YS[0] - 1, x, YS[-1] + 1)


def _doubled(page):
    page.net(XS, YS)
    page.net([x + 2 for x in XS], [y + 2 for y in YS])


def _strips(page):
    for x in XS:
        page.box(x - 0.4, YS[0], x + 0.4, YS[-1])
    for y in YS:
        page.box(XS[0], y - 0.4, XS[-1], y + 0.4)


def _cell_by_cell(page):
    for row in range(2):
        for column in range(3):
            page.box(
                XS[column] + 0.5,
                YS[row] + 0.5,
                XS[column + 1] - 0.5,
                YS[row + 1] - 0.5,
                fill="",
                stroke="0 0 0",
            )


def _dots(page):
    for x in XS:
        for y in range(YS[0], YS[-1], 2):
            page.box(x, y, x + 0.8, y + 0.8)
    for y in YS:
        for x in range(XS[0], XS[-1], 2):
            page.box(x, y, x + 0.8, y + 0.8)


def _white_on_blue(page):
    page.box(XS[0], YS[0], XS[-1], YS[-1], fill=BLUE)
    page.net(XS, YS, colour=WHITE)


def _open_at_the_sides(page):
    page.net(XS[1:-1], YS)
    for y in YS:
        page.line(XS[0], y, XS[-1], y)


def _open_above_and_below(page):
    page.net(XS, YS[1:-1])
    for x in XS:
        page.line(x, YS[0], x, YS[-1])


def _ticked(page):
    page.net(XS, YS).line(XS[0], YS[0], XS[1], YS[1]).line(
        XS[1] + 3, YS[1] - 3, XS[1] + 12, YS[1] - 3
    )


DRAWN = {
    "net": lambda page: page.net(XS, YS),
    "dashed": lambda page: page.net(XS, YS, dash="3 2"),
    "with a slanting line and an underline": _ticked,
    "lines that miss": _shifted,
    "double lines": _doubled,
    "filled strips": _strips,
    "cell by cell": _cell_by_cell,
    "dots": _dots,
    "white on blue": _white_on_blue,
    "open at the sides": _open_at_the_sides,
    "open above and below": _open_above_and_below,
}


@pytest.mark.parametrize("how", DRAWN)
def test_lines_of_all_kinds_make_a_table(how):
    page = Page()
    DRAWN[how](page)
    source = read(plain_table(page).text(60, 80, "表前").text(60, 200, "表后"))
    assert [cells(grid) for grid in grids(source)] == [PLAIN]
    assert texts(source) == ["表前", "表后"]
    assert [type(block).__name__ for block in source.blocks] == [
        "SourceParagraph",
        "SourceGrid",
        "SourceParagraph",
    ]


def test_white_lines_on_white_and_a_frame_round_the_page_make_none():
    page = plain_table(
        Page().net(XS, YS, colour=WHITE).box(30, 30, 560, 800, fill="", stroke="0 0 0")
    )
    assert [grid.ragged for grid in grids(read(page))] in ([], [True])
    framed = plain_table(
        Page().net(XS, YS).box(30, 30, 560, 800, fill="", stroke="0 0 0")
    ).text(60, 80, "表前")
    assert [cells(grid) for grid in grids(read(framed))] == [PLAIN]
    assert texts(read(framed)) == ["表前"]


def test_merged_cells_have_their_spans():
    page = (
        Page()
        .line(60, 100, 280, 100)
        .line(160, 130, 280, 130)
        .line(60, 160, 280, 160)
        .line(160, 115, 220, 115)
    )
    page.line(60, 100, 60, 160).line(160, 100, 160, 160).line(220, 100, 220, 130).line(
        280, 100, 280, 160
    )
    page.text(70, 132, "并行").text(165, 112, "上").text(165, 127, "下").text(
        225, 118, "右"
    ).text(165, 150, "并列")
    (grid,) = grids(read(page))
    assert cells(grid) == [["并行", "上", "右"], ["下"], ["并列"]]
    assert spans(grid) == {"并行": (3, 1), "右": (2, 1), "并列": (1, 2)}


def test_a_region_with_a_corner_too_many_is_cut_into_rectangles():
    page = (
        Page()
        .net((60, 160), (100, 160))
        .line(160, 100, 260, 100)
        .line(260, 100, 260, 130)
        .line(160, 130, 260, 130)
    )
    page.line(60, 130, 60, 200).line(60, 200, 260, 200).line(260, 130, 260, 200)
    page.text(65, 120, "甲").text(165, 120, "乙").text(65, 180, "丙").text(
        200, 180, "3"
    )
    (grid,) = grids(read(page))
    area = [
        (r, c)
        for cell in grid.cells
        for r in range(cell.row, cell.row + cell.rowspan)
        for c in range(cell.column, cell.column + cell.colspan)
    ]
    assert len(area) == len(set(area)) == grid.height * grid.width
    assert {"甲", "乙"} <= {cell.text for cell in grid.cells}


def test_a_figure_wider_than_its_cell_stays_whole_and_its_neighbour_too():
    page = Page().net(XS, YS)
    page.text(168, 120, "999999999999").text(222, 120, "888888888888").text(
        163, 150, "12345678901"
    ).text(223, 150, "5")
    (grid,) = grids(read(page))
    assert cells(grid) == [
        ["", "999999999999", "888888888888"],
        ["", "12345678901", "5"],
    ]


def test_a_figure_that_sticks_out_of_the_table_stays_whole():
    (grid,) = grids(
        read(plain_table(Page().net(XS, YS)).text(235, 110, "999999999999", 8))
    )
    assert "999999999999" in cells(grid)[0][2]


def test_figures_close_to_the_line_between_them_are_two():
    page = Page().net(XS, YS).text(199.2, 120, "1234").text(220.9, 120, "5678")
    assert cells(grids(read(page))[0])[0] == ["", "1234", "5678"]


def test_figures_in_two_lines_and_spaced_ones():
    page = (
        Page()
        .net(XS, YS)
        .text(165, 112, "9999999")
        .text(165, 124, "99999")
        .text(225, 120, "123", spacing=2)
    )
    page.text(165, 150, "1 2").text(225, 150, "7").text(245, 150, "8")
    assert cells(grids(read(page))[0]) == [
        ["", "9999999\n99999", "123"],
        ["", "1 2", "7 8"],
    ]


def test_one_figure_below_the_other_is_never_one_figure():
    page = Page().net(XS, (100, 160, 190))
    for at, digit in enumerate("012"):
        page.text(185, 115 + at * 14, digit)
    assert cells(grids(read(page))[0])[0][1] == "0\n1\n2"


def test_words_that_read_downwards():
    page = Page().net((60, 85, 160), (100, 260, 300))
    page.text(66, 120, "三、")
    for at, sign in enumerate("本年度办理结果"):
        page.text(66, 133 + at * 13, sign)
    assert cells(grids(read(page))[0])[0][0] == "三、本年度办理结果"


def test_two_columns_that_read_downwards_begin_at_the_right():
    page = Page().net((60, 100, 160), (100, 200, 240))
    for x, words in ((82, "本年度"), (66, "结果了")):
        for at, sign in enumerate(words):
            page.text(x, 120 + at * 13, sign)
    assert cells(grids(read(page))[0])[0][0] == "本年度结果了"


@pytest.mark.parametrize(("turn", "x", "y"), [(90, 70, 110), (270, 80, 240)])
def test_words_that_lie_on_their_side(turn, x, y):
    page = (
        Page()
        .net((60, 90, 160), (100, 260, 300))
        .text(x, y, "本年度办理结果12", turn=turn)
    )
    page.text(100, 120, "三行").text(100, 290, "四").text(
        300, 400, "正文在表外，是直立的，占多数"
    )
    assert cells(grids(read(page))[0]) == [["本年度办理结果12", "三行"], ["", "四"]]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_printed_sideways(turn):
    """The table is drawn as if the paper had been turned before printing."""
    page = Page(A4 if turn == 180 else (842, 595))
    place = {
        90: lambda x, y: (page.width - y, x),
        180: lambda x, y: (page.width - x, page.height - y),
        270: lambda x, y: (y, page.height - x),
    }[turn]
    for x in XS:
        page.line(*place(x, YS[0]), *place(x, YS[-1]))
    for y in YS:
        page.line(*place(XS[0], y), *place(XS[-1], y))
    for row, line in enumerate(PLAIN):
        for column, text in enumerate(line):
            page.text(*place(XS[column] + 3, YS[row] + 20), text, turn=turn)
    page.text(*place(60, 80), "表前", turn=turn)
    source = read(page)
    assert [cells(grid) for grid in grids(source)] == [PLAIN]
    assert texts(source) == ["表前"]
    assert isinstance(source.blocks[0], SourceParagraph)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_shown_turned(turn):
    page = plain_table(Page().net(XS, YS))
    page.extra["/Rotate"] = turn
    source = read(page)
    assert [cells(grid) for grid in grids(source)] == [PLAIN]


def test_a_table_that_the_page_cuts_off_gives_no_figure_there():
    page = Page((300, 842))
    page.line(60, 100, 330, 100).line(60, 130, 330, 130).line(60, 160, 330, 160)
    for x in (60, 160, 280):
        page.line(x, 100, x, 160)
    page.text(65, 120, "规章").text(165, 120, "3").text(281, 120, "9").text(
        65, 150, "文件"
    ).text(165, 150, "4")
    source = read(page)
    assert cells(grids(source)[0]) == [["规章", "3", "9…"], ["文件", "4", ""]]
    assert source.remarks == (
        "第 1 页的表格右边超出了页面，被截去的数字没有读出，请对照原件录入。",
    )


def test_a_table_over_two_pages_is_a_grid_on_each():
    source = read(plain_table(Page().net(XS, YS)), plain_table(Page().net(XS, YS)))
    assert [(grid.where.page, grid.where.block) for grid in grids(source)] == [
        (1, 1),
        (2, 2),
    ]


def test_what_a_crop_box_hides_is_not_read_but_nothing_is_halved():
    page = (
        plain_table(Page().net(XS, YS))
        .text(400, 300, "印厂标记")
        .text(325, 120, "1234567890")
    )
    page.extra["/CropBox"] = [0, 0, 350, 842]
    found = read(page)
    assert texts(found) == ["1234567890"]


# ── Tables without lines ──────────────────────────────────────────────────────────────────────────────────────────
def test_columns_without_lines_are_a_ragged_grid():
    page = Page().text(60, 80, "如下：")
    for row, line in enumerate(
        (
            ("信息内容", "制发", "废止"),
            ("规章", "0", "3"),
            ("行政规范性文件", "", "5"),
            ("其他", "1", "12"),
        )
    ):
        for x, text in zip((60, 200, 300), line, strict=True):
            page.text(x, 120 + row * 20, text)
    source = read(page)
    assert not grids(source)
    page.text(200, 160, "7")
    (grid,) = grids(read(page))
    assert grid.ragged
    assert cells(grid) == [
        ["信息内容", "制发", "废止"],
        ["规章", "0", "3"],
        ["行政规范性文件", "7", "5"],
        ["其他", "1", "12"],
    ]


def test_stretched_lines_are_no_columns():
    page = Page()
    for row in range(4):
        page.text(60, 100 + row * 18, "号，邮编电子信箱", 10, spacing=16)
    assert not grids(read(page))


# ── Pictures ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_table_that_is_a_picture():
    source = read(
        Page()
        .text(60, 80, "三、收到和处理申请情况")
        .image(60, 100, 500, 400)
        .text(60, 450, "四、行政复议")
        .image(500, 20, 520, 40)
    )
    kinds = [type(block).__name__ for block in source.blocks]
    assert kinds == ["SourceParagraph", "Picture", "SourceParagraph"]
    assert (
        source.blocks[1].width,
        source.blocks[1].height,
        source.blocks[1].where.page,
    ) == (440, 300, 1)


def test_a_figure_that_is_a_picture():
    (grid,) = grids(read(plain_table(Page().net(XS, YS)).image(195, 105, 212, 125)))
    assert [cell.text for cell in grid.cells if cell.picture] == ["0"]


def test_a_scan_is_pictures_and_a_remark():
    source = read(Page().image(0, 0, *A4), Page().image(0, 0, *A4))
    assert all(isinstance(block, Picture) for block in source.blocks)
    assert len(source.blocks) == 2
    assert source.remarks == (
        "这是扫描件或图片，没有可以读取的文字；请上传由办公软件导出的文件，或逐项录入。",
    )


def test_a_scan_with_recognised_text_says_so():
    source = read(
        Page().image(0, 0, *A4).text(60, 80, "识别得来"), Page().image(0, 0, *A4)
    )
    assert [remark[:14] for remark in source.remarks] == [
        "第 2 页是图片，没有可以读",
        "第 1 页是扫描图像，文字由",
    ]


# ── Files that somebody sent ──────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", opening.EMPTY),
        (b"PK\x03\x04 no pdf", opening.NO_PDF),
        (b"%PDF-1.7\n", opening.DAMAGED),
        (b"%PDF-1.7\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF", opening.NO_PAGES),
    ],
)
def test_no_pdf_is_an_answer(data, message):
    with pytest.raises(IntakeError, match=message[:12]):
        reader.read(data)


def test_a_file_cut_short_is_an_answer_or_read_in_part():
    whole = pdf(*[plain_table(Page().net(XS, YS)) for _ in range(3)])
    for part in (0.3, 0.6, 0.9, 0.99):
        with contextlib.suppress(IntakeError):
            assert all(
                cells(grid) == PLAIN
                for grid in grids(reader.read(whole[: int(len(whole) * part)]))
            )


def test_a_cross_reference_that_leads_nowhere_is_made_anew():
    whole = pdf(
        plain_table(Page().net(XS, YS)),
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
    )
    start = whole.rindex(b"startxref")
    broken = whole[:start] + b"startxref\n99999999\n%%EOF\n"
    assert [cells(grid) for grid in grids(reader.read(broken))] == [PLAIN]


def test_a_password_is_asked_away():
    locked = pdf(
        plain_table(Page()), encryption=pikepdf.Encryption(owner="a", user="b", R=6)
    )
    with pytest.raises(IntakeError, match="打开密码"):
        reader.read(locked)


@pytest.mark.parametrize("revision", [4, 6])
def test_a_file_that_opens_without_a_password_is_read(revision):
    nothing = pikepdf.Permissions(extract=False, print_lowres=False)
    source = read(
        plain_table(Page().net(XS, YS)),
        encryption=pikepdf.Encryption(owner="a", user="", R=revision, allow=nothing),
    )
    assert [cells(grid) for grid in grids(source)] == [PLAIN]


def test_a_file_without_pages():
    with pytest.raises(IntakeError, match="没有页面"):
        reader.read(pdf())


def test_a_file_with_too_many_pages_is_read_in_part(monkeypatch):
    monkeypatch.setattr(opening, "MOST_PAGES", 3)
    source = read(*[Page().text(60, 80, f"第{at}段") for at in range(6)])
    assert source.pages == 3
    assert source.remarks == ("文件很长，只读取了前 3 页。",)


def test_a_file_that_is_too_large(monkeypatch):
    monkeypatch.setattr(opening, "MOST_BYTES", 100)
    with pytest.raises(IntakeError, match="超过"):
        read(Page())


def test_a_stream_that_swells_is_not_unpacked():
    def swell(file):
        bomb = zlib.compress(b" " * (opening.MOST_STREAM + 10))
        contents = file.pages[0].Contents
        contents.write(bomb, filter=pikepdf.Name.FlateDecode)

    with pytest.raises(IntakeError, match="解压后过大"):
        read(Page(), change=swell, compress_streams=False)


def test_many_streams_that_swell_together_are_not_unpacked(monkeypatch):
    monkeypatch.setattr(opening, "MOST_STREAMS", 3000)
    pages = [Page().lines(80, 80, [FULL] * 20) for _ in range(4)]
    with pytest.raises(IntakeError, match="解压后过大"):
        read(*pages)


def test_a_page_with_too_much_on_it_is_read_in_part(monkeypatch):
    monkeypatch.setattr(reader.page, "MOST_GLYPHS", 3)
    source = read(Page().text(60, 80, "一二三四五"))
    assert texts(source) == ["一二三"]
    assert source.remarks == ("第 1 页内容过多，没有读完。",)


def test_scripts_attachments_and_fields_are_left_alone_and_said():
    def burden(file):
        file.attachments["a.exe"] = b"MZ"
        file.Root.OpenAction = pikepdf.Dictionary(
            S=pikepdf.Name.JavaScript, JS="app.alert(1)"
        )
        file.Root.AcroForm = pikepdf.Dictionary(
            Fields=[file.make_indirect(pikepdf.Dictionary(T="x"))]
        )

    source = read(Page().text(60, 80, "正文"), change=burden)
    assert texts(source) == ["正文"]
    assert source.remarks == (
        "文件中夹带的附件没有读取。",
        "文件中的脚本没有运行。",
        "文件中的表单域没有读取，只读取了页面上的文字。",
    )


def test_nothing_is_said_of_a_plain_file():
    assert read(plain_table(Page().net(XS, YS))).remarks == ()


def test_the_readers_libraries_keep_quiet():
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from disclosure.intake.formats import pdf; pdf.read(sys.stdin.buffer.read())",
        ],
        input=pdf(Page().text(60, 80, "一", font="U")),
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""
