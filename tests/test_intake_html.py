"""Saved web pages, in the manner of government sites, WPS, Word, Excel and UEditor; and pages that want to do harm."""

import contextlib
import random
import time

import pytest

from disclosure.intake.formats import blocks, docx, html, html_text, read_source
from disclosure.intake.source import IntakeError, Picture, SourceGrid
from disclosure.outputs import document
from disclosure.outputs.formats import FORMATS
from tests.support import papers
from tests.support.intake import grids, lie_apart, numbered, told
from tests.support.random_reports import random_report

SITE = """<!DOCTYPE html>
<html><head><meta charset="utf-8">
<meta name="ArticleTitle" content="棠溪街道办事处2023年政府信息公开工作年度报告">
<meta name="PubDate" content="2024-01-19 10:00"><meta name="ContentSource" content="棠溪街道办事处">
<title>棠溪街道办事处2023年政府信息公开工作年度报告_望汀区人民政府</title>
<style>.x{color:red}</style><script>var a="<p>不是正文</p>";</script></head>
<body class="menu">
<!-- 头部 --><div class="header-box"><a href="/">首页</a><a href="/zwgk">政务公开</a><a href="/hd">互动交流</a>
<select><option>长者模式</option></select></div>
<nav><p>无障碍</p></nav>
<div class="location">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; <a href="/nb">政府信息公开年报</a></div>
<table class="syh"><tr><td>索引号</td><td>11410702MB0X00001/2024-00003</td><td>发布机构</td><td>棠溪街道办事处</td></tr>
<tr><td>名称</td><td>棠溪街道办事处年报</td><td>发布日期</td><td>2024-01-19</td></tr></table>
<h1>棠溪街道办事处<br>2023年政府信息公开工作年度报告</h1>
<div style="display: none">隐藏的<p>说明</p></div><p hidden>也隐藏</p>
<div id="zoom" class="TRS_Editor"><div class=Custom_UnionStyle>
<p class="MsoNormal" style="text-indent:32pt"><b><span style="font-family:黑体">一、</span></b><span lang="EN-US"><o:p></o:p></span><span
style="letter-spacing:2pt">总体情况</span></p>
<p>&nbsp;</p><p><br></p>
<p>&nbsp;&nbsp;&nbsp; 全年收到申请<span lang=EN-US>17</span>件，&#8203;均已
答复。<br>　　电话：0373-0000000。</p>
<p>图解见<a href="/tj">专栏</a>。<img src="a.png" width="600" height="400" alt="数据图"><img src="dot.gif" width=3 height=3></p>
</div></div>
<div class="links"><ul><li><a href="1">国务院部门网站</a></li><li><a href="2">省政府网站</a></li><li><a href="3">区直部门网站</a></li></ul></div>
<footer><p>主办：望汀区人民政府办公室</p></footer>
</body></html>"""


def read(markup, name="a.html"):
    return read_source(markup.encode() if isinstance(markup, str) else markup, name)


def body(markup):
    return read(f"<html><body>{markup}</body></html>")


def test_a_page_of_a_government_site():
    source = read(SITE)
    assert told(source) == [
        ("aside", "首页政务公开互动交流"),
        ("aside", "无障碍"),
        ("aside", "当前位置：首页 > 政务公开 > 政府信息公开年报"),
        (
            "t",
            [
                [
                    "索引号",
                    "11410702MB0X00001/2024-00003",
                    "发布机构",
                    "棠溪街道办事处",
                ],
                ["名称", "棠溪街道办事处年报", "发布日期", "2024-01-19"],
            ],
        ),
        ("h1", "棠溪街道办事处2023年政府信息公开工作年度报告"),
        ("p", "一、总体情况"),
        ("p", "    全年收到申请17件，均已 答复。"),
        ("p", "　　电话：0373-0000000。"),
        ("p", "图解见专栏。"),
        ("picture", "数据图"),
        ("aside", "国务院部门网站"),
        ("aside", "省政府网站"),
        ("aside", "区直部门网站"),
        ("aside", "主办：望汀区人民政府办公室"),
    ]
    assert numbered(source)
    assert source.titles == (
        "棠溪街道办事处2023年政府信息公开工作年度报告",
        "棠溪街道办事处2023年政府信息公开工作年度报告_望汀区人民政府",
        "棠溪街道办事处",
    )
    (picture,) = [block for block in source.blocks if isinstance(block, Picture)]
    assert (picture.width, picture.height) == (600, 400)


@pytest.mark.parametrize(
    ("encoding", "charset"), [("gb18030", "gb2312"), ("gbk", "utf-8"), ("utf-8", "gb2312"), ("utf-8-sig", ""), ("utf-16", "")]
)  # fmt: skip
def test_the_encoding_is_the_one_the_page_is_in(encoding, charset):
    page = SITE.replace(
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">',
    )
    page = page.replace("&#8203;", "")
    assert told(read(page.encode(encoding))) == told(read(SITE))


def test_a_page_saved_as_one_file():
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
    part = b'Content-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    text = "".join(
        f"={byte:02X}" for byte in "<p>一、总体情况</p>".encode("gbk")
    ).encode()
    soft = text[:60] + b"=\r\n" + text[60:]
    picture = b"--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"
    assert told(
        read(head + part + soft + b"\r\n" + picture + b"--b--\r\n", "年报.doc")
    ) == [("p", "一、总体情况")]
    with pytest.raises(IntakeError, match="没有网页正文"):
        html.read(head + picture + b"--b--\r\n")
    frames = (
        part.replace(b"quoted-printable", b"8bit")
        + b"<frameset><frame src=a></frameset>\r\n--b\r\n"
    )
    assert told(html.read(head + frames + part + soft + b"\r\n--b--\r\n")) == [
        ("p", "一、总体情况")
    ]


# ── Tables ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_merged_cells_lie_where_a_browser_puts_them():
    (cells,) = grids(
        body("""<table border=1><caption>表三</caption>
        <tfoot><tr><td>总计<td>3<td>4</tr></tfoot>
        <thead><tr><th rowspan="2" colspan="0">项目<th colspan=99>件数</tr><tr><th>甲<th>乙</tr></thead>
        <tbody><tr><td rowspan=70000>行<br>政<p>许</p><p>可</p></td><td>1<td>2<tr><td>5<td></tbody></table>""")
    )
    assert cells == [
        ("项目", 0, 0, 2, 1),
        ("件数", 0, 1, 1, 2),
        ("甲", 1, 1, 1, 1),
        ("乙", 1, 2, 1, 1),
        ("行\n政\n许\n可", 2, 0, 2, 1),
        ("1", 2, 1, 1, 1),
        ("2", 2, 2, 1, 1),
        ("5", 3, 1, 1, 1),
        ("", 3, 2, 1, 1),
        ("总计", 4, 0, 1, 1),
        ("3", 4, 1, 1, 1),
        ("4", 4, 2, 1, 1),
    ]


def test_places_count_what_the_file_has():
    source = body(
        "<p>前</p><table><tr><td rowspan=2>甲<td>1<td>2<tr><td>3<td>4</table>"
    )
    grid = source.blocks[1]
    assert [
        (cell.text, cell.where.block, cell.where.row, cell.where.cell)
        for cell in grid.cells
    ] == [
        ("甲", 2, 1, 1),
        ("1", 2, 1, 2),
        ("2", 2, 1, 3),
        ("3", 2, 2, 1),
        ("4", 2, 2, 2),
    ]


@pytest.mark.parametrize("span", ["0", "-3", "abc", "", "1.9", "２", "1e9", " 1"])
def test_a_span_that_is_none_is_one(span):
    (cells,) = grids(
        body(
            f'<table><tr><td colspan="{span}" rowspan="{span or "x"}">甲<td>1<tr><td>乙<td>2</table>'
        )
    )
    assert ("乙", 1, 0, 1, 1) in cells or span == "0"  # rowspan=0 goes to the end
    assert ("1", 0, 1, 1, 1) in cells


def test_the_way_excel_writes_tables():
    source = body("""<table><tr height=19><td class=xl65 x:num>一、新收</td><td>3</td>
    <td colspan=3 style='mso-ignore:colspan'></td></tr>
    <![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=99></td><td>不显示</td></tr><![endif]>
    </table>""")
    assert told(source) == [("t", [["一、新收", "3", "", "", ""]])]


def test_hidden_cells_and_rows_are_left_out_and_loose_ones_are_kept():
    source = body(
        "<table><tr><td>规章<td style='display:none'>9<td>1<td>2</tr><form><tr><td>许可<td>5<td>6</tr></form>"
        "<tr style='visibility:hidden'><td>7<td>8<td>9</tr></table>"
    )
    assert told(source) == [("t", [["规章", "1", "2"], ["许可", "5", "6"]])]


def test_a_frame_round_the_page_is_read_as_what_stands_in_it():
    source = body(
        "<table><tr><td>左栏<td><table><tr><td><h2>标题</h2><p>正文</p>"
        "<table><tr><td>规章<td>1<td>2<tr><td>许可<td>3<td>4</table><p>完</p></td></tr></table></table>"
    )
    assert told(source) == [
        ("p", "左栏"),
        ("h2", "标题"),
        ("p", "正文"),
        ("t", [["规章", "1", "2"], ["许可", "3", "4"]]),
        ("p", "完"),
    ]
    long = "正文很长。" * 60
    assert told(body(f"<table><tr><td>菜单<td><p>{long}</p><p>次段</p></table>")) == [
        ("p", "菜单"),
        ("p", long),
        ("p", "次段"),
    ]
    assert told(body("<table><tr><td>单框<p>次行</table>")) == [
        ("p", "单框"),
        ("p", "次行"),
    ]


def test_running_text_across_a_table_is_taken_out_of_it():
    long = "全年主动公开信息。" * 20
    source = body(
        f"<table><tr><td colspan=3>一、总体情况<tr><td colspan=3><p>{long}</p><p>又一段</p><tr><td colspan=3>二、主动公开"
        "<tr><td rowspan=2>类<td>1<td>2<tr><td>3<td>4<tr><td>许可<td>5<td>6</table>"
    )
    assert told(source) == [
        ("p", "一、总体情况"),
        ("p", long),
        ("p", "又一段"),
        ("p", "二、主动公开"),
        ("t", [["类", "1", "2"], ["3", "4"], ["许可", "5", "6"]]),
    ]
    assert source.blocks[-1].cells[0].where.row == 4


def test_a_small_table_in_a_cell_of_figures_is_part_of_its_text():
    rows = "".join(f"<tr><td>行{n}<td>{n}<td>{n}" for n in range(4))
    source = body(f"<table>{rows}<tr><td>末<td><table><tr><td>8</table><td>9</table>")
    assert told(source)[0][1][-1] == ["末", "8", "9"]


def test_a_picture_in_a_cell_is_said():
    source = body(
        "<table><tr><td>表三<td><img src=t.png width=500><tr><td>甲<td>1</table>"
    )
    assert [cell.picture for cell in source.blocks[0].cells] == [
        False,
        True,
        False,
        False,
    ]


# ── Lists, lines ──────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("opening", "numbers"),
    [
        ("<ol>", ["1.", "2.", "3."]),
        ("<ol start=3>", ["3.", "4.", "5."]),
        ("<ol type=A>", ["A.", "B.", "C."]),
        ("<ol type=i>", ["i.", "ii.", "iii."]),
        ("<ol style='list-style-type: cjk-ideographic'>", ["一、", "二、", "三、"]),
        ("<ol class='custom_cn2 list-paddingleft-1'>", ["(一)", "(二)", "(三)"]),
        ("<ol class='custom_num1'>", ["1)", "2)", "3)"]),
        ("<ol style='list-style: none'>", ["", "", ""]),
        ("<ol style='list-style: outside disc'>", ["", "", ""]),
        ("<ol style='list-style: trad-chinese-informal'>", ["一、", "二、", "三、"]),
        ("<ol style='list-style: simp-chinese-formal'>", ["壹、", "贰、", "叁、"]),
        ("<ol style='list-style: simp-chinese-informal'>", ["一、", "二、", "三、"]),
        ("<ol type=A style='list-style: Decimal'>", ["1.", "2.", "3."]),
        ("<ol style='list-style-type: upper-alpha'>", ["A.", "B.", "C."]),
        ("<ol style='list-style-type: lower-roman'>", ["i.", "ii.", "iii."]),
        ("<ul>", ["", "", ""]),
    ],
)
def test_the_numbers_of_a_list_are_text(opening, numbers):
    items = "<li><p>甲</p><p>甲二</p></li><li style='display:none'>隐</li><li>乙</li><li><span>丙</span></li>"
    source = body(f"{opening}{items}</{opening[1:3]}>")
    expected = [numbers[0] + "甲", "甲二", numbers[1] + "乙", numbers[2] + "丙"]
    assert [text for _, text in told(source)] == expected


def test_an_item_may_say_its_own_number():
    assert [text for _, text in told(body("<ol><li>甲<li value=7>乙<li>丙</ol>"))] == [
        "1.甲",
        "7.乙",
        "8.丙",
    ]


def test_blanks_run_together_but_not_in_preformatted_text():
    source = body(
        "<p>  一、\n\t总体&nbsp;&nbsp;情况 </p><pre>甲  乙\n丙\t丁</pre><p>a<b> b</b> <i>c</i></p>"
    )
    assert [text for _, text in told(source)] == [
        "一、 总体  情况",
        "甲  乙",
        "丙\t丁",
        "a b c",
    ]


def test_what_word_and_scripts_leave_behind_is_left_out():
    source = body(
        "<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]--><xml><w:Zoom>0</w:Zoom></xml>"
        "<noscript>请开启脚本</noscript><template>模板</template><svg><text>图</text></svg><textarea>编辑</textarea>"
        "<p style='mso-hide:all'>隐</p><ruby>镕<rt>róng</rt></ruby>"
    )
    assert told(source) == [("p", "镕")]


def test_revisions_are_left_out_and_struck_text_is_not():
    page = "<p>甲<del cite='mailto:a' datetime='2024-01-01T00:00:00'>删</del><ins cite='x'>插</ins><del>划</del><s>去</s></p>"
    assert told(body(page)) == [("p", "甲插划去")]


# ── Around the text ───────────────────────────────────────────────────────────────────────────────────────────────
def test_a_whole_page_in_a_box_called_menu_is_not_aside():
    text = "全年主动公开信息。" * 50
    assert told(body(f"<div class=nav><p>{text}</p></div>")) == [("p", text)]
    assert told(body("<div class=nav><p>首页</p></div>")) == [("aside", "首页")]
    assert told(body("<div role=navigation><p>首页</p></div>")) == [("aside", "首页")]
    assert told(body("<div title='footer'><p>— 3 —</p></div>")) == [("aside", "— 3 —")]
    assert told(
        body(
            "<header><h1>某网</h1></header><article><header><h1>年报</h1></header></article>"
        )
    ) == [
        ("aside", "某网"),
        ("h1", "年报"),
    ]


def test_a_paragraph_with_links_is_text():
    text = "详见<a href=1>市政府网站</a>、<a href=2>区政府网站</a>和<a href=3>公众号</a>，欢迎公众查阅并提出意见建议。"
    assert told(body(f"<div><p>{text * 3}</p></div>"))[0][0] == "p"


def test_a_report_in_an_attachment_is_said_to_be_there():
    source = body(
        "<p>年报见附件</p><a href='/files/%E5%B9%B4%E6%8A%A5.pdf?x=1'>附件：2023年年报.pdf</a><a href='b.html'>返回</a>"
    )
    assert source.remarks == (
        "网页里有附件（附件：2023年年报.pdf），没有打开；如果年度报告在附件里，请下载后另行上传。",
    )
    source = body("<iframe src='/pdfjs/viewer.html?file=/2024/nianbao.pdf'></iframe>")
    assert "nianbao.pdf" in source.remarks[0]
    assert not source.blocks
    assert (
        "嵌有别的网页"
        in body("<p>甲</p><iframe src='/inner.html'></iframe>").remarks[0]
    )


# ── Harm ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_entities_do_not_grow_and_no_definition_is_text():
    bomb = (
        '<!DOCTYPE html [<!ENTITY a "'
        + "x" * 1000
        + '"><!ENTITY b "&a;&a;&a;">]><html><body><p>甲&b;&b;</p>'
    )
    assert told(read(bomb)) == [("p", "甲&b;&b;")]


@pytest.mark.parametrize("tag", ["span", "font", "b"])
def test_tags_piled_up_inside_a_line_do_not_matter(tag):
    assert told(body(f"<p>{f'<{tag}>' * 50_000}深<p>尾")) == [("p", "深"), ("p", "尾")]


@pytest.mark.parametrize("opening", ["<div>", "<table><tr><td>", "<ul><li>"])
def test_nesting_is_read_or_refused_and_never_half_read(opening):
    assert told(body(f"{opening * 150}深"))[-1][1].endswith("深")
    with pytest.raises(IntakeError, match="嵌套太深"):
        body(f"{opening * 30_000}深<p>尾")


@pytest.mark.parametrize(
    "markup",
    [
        "<ol>" + "<li>甲" * 30_000,
        "<p>" + "长" * (blocks.MAX_CHARACTERS + 1),
        "<table>" + ("<tr>" + "<td>1" * 300) * 250,
        "<table>" + ("<tr>" + "<td colspan=1000 rowspan=60000>1" * 100) * 100,
    ],
    ids=["blocks", "characters", "cells", "area"],
)
def test_what_is_larger_than_any_report_is_refused_by_name_of_the_bound(markup):
    with pytest.raises(IntakeError, match="超过"):
        body(markup)


HEAVY = {
    "conditions": "<![if " * 100_000,
    "brackets": "<" * 200_000,
    "definition": "<!DOCTYPE html [" + "<" * 200_000,
    "entities": "&" * 200_000,
    "attributes": "<p " + "a=b " * 100_000,
    "list style": "<ol style='" + "list-style:" * 20_000 + "'>" + "<li>甲" * 500,
    "digits": "<table><tr><td>a<td>" + "5" * 200_000 + "x",
}


@pytest.mark.parametrize("markup", HEAVY.values(), ids=HEAVY)
def test_no_markup_takes_long(markup):
    began = time.process_time()
    with contextlib.suppress(IntakeError):
        html.read(f"<html><body><p>甲</p>{markup}".encode())
    assert time.process_time() - began < 5


def test_an_empty_page_is_said_to_be_empty():
    with pytest.raises(IntakeError, match="没有文字"):
        body("<script>document.write('年报')</script>")
    with pytest.raises(IntakeError):
        html.read(b"<html>" + b"\x00" * 50)


def test_a_page_in_no_known_encoding_is_refused():
    with pytest.raises(IntakeError, match="编码"):
        html.read(b"<html><body><p>" + bytes([0xFF, 0x80, 0x41] * 200))


WORDS = [*(f"<{tag}>" for tag in html_text.BLOCKS | html_text.UNSEEN | {"span", "b", "a", "br", "img", "ruby"}),
         *(f"</{tag}>" for tag in html_text.BLOCKS | {"span", "b"}), "文字", "0", "13,612", "&nbsp;", "<!-- x -->", "</", "<",
         *(f"<td {a}>" for a in ("colspan=2", "colspan=0", "colspan=9999999999", "rowspan=3", "rowspan=0", "hidden"))]  # fmt: skip


@pytest.mark.parametrize("seed", range(200))
def test_any_soup_is_read_or_refused(seed):
    dice = random.Random(seed)
    try:
        source = body(
            "<p>首</p>" + "".join(dice.choices(WORDS, k=dice.choice((10, 60, 400))))
        )
    except IntakeError:
        return
    assert source.blocks[0].text.startswith("首")
    assert numbered(source)
    assert all(
        lie_apart(block) for block in source.blocks if isinstance(block, SourceGrid)
    )


# ── Our own pages ─────────────────────────────────────────────────────────────────────────────────────────────────
CASES = {name: lambda name=name: papers.printed(name) for name in papers.CASES} | {
    f"random {seed}": lambda seed=seed: document.build(random_report(seed))
    for seed in range(10)
}


@pytest.mark.parametrize("name", CASES)
def test_our_own_page_reads_as_our_own_word_document(name):
    made = CASES[name]()
    page, paper = (
        html.read(FORMATS["html"].print(made)),
        docx.read(FORMATS["docx"].print(made)),
    )
    tables = [
        filled
        for block in made.blocks
        if isinstance(block, document.Tables)
        for filled in block.tables
    ]
    captions = {filled.caption for filled in tables if filled.caption}
    words = [
        " ".join(text.split())
        for kind, text in told(page)
        if kind != "t" and text not in captions
    ]
    assert words == [
        " ".join(text.split()) for kind, text in told(paper) if kind != "t"
    ]
    assert cells_of(page) == [text for text in cells_of(paper) if text not in captions]


def cells_of(source):
    return [text.replace("\n", "") for grid in grids(source) for text, *_ in grid]
