"""Saving while typing: two people in one report, the server away, the session over, the browser closed."""

import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from disclosure.desk import drafts
from disclosure.models import CellEdit, Role
from disclosure.statutory.content import CellChange, PassageChange, PassageText
from disclosure.statutory.places import Place
from tests.browser.conftest import PASSWORD, Visitor
from tests.conftest import make_person
from tests.support.stage import fresh

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def desk(draft):
    return f"/desk/{draft.pk}/parts/requests/"


@pytest.fixture
def colleague(office):
    return make_person("colleague", "苏望", office, Role.CLERK)


def at_desk(visitor, who, path):
    visitor.sign_in(who)
    return visitor.go(path)


def cell(page, row, column="person", table="requests"):
    return page.locator(f"#c-{table}-{row}-{column}")


def slot(page, row, column="person"):
    return page.locator(f"td:has(> #c-requests-{row}-{column})")


def unsent(page):
    return page.evaluate(
        "Object.keys(localStorage).filter(key => key.startsWith('unsent/')).length"
    )


def figure(draft, row, column="person"):
    return fresh(draft).content["requests", row, column]


def settled(page):
    """Until saving has begun, which is after the first key is answered, and nothing is on its way."""
    end = time.monotonic() + 15
    if page.locator("#part-form").count():
        page.locator("#part-form[data-saving]").wait_for(state="attached")
    while unsent(page):
        assert time.monotonic() < end, "something is still unsent"
        page.wait_for_timeout(50)


def test_a_second_after_the_last_key_the_figure_is_on_the_server_and_marked(
    visitor, clerk, draft, desk
):
    page = at_desk(visitor, "clerk", desk)
    before = page.locator(".grid").first.bounding_box()
    cell(page, "new").click()
    page.keyboard.type("13")
    expect(slot(page, "new")).to_contain_class("waiting")
    typed = time.monotonic()
    expect(slot(page, "new")).to_contain_class("saved")
    assert time.monotonic() - typed < 3, "a second, and some for a busy machine"
    assert figure(draft, "new") == 13
    assert unsent(page) == 0
    assert CellEdit.objects.count() == 1, "one save for all the keys"
    assert page.locator(".grid").first.bounding_box() == before, "nothing moves"


def test_two_people_type_into_different_cells_and_both_stay(
    visit, clerk, colleague, draft, desk
):
    one, two = visit(), visit()
    mine, theirs = at_desk(one, "clerk", desk), at_desk(two, "colleague", desk)
    cell(mine, "new").fill("5")
    cell(theirs, "new", "business").fill("7")
    expect(slot(mine, "new")).to_contain_class("saved")
    expect(slot(theirs, "new", "business")).to_contain_class("saved")
    assert (figure(draft, "new"), figure(draft, "new", "business")) == (5, 7)


@pytest.mark.parametrize(("choice", "stays"), [("用我的 5", 5), ("用对方的 7", 7)])
def test_two_people_in_one_cell_see_both_values_who_and_when_and_choose(
    visit, clerk, colleague, draft, desk, choice, stays
):
    one, two = visit(), visit()
    mine, theirs = at_desk(one, "clerk", desk), at_desk(two, "colleague", desk)
    cell(theirs, "new").fill("7")
    expect(slot(theirs, "new")).to_contain_class("saved")
    cell(mine, "new").fill("5")
    clash = mine.get_by_role("alertdialog")
    expect(clash).to_contain_text("苏望")
    expect(clash).to_contain_text("改成 7；您填的是 5")
    expect(cell(mine, "new")).to_have_value("5")
    assert figure(draft, "new") == 7
    expect(mine.locator("#save-state")).to_contain_text("1 处别人也改了")
    clash.get_by_role("button", name=choice).click()
    expect(clash).to_be_hidden()
    expect(cell(mine, "new")).to_have_value(str(stays))
    settled(mine)
    assert figure(draft, "new") == stays
    expect(mine.locator("#save-state")).to_have_text("")


def test_a_passage_is_saved_and_a_clash_shows_the_words_that_differ(
    visitor, clerk, draft
):
    page = at_desk(visitor, "clerk", f"/desk/{draft.pk}/parts/overview/")
    page.locator("#p-preamble").fill("全年公开信息25条，办结申请3件。")
    expect(page.locator("#w-preamble")).to_have_text("已保存")
    was = PassageText("全年公开信息25条，办结申请3件。")
    assert fresh(draft).content.passage("preamble") == was
    now = PassageText("全年公开信息28条，办结申请3件。")
    drafts.save_passages(
        report=draft, changes=[PassageChange("preamble", was, now)], by=clerk
    )
    page.locator("#p-preamble").fill("全年公开信息25条，办结申请4件。")
    clash = page.locator(".passage .clash")
    expect(clash).to_contain_text("沈禾")
    expect(clash.locator(".diff ins")).to_have_text(["28", "3"])
    expect(clash.locator(".diff del")).to_have_text(["25", "4"])
    clash.get_by_role("button", name="用我的").click()
    expect(page.locator("#w-preamble")).to_have_text("已保存")
    assert (
        fresh(draft).content.passage("preamble").text
        == "全年公开信息25条，办结申请4件。"
    )


def test_what_is_chosen_beside_the_passages_is_kept_too(visitor, clerk, draft):
    page = at_desk(visitor, "clerk", f"/desk/{draft.pk}/parts/other_matters/")
    page.locator("#id_signature_agency").fill("棠溪街道办事处")
    page.locator("#id_signature_date").fill("2024-01-15")
    settled(page)
    assert (fresh(draft).signature_agency, str(fresh(draft).signature_date)) == (
        "棠溪街道办事处",
        "2024-01-15",
    )


def test_leaving_never_asks_and_loses_nothing(visitor, clerk, draft, desk):
    page = at_desk(visitor, "clerk", desk)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    cell(page, "new").click()
    page.keyboard.type("1")
    page.get_by_role("link", name="检查并提交").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("检查并提交")
    assert figure(draft, "new") == 1, "the next page knows of it"
    page.go_back()
    cell(page, "granted").click()
    page.keyboard.type("2")
    page.goto(visitor.address + "/")  # as by a bookmark: nobody asks, nothing waits
    settled(page)
    assert figure(draft, "granted") == 2
    assert asked == []


@pytest.mark.parametrize("part", ["requests", "overview"])
def test_the_buttons_work_also_when_everything_is_saved_already(
    visitor, clerk, draft, part
):
    page = at_desk(visitor, "clerk", f"/desk/{draft.pk}/parts/{part}/")
    page.locator(".slot > input, .passage textarea").first.fill("5")
    settled(page)
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("#save-state")).to_have_text("已保存。")
    heading = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("button", name="保存，到下一部分").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text(heading)


def test_a_cell_too_long_is_kept_marked_and_never_sent(visitor, clerk, draft, desk):
    page = at_desk(visitor, "clerk", desk)
    cell(page, "new").fill("9" * 65)
    cell(page, "granted").fill("2")
    expect(slot(page, "new")).to_contain_class("rejected")
    expect(page.locator("#save-state")).to_contain_text("1 处没有保存，请改正")
    expect(slot(page, "granted")).to_contain_class("saved")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(cell(page, "new")).to_have_value("9" * 65)
    cell(page, "new").fill("9")
    settled(page)
    assert figure(draft, "new") == 9


def test_a_session_that_ends_in_the_middle_costs_nothing(visitor, clerk, draft, desk):
    page = at_desk(visitor, "clerk", desk)
    Session.objects.all().delete()
    cell(page, "new").fill("5")
    notice = page.locator("#save-state")
    expect(notice).to_contain_text("登录已过期。1 处改动还没有保存，留在这台电脑上")
    cell(page, "granted").fill("6")
    expect(notice).to_contain_text("2 处改动")
    with page.expect_popup() as opened:
        notice.get_by_role("link", name="重新登录").click()
    other = opened.value
    other.fill("#id_username", "clerk")
    other.fill("#id_password", PASSWORD)
    other.get_by_role("button", name="登录").click()
    expect(cell(other, "new")).to_have_value("5")
    expect(notice).to_have_text("", timeout=15_000)
    assert (figure(draft, "new"), figure(draft, "granted")) == (5, 6)
    expect(slot(page, "new")).to_contain_class("saved")


# ── Two windows of one person ─────────────────────────────────────────────────────────────────────────────────────
def test_another_window_of_the_same_person_follows(visitor, clerk, draft, desk):
    page = at_desk(visitor, "clerk", desk)
    other = visitor.context.new_page()
    other.goto(visitor.address + desk)
    cell(other, "new").focus()
    cell(other, "granted").fill("4")
    settled(other)
    expect(cell(page, "granted")).to_have_value("4")
    cell(other, "new").focus()
    page.bring_to_front()
    cell(page, "new").fill("5")
    cell(page, "new", "business").fill("6")
    settled(page)
    expect(cell(other, "new")).to_have_value("5")
    expect(other.locator("#c-requests-new-total")).to_have_text("11")
    expect(slot(other, "new")).to_contain_class("saved")
    other.bring_to_front()
    other.keyboard.press(
        "Escape"
    )  # gives back what was taken over, not what stood there before
    expect(cell(other, "new")).to_have_value("5")
    other.keyboard.type("7")  # it is still taken whole
    settled(other)
    expect(cell(page, "new")).to_have_value("7")
    assert figure(draft, "new") == 7
    assert other.locator(".clash").count() == page.locator(".clash").count() == 0


def test_another_window_keeps_what_is_typed_there(visitor, clerk, draft, desk):
    page = at_desk(visitor, "clerk", desk)
    other = visitor.context.new_page()
    other.goto(visitor.address + desk)
    other.route("**/cells/", lambda route: route.abort())
    cell(other, "new").fill("8")
    expect(other.locator("#save-state")).to_contain_text("连接不上服务器")
    cell(page, "new").fill("5")
    expect(slot(page, "new")).to_contain_class("saved")
    cell(page, "granted").fill("6")
    expect(cell(other, "granted")).to_have_value("6")
    expect(cell(other, "new")).to_have_value("8")
    other.unroute("**/cells/")
    other.bring_to_front()
    other.evaluate("dispatchEvent(new Event('online'))")
    expect(other.get_by_role("alertdialog")).to_contain_text("改成 5；您填的是 8")
    expect(cell(page, "new")).to_have_value("5")


def test_passages_and_choices_are_followed_too(visitor, clerk, draft):
    page = at_desk(visitor, "clerk", f"/desk/{draft.pk}/parts/other_matters/")
    other = visitor.context.new_page()
    other.goto(page.url)
    page.locator(".passage textarea").first.fill("没有其他需要报告的事项。")
    page.locator("#id_signature_agency").fill("棠溪街道办事处")
    settled(page)
    expect(other.locator(".passage textarea").first).to_have_value(
        "没有其他需要报告的事项。"
    )
    expect(other.locator("#id_signature_agency")).to_have_value("棠溪街道办事处")
    other.locator(".passage textarea").first.fill("没有需要报告的事项。")
    settled(other)
    expect(page.locator(".passage textarea").first).to_have_value(
        "没有需要报告的事项。"
    )
    assert other.locator(".clash").count() == 0


def test_a_page_drawn_before_a_save_and_started_after_it_shows_what_was_saved(
    visitor, clerk, draft, desk
):
    page = at_desk(visitor, "clerk", desk)
    other = visitor.context.new_page()
    held = []
    other.route("**" + desk, lambda route: held.append((route, route.fetch())))
    other.evaluate("path => { location.href = path; }", visitor.address + desk)
    end = time.monotonic() + 10
    while not held:
        assert time.monotonic() < end
        page.wait_for_timeout(20)
    cell(page, "new").fill("5")
    settled(page)
    route, drawn = held[0]
    assert re.search(r'name="requests\.new\.person"[^>]* value=""', drawn.text()), (
        "drawn before the save"
    )
    route.fulfill(response=drawn)
    expect(cell(other, "new")).to_have_value("5")
    cell(other, "new").fill("7")
    settled(other)
    assert figure(draft, "new") == 7, "no clash with oneself"


def test_a_page_that_is_asked_for_later_believes_the_server(
    visitor, clerk, draft, desk
):
    page = at_desk(visitor, "clerk", desk)
    cell(page, "new").fill("5")
    settled(page)
    drafts.save_cells(
        report=draft,
        changes=[CellChange(Place("requests", "new", "person"), "5", "")],
        by=clerk,
    )
    page.goto(visitor.address + desk)
    expect(slot(page, "new")).to_contain_class("blank")
    expect(cell(page, "new")).to_have_value("")


def test_another_person_at_the_same_machine_never_sends_what_was_left(
    visitor, clerk, colleague, draft, desk
):
    page = at_desk(visitor, "clerk", desk)
    Session.objects.all().delete()
    cell(page, "new").fill("5")
    expect(page.locator("#save-state")).to_contain_text("登录已过期")
    page = at_desk(visitor, "colleague", desk)
    expect(cell(page, "new")).to_have_value("")
    page.wait_for_timeout(1500)
    assert not CellEdit.objects.exists()
    page = at_desk(visitor, "clerk", "/")
    settled(page)
    assert figure(draft, "new") == 5
    assert CellEdit.objects.get().by_name == "沈禾"


# ── A server that is killed ───────────────────────────────────────────────────────────────────────────────────────
PEOPLE = """
import datetime
from disclosure.models import Agency, Membership, ReportingYear, User
from disclosure.review.workflow import open_report
ReportingYear.objects.create(year=2023, due_on=datetime.date(2024, 1, 31))
office = Agency.objects.create(code="tangxi", name="棠溪街道办事处", kind="street")
clerk = User.objects.create_user("clerk", password="pass-word-1234", name="沈禾")
Membership.objects.create(user=clerk, agency=office, role="clerk")
print(open_report(agency=office, year=2023, by=clerk).pk)
"""
READ = "from disclosure.models import RequestsLine; print(RequestsLine.objects.get(row='{row}').{column})"


class Server:
    """A site of its own on the loopback address, in a process that can be killed."""

    def __init__(self, folder):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        plain = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith("DJANGO")
        }
        self.env = plain | {
            "DATA_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "reportsite.settings",
            "SECRET_KEY": "only-for-tests-" + "0" * 50,
            "FONTS_DIR": str(settings.FONTS_DIR),
            "DEBUG": "1",
        }
        self.process = None

    def manage(self, *words):
        ran = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.env,
            capture_output=True,
            text=True,
            check=True,
        )
        return ran.stdout.strip()

    def start(self):
        command = [
            sys.executable,
            "manage.py",
            "runserver",
            "--noreload",
            f"127.0.0.1:{self.port}",
        ]
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=self.env, stdout=quiet, stderr=quiet
        )
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError("the server does not start")

    def kill(self):
        self.process.kill()
        self.process.wait()


@pytest.fixture
def server(tmp_path):
    (tmp_path / "vendor").mkdir()
    server = Server(tmp_path)
    server.manage("migrate", "--verbosity=0")
    server.report = server.manage("shell", "--no-imports", "-c", PEOPLE)
    server.start()
    yield server
    server.kill()


def test_a_server_killed_in_the_middle_of_typing_and_brought_back(chromium, server):
    visitor = Visitor(chromium, f"http://127.0.0.1:{server.port}")
    try:
        page = at_desk(visitor, "clerk", f"/desk/{server.report}/parts/requests/")
        cell(page, "new").click()
        page.keyboard.type("1")
        server.kill()
        page.keyboard.type("3")
        cell(page, "granted").fill("13")
        notice = page.locator("#save-state")
        expect(notice).to_contain_text(
            "连接不上服务器。2 处改动还没有保存，留在这台电脑上，连上后自动送出。"
        )
        page.get_by_role("button", name="保存", exact=True).click()
        expect(cell(page, "new")).to_have_value("13")  # the page stays
        server.start()
        expect(notice).to_have_text("", timeout=30_000)
        read = {row: server.manage("shell", "--no-imports", "-c", READ.format(row=row, column="person"))
                for row in ("new", "granted")}  # fmt: skip
        assert read == {"new": "13", "granted": "13"}

        # The browser is closed while the server is away, and opened again the next day.
        server.kill()
        cell(page, "new").fill("14")
        expect(notice).to_contain_text("连接不上服务器。1 处改动")
        state = visitor.context.storage_state()
        visitor.context.close()
        server.start()
        visitor = Visitor(
            chromium, f"http://127.0.0.1:{server.port}", storage_state=state
        )
        page = visitor.go(f"/desk/{server.report}/parts/requests/")
        expect(cell(page, "new")).to_have_value("14")
        settled(page)
        assert (
            server.manage(
                "shell", "--no-imports", "-c", READ.format(row="new", column="person")
            )
            == "14"
        )
        assert visitor.complaints == []
    finally:
        visitor.context.close()
