"""Every rule fires where it should, once, with both values and the cells, and is silent beside its twin."""

from decimal import Decimal

import pytest

from disclosure.rules import CATALOGUE, NOWHERE, Level, examine
from disclosure.rules.catalogue import Level as CatalogueLevel
from disclosure.rules.catalogue import rule
from disclosure.rules.fees import denies_fees
from disclosure.statutory.content import AGENCY_KINDS
from tests.support.make import PASSAGES, make_content
from tests.support.text_figure_cases import CASES as TEXT_FIGURE_CASES
from tests.support.wording_cases import WORDING_CASES

FEE_UNPAID = {"requests": {"new": {"person": 1}, "other_fee_unpaid": {"person": 1}}}
DISPUTE = {"disputes": {"cases": {"reconsideration_upheld": 1}}}
BLOCK = ("reconsideration", "direct_suit", "suit_after_reconsideration")


def stated_disputes(total):
    return {"disputes": {"cases": {"reconsideration_total": total}}}


# code: (report that must fire once, its twin that must not). Each value: keyword arguments of make_content.
CASES = {
    "V-1": (
        {"figures": {"documents": {"regulations": {"made": None}}}},
        {"figures": {"documents": {"regulations": {"made": 0}}}},
    ),
    "V-2": (
        {"figures": {"requests": {"new": {"person": "12a"}}}},
        {"figures": {"requests": {"new": {"person": "0"}}}},
    ),
    "V-3": (
        {"figures": {"charges": {"fees": {"amount": "100000.01"}}}},
        {"figures": {"charges": {"fees": {"amount": "100000"}}}},
    ),
    "T2-1": (
        {
            "figures": {"documents": {"regulations": {"made": 1}}},
            "kind": "county_department",
        },
        {"figures": {"documents": {"regulations": {"made": 1}}}, "kind": "city"},
    ),
    "T3-1": (
        {"figures": {"requests": {"new": {"person": 60}, "granted": {"person": 61}}}},
        {
            "figures": {
                "requests": {
                    "new": {"person": 60},
                    "granted": {"person": 59},
                    "carried_out": {"person": 1},
                }
            }
        },
    ),
    "T3-2": (
        {
            "figures": {"requests": {"new": {"person": 3}, "granted": {"person": 3}}},
            "stated": {"requests": {"outcome_total": {"person": 4}}},
        },
        {
            "figures": {"requests": {"new": {"person": 3}, "granted": {"person": 3}}},
            "stated": {"requests": {"outcome_total": {"person": 3}}},
        },
    ),
    "T3-3": (
        {
            "figures": {
                "requests": {
                    "new": {"person": 3, "business": 1},
                    "granted": {"person": 3, "business": 1},
                }
            },
            "stated": {"requests": {"new": {"total": 3}}},
        },
        {
            "figures": {
                "requests": {
                    "new": {"person": 3, "business": 1},
                    "granted": {"person": 3, "business": 1},
                }
            },
            "stated": {"requests": {"new": {"total": 4}}},
        },
    ),
    "T3-4": (
        {
            "figures": FEE_UNPAID,
            "passages": PASSAGES | {"other_matters": "未向申请人收取任何费用。"},
        },
        {
            "figures": FEE_UNPAID,
            "passages": PASSAGES
            | {"other_matters": "发出收费通知1件，应收100元，未缴纳。"},
        },
    ),
    "T4-1": (
        {
            "figures": {
                "requests": {"new": {"person": 1}, "granted": {"person": 1}},
                **DISPUTE,
            },
            "stated": stated_disputes(0),
        },
        {
            "figures": {
                "requests": {"new": {"person": 1}, "granted": {"person": 1}},
                **DISPUTE,
            },
            "stated": stated_disputes(1),
        },
    ),
    "T4-2": (
        {"figures": DISPUTE},
        {
            "figures": DISPUTE
            | {"requests": {"carried_in": {"person": 1}, "granted": {"person": 1}}}
        },
    ),
    "Y-1": (
        {
            "figures": {
                "requests": {"carried_in": {"person": 2}, "granted": {"person": 2}}
            },
            "last": {"requests": {"new": {"person": 3}, "carried_out": {"person": 3}}},
        },
        {
            "figures": {
                "requests": {"carried_in": {"person": 3}, "granted": {"person": 3}}
            },
            "last": {"requests": {"new": {"person": 3}, "carried_out": {"person": 3}}},
        },
    ),
    "Y-2": (
        {
            "figures": {
                "documents": {
                    "normative_documents": {"made": 2, "repealed": 1, "in_force": 7}
                }
            },
            "last": {"documents": {"normative_documents": {"in_force": 5}}},
        },
        {
            "figures": {
                "documents": {
                    "normative_documents": {"made": 2, "repealed": 1, "in_force": 6}
                }
            },
            "last": {"documents": {"normative_documents": {"in_force": 5}}},
        },
    ),
    "Y-3": (
        {
            "figures": {"licensing": {"licences": {"decisions": 37}}},
            "last": {"licensing": {"licences": {"decisions": 37}}},
        },
        {
            "figures": {"licensing": {"licences": {"decisions": 37}}},
            "last": {"licensing": {"licences": {"decisions": 36}}},
        },
    ),
    "Y-4": (
        {
            "figures": {"licensing": {"licences": {"decisions": 31}}},
            "last": {"licensing": {"licences": {"decisions": 3}}},
        },
        {
            "figures": {"licensing": {"licences": {"decisions": 30}}},
            "last": {"licensing": {"licences": {"decisions": 3}}},
        },
    ),
    **TEXT_FIGURE_CASES,
    **WORDING_CASES,
}


def codes(content, last=None, when="submission"):
    return [finding.code for finding in examine(content, last, when=when)]


def found(case):
    """The findings on a case; its `last` is last year's figures, `around` what is known beside it."""
    given = dict(case)
    last = make_content(given.pop("last"), year=2022) if "last" in given else None
    around = given.pop("around", NOWHERE)
    return examine(make_content(**given), last, when="submission", around=around)


def test_every_rule_has_a_firing_and_a_silent_case():
    assert set(CASES) == set(CATALOGUE)


@pytest.mark.parametrize("code", CASES)
def test_a_rule_fires_once_on_its_case_and_nothing_else_does(code):
    assert [finding.code for finding in found(CASES[code][0])] == [code]


@pytest.mark.parametrize("code", CASES)
def test_a_rule_is_silent_on_the_twin(code):
    assert found(CASES[code][1]) == []


@pytest.mark.parametrize("code", CASES)
def test_a_message_is_whole_and_ends_with_its_code(code):
    (finding,) = found(CASES[code][0])
    assert finding.message.endswith(f"[{code}]")
    assert not {"None", "{", "}"} & set(finding.message.split())
    assert "{" not in finding.message
    assert finding.level is CATALOGUE[code].level
    assert finding.fingerprint.startswith(f"{code}|")


def test_an_unbalanced_column_names_the_column_both_sums_and_the_difference():
    (finding,) = examine(make_content(**CASES["T3-1"][0]))
    assert finding.message == (
        "表三「自然人」列：新收 60 + 上年结转 0 = 60，办理结果总计 61 + 结转下年度 0 = 61，相差 1。请核对。[T3-1]"
    )
    assert (finding.left, finding.right, finding.difference) == (60, 61, 1)
    assert [(cell.row, cell.column) for cell in finding.cells] == [
        ("new", "person"),
        ("carried_in", "person"),
        ("outcome_total", "person"),
        ("carried_out", "person"),
    ]


def test_one_column_may_be_wrong_while_the_total_column_balances():
    figures = {
        "new": {"person": 2, "business": 1},
        "granted": {"person": 1, "business": 2},
    }
    findings = examine(make_content({"requests": figures}))
    assert [(f.code, f.cells[0].column) for f in findings] == [
        ("T3-1", "person"),
        ("T3-1", "business"),
    ]


def test_an_unreadable_cell_is_one_finding_not_several():
    figures = {"requests": {"new": {"person": "六十"}, "granted": {"person": 61}}}
    assert codes(make_content(figures)) == ["V-2"]


def test_a_column_is_not_judged_before_its_four_terms_have_values():
    figures = {
        "requests": {
            "new": {"person": 3},
            "granted": {"person": 2},
            "carried_in": {"person": 0},
        }
    }
    assert codes(make_content(figures, fill=None), when="draft") == []
    figures["requests"]["carried_out"] = {"person": 0}
    assert codes(make_content(figures, fill=None), when="draft") == ["T3-1"]


def test_where_a_file_gives_only_printed_totals_the_total_column_is_judged():
    stated = {"requests": {"outcome_total": {"total": 4}, "new": {"total": 5}}}
    stated["requests"] |= {"carried_in": {"total": 0}, "carried_out": {"total": 0}}
    findings = [
        f for f in examine(make_content(fill=None, stated=stated)) if f.code != "V-1"
    ]
    assert [(f.code, f.left, f.right) for f in findings] == [("T3-1", 5, 4)]


@pytest.mark.parametrize("wrong", ["person", "business"])
def test_a_slip_in_a_printed_column_total_is_one_finding(wrong):
    figures = {
        "requests": {
            "new": {"person": 3, "business": 2},
            "granted": {"person": 3, "business": 2},
        }
    }
    printed = {"person": 3, "business": 2, "total": 5}
    printed[wrong] += 1
    assert codes(
        make_content(figures, stated={"requests": {"outcome_total": printed}})
    ) == ["T3-2"]


def test_a_slip_in_the_corner_is_one_finding():
    figures = {
        "requests": {
            "new": {"person": 3, "business": 2},
            "granted": {"person": 3, "business": 2},
        }
    }
    stated = {
        "requests": {
            "outcome_total": {"person": 3, "business": 2, "total": 6},
            "granted": {"total": 5},
        }
    }
    (finding,) = examine(make_content(figures, stated=stated))
    assert (finding.code, finding.left, finding.right) == ("T3-3", 6, 5)


def test_a_slip_in_an_outcome_line_is_one_finding_though_the_computed_column_then_disagrees_too():
    figures = {"requests": {"new": {"person": 5}, "granted": {"person": 4}}}
    assert codes(
        make_content(figures, stated={"requests": {"outcome_total": {"person": 5}}})
    ) == ["T3-2"]


def test_the_2019_edition_is_judged_by_its_own_lines():
    figures = {"requests": {"new": {"person": 3}, "other_remaining": {"person": 2}}}
    (finding,) = examine(make_content(figures, year=2020))
    assert (finding.code, finding.left, finding.right) == ("T3-1", 3, 2)


def test_an_amount_a_hundred_times_last_years_looks_like_yuan():
    last = make_content(
        {"charges": {"fees": {"amount": "12.5"}}}, year=2022, kind="city"
    )
    this = make_content({"charges": {"fees": {"amount": "1250"}}}, kind="city")
    (finding,) = examine(this, last)
    assert (finding.code, finding.left, finding.right) == (
        "V-3",
        Decimal(1250),
        Decimal("12.5"),
    )
    assert codes(
        make_content({"charges": {"fees": {"amount": "1249.9"}}}, kind="city"), last
    ) == ["Y-4"]


LOWEST = ("street", "town", "county_department")


@pytest.mark.parametrize("kind", AGENCY_KINDS)
def test_a_large_amount_is_usual_above_the_county_departments(kind):
    content = make_content({"charges": {"fees": {"amount": "200000"}}}, kind=kind)
    assert codes(content) == (["V-3"] if kind in LOWEST else [])


@pytest.mark.parametrize("kind", AGENCY_KINDS)
def test_regulations_are_made_by_cities_and_all_above_them(kind):
    content = make_content({"documents": {"regulations": {"made": 1}}}, kind=kind)
    assert codes(content) == (
        ["T2-1"] if kind in (*LOWEST, "county", "city_department") else []
    )


def test_disputes_may_come_from_last_years_requests():
    last = make_content(
        {"requests": {"new": {"person": 1}, "granted": {"person": 1}}}, year=2022
    )
    assert codes(make_content(DISPUTE), last) == []
    (finding,) = examine(make_content(DISPUTE), make_content(year=2022))
    assert finding.code == "T4-2"
    assert "上年" in finding.message


def test_disputes_may_come_from_what_was_carried_into_last_year():
    last = make_content(
        {"requests": {"carried_in": {"person": 1}, "granted": {"person": 1}}}, year=2022
    )
    assert codes(make_content(DISPUTE), last) == []


def test_blank_requests_do_not_make_disputes_doubtful():
    assert codes(make_content(DISPUTE, fill=None), when="draft") == []


@pytest.mark.parametrize("block", BLOCK)
def test_each_block_of_table_four_is_judged_by_its_own_sum(block):
    figures = {"requests": {"new": {"person": 99}, "granted": {"person": 99}}}
    figures["disputes"] = {"cases": {f"{block}_upheld": 10, f"{block}_corrected": 1}}
    (finding,) = examine(
        make_content(figures, stated={"disputes": {"cases": {f"{block}_total": 0}}})
    )
    assert (finding.code, finding.left, finding.right, finding.difference) == (
        "T4-1",
        0,
        11,
        11,
    )
    assert "10 + 1 + 0 + 0 = 11" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "在办理依申请公开工作中，未向申请人收取任何费用。",
        "本年度没有收取信息处理费。",
        "本年度未发出收费通知，未收取信息处理费。",
        "2023年收取信息处理费0元。",
        "信息处理费为0。",
        "无信息处理费收取情况。",
        "全年信息处理费收费金额0万元。",
    ],
)
def test_these_say_that_no_fee_was_charged(text):
    assert denies_fees(text)


@pytest.mark.parametrize(
    "text",
    [
        "本年度收取信息处理费100元。",
        "收取信息处理费10.0元。",
        "发出收费通知2件，申请人逾期未缴纳，未收到费用。",
        "依法收费，没有超标准收取信息处理费。",
        "没有其他需要报告的事项。",
        "",
    ],
)
def test_these_do_not(text):
    assert not denies_fees(text)


def test_a_carry_over_names_both_years():
    (finding,) = found(CASES["Y-1"][0])
    assert finding.message == (
        "表三「自然人」列：上年结转填的是 2，而 2022 年报告的结转下年度是 3，相差 1。请核对；确实如此的请说明理由。[Y-1]"
    )
    assert (finding.left, finding.right, finding.difference) == (2, 3, 1)


def test_the_carry_over_of_each_column_is_judged_alone():
    this = {
        "requests": {
            "carried_in": {"person": 1, "business": 1},
            "granted": {"person": 1, "business": 1},
        }
    }
    last = {"requests": {"new": {"person": 2}, "carried_out": {"person": 2}}}
    findings = found({"figures": this, "last": last})
    assert [(f.code, f.cells[0].column, f.left, f.right) for f in findings] == [
        ("Y-1", "person", 1, 2),
        ("Y-1", "business", 1, 0),
    ]


def test_the_carry_over_crosses_editions():
    last = make_content(
        {"requests": {"new": {"person": 2}, "carried_out": {"person": 2}}}, year=2020
    )
    assert codes(make_content(year=2021), last) == ["Y-1"]


def test_a_last_report_of_printed_totals_only_is_enough_for_the_carry_over():
    last = make_content(
        fill=None, year=2022, stated={"requests": {"carried_out": {"total": 2}}}
    )
    (finding,) = examine(make_content(), last)
    assert (finding.code, finding.cells[0].column, finding.left, finding.right) == (
        "Y-1",
        "total",
        0,
        2,
    )


def test_years_are_not_compared_where_a_figure_is_blank_or_unreadable():
    last = make_content(
        {"requests": {"new": {"person": 2}, "carried_out": {"person": 2}}}, year=2022
    )
    for value in (None, "x"):
        this = make_content({"requests": {"carried_in": {"person": value}}})
        assert not [
            f
            for f in examine(this, last)
            if f.code == "Y-1" and f.cells[0].column == "person"
        ]


@pytest.mark.parametrize("column", ["made", "repealed", "in_force"])
def test_the_stock_is_not_judged_while_one_of_its_figures_is_blank(column):
    last = make_content({"documents": {"regulations": {"in_force": 5}}}, year=2022)
    figures = {
        "documents": {
            "regulations": {"made": 1, "repealed": 1, "in_force": 1} | {column: None}
        }
    }
    assert "Y-2" not in codes(make_content(figures), last, when="draft")


def test_years_on_two_forms_are_compared_only_where_the_forms_agree():
    last = make_content({"licensing": {"licences": {"decisions": 37}}}, year=2020)
    assert (
        codes(
            make_content({"licensing": {"licences": {"decisions": 37}}}, year=2021),
            last,
        )
        == []
    )


def test_an_amount_that_looks_like_yuan_hides_no_leap_after_it():
    figures = {
        "charges": {"fees": {"amount": 1}},
        "requests": {"new": {"person": 1}, "granted": {"person": 1}},
    }
    this = {
        "charges": {"fees": {"amount": 100}},
        "requests": {"new": {"person": 11}, "granted": {"person": 11}},
    }
    findings = found({"figures": this, "last": figures})
    assert [(f.code, f.cells[0].row) for f in findings] == [
        ("V-3", "fees"),
        ("Y-4", "new"),
        ("Y-4", "granted"),
    ]


def test_an_amount_after_a_year_without_any_is_a_leap():
    case = {"figures": {"charges": {"fees": {"amount": 12}}}, "last": {}}
    assert [finding.code for finding in found(case)] == ["Y-4"]


def test_a_count_is_never_taken_for_yuan():
    case = {
        "figures": {"licensing": {"licences": {"decisions": 300}}},
        "last": {"licensing": {"licences": {"decisions": 3}}},
    }
    assert [finding.code for finding in found(case)] == ["Y-4"]


def test_all_zero_after_a_year_with_figures_is_a_hint():
    (finding,) = found(
        {
            "last": {
                "enforcement": {
                    "penalties": {"decisions": 12},
                    "coercion": {"decisions": 1},
                }
            }
        }
    )
    assert (finding.code, finding.level, finding.left, finding.right) == (
        "Y-4",
        Level.HINT,
        0,
        2,
    )


def test_zero_two_years_running_is_nothing_to_speak_of():
    assert found({"last": {}}) == []


@pytest.mark.parametrize(
    ("last", "this", "fires"),
    [
        (0, 9, False),
        (0, 10, True),
        (1, 10, False),
        (1, 11, True),
        (110, 11, False),
        (111, 11, True),
    ],
)
def test_a_leap_is_more_than_tenfold_and_reaches_ten(last, this, fires):
    case = {
        "figures": {
            "licensing": {"licences": {"decisions": this}},
            "enforcement": {"penalties": {"decisions": 1}},
        },
        "last": {"licensing": {"licences": {"decisions": last}}},
    }
    assert ([f.code for f in found(case)] == ["Y-4"]) is fires


def test_findings_come_errors_first_then_in_paper_order():
    figures = {
        "documents": {"regulations": {"made": 1}},
        "requests": {"new": {"person": "x", "business": 1}},
    }
    found = examine(make_content(figures, passages={}), when="submission")
    assert [f.code for f in found] == ["D-4", "V-2", "T3-1", "D-4", "D-4", "T2-1"]


def test_a_fingerprint_changes_with_a_value_it_speaks_of_and_with_nothing_else():
    prints = []
    for new, unrelated in ((60, 0), (60, 5), (62, 0)):
        figures = {"requests": {"new": {"person": new}, "granted": {"person": 61}}}
        figures["licensing"] = {"licences": {"decisions": unrelated}}
        prints.append(examine(make_content(figures))[0].fingerprint)
    assert prints[0] == prints[1] != prints[2]


def test_a_code_can_be_taken_once():
    with pytest.raises(ValueError, match="V-1"):
        rule("V-1", CatalogueLevel.HINT, "again", "again")(
            lambda report, last: iter(())
        )


def test_levels_have_their_chinese_names():
    assert [level.label for level in Level] == ["错误", "疑点", "提示"]
