"""A report's frame: title, office, year, parts, topics, opening, signature, in the many ways in which they are printed."""

import datetime

import pytest

from disclosure.intake import identity, passages
from disclosure.intake.frame import find_frame
from disclosure.intake.headings import issue_announced, part_announced, topic_announced
from disclosure.intake.signing import read_signature
from disclosure.intake.source import (
    GridCell,
    Picture,
    Source,
    SourceGrid,
    SourceParagraph,
    Where,
)
from disclosure.statutory.content import Signature
from disclosure.statutory.editions.e2021 import EDITION_2021 as EDITION

OVERVIEW, PROACTIVE, REQUESTS, DISPUTES, ISSUES, OTHER = (
    part.key for part in EDITION.parts
)


def blocks(*lines):
    """Paragraphs; a line that begins with `|` is a table of one cell, with `~` an aside, with `!` a picture."""
    made = []
    for number, line in enumerate(lines, start=1):
        where = Where(number)
        if line.startswith("|"):
            made.append(SourceGrid((GridCell(line[1:], 0, 0, where),), where))
        elif line.startswith("!"):
            made.append(Picture(where, 600, 400))
        else:
            made.append(
                SourceParagraph(
                    line.removeprefix("~"), where, aside=line.startswith("~")
                )
            )
    return made


def frame(*lines, tables=None, title=()):
    """Tables are named by the part they belong to: `|requests`."""
    made = blocks(*lines)
    starts = (
        {
            b.cells[0].text: b.where.block
            for b in reversed(made)
            if isinstance(b, SourceGrid)
        }
        if tables is None
        else tables
    )
    used = frozenset(
        b.where.block
        for b in made
        if isinstance(b, SourceGrid) and b.cells[0].text in starts
    )
    return find_frame(made, EDITION, starts, used, title)


def texts(found, part):
    return [block.text for block in found.parts[part]]


# ── Whose and which year ──────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("line", "agency", "year"),
    [
        ("棠溪街道办事处 2023 年政府信息公开工作年度报告", "棠溪街道办事处", 2023),
        ("云溪县水务局２０２２年度政府信息公开工作年度报告", "云溪县水务局", 2022),
        ("2023年云溪县水务局政府信息公开工作年度报告", "云溪县水务局", 2023),
        ("云溪县财政局政府信息公开工作2021年度报告", "云溪县财政局", 2021),
        ("云溪县人民政府政府信息公开工作年度报告（2020年）", "云溪县人民政府", 2020),
        ("云溪县教育局政府信息公开工作年度报告(2024年度)", "云溪县教育局", 2024),
        ("关于云溪县教育局2023年政府信息公开年度报告", "云溪县教育局", 2023),
        ("《云溪县教育局2023年政府信息公开工作年报》", "云溪县教育局", 2023),
        ("二〇二三年政府信息公开工作年度报告", "", 2023),
        ("2023年政府信息公开工作年度报告", "", 2023),
        ("云溪县教育局政府信息公开工作年度报告", "云溪县教育局", 0),
    ],
)
def test_a_title_says_whose_and_which_year(line, agency, year):
    title = identity.read_title(line)
    assert (title.agency, title.year) == (agency, year)


@pytest.mark.parametrize(
    "line",
    [
        "一、总体情况",
        "政府信息公开",
        "政府信息公开指南",
        "现公布棠溪街道办事处2023年政府信息公开工作年度报告。全文如下",
        "",
    ],
)
def test_what_is_no_title(line):
    assert identity.read_title(line) is None


@pytest.mark.parametrize(
    ("lines", "agency", "numbers"),
    [
        (
            (
                "首页",
                "棠溪街道办事处",
                "2023年政府信息公开工作年度报告",
                "一、总体情况",
            ),
            "棠溪街道办事处",
            (2, 3),
        ),
        (
            ("云溪县", "水务局2023年政府信息公开", "工作年度报告", "一、总体情况"),
            "云溪县水务局",
            (1, 2, 3),
        ),
        (
            ("棠溪街道办事处2023年政府信息公开工作年度报告", "一、总体情况"),
            "棠溪街道办事处",
            (1,),
        ),
        (
            (
                "上年：棠溪街道办事处2022年政府信息公开工作年度报告",
                "正文",
                "棠溪街道办事处2023年政府信息公开工作年度报告",
            ),
            "棠溪街道办事处",
            (3,),
        ),
        (("当前位置：首页 > 年报", "2023年政府信息公开工作年度报告"), "", (2,)),
    ],
)
def test_a_title_over_several_lines(lines, agency, numbers):
    title = identity.find_title(blocks(*lines), 99)
    assert (title.agency, title.blocks, title.year) == (agency, numbers, 2023)


def test_titles_that_a_file_gives_itself():
    cells = [
        GridCell(text, 0, at, Where(1))
        for at, text in enumerate(
            ["名称", "云溪县水务局2023年政府信息公开工作年度报告"]
        )
    ]
    source = Source(
        "html",
        (SourceGrid(tuple(cells), Where(1)),),
        titles=("云溪县水务局2023年政府信息公开年报_云溪县人民政府",),
    )
    assert [
        (title.agency, title.year) for title in identity.named_elsewhere(source)
    ] == [("云溪县水务局", 2023)] * 2


def test_the_opening_names_the_office_and_the_period():
    text = "现公布红柳镇人民政府2023年政府信息公开工作年度报告。统计期限自2023年1月1日起至2023年12月31日止。"
    assert list(identity.named_inside(text)) == ["红柳镇人民政府"]
    assert identity.only(identity.years_inside(text)) == 2023
    assert identity.only([2022, 2023]) == 0


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("红旗区棠溪街道办事处", "street"),
        ("红柳镇人民政府", "town"),
        ("云溪县人民政府", "county"),
        ("云溪县水务局", "county_department"),
        ("淮江市人民政府", "city"),
        ("淮江市水务局", "city_department"),
        ("淮江市云溪区水务局", "county_department"),
        ("云川省人民政府办公厅", "province"),
        ("云川省水利厅", "province_department"),
        ("水利部", "central"),
        ("某某", "city_department"),
    ],
)
def test_what_kind_of_agency_a_name_is_of(name, kind):
    assert identity.kind_of(name) == kind


# ── Headings ──────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("一、总体情况", OVERVIEW),
        ("一、 概述", OVERVIEW),
        ("二、主动公开政府信息情况", PROACTIVE),
        ("三、收到和处理政府信息公开申请情况", REQUESTS),
        ("三、政府信息公开申请情况的办理情况", REQUESTS),
        ("四、政府信息公开行政复议、行政诉讼情况", DISPUTES),
        ("四、因政府信息公开工作被申请行政复议和提起行政诉讼情况", DISPUTES),
        ("五、存在的主要问题及整改措施", ISSUES),
        ("五、政府信息公开工作存在的主要问题及改进情况", ISSUES),
        ("六、其他需要报告的事项", OTHER),
        ("第六部分 其他需要报告的事项", OTHER),
        ("6.其它需要报告的事项", OTHER),
    ],
)
def test_a_part_in_many_wordings(line, part):
    assert part_announced(line, EDITION)[0] == part


@pytest.mark.parametrize(
    "line",
    [
        "一、没有专职人员。二是时效不够",
        "（一）主动公开",
        "总体情况良好，进展顺利。",
        "七、附件",
        "",
    ],
)
def test_what_announces_no_part(line):
    assert part_announced(line, EDITION) is None
    assert part_announced(line, EDITION, marked=False) is None


def test_a_bare_label_announces_its_part():
    assert part_announced("总体情况", EDITION) is None
    assert part_announced("其他需要报告的事项：", EDITION, marked=False)[0] == OTHER


@pytest.mark.parametrize(
    ("line", "topic", "heading", "rest"),
    [
        ("（一）主动公开", "proactive", "（一）主动公开", ""),
        (
            "（一）主动公开：2023年公开12条。",
            "proactive",
            "（一）主动公开：",
            "2023年公开12条。",
        ),
        (
            "(二)依申请公开情况。全年收到3件。",
            "on_request",
            "(二)依申请公开情况。",
            "全年收到3件。",
        ),
        (
            "（三）政府信息管理情况　我镇完善制度。",
            "management",
            "（三）政府信息管理情况",
            "我镇完善制度。",
        ),
        ("2.依申请公开工作", "on_request", "2.依申请公开工作", ""),
        ("（四）政府信息公开平台建设", "platform", "（四）政府信息公开平台建设", ""),
        ("（五）监督保障情况", "supervision", "（五）监督保障情况", ""),
        ("（六）教育培训", "", "（六）教育培训", ""),
    ],
)
def test_a_topic_of_part_one(line, topic, heading, rest):
    key, taken = topic_announced(line)
    assert (key, taken.heading, taken.rest) == (topic, heading, rest)


@pytest.mark.parametrize(
    ("line", "slot"),
    [
        ("（一）存在的主要问题", "problems"),
        ("（一）存在问题。一是力量不足。", "problems"),
        ("（二）改进措施", "improvements"),
        ("（二）下一步工作打算", "improvements"),
        ("（二）针对问题的整改措施", "improvements"),
        ("（一）存在的问题及改进措施", ""),
    ],
)
def test_problems_and_improvements(line, slot):
    assert issue_announced(line)[0] == slot


# ── The six parts ─────────────────────────────────────────────────────────────────────────────────────────────────
PLAIN = (
    *("一、总体情况", "本报告依据条例编制。", "（一）主动公开", "公开12条。"),
    *(
        "二、主动公开政府信息情况",
        f"|{PROACTIVE}",
        "三、收到和处理政府信息公开申请情况",
        f"|{REQUESTS}",
    ),
    *(
        "四、政府信息公开行政复议、行政诉讼情况",
        f"|{DISPUTES}",
        "五、存在的主要问题及改进情况",
        "人手不足。",
    ),
    *("六、其他需要报告的事项", "收取信息处理费0元。"),
)


def test_the_plain_case():
    found = frame(*PLAIN)
    assert [boundary.part for boundary in found.boundaries] == [
        part.key for part in EDITION.parts
    ]
    assert texts(found, OVERVIEW) == [
        "本报告依据条例编制。",
        "（一）主动公开",
        "公开12条。",
    ]
    assert texts(found, REQUESTS) == []
    assert texts(found, ISSUES) == ["人手不足。"]
    assert texts(found, OTHER) == ["收取信息处理费0元。"]
    assert found.before == ()


def test_the_same_headings_as_links_at_the_head_of_a_page():
    links = [line for line in PLAIN if line[0] in "一二三四五六"]
    found = frame(
        "棠溪街道办事处2023年政府信息公开工作年度报告", *links, *PLAIN, title=(1,)
    )
    assert texts(found, OVERVIEW) == [
        "本报告依据条例编制。",
        "（一）主动公开",
        "公开12条。",
    ]
    assert texts(found, OTHER) == ["收取信息处理费0元。"]


def test_headings_inside_part_one_that_are_called_like_parts():
    inner = (
        "一、主动公开情况",
        "公开12条。",
        "二、依申请公开情况",
        "收到申请3件。",
        "三、其他需要报告的事项",
        "无。",
    )
    found = frame("一、总体情况", *inner, *PLAIN[4:])
    assert texts(found, OVERVIEW) == list(inner)
    assert texts(found, OTHER) == ["收取信息处理费0元。"]


def test_numbering_that_restarts():
    lines = [
        line.replace("四、", "一、").replace("五、", "二、").replace("六、", "三、")
        for line in PLAIN
    ]
    found = frame(*lines)
    assert [boundary.part for boundary in found.boundaries] == [
        part.key for part in EDITION.parts
    ]
    assert texts(found, ISSUES) == ["人手不足。"]


def test_parts_out_of_order_stand_as_they_stand():
    swapped = (*PLAIN[:10], *PLAIN[12:], *PLAIN[10:12])
    found = frame(*swapped)
    assert [boundary.part for boundary in found.boundaries][-2:] == [OTHER, ISSUES]
    assert texts(found, ISSUES) == ["人手不足。"]


def test_a_part_without_its_heading_is_not_made_up():
    found = frame(*PLAIN[:10], *PLAIN[12:])
    assert ISSUES not in found.parts
    assert texts(found, OTHER) == ["收取信息处理费0元。"]


def test_tables_lost_leave_the_parts():
    found = frame(*(line for line in PLAIN if not line.startswith("|")), tables={})
    assert [boundary.part for boundary in found.boundaries] == [
        part.key for part in EDITION.parts
    ]
    assert texts(found, OVERVIEW) == [
        "本报告依据条例编制。",
        "（一）主动公开",
        "公开12条。",
    ]


def test_the_opening_before_part_one_and_the_page_around():
    head = (
        "~首页 > 年报",
        "棠溪街道办事处2023年政府信息公开工作年度报告",
        "发布日期：2024-01-20",
        "浏览次数：12",
    )
    foot = ("附件：年报.pdf", "上一篇：通知", "~版权所有：棠溪街道办事处")
    found = frame(*head, "本报告依据条例编制，内容完整。", *PLAIN, *foot, title=(2,))
    assert [block.text for block in found.before] == ["本报告依据条例编制，内容完整。"]
    assert texts(found, OTHER) == ["收取信息处理费0元。"]
    assert found.left == 2


def test_without_a_title_only_sentences_right_above_are_the_opening():
    found = frame(
        "网站首页",
        "政务公开",
        "本报告依据条例编制，内容完整，数据统计期限为全年。",
        *PLAIN,
    )
    assert [block.text for block in found.before] == [
        "本报告依据条例编制，内容完整，数据统计期限为全年。"
    ]


@pytest.mark.parametrize(
    "line",
    [
        "【打印】【关闭】",
        "上一篇：棠溪街道办事处2022年年报",
        "下一条：没有了",
        "附件1：统计表.xlsx",
        "相关链接",
        "扫一扫在手机打开当前页",
        "主办单位：云溪县人民政府办公室",
        "承办：云溪县大数据中心",
        "版权所有 云溪县人民政府",
        "网站标识码：3200000000",
        "备案号：苏ICP备05000000号",
        "苏公网安备32000000000000号",
        "责任编辑：张三",
        "编辑：张三",
        "联系我们",
        "技术支持：某公司",
        "浏览次数：12",
        "文章来源：县政府办",
        "您访问的链接即将离开本网站",
    ],
)
def test_how_a_page_goes_on_below_a_report(line):
    found = frame("六、其他需要报告的事项", "没有收费。", line, "棠溪街道办事处")
    assert texts(found, OTHER) == ["没有收费。"]
    assert found.left == 2


@pytest.mark.parametrize(
    "line",
    [
        "[发布日期] 2024-01-31",
        "公开时间：2024年1月31日",
        "信息来源：县政府办。",
        "来源：县政府办。",
        "索 引 号：014000319/2024-00001",
        "发布机构：云溪县人民政府。",
        "浏览次数：12。",
        "字体：大 中 小。",
        "【字体：大 中 小】。",
        "字号：大。",
        "打印。",
        "作者：张三。",
        "责任编辑：张三。",
        "文号：云政办〔2024〕1号。",
        "主题分类：年报。",
        "您当前位置：首页 > 年报。",
        "当前的位置：首页。",
        "首页 > 年报。",
        "时间：1月31日。",
        "日期：1月31日。",
        "2024-01-31 15:06 县政府办。",
    ],
)
def test_what_stands_between_a_pages_title_and_the_report(line):
    title = "棠溪街道办事处2023年政府信息公开工作年度报告"
    found = frame(title, line, "本报告依据条例编制。", "一、总体情况", title=(1,))
    assert [block.text for block in found.before] == ["本报告依据条例编制。"]


# ── Passages ──────────────────────────────────────────────────────────────────────────────────────────────────────
def overview(*lines, before=()):
    return passages.take_overview(EDITION.parts[0], blocks(*before), blocks(*lines))


def test_topics_with_their_headings():
    taken = overview(
        "本报告依据条例编制。",
        "（一）主动公开",
        "公开12条。",
        "1.目录。更新了目录。",
        "（二）依申请公开：收到3件。",
    )
    assert taken.passages["preamble"].text == "本报告依据条例编制。"
    assert (taken.passages["proactive"].heading, taken.passages["proactive"].text) == (
        None,
        "公开12条。\n1.目录。更新了目录。",
    )
    assert (
        taken.passages["on_request"].heading,
        taken.passages["on_request"].text,
    ) == (
        "（二）依申请公开：",
        "收到3件。",
    )
    assert [place.place.passage for place in taken.open] == [
        "management",
        "platform",
        "supervision",
    ]


def test_a_sixth_topic_stays_with_the_fifth_and_is_said():
    taken = overview("（五）监督保障", "考核到位。", "（六）教育培训", "办班两期。")
    assert (
        taken.passages["supervision"].text == "考核到位。\n（六）教育培训\n办班两期。"
    )
    assert [
        (o.place.passage, o.why) for o in taken.open if "教育培训" in o.message
    ] == [("supervision", "ambiguous")]
    assert not taken.found[taken.open[0].place].sure


def test_two_openings_are_one():
    taken = overview(
        "2023年工作有序推进。",
        "（一）主动公开",
        "公开12条。",
        before=("本报告依据条例编制。",),
    )
    assert (
        taken.passages["preamble"].text == "本报告依据条例编制。\n2023年工作有序推进。"
    )


def test_a_table_among_the_text_stays_as_lines():
    taken = overview("（一）主动公开", "|门户网站 120条")
    assert taken.passages["proactive"].text == "门户网站 120条"


def issues(*lines):
    return passages.take_issues(EDITION.parts[4], blocks(*lines))


def test_part_five_with_headings():
    taken = issues("（一）存在的问题", "人手不足。", "（二）改进措施", "加强培训。")
    assert (taken.passages["problems"].heading, taken.passages["problems"].text) == (
        "（一）存在的问题",
        "人手不足。",
    )
    assert taken.passages["improvements"].text == "加强培训。"
    assert taken.open == []


def test_part_five_parted_by_the_turn_to_measures_and_said_so():
    taken = issues("一是人手不足。", "下一步，我镇将加强培训。")
    assert [taken.passages[key].text for key in ("problems", "improvements")] == [
        "一是人手不足。",
        "下一步，我镇将加强培训。",
    ]
    assert {found.because for found in taken.found.values()} == {
        "按段首“下一步”分成两段"
    }


def test_part_five_in_one_paragraph_is_left_whole():
    taken = issues("存在人手不足等问题。下一步将加强培训。")
    assert taken.passages["problems"].text == "存在人手不足等问题。下一步将加强培训。"
    assert [(o.place.passage, o.why) for o in taken.open] == [
        ("improvements", "ambiguous")
    ]


def test_parts_that_are_empty_or_not_there():
    assert [o.why for o in issues().open] == ["missing", "missing"]
    assert [o.why for o in passages.take_other(EDITION.parts[5], []).open] == [
        "missing"
    ]
    assert len(passages.nothing_of(EDITION.parts[4]).open) == 2


# ── Signature ─────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("lines", "agency", "date", "count"),
    [
        (
            ("没有收费。", "棠溪街道办事处", "2024年1月15日"),
            "棠溪街道办事处",
            (2024, 1, 15),
            2,
        ),
        (("没有收费。", "二〇二四年一月二十一日"), "", (2024, 1, 21), 1),
        (
            ("没有收费。", "云溪县水务局　２０２４年１月１５日"),
            "云溪县水务局",
            (2024, 1, 15),
            1,
        ),
        (("没有收费。", "云溪县水务局"), "云溪县水务局", None, 1),
    ],
)
def test_a_signature(lines, agency, date, count):
    assert read_signature(blocks(*lines)) == (
        Signature(agency, datetime.date(*date) if date else None),
        count,
    )


@pytest.mark.parametrize(
    "lines",
    [(), ("没有收费。",), ("截至2024年1月15日", "没有。"), ("时间是2024年13月45日",)],
)
def test_no_signature(lines):
    assert read_signature(blocks(*lines)) == (None, 0)


def test_a_long_name_broken_over_lines_is_one_signature():
    lines = blocks(
        "没有收费。",
        "沧澜省镕城市综合行政执法服务中心和新城",
        "管理委员会联合办公室",
        "2024年1月8日",
    )
    agency = "沧澜省镕城市综合行政执法服务中心和新城管理委员会联合办公室"
    assert read_signature(lines, agency) == (
        Signature(agency, datetime.date(2024, 1, 8)),
        3,
    )
    assert read_signature(lines[:-1], agency) == (Signature(agency), 2)


def test_the_name_of_the_reports_office_alone_is_a_signature():
    assert read_signature(blocks("-1号某局与所"), "-1号某局与所") == (
        Signature("-1号某局与所"),
        1,
    )
    assert read_signature(blocks("没有收费。", "@号所某"), "另一个局") == (None, 0)
