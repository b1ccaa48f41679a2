"""`manage.py check_report` as an operator meets it: output, JSON, exit status."""

import json

import pytest
from django.core.management import call_command

from tests.support.make import as_bytes, make_file


def run(capsys, *args):
    status = 0
    try:
        call_command("check_report", *map(str, args))
    except SystemExit as end:
        status = end.code
    out, err = capsys.readouterr()
    return status, out, err


@pytest.fixture
def path(tmp_path):
    return tmp_path / "report.json"


def write(path, **cells):
    data = make_file()
    for name, value in cells.items():
        table, row, column = name.split("__")
        data["figures"][table][row][column] = value
    path.write_bytes(as_bytes(data))


def test_a_correct_file_ends_with_0(path, capsys):
    write(path)
    assert run(capsys, path) == (0, "没有发现问题。\n", "")


def test_an_unbalanced_column_ends_with_1_and_says_which(path, capsys):
    write(path, requests__new__person=60, requests__granted__person=61)
    status, out, _ = run(capsys, path)
    assert status == 1
    assert (
        "表三「自然人」列：新收 60 + 上年结转 0 = 60，办理结果总计 61 + 结转下年度 0 = 61，相差 1。"
        in out
    )


def test_a_query_alone_ends_with_0(path, capsys):
    write(path, documents__regulations__made=1)
    status, out, _ = run(capsys, path)
    assert status == 0
    assert "疑点" in out


def test_json_has_the_documented_shape(path, capsys):
    write(path, requests__new__person=60, requests__granted__person=61)
    status, out, _ = run(capsys, path, "--json")
    (finding,) = json.loads(out)["findings"]
    assert status == 1
    assert set(finding) == {
        "code",
        "level",
        "message",
        "cells",
        "left",
        "right",
        "difference",
    }
    assert finding["cells"][0] == {
        "table": "requests",
        "row": "new",
        "column": "person",
    }
    assert (finding["code"], finding["level"]) == ("T3-1", "error")
    assert (finding["left"], finding["right"], finding["difference"]) == (60, 61, 1)


def test_last_years_file_is_taken_into_account(path, tmp_path, capsys):
    write(path, disputes__cases__direct_suit_upheld=1)
    last = tmp_path / "last.json"
    write(last, requests__new__person=1, requests__granted__person=1)
    assert "T4-2" in run(capsys, path)[1]
    assert run(capsys, path, "--last", last) == (0, "没有发现问题。\n", "")


@pytest.mark.parametrize(
    ("value", "words"),
    [(-1, "负数"), (1.5, "整数"), (10**13, "12 位")],
    ids=["negative", "fraction", "10^13"],
)
def test_a_number_that_cannot_stand_is_named_with_its_cell(path, capsys, value, words):
    write(path, requests__new__person=value)
    status, out, _ = run(capsys, path)
    assert status == 1
    assert "表三「一、本年新收政府信息公开申请数量」行「自然人」列" in out
    assert words in out
    assert out.count("错误") == 2  # one finding, and the closing line


def test_a_file_that_cannot_be_read_ends_with_2_and_one_sentence(
    path, tmp_path, capsys
):
    for content in (b"", b"{", b"\xff"):
        path.write_bytes(content)
        status, out, err = run(capsys, path)
        assert (status, out) == (2, "")
        assert err.startswith(f"{path}：")
        assert len(err.splitlines()) == 1
    for missing in (tmp_path / "nowhere.json", tmp_path):
        status, _, err = run(capsys, missing)
        assert status == 2
        assert "读不出" in err


def test_fifty_megabytes_are_refused_without_being_read_whole(path, capsys):
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    status, _, err = run(capsys, path)
    assert status == 2
    assert "50.0 MB" in err


def test_no_database_is_asked(path, capsys):
    write(path)
    assert (
        run(capsys, path)[0] == 0
    )  # without the db fixture, a query would be an error
