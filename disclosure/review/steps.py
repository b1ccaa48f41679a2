"""Where a report is on its way through review: which step is next, whose turn it is, and for whom they act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils import timezone

from disclosure.access import ROLES, agencies_of, memberships_of
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
    principals_of,
)

DEFAULT = ReviewStep(name="审核", role=Role.LEADER)
"""Where nobody has set steps, the office's own leader approves."""


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
            (e, e.move in (Move.PASS, Move.APPROVE) and e.pk not in standing)
            for e in self.events
        ]


def steps_for(
    agency: Agency, known: Iterable[ReviewStep] | None = None
) -> list[ReviewStep]:
    """The steps of the nearest office up the tree that has any: one query, or none where all steps are `known`."""
    line = [int(pk) for pk in agency.path.strip("/").split("/")]
    if known is None:
        known = (
            ReviewStep.objects.filter(agency__in=line)
            .select_related("at")
            .order_by("position")
        )
    rows = [row for row in known if row.agency_id in line]
    nearest = max((line.index(row.agency_id) for row in rows), default=None)
    return (
        [DEFAULT]
        if nearest is None
        else [row for row in rows if row.agency_id == line[nearest]]
    )


def trail_of(
    report: Report,
    content_hash: str | None = None,
    known: Iterable[ReviewStep] | None = None,
) -> Trail:
    """The report's trail. Decisions on another content than `content_hash` (where it is given) do not stand."""
    events = list(report.events.all())
    decisions: list[Event] = []
    for event in events:
        if event.move in (Move.PASS, Move.APPROVE):
            decisions.append(event)
        elif event.move == Move.RECALL:
            decisions.pop()
        elif event.move not in (Move.PUBLISH, Move.DROP):
            decisions.clear()
    if content_hash is not None:
        decisions = [event for event in decisions if event.content_hash == content_hash]
    return Trail(steps_for(report.agency, known), decisions, events)


def turn_of(
    user: User, step: ReviewStep, report: Report, *, writers_too: bool = False
) -> User | None:
    """For whom the person may decide at a step: themselves first, else somebody for whom they stand in; None: for nobody.

    Who wrote the report decides neither for themselves nor through somebody else; with `writers_too`, it is asked of the
    role alone (to return a report is not to approve it).
    """
    return first_able(hands_of(user), step, report, writers_too=writers_too)


@dataclass(frozen=True, slots=True)
class Hand:
    """A person for whom somebody acts, themselves or a principal, with that person's own roles."""

    person: User
    held: Sequence[tuple[str, int, str]]


def hands_of(user: User) -> list[Hand]:
    """The person, then those for whom they stand in today."""
    people = (user, *principals_of(user, timezone.localdate()))
    return [Hand(person, memberships_of(person)) for person in people]


def held_in(hands: Sequence[Hand]) -> list[tuple[str, int, str]]:
    """What `access.held_by` says, of hands that are known already."""
    lent = [row for hand in hands[1:] for row in hand.held if row[0] in DECIDING]
    return [*hands[0].held, *lent]


def first_able(
    hands: Sequence[Hand],
    step: ReviewStep,
    report: Report,
    *,
    writers_too: bool = False,
) -> User | None:
    """`turn_of` for somebody whose hands are known already: the first is themselves."""
    office = (step.role, step.at_id or report.agency_id)
    able = [
        hand.person
        for hand in hands
        if any(office == (role, agency) for role, agency, _ in hand.held)
    ]
    if not writers_too:
        able = [
            who
            for who in able
            if not (wrote(hands[0].person, report) or wrote(who, report))
        ]
    return able[0] if able else None


def waiting_for(user: User, hands: Sequence[Hand] | None = None) -> list[Report]:
    """Reports whose next move is this person's: to decide at a step, or to publish; the longest waiting first.

    It is asked for every page, so it takes one query for each person acted for, and three more where there is anything.
    """
    hands = hands_of(user) if hands is None else hands
    held = held_in(hands)
    near = agencies_of(held, *DECIDING, Role.PUBLISHER)
    stages = (Stage.SUBMITTED, Stage.APPROVED)
    reports = (
        Report.objects.filter(agency__in=near, stage__in=stages)
        .order_by("changed_at")
        .select_related("agency")
    )
    if not (found := list(reports)):
        return []
    prefetch_related_objects(
        [report for report in found if report.stage == Stage.SUBMITTED], "events"
    )
    known = list(ReviewStep.objects.select_related("at").order_by("position"))
    publishing = {agency for role, agency, _ in held if role in ROLES["publish"]}
    return [report for report in found if _is_turn(report, hands, known, publishing)]


def _is_turn(
    report: Report,
    hands: Sequence[Hand],
    known: Sequence[ReviewStep],
    publishing: set[int],
) -> bool:
    if report.stage == Stage.APPROVED:
        return report.agency_id in publishing
    step = trail_of(report, known=known).next
    return step is not None and first_able(hands, step, report) is not None


def wrote(user: User, report: Report) -> bool:
    """Whether the person had a hand in the report as it stands: then another must approve it."""
    return user.pk in (report.changed_by_id, report.submitted_by_id)


def may_recall(user: User, report: Report, trail: Trail) -> bool:
    """Whether the newest event is this person's own decision: it can be taken back before the next step acts."""
    last = trail.events[-1] if trail.events else None
    decided = (
        last is not None
        and last.move in (Move.PASS, Move.APPROVE)
        and last.by_id == user.pk
    )
    return decided and report.stage in (Stage.SUBMITTED, Stage.APPROVED)
