"""Review by steps: order, deputies, taking back, what makes a decision void; corrections; attempts at going round."""

import re

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from disclosure.access import get_entry, get_report, get_version, reports_for
from disclosure.desk import drafts
from disclosure.exchange import content_hash
from disclosure.models import (
    Deputy,
    Event,
    Membership,
    Move,
    Release,
    Report,
    ReviewStep,
    Role,
    Stage,
)
from disclosure.review import moves, workflow
from disclosure.review.findings import open_findings
from disclosure.review.steps import steps_for, trail_of, waiting_for
from disclosure.statutory.content import CellChange
from disclosure.statutory.places import Place
from tests.conftest import make_agency, make_person
from tests.support.append_only import lifted
from tests.support.stage import approve, fill, fresh, hand_in, printed, race, release

THREE = (
    ("办公室初审", Role.CHECKER, None),
    ("分管领导审核", Role.LEADER, None),
    ("区政务公开办审核", Role.REVIEWER, "district"),
)


@pytest.fixture
def three_steps(district):
    for position, (name, role, at) in enumerate(THREE, start=1):
        ReviewStep.objects.create(
            agency=district,
            position=position,
            name=name,
            role=role,
            at=district if at else None,
        )


@pytest.fixture
def checker(office):
    return make_person("checker", "许安", office, Role.CHECKER)


@pytest.fixture
def at_step_one(three_steps, ready, clerk):
    return hand_in(ready, clerk)


def decisions(report):
    return [(event.step, event.move, event.who) for event in trail_of(report).decisions]


def stand_in(principal, deputy, first="2000-01-01", last="2099-12-31"):
    return Deputy.objects.create(
        principal=principal, deputy=deputy, first_day=first, last_day=last
    )


# ── The way through ───────────────────────────────────────────────────────────────────────────────────────────────
def test_three_steps_in_their_order_then_publication(
    at_step_one, checker, leader, reviewer
):
    report = at_step_one
    for person, stage in (
        (checker, Stage.SUBMITTED),
        (leader, Stage.SUBMITTED),
        (reviewer, Stage.APPROVED),
    ):
        assert [waiting.pk for waiting in waiting_for(person)] == [report.pk]
        report = approve(report, person)
        assert report.stage == stage
        assert waiting_for(person) == (
            [report] if person == leader and stage == Stage.APPROVED else []
        )
    assert decisions(report) == [
        ("办公室初审", "pass", "许安"),
        ("分管领导审核", "pass", "陆远舟"),
        ("区政务公开办审核", "approve", "方知微"),
    ]
    assert (
        workflow.publish(report=fresh(report), by=leader, printed=printed(report)).stage
        == Stage.PUBLISHED
    )


@pytest.mark.parametrize("who", ["leader", "reviewer", "clerk", "outsider"])
def test_nobody_decides_before_their_step(at_step_one, who, request):
    person = request.getfixturevalue(who)
    with pytest.raises(moves.NotAllowed):
        approve(at_step_one, person)
    with pytest.raises(moves.NotAllowed):
        workflow.send_back(report=fresh(at_step_one), by=person, note="x")
    assert not {"approve", "send_back"} & workflow.moves_open_to(
        person, fresh(at_step_one)
    )


def test_the_nearest_office_up_the_tree_sets_the_steps(
    three_steps, office, other_office, district
):
    assert [step.name for step in steps_for(other_office)] == [
        name for name, *_ in THREE
    ]
    ReviewStep.objects.create(
        agency=office, position=1, name="主任审核", role=Role.LEADER
    )
    assert [step.name for step in steps_for(office)] == ["主任审核"]
    assert [
        step.name for step in steps_for(make_agency("alone", "远处街道办事处"))
    ] == ["审核"]


def test_a_step_is_at_an_office_above_its_own(three_steps, office, other_office):
    for at, role in ((other_office, Role.LEADER), (None, Role.REVIEWER)):
        with pytest.raises(ValidationError, match="上级"):
            ReviewStep(agency=office, position=9, name="x", role=role, at=at).clean()


def test_a_step_added_while_a_report_is_on_its_way_is_still_to_be_taken(
    at_step_one, checker, leader, district
):
    approve(at_step_one, checker)
    ReviewStep.objects.create(
        agency=district, position=4, name="法制审核", role=Role.LEADER
    )
    report = approve(at_step_one, leader)
    assert trail_of(report).next.name == "区政务公开办审核"
    assert not trail_of(report).is_last


# ── Deputies ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_deputy_decides_in_the_days_given_and_it_is_recorded_for_whom(
    at_step_one, checker, leader, other_office
):
    deputy = make_person("deputy", "宋衡", other_office, Role.LEADER)
    with pytest.raises(moves.NotAllowed):
        approve(at_step_one, deputy)
    stand_in(checker, deputy, "2024-01-10", "2024-01-12")
    for day, may in (
        ("2024-01-09", False),
        ("2024-01-10", True),
        ("2024-01-12", True),
        ("2024-01-13", False),
    ):
        with time_machine.travel(f"{day}T12:00:00+08:00"):
            assert (
                "approve" in workflow.moves_open_to(deputy, fresh(at_step_one))
            ) is may
            assert bool(waiting_for(deputy)) is may
            assert reports_for(deputy).filter(pk=at_step_one.pk).exists() is may
    with time_machine.travel("2024-01-11T12:00:00+08:00"):
        report = approve(at_step_one, deputy)
    event = report.events.last()
    assert (event.who, event.by, event.acting_for) == (
        "宋衡（代许安）",
        deputy,
        checker,
    )


def test_a_deputy_never_writes_and_never_approves_for_who_wrote(
    ready, clerk, leader, office, other_office
):
    Membership.objects.create(user=clerk, agency=office, role=Role.LEADER)
    deputy = make_person("deputy", "宋衡", other_office, Role.LEADER)
    stand_in(clerk, deputy)
    report = hand_in(ready, clerk)
    with pytest.raises(moves.NotAllowed, match="所代理的人"):
        approve(report, deputy)
    assert workflow.moves_open_to(deputy, fresh(report)) == {"send_back"}
    returned = workflow.send_back(report=fresh(report), by=deputy, note="请改。")
    with pytest.raises(moves.NotAllowed):
        drafts.save_cells(
            report=returned,
            changes=[CellChange(Place("requests", "new", "person"), "0", "1")],
            by=deputy,
        )


def test_nobody_is_their_own_deputy_and_days_run_forward(leader, clerk):
    for principal, last in ((leader, "2024-01-01"), (clerk, "2023-12-01")):
        with pytest.raises(IntegrityError), transaction.atomic():
            stand_in(principal, leader, "2024-01-01", last)


# ── Taking back, and what makes a decision void ───────────────────────────────────────────────────────────────────
def test_a_decision_is_taken_back_before_the_next_step_acts_and_not_after(
    at_step_one, checker, leader, clerk
):
    report = approve(at_step_one, checker)
    with pytest.raises(moves.WrongStage):
        workflow.withdraw(report=fresh(report), by=clerk)
    report = workflow.recall(report=fresh(report), by=checker)
    assert trail_of(report).next.name == "办公室初审"
    report = approve(approve(report, checker), leader)
    with pytest.raises(moves.WrongStage):
        workflow.recall(report=fresh(report), by=checker)
    report = workflow.recall(report=fresh(report), by=leader)
    assert trail_of(report).next.name == "分管领导审核"


def test_an_approval_is_taken_back_before_publication(submitted, leader):
    report = workflow.recall(report=approve(submitted, leader), by=leader)
    assert report.stage == Stage.SUBMITTED
    with pytest.raises(moves.WrongStage):
        workflow.publish(report=fresh(report), by=leader, printed=printed(report))
    assert [
        void for event, void in trail_of(report).recorded if event.move == Move.APPROVE
    ] == [True]


def test_a_return_makes_every_decision_void_and_says_so(
    at_step_one, checker, leader, clerk, client
):
    report = approve(at_step_one, checker)
    report = workflow.send_back(
        report=fresh(report), by=leader, note="第五部分太笼统。"
    )
    assert decisions(report) == []
    change = CellChange(Place("licensing", "licences", "decisions"), "0", "7")
    drafts.save_cells(report=report, changes=[change], by=clerk)
    report = hand_in(report, clerk)
    assert trail_of(report).next.name == "办公室初审"
    client.force_login(leader)
    page = client.get(reverse("disclosure:review", args=[report.pk])).content.decode()
    assert "本步通过（已作废）" in page


def test_what_was_decided_of_an_office_by_another_name_stands_no_more(
    at_step_one, checker, leader, office
):
    approve(at_step_one, checker)
    office.name = "棠溪镇人民政府"
    office.save()
    with pytest.raises(moves.NotAllowed):
        approve(at_step_one, leader)
    assert approve(at_step_one, checker).stage == Stage.SUBMITTED


# ── Several at once ───────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def two_waiting(submitted, other_office, outsider, leader):
    """Two reports that one leader may decide; the second has a query that nobody has answered."""
    Membership.objects.create(user=leader, agency=other_office, role=Role.LEADER)
    second = fill(
        workflow.open_report(agency=other_office, year=submitted.year, by=outsider),
        outsider,
    )
    change = CellChange(Place("documents", "regulations", "made"), "0", "1")
    drafts.save_cells(report=second, changes=[change], by=outsider)
    query = open_findings(fresh(second))[0]
    workflow.answer(
        report=fresh(second),
        fingerprint=query.fingerprint,
        reason="受委托代拟。",
        by=outsider,
    )
    return submitted, hand_in(fresh(second), outsider)


def boxes(page):
    return re.findall(
        r'name="report" value="([^"]+)"( disabled)?', page.content.decode()
    )


def test_several_reports_are_decided_at_once_each_listed_with_its_findings(
    two_waiting, leader, client
):
    client.force_login(leader)
    page = client.get(reverse("disclosure:batch"))
    assert "受委托代拟。" in page.content.decode()
    assert [disabled for _, disabled in boxes(page)] == ["", ""]
    client.post(
        reverse("disclosure:batch"), {"report": [value for value, _ in boxes(page)]}
    )
    assert [fresh(report).stage for report in two_waiting] == [Stage.APPROVED] * 2
    assert all(report.events.last().by == leader for report in two_waiting)


def test_a_report_with_an_open_query_is_not_decided_with_others(
    two_waiting, leader, client, district
):
    with lifted():
        two_waiting[1].answers.all().delete()
    client.force_login(leader)
    page = client.get(reverse("disclosure:batch"))
    assert [disabled for _, disabled in boxes(page)] == ["", " disabled"]
    answer = client.post(
        reverse("disclosure:batch"),
        {"report": [value for value, _ in boxes(page)]},
        follow=True,
    )
    assert [fresh(report).stage for report in two_waiting] == [
        Stage.APPROVED,
        Stage.SUBMITTED,
    ]
    assert "还有没有说明理由的疑点" in answer.content.decode()


@pytest.mark.parametrize(
    "value",
    ["", "x", "{pk}", "{pk}/0000/审核", "{other}/{seen}/审核", "999999/{seen}/审核"],
)
def test_what_a_batch_may_not_decide_it_does_not(
    submitted, leader, outsider, other_office, client, value
):
    other = workflow.open_report(agency=other_office, year=submitted.year, by=outsider)
    seen = content_hash(fresh(submitted).content)
    client.force_login(leader)
    client.post(
        reverse("disclosure:batch"),
        {"report": value.format(pk=submitted.pk, other=other.pk, seen=seen)},
    )
    assert not Event.objects.filter(move=Move.APPROVE).exists()


# ── Attempts at going round ───────────────────────────────────────────────────────────────────────────────────────
def test_a_form_sent_twice_does_not_decide_two_steps(
    at_step_one, checker, office, client
):
    Membership.objects.create(user=checker, agency=office, role=Role.LEADER)
    client.force_login(checker)
    url = reverse("disclosure:approve", args=[at_step_one.pk])
    form = {"seen": content_hash(fresh(at_step_one).content), "step": "办公室初审"}
    assert client.post(url, form).status_code == 302
    assert client.post(url, form).status_code == 409
    assert len(decisions(fresh(at_step_one))) == 1


def test_an_older_hash_is_refused_at_every_step(at_step_one, checker):
    with pytest.raises(moves.Changed):
        workflow.approve(
            report=fresh(at_step_one), by=checker, seen="0" * 64, step="办公室初审"
        )


def test_a_last_step_cannot_be_jumped_to_by_name(at_step_one, reviewer):
    seen = content_hash(fresh(at_step_one).content)
    with pytest.raises(moves.WrongStage):
        workflow.approve(
            report=fresh(at_step_one), by=reviewer, seen=seen, step="区政务公开办审核"
        )


@pytest.mark.parametrize("stage", [Stage.APPROVED, Stage.PUBLISHED, Stage.DRAFT])
def test_a_stage_cannot_be_set_past_a_step(at_step_one, checker, stage):
    approve(at_step_one, checker)
    for change in (
        lambda: Report.objects.filter(pk=at_step_one.pk).update(stage=stage),
        lambda: connection.cursor().execute(
            f"UPDATE {Report._meta.db_table} SET stage = %s WHERE id = %s",
            [stage, at_step_one.pk],
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    assert fresh(at_step_one).stage == Stage.SUBMITTED


def test_an_approval_cannot_be_written_past_the_application(at_step_one):
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(report=at_step_one).update(move=Move.APPROVE)
    assert fresh(at_step_one).stage == Stage.SUBMITTED


@pytest.mark.django_db(transaction=True)
def test_of_two_leaders_at_once_one_decides(submitted, leader, office):
    second = make_person("second", "宋衡", office, Role.LEADER)
    one, two = race(
        lambda: approve(submitted, leader), lambda: approve(submitted, second)
    )
    outcomes = sorted((one, two), key=lambda outcome: isinstance(outcome, Exception))
    assert outcomes[0].stage == Stage.APPROVED
    assert isinstance(outcomes[1], moves.WrongStage)
    assert Event.objects.filter(move=Move.APPROVE).count() == 1


# ── Corrections ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_correction_is_a_new_release_with_its_reason_and_the_old_one_stays(
    published, clerk, leader
):
    first = Release.objects.get()
    with pytest.raises(ValueError, match="原因"):
        workflow.correct(report=published, by=clerk, reason=" ")
    report = workflow.correct(report=published, by=clerk, reason="行政许可少计 7 件。")
    assert report.stage == Stage.DRAFT
    assert get_version(get_entry(report.agency.code, report.year)) == first, (
        "until it is published the public reads the first"
    )
    change = CellChange(Place("licensing", "licences", "decisions"), "0", "7")
    drafts.save_cells(report=fresh(report), changes=[change], by=clerk)
    release(hand_in(fresh(report), clerk), leader)
    newest = get_version(get_entry(report.agency.code, report.year))
    assert (newest.number, newest.reason) == (2, "行政许可少计 7 件。")
    assert newest.content["licensing", "licences", "decisions"] == 7
    first.refresh_from_db()
    assert (
        first.number,
        first.reason,
        first.content["licensing", "licences", "decisions"],
    ) == (1, "", 0)


def test_a_correction_is_dropped_only_while_nothing_differs(published, clerk, leader):
    report = workflow.correct(report=published, by=clerk, reason="可能有误。")
    change = CellChange(Place("licensing", "licences", "decisions"), "0", "7")
    drafts.save_cells(report=fresh(report), changes=[change], by=clerk)
    with pytest.raises(moves.Changed):
        workflow.drop(report=fresh(report), by=clerk)
    back = CellChange(Place("licensing", "licences", "decisions"), "7", "0")
    drafts.save_cells(report=fresh(report), changes=[back], by=clerk)
    assert workflow.drop(report=fresh(report), by=clerk).stage == Stage.PUBLISHED
    report = workflow.correct(report=fresh(report), by=leader, reason="确有一处。")
    release(hand_in(fresh(report), clerk), leader)
    assert (
        get_version(get_entry(report.agency.code, report.year)).reason == "确有一处。"
    )


def test_what_was_never_published_is_neither_corrected_nor_dropped(
    submitted, draft, clerk
):
    with pytest.raises(moves.WrongStage):
        workflow.correct(report=submitted, by=clerk, reason="x")
    taken = workflow.withdraw(report=submitted, by=clerk)
    with pytest.raises(moves.WrongStage):
        workflow.drop(report=taken, by=clerk)
    assert "drop" not in workflow.moves_open_to(clerk, fresh(taken))


@pytest.mark.parametrize("who", ["reviewer", "outsider"])
def test_only_the_office_corrects(published, who, request):
    with pytest.raises(moves.NotAllowed):
        workflow.correct(report=published, by=request.getfixturevalue(who), reason="x")


def test_the_chain_stays_whole_over_all_of_it(
    at_step_one, checker, leader, reviewer, clerk
):
    from disclosure.audit.walk import Walk

    report = workflow.recall(report=approve(at_step_one, checker), by=checker)
    for person in (checker, leader, reviewer):
        report = approve(report, person)
    report = workflow.publish(report=fresh(report), by=leader, printed=printed(report))
    workflow.drop(
        report=workflow.correct(report=fresh(report), by=clerk, reason="误按。"),
        by=clerk,
    )
    assert list(Walk().faults()) == []
    assert get_report(leader, report.pk).stage == Stage.PUBLISHED
