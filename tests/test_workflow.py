"""Moves: who may make them, from which stage, on which content, and what is recorded."""

import pytest
from django.core.exceptions import ValidationError

from disclosure.desk import drafts
from disclosure.exchange import content_hash
from disclosure.models import (
    Membership,
    Move,
    Release,
    Report,
    ReportingYear,
    Role,
    RuleLevel,
    Stage,
)
from disclosure.review import moves, workflow
from disclosure.review.findings import (
    answers_to,
    findings_of,
    last_content,
    open_findings,
)
from disclosure.rules import Level
from disclosure.statutory.content import CellChange
from disclosure.statutory.places import Place
from tests.support.append_only import lifted
from tests.support.stage import approve, fresh, hand_in, printed, race


def moved(report):
    return list(report.events.values_list("move", flat=True))


def test_opening_twice_gives_the_same_report(draft, office, clerk):
    assert workflow.open_report(agency=office, year=draft.year, by=clerk) == draft
    assert moved(draft) == [Move.OPEN]


def test_only_the_clerk_opens_and_only_an_open_year(year, office, clerk, leader):
    with pytest.raises(moves.NotAllowed):
        workflow.open_report(agency=office, year=year.year, by=leader)
    ReportingYear.objects.update(is_open=False)
    with pytest.raises(moves.NotAllowed, match="没有开放"):
        workflow.open_report(agency=office, year=year.year, by=clerk)


def test_errors_block_submission_and_are_listed(draft, clerk):
    with pytest.raises(moves.Blocked) as caught:
        hand_in(draft, clerk)
    assert {finding.code for finding in caught.value.findings} == {"V-1", "D-4"}
    assert fresh(draft).stage == Stage.DRAFT


def test_an_unbalanced_column_blocks_submission(ready, clerk):
    drafts.save_cells(
        report=ready,
        changes=[CellChange(Place("requests", "new", "person"), "0", "3")],
        by=clerk,
    )
    with pytest.raises(moves.Blocked) as caught:
        hand_in(ready, clerk)
    assert [finding.code for finding in caught.value.findings] == ["T3-1"]


def test_the_whole_way_is_recorded(published):
    assert published.stage == Stage.PUBLISHED
    assert moved(published) == [Move.OPEN, Move.SUBMIT, Move.APPROVE, Move.PUBLISH]
    hashes = list(published.events.values_list("content_hash", flat=True))
    assert len(set(hashes[1:])) == 1
    assert [event.by_name for event in published.events.all()] == [
        "沈禾",
        "沈禾",
        "陆远舟",
        "陆远舟",
    ]


def test_a_release_keeps_the_content_it_was_approved_with(published):
    kept = Release.objects.get()
    assert (
        kept.content_hash
        == content_hash(kept.content)
        == content_hash(fresh(published).content)
    )
    assert kept.title == "棠溪街道办事处2023年政府信息公开工作年度报告"


def test_a_return_needs_a_reason_and_reaches_the_clerk(submitted, leader):
    with pytest.raises(ValueError, match="原因"):
        workflow.send_back(report=submitted, by=leader, note="  ")
    report = workflow.send_back(report=submitted, by=leader, note=" 第五部分太笼统。 ")
    assert report.stage == Stage.DRAFT
    assert report.events.last().note == "第五部分太笼统。"


def test_an_approved_report_can_still_be_returned(submitted, leader):
    report = workflow.send_back(
        report=approve(submitted, leader), by=leader, note="漏了一件。"
    )
    assert report.stage == Stage.DRAFT


def test_a_clerk_takes_back_before_approval_and_not_after(submitted, clerk, leader):
    taken = workflow.withdraw(report=submitted, by=clerk)
    assert taken.stage == Stage.DRAFT
    approved = approve(hand_in(taken, clerk), leader)
    with pytest.raises(moves.WrongStage, match="已审核"):
        workflow.withdraw(report=approved, by=clerk)


def test_an_approval_is_of_the_content_seen(submitted, clerk, leader):
    seen = content_hash(fresh(submitted).content)
    taken = workflow.withdraw(report=submitted, by=clerk)
    change = CellChange(Place("licensing", "licences", "decisions"), "0", "7")
    drafts.save_cells(report=taken, changes=[change], by=clerk)
    hand_in(taken, clerk)
    with pytest.raises(moves.Changed):
        workflow.approve(report=taken, by=leader, seen=seen)
    assert approve(taken, leader).stage == Stage.APPROVED


def test_nobody_approves_what_they_wrote_or_handed_in(ready, clerk, office, leader):
    Membership.objects.create(user=clerk, agency=office, role=Role.LEADER)
    Membership.objects.create(user=leader, agency=office, role=Role.CLERK)
    report = hand_in(ready, leader)
    for person in (clerk, leader):
        with pytest.raises(moves.NotAllowed, match="另一位"):
            approve(report, person)
        assert "approve" not in workflow.moves_open_to(person, fresh(report))


def test_publishing_needs_an_approval_of_this_content(submitted, leader):
    with pytest.raises(moves.WrongStage):
        workflow.publish(report=submitted, by=leader, printed=printed(submitted))
    approved = approve(submitted, leader)
    with pytest.raises(moves.Changed):
        workflow.publish(
            report=approved, by=leader, printed=workflow.PrintedReport("another", {})
        )
    assert not Release.objects.exists()


def test_publishing_is_refused_when_the_lines_were_changed_behind_the_applications_back(
    submitted, leader
):
    approved = approve(submitted, leader)
    with lifted():
        approved.passages.filter(key="problems").update(text="改动")
    with pytest.raises(moves.Changed):
        workflow.publish(report=approved, by=leader, printed=printed(approved))


@pytest.mark.parametrize("who", ["reviewer", "outsider", "clerk"])
def test_only_the_offices_leader_decides(submitted, who, request):
    person = request.getfixturevalue(who)
    with pytest.raises(moves.NotAllowed):
        approve(submitted, person)
    with pytest.raises(moves.NotAllowed):
        workflow.send_back(report=submitted, by=person, note="x")


@pytest.mark.parametrize("who", ["reviewer", "outsider", "leader"])
def test_only_the_offices_clerk_hands_in(ready, who, request):
    with pytest.raises(moves.NotAllowed):
        hand_in(ready, request.getfixturevalue(who))


def test_last_years_release_is_what_this_year_is_compared_with(
    published, office, clerk
):
    ReportingYear.objects.create(year=2024, due_on="2097-01-31")
    this = workflow.open_report(agency=office, year=2024, by=clerk)
    assert content_hash(last_content(this)) == content_hash(fresh(published).content)
    assert last_content(published) is None


@pytest.fixture
def doubtful(ready, clerk):
    """A draft with one query: a street office with a 规章."""
    change = CellChange(Place("documents", "regulations", "made"), "0", "1")
    drafts.save_cells(report=ready, changes=[change], by=clerk)
    return ready


def query(report):
    (finding,) = findings_of(fresh(report))
    return finding


def test_a_query_blocks_until_it_is_answered(doubtful, clerk):
    with pytest.raises(moves.Blocked) as caught:
        hand_in(doubtful, clerk)
    assert [finding.code for finding in caught.value.findings] == ["T2-1"]
    workflow.answer(
        report=doubtful,
        fingerprint=query(doubtful).fingerprint,
        reason=" 受委托代拟。 ",
        by=clerk,
    )
    assert hand_in(doubtful, clerk).stage == Stage.SUBMITTED
    (given,) = answers_to(doubtful, findings_of(fresh(doubtful))).values()
    assert (given.code, given.reason, given.by_name) == ("T2-1", "受委托代拟。", "沈禾")


def test_an_answer_lapses_when_a_value_it_speaks_of_changes_and_is_alive_again_when_it_returns(
    doubtful, clerk
):
    workflow.answer(
        report=doubtful,
        fingerprint=query(doubtful).fingerprint,
        reason="理由",
        by=clerk,
    )
    for was, now, open_ones in (("1", "2", 1), ("2", "1", 0)):
        change = CellChange(Place("documents", "regulations", "made"), was, now)
        drafts.save_cells(report=doubtful, changes=[change], by=clerk)
        assert len(open_findings(fresh(doubtful))) == open_ones


def test_an_answer_outlives_changes_elsewhere(doubtful, clerk):
    workflow.answer(
        report=doubtful,
        fingerprint=query(doubtful).fingerprint,
        reason="理由",
        by=clerk,
    )
    change = CellChange(Place("licensing", "licences", "decisions"), "0", "5")
    drafts.save_cells(report=doubtful, changes=[change], by=clerk)
    assert open_findings(fresh(doubtful)) == []


def test_a_blank_reason_takes_the_answer_back(doubtful, clerk):
    fingerprint = query(doubtful).fingerprint
    workflow.answer(report=doubtful, fingerprint=fingerprint, reason="理由", by=clerk)
    assert (
        workflow.answer(report=doubtful, fingerprint=fingerprint, reason="  ", by=clerk)
        is None
    )
    assert len(open_findings(fresh(doubtful))) == 1


def test_only_a_query_that_is_asked_can_be_answered(doubtful, clerk, leader):
    with pytest.raises(moves.UnknownQuery):
        workflow.answer(
            report=doubtful, fingerprint="T3-1|x|1|2", reason="理由", by=clerk
        )
    with pytest.raises(moves.NotAllowed):
        workflow.answer(
            report=doubtful,
            fingerprint=query(doubtful).fingerprint,
            reason="理由",
            by=leader,
        )


def set_level(agency, code, level, by):
    row = RuleLevel(agency=agency, code=code, level=level, reason="区办通知", by=by)
    row.full_clean()
    row.save()


def test_a_jurisdiction_changes_a_level_for_everybody_below_and_the_nearest_decides(
    doubtful, clerk, office, district
):
    set_level(district, "T2-1", "off", clerk)
    assert findings_of(fresh(doubtful)) == []
    set_level(office, "T2-1", "error", clerk)
    assert query(doubtful).level is Level.ERROR
    set_level(office, "T2-1", "hint", clerk)
    assert query(doubtful).level is Level.HINT
    assert RuleLevel.objects.count() == 3


def test_a_neighbours_level_is_no_concern(doubtful, clerk, other_office):
    set_level(other_office, "T2-1", "off", clerk)
    assert query(doubtful).level is Level.QUERY


@pytest.mark.parametrize(
    "code", ["V-1", "V-2", "T3-1", "T3-2", "T3-3", "T4-1", "nonsense"]
)
def test_arithmetic_cannot_be_switched_off(district, clerk, code):
    with pytest.raises(ValidationError):
        set_level(district, code, "off", clerk)


def test_arithmetic_stays_even_when_the_row_was_written_by_hand(ready, clerk, district):
    RuleLevel.objects.create(
        agency=district, code="T3-1", level="off", reason="x", by=clerk
    )
    change = CellChange(Place("requests", "new", "person"), "0", "3")
    drafts.save_cells(report=ready, changes=[change], by=clerk)
    assert [f.code for f in findings_of(fresh(ready)) if f.level is Level.ERROR] == [
        "T3-1"
    ]


@pytest.mark.django_db(transaction=True)
def test_of_two_people_pressing_at_once_one_wins_and_the_other_reads_what_happened(
    submitted, leader
):
    seen = content_hash(fresh(submitted).content)
    outcomes = race(
        lambda: workflow.approve(report=submitted, by=leader, seen=seen),
        lambda: workflow.send_back(report=submitted, by=leader, note="再看看。"),
        lambda: workflow.approve(report=submitted, by=leader, seen=seen),
    )
    stages = {outcome.stage for outcome in outcomes if isinstance(outcome, Report)}
    refused = [outcome for outcome in outcomes if isinstance(outcome, moves.WrongStage)]
    events = moved(submitted)
    if Move.SEND_BACK in events:  # a return may also follow an approval
        assert fresh(submitted).stage == Stage.DRAFT
    else:
        assert fresh(submitted).stage == Stage.APPROVED
    assert len(stages) + len(refused) >= 2
    assert events.count(Move.APPROVE) <= 1
    assert len(refused) >= 1
    assert len(outcomes) == len(refused) + sum(
        isinstance(outcome, Report) for outcome in outcomes
    )


@pytest.mark.django_db(transaction=True)
def test_twenty_saves_at_once_lose_nothing(draft, clerk):
    table = draft.edition.table("requests")
    cells = table.entry_cells[:20]
    outcomes = race(
        *(
            lambda cell=cell: drafts.save_cells(
                report=draft,
                changes=[CellChange(Place("requests", *cell), "", "1")],
                by=clerk,
            )
            for cell in cells
        )
    )
    assert all(isinstance(outcome, drafts.Saved) for outcome in outcomes), outcomes
    content = fresh(draft).content
    assert [content["requests", *cell] for cell in cells] == [1] * 20


@pytest.mark.django_db(transaction=True)
def test_opening_at_once_makes_one_report(office, clerk, year):
    outcomes = race(
        *[lambda: workflow.open_report(agency=office, year=year.year, by=clerk)] * 4
    )
    assert {outcome.pk for outcome in outcomes} == {Report.objects.get().pk}
    assert moved(Report.objects.get()) == [Move.OPEN]
