"""Plain text: the real report of a street office, and tables as people's programs leave them in text."""

import contextlib
import random
import subprocess
import time

import pytest

from disclosure.intake.formats import blocks, read_source, text
from disclosure.intake.source import IntakeError, SourceGrid, SourceParagraph
from tests.support.intake import grids, lie_apart, numbered, told
from tests.support.shared import shared


def read(*lines, encoding="utf-8"):
    return text.read("\n".join(lines).encode(encoding))


def only_table(*lines):
    ((kind, rows),) = told(read(*lines))
    assert kind == "t"
    return rows


# ── A real report ─────────────────────────────────────────────────────────────────────────────────────────────────
def as_written(block):
    if isinstance(block, SourceParagraph):
        return block.text
    return "\n".join("\t".join(cell.text for cell in line) for line in block.lines())


def test_a_real_report_keeps_every_line_and_every_cell():
    data = shared("reports/qudong-2023.txt").read_bytes()
    source = read_source(data, "qudong-2023.txt")
    assert source.format == "text"
    assert numbered(source)
    written = [line for line in data.decode().split("\n") if line.strip(" ")]
    assert "\n".join(map(as_written, source.blocks)) == "\n".join(written)
    tables = [block for block in source.blocks if isinstance(block, SourceGrid)]
    assert [(grid.height, grid.width, grid.ragged) for grid in tables] == [
        (14, 4, True),
        (28, 10, True),
        (4, 15, True),
    ]


def test_a_real_report_by_its_lines():
    source = text.read(shared("reports/qudong-2023.txt").read_bytes())
    grid = source.blocks[11]
    lines = list(grid.lines())
    assert [cell.text for cell in lines[7]] == [
        "",
        "(三) 不予公开",
        "1. 属于国家秘密",
        *"0000000",
    ]
    assert [cell.text for cell in lines[25]] == ["3. 其他", "", *"0000000", ""]
    assert (lines[7][2].where.block, lines[7][2].where.row, lines[7][2].where.cell) == (
        12,
        8,
        3,
    )
    assert [
        block.text for block in source.blocks if isinstance(block, SourceParagraph)
    ][2].startswith("2023 年，渠东街道办事处根据")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16", "utf-16-le"])
def test_a_real_report_in_every_encoding(encoding):
    data = shared("reports/qudong-2023.txt").read_bytes()
    assert told(text.read(data.decode().encode(encoding))) == told(text.read(data))


# ── Tabs ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_cells_that_a_spreadsheet_quoted_go_over_lines():
    rows = only_table('"结果\n维持"\t"说""引""号"\t1', "甲\t乙\t2")
    assert rows == [["结果\n维持", '说"引"号', "1"], ["甲", "乙", "2"]]
    assert only_table('"没有结尾\t乙\t1', "甲\t乙\t2") == [
        ['"没有结尾', "乙", "1"],
        ["甲", "乙", "2"],
    ]


def test_a_tab_alone_makes_no_table():
    assert told(read("\t首行缩进的一段。", "\t又一段。")) == [
        ("p", "\t首行缩进的一段。"),
        ("p", "\t又一段。"),
    ]
    assert told(read("电话：\t0373-0000000")) == [("p", "电话：\t0373-0000000")]
    assert told(read("联系人：\t沈禾", "", "电话：\t0373")) == [
        ("p", "联系人：\t沈禾"),
        ("p", "电话：\t0373"),
    ]


def test_a_line_of_blank_cells_and_one_line_alone():
    assert only_table("规章\t1\t2", "\t\t", "许可\t3\t4")[1] == ["", "", ""]
    assert only_table("0\t0\t0\t0\t0") == [["0"] * 5]


# ── Strokes ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_markdown_table_with_its_heading_and_picture():
    source = read(
        "## 二、主动公开",
        "| 信息内容 | 制发 | 有效 |",
        "|:---|---:|:-:|",
        "| 规章 | 0 | 3 |",
        "| 甲\\|乙 | | 1 |",
        "![表三](a.png)",
    )
    assert told(source) == [
        ("h2", "二、主动公开"),
        ("t", [["信息内容", "制发", "有效"], ["规章", "0", "3"], ["甲|乙", "", "1"]]),
        ("picture", "表三"),
    ]
    assert not source.blocks[1].ragged


def test_rules_between_rows_put_the_lines_of_a_row_together():
    drawn = [
        "┌────┬───┐",
        "│信息│制发│",
        "│内容│件数│",
        "├────┼───┤",
        "│规章│ 3 │",
        "├────┼───┤",
        "│合计│ 4 │",
        "└────┴───┘",
    ]
    assert only_table(*drawn) == [
        ["信息\n内容", "制发\n件数"],
        ["规章", "3"],
        ["合计", "4"],
    ]


def test_a_table_without_rules_is_read_line_by_line_and_may_be_ragged():
    source = read(
        "|第二十条第（一）项              |",
        "|信息内容 |本年制发件数|现行有效|",
        "|规章     |0           |3       |",
        "正文",
    )
    assert told(source) == [
        (
            "t",
            [
                ["第二十条第（一）项"],
                ["信息内容", "本年制发件数", "现行有效"],
                ["规章", "0", "3"],
            ],
        ),
        ("p", "正文"),
    ]
    assert source.blocks[0].ragged
    assert told(read("甲 | 乙")) == [("p", "甲 | 乙")]


# ── Blanks ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_columns_apart_by_blanks_as_pdftotext_lays_them():
    source = read(
        "        二、主动公开政府信息情况",
        "   信息内容        本年制发件数      现行有效件数",
        "规章                    0                3",
        "",
        "   行政规范性",
        "                        5                5",
        "      文件",
        "        三、收到和处理政府信息公开申请情况",
    )
    assert told(source) == [
        ("p", "        二、主动公开政府信息情况"),
        (
            "t",
            [
                ["信息内容", "本年制发件数", "现行有效件数"],
                ["规章", "0", "3"],
                ["行政规范性"],
                ["5", "5"],
            ],
        ),
        ("p", "      文件"),
        ("p", "        三、收到和处理政府信息公开申请情况"),
    ]
    assert source.blocks[1].ragged
    assert only_table("  信息内容     本年处理决定数量", "行政许可               550")[
        1
    ] == ["行政许可", "550"]


def test_letter_spaced_and_ordinary_text_is_no_table():
    lines = [
        "2023  年，全年  公开  信息。",
        "号 ， 邮 编 ： 223100",
        "甲方  乙方",
        "年    月    日",
    ]
    assert [kind for kind, _ in told(read(*lines))] == ["p"] * 4


def test_one_cell_in_a_line_stays_as_it_is():
    lines = ["信息内容", "本年制发件数", "规章", "0", "0", "3"]
    assert told(read(*lines)) == [("p", line) for line in lines]


def test_the_real_pdf_as_text_keeps_its_figures(tmp_path):
    pdf = shared("reports/hongze-2023.pdf")
    out = tmp_path / "a.txt"
    subprocess.run(["pdftotext", "-layout", pdf, out], check=True)
    source = text.read(out.read_bytes())
    cells = [cell[0] for grid in grids(source) for cell in grid]
    for figure in (
        "550",
        "4119",
        "195",
        "7730.28",
        "2.其他法律行政止公开",
        "（六）其他处理",
    ):
        assert figure in cells
    words = [what for kind, what in told(source) if kind == "p"]
    assert any("根据《中华人民共和国政府信息公开条例》" in line for line in words)
    assert ("aside", "-1-") in [
        (kind, what.strip()) for kind, what in told(source) if isinstance(what, str)
    ]


# ── Lines ─────────────────────────────────────────────────────────────────────────────────────────────────────────
WRAPPED = [
    "一、总体情况",
    "二〇二三年棠溪街道办事处坚持以公开为常态不公开为例外的",
    "原则，主动公开信息三百二十六条，阅读量十八万六千余次，",
    "比上年有所增加。全年收到申请十七件，上年结转一件，办结",
    "十七件，结转下年度一件。",
    "（一）主动公开情况较好，重点领域信息及时公布，旧房改造",
    "的进度和结果逐月更新。",
]


def test_lines_of_one_width_are_no_broken_text_where_there_are_wider_ones():
    lines = [
        "棠溪街道办事处二〇二三年政府信息公开工作年度报告",
        *WRAPPED[1:4],
        "二〇二三年我街道" + "持续推进公开" * 12 + "。",
    ]
    assert [what for _, what in told(text.read("\n".join(lines).encode()))] == lines


def test_lines_broken_at_one_width_are_put_together_where_that_is_certain():
    assert [what for _, what in told(read(*WRAPPED))] == [
        WRAPPED[0],
        "".join(WRAPPED[1:5]),
        "".join(WRAPPED[5:]),
    ]


def test_nothing_is_put_together_that_may_be_apart():
    lines = [
        "全年主动公开信息三百二十六条，阅读量十八万六千余次上。",
        "收到申请十七件，办结十七件。",
        "开展业务培训两次，共有八十六人次参加了培训并且考核了",
        "一是图解和视频占比不高；二是个别科室报送不及时。",
    ]
    assert [what for _, what in told(read(*lines))] == lines
    long = ["短" * 20 + "不同长度" * n for n in range(1, 9)]
    assert [what for _, what in told(read(*long))] == long


@pytest.mark.parametrize(
    ("following", "is_apart"),
    [
        ("其他情况。", False),
        ("一、总体情况", True),
        ("（2）答复情况", True),
        ("３．其他", True),
        ("第二条　申请", True),
        ("二是答复及时", True),
        ("- 答复及时", True),
        ("# 答复", True),
    ],
)
def test_a_line_that_begins_something_goes_on_with_nothing(following, is_apart):
    found = [what for _, what in told(read(*WRAPPED[1:4], WRAPPED[1], following))]
    assert (len(found) > 1) == is_apart


def test_where_paragraphs_are_indented_the_others_go_on():
    lines = [
        "　　" + WRAPPED[1][:-2],
        "甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸甲乙丙丁戊。",
        "一年来的情况如此。",
    ]
    text_lines = lines + [
        f"　　{line[:-2]}" if n % 2 == 0 else line
        for n, line in enumerate(WRAPPED[1:5])
    ]
    found = [what for _, what in told(read(*text_lines))]
    assert found[0] == "".join(lines)
    assert len(found) == 3


def test_invisible_characters_go_and_blanks_stay():
    source = read(
        "\ufeff一、\u200b总体\u00a0情况  甲\u3000乙", "", "  \u200b ", "１３，６１２"
    )
    assert [what for _, what in told(source)] == [
        "一、总体 情况  甲\u3000乙",
        "１３，６１２",
    ]


def test_every_kind_of_line_end():
    assert [
        what for _, what in told(text.read("甲\r\n乙\r丙\n\x0c丁\u2028戊".encode()))
    ] == list("甲乙丙丁戊")


def test_page_numbers_are_aside():
    assert told(read("— 1 —", "-2-", "第 3 页 共 5 页", "-3 件")) == [
        *(
            ("aside", "— 1 —"),
            ("aside", "-2-"),
            ("aside", "第 3 页 共 5 页"),
            ("p", "-3 件"),
        )
    ]


# ── Harm ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "line", ["a\tb\n", '"a\tb\n', "a  b\n", "a  b\n\n\n\n\n\n", "|a|\n", "+--+\n", "-", " ", "|", "甲乙丙丁戊己庚辛壬癸" * 3 + "\n"]
)  # fmt: skip
def test_no_text_takes_long(line):
    data = (line * (600_000 // len(line.encode())) + "末")[
        : blocks.MAX_CHARACTERS
    ].encode()
    began = time.process_time()
    with contextlib.suppress(IntakeError):
        text.read(data)
    assert time.process_time() - began < 15


def test_what_is_larger_than_any_report_is_refused(monkeypatch):
    with pytest.raises(IntakeError, match="文字超过"):
        text.read(b"a" * (blocks.MAX_CHARACTERS + 1))
    with pytest.raises(IntakeError, match="单元格超过"):
        text.read(b"a\tb\n" * (blocks.MAX_CELLS + 1))
    monkeypatch.setattr(text, "MAX_BYTES", 5)
    with pytest.raises(IntakeError, match="MB"):
        text.read(b"abcdef")


def test_text_without_text_and_text_in_no_encoding():
    with pytest.raises(IntakeError, match="没有文字"):
        text.read("\u200b\n \n".encode())
    with pytest.raises(IntakeError, match="编码"):
        text.read(bytes([0xFF, 0x80, 0x41] * 200))


PIECES = [
    "甲",
    "0",
    "\t",
    "  ",
    "\n",
    "|",
    "---",
    '"',
    "一、",
    "正文很长很长很长，",
    "。",
    "┼",
    "\u200b",
    "#",
    " ",
]


@pytest.mark.parametrize("seed", range(100))
def test_any_text_is_read_and_nothing_of_it_is_lost(seed):
    dice = random.Random(seed)
    made = "首" + "".join(dice.choices(PIECES, k=dice.choice((10, 80, 500))))
    source = text.read(made.encode())
    assert numbered(source)
    assert all(
        lie_apart(block) for block in source.blocks if isinstance(block, SourceGrid)
    )
    kept = "".join(
        what if isinstance(what, str) else "".join(map("".join, what))
        for _, what in told(source)
    )
    for mark in "甲0长。":
        assert kept.count(mark) == made.count(mark)
