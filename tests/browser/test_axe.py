"""Every screen against WCAG 2.2 AA by axe-core: light and dark, at a desk and on a phone."""

import pytest
from playwright.sync_api import expect

from disclosure.desk import drafts
from disclosure.models import ReportingYear
from disclosure.review.comments import answer_comment, comment_on, resolve
from disclosure.review.findings import open_findings
from disclosure.review.workflow import answer, open_report, send_back, withdraw
from disclosure.statutory.content import CellChange, PassageChange, PassageText
from disclosure.statutory.places import Place
from tests.browser.conftest import DESKTOP
from tests.browser.test_pasting import paste
from tests.support.make import PASSAGES
from tests.support.stage import approve, fill, fresh, hand_in, type_in


def test_signing_in(visitor, check, clerk):
    visitor.go("/sign-in/")
    check("sign in")
    page = visitor.page
    page.fill("#id_username", "clerk")
    page.fill("#id_password", "wrong")
    page.get_by_role("button", name="登录").click()
    check("wrong password")
    visitor.sign_in("clerk")
    visitor.go("/password/")
    check("change of password")
    visitor.go("/password/done/")
    check("password changed")


def test_refusals(visitor, check, draft, outsider):
    visitor.sign_in("outsider")
    visitor.go(f"/desk/{draft.pk}/")
    check("404")
    visitor.go("/queue/")
    check("nothing to review")


def test_locked_out(visitor, check, clerk, settings):
    settings.AXES_FAILURE_LIMIT = 1
    visitor.go("/sign-in/")
    for _ in range(2):
        if visitor.page.locator("#id_password").count():
            visitor.page.fill("#id_username", "clerk")
            visitor.page.fill("#id_password", "wrong")
            visitor.page.get_by_role("button", name="登录").click()
    assert "暂时不能登录" in visitor.page.inner_text("h1")
    check("locked out")


def test_the_desk_of_a_draft(visitor, check, draft, clerk, leader):
    type_in(
        draft,
        clerk,
        requests__new__person="60",
        requests__carried_in__person="0",
        requests__granted__person="61",
        requests__carried_out__person="0",
        requests__new__business="十二",
        documents__regulations__made="1",
    )
    visitor.sign_in("clerk")
    visitor.go("/")
    check("my reports")
    visitor.go(f"/desk/{draft.pk}/")
    check("report")
    for part in draft.edition.parts:
        visitor.go(f"/desk/{draft.pk}/parts/{part.key}/")
        check(part.heading)
    visitor.go(f"/desk/{draft.pk}/copy/")
    check("copy a draft")
    visitor.go(f"/desk/{draft.pk}/submit/")
    check("what is missing")


def test_beginning_and_last_year(visitor, check, published, year):
    ReportingYear.objects.create(
        year=year.year + 1, due_on=year.due_on.replace(year=year.year + 2)
    )
    visitor.sign_in("clerk")
    visitor.go("/")
    check("a report to begin")
    visitor.page.get_by_role("button", name="开始填报").click()
    visitor.go(visitor.page.url.removeprefix(visitor.address) + "parts/requests/")
    visitor.page.locator("label.switch").click()
    check("last year's figures")
    visitor.go(f"/desk/{published.pk}/")
    check("published report")
    visitor.go(f"/desk/{published.pk}/copy/")
    check("copy to a site")
    visitor.go(f"/desk/{published.pk}/parts/requests/")
    check("read only")
    visitor.go(f"/desk/{published.pk}/parts/overview/")
    check("read only text")


def test_the_tables_at_work(visitor, check, published, year):
    ReportingYear.objects.create(
        year=year.year + 1, due_on=year.due_on.replace(year=year.year + 2)
    )
    this = open_report(
        agency=published.agency, year=year.year + 1, by=published.changed_by
    )
    visitor.sign_in("clerk")
    page = visitor.go(f"/desk/{this.pk}/parts/requests/")
    page.fill("#c-requests-carried_in-person", "3")
    page.locator("#findings summary").first.click()
    check("a query being answered, offers")
    page.locator("#c-requests-new-person").focus()
    page.keyboard.press("Shift+ArrowDown")
    check("a block chosen")
    paste(page, "requests.new.person", "1\t/\t22（其中3件）\t\t\t\t9\n")
    check("a paste previewed")
    page.keyboard.press("Enter")
    page.keyboard.press("Alt+ArrowDown")
    page.locator(".history .btn").wait_for()
    check("the history of a cell")


def test_last_years_figures_by_hand(visitor, check, draft):
    visitor.sign_in("clerk")
    page = visitor.go(f"/desk/{draft.pk}/last-year/")
    check("last year's figures, empty")
    page.fill("#c-requests-new-person", "三")
    page.get_by_role("button", name="保存上年数").click()
    check("last year's figures, refused")


def test_a_conflict_and_a_cell_too_long(visitor, check, draft, clerk):
    visitor.sign_in("clerk")
    page = visitor.go(f"/desk/{draft.pk}/parts/requests/")
    type_in(draft, clerk, requests__new__person="7")
    page.fill("#c-requests-new-person", "5")
    page.get_by_role("button", name="保存", exact=True).click()
    check("conflict")
    page.fill("#c-requests-new-person", "5" * 65)
    page.get_by_role("button", name="保存", exact=True).click()
    check("too long")


def test_a_returned_report_ready_to_submit(visitor, check, submitted, clerk, leader):
    send_back(
        report=submitted,
        by=leader,
        note="第一部分请补充平台建设的情况。\n件数请与表三核对。",
    )
    visitor.sign_in("clerk")
    visitor.go(f"/desk/{submitted.pk}/")
    check("returned report")
    visitor.go(f"/desk/{submitted.pk}/parts/overview/")
    check("returned part")
    visitor.go(f"/desk/{submitted.pk}/submit/")
    check("ready to submit")
    visitor.page.get_by_role("button", name="提交审核").click()
    check("submitted")


def test_the_leader(visitor, check, submitted, clerk, leader):
    visitor.sign_in("leader")
    visitor.go("/queue/")
    check("queue")
    page = visitor.go(f"/desk/{submitted.pk}/review/")
    check("review")
    page.get_by_text("退回修改").click()
    page.get_by_role("button", name="退回", exact=True).click()
    check("a return without a reason")
    visitor.go(f"/desk/{submitted.pk}/review/")
    approve(submitted, leader)
    page.get_by_role("button", name="审核通过").click()
    assert "报告已有变动" in page.inner_text("h1")
    check("somebody was quicker")
    visitor.go(f"/desk/{submitted.pk}/review/")
    check("approved")


def test_what_a_person_is_told(visitor, check, submitted, clerk, leader):
    visitor.sign_in("leader")
    visitor.go("/notices/")
    check("notices of a leader")
    send_back(report=submitted, by=leader, note="第一部分请补充平台建设的情况。")
    visitor.sign_in("clerk")
    visitor.go("/notices/")
    assert visitor.page.locator(".mark-new").count() == 1
    check("notices of a clerk")
    visitor.go("/notices/settings/")
    check("wishes")
    visitor.page.get_by_label("接收邮件提醒").uncheck()
    visitor.page.get_by_role("button", name="保存").click()
    check("wishes saved")


def test_the_reviewer_and_the_public(visitor, check, published, other_office, reviewer):
    visitor.sign_in("reviewer")
    visitor.go("/queue/")
    check("overview")
    visitor.go("/queue/?q=xyz")
    check("nothing found")
    visitor.go(f"/reports/{published.agency.code}/{published.year}/")
    check("public page")


def test_a_review_with_findings(visitor, check, draft, clerk, leader):
    fill(draft, clerk)
    doubtful = type_over(draft, clerk)
    for query in open_findings(doubtful):
        answer(
            report=doubtful,
            fingerprint=query.fingerprint,
            reason="受区政府委托代拟。",
            by=clerk,
        )
    hand_in(doubtful, clerk)
    visitor.sign_in("leader")
    visitor.go(f"/desk/{draft.pk}/review/")
    assert visitor.page.locator(".level-query").count() > 0
    assert "受区政府委托代拟。" in visitor.page.locator(".reason").inner_text()
    check("review with a query")


def test_what_changed_and_the_marks_in_the_paper(visitor, check, draft, clerk, leader):
    fill(draft, clerk)
    hand_in(draft, clerk)
    visitor.sign_in("leader")
    page = visitor.go(f"/desk/{draft.pk}/review/")
    withdraw(report=fresh(draft), by=clerk)
    doubtful = type_over(fresh(draft), clerk)
    text = PassageText("全年公开信息26条。\n新设公开专区。")
    changes = [PassageChange("proactive", PassageText(PASSAGES["proactive"]), text)]
    doubtful = drafts.save_passages(report=doubtful, changes=changes, by=clerk).report
    for query in open_findings(doubtful):
        answer(
            report=doubtful,
            fingerprint=query.fingerprint,
            reason="受区政府委托代拟。",
            by=clerk,
        )
    hand_in(fresh(draft), clerk)
    page.reload()
    check("review with changes")
    page.set_viewport_size(DESKTOP)
    page.locator("#c-documents-regulations-made .mark-query").click()
    expect(page.locator("li.asked:target")).to_contain_text("T2-1")
    card, entry = (
        page.locator(".decision").bounding_box(),
        page.locator("li.asked:target").bounding_box(),
    )
    assert entry["y"] >= card["y"] + card["height"]
    page.locator("li.asked:target a").click()
    expect(page.locator("td:target")).to_be_in_viewport()
    page.locator(".changes .finding-link").last.click()
    expect(page.locator("#p-proactive-2:target")).to_be_in_viewport()
    check("review at a place")


def test_this_year_beside_last(visitor, check, published, draft_after, clerk):
    visitor.sign_in("clerk")
    visitor.go(f"/desk/{published.pk}/beside/")
    check("last year unknown")
    page = visitor.go(f"/desk/{draft_after.pk}/beside/")
    assert page.locator(".taken-over").count() == 2
    check("both years")


@pytest.fixture
def draft_after(published, clerk, year):
    """The report after a published one: one figure, one paragraph taken over, one new."""
    ReportingYear.objects.create(
        year=year.year + 1, due_on=year.due_on.replace(year=year.year + 2)
    )
    this = open_report(agency=published.agency, year=year.year + 1, by=clerk)
    type_in(this, clerk, requests__new__person="3", requests__new__business="0")
    texts = {"management": PASSAGES["management"], "proactive": "全年公开信息30条。"}
    changes = [
        PassageChange(key, PassageText(""), PassageText(text))
        for key, text in texts.items()
    ]
    return drafts.save_passages(report=fresh(this), changes=changes, by=clerk).report


def type_over(draft, clerk):
    changes = [CellChange(Place("documents", "regulations", "made"), "0", "1")]
    return drafts.save_cells(report=draft, changes=changes, by=clerk).report


def test_comments_on_both_sides(visitor, check, submitted, clerk, leader):
    problems = Place(passage="problems")
    comment_on(
        report=submitted,
        by=leader,
        text="请与台账核对。",
        place=Place("requests", "new", "person"),
    )
    comment_on(
        report=submitted,
        by=leader,
        text="是否含历年结转？",
        place=Place("requests", "granted"),
    )
    words = comment_on(
        report=submitted, by=leader, text="太笼统。", place=problems, quote="解读形式"
    )
    resolve(
        comment=comment_on(
            report=submitted, by=leader, text="写明栏目。", place=problems
        ),
        by=leader,
    )
    answer_comment(comment=words, by=clerk, text="已补充。")
    visitor.sign_in("leader")
    page = visitor.go(f"/desk/{submitted.pk}/review/")
    for folded in page.locator(".comments summary").all():
        folded.click()
    check("comments beside the paper")
    page.locator("#c-requests-new-business").click()
    check("a comment offered")
    page.locator(".comment-offer button").click()
    page.locator(".comment-panel textarea").fill("请核对。")
    check("a comment being written")
    page.keyboard.press("Escape")
    check("a comment not sent yet")
    page.fill("#comment-quote", "没有这些字")
    page.fill("#comment-text", "太笼统。")
    page.get_by_role("button", name="提交意见").click()
    check("a comment refused")
    send_back(report=submitted, by=leader, note="第五部分太笼统。")
    visitor.sign_in("clerk")
    page = visitor.go(f"/desk/{submitted.pk}/")
    page.locator(".comments-resolved > summary").click()
    check("comments on the overview")
    for part in ("requests", submitted.edition.part_of("problems").key):
        page = visitor.go(f"/desk/{submitted.pk}/parts/{part}/")
        for folded in page.locator(".comments summary").all():
            folded.click()
        check(f"comments in {part}")
