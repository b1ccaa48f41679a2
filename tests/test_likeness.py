"""Paragraphs that read alike: their keys, the index in memory, what is put aside and what tells two apart."""

import datetime
import random

import pytest

from disclosure.management.inspection import files_in, inspect
from disclosure.review.context.likeness import BANDS, Likeness, fingerprints
from disclosure.rules.wording.own_words import bare_wording, own_paragraphs
from tests.support.make import PASSAGES, as_bytes, make_content, make_file
from tests.support.wording_cases import LONG

OTHER = (
    "局机关把政策落地作为公开的重点，凡涉及企业的补贴、资质、检查事项，一律在印发当日同步挂网，附上办理流程和咨询电话，"
    "每月汇总企业来电，整理成问答集中公布，对反映较多的两个事项修改了办事指南，并请行业协会代为转发和收集意见。"
)


def report(text, name="望汀区棠溪街道办事处", passage="management", year=2023):
    return make_content(name=name, year=year, passages={passage: text})


def test_years_figures_marks_and_own_names_are_put_aside():
    this = bare_wording(
        "2023年，望汀区棠溪街道共公开25条，培训三次。", "望汀区棠溪街道办事处"
    )
    assert this == bare_wording(
        "2022年，望汀区听松街道共公开1,186条，培训 12 次！", "望汀区听松街道办事处"
    )
    assert "棠溪" not in this


def test_keys_are_twenty_signed_integers_and_always_the_same():
    keys = fingerprints(bare_wording(LONG))
    assert len(keys) == BANDS
    assert all(-(2**31) <= key < 2**31 for key in keys)
    assert keys == fingerprints(bare_wording(LONG))
    assert fingerprints("三个字") == ()


def test_texts_of_their_own_share_no_key_and_edited_copies_share_some():
    assert not set(fingerprints(bare_wording(LONG))) & set(
        fingerprints(bare_wording(OTHER))
    )
    edited = LONG.replace("三件实事", "几件实事").replace("逐项说明", "当面说明")
    assert set(fingerprints(bare_wording(LONG))) & set(
        fingerprints(bare_wording(edited))
    )


@pytest.mark.parametrize("seed", range(40))
def test_a_copy_with_one_character_in_fifteen_changed_is_found(seed):
    chance = random.Random(seed)
    text = list(LONG + OTHER)
    for at in chance.sample(range(len(text)), len(text) // 15):
        text[at] = "改"
    known = Likeness()
    known.add(report(LONG + OTHER, "望汀区听松街道办事处"), "听松")
    (twin,) = known.twins_of(report("".join(text)), "棠溪")
    assert (twin.whose, twin.text, twin.passage) == ("听松", LONG + OTHER, "management")
    assert 88 <= twin.percent < 100


def test_the_twin_is_named_with_its_place_and_its_words():
    known = Likeness()
    known.add(
        report("听松街道概况。\n" + LONG, "望汀区听松街道办事处", "platform"),
        "听松街道办事处 2023 年报告",
    )
    known.add(report(OTHER, "望汀区月桥街道办事处"), "月桥街道办事处 2023 年报告")
    asked = report("先审后发。\n" + LONG)
    (twin,) = known.twins_of(asked, "棠溪街道办事处 2023 年报告")
    assert (twin.whose, twin.percent, twin.text) == (
        "听松街道办事处 2023 年报告",
        100,
        LONG,
    )
    assert asked.passage(twin.passage).text[twin.start : twin.end] == LONG


def test_a_report_is_not_its_own_twin_and_different_texts_are_none():
    known = Likeness()
    known.add(report(LONG), "棠溪")
    assert known.twins_of(report(LONG), "棠溪") == ()
    assert known.twins_of(report(OTHER), "听松") == ()
    assert Likeness().twins_of(report(LONG), "棠溪") == ()


def test_short_paragraphs_and_what_is_alike_by_nature_are_not_asked_about():
    assert list(own_paragraphs(report("先审后发。"))) == []
    assert list(own_paragraphs(report(LONG, passage="preamble"))) == []
    assert len(list(own_paragraphs(report(LONG + "\n" + OTHER)))) == 2


def test_reports_of_a_folder_are_held_against_each_other_year_by_year(tmp_path):
    for name, office, year, text in (
        ("a", "棠溪街道办事处", 2023, LONG),
        ("b", "听松街道办事处", 2023, LONG + "共25条。"),
        ("c", "月桥街道办事处", 2023, OTHER),
        ("d", "白石街道办事处", 2022, OTHER),
    ):
        texts = {
            key: words.replace("2023", str(year)) for key, words in PASSAGES.items()
        } | {"management": text}
        file = make_file(
            year=year, agency={"name": office, "kind": "street"}, passages=texts
        )
        (tmp_path / f"{name}.json").write_bytes(as_bytes(file))
    files = list(inspect(list(files_in([tmp_path])), None, datetime.date(2024, 1, 1)))
    alike = {
        file.reading.agency_name: [f for f in file.findings if f.code == "D-9"]
        for file in files
    }
    assert [len(alike[name]) for name in ("棠溪街道办事处", "听松街道办事处")] == [1, 1]
    assert alike["月桥街道办事处"] == alike["白石街道办事处"] == []
    (finding,) = alike["棠溪街道办事处"]
    assert "听松街道办事处 2023 年报告" in finding.message
    assert finding.beside == LONG + "共25条。"
