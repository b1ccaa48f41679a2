"""Who is told what, in the application and by mail: against a real SMTP server, never to anybody whose turn it is not."""

import datetime
import re
import socket
from email.utils import parsedate_to_datetime
from io import StringIO
from itertools import chain
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from disclosure import checks
from disclosure.models import (
    Deputy,
    MailFailure,
    Membership,
    NoticeState,
    ReviewStep,
    Role,
    User,
)
from disclosure.notices import sending
from disclosure.notices.failures import GIVEN_UP, MADE_GOOD, NEXT_TIME, standing
from disclosure.notices.happenings import Counts, counts, happenings
from disclosure.notices.turns import to_fix, turns_of
from disclosure.review import workflow
from disclosure.review.steps import waiting_for
from reportsite.env import Env
from reportsite.mail import Mail, mail_from_url
from tests.conftest import make_agency, make_person
from tests.support.mail_server import free_port, mail_server
from tests.support.stage import approve, fill, fresh, hand_in, race, release

SITE = "https://report.example.org"
HERE = ZoneInfo("Asia/Shanghai")
MORNING = datetime.datetime(2026, 11, 26, 9, 0, tzinfo=HERE)


@pytest.fixture
def clock():
    """A clock that a test sets on."""
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def mails(settings):
    """The server's Keeper, with the site's settings pointing at it."""
    with mail_server() as (keeper, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = (
            "127.0.0.1",
            port,
            5,
        )
        settings.SITE_URL, settings.DEFAULT_FROM_EMAIL = (
            SITE,
            "年报系统 <report@example.org>",
        )
        yield keeper


@pytest.fixture
def cast(clerk, leader, reviewer, outsider):
    """Everybody has an address."""
    for person in (clerk, leader, reviewer, outsider):
        with_address(person)
    return {person.username: person for person in (clerk, leader, reviewer, outsider)}


def with_address(person):
    person.email = f"{person.username}@example.org"
    person.save(update_fields=["email"])
    return person


def send():
    """Run the command; what it says, and the sentence it fails with."""
    said = StringIO()
    try:
        call_command("send_notices", stdout=said, skip_checks=False)
    except CommandError as refusal:
        return said.getvalue(), str(refusal)
    return said.getvalue(), ""


def text_of(mail):
    return mail.get_content().replace("\r\n", "\n")


def recipients(keeper):
    return sorted(
        address.partition("@")[0]
        for addresses, _ in keeper.mails
        for address in addresses
    )


def wish(person, **wishes):
    NoticeState.objects.update_or_create(user=person, defaults=wishes)


def next_day(clock, days=1):
    clock.shift(datetime.timedelta(days=days))


# ── The mail ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_mail_says_whose_office_how_many_and_where_and_nothing_of_the_report(
    mails, clock, cast, submitted
):
    next_day(clock, 3)
    said, failure = send()
    assert (said.startswith("寄出 1 封，没有寄成 0 封"), failure) == (True, "")
    ((addresses, mail),) = mails.mails
    assert addresses == ("leader@example.org",)
    assert (
        mail["Subject"].strip()
        == "政府信息公开工作年度报告：棠溪街道办事处有 1 份等您办理"
    )
    assert mail["From"] == "年报系统 <report@example.org>"
    assert mail["To"] == "leader@example.org"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert re.fullmatch(r"<[^@]+@report\.example\.org>", mail["Message-ID"])
    assert parsedate_to_datetime(mail["Date"]) == timezone.now()
    assert mail["Date"].endswith("+0800")
    assert mail.get_content_type() == "text/plain"
    assert text_of(mail).strip() == (
        "陆远舟：\n\n有 1 份年度报告等您办理。\n\n【等您审核】\n"
        "棠溪街道办事处 2023 年，审核，11月26日起，已 3 天\n"
        f"{SITE}/desk/{submitted.pk}/review/\n\n"
        "每天最多一封，没有要办的就不寄。不想收，或者只收其中几种：\n"
        f"{SITE}/notices/settings/\n\n"
        "政府信息公开工作年度报告系统自动发出，请不要回复。"
    )


def test_several_reports_come_in_one_mail(
    mails, cast, submitted, leader, other_office, outsider, year
):
    Membership.objects.create(user=leader, agency=other_office, role=Role.LEADER)
    second = fill(
        workflow.open_report(agency=other_office, year=year.year, by=outsider), outsider
    )
    hand_in(second, outsider)
    send()
    (mail,) = mails.to("leader@example.org")
    assert "棠溪街道办事处等 2 个机关有 2 份等您办理" in mail["Subject"]
    assert text_of(mail).count("/review/") == 2


def test_a_name_with_a_sign_of_html_is_written_as_it_is(mails, cast, submitted, leader):
    User.objects.filter(pk=leader.pk).update(name="陆 <远> & 舟")
    send()
    assert text_of(mails.mails[0][1]).startswith("陆 <远> & 舟：")


def test_a_returned_report_is_told_to_who_handed_it_in(
    mails, cast, submitted, leader, office
):
    colleague = with_address(make_person("colleague", "何田", office, Role.CLERK))
    workflow.send_back(report=submitted, by=leader, note="第五部分太笼统。")
    send()
    assert recipients(mails) == ["clerk"]
    text = text_of(mails.mails[0][1])
    assert "【等您修改】\n棠溪街道办事处 2023 年，退回修改，" in text
    assert f"{SITE}/desk/{submitted.pk}/\n" in text
    assert "太笼统" not in text
    assert to_fix(colleague) == []


@pytest.mark.parametrize("gone", ["no longer a clerk", "left", "without an address"])
def test_where_that_person_cannot_be_written_to_the_offices_other_clerks_are(
    mails, cast, submitted, leader, office, clerk, gone
):
    with_address(make_person("colleague", "何田", office, Role.CLERK))
    workflow.send_back(report=submitted, by=leader, note="请改。")
    if gone == "no longer a clerk":
        Membership.objects.filter(user=clerk).delete()
    else:
        User.objects.filter(pk=clerk.pk).update(
            **({"is_active": False} if gone == "left" else {"email": ""})
        )
    said, _ = send()
    assert recipients(mails) == ["colleague"]
    assert (
        "没有登记邮箱 1 人" in said
        if gone == "without an address"
        else "没有登记邮箱 0 人" in said
    )


def test_a_correction_begun_by_the_leader_is_the_clerks_and_one_begun_by_the_clerk_is_known(
    mails, cast, published, leader, clerk
):
    workflow.correct(report=published, by=clerk, reason="数字有误。")
    send()
    assert mails.mails == []
    workflow.drop(report=fresh(published), by=clerk)
    workflow.correct(report=fresh(published), by=leader, reason="数字有误。")
    send()
    assert recipients(mails) == ["clerk"]
    assert "，更正，" in text_of(mails.mails[0][1])


def test_what_is_approved_is_told_to_who_publishes_and_the_approver_only_the_day_after(
    mails, clock, cast, submitted, leader, office
):
    with_address(make_person("publisher", "宋闻", office, Role.PUBLISHER))
    approve(submitted, leader)
    send()
    assert recipients(mails) == ["publisher"]
    assert "【等您发布】\n棠溪街道办事处 2023 年，待发布，" in text_of(
        mails.mails[0][1]
    )
    next_day(clock)
    send()
    assert recipients(mails) == ["leader", "publisher", "publisher"]


def test_a_deputy_is_told_beside_the_principal_and_only_for_their_days(
    mails, clock, cast, submitted, leader, outsider
):
    Deputy.objects.create(
        principal=leader, deputy=outsider, first_day="2026-11-26", last_day="2026-11-26"
    )
    send()
    assert recipients(mails) == ["leader", "outsider"]
    assert "审核（代陆远舟）" in text_of(mails.to("outsider@example.org")[0])
    assert "代" not in text_of(mails.to("leader@example.org")[0])
    next_day(clock)
    send()
    assert recipients(mails) == ["leader", "leader", "outsider"]


def test_a_step_further_up_is_told_there_and_nowhere_else(
    mails, cast, submitted, district, reviewer, leader
):
    for position, (name, role, at) in enumerate(
        [("领导审核", Role.LEADER, None), ("区办审核", Role.REVIEWER, district)], 1
    ):
        ReviewStep.objects.create(
            agency=district, position=position, name=name, role=role, at=at
        )
    send()
    assert recipients(mails) == ["leader"]
    approve(submitted, leader)
    send()
    assert recipients(mails) == ["leader", "reviewer"]
    assert "区办审核" in text_of(mails.to("reviewer@example.org")[0])


# ── Only those whose turn it is ───────────────────────────────────────────────────────────────────────────────────
def to_draft(report, people):
    return report


def to_return(report, people):
    return workflow.send_back(
        report=hand_in(report, people["clerk"]), by=people["leader"], note="请改。"
    )


def to_withdrawal(report, people):
    return workflow.withdraw(
        report=hand_in(report, people["clerk"]), by=people["clerk"]
    )


def to_recall(report, people):
    return workflow.recall(
        report=approve(hand_in(report, people["clerk"]), people["leader"]),
        by=people["leader"],
    )


def to_submission(report, people):
    return hand_in(report, people["clerk"])


def to_approval(report, people):
    return approve(hand_in(report, people["clerk"]), people["leader"])


def to_release(report, people):
    return release(hand_in(report, people["clerk"]), people["leader"])


def to_correction(report, people):
    return workflow.correct(
        report=to_release(report, people), by=people["leader"], reason="数字有误。"
    )


def receivers(mails):
    """The names before the @ of all addresses, sorted."""
    addresses = chain.from_iterable(addresses for addresses, _ in mails)
    return sorted(address.partition("@")[0] for address in addresses)


@pytest.mark.parametrize("steps", [False, True], ids=["one step", "two steps"])
@pytest.mark.parametrize(
    ("bring", "told"),
    [
        (to_draft, []),
        (to_withdrawal, []),
        (to_submission, ["leader"]),
        (to_recall, ["leader"]),
        (to_return, ["clerk"]),
        (to_approval, ["leader"]),
        (to_release, []),
        (to_correction, ["clerk"]),
    ],
)
def test_nobody_is_written_to_whose_turn_it_is_not(
    mails, clock, cast, ready, office, district, bring, told, steps
):
    for username, name, role in (
        ("checker", "许安", Role.CHECKER),
        ("second", "何田", Role.CLERK),
    ):
        cast[username] = with_address(make_person(username, name, office, role))
    if steps:
        ReviewStep.objects.create(
            agency=district, position=1, name="审核", role=Role.LEADER
        )
        if bring is not to_submission:
            ReviewStep.objects.filter(position=1).update(name="领导审核")
        else:
            ReviewStep.objects.create(
                agency=district,
                position=2,
                name="区办",
                role=Role.REVIEWER,
                at=district,
            )
    bring(ready, cast)
    for day in range(3):
        before = len(mails.mails)
        send()
        sent = receivers(mails.mails[before:])
        assert all(waiting_for(cast[name]) or to_fix(cast[name]) for name in sent)
        assert sent == told or (
            day == 0 and bring in (to_approval, to_recall) and sent == []
        )
        next_day(clock)


# ── Once a day, whatever happens ──────────────────────────────────────────────────────────────────────────────────
def test_a_second_run_the_same_day_sends_nothing_and_a_day_is_a_day_here(
    mails, clock, cast, submitted
):
    clock.move_to(datetime.datetime(2026, 11, 26, 23, 50, tzinfo=HERE))
    send()
    assert send()[0].startswith("寄出 0 封")
    assert len(mails.mails) == 1
    clock.shift(datetime.timedelta(minutes=20))  # the next day here, the same in UTC
    send()
    assert len(mails.mails) == 2
    assert NoticeState.objects.get(user=cast["leader"]).last_digest_on == datetime.date(
        2026, 11, 27
    )


def test_a_run_cut_off_in_the_middle_is_finished_by_the_next(
    mails, clock, cast, submitted, leader, office, monkeypatch
):
    for number in range(4):
        with_address(make_person(f"l{number}", f"领导{number}", office, Role.LEADER))
    real, calls = sending.digest, []

    def cut_off(user, turns):
        calls.append(user)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(user, turns)

    monkeypatch.setattr(sending, "digest", cut_off)
    with pytest.raises(KeyboardInterrupt):
        send()
    assert len(mails.mails) == 2
    monkeypatch.setattr(sending, "digest", real)
    send()
    assert (
        len(mails.mails) == 4
    )  # the one that was under way may have gone: its claim holds for a while
    clock.shift(sending.LEASE + datetime.timedelta(seconds=1))
    send()
    assert recipients(mails) == ["l0", "l1", "l2", "l3", "leader"]


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_write_to_nobody_twice(mails, cast, submitted, office):
    for number in range(8):
        with_address(make_person(f"l{number}", f"领导{number}", office, Role.LEADER))
    outcomes = race(sending.send_digests, sending.send_digests)
    assert sum(outcome.sent for outcome in outcomes) == 9
    assert recipients(mails) == [*(f"l{number}" for number in range(8)), "leader"]


def test_a_row_claimed_by_another_run_is_left_alone(mails, cast, submitted, leader):
    assert sending._claim(leader) is not None
    assert sending._claim(leader) is None
    send()
    assert mails.mails == []


def test_what_is_done_by_the_time_of_the_run_is_not_told(
    mails, cast, submitted, leader
):
    release(submitted, leader)
    assert send()[0].startswith("寄出 0 封")


# ── What people wish ──────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("bring", "person", "kind"),
    [
        (to_submission, "leader", "mail_decide"),
        (to_approval, "leader", "mail_publish"),
        (to_return, "clerk", "mail_fix"),
    ],
)
def test_each_kind_can_be_turned_off_and_so_can_all(
    mails, clock, cast, ready, client, bring, person, kind
):
    bring(ready, cast)
    next_day(clock)
    url, kinds = (
        reverse("disclosure:notice_settings"),
        {"mail_decide", "mail_publish", "mail_fix"},
    )
    client.force_login(cast[person])
    for ticked in ({"mail"} | kinds - {kind}, kinds):
        assert client.post(url, dict.fromkeys(ticked, "on")).status_code == 302
        send()
        assert mails.mails == []
    client.post(url, {"mail": "on", kind: "on"})
    page = client.get(url).content.decode()
    assert len(re.findall(r"<input[^>]*checked", page)) == 2
    assert f"{person}@example.org" in page
    send()
    assert recipients(mails) == [person]


def test_saving_wishes_does_not_undo_what_a_run_writes(client, cast, leader):
    client.force_login(leader)
    wish(leader, last_digest_on=datetime.date(2026, 11, 26), seen_event=7)
    client.post(reverse("disclosure:notice_settings"), {})
    state = NoticeState.objects.get(user=leader)
    assert (state.last_digest_on, state.seen_event, state.mail) == (
        datetime.date(2026, 11, 26),
        7,
        False,
    )


def test_without_an_address_nothing_goes_out_and_it_is_counted(
    mails, submitted, leader, reviewer
):
    said, failure = send()
    assert (mails.mails, failure) == ([], "")
    assert "没有登记邮箱 1 人" in said
    assert not MailFailure.objects.exists()


# ── When it fails ─────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def two(cast, submitted, office):
    """Two leaders wait to be told; the first's address is refused by the tests below."""
    return cast["leader"], with_address(
        make_person("second", "何田", office, Role.LEADER)
    )


def test_one_refusal_is_kept_and_stops_no_other(mails, two, admin_client):
    mails.refuses["leader@example.org"] = "550 5.1.1 No such user\tüber"
    said, failure = send()
    assert recipients(mails) == ["second"]
    assert "寄出 1 封，没有寄成 1 封" in said
    assert failure == "1 封没有寄成，原因记在管理页面的“邮件寄送失败”里，下次运行再寄。"
    (kept,) = MailFailure.objects.all()
    assert (kept.user, kept.address, kept.error) == (
        two[0],
        "leader@example.org",
        "SMTPRecipientsRefused",
    )
    assert kept.reply.startswith("550 5.1.1 No such user")
    listed = admin_client.get("/admin/disclosure/mailfailure/").content.decode()
    assert "No such user" in listed
    assert NEXT_TIME in listed
    (warned,) = checks.check_unsent(None)
    assert re.fullmatch(
        r"Since [\d-]{10} [\d:]{5}, 1 mails could not be sent\.", warned.msg
    )


def test_what_failed_is_sent_by_the_next_run_of_the_same_day(mails, two):
    mails.refuses["leader@example.org"] = "450 4.2.1 Try later"
    send()
    mails.refuses.clear()
    assert send()[0].startswith("寄出 1 封")
    assert recipients(mails) == ["leader", "second"]
    assert standing(MailFailure.objects.get()) == MADE_GOOD
    assert checks.check_unsent(None) == []


def test_after_three_days_an_address_is_given_up_until_it_changes(
    mails, clock, two, client, admin_user
):
    mails.refuses["leader@example.org"] = "550 5.1.1 No such user"
    for runs in (2, 2, 1):  # twice a day is one day of failures
        for _ in range(runs):
            assert "没有寄成 1 封" in send()[0]
        next_day(clock)
    assert MailFailure.objects.count() == 5
    said, failure = send()
    assert "已停寄 1 人" in said
    assert failure == ""
    assert MailFailure.objects.count() == 5
    client.force_login(admin_user)
    assert GIVEN_UP in client.get("/admin/disclosure/mailfailure/").content.decode()
    assert "and 1 addresses are tried no more" in checks.check_unsent(None)[0].msg
    User.objects.filter(pk=two[0].pk).update(email="new@example.org")
    assert "寄出 1 封" in send()[0]
    assert mails.to("new@example.org")
    assert checks.check_unsent(None) == []


def test_a_success_in_between_begins_the_three_days_anew(mails, clock, two):
    for refused in (True, True, False, True, True):
        mails.refuses = {"leader@example.org": "550 no"} if refused else {}
        send()
        next_day(clock)
    mails.refuses.clear()
    assert "寄出 2 封" in send()[0]


def test_a_server_that_is_down_is_one_failure_and_nobodys_address_is_to_blame(
    mails, clock, two, settings
):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port()
    for _ in range(4):
        said, failure = send()
        assert "寄出 0 封，没有寄成 2 封" in said
        assert failure.startswith("2 封没有寄成")
        next_day(clock)
    assert [
        (kept.user, kept.mails, kept.error) for kept in MailFailure.objects.all()
    ] == [(None, 2, "ConnectionRefusedError")] * 4
    assert "8 mails" in checks.check_unsent(None)[0].msg
    settings.EMAIL_PORT = port
    assert send()[0].startswith("寄出 2 封")
    assert standing(MailFailure.objects.first()) == MADE_GOOD


def test_a_server_that_never_answers_holds_a_run_up_once(two, settings, mails):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = silent.getsockname()[1], 0.2
        said, _ = send()
    assert "没有寄成 2 封" in said
    assert "timed out" in MailFailure.objects.get().reply


def test_a_sender_that_the_server_refuses_is_the_sites_affair(mails, two):
    mails.sender_reply = "553 5.7.1 Not your address"
    assert "没有寄成 2 封" in send()[0]
    kept = MailFailure.objects.get()
    assert (kept.user, kept.mails, kept.reply) == (
        None,
        2,
        "553 5.7.1 Not your address",
    )


def test_a_server_that_hangs_up_is_called_again(mails, two):
    mails.hang_up_after = 1
    send()
    assert set(recipients(mails)) == {"leader", "second"}
    assert not MailFailure.objects.exists() or MailFailure.objects.get().user == two[0]


def test_an_address_that_cannot_be_written_is_that_persons_failure(mails, two):
    User.objects.filter(pk=two[0].pk).update(email="陆远舟 at example")
    assert "寄出 1 封，没有寄成 1 封" in send()[0]
    assert MailFailure.objects.get().user == two[0]


def test_a_long_answer_of_the_server_is_cut(mails, two):
    mails.refuses["leader@example.org"] = "550 " + "x" * 450
    send()
    assert len(MailFailure.objects.get().reply) == 300


def test_a_failure_of_a_person_names_the_address(clerk):
    with pytest.raises(IntegrityError):
        MailFailure.objects.create(user=clerk, at=timezone.now(), error="X")


# ── In the application ────────────────────────────────────────────────────────────────────────────────────────────
def told(person):
    return [(event.move, event.by_name) for event in happenings(person)]


def test_everybody_reads_what_others_did_with_their_reports_and_not_what_they_did_themselves(
    submitted, clerk, leader, reviewer, outsider
):
    report = workflow.send_back(report=submitted, by=leader, note="请改。")
    assert told(clerk) == [("send_back", "陆远舟")]
    assert told(leader) == [("submit", "沈禾")]
    release(hand_in(fresh(report), clerk), leader)
    assert [move for move, _ in told(clerk)] == ["publish", "approve", "send_back"]
    assert told(outsider) == told(reviewer) == []


def test_a_reviewer_reads_on_about_what_they_decided_and_nothing_of_a_draft(
    submitted, district, reviewer, leader, clerk
):
    for position, (name, role, at) in enumerate(
        [("区办审核", Role.REVIEWER, district), ("领导审核", Role.LEADER, None)], 1
    ):
        ReviewStep.objects.create(
            agency=district, position=position, name=name, role=role, at=at
        )
    assert told(reviewer) == []
    assert counts(reviewer).waiting == 1
    report = approve(submitted, reviewer)
    report = approve(report, leader)
    assert [move for move, _ in told(reviewer)] == ["approve", "submit"]
    workflow.send_back(report=fresh(report), by=leader, note="请改。")
    assert told(reviewer) == []


def test_what_is_new_is_new_once(submitted, clerk, leader, client):
    report = workflow.send_back(report=submitted, by=leader, note="请改。")
    client.force_login(clerk)
    assert '通知<span class="nav-count">1' in client.get("/").content.decode()
    page = client.get("/notices/").content.decode()
    assert page.count("mark-new") == 1
    assert f'href="/desk/{report.pk}/"' in page
    assert "退回修改，陆远舟" in page
    again = client.get("/notices/").content.decode()
    assert "mark-new" not in again
    assert "nav-count" not in again
    assert "退回修改" in again


def test_a_second_window_does_not_set_back_what_was_seen(published, clerk, client):
    wish(clerk, seen_event=10**6)
    client.force_login(clerk)
    client.get("/notices/")
    assert NoticeState.objects.get(user=clerk).seen_event == 10**6


def test_a_list_longer_than_a_page_goes_on_and_is_seen_from_its_first_page(
    ready, clerk, leader, client
):
    for _ in range(16):
        report = workflow.send_back(
            report=hand_in(fresh(ready), clerk), by=leader, note="请改。"
        )
        hand_in(fresh(report), clerk)
        workflow.send_back(report=fresh(report), by=leader, note="请改。")
    client.force_login(clerk)
    second = client.get("/notices/?page=2").content.decode()
    assert (second.count('class="event-what"'), second.count("mark-new")) == (2, 2)
    assert counts(clerk).new == 32
    client.get("/notices/")
    assert counts(clerk).new == 0


def test_the_masthead_says_how_many_wait(submitted, leader, clerk, client):
    client.force_login(leader)
    page = client.get("/password/").content.decode()
    assert re.search(
        r'审核<span class="nav-count">1<span class="visually-hidden"> 份等您办理', page
    )
    client.force_login(clerk)
    assert "nav-count" not in client.get("/password/").content.decode()


def test_the_masthead_takes_as_many_queries_for_fifty_offices_as_for_one(
    district, reviewer, year, django_assert_num_queries
):
    ReviewStep.objects.create(
        agency=district, position=1, name="区办审核", role=Role.REVIEWER, at=district
    )
    for number in range(12):
        office = make_agency(f"o{number}", f"第{number}办", parent=district)
        clerk = make_person(f"c{number}", f"填报{number}", office, Role.CLERK)
        hand_in(
            fill(workflow.open_report(agency=office, year=year.year, by=clerk), clerk),
            clerk,
        )
        if number in (0, 11):
            with django_assert_num_queries(7):
                assert counts(reviewer).waiting == number + 1
    with django_assert_num_queries(4):
        assert counts(clerk) == Counts(0, 0)


def test_the_publics_page_and_a_saved_cell_cost_no_more(
    published, client, clerk, django_assert_max_num_queries
):
    client.force_login(clerk)
    with django_assert_max_num_queries(4):
        client.get(
            reverse(
                "disclosure:public_release",
                args=[published.agency.code, published.year],
            )
        )


def test_turns_are_what_the_queue_says_and_what_came_back(submitted, leader, clerk):
    assert [(turn.kind, turn.step) for turn in turns_of(leader)] == [("decide", "审核")]
    workflow.send_back(report=submitted, by=leader, note="请改。")
    assert turns_of(leader) == []
    assert [(turn.kind, turn.what) for turn in turns_of(clerk)] == [("fix", "退回修改")]


# ── Settings ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_mail_server_takes_its_parts_from_the_address():
    assert mail_from_url("console:") == Mail()
    assert Mail().backend.endswith("console.EmailBackend")
    found = mail_from_url("smtp://me%40a:p%40ss@mail.example:2525/?tls=1")
    assert found == Mail("mail.example", 2525, "me@a", "p@ss", tls=True)
    assert found.backend.endswith("smtp.EmailBackend")
    assert mail_from_url("smtp://mail.example").port == 25
    assert mail_from_url("smtp://mail.example?tls=1").port == 587
    assert mail_from_url("smtps://mail.example") == Mail("mail.example", 465, ssl=True)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mail.example.org", "EMAIL_URL has no scheme: set it to smtp://USER"),
        ("http://me:secret@host", "begins with 'http'"),
        ("smtp://", "names no host"),
        ("smtp://me:secret@host:port", "cannot be read"),
        ("smtp://me:secret@host/path", "has a path"),
        ("smtp://me:secret@host?ssl=1", "has the option 'ssl'"),
        ("smtp://me:secret@host?tls=yes", "has tls='yes'"),
        ("smtps://me:secret@host?tls=1", "only with smtp"),
    ],
)
def test_a_wrong_mail_url_is_told_without_its_password(url, says):
    with pytest.raises(ImproperlyConfigured, match=re.escape(says)) as refusal:
        mail_from_url(url)
    assert "secret" not in str(refusal.value)


def test_the_sites_address_is_taken_without_a_slash_and_nothing_else():
    assert (
        Env({"X": "https://report.example.org/"}).site("X")
        == "https://report.example.org"
    )
    assert Env({}).site("X") == ""
    for wrong in (
        "report.example.org",
        "https://",
        "ftp://a",
        "https://a/path",
        "https://a?b",
        "https://me@a",
    ):
        with pytest.raises(ImproperlyConfigured, match="the site's address"):
            Env({"X": wrong}).site("X")


def test_mail_without_a_sender_or_an_address_of_the_site_is_one_sentence_each(settings):
    settings.EMAIL_HOST, settings.SITE_URL, settings.DEFAULT_FROM_EMAIL = "", "", ""
    assert checks.check_mail(None) == []
    settings.EMAIL_HOST = "mail.example.org"
    assert [found.id for found in checks.check_mail(None)] == [
        "disclosure.E006",
        "disclosure.E007",
    ]
    settings.SITE_URL, settings.DEFAULT_FROM_EMAIL = SITE, "report@example.org"
    assert checks.check_mail(None) == []
