"""Reads from the events what others have done with a person's reports; kept is only how far the person has read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from disclosure.access import OWN_OFFICE, agencies_of, reports_of
from disclosure.models import Event, Move, NoticeState, User, kept_notice_state
from disclosure.review.acting import ActedFor, people_acted_for, roles_in_all
from disclosure.review.steps import waiting_for

UNTOLD = (Move.OPEN,)
"""What is no news to anybody."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What the head of every page says: how many reports wait for the person, how much has happened since they looked."""

    waiting: int
    new: int


def counts(user: User) -> Counts:
    """For every page: two queries and one for each person acted for, two more, and three where reports wait."""
    people = people_acted_for(user)
    new = happenings(user, people).filter(chain_number__gt=last_seen(user))
    return Counts(len(waiting_for(user, people)), new.count())


def happenings(user: User, people: Sequence[ActedFor] | None = None) -> QuerySet[Event]:
    """What others did, newest first: with the reports of the person's offices, and with those they have decided on.

    Only where the person may read the report now; a reviewer is not told what goes on in offices that they have not
    dealt with yet: what comes to their step waits for them, and is said there. `people` as in `waiting_for`.
    """
    held = roles_in_all(people or people_acted_for(user))
    decided = Event.objects.filter(Q(by=user) | Q(acting_for=user))
    handled = decided.order_by().values("report")
    mine = Q(agency__in=agencies_of(held, *OWN_OFFICE)) | Q(pk__in=handled)
    reports = reports_of(held).filter(mine).order_by().values("pk")
    events = Event.objects.filter(report__in=reports).select_related("report__agency")
    told = events.exclude(by=user).exclude(move__in=UNTOLD)
    return told.order_by("-chain_number")


def last_seen(user: User) -> int:
    """The number of the last event that the person has looked at; 0 before they have looked at any."""
    states = NoticeState.objects.filter(user=user)
    return states.values_list("seen_event", flat=True).first() or 0


def note_seen(user: User, newest: int) -> None:
    """Remember that the person has looked at everything up to this event; two windows never set it back."""
    states = NoticeState.objects.filter(user=user)
    if not states.exists():
        kept_notice_state(user)

    states.filter(seen_event__lt=newest).update(seen_event=newest)
