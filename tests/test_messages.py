"""Every rule's finding, whole: the place, what is there, what it should be, what to do; the cells and both values."""

from decimal import Decimal

import pytest

from disclosure.rules import CATALOGUE, examine
from disclosure.statutory.content import Content
from disclosure.statutory.editions.spec import (
    Column,
    ColumnTotal,
    Edition,
    Part,
    Row,
    Table,
)
from disclosure.statutory.places import Place
from tests.support.make import PASSAGES, make_content

APPLICANTS = ("person", "business", "research", "charity", "legal_service", "other_org")
BALANCED = {
    "requests": {
        "new": {"person": 3, "business": 2},
        "granted": {"person": 3, "business": 2},
    }
}
TWO_OUTCOMES = {
    "requests": {
        "new": {"person": 5},
        "granted": {"person": 3},
        "partly_granted": {"person": 2},
    }
}


def only(content, last=None, when="submission", code=""):
    """The one finding, or the one with that code."""
    (finding,) = (
        finding
        for finding in examine(content, last, when=when)
        if code in ("", finding.code)
    )
    return finding


def cells(finding):
    return [cell.address for cell in finding.cells]


def test_the_blanks_of_a_table_are_counted_and_the_first_is_named():
    blank = {"regulations": {"repealed": None}, "normative_documents": {"made": None}}
    finding = only(make_content({"documents": blank}))
    assert finding.message == (
        "表二第二十条第（一）项还有 2 格空白，从「规章 · 本年废止件数」起。空白不等于零：没有发生的请填 0。[V-1]"
    )
    assert cells(finding) == [
        "documents.regulations.repealed",
        "documents.normative_documents.made",
    ]
    assert (finding.left, finding.right, finding.difference) == (2, 0, 2)


@pytest.mark.parametrize(
    ("text", "shown", "problem"),
    [
        ("十三", "十三", "应为数字"),
        ("-1", "-1", "不能是负数"),
        ("1.5", "1.5", "件数应为整数"),
        ("1234567890123", "1234567890123", "整数部分不能超过 12 位"),
        (" 约 3\n件 ", "约 3 件", "应为数字"),
        ("七" * 30, "七" * 30, "应为数字"),
        ("七" * 31, "七" * 30 + "…", "应为数字"),
    ],
)
def test_what_cannot_be_read_is_shown_shortened_with_what_is_wrong_about_it(
    text, shown, problem
):
    finding = only(make_content({"requests": {"new": {"person": text}}}))
    place = "表三「一、本年新收政府信息公开申请数量」行「自然人」列"
    assert finding.message == f"{place}：填的是“{shown}”，{problem}。请改正。[V-2]"
    assert (cells(finding), finding.left, finding.right) == (
        ["requests.new.person"],
        text,
        None,
    )


def test_an_amount_with_seven_decimals_is_too_fine():
    finding = only(make_content({"charges": {"fees": {"amount": "0.1234567"}}}))
    assert "：填的是“0.1234567”，小数不能超过 6 位。" in finding.message


FEES = "表二第二十条第（八）项「行政事业性收费」行「本年收费金额（单位：万元）」列"


def test_an_amount_too_large_for_a_street_is_named_with_the_kind_of_agency():
    finding = only(make_content({"charges": {"fees": {"amount": "100000.01"}}}))
    assert finding.message == (
        f"{FEES}：填的是 100000.01 万元，对街道办事处来说过大，像是以元为单位填的。"
        "请核对单位；确实如此的请说明理由。[V-3]"
    )
    assert (finding.left, finding.right) == (Decimal("100000.01"), 100_000)


@pytest.mark.parametrize(
    ("this", "ratio"),
    [("1250", "100"), ("1262.4999", "100"), ("1262.5", "101"), ("125000", "10000")],
)
def test_an_amount_beside_last_years_is_named_with_how_many_whole_times_it_is(
    this, ratio
):
    last = make_content(
        {"charges": {"fees": {"amount": "12.50"}}}, year=2022, kind="city"
    )
    finding = only(
        make_content({"charges": {"fees": {"amount": this}}}, kind="city"), last
    )
    assert finding.message == (
        f"{FEES}：填的是 {this} 万元，是上年 12.50 万元的 {ratio} 倍，像是以元为单位填的。"
        "请核对单位；确实如此的请说明理由。[V-3]"
    )


def test_a_printed_total_of_outcomes_is_named_with_the_outcomes_that_are_not_zero():
    finding = only(
        make_content(
            TWO_OUTCOMES, stated={"requests": {"outcome_total": {"person": 6}}}
        )
    )
    assert finding.message == (
        "表三「（七）总计」行「自然人」列：印的是 6，各项之和 3 + 2 = 5，相差 1。请核对各项和总计。[T3-2]"
    )
    assert (cells(finding)[:2], len(finding.cells)) == (
        ["requests.outcome_total.person", "requests.granted.person"],
        22,
    )


@pytest.mark.parametrize(("granted", "stated", "sum_"), [(5, 4, "5"), (0, 1, "0")])
def test_a_long_sum_of_one_part_or_none_is_only_the_sum(granted, stated, sum_):
    figures = {"requests": {"new": {"person": granted}, "granted": {"person": granted}}}
    finding = only(
        make_content(
            figures, stated={"requests": {"outcome_total": {"person": stated}}}
        )
    )
    assert f"印的是 {stated}，各项之和 {sum_}，相差 1。" in finding.message


def test_a_sum_of_six_parts_shows_its_zeros():
    finding = only(make_content(BALANCED, stated={"requests": {"new": {"total": 7}}}))
    assert finding.message == (
        "表三「一、本年新收政府信息公开申请数量」行「总计」列：印的是 7，各项之和 3 + 2 + 0 + 0 + 0 + 0 = 5，相差 2。"
        "请核对各项和总计。[T3-3]"
    )
    assert cells(finding) == [
        "requests.new.total",
        *(f"requests.new.{column}" for column in APPLICANTS),
    ]


@pytest.mark.parametrize(
    ("parts", "shown"), [(6, "2 + 3 + 0 + 0 + 0 + 0 = 5"), (7, "2 + 3 = 5")]
)
def test_a_sum_of_more_than_six_parts_leaves_its_zeros_out(parts, shown):
    keys = tuple(f"part_{number}" for number in range(parts))
    columns = (*(Column(key, key) for key in keys), Column("total", "总计"))
    table = Table(
        "t",
        "count",
        "件",
        columns,
        rows=(Row("r", "", "甲"),),
        column_totals=(ColumnTotal("total", keys, "T4-1"),),
    )
    edition = Edition(
        "x", "", 2023, None, "", (Part("一、", "only", "", tables=(table,)),)
    )
    entered = {
        ("r", key): value
        for key, value in zip(keys, [2, 3, 0, 0, 0, 0, 0], strict=False)
    }
    content = Content(
        edition, 2023, "某机关", "street", {"t": entered}, {"t": {("r", "total"): 6}}
    )
    (finding,) = CATALOGUE["T4-1"].findings(content, None)
    assert (
        finding.message
        == f"表一「甲」行「总计」列：印的是 6，各项之和 {shown}，相差 1。请核对各项和总计。[T4-1]"
    )


def test_blank_parts_of_a_sum_are_not_shown():
    figures = {
        "disputes": {"cases": {"direct_suit_upheld": 10, "direct_suit_corrected": 1}}
    }
    content = make_content(
        figures, fill=None, stated={"disputes": {"cases": {"direct_suit_total": 12}}}
    )
    finding = only(content, when="draft", code="T4-1")
    assert finding.message == (
        "表四「未经复议直接起诉·总计」列：印的是 12，各项之和 10 + 1 = 11，相差 1。请核对各项和总计。[T4-1]"
    )


def test_a_wrong_corner_is_added_up_from_its_line_as_printed():
    stated = {
        "outcome_total": {"person": 4, "business": 2, "total": 9},
        "granted": {"total": 5},
    }
    findings = examine(make_content(BALANCED, stated={"requests": stated}))
    assert [(f.code, f.cells[0].column, f.left, f.right) for f in findings] == [
        ("T3-2", "person", 4, 3),
        ("T3-3", "total", 9, 6),
    ]
    assert (
        "印的是 9，各项之和 4 + 2 + 0 + 0 + 0 + 0 = 6，相差 3。" in findings[1].message
    )


def test_a_corner_that_follows_a_slip_printed_above_it_is_not_another_finding():
    stated = {
        "outcome_total": {"person": 3, "business": 2, "total": 6},
        "granted": {"total": 6},
    }
    finding = only(make_content(BALANCED, stated={"requests": stated}))
    assert (finding.code, finding.cells[0]) == (
        "T3-3",
        Place("requests", "granted", "total"),
    )


def test_an_unpaid_fee_leads_to_the_passage_that_denies_it():
    figures = {"requests": {"new": {"person": 1}, "other_fee_unpaid": {"person": 1}}}
    finding = only(
        make_content(figures, passages=PASSAGES | {"other_matters": "未收取任何费用。"})
    )
    assert (finding.code, finding.part, finding.passage) == (
        "T3-4",
        "requests",
        "other_matters",
    )


def test_a_part_without_text_is_one_finding_that_leads_to_its_first_passage():
    finding = only(
        make_content(passages=PASSAGES | {"problems": "", "improvements": "\n"})
    )
    assert finding.message == (
        "第五部分「存在的主要问题及改进情况」还没有文字。格式要求六个部分齐全，请填写。[D-4]"
    )
    assert (finding.part, finding.passage, finding.fingerprint) == (
        "problems",
        "problems",
        "D-4|problems||",
    )
    assert (finding.cells, finding.left, finding.right, finding.difference) == (
        (),
        None,
        None,
        None,
    )


def test_each_empty_passage_of_a_part_with_text_is_named():
    empty = {"on_request": "", "management": " ", "improvements": "\u3000"}
    findings = sorted(
        examine(make_content(passages=PASSAGES | empty), when="submission"),
        key=lambda f: f.code != "D-5",
    )
    assert [(f.part, f.passage) for f in findings] == [
        ("overview", "on_request"),
        ("overview", "management"),
        ("problems", "improvements"),
    ]
    assert findings[0].message == (
        "第一部分的“依申请公开”还没有写。五个方面都要写，没有发生的也请写明；确实不写的请说明理由。[D-5]"
    )
    assert (
        findings[2].message
        == "第五部分「存在的主要问题及改进情况」的“改进情况”还没有文字。请填写。[D-4]"
    )
