"""The catalogue itself: what a rule enters, at which level it is judged, and how its findings are made and sorted."""

from dataclasses import FrozenInstanceError, fields
from decimal import Decimal
from types import ModuleType

import pytest

from disclosure import rules
from disclosure.rules import CATALOGUE, Level, Spot, examine
from disclosure.rules.catalogue import rule
from disclosure.statutory.content import Content
from disclosure.statutory.editions import EDITIONS
from disclosure.statutory.places import Place
from tests.support.make import PASSAGES, make_content

REGULATION = {"documents": {"regulations": {"made": 1}}}
UNBALANCED = {"requests": {"new": {"person": 1}}}


@pytest.fixture
def enter():
    """Enters a rule that yields the spots given; it leaves the catalogue with the test."""
    codes = []

    def enter(code, level, says, *spots, **settings):
        judge = rule(code, level, f"规则 {code}", says, **settings)(
            lambda report, last: iter(spots)
        )
        codes.append(code)
        return judge

    yield enter
    for code in codes:
        CATALOGUE.pop(code, None)


def found(content, **settings):
    return [(finding.code, finding.level) for finding in examine(content, **settings)]


def test_a_rule_is_judged_while_typing_and_can_be_switched_off_unless_it_says_otherwise(
    enter,
):
    judge = enter("Z-1", Level.HINT, "一句话。")
    entry = CATALOGUE["Z-1"]
    assert (entry.code, entry.level, entry.title, entry.says) == (
        "Z-1",
        Level.HINT,
        "规则 Z-1",
        {"": "一句话。"},
    )
    assert (entry.judge.__wrapped__, entry.when, entry.arithmetic) == (
        judge,
        "draft",
        False,
    )


def test_a_rule_with_several_messages_says_the_one_that_the_spot_names(enter):
    enter(
        "Z-1",
        Level.ERROR,
        {"one": "{n} 件。", "two": "二。"},
        Spot(says="two"),
        when="submission",
        arithmetic=True,
    )
    entry = CATALOGUE["Z-1"]
    assert (entry.when, entry.arithmetic) == ("submission", True)
    (finding,) = entry.findings(make_content(), None)
    assert finding.message == "二。[Z-1]"


@pytest.mark.parametrize(
    ("occasion", "codes"),
    [
        ("draft", ["Z-1"]),
        ("file", ["Z-1", "Z-2"]),
        ("submission", ["Z-1", "Z-2", "Z-3"]),
    ],
)
def test_an_occasion_includes_the_rules_of_the_ones_before_it(enter, occasion, codes):
    for number, when in enumerate(("draft", "file", "submission"), start=1):
        enter(f"Z-{number}", Level.HINT, "有。", Spot(), when=when)
    assert [finding.code for finding in examine(make_content(), when=occasion)] == codes


def test_a_file_is_examined_as_a_file_where_no_occasion_is_named(enter):
    enter("Z-1", Level.HINT, "有。", Spot(), when="file")
    enter("Z-2", Level.HINT, "有。", Spot(), when="submission")
    assert found(make_content()) == [("Z-1", Level.HINT)]


def test_a_jurisdiction_raises_lowers_and_switches_off_rules():
    content = make_content(REGULATION)
    assert found(content) == [("T2-1", Level.QUERY)]
    assert found(content, levels={"T2-1": Level.ERROR}) == [("T2-1", Level.ERROR)]
    assert found(content, levels={"T2-1": Level.HINT}) == [("T2-1", Level.HINT)]
    assert found(content, levels={"T2-1": None}) == []
    assert found(content, levels={"V-3": None}) == [("T2-1", Level.QUERY)]


@pytest.mark.parametrize("level", [Level.HINT, None])
def test_arithmetic_keeps_its_level(level):
    assert found(make_content(UNBALANCED), levels={"T3-1": level}) == [
        ("T3-1", Level.ERROR)
    ]


def test_a_rule_asked_alone_reports_at_its_own_level():
    entry, content = CATALOGUE["T2-1"], make_content(REGULATION)
    assert [finding.level for finding in entry.findings(content, None)] == [Level.QUERY]
    assert [finding.level for finding in entry.findings(content, None, Level.HINT)] == [
        Level.HINT
    ]


def test_a_finding_on_the_whole_report_comes_after_those_of_its_level_with_a_part(
    enter,
):
    enter("Z-1", Level.QUERY, "全文。", Spot())
    content = make_content(UNBALANCED | REGULATION)
    findings = examine(content)
    assert [(f.code, f.part) for f in findings] == [
        ("T3-1", "requests"),
        ("T2-1", "proactive_disclosure"),
        ("Z-1", ""),
    ]


def test_findings_are_sorted_by_the_part_they_lead_to(enter):
    cell = (Place("disputes", "cases", "direct_suit_total"),)
    enter("Z-1", Level.QUERY, "表四。", Spot(cell))
    enter("Z-2", Level.QUERY, "第一部分。", Spot(cell, part="overview"))
    assert [(f.code, f.part) for f in examine(make_content())] == [
        ("Z-2", "overview"),
        ("Z-1", "disputes"),
    ]


@pytest.mark.parametrize(
    ("spot", "fingerprint"),
    [
        (Spot(), "Z-1|||"),
        (Spot(part="problems"), "Z-1|problems||"),
        (
            Spot(part="problems", said=Place(passage="improvements")),
            "Z-1|improvements||",
        ),
        (
            Spot(
                (Place("requests", "new", "person"),),
                1,
                0,
                said=Place(passage="problems"),
            ),
            "Z-1|requests.new.person=1|1|0",
        ),
        (
            Spot(
                (Place("requests", "new", "person"), Place("requests", "new", "total")),
                "x",
                Decimal("0.50"),
            ),
            "Z-1|requests.new.person=1,requests.new.total=1|x|0.50",
        ),
    ],
)
def test_a_fingerprint_names_the_rule_the_places_with_their_values_and_both_sides(
    enter, spot, fingerprint
):
    enter("Z-1", Level.HINT, "有。", spot)
    assert [
        f.fingerprint for f in examine(make_content(UNBALANCED)) if f.code == "Z-1"
    ] == [fingerprint]


@pytest.mark.parametrize(
    ("left", "right", "difference"),
    [
        (3, 5, 2),
        (5, 3, 2),
        (4, 4, 0),
        (Decimal("100000.01"), 100_000, Decimal("0.01")),
        (3, None, None),
        (None, 3, None),
        ("12a", None, None),
        ("12a", 3, None),
        (3, "12a", None),
    ],
)
def test_two_numbers_have_a_difference_and_anything_else_has_none(
    enter, left, right, difference
):
    enter(
        "Z-1",
        Level.HINT,
        "有。",
        Spot((Place("requests", "new", "person"),), left, right),
    )
    (finding,) = examine(make_content())
    assert (finding.left, finding.right, finding.difference) == (
        left,
        right,
        difference,
    )


def test_a_finding_as_data_holds_counts_as_numbers_and_amounts_as_text():
    (finding,) = examine(make_content({"charges": {"fees": {"amount": "100000.010"}}}))
    assert finding.as_data() == {
        "code": "V-3",
        "level": "query",
        "message": finding.message,
        "cells": [{"table": "charges", "row": "fees", "column": "amount"}],
        "left": "100000.010",
        "right": 100_000,
        "difference": "0.010",
    }


def test_every_table_is_blank_in_a_report_without_any():
    content = Content(
        EDITIONS["2021"],
        2023,
        "某街道办事处",
        "street",
        passages=make_content().passages,
    )
    findings = examine(content)
    assert [(f.code, f.left) for f in findings] == [
        ("V-1", len(table.entry_cells)) for table in EDITIONS["2021"].tables
    ]


def test_only_errors_stand_in_the_way_of_submission():
    content = make_content(UNBALANCED | REGULATION, passages=PASSAGES)
    assert [finding.code for finding in rules.blocking(examine(content))] == ["T3-1"]


def test_every_module_of_rules_enters_some_and_no_rule_comes_from_elsewhere():
    assert {entry.judge.__module__ for entry in CATALOGUE.values()} == {
        module.__name__ for module in rules.MODULES
    }


def test_what_a_rule_says_cannot_be_changed_afterwards():
    (finding,) = examine(make_content(REGULATION))
    for value in (Spot(), finding, CATALOGUE["T2-1"]):
        for field in fields(value):
            with pytest.raises(FrozenInstanceError):
                setattr(value, field.name, None)


@pytest.mark.parametrize("name", rules.__all__)
def test_what_the_room_offers_is_there_and_no_module(name):
    assert not isinstance(getattr(rules, name), ModuleType)
