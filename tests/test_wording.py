"""The rules of wording on sentences: what each finds, what it offers instead, and what it lets pass."""

from dataclasses import replace

import pytest

from disclosure.rules import CATALOGUE, Level, Offices, Surroundings, examine
from disclosure.rules.wording.enumeration import count_items
from disclosure.rules.wording.office_names import forms_of, named_in
from disclosure.rules.wording.personal_data import is_card, is_resident_id
from disclosure.statutory.chinese import count_words, numeral_of, value_of
from disclosure.statutory.content import PassageText, Signature
from disclosure.statutory.printed import Printed, PrintedHeading
from tests.support.make import PASSAGES, make_content
from tests.support.wording_cases import HEADINGS, LONG, printed


def found(code, passage="supervision", text="", *, around=None, last=None, **given):
    """(words, instead) of a rule's findings on a text."""
    content = make_content(passages=PASSAGES | {passage: text}, **given)
    findings = examine(
        content, last, when="submission", around=around or Surroundings()
    )
    return [(f.quote, f.instead) for f in findings if f.code == code]


def words(code, passage, text, **given):
    return [quote for quote, _ in found(code, passage, text, **given)]


# ── D-1, D-2 ──────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("passage", "text"),
    [
        ("proactive", "2023年公开信息25条。"),
        ("proactive", "较2022年增长3%。"),
        ("on_request", "2022年为8件，2023年为9件。"),
        ("on_request", "结转2024年办理1件。"),
        ("management", "按照国办公开办函〔2021〕30号文件要求办理。"),
        ("management", "对照《2021年政务公开工作要点》逐项落实。"),
        ("management", "2019年修订的条例施行以来，制度不断健全。"),
        ("management", "自2008年以来累计公开1.2万条。"),
        ("management", "“十四五”期间（2021—2025年）的规划已公开。"),
        ("platform", "2020年9月上线的专栏运行平稳。"),
        ("supervision", "2022年度考核结果为优秀。"),
        ("supervision", "2024年1月召开会议部署年报编制。"),
        ("improvements", "2024年，增加图解。"),
        ("problems", "2024年还需解决解读单一。"),
    ],
)
def test_a_year_with_its_reason_passes(passage, text):
    assert words("D-1", passage, text) == []


@pytest.mark.parametrize(
    ("passage", "text", "wrong"),
    [
        ("proactive", "2021年公开信息25条。", "2021"),
        ("supervision", "2022年，街道培训2次。", "2022"),
        ("platform", "2025年维护网站专栏。", "2025"),
        ("improvements", "2022年，继续加强培训。", "2022"),
        ("preamble", "现公布某街道办事处2022年政府信息公开工作年度报告。", "2022"),
    ],
)
def test_a_year_without_reason_is_asked_about(passage, text, wrong):
    assert found("D-1", passage, text) == [(wrong, "2023")]


@pytest.mark.parametrize(
    "text",
    [
        "统计期限自2023年1月1日起至2023年12月31日止。",
        "本报告所列数据的统计期限为 2023 年 1 月 1 日到 12 月 31 日。",
        "起止时间为2023年1月1日—2023年12月31日。",
        "数据统计期限为2023年全年。",
        "数据统计期限为2023年1月至12月。",
        "统计期限为2023.1.1—2023.12.31。",
        "统计数据截至2023年12月31日。",
        "联系电话：0373-2035166，办公时间为工作日8:30至17:30。",
        "电话：0517-20231101，邮编：453000。",
    ],
)
def test_a_period_that_is_whole_passes(text):
    assert words("D-2", "preamble", text) == []


@pytest.mark.parametrize(
    ("text", "wrong", "instead"),
    [
        (
            "统计期限自2023年1月1日起至2023年11月31日止。",
            "2023年1月1日起至2023年11月31日",
            "2023年1月1日起至2023年12月31日",
        ),
        (
            "统计期限为2022年1月1日至12月31日。",
            "2022年1月1日至12月31日",
            "2023年1月1日至12月31日",
        ),
        ("统计期限自202511日起至20251231日止。", "202511日", None),
        ("数据统计期限自2023年11日起至12月31日止。", "2023年11日", None),
        ("统计期限为2023年1月至11月。", "2023年1月至11月", "2023年1月1日至12月31日"),
        ("统计数据截至2023年11月30日。", "2023年11月30日", "2023年12月31日"),
    ],
)
def test_a_period_that_is_wrong_or_mangled(text, wrong, instead):
    assert found("D-2", "preamble", text) == ([(wrong, instead)] if wrong else [])


def test_a_wrong_period_is_not_a_wrong_year_as_well():
    text = "统计期限自2022年1月1日起至2022年12月31日止。"
    assert words("D-1", "preamble", text) == []
    assert len(words("D-2", "preamble", text)) == 1


# ── D-3 ───────────────────────────────────────────────────────────────────────────────────────────────────────────
TREE = Offices(
    own=frozenset({"望汀区棠溪街道办事处"}),
    above=frozenset({"望汀区人民政府"}),
    others=frozenset(
        {
            "望汀区听松街道办事处",
            "望汀区教育局",
            "望汀区棠溪街道办事处",
            "望汀区人民政府",
        }
    ),
)


def named(
    text,
    passage="supervision",
    offices=TREE,
    name="望汀区棠溪街道办事处",
    kind="street",
):
    preamble = f"现公布{name}2023年政府信息公开工作年度报告，统计期限自2023年1月1日起至2023年12月31日止。"
    content = make_content(
        name=name,
        kind=kind,
        passages=PASSAGES | {"preamble": preamble} | {passage: text},
    )
    return [
        f.quote
        for f in examine(content, around=Surroundings(offices=offices))
        if f.code == "D-3"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "棠溪街道认真开展培训2次。",
        "望汀区棠溪街道党政办公室负责日常工作。",
        "会同望汀区教育局开展培训。",
        "在区政府办公室指导下，望汀区人民政府门户网站专栏更新及时。",
        "全区考核中名列第三。",
        "按照市政府要求，落实我区工作安排。",
    ],
)
def test_other_offices_beside_us_pass(text):
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("听松街道认真开展培训2次。", "听松街道"),
        ("2023年，望汀区听松街道办事处主动公开信息94条。", "望汀区听松街道办事处"),
        ("如有疑问，请与望汀区听松街道办事处联系。", "望汀区听松街道办事处"),
        ("年内区教育局政务公开领导小组召开会议2次。", "区教育局"),
        ("江州市人民政府坚持以公开促服务。", "江州市人民政府"),
        ("本报告由玉河镇人民政府编制。", "玉河镇人民政府"),
        ("如有疑问，请与白石街道办事处党政办公室联系。", "白石街道办事处"),
        ("我市持续加大公开力度。", "我市"),
        ("全市主动公开政府信息3万条。", "全市"),
    ],
)
def test_another_offices_work_in_our_report_is_asked_about(text, wrong):
    assert named(text) == [wrong]


def test_the_report_published_is_our_own():
    assert named(
        "现公布望汀区听松街道办事处2023年政府信息公开工作年度报告。", "preamble"
    ) == ["望汀区听松街道办事处"]
    assert (
        named(
            "现公布江州市望汀区棠溪街道办事处2023年政府信息公开工作年度报告。",
            "preamble",
        )
        == []
    )
    assert named("现公布本机关2023年政府信息公开工作年度报告。", "preamble") == []


def test_a_town_of_a_city_says_our_city():
    assert (
        named(
            "我市持续加大公开力度。",
            offices=Offices(),
            name="玉河镇人民政府",
            kind="town",
        )
        == []
    )


def test_a_government_speaks_of_the_offices_below_it():
    offices = Offices(
        own=frozenset({"望汀区人民政府"}),
        below=TREE.others - TREE.above,
        others=TREE.others,
    )
    assert (
        named(
            "听松街道认真开展培训2次。",
            offices=offices,
            name="望汀区人民政府",
            kind="county",
        )
        == []
    )


def test_a_neighbour_of_the_same_department_is_another_office():
    offices = Offices(
        own=frozenset({"望汀区财政局"}), others=frozenset({"棠浦区财政局"})
    )
    text = "棠浦区财政局认真开展培训。"
    assert named(
        text, offices=offices, name="望汀区财政局", kind="county_department"
    ) == ["棠浦区财政局"]


def test_who_signs_is_who_reports():
    content = make_content(name="望汀区棠溪街道办事处", passages={})
    for signed, codes in (
        ("棠溪街道办事处", []),
        ("望汀区听松街道办事处", ["D-3"]),
        ("", []),
    ):
        report = replace(content, signature=Signature(signed))
        assert [f.code for f in examine(report) if f.code == "D-3"] == codes


def test_how_an_office_is_called_for_short():
    assert forms_of("望汀区棠溪街道办事处") == {
        "望汀区棠溪街道办事处",
        "棠溪街道办事处",
        "望汀区棠溪街道",
        "棠溪街道",
    }
    assert "望汀区" in forms_of("望汀区人民政府")


def test_of_names_that_contain_each_other_the_longest_stands():
    names = frozenset({"望汀区教育局", "望汀区教育局督导室"})
    assert named_in("由望汀区教育局督导室牵头", names) == [(1, 10)]


# ── D-4 to D-8 ────────────────────────────────────────────────────────────────────────────────────────────────────
def on_paper(*texts, **known):
    headings = tuple(PrintedHeading(text, part) for text, part in texts)
    return printed(headings=headings, **known)["around"]


def test_headings_on_paper_in_another_order_or_wording():
    swapped = on_paper(HEADINGS[0], *HEADINGS[2:4], HEADINGS[1], *HEADINGS[4:])
    (finding,) = [f for f in examine(make_content(), around=swapped) if f.code == "D-4"]
    assert finding.level is Level.ERROR
    assert (
        "「主动公开政府信息情况」排在「政府信息公开行政复议、行政诉讼情况」之后"
        in finding.message
    )
    worded = on_paper(
        *HEADINGS[:4], ("五、存在的主要问题及整改措施", "problems"), HEADINGS[5]
    )
    (finding,) = [f for f in examine(make_content(), around=worded) if f.code == "D-4"]
    assert (finding.level, finding.left, finding.right) == (
        Level.QUERY,
        "五、存在的主要问题及整改措施",
        "存在的主要问题及改进情况",
    )


def test_headings_spaced_or_numbered_otherwise_are_worded_right():
    spaced = on_paper(("一、 总 体 情 况", "overview"), *HEADINGS[1:])
    assert [
        f for f in examine(make_content(), around=spaced) if f.code in ("D-4", "D-12")
    ] == []


def test_a_part_that_was_not_printed_is_missing_once():
    around = on_paper(*HEADINGS[:5])
    findings = examine(
        make_content(passages=PASSAGES | {"other_matters": ""}), around=around
    )
    assert [(f.code, f.part) for f in findings] == [("D-4", "other_matters")]
    assert "没有找到第六部分" in findings[0].message


def test_part_five_in_one_text_with_its_measures_is_whole():
    text = "解读形式单一。下一步，将增加图解。"
    assert words("D-4", "problems", text) == []
    content = make_content(passages=PASSAGES | {"problems": text, "improvements": ""})
    assert [f.code for f in examine(content)] == []


@pytest.mark.parametrize("text", ["", "无", "无。", "/", "——"])
def test_a_topic_that_says_nothing(text):
    assert len(found("D-5", "platform", text)) == 1


def test_part_one_without_topics_is_one_finding():
    content = make_content(
        passages={
            k: v
            for k, v in PASSAGES.items()
            if k in ("preamble", "problems", "improvements")
        }
    )
    assert [f.code for f in examine(content)] == ["D-4", "D-5"]


def test_length_is_counted_as_people_do():
    assert count_words("全年公开 186 条，占比12.5%。") == 11
    assert count_words("") == 0


def test_the_opening_counts_only_inside_part_one():
    content = make_content(passages=PASSAGES | {"preamble": "为" * 990})
    limit = Surroundings(limit=1000)
    assert [f.code for f in examine(content, around=limit) if f.code == "D-6"] == [
        "D-6"
    ]
    before = replace(content, opening="before")
    assert [f.code for f in examine(before, around=limit) if f.code == "D-6"] == []
    (finding,) = [
        f for f in examine(before, around=Surroundings(limit=20)) if f.code == "D-6"
    ]
    assert (finding.right, finding.difference) == (20, finding.left - 20)


@pytest.mark.parametrize(
    ("problems", "improvements", "levels"),
    [
        ("无", "增加图解。", [Level.ERROR]),
        ("2023年，我街道政府信息公开工作不存在问题。", "增加图解。", [Level.ERROR]),
        ("解读单一。", "无。", [Level.ERROR]),
        (
            "一是解读单一；二是更新迟缓；三是人手不足。",
            "一是增加图解；二是每周更新。",
            [Level.QUERY],
        ),
        (
            "一是解读单一；二是更新迟缓；三是人手不足。",
            "加强人员培训，提高质量。",
            [Level.QUERY],
        ),
        (
            "一是解读单一；二是更新迟缓。",
            "一是增加图解；二是每周更新；三是配备人手。",
            [],
        ),
        ("一是解读单一；二是更新迟缓。", "增加图解，每周更新专栏。", []),
        ("无障碍阅读功能缺少。", "增加功能。", []),
        (
            "（一）解读单一。\n（二）更新迟缓。",
            "（一）增加图解。\n（二）每周更新。",
            [],
        ),
    ],
)
def test_problems_and_what_is_done_about_them(problems, improvements, levels):
    content = make_content(
        passages=PASSAGES | {"problems": problems, "improvements": improvements}
    )
    assert [f.level for f in examine(content) if f.code == "D-7"] == levels


@pytest.mark.parametrize(
    "text", ["收取信息处理费0元。", "未收取任何费用。", "全年没有产生收费。"]
)
def test_a_statement_on_fees(text):
    assert found("D-8", "other_matters", text) == []


# ── D-9 ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_last_years_paragraph_with_new_figures_is_last_years_paragraph():
    then = make_content(
        year=2022, passages={"management": "2022年" + LONG + "共25条。"}
    )
    (finding,) = [
        f
        for f in examine(
            make_content(
                passages=PASSAGES | {"management": "2023年" + LONG + "共31条。"}
            ),
            then,
        )
        if f.code == "D-9"
    ]
    assert (finding.passage, finding.beside) == (
        "management",
        "2022年" + LONG + "共25条。",
    )
    assert "与 2022 年报告的一段相同" in finding.message
    assert len(finding.fingerprint) < 120


@pytest.mark.parametrize("passage", ["preamble", "other_matters"])
def test_what_is_the_same_by_nature_is_not_told(passage):
    then = make_content(year=2022, passages={passage: LONG})
    assert found("D-9", passage, LONG, last=then) == []


def test_short_paragraphs_and_rewritten_ones_are_not_told():
    then = make_content(year=2022, passages={"management": LONG})
    rewritten = (
        LONG[:60]
        + "今年改由居民代表轮流主持，议题提前三天张贴，会后七日内逐条公布办理结果。"
    )
    assert found("D-9", "management", rewritten, last=then) == []
    assert (
        found(
            "D-9",
            "management",
            LONG[:40],
            last=make_content(passages={"management": LONG[:40]}),
        )
        == []
    )


# ── D-11 to D-15 ──────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("text", "wrong", "instead"),
    [
        ("加强平台建设建设。", "建设建设", "建设"),
        ("做好公开的的工作。", "的的", "的"),
        ("先审后发，，逐级负责。", "，，", "，"),
        ("先审后发。。", "。。", "。"),
        ("先审后发,逐级负责。", ",", "，"),
        ("先审后发(含新媒体)。", "(含新媒体)", "（含新媒体）"),
        ("先审后发 。", " 。", "。"),
        ("开展“阳光村务活动。", "“", None),
        ("落实《条例要求。", "《", None),
        ("落实条例》要求。", "》", None),
        ("逐级审核，明确各科室责任和时限要求", "责任和时限要求", "责任和时限要求。"),
        ("先审后发，", "，", None),
    ],
)
def test_marks(text, wrong, instead):
    ((quote, offered),) = found("D-11", "management", text)
    assert (
        quote.endswith(wrong),
        offered if instead is None else offered.endswith(instead),
    ) == (
        True,
        None if instead is None else True,
    )


@pytest.mark.parametrize(
    "text",
    [
        "人人参与，天天更新，常常回访，谢谢居民。",
        "参与与监督并重，以及及时答复。",
        "网址http://www.example.gov.cn/a,b，电话0373-2035166。",
        "办公时间8:30—17:30，占比12.5%，共1,136条。",
        "主要做法如下：\n（一）逐级审核\n1.先审后发；\n2.责任到人。",
        "包括：1）制度；2）培训。",
        "“公开是原则，不公开是例外”。",
        "落实《〈条例〉实施办法》（试行）。",
        "一个一个答复，一件一件办理。",
        "如有疑问，请与党政办联系，电话：0373-2035166",
        "印发通知……并逐项落实——包括社区。",
    ],
)
def test_marks_that_are_right(text):
    assert found("D-11", "management", text) == []


@pytest.mark.parametrize(
    ("text", "wrong", "instead"),
    [
        ("主要表现在：一、解读单一。二是更新迟缓；三是人手少。", "一、", "一是"),
        ("一是解读单一；三是更新迟缓。", "三是", None),
        ("一是解读单一；二是更新迟缓；二是人手少。", "二是", "三是"),
        ("1、解读单一。", "1、", "1."),
        ("（一）、解读单一。", "（一）、", "（一）"),
        ("第一，解读单一；第三，人手少。", "第三", None),
        ("①解读；③更新。", "③", None),
    ],
)
def test_broken_enumerations(text, wrong, instead):
    assert found("D-12", "problems", text) == [(wrong, instead)]


@pytest.mark.parametrize(
    "text",
    [
        "一是解读单一；二是更新迟缓。\n一是人手少；二是培训少。",
        "（一）解读。1.文字多。2.图少。\n（二）更新。1.慢。2.少。",
        "统一是关键，唯一是标准，之一是培训。",
        "占比2.5%，第（八）项收费为0。",
        "十一是培训。",
    ],
)
def test_enumerations_that_are_right(text):
    quotes = words("D-12", "problems", text)
    assert quotes == (["十一是"] if text.startswith("十一") else [])


def test_a_heading_with_the_wrong_number():
    around = on_paper(
        *HEADINGS[:4], ("四、存在的主要问题及改进情况", "problems"), HEADINGS[5]
    )
    (finding,) = [f for f in examine(make_content(), around=around) if f.code == "D-12"]
    assert (finding.left, finding.right, finding.part) == ("四", "五", "problems")


def test_numerals():
    assert [
        value_of(text) for text in ("一", "十", "十二", "二十", "二十三", "一一")
    ] == [1, 10, 12, 20, 23, 0]
    assert [numeral_of(number) for number in (1, 10, 12, 20, 23)] == [
        "一",
        "十",
        "十二",
        "二十",
        "二十三",
    ]
    assert count_items("一是甲；二是乙。") == 2
    assert count_items("没有列举。") == 0


@pytest.mark.parametrize(
    ("text", "wrong", "instead"),
    [
        ("国办公开办函[2021]30号", "[2021]30号", "〔2021〕30号"),
        ("国办公开办函（2021）30号", "（2021）30号", "〔2021〕30号"),
        ("云交【2023】第15号", "【2023】第15号", "〔2023〕15号"),
    ],
)
def test_document_numbers(text, wrong, instead):
    assert found("D-13", "management", f"落实{text}文件。") == [(wrong, instead)]
    assert found("D-13", "management", f"落实国办公开办函{instead}文件。") == []


def test_the_short_name_of_the_regulations():
    full = "《中华人民共和国政府信息公开条例》"
    assert (
        words("D-13", "management", f"落实{full}（以下简称《条例》）和《条例》要求。")
        == []
    )
    assert words(
        "D-13", "management", f"落实{full}（以下简称《条例》）。再学{full}。"
    ) == [full]
    assert words("D-13", "management", "落实《条例》要求。") == ["《条例》"]
    assert words("D-13", "management", f"落实{full}和《条例》。") == []


def test_words_and_rows_of_the_earlier_form():
    assert words("D-14", "proactive", "本年新公开数量25条。") == ["本年新公开数量"]
    assert words("D-14", "management", "现行有效规范性文件12件。", kind="county") != []
    assert (
        words("D-14", "management", "加强规范性文件管理，现行有效行政规范性文件12件。")
        == []
    )
    assert words("D-14", "proactive", "本年新公开数量25条。", year=2020) == []
    around = printed(extra=("（六）其他处理",))["around"]
    (finding,) = [f for f in examine(make_content(), around=around) if f.code == "D-14"]
    assert (finding.left, finding.part) == ("（六）其他处理", "requests")


@pytest.mark.parametrize(
    "text",
    [
        "公开信息XX条。",
        "公开信息X条。",
        "公开信息____条。",
        "（此处填写本机关情况）",
        "内容待补充。",
        "××街道公开信息。",
    ],
)
def test_what_was_left_of_a_template(text):
    assert len(found("D-15", "platform", text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "引导群众网上填写申请表。",
        "张××诉街道一案。",
        "公开X光片检查指南。",
        "LED屏和MAX平台。",
        "方案待定后公布。",
    ],
)
def test_what_was_not(text):
    assert found("D-15", "platform", text) == []


# ── P-1 ───────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("text", "wrong", "mask"),
    [
        (
            "申请人身份证号11010519491231002X。",
            "11010519491231002X",
            "110105********002X",
        ),
        ("联系13812345678。", "13812345678", "138****5678"),
        ("卡号6222 0202 0000 0000 008。", None, None),
        ("账号4111111111111111。", "4111111111111111", "4111********1111"),
        ("邮箱lixx1988@qq.com。", "lixx1988@qq.com", "l***@qq.com"),
        ("居民家住柳桥村3组12号。", "柳桥村3组12号", "***"),
    ],
)
def test_personal_data_is_masked(text, wrong, mask):
    if wrong:
        assert found("P-1", "supervision", text) == [(wrong, mask)]
        (finding,) = [
            f
            for f in examine(make_content(passages=PASSAGES | {"supervision": text}))
            if f.code == "P-1"
        ]
        assert wrong not in finding.message
    else:
        assert found("P-1", "supervision", text) == []


@pytest.mark.parametrize(
    ("passage", "text"),
    [
        ("preamble", "电话：0373-2035166，传真02031234567，邮编：223100。"),
        ("preamble", "地址：淮安市洪泽区洪泽湖大道90号，电子邮箱：hzzwgk@126.com。"),
        ("supervision", "编号110105194912310021已归档。"),
        ("supervision", "流水号6222020200000000001。"),
        ("supervision", "累计12345678901234条。"),
        ("supervision", "邮箱zwgk@wangting.gov.cn。"),
        ("supervision", "住址在望汀区棠溪街道的居民。"),
    ],
)
def test_what_an_office_may_publish(passage, text):
    assert found("P-1", passage, text) == []


def test_check_digits():
    assert is_resident_id("11010519491231002X")
    assert not is_resident_id("110105194912310021")
    assert is_card("4111111111111111")
    assert not is_card("4111111111111112")
    assert not is_card("0000000000000000")
    assert not is_card("79927398713")


# ── F ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_tables_lost_or_drawn_as_pictures_are_one_finding_for_a_part():
    lost = dict.fromkeys(
        ("documents", "licensing", "enforcement", "charges"), "missing"
    ) | {"requests": "picture"}
    around = printed(tables=lost)["around"]
    findings = [f for f in examine(make_content(), around=around) if f.code == "F-2"]
    assert [f.part for f in findings] == ["proactive_disclosure", "requests"]
    assert "没有找到表二。" in findings[0].message
    assert "表三是图片" in findings[1].message
    assert [f for f in examine(make_content()) if f.code == "F-2"] == []


# ── All ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_words_in_a_heading_are_marked_in_the_heading():
    content = make_content()
    content = replace(
        content,
        passages={
            **content.passages,
            "platform": PassageText("维护专栏。", "（四）平台建设情况"),
        },
    )
    content = replace(
        content,
        passages={
            **content.passages,
            "management": PassageText("先审后发。", "（三）政策解毒情况"),
        },
    )
    (finding,) = [f for f in examine(content) if f.code == "D-10"]
    assert (finding.words.in_heading, finding.quote) == (True, "解毒")


@pytest.mark.parametrize("code", [code for code in CATALOGUE if code[0] in "DP"])
def test_an_empty_report_makes_no_rule_stumble(code):
    content = make_content(passages={}, fill=None)
    for finding in CATALOGUE[code].findings(content, None):
        assert finding.code in ("D-4", "D-5", "D-8", "D-7")


def test_what_is_said_of_a_half_written_draft_is_quiet():
    content = make_content(passages={"proactive": "公开信息25条。"}, fill=None)
    assert examine(content, when="draft") == []


@pytest.mark.parametrize(
    ("label", "found"),
    [
        ("2.其他法律行政止公开", ["2.其他法律行政止公开"]),
        ("2.其他法律行政法规禁止公开的", []),
        ("2.法律行政法规禁止公开", []),
    ],
)
def test_a_label_printed_with_other_characters_is_misspelt(label, found):
    around = Surroundings(
        printed=Printed(labels={"requests.refused_law_forbids": label})
    )
    findings = [f for f in examine(make_content(), around=around) if f.code == "D-10"]
    assert [finding.left for finding in findings] == found
    assert all(
        finding.part == "requests"
        and "格式为“其他法律行政法规禁止公开”" in finding.message
        for finding in findings
    )


@pytest.mark.parametrize(
    ("text", "agency", "found"),
    [
        ("我局认真落实条例规定。", "棠溪街道办事处", ["我局"]),
        ("2023年，本镇高度重视政务公开工作。", "望汀区水务局", ["本镇"]),
        ("我街道持续加强平台建设。", "红柳镇人民政府", ["我街道"]),
        ("我街道认真落实条例规定。", "棠溪街道办事处", []),
        ("我局认真落实条例规定。", "望汀区水务局", []),
        ("我委认真落实条例规定。", "望汀区卫生健康委员会", []),
        ("群众为我镇长者食堂提建议3条。", "棠溪街道办事处", []),
    ],
)
def test_an_office_calls_itself_what_it_is(text, agency, found):
    content = make_content(passages=PASSAGES | {"management": text}, name=agency)
    assert [
        f.quote
        for f in examine(content)
        if f.code == "D-3" and f.passage == "management"
    ] == found
