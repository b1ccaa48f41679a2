"""The tables as a spreadsheet: blocks, undo, zeros, last year's offers, history, reasons at the query."""

import pytest
from playwright.sync_api import expect

from disclosure.desk import drafts
from disclosure.models import Answer, CellEdit, ReportingYear, RuleLevel
from disclosure.review import workflow
from disclosure.review.findings import findings_of, with_answers
from disclosure.statutory.content import CellChange
from disclosure.statutory.places import Place
from tests.browser.test_pasting import box, entered, paste, put_in
from tests.browser.test_saving import settled
from tests.conftest import make_person
from tests.support.stage import fresh, type_in
from tests.support.stage import release as publish


@pytest.fixture
def page(visitor, clerk, draft):
    visitor.sign_in("clerk")
    return visitor.go(f"/desk/{draft.pk}/parts/requests/")


@pytest.fixture
def this_year(ready, clerk, leader, year):
    """This year's draft of an office whose last year is published: 2 carried over, 12 documents in force."""
    changes = [
        CellChange(Place("requests", "new", "person"), "0", "5"),
        CellChange(Place("requests", "granted", "person"), "0", "3"),
        CellChange(Place("requests", "carried_out", "person"), "0", "2"),
        CellChange(Place("documents", "normative_documents", "in_force"), "0", "12"),
    ]
    drafts.save_cells(report=ready, changes=changes, by=clerk)
    publish(workflow.submit(report=fresh(ready), by=clerk), leader)
    ReportingYear.objects.create(
        year=year.year + 1, due_on=year.due_on.replace(year=year.year + 2)
    )
    return workflow.open_report(agency=ready.agency, year=year.year + 1, by=clerk)


def cell(page, name):
    return page.locator(f"#c-{name.replace('.', '-')}")


def chosen(page):
    return page.locator(".chosen").count()


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


# ── Blocks ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_shift_and_the_mouse_choose_a_block_totals_among_it(page):
    cell(page, "requests.granted.legal_service").focus()
    press(page, "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowDown")
    assert chosen(page) == 6
    expect(page.locator("#selection-spoken")).to_have_text("已选 2 行 3 列")
    expect(cell(page, "requests.granted.legal_service")).to_be_focused()
    press(page, "Escape")
    assert chosen(page) == 0
    press(page, "Control+a")
    assert chosen(page) == 25 * 7
    press(page, "ArrowDown")
    assert chosen(page) == 0, "an arrow alone leaves the block"
    cell(page, "requests.new.person").click()
    cell(page, "requests.granted.research").click(modifiers=["Shift"])
    assert chosen(page) == 9
    cell(page, "requests.new.person").click()
    start, end = (
        cell(page, f"requests.{name}").bounding_box()
        for name in ("new.business", "carried_in.charity")
    )
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(end["x"] + 8, end["y"] + 8, steps=4)
    page.mouse.up()
    assert chosen(page) == 6
    press(page, "Shift+Control+ArrowDown")
    assert chosen(page) == 3 * 25, "to the end of the table"


def test_a_block_is_copied_with_its_totals_cut_and_emptied(page, visitor):
    visitor.context.grant_permissions(
        ["clipboard-read", "clipboard-write"], origin=visitor.address
    )
    for name, text in (("legal_service", "3"), ("other_org", "4")):
        cell(page, f"requests.new.{name}").fill(text)
    cell(page, "requests.new.legal_service").focus()
    press(page, "Shift+ArrowRight", "Shift+ArrowRight", "Control+c")
    assert page.evaluate("navigator.clipboard.readText()") == "3\t4\t7\r\n"
    press(page, "Shift+ArrowLeft", "Control+x")
    assert page.evaluate("navigator.clipboard.readText()") == "3\t4\r\n"
    assert entered(page) == {}
    press(page, "Control+z")
    assert list(entered(page).values()) == ["3", "4"]
    press(page, "Shift+ArrowRight", "Delete")
    assert entered(page) == {}
    page.keyboard.type("9")
    assert entered(page) == {"requests.new.legal_service": "9"}


# ── Taking back ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_undo_takes_back_a_visit_to_a_cell_at_a_time_and_is_recorded(page, draft):
    cell(page, "requests.new.person").focus()
    page.keyboard.type("12")
    press(page, "Tab")
    page.keyboard.type("7")
    settled(page)
    press(page, "Control+z")
    assert entered(page) == {"requests.new.person": "12"}
    settled(page)
    assert CellEdit.objects.last().how == "undone"
    press(page, "Control+z")
    assert entered(page) == {}
    expect(cell(page, "requests.new.person")).to_be_focused()
    press(page, "Control+z", "Control+y", "Control+y", "Control+y")
    assert entered(page) == {"requests.new.person": "12", "requests.new.business": "7"}
    press(page, "Control+z")
    page.keyboard.type("1")
    settled(page)
    press(page, "Control+y")
    assert entered(page)["requests.new.business"] == "1", (
        "after something new there is nothing to do again"
    )
    assert fresh(draft).content["requests", "new", "business"] == 1


# ── Zeros ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_rest_becomes_zero_in_one_step_recorded_as_such(page, draft):
    cell(page, "requests.new.person").fill("3")
    fill = page.get_by_role("button", name="其余填 0")
    fill.click()
    expect(page.locator("#deed")).to_contain_text("143 格空白已填为 0。")
    expect(fill).to_be_hidden()
    settled(page)
    hows = list(CellEdit.objects.values_list("how", flat=True))
    assert (hows.count("filled"), hows.count("typed")) == (143, 1)
    page.get_by_role("button", name="撤回").click()
    assert entered(page) == {"requests.new.person": "3"}
    expect(fill).to_be_visible()


def test_each_table_of_part_two_is_filled_by_itself(visitor, page, draft):
    page = visitor.go(f"/desk/{draft.pk}/parts/proactive_disclosure/")
    page.get_by_role("button", name="第二十条第（六）项其余填 0").click()
    expect(page.locator("#deed")).to_contain_text("2 格空白已填为 0。")
    assert set(entered(page)) == {
        "enforcement.penalties.decisions",
        "enforcement.coercion.decisions",
    }


def test_without_javascript_the_rest_becomes_zero_too(visit, clerk, draft):
    visitor = visit(java_script_enabled=False)
    visitor.sign_in("clerk")
    page = visitor.go(f"/desk/{draft.pk}/parts/disputes/")
    cell(page, "disputes.cases.direct_suit_other").fill("2")
    page.get_by_role("button", name="其余填 0").click()
    expect(cell(page, "disputes.cases.direct_suit_other")).to_have_value("2")
    expect(cell(page, "disputes.cases.direct_suit_upheld")).to_have_value("0")
    hows = list(CellEdit.objects.values_list("how", flat=True))
    assert (hows.count("filled"), hows.count("typed")) == (11, 1)


# ── Last year ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_what_was_carried_over_is_offered_per_column_and_entered_only_by_a_press(
    visitor, this_year, clerk
):
    visitor.sign_in("clerk")
    page = visitor.go(f"/desk/{this_year.pk}/parts/requests/")
    offers = page.locator("#offers")
    expect(offers).to_contain_text("采用 2023 年结转下年度")
    assert entered(page) == {}
    before = page.locator(".grid").bounding_box()
    offers.get_by_role("button", name="自然人 2").click()
    assert entered(page) == {"requests.carried_in.person": "2"}
    expect(cell(page, "requests.carried_in.person")).to_be_focused()
    expect(offers.get_by_role("button", name="自然人 2")).to_have_count(0)
    cell(page, "requests.carried_in.research").fill("9")
    offers.get_by_role("button", name="全部采用").click()
    assert len(entered(page)) == 6
    assert entered(page)["requests.carried_in.research"] == "9", (
        "what somebody typed is not offered over"
    )
    expect(offers.get_by_role("button")).to_have_count(0)
    assert page.locator(".grid").bounding_box() == before, "nothing moves"
    settled(page)
    hows = list(CellEdit.objects.filter(report=this_year).values_list("how", flat=True))
    assert (hows.count("offered"), hows.count("typed")) == (5, 1)


def test_the_stock_is_offered_once_its_terms_are_known(visitor, this_year, clerk):
    visitor.sign_in("clerk")
    page = visitor.go(f"/desk/{this_year.pk}/parts/proactive_disclosure/")
    offers = page.locator("#offers")
    expect(offers.get_by_role("button")).to_have_count(0)
    cell(page, "documents.normative_documents.made").fill("3")
    cell(page, "documents.normative_documents.repealed").fill("4")
    offers.get_by_role("button", name="行政规范性文件 11").click()
    assert entered(page)["documents.normative_documents.in_force"] == "11"
    cell(page, "documents.regulations.made").fill("0")
    cell(page, "documents.regulations.repealed").fill("1")
    expect(offers.get_by_role("button")).to_have_count(
        0
    )  # less than nothing is never offered


# ── Queries ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_query_is_answered_where_it_stands_and_lapses_with_its_figure(
    visitor, this_year, clerk
):
    visitor.sign_in("clerk")
    page = visitor.go(f"/desk/{this_year.pk}/parts/requests/")
    cell(page, "requests.carried_in.person").fill("1")
    item = page.locator("#findings li", has_text="[Y-1]")
    item.locator("summary").click()
    item.locator("textarea").press_sequentially("一件已撤回。", delay=30)
    expect(item.locator("summary")).to_have_text("已说明理由")
    given = Answer.objects.get()
    assert (given.code, given.reason, given.by_name) == ("Y-1", "一件已撤回。", "沈禾")
    cell(page, "requests.carried_in.person").fill("3")
    expect(item.locator("summary")).to_have_text("说明理由")
    settled(page)
    assert [
        answer
        for _, answer in with_answers(fresh(this_year), findings_of(fresh(this_year)))
    ] == [None]
    cell(page, "requests.carried_in.person").fill("1")
    expect(item.locator("textarea")).to_have_value("一件已撤回。")
    settled(page)
    page.reload()
    expect(item.locator("summary")).to_have_text("已说明理由")
    item.locator("summary").click()
    item.locator("textarea").fill("")
    settled(page)
    expect(item.locator("summary")).to_have_text("说明理由")
    assert not Answer.objects.exists()


def test_a_reason_written_while_the_server_is_away_is_sent_later(
    visitor, this_year, clerk
):
    visitor.sign_in("clerk")
    page = visitor.go(f"/desk/{this_year.pk}/parts/requests/")
    cell(page, "requests.carried_in.person").fill("1")
    settled(page)
    item = page.locator("#findings li", has_text="[Y-1]")
    visitor.context.set_offline(True)
    item.locator("summary").click()
    item.locator("textarea").fill("一件已撤回。")
    expect(page.locator("#save-state")).to_contain_text(
        "连接不上服务器。1 处改动还没有保存"
    )
    visitor.context.set_offline(False)
    settled(page)
    assert Answer.objects.get().reason == "一件已撤回。"


def test_the_page_judges_at_the_levels_of_the_jurisdiction(
    visitor, this_year, clerk, leader, district
):
    for code, level in (("Y-1", "error"), ("Y-2", "off")):
        RuleLevel.objects.create(
            agency=district, code=code, level=level, reason="区里规定", by=leader
        )
    visitor.sign_in("clerk")
    page = visitor.go(f"/desk/{this_year.pk}/parts/requests/")
    cell(page, "requests.carried_in.person").fill("1")
    item = page.locator("#findings li")
    expect(item.locator(".level")).to_have_text("错误")
    expect(item.locator("details")).to_have_count(0)
    page = visitor.go(f"/desk/{this_year.pk}/parts/proactive_disclosure/")
    for column, text in (("made", "0"), ("repealed", "0"), ("in_force", "99")):
        cell(page, f"documents.normative_documents.{column}").fill(text)
    settled(page)
    expect(page.locator("#findings li")).to_have_count(0)


# ── History ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_history_of_a_cell_says_who_when_from_what_to_what_and_how(
    page, draft, clerk, office
):
    colleague = make_person("colleague", "苏望", office, "clerk")
    type_in(draft, colleague, requests__new__person="7")
    page.reload()
    cell(page, "requests.new.person").fill("8")
    settled(page)
    press(page, "Alt+ArrowDown")
    panel = page.get_by_role(
        "dialog", name="一、本年新收政府信息公开申请数量 · 自然人的历史"
    )
    expect(panel.get_by_role("listitem")).to_have_count(2)
    expect(panel.get_by_role("listitem").first).to_contain_text("沈禾　键入　7 → 8")
    expect(panel.get_by_role("listitem").last).to_contain_text("苏望　键入　空白 → 7")
    press(page, "Escape")
    expect(panel).to_have_count(0)
    expect(cell(page, "requests.new.person")).to_be_focused()
    cell(page, "requests.granted.person").click()
    page.get_by_role("button", name="这一格的历史").click()
    expect(page.locator(".history")).to_contain_text("还没有保存过改动")


def test_who_reviews_sees_the_history_of_a_cell_too(visit, submitted, leader):
    visitor = visit()
    visitor.sign_in("leader")
    page = visitor.go(f"/desk/{submitted.pk}/parts/requests/")
    cell(page, "requests.new.person").click()
    page.get_by_role("button", name="这一格的历史").click()
    expect(page.locator(".history").get_by_role("listitem")).to_contain_text(
        "沈禾　键入　空白 → 0"
    )


# ── By ear ────────────────────────────────────────────────────────────────────────────────────────────────────────
ROW = "一、本年新收政府信息公开申请数量"
BALANCE = "表三「自然人」列：新收 60 + 上年结转 0 = 60，办理结果总计 61 + 结转下年度 0 = 61，相差 1。请核对。[T3-1]"
UNREAD = f"表三「{ROW}」行「商业企业」列：填的是“十二”，应为数字。请改正。[V-2]"
HEARD = f"""\
行标题 {ROW}
文本框 {ROW} · 自然人，60，有误，已保存 错误 {BALANCE}
文本框 {ROW} · 商业企业，十二，有误，已保存 错误 {UNREAD}
文本框 {ROW} · 科研机构，0，已保存
文本框 {ROW} · 社会公益组织，空白，还没有填
文本框 {ROW} · 法律服务机构，空白，还没有填
文本框 {ROW} · 其他，空白，还没有填
合计 {ROW} · 总计，—"""
ROLES = {"rowheader": "行标题", "textbox": "文本框", "status": "合计"}


def heard(page, row):
    """The row as the accessibility tree of Chromium gives it to a screen reader: role, name, value, state, description."""
    tree = page.context.new_cdp_session(page)
    lines = []
    fields = page.locator(f"tr:has(#c-requests-{row}-person)").locator(
        "th, .slot > input, .slot > output"
    )
    for handle in fields.element_handles():
        marker = handle.evaluate(
            "(field) => (field.dataset.heard = '1') && field.outerHTML.length"
        )
        assert marker
        found = tree.send(
            "Runtime.evaluate", {"expression": "document.querySelector('[data-heard]')"}
        )["result"]
        node = tree.send(
            "Accessibility.getPartialAXTree",
            {"objectId": found["objectId"], "fetchRelatives": False},
        )
        handle.evaluate("(field) => delete field.dataset.heard")
        (node,) = (one for one in node["nodes"] if not one["ignored"])
        said = {
            key: node.get(key, {}).get("value", "")
            for key in ("role", "name", "value", "description")
        }
        states = {
            prop["name"]: prop["value"].get("value") for prop in node["properties"]
        }
        value = said["value"] or (
            handle.text_content() if said["role"] == "status" else ""
        )
        pieces = [
            said["name"],
            value,
            "有误" if states.get("invalid") == "true" else "",
            said["description"],
        ]
        lines.append(
            f"{ROLES[said['role']]} {'，'.join(piece for piece in pieces if piece)}"
        )
    return "\n".join(lines)


def test_a_row_read_aloud(page):
    for name, text in (
        ("new", "60"),
        ("carried_in", "0"),
        ("granted", "61"),
        ("carried_out", "0"),
    ):
        cell(page, f"requests.{name}.person").fill(text)
    cell(page, "requests.new.business").fill("十二")
    cell(page, "requests.new.research").fill("0")
    settled(page)
    assert heard(page, "new") == HEARD


def test_findings_are_announced_politely_and_once(page):
    spoken = page.locator("#tally-spoken")
    page.evaluate(
        """() => { window.heard = [];
        new MutationObserver(() => window.heard.push(document.getElementById("tally-spoken").textContent))
          .observe(document.getElementById("tally-spoken"), { childList: true }); }"""
    )
    cell(page, "requests.new.person").press_sequentially("十二", delay=60)
    expect(spoken).to_contain_text("错误：表三")
    cell(page, "requests.new.business").fill("1")
    cell(page, "requests.new.business").fill("2")
    page.wait_for_timeout(1500)
    assert len(page.evaluate("window.heard")) == 1, "what stands is not said again"
    assert (
        page.evaluate("document.getElementById('tally-spoken').getAttribute('role')")
        == "status"
    )
    cell(page, "requests.new.person").fill("12")
    expect(spoken).to_have_text("没有发现问题")


# ── A whole table by keyboard only ────────────────────────────────────────────────────────────────────────────────
def test_a_whole_table_by_the_keyboard_alone(page, draft):
    page.evaluate("document.activeElement.blur()")
    for _ in range(60):
        press(page, "Tab")
        if page.evaluate("document.activeElement.id") == "c-requests-new-person":
            break
    expect(cell(page, "requests.new.person")).to_be_focused()
    expected = {}
    rows = [row.key for row in draft.edition.table("requests").entry_rows]
    for y, row in enumerate(rows):
        for x, column in enumerate(draft.edition.table("requests").entry_columns):
            text = str(10 * y + x)
            expected[f"requests.{row}.{column.key}"] = text
            page.keyboard.type(text)
            press(page, "Tab" if x < 5 else "Enter")
    settled(page)
    assert entered(page) == expected
    stored = fresh(draft).content.entered["requests"]
    assert {
        f"requests.{row}.{column}": str(value)
        for (row, column), value in stored.items()
    } == expected


# ── Last year's figures by hand ───────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def earlier(visitor, clerk, draft):
    visitor.sign_in("clerk")
    return visitor.go(f"/desk/{draft.pk}/last-year/")


def test_last_years_page_totals_judges_pastes_and_fills(earlier):
    paste(
        earlier, "requests.new.person", "四、结转下年度继续办理\t3\t0\t0\t0\t0\t0\t4\n"
    )
    expect(box(earlier)).to_contain_text("粘贴的是 4，按各项相加是 3")
    put_in(earlier)
    expect(cell(earlier, "requests.carried_out.total")).to_have_text("3")
    cell(earlier, "requests.new.person").fill("三")
    expect(earlier.locator("#findings li")).to_contain_text("[V-2]")
    earlier.keyboard.press("Control+z")
    expect(earlier.locator("#findings li")).to_have_count(0)


def test_what_was_typed_of_last_year_survives_the_browser_until_it_is_saved(
    visitor, earlier, draft
):
    earlier.fill("#id_source", "区政府网站")
    cell(earlier, "requests.carried_out.person").fill("3")
    page = visitor.go(f"/desk/{draft.pk}/last-year/")
    expect(page.locator("#put-back")).to_be_visible()
    expect(cell(page, "requests.carried_out.person")).to_have_value("3")
    expect(page.locator("#id_source")).to_have_value("区政府网站")
    page.get_by_role("button", name="保存上年数").click()
    expect(page.get_by_text("上年数已保存。")).to_be_visible()
    page = visitor.go(f"/desk/{draft.pk}/last-year/")
    expect(page.locator("#put-back")).to_be_hidden()
    expect(cell(page, "requests.carried_out.person")).to_have_value("3")
    assert (
        page.evaluate(
            "Object.keys(localStorage).filter((key) => key.startsWith('kept/')).length"
        )
        == 0
    )
