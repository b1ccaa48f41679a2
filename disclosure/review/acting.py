"""Tells for whom somebody acts today: themselves, then those for whom they stand in, each with their own roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from disclosure.access import HeldRole, memberships_of
from disclosure.models import DECIDING, Report, ReviewStep, User, principals_of


@dataclass(frozen=True, slots=True)
class ActedFor:
    """A person for whom somebody acts, themselves or a principal, with that person's own roles."""

    person: User
    held: Sequence[HeldRole]

    def decides_at(self, step: ReviewStep, report: Report) -> bool:
        """Whether the step is of one of their roles, in the report's office or in the one that the step names."""
        office = step.at_id or report.agency_id
        return any(one.role == step.role and one.agency == office for one in self.held)


def people_acted_for(user: User) -> list[ActedFor]:
    """The person, then those for whom they stand in today: one query, and one for each of them."""
    people = (user, *principals_of(user, timezone.localdate()))
    return [ActedFor(person, memberships_of(person)) for person in people]


def roles_in_all(people: Sequence[ActedFor]) -> list[HeldRole]:
    """What `access.held_by` says, of people that are known already."""
    themselves, *principals = people
    held = list(themselves.held)
    for principal in principals:
        held += [one for one in principal.held if one.role in DECIDING]

    return held
