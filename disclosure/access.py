"""Who may: the only way to a report. What is out of reach does not exist (404); out of role is refused (403)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Literal

from django.core.exceptions import PermissionDenied
from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from disclosure.models import (
    DECIDING,
    Agency,
    ArchiveReport,
    Entry,
    ImportedFile,
    Membership,
    Release,
    Report,
    Role,
    Stage,
    User,
    principals_of,
)

Action = Literal[
    "view",
    "edit",
    "submit",
    "withdraw",
    "review",
    "approve",
    "send_back",
    "recall",
    "publish",
    "correct",
    "drop",
]
REVIEWING = frozenset({Role.CHECKER, Role.LEADER, Role.PUBLISHER, Role.REVIEWER})
ROLES: dict[Action, frozenset[Role]] = {
    "view": REVIEWING | {Role.CLERK},
    "edit": frozenset({Role.CLERK}),
    "submit": frozenset({Role.CLERK}),
    "withdraw": frozenset({Role.CLERK}),
    "review": REVIEWING,
    "approve": frozenset(DECIDING),
    "send_back": frozenset(DECIDING),
    "recall": frozenset(DECIDING),
    "publish": frozenset({Role.LEADER, Role.PUBLISHER}),
    "correct": frozenset({Role.CLERK, Role.LEADER}),
    "drop": frozenset({Role.CLERK, Role.LEADER}),
}
"""Roles that an action asks for; at which step a decision is whose is the affair of `steps`."""
OWN_OFFICE = (Role.CLERK, Role.CHECKER, Role.LEADER, Role.PUBLISHER)


def agencies_for(user: User, *roles: Role) -> QuerySet[Agency]:
    """Offices in which a person has one of these roles; a reviewer's office and every one below it."""
    return agencies_of(held_by(user), *roles)


def agencies_of(held: Iterable[tuple[str, int, str]], *roles: Role) -> QuerySet[Agency]:
    """The same, from (role, office, its path) that somebody has read already."""
    reach = Q(pk__in=[])
    for role, agency, path in held:
        if role in roles:
            reach |= Q(path__startswith=path) if role == Role.REVIEWER else Q(pk=agency)
    return Agency.objects.filter(reach)


def memberships_of(user: User) -> list[tuple[str, int, str]]:
    """(role, office, its path) of a person's own roles."""
    return list(
        Membership.objects.filter(user=user.pk).values_list(
            "role", "agency_id", "agency__path"
        )
    )


def held_by(user: User) -> list[tuple[str, int, str]]:
    """A person's roles, and those in which they stand in for somebody today: to review, never to write."""
    lent = [
        row
        for person in principals_of(user, timezone.localdate())
        for row in memberships_of(person)
    ]
    return memberships_of(user) + [row for row in lent if row[0] in DECIDING]


def reports_for(user: User) -> QuerySet[Report]:
    """Every report a person may read: their own office's always, those below a reviewer once they are submitted."""
    return reports_of(held_by(user))


def reports_of(held: Collection[tuple[str, int, str]]) -> QuerySet[Report]:
    """The same, from (role, office, its path) that somebody has read already."""
    below = Q(agency__in=agencies_of(held, Role.REVIEWER)) & ~Q(stage=Stage.DRAFT)
    own = Q(agency__in=agencies_of(held, *OWN_OFFICE))
    return Report.objects.filter(own | below).select_related("agency")


def get_report(user: User, pk: int, to: Action = "view") -> Report:
    """The report, if the person may do this to it. Raises Http404 out of reach, PermissionDenied out of role."""
    report = (
        _of_own_office(user, pk, to)
        or Report.objects.select_related("agency").filter(pk=pk).first()
    )
    roles = roles_on(user, report) if report else set()
    readable = roles & set(OWN_OFFICE) or (
        roles and report and report.stage != Stage.DRAFT
    )
    if report is None or not readable:
        raise Http404("没有这份报告，或者它不在您的职责范围内。")
    if not roles & ROLES[to]:
        raise PermissionDenied("您在这个机关的职责不包括这项操作。")
    return report


def _of_own_office(user: User, pk: int, to: Action) -> Report | None:
    """The usual way, in one small query: a report of an office where the person's own role allows the action."""
    own = Report.objects.filter(pk=pk, agency__memberships__user=user.pk)
    held = list(
        own.annotate(role=F("agency__memberships__role")).order_by()
    )  # once for each role
    roles = {Role(report.role) for report in held} & set(OWN_OFFICE)
    if not roles & ROLES[to]:
        return None
    held[0].known_roles[user.pk] = roles
    return held[0]


def may(user: User, action: Action, report: Report) -> bool:
    """Whether the person's roles in the report's office allow the action; its stage is the workflow's affair."""
    return bool(roles_on(user, report) & ROLES[action])


def roles_on(user: User, report: Report) -> set[Role]:
    """The person's roles with respect to one report, remembered with the report as it was read."""
    if user.pk not in report.known_roles:
        report.known_roles[user.pk] = {
            Role(role)
            for role, agency, path in held_by(user)
            if agency == report.agency_id
            or (role == Role.REVIEWER and report.agency.path.startswith(path))
        }
    return report.known_roles[user.pk]


def get_agency(user: User, pk: int, role: Role) -> Agency:
    """An office in which the person has the role. Raises Http404."""
    agency = agencies_for(user, role).filter(pk=pk).first()
    if agency is None:
        raise Http404("没有这个机关，或者它不在您的职责范围内。")
    return agency


def imported_for(user: User) -> QuerySet[ImportedFile]:
    """Every file that a person's offices have sent in, without its bytes."""
    own = agencies_for(user, *OWN_OFFICE)
    return (
        ImportedFile.objects.filter(agency__in=own)
        .select_related("agency")
        .defer("body")
    )


def get_imported(user: User, pk: int, to: Action = "view") -> ImportedFile:
    """A file of one of the person's offices. Raises Http404 out of reach, PermissionDenied out of role."""
    file = imported_for(user).filter(pk=pk).first()
    if file is None:
        raise Http404("没有这个文件，或者它不是您所在机关的。")
    if not may_in(user, to, file.agency):
        raise PermissionDenied("您在这个机关的职责不包括这项操作。")
    return file


def may_in(user: User, action: Action, agency: Agency) -> bool:
    """Whether the person's roles in the office itself allow the action, where there is no report to ask."""
    return (
        agencies_for(user, *(ROLES[action] & set(OWN_OFFICE)))
        .filter(pk=agency.pk)
        .exists()
    )


def get_entry(code: str, year: int) -> Entry:
    """What is published at an address, for anybody. Raises Http404; nothing that is read here knows of drafts."""
    entry = Entry.at(code, year)
    if entry is None:
        raise Http404("这个地址没有已发布的报告。")
    return entry


def get_release(code: str, year: int) -> Release:
    """The newest version of what is published at an address, for anybody. Raises Http404; a draft does not show."""
    return get_version(get_entry(code, year))


def get_version(entry: Entry, number: int | None = None) -> Release:
    """A version of what is published, the newest where no number is given. Raises Http404."""
    number = entry.number if number is None else number
    release = (
        Release.objects.filter(report=entry.report_id, number=number)
        .defer("answers")
        .first()
    )
    if release is None:
        raise Http404("这个地址没有已发布的报告。")
    return release


def get_archive(entry: Entry) -> ArchiveReport:
    """The archived report of an entry, for anybody. Raises Http404 where the entry is of a release."""
    archive = (
        ArchiveReport.objects.select_related("file")
        .defer("file__body")
        .filter(pk=entry.archive_id or 0)
        .first()
    )
    if archive is None:
        raise Http404("这个地址没有归档的报告。")
    return archive
