"""`manage.py inspect_report` as a district office meets it: one file, a folder, sheets, workbooks, exit status."""

import io
import json

import pytest
from django.core.management import call_command
from python_calamine import CalamineWorkbook

from disclosure.exchange import load_report
from disclosure.outputs import document
from disclosure.outputs.formats import FORMATS
from tests.support.make import as_bytes, make_file
from tests.support.shared import shared


def call(capsys, command, *args):
    status = 0
    try:
        call_command(command, *map(str, args))
    except SystemExit as end:
        status = end.code
    out, err = capsys.readouterr()
    return status, out, err


@pytest.fixture
def run(capsys):
    return lambda *args: call(capsys, "inspect_report", *args)


@pytest.fixture
def write(tmp_path):
    """A report file of ours; cells as `requests__new__person=60`."""

    def make(name="report.json", year=2023, agency="某街道办事处", without=(), **cells):
        data = make_file(year=year, agency={"name": agency, "kind": "street"})
        for place, value in cells.items():
            table, row, column = place.split("__")
            data["figures"][table][row][column] = value
        for table, row, column in without:
            del data["figures"][table][row][column]
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_bytes(data))
        return path

    return make


WRONG = {"requests__new__person": 60, "requests__granted__person": 61}


def test_a_correct_file_ends_with_0(run, write):
    status, out, err = run(write())
    assert (status, err) == (0, "")
    assert (
        out.splitlines()[0]
        == "某街道办事处2023年政府信息公开工作年度报告（本系统的报告文件（JSON），2023 年，2021 年版）"
    )
    assert out.splitlines()[-1] == "没有发现问题。"


def test_an_error_ends_with_1_and_says_where(run, write):
    status, out, _ = run(write(**WRONG))
    assert status == 1
    assert "错误　表三「自然人」列：新收 60" in out
    assert "共 1 处，其中错误 1 处。" in out


def test_the_json_is_that_of_check_report_and_what_was_read(run, write, capsys):
    path = write(**WRONG, without=[("documents", "regulations", "made")])
    status, out, _ = run(path, "--json")
    data = json.loads(out)
    assert status == 1
    assert list(data) == [
        "findings",
        "agency",
        "year",
        "edition",
        "figures",
        "stated",
        "passages",
        "open",
    ]
    assert {"findings": data["findings"]} == json.loads(
        call(capsys, "check_report", path, "--json")[1]
    )
    file = json.loads(path.read_text(encoding="utf-8"))
    for key in ("agency", "year", "edition", "figures", "passages"):
        assert data[key] == file[key]
    (gap,) = data["open"]
    assert gap["place"] == {
        "table": "documents",
        "row": "regulations",
        "column": "made",
    }
    assert gap["why"] == "blank"
    assert set(gap) == {"place", "label", "why", "message", "raw", "where"}


def test_last_years_file_is_taken_into_account(run, write):
    path = write(disputes__cases__direct_suit_upheld=1)
    last = write(
        "last.json", 2022, requests__new__person=1, requests__granted__person=1
    )
    assert "T4-2" in run(path)[1]
    assert "T4-2" not in run(path, "--last", last)[1]


def test_the_sheet_is_written_as_a_page(run, write, tmp_path):
    out = tmp_path / "sheet.html"
    status, _, _ = run(write(**WRONG), "--html", out)
    page = out.read_text(encoding="utf-8")
    assert status == 1
    assert page.startswith("<!DOCTYPE html>")
    assert "60 与 61，相差 1" in page
    assert "report.json" in page


@pytest.mark.pdf
@pytest.mark.xdist_group("pdf")
def test_the_sheet_is_written_as_pdf(run, write, tmp_path):
    out = tmp_path / "sheet.pdf"
    assert run(write(**WRONG), "--pdf", out)[0] == 1
    assert out.read_bytes().startswith(b"%PDF-")


def sheets(path):
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    return {
        name: workbook.get_sheet_by_name(name).to_python()
        for name in workbook.sheet_names
    }


def test_a_folder_gives_one_workbook_with_what_could_not_be_read(run, write, tmp_path):
    folder = tmp_path / "年报"
    write("年报/甲/2023.json", agency="=甲街道", **WRONG)
    write("年报/乙.json", agency="乙镇", without=[("documents", "regulations", "made")])
    write("年报/.hidden.json")
    write("年报/~$乙.json")
    (folder / "坏.json").write_text("{", encoding="utf-8")
    out = tmp_path / "all.xlsx"
    status, said, err = run(folder, "--xlsx", out)
    assert (status, err) == (2, "")
    assert len(said.splitlines()) == 3
    assert "坏.json：读不出：不是合法的 JSON" in said
    made = sheets(out)
    assert list(made) == ["文件", "发现", "没有读定"]
    by_file = {
        line[0]: dict(zip(made["文件"][0], line, strict=True))
        for line in made["文件"][1:]
    }
    assert len(by_file) == 3
    first = by_file[str(folder / "甲" / "2023.json")]
    assert (first["机关"], first["年度"], first["错误"], first["结果"]) == (
        "=甲街道",
        2023,
        1,
        "有错误",
    )
    assert by_file[str(folder / "乙.json")]["没有读定"] == 1
    assert by_file[str(folder / "坏.json")]["结果"].startswith("读不出：")
    findings = [
        dict(zip(made["发现"][0], line, strict=True)) for line in made["发现"][1:]
    ]
    (wrong,) = [line for line in findings if line["规则"] == "T3-1"]
    assert (wrong["级别"], wrong["数值一"], wrong["数值二"], wrong["相差"]) == (
        "错误",
        60,
        61,
        1,
    )
    assert "「自然人」列" in wrong["位置"]
    assert [line[3] for line in made["没有读定"][1:]] == [
        "表二第二十条第（一）项「规章」行「本年制发件数」列"
    ]


def test_a_folder_without_a_file_that_cannot_be_read_ends_as_its_worst_file(
    run, write, tmp_path
):
    write("good/1.json")
    assert run(tmp_path / "good")[0] == 0
    write("good/2.json", **WRONG)
    assert run(tmp_path / "good")[0] == 1


def test_an_earlier_year_of_the_same_office_in_the_folder_is_last_year(
    run, write, tmp_path
):
    write("all/2023.json", 2023, disputes__cases__direct_suit_upheld=1)
    _, out, _ = run(tmp_path / "all", "--json")
    (alone,) = json.loads(out)["files"]
    assert [finding["code"] for finding in alone["findings"]] == ["T4-2"]
    write("all/2022.json", 2022, requests__new__person=1, requests__granted__person=1)
    write("all/other.json", 2022, "另一街道")
    files = {
        file["file"].split("/")[-1]: file
        for file in json.loads(run(tmp_path / "all", "--json")[1])["files"]
    }
    assert "T4-2" not in [finding["code"] for finding in files["2023.json"]["findings"]]
    out = tmp_path / "all.xlsx"
    run(tmp_path / "all", "--xlsx", out)
    assert [line[5] for line in sheets(out)["文件"][1:]] == ["", "2022.json", ""]


def test_a_file_that_cannot_be_read_ends_with_2_and_one_sentence(run, write, tmp_path):
    bad = tmp_path / "bad.json"
    bad.write_bytes(b"")
    big = tmp_path / "big.pdf"
    with big.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    for path, words in (
        (bad, "空的"),
        (big, "50.0 MB"),
        (tmp_path / "nowhere.pdf", "读不出"),
    ):
        status, out, err = run(path, "--json")
        assert (status, out) == (2, "")
        assert err.startswith(f"{path}：")
        assert words in err
        assert len(err.splitlines()) == 1
        assert run(write(), "--last", path)[0] == 2


def test_what_makes_no_sense_is_said(run, write, tmp_path):
    (tmp_path / "empty").mkdir()
    write("two/1.json")
    write("two/2.json")
    for args, words in (
        ([tmp_path / "empty"], "没有文件"),
        ([tmp_path / "two", "--html", tmp_path / "x.html"], "一次只能写一个文件"),
        ([write(), "--html", tmp_path / "nowhere" / "x.html"], "写不了"),
    ):
        status, _, err = run(*args)
        assert status == 2
        assert words in err


def test_no_database_is_asked(run, write):
    assert run(write())[0] == 0  # without the db fixture, a query would be an error


@pytest.mark.pdf
@pytest.mark.xdist_group("pdf")
@pytest.mark.parametrize("kind", ["docx", "html", "xlsx", "pdf"])
def test_a_published_file_of_any_format_gives_the_same_figures_and_the_same_error(
    run, write, tmp_path, kind
):
    source = write(**WRONG)
    path = tmp_path / f"published.{kind}"
    path.write_bytes(
        FORMATS[kind].print(document.build(load_report(source.read_bytes())))
    )
    status, out, _ = run(path, "--last", path, "--json")
    data, sent = json.loads(out), json.loads(source.read_text(encoding="utf-8"))
    assert status == 1
    (wrong,) = [finding for finding in data["findings"] if finding["level"] == "error"]
    assert (wrong["code"], wrong["left"], wrong["right"]) == ("T3-1", 60, 61)
    assert (data["figures"], data["year"], data["edition"]) == (
        sent["figures"],
        2023,
        "2021",
    )
    assert data["agency"]["name"] == sent["agency"]["name"]
    assert data["stated"]["requests"]["new"]["total"] == 60
    assert data["open"] == []
    assert "Y-3" in {
        finding["code"] for finding in data["findings"]
    }  # compared with itself: every figure is last year's


@pytest.mark.parametrize(
    ("name", "status", "codes"),
    [("hongze-2023.pdf", 1, ["T4-1", "T4-1"]), ("qudong-2023.txt", 0, [])],
)
def test_a_real_report(run, tmp_path, name, status, codes):
    path, out = shared(f"reports/{name}"), tmp_path / "sheet.html"
    ended, said, _ = run(path, "--json", "--html", out)
    findings = json.loads(said)["findings"]
    assert ended == status
    assert [
        finding["code"] for finding in findings if finding["level"] == "error"
    ] == codes
    page = out.read_text(encoding="utf-8")
    assert page.count('class="num num-error"') >= 2 * len(codes)
    assert page.count('<mark class="word') >= sum(
        "words" in finding for finding in findings
    )
