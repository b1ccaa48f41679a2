"""The road from the clerk to the public, walked in browsers: three steps, a return, taking back, a deputy, a correction."""

import pytest
from playwright.sync_api import expect

from disclosure.desk import drafts
from disclosure.models import Deputy, Release, ReviewStep, Role
from disclosure.review import moves, workflow
from disclosure.statutory.content import CellChange
from disclosure.statutory.places import Place
from tests.conftest import make_person
from tests.support.stage import approve, fresh, hand_in, release


@pytest.fixture
def steps(district):
    for position, (name, role, at) in enumerate(
        (
            ("办公室初审", Role.CHECKER, None),
            ("分管领导审核", Role.LEADER, None),
            ("区政务公开办审核", Role.REVIEWER, district),
        ),
        1,
    ):
        ReviewStep.objects.create(
            agency=district, position=position, name=name, role=role, at=at
        )


@pytest.fixture
def checker(office):
    return make_person("checker", "许安", office, Role.CHECKER)


def at_review(visit, who, report):
    visitor = visit(reduced_motion="reduce")
    visitor.sign_in(who)
    return visitor.go(f"/desk/{report.pk}/review/")


def decide(page, button, says):
    page.get_by_role("button", name=button).click()
    expect(page.get_by_text(says)).to_be_visible()


@pytest.mark.pdf
def test_three_steps_with_a_return_comments_a_taking_back_and_publication(
    visit, steps, ready, clerk, checker, leader, reviewer
):
    report = hand_in(ready, clerk)
    page = at_review(visit, "checker", report)
    expect(page.locator(".review-track [aria-current=step]")).to_contain_text(
        "办公室初审"
    )
    decide(page, "本步通过", "本步已通过，转下一步。")
    decide(page, "收回我的审核意见", "已收回您的审核意见。")
    decide(page, "本步通过", "本步已通过，转下一步。")

    # The leader comments on a cell and on words, and returns the report: a return carries them.
    page = at_review(visit, "leader", report)
    expect(page.locator(".review-track .done")).to_contain_text("许安")
    page.locator("#c-licensing-licences-decisions").click()
    page.get_by_role("button", name="写意见").click()
    page.get_by_label("意见", exact=False).locator("visible=true").last.fill(
        "行政许可应为 7。"
    )
    page.get_by_role("button", name="提交意见").click()
    expect(page.locator("#c-licensing-licences-decisions .comment-mark")).to_have_text(
        "意见 1"
    )
    page.get_by_text("退回修改", exact=True).click()
    page.get_by_role("button", name="退回", exact=True).click()
    expect(page.get_by_text("已退回")).to_be_visible()

    # The clerk sees it at the place, mends it, hands in again; what was decided before is void and the record says so.
    visitor = visit(reduced_motion="reduce")
    visitor.sign_in("clerk")
    page = visitor.go(f"/desk/{report.pk}/parts/proactive_disclosure/")
    expect(page.get_by_text("行政许可应为 7。")).to_be_visible()
    page.locator("#c-licensing-licences-decisions").fill("7")
    page.get_by_role("link", name="检查并提交").click()
    page.get_by_role("button", name="提交审核").click()
    expect(page.get_by_text("已提交审核")).to_be_visible()
    decide(page, "撤回修改", "已撤回，可以继续修改。")
    visitor.go(f"/desk/{report.pk}/submit/")
    page.get_by_role("button", name="提交审核").click()
    expect(page.get_by_text("已提交审核")).to_be_visible()

    page = at_review(visit, "checker", report)
    expect(page.locator(".events .void")).to_contain_text(["本步通过（已作废）"] * 2)
    expect(page.get_by_text("您上次看过之后")).to_be_visible()
    decide(page, "本步通过", "本步已通过，转下一步。")
    decide(at_review(visit, "leader", report), "本步通过", "本步已通过，转下一步。")
    decide(at_review(visit, "reviewer", report), "审核通过", "已审核通过，可以发布。")
    page = at_review(visit, "leader", report)
    page.get_by_role("button", name="发布").click()
    expect(page.locator(".report-head .stage")).to_have_text("已发布", timeout=30_000)
    assert Release.objects.get().content["licensing", "licences", "decisions"] == 7


def test_a_deputy_is_told_and_recorded_for_whom(visit, submitted, leader, other_office):
    deputy = make_person("deputy", "宋衡", other_office, Role.LEADER)
    Deputy.objects.create(
        principal=leader, deputy=deputy, first_day="2000-01-01", last_day="2099-12-31"
    )
    page = at_review(visit, "deputy", submitted)
    expect(page.get_by_text("您代陆远舟办理")).to_be_visible()
    decide(page, "审核通过", "已审核通过，可以发布。")
    expect(page.locator(".events")).to_contain_text("宋衡（代陆远舟）")


def test_an_approval_of_what_has_changed_meanwhile_is_refused_and_says_so(
    visit, submitted, clerk, leader
):
    page = at_review(visit, "leader", submitted)
    taken = workflow.withdraw(report=fresh(submitted), by=clerk)
    change = CellChange(Place("licensing", "licences", "decisions"), "0", "7")
    drafts.save_cells(report=taken, changes=[change], by=clerk)
    hand_in(fresh(taken), clerk)
    page.get_by_role("button", name="审核通过").click()
    expect(
        page.get_by_text("这份报告的内容有了改动。请重新看过再决定。")
    ).to_be_visible()


def test_of_two_leaders_the_second_reads_what_the_first_did(
    visit, submitted, leader, office
):
    make_person("second", "宋衡", office, Role.LEADER)
    one, two = (
        at_review(visit, "leader", submitted),
        at_review(visit, "second", submitted),
    )
    decide(one, "审核通过", "已审核通过，可以发布。")
    two.get_by_role("button", name="审核通过").click()
    expect(two.get_by_role("heading", level=1)).to_have_text("报告已有变动")
    expect(two.locator("main")).to_contain_text("陆远舟")


def test_a_correction_is_published_beside_what_it_corrects(
    visit, published, clerk, leader
):
    visitor = visit()
    visitor.sign_in("clerk")
    page = visitor.go(f"/desk/{published.pk}/")
    page.get_by_text("更正已发布的报告").click()
    page.get_by_label("更正的原因").fill("行政许可少计 7 件。")
    page.get_by_role("button", name="开始更正").click()
    expect(page.get_by_text("公开页面上仍是原来发布的内容")).to_be_visible()
    change = CellChange(Place("licensing", "licences", "decisions"), "0", "7")
    drafts.save_cells(report=fresh(published), changes=[change], by=clerk)
    release(hand_in(fresh(published), clerk), leader)
    visitor.context.clear_cookies()
    page = visitor.go(f"/reports/{published.agency.code}/{published.year}/")
    expect(page.locator("body")).to_contain_text("行政许可少计 7 件。")
    expect(page.locator("table.licensing td").first).to_have_text("7")
    page = visitor.go(f"/reports/{published.agency.code}/{published.year}/v1/")
    expect(page.locator("table.licensing td").first).to_have_text("0")


def test_a_correction_begun_by_mistake_is_dropped(visit, published, clerk):
    visitor = visit()
    visitor.sign_in("clerk")
    workflow.correct(report=published, by=clerk, reason="误按。")
    page = visitor.go(f"/desk/{published.pk}/")
    decide(page, "取消更正", "更正已取消，公开页面没有变。")
    expect(page.locator(".report-head .stage")).to_have_text("已发布")


def test_a_batch_is_chosen_and_passed(visit, submitted, leader):
    visitor = visit()
    visitor.sign_in("leader")
    page = visitor.go("/queue/batch/")
    page.get_by_role("checkbox").check()
    decide(page, "通过所勾选的", "已通过 1 份。")
    assert approve_is_refused(submitted, leader)


def approve_is_refused(report, by):
    try:
        approve(report, by)
    except moves.WrongStage:
        return True
    return False
