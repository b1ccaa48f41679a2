"""A reviewer comments in the paper; the clerk finds it at the place, answers, resolves; it is reopened; nothing is lost."""

import re

import pytest
from playwright.sync_api import expect

from disclosure.desk import drafts
from disclosure.models import Comment, CommentAct, Role
from disclosure.review import comments, workflow
from disclosure.review.findings import open_findings
from disclosure.statutory.content import CellChange
from disclosure.statutory.places import Place
from tests.conftest import make_person
from tests.support.stage import fresh, hand_in

CELL = "c-requests-new-person"


@pytest.fixture
def second(office, leader):
    return make_person("second", "程亦安", office, Role.LEADER)


def review(visitor, report, who="leader"):
    visitor.page.emulate_media(
        reduced_motion="reduce"
    )  # the page scrolls at once, not under the mouse
    visitor.sign_in(who)
    return visitor.go(f"/desk/{report.pk}/review/")


def select(page, words):
    """Select words in the paper with the mouse, as a person does: from their first letter to their last."""
    box = page.evaluate(
        """words => {
            const walker = document.createTreeWalker(document.querySelector(".paper"), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(walker.currentNode, at);
                range.setEnd(walker.currentNode, at + words.length);
                walker.currentNode.parentElement.scrollIntoView({ block: "center" });
                const { left, right, top, bottom } = range.getBoundingClientRect();
                return { left, right, y: (top + bottom) / 2 };
            }
        }""",
        words,
    )
    page.mouse.move(box["left"] + 1, box["y"])
    page.mouse.down()
    page.mouse.move(box["right"] - 1, box["y"], steps=4)
    page.mouse.up()


def write(page, text):
    page.locator(".comment-offer").get_by_role("button", name="写意见").click()
    page.locator(".comment-panel textarea").fill(text)


def send(page):
    with page.expect_navigation():
        page.locator(".comment-panel").get_by_role("button", name="提交意见").click()


def test_the_whole_way_of_a_comment(visitor, submitted, clerk, leader, second):
    page = review(visitor, submitted)
    page.locator(f"#{CELL}").click()
    write(page, "与台账不符，请核对。")
    send(page)
    expect(page.locator(f"#{CELL} .comment-mark")).to_have_text("意见 1")
    page.locator("#r-requests-granted").click()
    write(page, "这一行是否含历年结转？")
    send(page)
    expect(page.locator("#r-requests-granted .comment-mark")).to_have_text("意见 2")
    select(page, "解读形式")
    write(page, "写得太笼统。")
    expect(page.locator(".comment-panel .comment-quote")).to_have_text("解读形式")
    send(page)
    expect(page.locator("#words-3")).to_have_text("解读形式")
    expect(page.locator("#p-problems .comment-mark")).to_have_text("意见 3")
    page.get_by_text("退回修改").click()
    page.get_by_role("button", name="退回", exact=True).click()
    page.wait_for_url(re.compile("/queue/"))

    visitor.sign_in("clerk")
    page = visitor.go(f"/desk/{submitted.pk}/")
    expect(page.locator(".returned")).to_contain_text("有 3 处具体意见")
    page.locator(".returned").get_by_role("link", name="三、").click()
    expect(
        page.locator(".slot", has=page.locator(f"#{CELL}")).locator(".comment-mark")
    ).to_have_text("意 1")
    described = page.locator(f"#{CELL}").get_attribute("aria-describedby")
    assert (
        page.locator(f"#{described.split()[-1]}").inner_text() == "与台账不符，请核对。"
    )
    page.get_by_role("link", name="意见 1 表三").click()
    expect(page.locator(f"#{CELL}")).to_be_focused()
    page.keyboard.type("3")
    first = page.locator(".comment").first
    first.get_by_text("回复或者标为已处理").click()
    first.get_by_role("textbox").fill("已按台账改为 3 件。")
    first.get_by_role("button", name="回复").click()
    expect(page.locator(".comment").first.locator(".comment-state")).to_have_text(
        "已回复"
    )
    assert page.locator(f"#{CELL}").input_value() == "3"
    first = page.locator(".comment").first
    first.get_by_text("回复或者标为已处理").click()
    with page.expect_navigation():
        first.get_by_role("button", name="已处理").click()
    expect(page.locator(f"#{CELL} + small + .comment-mark")).to_have_count(0)
    expect(page.locator(".comments-resolved")).to_contain_text("已处理 1 条")

    part = submitted.edition.part_of("problems").key
    page = visitor.go(f"/desk/{submitted.pk}/parts/{part}/")
    page.get_by_role("link", name="意见 3").first.click()
    page.locator(".comments .comment-place").click()
    assert page.evaluate("getSelection().toString()") == "解读形式"

    page.fill("#p-problems", "图解太少。")
    expect(page.locator("#w-problems")).to_have_text("已保存")
    page.reload()
    expect(page.locator(".comments")).to_contain_text("原文已改")

    hand_in_again(fresh(submitted), clerk)
    page = review(visitor, submitted, "second")
    expect(page.locator(".comments-resolved")).to_contain_text(
        "已按台账改为 3 件。", use_inner_text=False
    )
    page.locator(".comments-resolved > summary").click()
    page.locator(".comments-resolved").get_by_text("重新提出").first.click()
    page.locator(".comments-resolved textarea").fill("台账是 4 件。")
    page.locator(".comments-resolved").get_by_role("button", name="重新提出").click()
    expect(page.locator(".comment-list .comment-reopened .comment-state")).to_have_text(
        "重新提出"
    )
    expect(page.locator(f"#{CELL} .comment-mark")).to_have_text("意见 1")
    assert CommentAct.objects.last().by_name == "程亦安"


def hand_in_again(report, clerk):
    """The balance of table three put right, the queries answered."""
    drafts.save_cells(
        report=report,
        changes=[CellChange(Place("requests", "granted", "person"), "0", "3")],
        by=clerk,
    )
    report = fresh(report)
    for query in open_findings(report):
        workflow.answer(
            report=report, fingerprint=query.fingerprint, reason="属实。", by=clerk
        )
    hand_in(fresh(report), clerk)


def test_without_script_a_place_is_chosen_from_the_list(visit, submitted, leader):
    visitor = visit(java_script_enabled=False)
    page = review(visitor, submitted)
    page.get_by_text("选一处写意见").click()
    page.locator("#comment-place").select_option(value="p-problems")
    page.fill("#comment-quote", "没有这些字")
    page.fill("#comment-text", "太笼统。")
    page.get_by_role("button", name="提交意见").click()
    expect(page.locator("#comment-quote_error")).to_contain_text("找不到所引的原文")
    assert page.locator("#comment-text").input_value() == "太笼统。"
    page.fill("#comment-quote", "解读形式")
    page.get_by_role("button", name="提交意见").click()
    page.wait_for_url(re.compile("/review/#p-problems"))
    assert Comment.objects.get().quote == "解读形式"
    expect(page.locator(".comment-place").first).to_have_attribute(
        "href", "#p-problems"
    )


def test_by_the_keyboard_alone(visitor, submitted, leader):
    page = review(visitor, submitted)
    summary = page.locator(".comment-new > summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#comment-place")).to_be_focused()
    page.keyboard.type("表三「三、")
    page.locator("#comment-text").focus()
    page.keyboard.type("请核对。")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/review/#"))
    assert Comment.objects.get().text == "请核对。"


def test_what_is_written_is_kept_while_the_server_or_the_session_is_away(
    visitor, submitted, leader
):
    page = review(visitor, submitted)
    page.locator(f"#{CELL}").click()
    write(page, "与台账不符，写到一半")
    page.reload()
    expect(page.locator("#comments-unsent")).to_contain_text("本年新收")
    page.locator("#comments-unsent button").click()
    area = page.locator(".comment-panel textarea")
    expect(area).to_have_value("与台账不符，写到一半")
    visitor.context.clear_cookies()  # the session has ended
    page.locator(".comment-panel").get_by_role("button", name="提交意见").click()
    page.wait_for_load_state()
    assert not Comment.objects.exists()
    page = review(visitor, submitted)
    page.locator("#comments-unsent button").click()
    expect(page.locator(".comment-panel textarea")).to_have_value(
        "与台账不符，写到一半"
    )
    page.route("**/comments/", lambda route: route.abort())  # the server is away
    page.locator(".comment-panel").get_by_role("button", name="提交意见").click()
    page.wait_for_timeout(300)
    page.unroute("**/comments/")
    page = visitor.go(f"/desk/{submitted.pk}/review/")
    page.locator("#comments-unsent button").click()
    send(page)
    expect(page.locator(f"#{CELL} .comment-mark")).to_be_visible()
    expect(page.locator("#comments-unsent")).to_be_hidden()
    assert [comment.text for comment in Comment.objects.all()] == [
        "与台账不符，写到一半"
    ]
    assert (
        page.evaluate(
            "Object.keys(localStorage).filter(key => key.startsWith('kept/'))"
        )
        == []
    )


def test_an_answer_is_kept_and_does_not_lose_figures_that_are_not_sent_yet(
    visitor, submitted, clerk, leader
):
    comments.comment_on(
        report=submitted,
        by=leader,
        text="请核对。",
        place=Place("requests", "new", "person"),
    )
    workflow.send_back(report=submitted, by=leader, note="")
    visitor.sign_in("clerk")
    page = visitor.go(f"/desk/{submitted.pk}/parts/requests/")
    page.get_by_text("回复或者标为已处理").click()
    page.locator(".comment textarea").fill("写到一半的回复")
    page.reload()
    expect(page.locator(".comment textarea")).to_have_value("写到一半的回复")
    page.fill("#c-requests-new-business", "7")
    with page.expect_navigation():
        page.locator(".comment").get_by_role(
            "button", name="已处理"
        ).click()  # at once: the figure is still unsent
    assert [act.kind for act in CommentAct.objects.all()] == ["resolve"]
    expect(page.locator("#c-requests-new-business")).to_have_value("7")


def test_a_click_elsewhere_does_not_take_away_what_is_written(
    visitor, submitted, leader
):
    page = review(visitor, submitted)
    page.locator(f"#{CELL}").click()
    write(page, "写了几个字")
    page.locator("#c-requests-new-business").click()
    expect(page.locator(".comment-panel textarea")).to_have_value("写了几个字")
    page.keyboard.press("Escape")
    expect(page.locator(".comment-panel")).to_have_count(0)
    expect(page.locator("#comments-unsent")).to_be_visible()
