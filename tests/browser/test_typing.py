"""Typing into the statutory tables: keys, live totals and findings, nothing lost, and all of it without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from disclosure.desk import drafts
from disclosure.statutory.content import CellChange
from disclosure.statutory.places import Place
from tests.support.stage import type_in


@pytest.fixture
def desk(draft):
    return f"/desk/{draft.pk}/parts/requests/"


@pytest.fixture
def page(visitor, clerk, desk):
    visitor.sign_in("clerk")
    return visitor.go(desk)


def cell(page, row, column="person", table="requests"):
    return page.locator(f"#c-{table}-{row}-{column}")


def typed(page, **cells):
    for name, text in cells.items():
        row, _, column = name.partition("__")
        cell(page, row, column or "person").fill(text)


def focused(page):
    return page.evaluate("document.activeElement.id")


def balance(page, side, column=0):
    return page.locator(f'[data-side="{side}"] td').nth(column)


def test_totals_and_balance_follow_every_key(page):
    typed(
        page,
        new="6０",
        new__business="1,000",
        carried_in="0",
        granted="61",
        carried_out="0",
    )
    expect(cell(page, "new", "total")).to_have_text("1060")
    expect(cell(page, "outcome_total")).to_have_text("61")
    expect(balance(page, "left")).to_have_text("60")
    expect(balance(page, "right")).to_have_text("61")
    expect(balance(page, "difference")).to_have_text("差 1")
    typed(page, granted="60")
    expect(balance(page, "difference")).to_have_text("平")


def test_a_finding_appears_at_the_cell_and_in_the_list_and_goes_when_mended(page):
    typed(page, new="60", carried_in="0", granted="61", carried_out="0")
    words = "表三「自然人」列：新收 60 + 上年结转 0 = 60，办理结果总计 61 + 结转下年度 0 = 61，相差 1。请核对。[T3-1]"
    expect(page.locator("#findings li")).to_have_count(1)
    expect(page.locator("#findings li")).to_contain_text(words)
    expect(page.locator("#findings .level")).to_have_text("错误")
    expect(cell(page, "new")).to_have_attribute("aria-invalid", "true")
    expect(cell(page, "new")).to_have_accessible_description(
        re.compile(rf"^(等待保存|已保存) 错误 {re.escape(words)}$")
    )
    cell(page, "new").focus()
    expect(page.locator("#cellbar")).to_contain_text(words)
    typed(page, granted="60")
    expect(page.locator("#findings li")).to_have_count(0)
    expect(cell(page, "new")).not_to_have_attribute("aria-invalid", "true")
    expect(page.locator("#no-findings")).to_be_visible()


def test_a_finding_leads_to_its_cell(page):
    typed(page, unprocessed_excessive__charity="三")
    page.locator("#findings a").click()
    assert focused(page) == "c-requests-unprocessed_excessive-charity"
    expect(cell(page, "unprocessed_excessive", "charity")).to_be_in_viewport()


def test_the_list_of_what_is_missing_leads_to_the_cell_on_its_page(
    page, visitor, draft
):
    visitor.go(f"/desk/{draft.pk}/submit/")
    page.get_by_role("link", name="表四还有 12 格空白").click()
    expect(cell(page, "cases", "reconsideration_upheld", "disputes")).to_be_focused()


def test_arrows_enter_and_tab_move_as_in_a_spreadsheet(page):
    cell(page, "new").focus()
    for key, reached in (
        ("ArrowRight", "new-business"),
        ("ArrowDown", "carried_in-business"),
        ("Enter", "granted-business"),
        ("Shift+Enter", "carried_in-business"),
        ("ArrowLeft", "carried_in-person"),
        ("Tab", "carried_in-business"),
        ("Shift+Tab", "carried_in-person"),
        ("Control+End", "carried_out-other_org"),
        ("Tab", None),
        ("Shift+Tab", "carried_out-other_org"),
        ("ArrowUp", "other_remaining-other_org"),
        ("ArrowRight", "other_remaining-other_org"),
        ("Control+Home", "new-person"),
        ("ArrowUp", "new-person"),
    ):
        page.keyboard.press(key)
        if reached:
            assert focused(page) == f"c-requests-{reached}", key


def test_the_arrows_leave_a_cell_and_move_inside_one_that_is_open(page):
    typed(page, new="123", new__charity="7")
    cell(page, "new").focus()
    page.keyboard.press("F2")
    for key in ("ArrowLeft", "ArrowLeft", "9", "Home", "0", "End", "ArrowRight"):
        page.keyboard.press(key)
    expect(cell(page, "new")).to_have_value("01923")
    assert focused(page) == "c-requests-new-person", "an open cell keeps the caret"
    for key, reached in (
        ("F2", "new-person"),
        ("ArrowRight", "new-business"),
        ("End", "new-other_org"),
        ("ArrowLeft", "new-legal_service"),
        ("Home", "new-person"),
    ):
        page.keyboard.press(key)
        assert focused(page) == f"c-requests-{reached}", key
    page.keyboard.type("45")
    page.keyboard.press("ArrowLeft")  # the first cell of its line: nowhere to go
    page.keyboard.press("ArrowRight")
    expect(cell(page, "new")).to_have_value("45")
    assert focused(page) == "c-requests-new-business", (
        "after typing the arrows leave too"
    )
    cell(page, "new", "charity").dblclick()
    page.keyboard.press("ArrowLeft")
    assert focused(page) == "c-requests-new-charity", "a double click opens"


def test_enter_after_a_run_of_tabs_begins_the_next_line_where_the_run_began(page):
    cell(page, "granted").focus()
    for text in ("1", "2", "3"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert focused(page) == "c-requests-partly_granted-person"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert focused(page) == "c-requests-refused_state_secret-business", (
        "an arrow ends the run"
    )


def test_coming_to_a_cell_selects_what_stands_there_and_escape_brings_it_back(page):
    typed(page, new="12", new__business="34")
    for come in (
        lambda: cell(page, "new").click(),
        lambda: page.keyboard.press("ArrowRight"),
    ):
        come()
        assert page.evaluate("getSelection().toString() || document.activeElement.value.slice(document.activeElement"
                             ".selectionStart, document.activeElement.selectionEnd)") in ("12", "34")  # fmt: skip
    page.keyboard.type("5")
    expect(cell(page, "new", "business")).to_have_value("5")
    page.keyboard.press("Escape")
    expect(cell(page, "new", "business")).to_have_value("34")


def test_enter_never_sends_the_form_and_totals_are_never_typed(page, desk):
    cell(page, "carried_out", "other_org").focus()
    page.keyboard.press("Enter")
    assert page.url.endswith(desk)
    assert page.locator(".total input").count() == 0
    assert page.locator(".total output").count() == 25 + 6


def test_the_mouse_wheel_never_changes_a_number(page):
    typed(page, new="5")
    cell(page, "new").focus()
    cell(page, "new").hover()
    for step in (-300, 300):
        page.mouse.wheel(0, step)
    page.wait_for_timeout(200)
    expect(cell(page, "new")).to_have_value("5")
    assert page.locator("input[type=number]").count() == 0


def test_heads_and_labels_stay_while_the_table_scrolls(page):
    page.set_viewport_size({"width": 1000, "height": 768})
    cell(page, "carried_out", "other_org").focus()
    head = page.get_by_role("columnheader", name="申请人情况")
    for seen in (
        head,
        page.get_by_role("rowheader", name="四、结转下年度继续办理"),
        balance(page, "difference", 5),
    ):
        expect(seen).to_be_in_viewport(ratio=0.5)
    covered = page.evaluate(
        "() => { const box = document.activeElement.getBoundingClientRect();"
        " return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) === document.activeElement }"
    )
    assert covered, "the focused cell lies under a sticky label"


def test_last_years_figures_are_shown_on_demand(visit, published, clerk, year):
    from disclosure.models import ReportingYear
    from disclosure.review.workflow import open_report

    ReportingYear.objects.create(
        year=year.year + 1, due_on=year.due_on.replace(year=year.year + 2)
    )
    report = open_report(agency=published.agency, year=year.year + 1, by=clerk)
    visitor = visit()
    visitor.sign_in("clerk")
    page = visitor.go(f"/desk/{report.pk}/parts/requests/")
    small = page.locator("td:has(> #c-requests-new-person) small")
    expect(small).to_be_hidden()
    page.get_by_text(f"显示 {year.year} 年数字").click()
    expect(small).to_be_visible()
    expect(small).to_have_text("上年 0")
    page.get_by_role("switch").focus()
    page.keyboard.press("Space")
    expect(small).to_be_hidden()


def test_save_keeps_anything_and_comes_back_as_typed(page):
    typed(page, new="12a", new__business="１２", granted="-3")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("#save-state")).to_have_text("已保存。")
    expect(cell(page, "new")).to_have_value("12a")
    expect(cell(page, "new", "business")).to_have_value("12")
    expect(cell(page, "granted")).to_have_value("-3")
    expect(page.locator("#findings li")).to_have_count(2)


def test_without_javascript_what_another_person_typed_meanwhile_is_kept_and_both_values_are_shown(
    visit, draft, clerk, desk
):
    visitor = visit(java_script_enabled=False)
    visitor.sign_in("clerk")
    page = visitor.go(desk)
    type_in(draft, clerk, requests__new__person="7", requests__new__business="8")
    typed(page, new="5", granted="2")
    page.get_by_role("button", name="保存", exact=True).click()
    clash = page.get_by_role("alert").filter(has_text="有人同时改了")
    expect(clash).to_contain_text("您填的是 5，现在是 7")
    expect(cell(page, "new")).to_have_value("7")
    expect(cell(page, "granted")).to_have_value("2")
    typed(page, new="5")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(cell(page, "new")).to_have_value("5")
    expect(cell(page, "new", "business")).to_have_value("8")


def test_without_javascript_figures_and_texts_are_entered_saved_and_totalled(
    visit, draft, clerk, desk
):
    visitor = visit(java_script_enabled=False)
    visitor.sign_in("clerk")
    page = visitor.go(desk)
    typed(
        page, new="60", new__business="3", carried_in="0", granted="61", carried_out="0"
    )
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("#save-state")).to_have_text("已保存。")
    expect(cell(page, "new", "total")).to_have_text("63")
    expect(balance(page, "difference")).to_have_text("差 1")
    expect(page.locator("#findings li")).to_contain_text("[T3-1]")
    page.locator("#findings a").click()
    assert focused(page) == "c-requests-new-person"
    visitor.go(desk.replace("requests", "problems"))
    page.locator("#h-problems").fill("（一）存在问题")
    page.locator("#p-problems").fill("解读形式单一。\n公开不够及时。")
    page.get_by_role("button", name="保存，到下一部分").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("六、其他需要报告的事项")
    draft.refresh_from_db()
    passage = draft.passages.get()
    assert (passage.heading, passage.text) == (
        "（一）存在问题",
        "解读形式单一。\n公开不够及时。",
    )


def test_a_cell_that_is_too_long_is_kept_and_nothing_is_saved(
    visit, draft, clerk, desk
):
    drafts.save_cells(
        report=draft,
        changes=[CellChange(Place("requests", "new", "research"), "", "4")],
        by=clerk,
    )
    visitor = visit(java_script_enabled=False)
    visitor.sign_in("clerk")
    page = visitor.go(desk)
    typed(page, new="9" * 65, new__business="3")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("一格最多 64 个字")
    expect(cell(page, "new")).to_have_value("9" * 65)
    expect(cell(page, "new", "business")).to_have_value("3")
    expect(cell(page, "new", "research")).to_have_value("4")
