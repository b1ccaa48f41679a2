"""What others have done with a person's reports, read from the events themselves; stored is only how far they have read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from disclosure.access import OWN_OFFICE, agencies_of, reports_of
from disclosure.models import Event, Move, NoticeState, User
from disclosure.review.steps import Hand, hands_of, held_in, waiting_for

UNTOLD = (Move.OPEN,)
"""What is no news to anybody."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What the head of every page says: how many reports wait for the person, how much has happened since they looked."""

    waiting: int
    new: int


def counts(user: User) -> Counts:
    """For every page: two queries and one for each person acted for, two more, and three where reports wait."""
    hands = hands_of(user)
    new = happenings(user, hands).filter(chain_number__gt=seen_by(user))
    return Counts(len(waiting_for(user, hands)), new.count())


def happenings(user: User, hands: Sequence[Hand] | None = None) -> QuerySet[Event]:
    """What others did, newest first: with the reports of the person's offices, and with those they have decided on.

    Only where the person may read the report now; a reviewer is not told what goes on in offices that they have not
    dealt with yet: what comes to their step waits for them, and is said there.
    """
    held = held_in(hands or hands_of(user))
    handled = (
        Event.objects.filter(Q(by=user) | Q(acting_for=user))
        .order_by()
        .values("report")
    )
    mine = Q(agency__in=agencies_of(held, *OWN_OFFICE)) | Q(pk__in=handled)
    reports = reports_of(held).filter(mine).order_by().values("pk")
    events = (
        Event.objects.filter(report__in=reports)
        .exclude(by=user)
        .exclude(move__in=UNTOLD)
    )
    return events.order_by("-chain_number")


def seen_by(user: User) -> int:
    """The number of the last event that the person has looked at."""
    return (
        NoticeState.objects.filter(user=user)
        .values_list("seen_event", flat=True)
        .first()
        or 0
    )


def look(user: User, newest: int) -> None:
    """Remember that the person has looked at everything up to this event; two windows never set it back."""
    if not NoticeState.objects.filter(user=user).exists():
        NoticeState.objects.get_or_create(user=user)
    NoticeState.objects.filter(user=user, seen_event__lt=newest).update(
        seen_event=newest
    )
