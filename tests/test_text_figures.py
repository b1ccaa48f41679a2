"""What the text says of requests, disputes and documents, beside tables that say it or do not."""

import pytest

from disclosure.rules import CATALOGUE, examine
from tests.support.make import PASSAGES, make_content

FIGURES = {
    "requests": {
        "new": {"person": 10, "business": 2},
        "carried_in": {"person": 2},
        "granted": {"person": 7, "business": 1},
        "partly_granted": {"person": 1},
        "refused_process": {"person": 1},
        "refused_third_party": {"person": 1},
        "unavailable_not_held": {"business": 1},
        "carried_out": {"person": 2},
    },
    "disputes": {
        "cases": {
            "reconsideration_upheld": 3,
            "reconsideration_corrected": 1,
            "reconsideration_pending": 1,
            "direct_suit_upheld": 1,
            "suit_after_reconsideration_upheld": 1,
        }
    },
    "documents": {
        "normative_documents": {"made": 2, "repealed": 1, "in_force": 9},
        "regulations": {"made": 1, "in_force": 4},
    },
}
"""New 12, carried in 2, granted 8, partly 1, refused 2, unavailable 1, carried out 2; reconsidered 5, suits 2."""


def said(
    text,
    passage="on_request",
    kind="city",
    name="云泽市人民政府",
    figures=FIGURES,
    year=2023,
):
    """(code, words, left, right) of every finding of the rules of text against figures."""
    content = make_content(
        figures, kind=kind, name=name, year=year, passages=PASSAGES | {passage: text}
    )
    found = [f for f in examine(content) if f.code.startswith("X-")]
    assert all(f.quote and f.message.endswith(f"[{f.code}]") for f in found)
    return [(f.code, f.quote, f.left, f.right) for f in found]


@pytest.mark.parametrize(
    "text",
    [
        "全年收到政府信息公开申请12件。",
        "全年受理政府信息公开申请 14 件，其中上年结转 2 件。",
        "共收到１２件政府信息公开申请。",
        "全年共受理12宗。",
        "收到申请十二份。",
        "全市各级各部门共收到公民、法人和其他组织提出的申请12件。",
        "本年新收申请12件，上年结转2件，办结12件，结转下年度2件。",
        "新收12件中已办结10件。",
        "共办理申请14件。",
        "申请总量为12件。",
        "截至12月31日，全年累计收到申请12件。",
        "予以公开8件，部分公开1件，不予公开2件，无法提供1件，不予处理0件，其他处理0件。",
        "8件予以公开，1件部分公开，2件不予公开，1件因本机关不掌握而无法提供。",
        "予以公开8件部分公开1件不予公开2件。",
        "作出予以公开决定8件、不予公开决定2件的答复。",
        "收到申请12件（自然人10件、商业企业2件）。",
        "2件延至次年办理。",
        "截至12月底，共收到申请12件。",
        "自1月1日至12月31日，收到申请12件。",
        "收到并答复申请12件。",
        "办理答复申请12件。",
        "结转2024年2件，2022年结转2件。",
        "共有行政复议5件、行政诉讼2件。",
        "审结行政复议4件，其中维持3件、纠正1件。",
        "发生行政诉讼2件，未经复议直接起诉1件，复议后起诉1件，均维持。",
        "制发行政规范性文件2件，废止1件，现行有效9件；制定规章1件，现行有效4件。",
    ],
)
def test_these_agree(text):
    assert said(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "市政府办公室收到申请5件。",
        "市政府受理政府信息公开申请5件。",
        "市本级受理申请6件，各县区受理申请6件。",
        "市教育局收到申请30件，予以公开29件。",
        "下属事业单位受理申请3件。",
        "自然人提出申请7件。",
        "收到法人或其他组织申请5件。",
        "通过网络收到申请5件，通过信函收到7件。",
        "当面收到3件。",
        "2022年收到申请8件，2023年收到申请12件。",
        "上年收到申请9件。",
        "与上年收到的20件相比，今年收到12件。",
        "上半年收到申请4件，三季度收到1件。",
        "12月份收到申请3件。",
        "自2008年以来累计收到申请300件。",
        "近三年收到申请39件。",
        "收到与本机关职责无关的申请3件。",
        "收到涉及征地拆迁的申请6件。",
        "征收类申请收到6件。",
        "收到补正材料5份、第三方意见3份。",
        "受理12345热线工单300件。",
        "受理各类投诉举报21件，办结21件。",
        "办理人大代表建议30件。",
        "办理信访件30件。",
        "受理行政许可申请620件。",
        "收到申请10余件。",
        "收到申请近20件。",
        "收到申请12件，比去年减少5件。",
        "发出补正告知书3份、延期答复告知书1份。",
        "答复申请人咨询5件。",
        "接待申请人来访17人次。",
        "预计2024年收到申请20件。",
        "公开各类信息300条，收到留言40条。",
        "经复议后予以公开1件。",
        "其中市自然资源局予以公开5件。",
        "自然人申请予以公开7件。",
        "2022年予以公开30件。",
        "全部公开了决算报告15份。",
        "不予公开的理由主要有2类。",
        "其中属于过程性信息的1件。",
        "新收行政复议申请9件，登记立案的行政诉讼6件。",
        "受理行政复议案件9件。",
        "治安类行政复议30件。",
        "行政复议、行政诉讼共7件。",
        "没有行政诉讼败诉案件，没有被纠正的行政复议案件。",
        "市司法局办理行政复议80件。",
        "上年行政复议9件。",
        "复议决定书公开20份。",
        "予以公开、部分公开共9件。",
        "予以公开和部分公开9件。",
        "维持、纠正4件行政复议。",
        "1月1日至6月30日收到申请5件。",
        "收到全省申请300件。",
        "全省受理申请300件。",
        "转为信访渠道办理3件。",
        "提前办结申请5件。",
        "逾期不补正、不再处理2件。",
        "提出意见建议16条。",
        "没有企业提出政府信息公开申请。",
        "征求第三方意见后决定公开5件。",
        "邀请法律顾问审核答复书14件次。",
        "信访投诉举报类申请1件不予处理。",
        "对3件复杂申请进行会商，抽查答复案卷30件。",
        "受理政府信息公开申请的时间为8：30至17：30，2天内分办。",
        "无行政复议纠错、行政诉讼败诉情况，行政复议被纠正率为零。",
        "收到市政府转办件4件，收到留言30条，全部答复。",
    ],
)
def test_these_speak_of_another_set(text):
    assert said(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "转发上级行政规范性文件13件。",
        "备案审查县政府行政规范性文件77件。",
        "清理行政规范性文件62件，公开行政规范性文件30件。",
        "计划制定行政规范性文件5件。",
        "代市政府起草行政规范性文件3件。",
        "市住建局制定行政规范性文件3件。",
        "2022年制发行政规范性文件7件。",
        "废止文件6件，现行有效的制度12项。",
        "制定、废止行政规范性文件3件。",
        "清理行政规范性文件，保留30件中的9件。",
        "制发公文30件，其中行政规范性文件2件。",
        "未制定行政规范性文件管理办法。",
        "2022年未制发行政规范性文件。",
        "修订行政规范性文件1件，解读行政规范性文件4件。",
        "受理政府信息公开申请咨询30件。",
        "区政府办公室答复政府信息公开申请30件。",
    ],
)
def test_these_are_other_documents_or_others_requests(text):
    assert said(text, "management") == []


@pytest.mark.parametrize(
    ("text", "code", "quote", "left", "right"),
    [
        ("全年收到政府信息公开申请17件。", "X-1", "收到政府信息公开申请17件", 17, 14),
        ("全市受理 13 件，均按期答复。", "X-1", "受理 13 件", 13, 12),
        (
            "我市共接收公民、法人和其他组织的申请１５件。",
            "X-1",
            "接收公民、法人和其他组织的申请１５件",
            15,
            14,
        ),
        ("新收申请14件。", "X-1", "新收申请14件", 14, 12),
        ("收到申请一百零三件。", "X-1", "收到申请一百零三件", 103, 14),
        ("新收申请1.2万件。", "X-1", "新收申请1.2万件", 12000, 12),
        ("共办理申请16件。", "X-1", "办理申请16件", 16, 14),
        ("申请总量为21件。", "X-1", "申请总量为21件", 21, 14),
        ("予以公开9件，部分公开1件。", "X-2", "予以公开9件", 9, 8),
        ("9件予以公开，1件部分公开。", "X-2", "9件予以公开", 9, 8),
        ("部分公开的有3件。", "X-2", "部分公开的有3件", 3, 1),
        ("不予公开共1件。", "X-2", "不予公开共1件", 1, 2),
        ("无法提供数为4。", "X-2", "无法提供数为4", 4, 1),
        ("不予处理2件，其他处理0件。", "X-2", "不予处理2件", 2, 0),
        ("办结申请14件。", "X-2", "办结申请14件", 14, 12),
        ("上年结转3件。", "X-2", "上年结转3件", 3, 2),
        ("结转下年度继续办理1件。", "X-2", "结转下年度继续办理1件", 1, 2),
        ("3件转入2024年办理。", "X-2", "3件转入2024年办理", 3, 2),
        ("行政复议6件。", "X-3", "行政复议6件", 6, 5),
        ("提起行政诉讼3起。", "X-3", "行政诉讼3起", 3, 2),
        ("行政复议5件，其中维持4件。", "X-3", "维持4件", 4, 3),
        ("行政诉讼2件，其中复议后起诉2件。", "X-3", "复议后起诉2件", 2, 1),
        (
            "未发生因政府信息公开引起的行政诉讼。",
            "X-3",
            "未发生因政府信息公开引起的行政诉讼",
            0,
            2,
        ),
        ("依申请公开方面，新收18件，办结18件。", "X-1", "新收18件", 18, 12),
        ("共计收到申请18件，办理18件。", "X-1", "收到申请18件", 18, 14),
        (
            "无公民、法人和其他组织向我市提出政府信息公开申请。",
            "X-8",
            "无公民、法人和其他组织向我市提出政府信息公开申请",
            0,
            12,
        ),
        ("全年依申请公开为零。", "X-8", "依申请公开为零", 0, 12),
        ("跨年办理3件。", "X-2", "跨年办理3件", 3, 2),
        ("给予公开9件。", "X-2", "给予公开9件", 9, 8),
        ("不同意公开3件。", "X-2", "不同意公开3件", 3, 2),
        ("共提出政府信息公开申请16件。", "X-1", "提出政府信息公开申请16件", 16, 14),
        (
            "没有居民和单位提出过政府信息公开申请。",
            "X-8",
            "没有居民和单位提出过政府信息公开申请",
            0,
            12,
        ),
        ("全年申请量为零。", "X-8", "申请量为零", 0, 12),
        ("坚持当年申请当年办结。", "X-8", "当年办结", None, 2),
        ("没有发生行政复议和行政诉讼。", "X-3", "没有发生行政复议和行政诉讼", 0, 7),
        ("全年政府信息公开类行政复议6件。", "X-3", "行政复议6件", 6, 5),
        ("属于不予公开范围的3件。", "X-2", "不予公开范围的3件", 3, 2),
        ("收到申请12件，均已办理完结。", "X-8", "均已办理完结", None, 2),
        ("本年度未收到政府信息公开申请。", "X-8", "未收到政府信息公开申请", 0, 12),
        (
            "没有公民、法人和其他组织申请公开政府信息。",
            "X-8",
            "没有公民、法人和其他组织申请公开政府信息",
            0,
            12,
        ),
        ("受理窗口正常开放，全年无人申请。", "X-8", "无人申请", 0, 12),
        ("受理申请0件。", "X-8", "受理申请0件", 0, 12),
        ("收到申请12件，已全部办结。", "X-8", "已全部办结", None, 2),
        ("收到申请12件，均已答复。", "X-8", "均已答复", None, 2),
        ("年底无结转。", "X-8", "无结转", None, 2),
    ],
)
def test_these_differ(text, code, quote, left, right):
    assert said(text) == [(code, quote, left, right)]


@pytest.mark.parametrize(
    ("text", "quote", "left", "right"),
    [
        ("制发行政规范性文件3件。", "制发行政规范性文件3件", 3, 2),
        ("新制发规范性文件2件、废止2件。", "废止2件", 2, 1),
        ("截至年底，现行有效行政规范性文件10件。", "现行有效行政规范性文件10件", 10, 9),
        ("制定规章2件。", "制定规章2件", 2, 1),
        ("本年度未制发行政规范性文件。", "未制发行政规范性文件", 0, 2),
        ("没有废止规范性文件。", "没有废止规范性文件", 0, 1),
        ("现行有效行政规范性文件数为10。", "现行有效行政规范性文件数为10", 10, 9),
        ("出台5件行政规范性文件。", "出台5件行政规范性文件", 5, 2),
    ],
)
def test_documents_differ(text, quote, left, right):
    assert said(text, "management") == [("X-4", quote, left, right)]


@pytest.mark.parametrize(
    "text",
    [
        "网站未收到政府信息公开申请。",
        "未收到企业提出的政府信息公开申请。",
        "未收到要求公开规范性文件的申请。",
        "未收到申请人的异议。",
        "2022年未收到政府信息公开申请。",
        "上半年没有收到政府信息公开申请。",
        "无正当理由大量反复申请0件。",
        "没有超期答复的申请。",
        "市教育局未收到政府信息公开申请。",
        "均在法定期限内答复。",
        "按期答复率100%。",
        "上年结转的2件已全部办结。",
        "除结转下年度的2件外，其余均已答复。",
        "投诉举报均已办结。",
        "收到建议5条，均已答复。",
        "到期申请均已答复。",
        "收到申请12件，均已答复，2件结转下年度。",
        "自然人申请7件，均已答复。",
        "市公安局的申请已全部办结。",
    ],
)
def test_neither_none_nor_all_is_said_of_the_whole_here(text):
    assert said(text) == []


def test_a_street_says_of_itself_what_a_district_says_of_one_office():
    text = "街道收到申请13件。"
    assert said(text, kind="street", name="云泽市临湖区柳桥街道办事处")[0][:3] == (
        "X-1",
        "收到申请13件",
        13,
    )
    assert said(text) == []


@pytest.mark.parametrize(
    "text", ["县教育局收到申请9件。", "局机关收到申请9件。", "石湾镇收到申请9件。"]
)
def test_a_department_speaks_of_another_office(text):
    assert said(text, kind="county_department", name="安平县住房和城乡建设局") == []


@pytest.mark.parametrize(
    "text",
    ["我局收到申请9件。", "县住房和城乡建设局收到申请9件。", "全局共收到申请9件。"],
)
def test_a_department_speaks_of_itself(text):
    assert [
        s[:1]
        for s in said(text, kind="county_department", name="安平县住房和城乡建设局")
    ] == [("X-1",)]


def test_received_where_the_table_has_none_is_said_once():
    assert said("收到申请3件。", figures={}) == [("X-8", "收到申请3件", 3, 0)]
    assert said("收到申请0件，未收到政府信息公开申请。", figures={}) == []


def test_nothing_is_said_of_tables_that_are_still_blank():
    blank = {
        "requests": {
            "new": dict.fromkeys(
                (
                    "person",
                    "business",
                    "research",
                    "charity",
                    "legal_service",
                    "other_org",
                )
            )
        }
    }
    assert said("收到申请3件。", figures=blank) == []


def test_the_2019_form_has_one_line_of_other_outcomes_and_no_stock():
    figures = {"requests": {"new": {"person": 3}, "other_remaining": {"person": 3}}}
    assert said("其他处理3件。", figures=figures, year=2020) == []
    assert [s[0] for s in said("其他处理2件。", figures=figures, year=2020)] == ["X-2"]
    assert (
        said("现行有效规范性文件8件。", "management", figures=figures, year=2020) == []
    )


def test_the_message_shows_both_sums_and_what_to_do():
    content = make_content(
        FIGURES, kind="city", passages=PASSAGES | {"on_request": "全年收到申请17件。"}
    )
    (finding,) = (f for f in examine(content) if f.code == "X-1")
    assert finding.message == (
        "一、「（二）依申请公开」：写的是“收到申请17件”，而表三新收 12、新收 + 上年结转 = 12 + 2 = 14，与 17 都不一致。"
        "请核对文字和表格；说的是另一范围的，请在文中写明范围或者说明理由。[X-1]"
    )
    assert [(cell.row, cell.column) for cell in finding.cells] == [
        ("new", "total"),
        ("carried_in", "total"),
    ]
    assert (finding.part, finding.passage, finding.left, finding.right) == (
        "overview",
        "on_request",
        17,
        14,
    )


def test_a_message_shows_the_parts_of_the_tables_sum():
    content = make_content(
        FIGURES, kind="city", passages=PASSAGES | {"on_request": "不予公开3件。"}
    )
    (finding,) = (f for f in examine(content) if f.code == "X-2")
    assert "而表三的不予公开是 1 + 1 = 2，相差 1。" in finding.message


def test_words_are_found_where_they_stand_in_the_text():
    text = "本年度 收到\n第二段：共 收到 申请 １，７００ 件。"
    content = make_content(
        FIGURES, kind="city", passages=PASSAGES | {"on_request": text}
    )
    (finding,) = (f for f in examine(content) if f.code == "X-1")
    assert text[finding.words.start : finding.words.end] == "收到 申请 １，７００ 件"
    assert finding.left == 1700


def test_every_rule_of_text_against_figures_is_judged_while_typing():
    assert [CATALOGUE[f"X-{n}"].when for n in range(1, 9)] == ["draft"] * 8
