"""A real report is typed by a clerk, returned once, approved and published by a leader, and reads as its source."""

import re
import subprocess

import pytest
from playwright.sync_api import expect

from disclosure.models import Release, Role
from disclosure.statutory.editions.e2021 import EDITION_2021
from tests.browser.source import labels, missing_in_order, needles, read_source
from tests.conftest import make_agency, make_person
from tests.support.shared import shared

# WeasyPrint leaves its colour profile to the garbage collector.
NOTE = "第一部分“准备性”应为“准确性”，请核对后再提交。"


@pytest.fixture
def qudong(year):
    agency = make_agency("qudong", "红旗区渠东街道办事处")
    make_person("writer", "程一诺", agency, Role.CLERK)
    make_person("signer", "顾长风", agency, Role.LEADER)
    return agency


def test_a_real_report_goes_the_whole_way(visitor, live_server, qudong):
    source = read_source(shared("reports/qudong-2023.txt").read_text(encoding="utf-8"))
    assert [
        len(source.figures[key])
        for key in ("proactive_disclosure", "requests", "disputes")
    ] == [6, 25, 1]
    assert len(source.passages) == 9

    page = visitor.sign_in("writer")
    page.get_by_role("button", name="开始填报").click()
    desk = re.search(r"/desk/\d+/", page.url)[0]
    for part in EDITION_2021.parts:
        visitor.go(f"{desk}parts/{part.key}/")
        if part.tables:
            type_tables(page, part, source.figures[part.key])
        else:
            type_passages(page, part, source.passages)
        page.get_by_role("button", name="保存", exact=True).click()
        expect(page.locator("#save-state")).to_have_text("已保存。")
        expect(page.locator(".parts .current .part-state")).to_contain_text("已填齐")
    assert explain(visitor, desk) == [
        "准备性",
        "涉密行",
        "项目的不用情况",
        "均有",
        "规范化面",
        "戒毒",
    ]
    submit(visitor, desk)

    page = visitor.sign_in("signer")
    page.get_by_role("link", name="审核 1 份等您办理", exact=True).click()
    page.get_by_role("link", name="红旗区渠东街道办事处").click()
    page.get_by_text("退回修改").click()
    page.get_by_label("退回意见").fill(NOTE)
    page.get_by_role("button", name="退回", exact=True).click()
    expect(page.get_by_text("已退回")).to_be_visible()

    page = visitor.sign_in("writer")
    visitor.go(f"{desk}parts/overview/")
    expect(page.get_by_role("complementary", name="退回意见")).to_contain_text(NOTE)
    submit(visitor, desk)

    page = visitor.sign_in("signer")
    visitor.go(f"{desk}review/")
    page.get_by_role("button", name="审核通过").click()
    page.get_by_role("button", name="发布").click()
    expect(page.locator(".report-head .stage")).to_have_text("已发布")

    visitor.context.clear_cookies()
    page = visitor.go("/reports/qudong/2023/")
    assert page.locator("article h2").all_inner_texts() == source.headings
    written = {
        "the public page": page.locator("article").inner_text(),
        "the HTML file": re.sub(
            r"<head>.*?</head>|<[^>]+>",
            "",
            Release.objects.get().file("html").decode(),
            flags=re.DOTALL,
        ),
        "the PDF": pdf_text(
            page.request.get(f"{live_server.url}/reports/qudong/2023/report.pdf").body()
        ),
    }
    for where, text in written.items():
        assert missing_in_order(needles(source), text) == [], where
        assert [
            label for label in labels(source) if label not in re.sub(r"\s", "", text)
        ] == [], where


def type_tables(page, part, lines):
    """As a clerk does: Tab from cell to cell, in paper order."""
    lines = iter(lines)
    for table in part.tables:
        first = table.entry_cells[0]
        page.locator(f"#c-{table.key}-{first[0]}-{first[1]}").focus()
        keys = [column.key for column in table.columns]
        for row in table.rows:
            figures = dict(zip(keys, next(lines), strict=True))
            if row.key not in table.total_rows:
                type_row(page, table, row, figures)


def type_row(page, table, row, figures):
    for column in table.entry_columns:
        page.keyboard.type(figures[column.key])
        page.keyboard.press("Tab")
    for key in table.total_columns:
        total = page.locator(f"#c-{table.key}-{row.key}-{key}")
        expect(total).to_have_text(figures[key])


def type_passages(page, part, passages):
    for slot in part.passages:
        heading, text = passages[slot.key]
        if heading is not None:
            page.locator(f"#h-{slot.key}").fill(heading)
        page.locator(f"#p-{slot.key}").fill(text)


def explain(visitor, desk):
    """Gives every query a reason, for the report shall stay as its source has it; the words they are about."""
    page = visitor.go(f"{desk}submit/")
    quoted = [
        re.search("“(.+?)”", words)[1]
        for words in page.locator(".asked .finding-link").all_inner_texts()
    ]
    for number in range(1, len(quoted) + 1):
        page.locator(f"#reason-{number}").fill("原文如此。")
        page.locator(f".asked:has(#reason-{number})").get_by_role(
            "button", name="保存理由"
        ).click()
        expect(
            page.locator(f".asked:has(#reason-{number})").get_by_role(
                "button", name="保存修改"
            )
        ).to_be_visible()
    return quoted


def submit(visitor, desk):
    page = visitor.go(f"{desk}submit/")
    page.get_by_role("button", name="提交审核").click()
    expect(page.locator(".report-head .stage")).to_have_text("待审核")


def pdf_text(body: bytes) -> str:
    """In the order in which it is drawn; page numbers left out."""
    drawn = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=body, capture_output=True, check=True
    ).stdout
    return re.sub(r"—\s*\d+\s*—", "", drawn.decode())
