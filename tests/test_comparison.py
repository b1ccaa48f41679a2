"""What changed between two versions, and this year beside last: pieces that make both texts, figures both ways round."""

import dataclasses
import datetime
import time
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.comparison import compare, differences, paragraphs, year_beside_year
from disclosure.statutory.content import PassageText, Signature
from disclosure.statutory.figures import Unreadable
from tests.support.make import make_content
from tests.test_rules_roles import renamed

TEXTS = st.text(
    st.sampled_from("的了件次年0123456789.% \n\u2028，。全公开WPS"), max_size=60
)
FIGURES = st.one_of(st.none(), st.integers(0, 99), st.just("十三"))


def with_texts(content, **texts):
    made = {
        key: text if isinstance(text, PassageText) else PassageText(text)
        for key, text in texts.items()
    }
    return dataclasses.replace(content, passages={**content.passages, **made})


def told(pieces, *marks):
    return "".join(text for mark, text in pieces if mark in ("same", *marks))


@given(TEXTS, TEXTS)
def test_the_pieces_give_back_both_texts(before, after):
    pieces = differences(before, after)
    assert (told(pieces, "gone"), told(pieces, "new")) == (before, after)
    assert all(text for _, text in pieces)
    assert all(one[0] != other[0] for one, other in pairwise(pieces))


@given(TEXTS, TEXTS)
def test_the_paragraphs_give_back_both_passages(before, after):
    content = make_content()
    one, other = (
        with_texts(content, proactive=before),
        with_texts(content, proactive=after),
    )
    found = compare(one, other).passages
    assert bool(found) == (paragraphs(before) != paragraphs(after))
    for passage in found:
        gives_back(passage.paragraphs, before, after)


def gives_back(lines, before, after):
    old = [line for line in lines if line.state != "new"]
    new = [line for line in lines if line.state != "gone"]
    assert [told(line.pieces, "gone") for line in old] == paragraphs(before)
    assert [told(line.pieces, "new") for line in new] == paragraphs(after)
    assert [line.line for line in new] == list(range(len(paragraphs(after))))
    same = [line for line in lines if line.state == "same"]
    assert all({mark for mark, _ in line.pieces} == {"same"} for line in same)


@given(FIGURES, FIGURES, FIGURES, FIGURES)
def test_what_changed_reads_the_same_the_other_way_round(a, b, c, d):
    one = make_content({"requests": {"new": {"person": a, "business": b}}})
    other = make_content({"requests": {"new": {"person": c, "business": d}}})
    there, back = compare(one, other), compare(other, one)
    mirrored = [
        dataclasses.replace(f, before=f.after, after=f.before)
        for f in (*back.figures, *back.totals)
    ]
    assert [*there.figures, *there.totals] == mirrored
    for change, mirror in zip(there.figures, back.figures, strict=True):
        assert (
            change.difference is mirror.difference is None
            or change.difference == -mirror.difference
        )
    assert bool(there) == ((a, b) != (c, d))
    assert not compare(one, dataclasses.replace(one))


def test_figures_are_told_apart_from_the_totals_that_follow():
    found = compare(
        make_content(),
        make_content({"requests": {"new": {"person": 3}, "granted": {"person": 3}}}),
    )
    assert [f.cell for f in found.figures] == [
        ("requests", "new", "person"),
        ("requests", "granted", "person"),
    ]
    assert [(f.row, f.column) for f in found.totals] == [
        ("new", "total"),
        ("granted", "total"),
        ("outcome_total", "person"),
        ("outcome_total", "total"),
    ]
    assert {f.difference for f in (*found.figures, *found.totals)} == {3}


@pytest.mark.parametrize(
    ("before", "after", "difference"),
    [
        ("12.5", "12.50", Decimal(0)),
        ("1", "", None),
        ("", "0", None),
        ("十三", "13", None),
        ("3.5", "1", Decimal("-2.5")),
    ],
)
def test_blanks_what_cannot_be_read_and_how_an_amount_is_written_are_changes(
    before, after, difference
):
    one, other = (
        make_content({"charges": {"fees": {"amount": text}}})
        for text in (before, after)
    )
    (change,) = compare(one, other).figures
    assert change.difference == difference
    assert isinstance(change.before, Unreadable) == (before == "十三")


def test_only_cells_under_the_same_label_are_compared():
    this, last = make_content(fill=1), make_content(year=2020)
    compared = {f.cell for f in compare(last, this).figures}
    assert ("requests", "new", "person") in compared
    beside = year_beside_year(this, last)
    unknown = [key for key, cell in beside.cells["documents"].items() if not cell.known]
    assert unknown
    assert not [f for f in compared if f[0] == "documents" and f[1:] in unknown]
    assert all(beside.cells["documents"][key].difference is None for key in unknown)


def test_a_paragraph_that_was_reworded_is_not_one_gone_and_one_new():
    one = "全年公开信息25条。\n培训2次。\n维护网站专栏。"
    other = "全年公开信息26条。\n开展社会评议。\n维护网站专栏。\n新设公开专区。"
    (passage,) = compare(
        with_texts(make_content(), proactive=one),
        with_texts(make_content(), proactive=other),
    ).passages
    assert [(p.state, p.line) for p in passage.paragraphs] == [
        ("changed", 0),
        ("gone", 1),
        ("new", 1),
        ("same", 2),
        ("new", 3),
    ]
    assert passage.paragraphs[0].pieces == (
        ("same", "全年公开信息"),
        ("gone", "25"),
        ("new", "26"),
        ("same", "条。"),
    )
    assert not passage.heading_changed


def test_headings_signature_opening_and_title_are_compared():
    one = make_content()
    other = dataclasses.replace(
        with_texts(
            one,
            proactive=PassageText(one.passage("proactive").text, "（一）主动公开情况"),
        ),
        signature=Signature("某街道办事处", datetime.date(2024, 1, 15)),
        opening="before",
        agency_name="某某街道办事处",
    )
    found = compare(one, other)
    assert found.texts == 1
    assert found.passages[0].heading_changed
    assert [change.label for change in found.settings] == [
        "标题",
        "引言位置",
        "落款机关",
        "落款日期",
    ]
    assert found.settings[-1].after == "2024年1月15日"


def test_long_texts_are_compared_in_bounded_time():
    one = with_texts(
        make_content(), proactive="的了" * 40_000, management="\n".join("的了" * 4_000)
    )
    other = with_texts(
        make_content(),
        proactive="了的" * 40_000,
        management="\n".join("了的件" * 3_000),
    )
    began = time.perf_counter()
    found = compare(one, other)
    assert time.perf_counter() - began < 5
    assert told(found.passages[0].paragraphs[0].pieces, "new") == "了的" * 40_000


@pytest.mark.parametrize(
    ("last", "this", "same"),
    [
        (
            "统计期限自2022年1月1日起至2022年12月31日止。",
            "统计期限自 2023 年1月1日起至2023年12月31日止。",
            True,
        ),
        ("二〇二二年工作平稳。", "2023年工作平稳。", True),
        ("2022年，按2019年修订的条例公开。", "2023年，按2019年修订的条例公开。", True),
        ("2022年改版。", "2022年改版。", True),
        ("全年公开2022件。", "全年公开2023件。", False),
        ("2021年改版。", "2023年改版。", False),
        ("2022年公开25条。", "2023年公开26条。", False),
    ],
)
def test_a_year_that_moved_on_is_the_same_wording(last, this, same):
    one = make_content(year=2023, passages={"proactive": this})
    other = make_content(year=2022, passages={"management": last})
    beside = year_beside_year(one, other)
    rows = {passage.key: passage.rows for passage in beside.passages}
    assert rows["proactive"][0][0].same is same
    assert rows["management"][0][1].same is same
    assert beside.same_paragraphs == same


def test_what_corresponds_stands_side_by_side():
    one = make_content(
        year=2023, passages={"proactive": "新的一段。\n2023年公开。\n结尾。"}
    )
    other = make_content(year=2022, passages={"proactive": "2022年公开。\n旧的一段。"})
    rows = next(
        p for p in year_beside_year(one, other).passages if p.key == "proactive"
    ).rows
    assert [(this and this.text, last and last.text) for this, last in rows] == [
        ("新的一段。", None),
        ("2023年公开。", "2022年公开。"),
        ("结尾。", "旧的一段。"),
    ]


def test_every_cell_stands_beside_last_years():
    this = make_content({"requests": {"new": {"person": 5}}}, year=2023)
    beside = year_beside_year(
        this, make_content({"requests": {"new": {"person": 7}}}, year=2022)
    )
    assert {table: set(cells) for table, cells in beside.cells.items()} == {
        table: set(cells) for table, cells in this.completed.items()
    }
    assert beside.cells["requests"]["new", "person"].difference == -2
    assert beside.cells["requests"]["new", "total"].difference == -2
    blank = year_beside_year(this, make_content(year=2022, fill=None, passages={}))
    assert blank.cells["requests"]["new", "person"].difference is None


def test_years_are_compared_by_what_their_forms_ask_whatever_they_call_it():
    this = make_content(fill=1)
    last = make_content(fill=3, year=2022)
    beside, alike = year_beside_year(this, renamed(last)), year_beside_year(this, last)
    assert beside.cells == alike.cells
    assert beside.passages == alike.passages
    one, other = compare(renamed(last), this), compare(last, this)
    assert one.figures == other.figures
    assert one.figures
    assert one.passages == other.passages
