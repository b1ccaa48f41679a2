"""A source and a reading go through JSON and come back the same; whatever is not one of ours is garbled."""

import copy
import dataclasses
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.intake.reading import Reading
from disclosure.intake.source import Source, Where
from disclosure.intake.transport.dump import reading_data, source_data
from disclosure.intake.transport.load import Garbled, load_reading, load_source
from disclosure.statutory.figures import Unreadable
from disclosure.statutory.places import Place
from tests.support.make import make_content
from tests.support.random_readings import readings, sources
from tests.support.readings import reading_of


def through_json(data):
    return json.loads(json.dumps(data))


@given(sources)
def test_a_source_comes_back_the_same(source):
    assert load_source(through_json(source_data(source))) == source


@given(readings())
def test_a_reading_comes_back_the_same(reading):
    back = load_reading(through_json(reading_data(reading)))
    for field in dataclasses.fields(Reading):
        assert getattr(back, field.name) == getattr(reading, field.name), field.name
    assert [
        str(value) for cells in back.entered.values() for value in cells.values()
    ] == [
        str(value) for cells in reading.entered.values() for value in cells.values()
    ]  # 12.50 and 12.5 are equal, but not the same


def test_decimals_keep_their_zeros_and_what_cannot_be_read_its_reason():
    content = make_content()
    (amount,) = content.entered["charges"]
    content.entered["charges"][amount] = Decimal("12.50")
    content.entered["documents"]["regulations", "made"] = Unreadable(
        "约3件", "not_a_number"
    )
    back = load_reading(through_json(reading_data(reading_of(content))))
    assert str(back.entered["charges"][amount]) == "12.50"
    assert back.entered["documents"]["regulations", "made"] == Unreadable(
        "约3件", "not_a_number"
    )


JUNK = (
    None,
    True,
    -1,
    1.5,
    "x",
    "\x00",
    "\ud800",
    [],
    [[]],
    {},
    {"x": 1},
    10**13,
    [0] * 6,
    [0] * 7,
)


def paths(data, path=()):
    """Every place in the data."""
    yield path
    children = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    for key, child in children:
        yield from paths(child, (*path, key))


def swapped(data, path, junk):
    if not path:
        return junk
    data = copy.deepcopy(data)
    at = data
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = junk
    return data


@given(sources, st.randoms(use_true_random=False), st.sampled_from(JUNK))
def test_a_source_with_anything_put_into_it_is_garbled_or_still_a_source(
    source, dice, junk
):
    data = source_data(source)
    changed = swapped(data, dice.choice(list(paths(data))), junk)
    try:
        back = load_source(changed)
    except Garbled:
        return
    assert isinstance(back, Source)
    assert load_source(source_data(back)) == back


@given(readings(), st.randoms(use_true_random=False), st.sampled_from(JUNK))
def test_a_reading_with_anything_put_into_it_is_garbled_or_still_a_reading(
    reading, dice, junk
):
    data = reading_data(reading)
    changed = swapped(data, dice.choice(list(paths(data))), junk)
    try:
        back = load_reading(changed)
    except Garbled:
        return
    assert isinstance(back, Reading)
    assert reading_data(load_reading(reading_data(back))) == reading_data(back)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("edition", "2022"),
        ("year", True),
        ("year", -1),
        ("agency_kind", "village"),
        ("entered", {"requests": [["new", "total", 3]]}),
        ("stated", {"requests": [["new", "person", 3]]}),
        ("entered", {"requests": [["new", "person", 1.5]]}),
        ("entered", {"requests": [["new", "person", 10**12]]}),
        ("entered", {"charges": [["fees", "amount", "-1.5"]]}),
        ("entered", {"nothing": []}),
        ("passages", {"preamble": "text"}),
        ("passages", {"nothing": [None, ""]}),
        ("signature", ["x", "2024-13-01"]),
        ("signature", ["x", 3]),
        ("open", [[["requests", "nothing", "person", ""], "blank", "", None, ""]]),
        ("open", [[["", "new", "person", ""], "blank", "", None, ""]]),
        ("found", [[["", "", "", ""], [0, 0, 0, 0, 0], "", "", True, ""]]),
        ("title", "\ud83d"),
        ("title", "a\x00b"),
    ],
)
def test_what_no_reader_would_say_is_garbled(key, value):
    data = reading_data(reading_of(make_content()))
    assert load_reading(data)
    with pytest.raises(Garbled):
        load_reading(data | {key: value})


def test_a_missing_or_unknown_key_is_garbled():
    data = reading_data(reading_of(make_content()))
    with pytest.raises(Garbled):
        load_reading({key: value for key, value in data.items() if key != "open"})
    with pytest.raises(Garbled):
        load_reading(data | {"more": 1})


def test_a_cell_out_of_all_reach_is_garbled():
    cell = [[0] * 6, "x", 0, 0, 10**9, 1, False, False]
    grid = ["grid", [0] * 6, [cell], False, "", False]
    with pytest.raises(Garbled):
        load_source(
            {
                "format": "html",
                "blocks": [grid],
                "titles": [],
                "pages": 0,
                "remarks": [],
            }
        )


def test_a_place_in_found_is_the_one_that_was_meant():
    place = Place("requests", "new", "person")
    back = load_reading(through_json(reading_data(reading_of(make_content(fill=3)))))
    assert back.found[place].raw == "3"


STORED_SOURCE = """
{"format": "pdf", "blocks": [["paragraph", [1, 1, 0, 0, 0, 0], "一、总体情况", 2, "", false],
 ["grid", [2, 1, 0, 0, 0, 0], [[[2, 1, 1, 2, 0, 0], "3\\n", 0, 1, 1, 2, true, false]], true, "", false],
 ["picture", [3, 2, 0, 0, 0, 0], 640, 480, "表三"]], "titles": ["年度报告"], "pages": 2, "remarks": ["图片没有读。"]}
"""
STORED_READING = """
{"format": "pdf", "edition": "2021", "year": 2023, "agency_name": "甲局", "agency_kind": "county_department",
 "title": "甲局2023年年度报告", "entered": {"documents": [["regulations", "made", ["约3件", "not_a_number"]]],
 "charges": [["fees", "amount", "12.50"]], "requests": [["new", "person", 3], ["new", "business", null]]},
 "stated": {"requests": [["new", "total", 3]]}, "passages": {"preamble": [null, "本年度……"], "problems": ["五、问题", "无"]},
 "signature": ["甲局", "2024-01-31"], "opening": "before", "printed": {"headings": [["一、总体情况", "overview", ""]],
 "tables": {"requests": "partly"}, "labels": {"requests.new": "一、新收"}, "extra": ["合计"]},
 "found": [[["requests", "new", "person", ""], [2, 1, 2, 3, 0, 1], "3", "（其中1件）", false, "对齐"]],
 "open": [[["requests", "new", "business", ""], "blank", "空白，请对照原件。", [2, 1, 2, 4, 0, 0], ""],
 [["", "", "", ""], "unknown", "没有写年度。", null, ""]], "remarks": ["图片没有读。"]}
"""


def test_what_lies_in_the_database_is_read_and_would_be_written_alike():
    source, reading = json.loads(STORED_SOURCE), json.loads(STORED_READING)
    assert json.dumps(source_data(load_source(source))) == json.dumps(source)
    back = load_reading(reading)
    assert json.dumps(reading_data(back)) == json.dumps(reading)
    assert load_source(source).blocks[1].cells[0].where == Where(2, 1, 1, 2)
    assert (back.passages["problems"].heading, back.signature.date.month) == (
        "五、问题",
        1,
    )


def test_what_is_said_of_garbled_data_names_the_place_and_is_short():
    source = json.loads(STORED_SOURCE)
    source["blocks"][1][2][0][3] = "一"
    with pytest.raises(Garbled, match=r"blocks\.1\.grid\.2\.0\.3: "):
        load_source(source)
    source["blocks"][1][0] = "x" * 100_000
    with pytest.raises(Garbled) as caught:
        load_source(source)
    assert len(str(caught.value)) <= 300
