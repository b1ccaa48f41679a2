"""The neutral document: which lines are headings, what runs in, what order things stand in, where titles break."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.outputs import document, titles
from disclosure.outputs.document import Signed, Tables
from disclosure.outputs.passages import (
    BodyParagraph,
    Heading,
    read_line,
    read_passage,
    without_loose_blanks,
)
from disclosure.statutory.content import PassageText
from disclosure.statutory.editions import EDITIONS
from tests.support import papers
from tests.support.make import make_content

LONG = "今年以来，街道围绕群众关心的事项持续推进公开工作，" * 3


@pytest.mark.parametrize(
    ("line", "made"),
    [
        ("（一）主动公开", Heading(3, "（一）主动公开")),
        ("(十二)主动公开", Heading(3, "(十二)主动公开")),
        ("1.健全机制", Heading(4, "1.健全机制")),
        ("１．健全机制。", Heading(4, "１．健全机制。")),
        ("1、健全机制", Heading(4, "1、健全机制")),
        ("（1）健全机制", Heading(5, "（1）健全机制")),
        (
            "1.健全机制。今年制定三项制度。",
            BodyParagraph("今年制定三项制度。", "1.健全机制。", 4),
        ),
        (f"（一）主动公开：{LONG}", BodyParagraph(LONG, "（一）主动公开：", 3)),
        (f"1.{LONG}", BodyParagraph(f"1.{LONG}")),
        ("1.5 万件申请均已办结", BodyParagraph("1.5 万件申请均已办结")),
        ("2023.1.5公布", BodyParagraph("2023.1.5公布")),
        ("⑴健全机制", BodyParagraph("⑴健全机制")),
        ("一是健全机制。", BodyParagraph("一是健全机制。")),
        ("一、健全机制", BodyParagraph("一、健全机制")),
    ],
)
def test_a_line_is_read_by_its_number(line, made):
    assert read_line(line) == made


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("2023 年 1 月 1 日", "2023年1月1日"),
        ("达到 100% 以上，共 3　件", "达到100%以上，共3件"),
        ("使用 WPS 办公", "使用 WPS 办公"),
        ("电话：0373 2035166", "电话：0373 2035166"),
        ("张三 李四", "张三 李四"),
    ],
)
def test_only_blanks_between_han_and_digits_go(typed, printed):
    assert without_loose_blanks(typed) == printed


def test_a_heading_that_ends_in_a_stop_runs_into_its_paragraph():
    made = list(read_passage(" 全年公开 5 条。\n\n又公开6条。 ", "（一）主动公开："))
    assert made == [
        BodyParagraph("全年公开5条。", "（一）主动公开：", 3),
        BodyParagraph("又公开6条。"),
    ]


def test_a_heading_does_not_run_into_a_numbered_line():
    made = list(read_passage("1.健全机制\n今年公开5条。", "（一）主动公开："))
    assert made == [
        Heading(3, "（一）主动公开："),
        Heading(4, "1.健全机制"),
        BodyParagraph("今年公开5条。"),
    ]


def test_a_passage_without_heading_has_none_and_an_empty_one_keeps_its_own():
    assert list(read_passage("全年公开5条。", "")) == [BodyParagraph("全年公开5条。")]
    assert list(read_passage(" \n", "（一）主动公开")) == [Heading(3, "（一）主动公开")]


@given(
    st.lists(
        st.text("一二（）()1２.．、。：；！ \u3000中文字条例2023年", max_size=60),
        max_size=6,
    )
)
def test_nothing_typed_is_lost_or_moved(lines):
    blocks = read_passage("\n".join(lines), "")
    assert papers.bare(
        "".join(getattr(b, "lead", "") + b.text for b in blocks)
    ) == papers.bare("".join(lines))


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_six_headings_stand_in_order_and_verbatim(edition):
    made = document.build(make_content(edition=edition))
    parts = EDITIONS[edition].parts
    assert [b.text for b in made.blocks if isinstance(b, Heading) and b.level == 2] == [
        part.heading for part in parts
    ]


def test_the_opening_stands_before_part_one_or_in_it():
    inside, before = (
        papers.ordinary(),
        dataclasses.replace(papers.ordinary(), opening="before"),
    )
    assert [type(b) for b in document.build(inside).blocks[:2]] == [
        Heading,
        BodyParagraph,
    ]
    assert [type(b) for b in document.build(before).blocks[:2]] == [
        BodyParagraph,
        Heading,
    ]
    assert len(document.build(inside).blocks) == len(document.build(before).blocks)


def test_totals_are_computed_whatever_the_file_states():
    stated = {"requests": {"outcome_total": {"person": 99}}}
    made = document.build(
        make_content({"requests": {"granted": {"person": 3}}}, stated=stated)
    )
    requests = next(
        t
        for b in made.blocks
        if isinstance(b, Tables)
        for t in b.tables
        if t.key == "requests"
    )
    assert requests.values["outcome_total", "person"] == 3


def test_the_signature_is_last_and_its_date_is_in_words():
    made = document.build(papers.ordinary())
    assert made.blocks[-1] == Signed(("望汀区棠溪街道办事处", "2024年1月15日"))
    assert not any(isinstance(b, Signed) for b in document.build(papers.blank()).blocks)


def test_a_heading_of_the_offices_own_wording_is_printed():
    content = dataclasses.replace(
        papers.blank(), passages={"problems": PassageText("有两项。", "（一）存在问题")}
    )
    assert Heading(3, "（一）存在问题") in document.build(content).blocks


TITLES = (
    "望汀区棠溪街道办事处",
    "云溪省人民政府",
    papers.LONG_NAME,
    "市中区人民政府办公室",
    "第一师阿拉尔市人力资源和社会保障局",
    "没有任何可以断开之处的一个很长很长很长很长很长很长的名称",
)
NEVER_CUT = (
    "办事处",
    "人民政府",
    "政府信息公开",
    "年度报告",
    "2023年",
    "委员会",
    "街道",
    "市中区",
)


@pytest.mark.parametrize("agency", TITLES)
def test_a_title_breaks_between_words_only(agency):
    title = f"{agency}2023年政府信息公开工作年度报告"
    lines = titles.lines(title, agency, 20)
    assert "".join(lines) == "".join(titles.words(title)) == title
    assert all(len(line) <= 20 for line in lines)
    assert lines[-1] == "2023年政府信息公开工作年度报告"
    for word in NEVER_CUT:
        assert "\n".join(lines).count(word) == title.count(word)
        assert "\n".join(titles.words(title)).count(word) == title.count(word)


def test_a_title_that_fits_is_one_line():
    assert titles.lines("某局2023年年度报告", "某局", 20) == ["某局2023年年度报告"]


def test_the_longest_name_there_may_be_takes_no_time():
    agency = "镇安县城乡建设局和" * 22
    assert len(titles.lines(f"{agency}2023年政府信息公开工作年度报告", agency, 20)) < 15
