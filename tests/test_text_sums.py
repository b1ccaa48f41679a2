"""Sums that the text makes: shares, changes, parts of a total, fees; and both real reports, in which nothing is false."""

import re
import subprocess
import time

import pytest

from disclosure.rules import CATALOGUE, examine
from disclosure.rules.sayings.counts import spelled_number
from disclosure.rules.sayings.sentences import plain_text
from tests.support.make import PASSAGES, make_content
from tests.support.seeds import HONGZE
from tests.support.shared import shared
from tests.test_text_figures import FIGURES, said

LAST = {
    "requests": {
        "new": {"person": 9, "business": 1},
        "granted": {"person": 7, "business": 1},
    }
}
LAST["requests"]["carried_out"] = {"person": 2}


def compared(text, last=LAST):
    """(code, words, left, right) as `said`, with last year's report."""
    before = make_content(last, year=2022, kind="city") if last else None
    content = make_content(
        FIGURES,
        kind="city",
        name="云泽市人民政府",
        passages=PASSAGES | {"on_request": text},
    )
    found = [f for f in examine(content, before) if f.code.startswith("X-")]
    return [(f.code, f.quote, str(f.left), str(f.right)) for f in found]


@pytest.mark.parametrize(
    "text",
    [
        "收到申请12件，比上年10件增长20%。",
        "收到申请12件，同比增长20.0%。",
        "受理14件（含上年结转2件），同比上升40%。",
        "收到申请12件，较上年增加2件，增幅20%。",
        "收到申请12件，比2022年的10件增长20%。",
        "申请量同比上升20%。",
        "自然人申请10件，占83.3%；商业企业2件，占比16.7%。",
        "自然人10件、法人2件，占比分别为83.3%、16.7%。",
        "予以公开8件，占办结总数的66.7%。",
        "予以公开8件，占申请总数的57.1%。",
        "占比14.3%的2件结转下年度办理。",
        "办结率100%，满意率98.5%，提高4.2个百分点。",
        "同比增长约三成，占比不足1%。",
        "收到申请12件，同比增长近15%。",
        "网上和信函渠道分别增长5%和9%。",
        "组织考核2次，占全年考核分值的4%。",
        "发布信息100条，同比增长8%。",
        "予以公开8件（占66.7%），部分公开1件（占8.3%）。",
        "2023年收到申请12件，2022年收到申请10件，同比增长20%。",
        "公开率由85%提高到90%。",
        "予以公开的占66.7%，部分公开占8.3%。",
        "收到申请12件，满意率同比增长5%。",
        "收到申请12件，群众满意的占比98%。",
        "自然人申请10件，同比增长25%。",
        "收到申请12件，占全省总量的5%。",
        "新媒体账号粉丝占全市人口的7.7%。",
    ],
)
def test_these_percentages_come_out_or_cannot_be_computed(text):
    assert compared(text) == []


@pytest.mark.parametrize(
    ("text", "quote", "left", "right"),
    [
        ("收到申请12件，比上年10件增长25%。", "增长25%", "25", "20"),
        ("收到申请12件，同比增长16.7%。", "增长16.7%", "16.7", "20.0"),
        ("收到申请12件，同比下降20%。", "下降20%", "-20", "20"),
        ("收到申请12件，较上年增加2件，增幅16%。", "增幅16%", "16", "20"),
        ("申请数量同比上升30%。", "上升30%", "30", "20"),
        ("自然人申请10件，占80.3%。", "占80.3%", "80.3", "83.3"),
        ("自然人申请10件，占全部申请的90%。", "占全部申请的90%", "90", "83"),
        (
            "自然人10件、法人2件，占比分别为83.3%、17.6%。",
            "占比分别为83.3%、17.6%",
            "17.6",
            "16.7",
        ),
        ("予以公开占70%。", "占70%", "70", "67"),
        ("予以公开8件（占70%）。", "占70%", "70", "67"),
        (
            "2023年收到申请12件，2022年收到申请10件，同比增长25%。",
            "增长25%",
            "25",
            "20",
        ),
        ("占比15%的2件结转下年度办理。", "占比15%", "15", "17"),
    ],
)
def test_these_percentages_do_not(text, quote, left, right):
    assert compared(text) == [("X-5", quote, left, right)]


def test_nothing_is_no_share_of_nothing():
    assert said("公开信息0条，其中政策类0条，占5%。", "proactive") == []


def test_a_change_needs_last_years_figure():
    assert compared("收到申请12件，同比增长25%。", last=None) == []
    assert compared("收到申请12件，较上年16件下降20%。", last=None) == [
        ("X-5", "下降20%", "-20", "-25")
    ]


def test_a_change_of_anything_is_judged_by_what_the_sentence_gives():
    assert said("发布信息120条，比上年的100条增长20%。", "proactive") == []
    assert [
        s[:2] for s in said("发布信息120条，比上年的100条增长25%。", "proactive")
    ] == [("X-5", "增长25%")]


@pytest.mark.parametrize(
    "text",
    [
        "全年共公开信息100条，其中政策类40条、动态类60条。",
        "共公开信息100条，其中政策类40条。",
        "共公开信息100条，其中政策类40条、财政类20条。",
        "共公开信息100条，其中政策类40条、财政类59条等。",
        "共公开信息100条，其中政策类40条（含解读12条）、动态类60条。",
        "共公开信息100条，其中政策类40条、动态类60条，被省级媒体采用12条。",
        "共公开信息100条，其中政策类40条、动态类60余条。",
        "共公开信息100条，其中上年40条、本年30条。",
        "发布动态60条、政策40条，合计100条。",
        "发布公报3期；发布动态60条、政策40条，合计100条。",
        "发布信息80条，举办活动5次，共计投入300人次。",
        "共召开会议5次，参加人员120人次，其中领导10人。",
        "新收50件、结转4件，其中网络30件、信函24件。",
        "共100条：政策类40条，动态类60条。",
        "召开会议8次，其中常务会3次、专题会4次。",
        "收到工单230件，其中咨询120件、投诉80件，办结229件。",
        "发布信息100条，较上年增加12条，其中网站70条，微信30条。",
        "发布信息100条，其中网站70条、微信30条，网站信息中政策类10条、动态类50条。",
        "编制目录26个，公开事项340项，其中1—6月更新80项，7—12月更新120项。",
        "共召开会议20次，审议议题150个，其中民生类50个、经济类80个。",
        "在3个平台发布信息100条，其中网站70条、微信30条。",
    ],
)
def test_these_parts_add_up_or_are_not_all(text):
    assert said(text, "proactive") == []


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [
        ("全年共公开信息100条，其中政策类40条、动态类59条。", 100, 99),
        ("公开信息1，000条，其中政策类400条，动态类700条。", 1000, 1100),
        ("共100条：政策类40条，动态类30条。", 100, 70),
        ("发布动态60条、政策30条，合计100条。", 100, 90),
        ("开展培训5场，其中机关2场、县区2场、乡镇2场。", 5, 6),
        ("共发布信息820条（网站500条，微信310条）。", 820, 810),
        ("公开信息1120条。其中，机构类20条、规划类30条、其他类1050条。", 1120, 1100),
        ("发布稿件3，200篇，其中原创1，200篇、转载2，100篇。", 3200, 3300),
        ("举办活动12次，分别为讲座5次、展览6次。", 12, 11),
    ],
)
def test_these_parts_do_not(text, left, right):
    assert [(s[0], *s[2:]) for s in said(text, "proactive")] == [("X-6", left, right)]


def test_a_sum_is_not_doubted_where_its_total_already_is():
    text = "收到申请15件，其中自然人10件、法人2件。"
    assert [s[0] for s in said(text)] == ["X-1"]


CHARGED = FIGURES | {"charges": {"fees": {"amount": "7730.28"}}}


@pytest.mark.parametrize(
    "text",
    [
        "未收取信息处理费。",
        "收取信息处理费60元。",
        "发出收费通知2件，收取信息处理费共计160元，其中甲局100元，乙局60元。",
        "全市行政事业性收费7730.28万元，收取信息处理费0元。",
        "市教育局行政事业性收费20万元，未收取信息处理费。",
        "未收取检索、复制、邮寄等费用，收取信息处理费60元。",
        "收取信息处理费60元，除此之外未收取其他费用。",
        "未收取信息处理费，减免费用40元。",
        "发出收费通知1件，应收100元，申请人未缴纳，未收取费用。",
        "未收取信息处理费。发放补贴2600万元。",
        "未收取信息处理费。上年收取60元。",
        "未收取信息处理费，涉企行政事业性收费减免3000万元。",
        "涉企行政事业性收费20万元，未收取信息处理费。",
        "收取信息处理费300元、邮寄费20元，合计320元。",
        "2022年行政事业性收费7000万元，今年未收取信息处理费。",
    ],
)
def test_these_fees_agree(text):
    assert said(text, "other_matters", figures=CHARGED) == []


@pytest.mark.parametrize(
    ("text", "quote", "left", "right"),
    [
        (
            "共发出收费通知3件，其中甲局1件、乙局1件、丙局2件。",
            "共发出收费通知3件，其中甲局1件、乙局1件、丙局2件",
            3,
            4,
        ),
        ("共收费6笔，其中甲局2笔、乙局3笔。", None, 6, 5),
        ("甲局收取100元，乙局收取60元，合计收取信息处理费170元。", None, 170, 160),
        ("未收取任何费用。按件收取信息处理费60元。", "未收取任何费用", 0, 60),
        (
            "收取信息处理费7730.28万元。",
            "收取信息处理费7730.28万元",
            77302800,
            "7730.28",
        ),
        ("收取信息处理费7730.28元。", "收取信息处理费7730.28元", "7730.28", "7730.28"),
        (
            "全市行政事业性收费773.28万元，未收取信息处理费。",
            "全市行政事业性收费773.28万元",
            "773.28",
            "7730.28",
        ),
    ],
)
def test_these_do_not(text, quote, left, right):
    found = said(text, "other_matters", figures=CHARGED)
    assert [(code, str(one), str(other)) for code, _, one, other in found] == [
        ("X-7", str(left), str(right))
    ]
    assert quote in (None, found[0][1])


@pytest.mark.parametrize(
    ("text", "value", "unit", "vague"),
    [
        ("12件", "12", "件", False),
        ("１２ 件", "12", "件", False),
        ("1,136条", "1136", "条", False),
        ("1，136条", "1136", "条", False),
        ("2.3万件", "23000.0", "件", False),
        ("7730.28万元", "77302800.00", "元", False),
        ("一百零三件", "103", "件", False),
        ("两件", "2", "件", False),
        ("三千余条", "3000", "条", True),
        ("12余件", "12", "件", True),
        ("近百件", "100", "件", True),
        ("约20件次", "20", "件次", True),
        ("0件", "0", "件", False),
        ("数量为8。", "8", "", False),
    ],
)
def test_a_number_is_read_as_it_is_written(text, value, unit, vague):
    (sentence,) = plain_text(text).sentences
    assert [(str(c.value), c.unit, c.vague) for c in sentence.counts] == [
        (value, unit, vague)
    ]


PIECES = (
    "1件",
    "收到1件，",
    "其中1件、",
    "总数",
    "占1%",
    "合计1件",
    "未收到",
    "（",
    "信息处理费1元",
    "行政复议",
    "零申请无",
)


@pytest.mark.parametrize("piece", PIECES)
def test_what_is_no_sentence_takes_no_time_and_is_not_doubted(piece):
    content = make_content(
        FIGURES,
        kind="city",
        passages=dict.fromkeys(PASSAGES, "收到" + piece * 2000 + "征"),
    )
    began = time.process_time()
    found = [
        f
        for number in range(1, 9)
        for f in CATALOGUE[f"X-{number}"].findings(content, None)
    ]
    assert time.process_time() - began < 10
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "第三十六条",
        "2023年",
        "第12期",
        "一件一议",
        "国令第711号",
        "1136",
        "二、",
        "0571-28800012",
    ],
)
def test_what_is_no_count(text):
    assert [sentence.counts for sentence in plain_text(text).sentences] in ([()], [])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零三", 103),
        ("两千三百", 2300),
        ("百十千", None),
        ("三四", None),
    ],
)
def test_spelled_numbers(text, value):
    assert spelled_number(text) == value


def test_a_rounded_number_stands_for_what_rounds_to_it():
    ((count,),) = (sentence.counts for sentence in plain_text("2.3万件").sentences)
    assert count.is_about(23_041)
    assert not count.is_about(24_200)


# ── The two real reports ──────────────────────────────────────────────────────────────────────────────────────────


def parts(text):
    pieces = re.split(
        r"\n\s*([一二三四五六])、(?=总体|主动公开政府|收到和|政府信息公开行政|存在的|其他需要)",
        "\n" + text,
    )
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def passages(found):
    return {
        "on_request": found["一"],
        "problems": found["五"],
        "other_matters": found["六"],
    }


def test_nothing_false_is_said_of_the_street_report():
    text = shared("reports/qudong-2023.txt").read_text(encoding="utf-8")
    content = make_content(name="红旗区渠东街道办事处", passages=passages(parts(text)))
    assert [f.message for f in examine(content) if f.code.startswith("X-")] == []


def test_nothing_false_is_said_of_the_district_report():
    command = ["pdftotext", "-layout", str(shared("reports/hongze-2023.pdf")), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    text = re.sub(
        r"\n(?!\s{3,}（|\s*[一二三四五六]、)", "", re.sub(r"\s*-\d-\s*", "\n", text)
    )
    content = make_content(
        HONGZE,
        name="淮安市洪泽区人民政府",
        kind="county",
        passages=passages(parts(text)),
    )
    assert "受理政府信息公开申请21件" in "".join(
        content.passage("on_request").text.split()
    )
    assert [f.message for f in examine(content) if f.code.startswith("X-")] == []
    figures = HONGZE | {"requests": HONGZE["requests"] | {"new": {"person": 22}}}
    content = make_content(
        figures,
        name="淮安市洪泽区人民政府",
        kind="county",
        passages=passages(parts(text)),
    )
    assert [f.left for f in examine(content) if f.code == "X-1"] == [21]
