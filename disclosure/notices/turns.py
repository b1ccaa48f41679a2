"""What waits for a person: to decide, to publish, or to set right a report that came back to them. Nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.db.models import Max
from django.utils import timezone

from disclosure.models import Event, Membership, Move, Report, Role, Stage, User
from disclosure.review.acting import people_acted_for
from disclosure.review.steps import first_able, trail_of, waiting_for

Kind = Literal["decide", "publish", "fix"]
HEADINGS: dict[Kind, str] = {
    "decide": "等您审核",
    "publish": "等您发布",
    "fix": "等您修改",
}


@dataclass(frozen=True, slots=True)
class Turn:
    """A report whose next move is the person's, and the event that brought it there."""

    report: Report
    kind: Kind
    event: Event
    step: str = ""
    acting_for: User | None = None

    @property
    def what(self) -> str:
        """The step, or what happened that makes it their turn."""
        if self.step:
            return self.step
        if self.kind == "publish":
            return "待发布"
        return self.event.get_move_display()

    @property
    def days(self) -> int:
        """Whole days, by the calendar here, since it came."""
        return (timezone.localdate() - timezone.localdate(self.event.at)).days


def turns_of(user: User) -> list[Turn]:
    """Everything that waits for the person, each kind with the longest waiting first."""
    return sorted(
        [*_to_decide_or_publish(user), *to_fix(user)],
        key=lambda turn: list(HEADINGS).index(turn.kind),
    )


def turns_to_tell(user: User, turns: Iterable[Turn]) -> list[Turn]:
    """Without what the person brought there today themselves: they know. If it still lies there tomorrow, they are told."""
    today = timezone.localdate()
    return [
        turn
        for turn in turns
        if turn.event.by_id != user.pk or timezone.localdate(turn.event.at) < today
    ]


def to_fix(user: User) -> list[Turn]:
    """Drafts that were returned, or opened again for a correction by somebody who does not write in that office.

    They go to whoever handed the report in last, while they are a clerk there and can be written to; else to every clerk
    of the office.
    """
    offices = Membership.objects.filter(user=user.pk, role=Role.CLERK).values("agency")
    drafts = Report.objects.filter(
        agency__in=offices, stage=Stage.DRAFT, submitted_by__isnull=False
    )
    turns = []
    for report, event in with_newest_event(drafts.select_related("agency")):
        came_back = event.move in (Move.SEND_BACK, Move.CORRECT)
        if came_back and user.pk in _clerks_to_fix(report, event):
            turns.append(Turn(report, "fix", event))

    return turns


def with_newest_event(reports: Iterable[Report]) -> list[tuple[Report, Event]]:
    """(report, its newest event), the oldest event first: one query beside the reports' own."""
    found = {report.pk: report for report in reports}
    events = Event.objects.filter(report__in=found).order_by()
    newest = events.values("report").annotate(last=Max("chain_number"))
    last_events = Event.objects.filter(chain_number__in=newest.values("last"))
    return [
        (found[event.report_id], event)
        for event in last_events.order_by("chain_number")
    ]


def _clerks_to_fix(report: Report, event: Event) -> set[int]:
    """The ids of the clerks whose turn a draft is that came back by this event; none where one of them opened it."""
    members = Membership.objects.filter(
        agency=report.agency_id, role=Role.CLERK, user__is_active=True
    )
    clerks = {member.user_id: member.user for member in members.select_related("user")}
    if event.move == Move.CORRECT and event.by_id in clerks:
        return set()

    last = clerks.get(report.submitted_by_id or 0)
    if last is not None and last.email:
        return {last.pk}
    return set(clerks)


def _to_decide_or_publish(user: User) -> list[Turn]:
    people = people_acted_for(user)
    turns = []
    for report, event in with_newest_event(waiting_for(user, people)):
        if report.stage == Stage.APPROVED:
            turns.append(Turn(report, "publish", event))
            continue

        step = trail_of(report).next
        if step is not None:
            person = first_able(people, step, report)
            acting_for = None if person == user else person
            turns.append(Turn(report, "decide", event, step.name, acting_for))

    return turns
