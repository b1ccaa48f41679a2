"""Files read in at the desk: dropped, read one by one, looked through beside their source, settled, used."""

import re
import shutil

import pytest
from playwright.sync_api import expect

from disclosure.exchange import dump_report
from disclosure.intake import sandbox
from disclosure.models import ArchiveReport, ImportedFile, PriorFigures
from disclosure.outputs import document
from disclosure.outputs.formats import print_file
from tests.browser.conftest import DESKTOP, PHONE
from tests.support.make import make_content
from tests.support.sent import read_here
from tests.support.shared import shared
from tests.support.stage import fresh, type_in

FIGURES = {
    "requests": {
        "new": {"person": 13},
        "granted": {"business": None},
        "carried_out": {"person": 2},
    }
}
STATED = {"requests": {"outcome_total": {"person": 5}}}


DROP = """([name, text]) => {
    const form = document.getElementById("drop");
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], name));
    const fire = (type) => form.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    fire("dragenter");
    fire("dragover");
    window.over = form.classList.contains("over");
    fire("drop");
}"""


@pytest.fixture(autouse=True)
def read_in_this_process(monkeypatch, request):
    if "published" not in request.node.name:
        monkeypatch.setattr(sandbox, "read_in_sandbox", read_here)


@pytest.fixture
def folder(tmp_path, draft):
    """Files as an office has them: two years, another office's, one that is broken."""
    contents = {
        "2022年年报.docx": make_content(
            FIGURES, year=2022, name=draft.agency.name, stated=STATED
        ),
        "2021年年报.docx": make_content(year=2021, name=draft.agency.name),
        "听松.docx": make_content(year=2022, name="听松街道办事处"),
        "2023年年报.docx": make_content(year=2023, name=draft.agency.name),
    }
    for name, content in contents.items():
        (tmp_path / name).write_text(dump_report(content), encoding="utf-8")
    (tmp_path / "坏.pdf").write_bytes(b"%PDF-1.7 cut short")
    return tmp_path


@pytest.fixture
def desk(visitor, folder):
    """The clerk, who sends files in and opens one of them."""

    class Desk:
        page = visitor.page

        def send(self, *names):
            visitor.go("/desk/intake/")
            self.page.set_input_files("#files", [str(folder / name) for name in names])
            self.page.get_by_role("button", name="读入", exact=True).click()
            expect(self.page.locator(".intake-row progress")).to_have_count(0)
            expect(self.page.locator(".intake-row")).to_have_count(
                ImportedFile.objects.count()
            )

        def open(self, name):
            self.page.locator(".intake-row", has_text=name).get_by_role(
                "link", name="核对并使用"
            ).click()
            expect(self.page.locator("#source")).to_be_visible()

    visitor.sign_in("clerk")
    return Desk()


def test_each_file_says_how_far_it_has_come(desk):
    page = desk.page
    desk.send("2022年年报.docx", "听松.docx", "坏.pdf")
    rows = page.locator(".intake-row")
    assert [
        re.sub(r"\s+", " ", text).strip()
        for text in rows.locator(".intake-state").all_inner_texts()
    ] == [
        "读不出",
        "读好",
        "读好",
    ]
    expect(rows.nth(0)).to_contain_text("请换一个文件")
    expect(rows.nth(1)).to_contain_text("不是棠溪街道办事处")
    expect(rows.nth(2)).to_contain_text("没有读定 1 处")
    expect(rows.nth(2)).to_contain_text("2022 年")
    expect(page.locator("#drop-spoken")).to_have_text("读完了，读好 2 个。")


def test_files_are_dropped_with_the_mouse_and_wait_their_turn(desk, folder):
    page = desk.page
    page.goto(page.url + "desk/intake/")
    page.evaluate(
        DROP, ["拖来的.docx", (folder / "2021年年报.docx").read_text(encoding="utf-8")]
    )
    assert page.evaluate("window.over") is True
    expect(page.locator(".intake-row")).to_contain_text("读好")
    assert ImportedFile.objects.get().name == "拖来的.docx"


def test_a_file_that_is_too_large_never_leaves_the_browser(desk, folder):
    (folder / "大.pdf").write_bytes(b"0" * (20 * 1024 * 1024 + 1))
    desk.page.goto(desk.page.url + "desk/intake/")
    desk.page.set_input_files("#files", str(folder / "大.pdf"))
    desk.page.get_by_role("button", name="读入", exact=True).click()
    expect(desk.page.locator(".intake-row")).to_contain_text("文件太大，没有送出")
    assert not ImportedFile.objects.exists()


def test_without_script_the_same_file_is_read_and_used(visit, folder, draft, clerk):
    visitor = visit(java_script_enabled=False)
    page = visitor.sign_in("clerk")
    page.get_by_role("link", name="从文件读入以前的报告").click()
    page.set_input_files("#files", str(folder / "2022年年报.docx"))
    page.get_by_role("button", name="读入", exact=True).click()
    expect(page.get_by_role("heading", name="没有读定的地方 1")).to_be_visible()
    page.locator("#o-0").get_by_role("link", name="看原文").click()
    expect(page.locator("#source td:target")).to_be_in_viewport()
    page.fill("#c-requests-granted-business", "4")
    page.get_by_role("button", name="用作 2023 年的上年数").click()
    expect(page.get_by_text("2022 年的数字已作为上年数保存")).to_be_visible()
    assert PriorFigures.objects.get().content["requests", "granted", "business"] == 4


def test_an_open_place_and_where_it_stands_are_shown_together(desk, check):
    desk.send("2022年年报.docx")
    desk.open("2022年年报.docx")
    page = desk.page
    check("a file as read")
    page.locator("#o-0 a").last.click()
    expect(page.locator("#c-requests-granted-business")).to_be_focused()
    spot = page.locator("#source .spot")
    expect(spot).to_have_count(1)
    expect(spot).to_be_in_viewport()
    page.locator("#c-requests-new-person").focus()
    expect(page.locator("#source .spot")).to_have_text("13")
    expect(page.locator("#findings")).to_contain_text("T3-2")
    page.fill("#c-requests-new-person", "5")
    expect(page.locator("#c-requests-new-total")).to_have_text("5")
    page.get_by_role("button", name="保存核对结果").click()
    expect(page.get_by_text("核对结果已保存。")).to_be_visible()
    expect(page.locator(".slot.by-hand")).to_have_count(1)
    check("a file settled by hand")
    page.set_viewport_size(PHONE)
    page.locator("#o-0 a").last.click()
    expect(page.locator("#source .spot")).to_be_in_viewport()


def test_what_was_typed_and_not_saved_is_there_after_a_reload(desk):
    desk.send("2022年年报.docx")
    desk.open("2022年年报.docx")
    desk.page.locator("#intake-form[data-keeping]").wait_for()
    desk.page.fill("#c-requests-granted-business", "4")
    desk.page.fill("#p-problems", "改过的。")
    desk.page.reload()
    expect(desk.page.locator("#c-requests-granted-business")).to_have_value("4")
    expect(desk.page.locator("#p-problems")).to_have_value("改过的。")


def test_a_refused_save_says_where(desk, check):
    desk.send("2022年年报.docx")
    desk.open("2022年年报.docx")
    page = desk.page
    page.fill("#year", "去年")
    page.fill("#c-requests-granted-business", "三")
    page.get_by_role("button", name="保存核对结果").click()
    expect(page.locator("#form-errors")).to_contain_text("应为数字")
    expect(page.locator("#form-errors")).to_contain_text("年度应为")
    check("a refused save")


def test_filling_a_draft_shows_each_difference_first(desk, draft, clerk, check):
    type_in(draft, clerk, requests__new__person="7", requests__new__business="8")
    desk.send("2023年年报.docx")
    check("files that were sent in")
    desk.open("2023年年报.docx")
    page = desk.page
    page.get_by_role("button", name="填入 2023 年的草稿").click()
    expect(
        page.get_by_role("heading", name="草稿里已经另有内容的 2 处")
    ).to_be_visible()
    check("differences from a draft")
    page.get_by_role(
        "checkbox",
        name="表三「一、本年新收政府信息公开申请数量」行「自然人」列改用文件的",
    ).check()
    page.get_by_role("button", name="填入", exact=True).click()
    expect(page.get_by_text("已从文件填入")).to_be_visible()
    content = fresh(draft).content
    assert (
        content["requests", "new", "person"],
        content["requests", "new", "business"],
    ) == (0, 8)


def test_whoever_may_publish_archives_what_the_clerk_has_settled(
    desk,
    visitor,
    leader,
    check,
):
    desk.send("2022年年报.docx")
    page = visitor.sign_in("leader")
    visitor.go("/desk/intake/")
    desk.open("2022年年报.docx")
    check("a file, for the leader")
    assert page.locator("#c-requests-new-person").evaluate("e => e.tagName") == "SPAN"
    page.get_by_role("button", name="归档为 2022 年的报告并公开").click()
    page.get_by_role("link", name="公开页面").click()
    expect(page.get_by_text("以原件为准")).to_be_visible()
    assert ArchiveReport.objects.get().by == leader
    with page.expect_download() as download:
        page.get_by_role("link", name="原件：2022年年报.docx").click()
    assert download.value.suggested_filename == "2022年年报.docx"


def test_a_published_pdf_is_read_beside_its_pages(desk, folder, district, check):
    shutil.copy(shared("reports/hongze-2023.pdf"), folder)
    desk.send("hongze-2023.pdf")
    expect(desk.page.locator(".intake-row")).to_contain_text("合计不符 2 处")
    expect(desk.page.locator(".intake-row")).to_contain_text("洪泽区人民政府")
    desk.open("hongze-2023.pdf")
    page = desk.page
    check("a published PDF")
    findings = page.locator("#findings li").all_inner_texts()
    assert sorted(re.findall(r"10 \+ 1|5 \+ 0", " ".join(findings))) == [
        "10 + 1",
        "5 + 0",
    ]
    assert all("T4-1" in finding for finding in findings)
    page.set_viewport_size(DESKTOP)
    page.locator("#c-charges-fees-amount").focus()
    expect(page.locator("#source .spot")).to_contain_text("7730.28")
    expect(page.locator("#source .source-page")).not_to_have_count(0)
    page.locator("#c-disputes-cases-reconsideration_upheld").focus()
    expect(page.locator("#source .spot")).to_have_text("10")
    expect(page.locator("#source .spot")).to_be_in_viewport()


@pytest.mark.parametrize("kind", ["docx", "html", "xlsx"])
def test_a_published_report_of_our_own_becomes_last_years_figures(
    desk, folder, draft, kind
):
    content = make_content(
        {"requests": {"new": {"person": 3}}}, year=2022, name=draft.agency.name
    )
    (folder / f"2022.{kind}").write_bytes(
        print_file(document.build(content), kind).body
    )
    desk.send(f"2022.{kind}")
    expect(desk.page.locator(".intake-row")).to_contain_text("全部读定")
    desk.open(f"2022.{kind}")
    desk.page.get_by_role("button", name="用作 2023 年的上年数").click()
    expect(desk.page.get_by_text("2022 年的数字已作为上年数保存")).to_be_visible()
    prior = PriorFigures.objects.get().content
    assert prior.entered == content.entered
    texts = [
        {key: text.text for key, text in each.passages.items()}
        for each in (prior, content)
    ]
    assert texts[0] == texts[1]


def test_the_empty_list(desk, check):
    desk.page.goto(desk.page.url + "desk/intake/")
    check("nothing sent in yet")
