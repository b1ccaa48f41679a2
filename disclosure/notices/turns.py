"""What waits for a person: to decide, to publish, or to set right a report that came back to them. Nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.db.models import Max
from django.utils import timezone

from disclosure.models import Event, Membership, Move, Report, Role, Stage, User
from disclosure.review.steps import first_able, hands_of, trail_of, waiting_for

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
        return self.step or {"publish": "待发布"}.get(
            self.kind, self.event.get_move_display()
        )

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


def told_of(user: User, turns: Iterable[Turn]) -> list[Turn]:
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
        if event.move in (Move.SEND_BACK, Move.CORRECT) and user.pk in _clerks(
            report, event
        ):
            turns.append(Turn(report, "fix", event))
    return turns


def with_newest_event(reports: Iterable[Report]) -> list[tuple[Report, Event]]:
    """(report, its newest event), the oldest event first: one query beside the reports' own."""
    found = {report.pk: report for report in reports}
    newest = (
        Event.objects.filter(report__in=found)
        .order_by()
        .values("report")
        .annotate(last=Max("chain_number"))
    )
    events = Event.objects.filter(chain_number__in=newest.values("last")).order_by(
        "chain_number"
    )
    return [(found[event.report_id], event) for event in events]


def _clerks(report: Report, event: Event) -> set[int]:
    clerks = {
        person.user_id: person.user
        for person in Membership.objects.filter(
            agency=report.agency_id, role=Role.CLERK, user__is_active=True
        ).select_related("user")
    }
    if event.move == Move.CORRECT and event.by_id in clerks:
        return set()
    last = clerks.get(report.submitted_by_id or 0)
    return {last.pk} if last and last.email else set(clerks)


def _to_decide_or_publish(user: User) -> list[Turn]:
    hands = hands_of(user)
    turns = []
    for report, event in with_newest_event(waiting_for(user, hands)):
        if report.stage == Stage.APPROVED:
            turns.append(Turn(report, "publish", event))
        elif step := trail_of(report).next:
            person = first_able(hands, step, report)
            turns.append(
                Turn(
                    report,
                    "decide",
                    event,
                    step.name,
                    None if person == user else person,
                )
            )
    return turns
