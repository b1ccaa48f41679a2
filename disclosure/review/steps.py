"""Reads from a report's events which step of review is next, whose turn it is, and for whom they act."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from disclosure.access import ROLES, agencies_of
from disclosure.models import (
    DECIDING,
    Agency,
    Event,
    Move,
    Report,
    ReviewStep,
    Role,
    Stage,
    User,
)
from disclosure.review.acting import ActedFor, people_acted_for, roles_in_all

DEFAULT = ReviewStep(name="审核", role=Role.LEADER)
"""Where nobody has set steps, the office's own leader approves."""
DECISIONS = (Move.PASS, Move.APPROVE)
KEEPS_DECISIONS = (Move.PUBLISH, Move.DROP)
"""Moves after which the decisions before them still stand; any other move begins the review anew."""


@dataclass(frozen=True, slots=True)
class Trail:
    """A report's steps in order, the decisions that stand, and all events."""

    steps: Sequence[ReviewStep]
    decisions: Sequence[Event]
    events: Sequence[Event]

    @property
    def next(self) -> ReviewStep | None:
        """The step whose turn it is; None when every step has been taken."""
        taken = {event.step for event in self.decisions}
        return next((step for step in self.steps if step.name not in taken), None)

    @property
    def is_last(self) -> bool:
        """Whether the next step is the one that approves."""
        return self.next is not None and self.next.name == self.steps[-1].name

    @property
    def track(self) -> list[tuple[ReviewStep, Event | None, bool]]:
        """(step, its decision, whether it is the next) for people to see."""
        taken = {event.step: event for event in self.decisions}
        return [(step, taken.get(step.name), step is self.next) for step in self.steps]

    @property
    def recorded(self) -> list[tuple[Event, bool]]:
        """(event, whether it is a decision that stands no more): what was decided before a return or a change is void."""
        standing = {event.pk for event in self.decisions}
        return [
            (event, event.move in DECISIONS and event.pk not in standing)
            for event in self.events
        ]


def steps_for(
    agency: Agency, known: Iterable[ReviewStep] | None = None
) -> list[ReviewStep]:
    """The steps of the nearest office up the tree that has any: one query, or none where all steps are `known`."""
    line = agency.line
    if known is None:
        steps = ReviewStep.objects.filter(agency__in=line).select_related("at")
        known = steps.order_by("position")

    by_agency: dict[int, list[ReviewStep]] = defaultdict(list)
    for step in known:
        by_agency[step.agency_id].append(step)

    for office in reversed(line):
        if office in by_agency:
            return by_agency[office]

    return [DEFAULT]


def trail_of(
    report: Report,
    content_hash: str | None = None,
    known: Iterable[ReviewStep] | None = None,
) -> Trail:
    """The report's trail. Decisions on another content than `content_hash` (where it is given) do not stand."""
    events = list(report.events.all())
    decisions = _standing(events)
    if content_hash is not None:
        decisions = [event for event in decisions if event.content_hash == content_hash]

    return Trail(steps_for(report.agency, known), decisions, events)


def _standing(events: Iterable[Event]) -> list[Event]:
    """The decisions that no later event has taken away, in their order."""
    decisions: list[Event] = []
    for event in events:
        if event.move in DECISIONS:
            decisions.append(event)
        elif event.move == Move.RECALL:
            decisions.pop()
        elif event.move not in KEEPS_DECISIONS:
            decisions.clear()

    return decisions


def return_to_answer(report: Report) -> Event | None:
    """The return that a clerk has to answer: the last one, while the report is a draft because of it."""
    if report.stage != Stage.DRAFT:
        return None

    last = report.events.filter(move__in=(Move.SEND_BACK, Move.SUBMIT)).last()
    if last is None or last.move != Move.SEND_BACK:
        return None
    return last


def turn_of(
    user: User, step: ReviewStep, report: Report, *, writers_too: bool = False
) -> User | None:
    """For whom the person may decide at a step: themselves first, else somebody for whom they stand in; None: for nobody.

    Who wrote the report decides neither for themselves nor through somebody else; with `writers_too`, it is asked of the
    role alone (to return a report is not to approve it).
    """
    people = people_acted_for(user)
    return first_able(people, step, report, writers_too=writers_too)


def first_able(
    people: Sequence[ActedFor],
    step: ReviewStep,
    report: Report,
    *,
    writers_too: bool = False,
) -> User | None:
    """`turn_of` for somebody of whom it is known for whom they act: the first is themselves."""
    if not writers_too and wrote(people[0].person, report):
        return None

    for one in people:
        if not one.decides_at(step, report):
            continue
        if writers_too or not wrote(one.person, report):
            return one.person

    return None


def waiting_for(user: User, people: Sequence[ActedFor] | None = None) -> list[Report]:
    """Reports whose next move is this person's: to decide at a step, or to publish; the longest waiting first.

    It is asked for every page, so it takes one query for each person acted for, and three more where there is anything.
    """
    people = people_acted_for(user) if people is None else people
    held = roles_in_all(people)
    near = agencies_of(held, *DECIDING, Role.PUBLISHER)
    stages = (Stage.SUBMITTED, Stage.APPROVED)
    reports = Report.objects.filter(agency__in=near, stage__in=stages)
    found = list(reports.order_by("changed_at").select_related("agency"))
    if not found:
        return []

    submitted = [report for report in found if report.stage == Stage.SUBMITTED]
    prefetch_related_objects(submitted, "events")
    known = list(ReviewStep.objects.select_related("at").order_by("position"))
    publishing = {one.agency for one in held if one.role in ROLES["publish"]}
    return [report for report in found if _is_turn(report, people, known, publishing)]


def _is_turn(
    report: Report,
    people: Sequence[ActedFor],
    known: Sequence[ReviewStep],
    publishing: set[int],
) -> bool:
    if report.stage == Stage.APPROVED:
        return report.agency_id in publishing

    step = trail_of(report, known=known).next
    return step is not None and first_able(people, step, report) is not None


def wrote(user: User, report: Report) -> bool:
    """Whether the person had a hand in the report as it stands: then another must approve it."""
    return user.pk in (report.changed_by_id, report.submitted_by_id)


def may_recall(user: User, report: Report, trail: Trail) -> bool:
    """Whether the newest event is this person's own decision: it can be taken back before the next step acts."""
    if not trail.events or report.stage not in (Stage.SUBMITTED, Stage.APPROVED):
        return False

    last = trail.events[-1]
    return last.move in DECISIONS and last.by_id == user.pk
