"""The exchange file: what goes in comes out, and every bad file has its own clear message."""

import json
import random
from decimal import Decimal

import jsonschema
import pytest

from disclosure.exchange import (
    MAX_BYTES,
    ExchangeError,
    content_hash,
    dump_report,
    load_report,
    report_schema,
)
from disclosure.statutory.content import PassageText
from disclosure.statutory.editions import EDITIONS
from disclosure.statutory.figures import Unreadable
from tests.support.make import as_bytes, make_file

ROUGH = '{"format": "disclosure-report/1", "edition": "2021", "year": 2023, "agency": {"name": "甲", "kind": "street"}'


def with_cell(value, table="requests", row="new", column="person"):
    data = make_file()
    data["figures"][table][row][column] = value
    return as_bytes(data)


def without(key):
    data = make_file()
    del data[key]
    return as_bytes(data)


# What is wrong: (the file, the place named, words of the message).
BAD_FILES = {
    "empty": (b"", "", "文件是空的"),
    "not JSON": (b"<html>", "", "第 1 行第 1 个字符"),
    "cut off": (ROUGH.encode(), "", "不是合法的 JSON"),
    "invalid UTF-8": (
        ROUGH.encode() + b',"passages":{"preamble":"\xff"}}',
        "",
        "UTF-8",
    ),
    "50 MB": (b" " * (50 * 1024 * 1024), "", "50.0 MB"),
    "too deep": (b"[" * 100_000, "", "嵌套太深"),
    "a key twice": (b'{"format": 1, "format": 2}', "", "出现了两次"),
    "a list for the file": (b"[]", "", "文件最外层应为对象"),
    "another format": (
        as_bytes(make_file(format="disclosure-report/9")),
        "format",
        "disclosure-report/1",
    ),
    "no year": (without("year"), "year", "缺少"),
    "unknown edition": (
        as_bytes(make_file() | {"edition": "2015"}),
        "edition",
        '"2019"、"2021"',
    ),
    "edition as a number": (
        as_bytes(make_file() | {"edition": 2021}),
        "edition",
        "整数“2021”",
    ),
    "year as text": (as_bytes(make_file(year="2023")), "year", "文字“2023”"),
    "year out of range": (as_bytes(make_file(year=1999)), "year", "2019"),
    "unknown key": (as_bytes(make_file(remark="x")), "remark", "没有这个键"),
    "unknown kind of agency": (
        as_bytes(make_file(agency={"name": "甲", "kind": "village"})),
        "agency.kind",
        "village",
    ),
    "blank name": (
        as_bytes(make_file(agency={"name": " ", "kind": "street"})),
        "agency.name",
        "机关名称",
    ),
    "unknown table": (
        as_bytes(make_file(figures={"table3": {}})),
        "figures.table3",
        "没有这个键",
    ),
    "unknown row": (
        as_bytes(make_file(figures={"requests": {"news": {}}})),
        "figures.requests.news",
        "没有这个键",
    ),
    "unknown column": (
        with_cell(1, column="persons"),
        "figures.requests.new.persons",
        "没有这个键",
    ),
    "a row of the other edition": (
        as_bytes(make_file(figures={"procurement": {}})),
        "figures.procurement",
        "没有这个键",
    ),
    "a list for an object": (as_bytes(make_file(figures=[])), "figures", "应为对象"),
    "a list for a line": (
        as_bytes(make_file(figures={"requests": {"new": [1]}})),
        "figures.requests.new",
        "列表",
    ),
    "a count as text": (with_cell("3"), "figures.requests.new.person", "文字“3”"),
    "a count as truth": (with_cell(True), "figures.requests.new.person", "真假值"),
    "NaN": (with_cell(float("nan")), "", "NaN"),
    "infinite": (with_cell(float("inf")), "", "Infinity"),
    "an amount as a list": (
        with_cell([], "charges", "fees", "amount"),
        "figures.charges.fees.amount",
        "金额",
    ),
    "a total among the figures": (
        with_cell(3, column="total"),
        "figures.requests.new.total",
        "stated",
    ),
    "a figure among the stated": (
        as_bytes(make_file(stated={"requests": {"new": {"person": 1}}})),
        "stated.requests.new.person",
        "figures",
    ),
    "unknown passage": (
        as_bytes(make_file(passages={"summary": "x"})),
        "passages.summary",
        "没有这个键",
    ),
    "a passage as a number": (
        as_bytes(make_file(passages={"preamble": 3})),
        "passages.preamble",
        "整数“3”",
    ),
    "a passage without text": (
        as_bytes(make_file(passages={"preamble": {}})),
        "passages.preamble.text",
        "缺少",
    ),
    "a control character": (
        as_bytes(make_file(passages={"preamble": "a\x00"})),
        "passages.preamble",
        "U+0000",
    ),
    "half a surrogate": (
        as_bytes(make_file()).replace("先审后发。".encode(), b"\\ud800"),
        "passages.management",
        "U+D800",
    ),
    "a heading of two lines": (
        as_bytes(make_file(passages={"problems": {"heading": "一\n二", "text": ""}})),
        "passages.problems.heading",
        "一行",
    ),
    "a wrong date": (
        as_bytes(make_file(signature={"date": "2024-13-01"})),
        "signature.date",
        "2024-13-01",
    ),
    "a date without its lines": (
        as_bytes(make_file(signature={"date": "20240115"})),
        "signature.date",
        "20240115",
    ),
    "a number for who signs": (
        as_bytes(make_file(signature={"agency": 0})),
        "signature.agency",
        "0",
    ),
    "another opening": (as_bytes(make_file(opening="after")), "opening", "before"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_gets_its_own_clear_message(name):
    raw, path, words = BAD_FILES[name]
    with pytest.raises(ExchangeError) as caught:
        load_report(raw)
    assert caught.value.path == path
    assert words in str(caught.value)
    assert str(caught.value).startswith(path)
    assert str(caught.value).endswith("。")


def test_no_two_kinds_of_bad_file_share_a_message():
    messages = []
    for raw, _, _ in BAD_FILES.values():
        with pytest.raises(ExchangeError) as caught:
            load_report(raw)
        messages.append(str(caught.value))
    assert len(set(messages)) == len(messages) >= 22


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (-1, "negative"),
        (1.5, "fraction"),
        (10**13, "too_large"),
        (10**30, "too_large"),
        (1e300, "too_large"),
    ],
)
def test_a_number_that_cannot_stand_is_a_finding_not_an_unreadable_file(value, problem):
    figure = load_report(with_cell(value)).entered["requests"]["new", "person"]
    assert isinstance(figure, Unreadable)
    assert figure.problem == problem


def test_amounts_are_strings_or_numbers_and_exact():
    for value in ("59237.2449", 59237.2449):
        content = load_report(with_cell(value, "charges", "fees", "amount"))
        assert content["charges", "fees", "amount"] == Decimal("59237.2449")
    assert '"amount": "59237.2449"' in dump_report(content)


def test_a_passage_is_a_string_or_a_heading_with_text():
    passages = {
        "problems": {"heading": "（一）存在问题", "text": "一。\r\n二。"},
        "improvements": "三。",
    }
    content = load_report(as_bytes(make_file(passages=passages)))
    assert content.passage("problems") == PassageText("一。\n二。", "（一）存在问题")
    assert content.passage("improvements") == PassageText("三。")
    assert content.passage("preamble") == PassageText("")


def test_null_and_absence_are_blank():
    content = load_report(
        as_bytes(
            make_file(
                figures={"requests": {"new": {"person": None}, "carried_in": None}}
            )
        )
    )
    assert content["requests", "new", "person"] is None
    assert content["disputes", "cases", "direct_suit_total"] is None


def test_a_byte_order_mark_is_not_a_fault():
    assert load_report(b"\xef\xbb\xbf" + as_bytes(make_file())).year == 2023


def random_file(seed):
    pick = random.Random(seed)
    edition = EDITIONS[pick.choice(list(EDITIONS))]
    data = make_file(edition=edition.key, year=edition.first_year)
    for table, row, column in edition.entry_cells:
        kind = edition.table(table).kind_of(column)
        value = pick.choice([None, 0, pick.randrange(10**12)])
        if kind == "amount":
            value = None if value is None else f"{value}.{pick.randrange(10**6):06d}"
        elif kind == "signed_count" and value:
            value = -value
        data["figures"][table][row][column] = value
    data["signature"] = {"agency": "某街道办事处", "date": "2024-01-15"}
    data["opening"] = pick.choice(["before", "inside"])
    return data


@pytest.mark.parametrize("seed", range(25))
def test_a_report_comes_back_the_same(seed):
    first = load_report(as_bytes(random_file(seed)))
    again = load_report(dump_report(first).encode())
    assert again.entered == {
        t: {c: v for c, v in cells.items() if v is not None}
        for t, cells in first.entered.items()
    }
    assert (again.passages, again.signature, again.opening) == (
        first.passages,
        first.signature,
        first.opening,
    )
    assert dump_report(again) == dump_report(first)
    assert content_hash(again) == content_hash(first)


@pytest.mark.parametrize("seed", range(25))
def test_the_schema_accepts_what_we_write(seed):
    jsonschema.validate(
        json.loads(dump_report(load_report(as_bytes(random_file(seed))))),
        report_schema(),
    )


@pytest.mark.parametrize(
    "change",
    [
        {"year": "2023"},
        {"remark": 1},
        {"figures": []},
        {"passages": {"x": ""}},
        {"passages": {"problems": {"heading": "一"}}},
        {"signature": {"agency": 0}},
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(change):
    data = make_file() | change
    with pytest.raises(ExchangeError):
        load_report(as_bytes(data))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, report_schema())


def test_the_hash_changes_with_any_figure_word_or_unreadable_entry():
    files = [make_file(), make_file(passages={"preamble": "x"}), make_file(year=2022)]
    raws = [*map(as_bytes, files), with_cell(1), with_cell(-1), with_cell(-2)]
    hashes = [content_hash(load_report(raw)) for raw in raws]
    assert len(set(hashes)) == len(hashes)


def test_a_file_of_the_limit_is_still_read():
    raw = as_bytes(make_file())
    assert load_report(raw + b" " * (MAX_BYTES - len(raw))).year == 2023
