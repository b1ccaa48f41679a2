"""Examining a report without signing in, in a browser: a file in, its sheet out, files of it, and nothing kept."""

import pytest
from playwright.sync_api import expect

from disclosure.exchange import dump_report
from disclosure.intake import sandbox
from disclosure.models import ImportedFile
from tests.support.make import make_content
from tests.support.sent import read_here
from tests.support.shared import shared

FIGURES = {
    "requests": {
        "new": {"person": 13},
        "granted": {"business": None},
        "carried_out": {"person": 2},
    }
}


@pytest.fixture(autouse=True)
def read_in_this_process(monkeypatch, db, request):
    if "published" in request.node.name:
        return
    monkeypatch.setattr(sandbox, "read_in_sandbox", read_here)


@pytest.fixture
def folder(tmp_path):
    for year in (2022, 2023):
        (tmp_path / f"{year}.docx").write_text(
            dump_report(make_content(FIGURES, year=year)), encoding="utf-8"
        )
    (tmp_path / "坏.pdf").write_bytes(b"%PDF")
    return tmp_path


def send(page, *files):
    page.set_input_files("#files", [str(file) for file in files])
    page.get_by_role("button", name="检查", exact=True).click()


@pytest.mark.parametrize("script", [True, False])
def test_a_visitor_examines_a_file_and_keeps_its_sheet(visit, folder, script):
    page = visit(java_script_enabled=script).go("/reports/")
    page.get_by_role("link", name="检查一份年度报告").click()
    send(page, folder / "2023.docx")
    expect(page.get_by_text("年度报告检查表")).to_be_visible()
    expect(page.locator(".exam-list")).to_contain_text("T3-1")
    page.set_default_timeout(60_000)  # the first PDF of a process takes its time
    with page.expect_download() as download:
        page.get_by_role("button", name="下载检查表（PDF）").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    assert not ImportedFile.objects.exists()


def test_several_files_and_one_workbook(visitor, folder, check):
    page = visitor.go("/examine/")
    check("examine")
    send(page, folder / "2022.docx", folder / "2023.docx", folder / "坏.pdf")
    expect(page.get_by_role("row", name="2023.docx")).to_contain_text("2023")
    expect(page.get_by_role("row", name="坏.pdf")).to_contain_text("请换一个文件")
    check("three files examined")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载全部检查结果").click()
    assert download.value.suggested_filename == "检查结果.xlsx"


def test_one_sheet_on_the_screen(visitor, folder, check):
    page = visitor.go("/examine/")
    send(page, folder / "2023.docx")
    check("one file examined")
    page.locator(".exam-list a").first.click()
    send(page, folder / "坏.pdf")
    check("a file that cannot be read")


def test_last_years_file_is_compared_with(visitor, folder, check):
    page = visitor.go("/examine/")
    page.set_input_files("#last", str(folder / "2022.docx"))
    send(page, folder / "2023.docx")
    expect(page.locator(".exam-facts")).to_contain_text("2022.docx")
    expect(page.locator(".examination")).to_contain_text("[Y-1]")


def test_published_reports_are_examined_as_they_are(visitor, check):
    text, pdf = (
        shared(f"reports/{name}") for name in ("qudong-2023.txt", "hongze-2023.pdf")
    )
    page = visitor.go("/examine/")
    send(page, text, pdf)
    page.locator("summary", has_text="qudong").click()
    expect(page.locator(".exam-one", has_text="qudong")).to_contain_text(
        "红旗区渠东街道办事处"
    )
    page.locator("summary", has_text="hongze").click()
    sums = (
        page.locator(".exam-one", has_text="hongze")
        .locator(".exam-list", has_text="T4-1")
        .inner_text()
    )
    assert "10 + 1 + 0 + 0 = 11" in sums
    assert "5 + 0 + 0 + 0 = 5" in sums
    assert "T3-" not in page.locator(".examination").last.inner_text()
    check("two published reports examined")
