"""Finds reports, files and offices for a person: out of reach is a 404, out of role a 403. The only way to a report."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal, cast

from django.core.exceptions import PermissionDenied
from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from disclosure.models import (
    DECIDING,
    Agency,
    ArchiveReport,
    Comment,
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
"""Roles in an office of one's own; a reviewer's reaches down the tree."""


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role that somebody has, the office (its id) in which they have it, and the office's path in the tree."""

    role: str
    agency: int
    path: str

    def reaches(self, report: Report) -> bool:
        """Whether it is a role in the report's office, or a reviewer's in one above it."""
        if self.agency == report.agency_id:
            return True
        return self.role == Role.REVIEWER and report.agency.path.startswith(self.path)


def signed_in(request: HttpRequest) -> User:
    """Who asks; for what stands behind `login_required`."""
    return cast(User, request.user)


def agencies_for(user: User, *roles: Role) -> QuerySet[Agency]:
    """Offices in which a person has one of these roles; a reviewer's office and every one below it."""
    return agencies_of(held_by(user), *roles)


def agencies_of(held: Iterable[HeldRole], *roles: Role) -> QuerySet[Agency]:
    """The same, from roles that somebody has read already."""
    reach = Q(pk__in=[])
    for one in held:
        if one.role not in roles:
            continue

        if one.role == Role.REVIEWER:
            reach |= Q(path__startswith=one.path)
        else:
            reach |= Q(pk=one.agency)

    return Agency.objects.filter(reach)


def memberships_of(user: User) -> list[HeldRole]:
    """A person's own roles."""
    rows = Membership.objects.filter(user=user.pk).values_list(
        "role", "agency_id", "agency__path"
    )
    return [HeldRole(*row) for row in rows]


def held_by(user: User) -> list[HeldRole]:
    """A person's roles, and those in which they stand in for somebody today: to review, never to write."""
    held = memberships_of(user)
    for principal in principals_of(user, timezone.localdate()):
        held += [one for one in memberships_of(principal) if one.role in DECIDING]

    return held


def works_in_an_office(user: User) -> bool:
    """Whether there is an office whose report the person writes, checks, approves or publishes."""
    return agencies_for(user, *OWN_OFFICE).exists()


def is_reviewer(user: User) -> bool:
    """Whether there are offices below whose reports the person reviews."""
    return agencies_for(user, Role.REVIEWER).exists()


def agencies_reviewed_by(user: User) -> frozenset[int]:
    """The ids of the offices whose reports the person reviews."""
    return frozenset(agencies_for(user, Role.REVIEWER).values_list("pk", flat=True))


def agencies_to_begin(user: User, year: int) -> list[Agency]:
    """The offices in which the person is a clerk and that have no report of the year yet."""
    return list(agencies_for(user, Role.CLERK).exclude(reports__year=year))


def reports_for(user: User) -> QuerySet[Report]:
    """Every report a person may read: their own office's always, those below a reviewer once they are submitted."""
    return reports_of(held_by(user))


def own_reports(user: User) -> QuerySet[Report]:
    """The reports of the offices in which the person works, the newest year first."""
    held = held_by(user)
    return reports_of(held).filter(agency__in=agencies_of(held, *OWN_OFFICE))


def reports_of(held: Collection[HeldRole]) -> QuerySet[Report]:
    """As `reports_for`, from roles that somebody has read already."""
    below = Q(agency__in=agencies_of(held, Role.REVIEWER)) & ~Q(stage=Stage.DRAFT)
    own = Q(agency__in=agencies_of(held, *OWN_OFFICE))
    return Report.objects.filter(own | below).select_related("agency")


def get_report(user: User, pk: int, to: Action = "view") -> Report:
    """The report, if the person may do this to it. Raises Http404 out of reach, PermissionDenied out of role."""
    report = _of_own_office(user, pk, to) or _any_report(pk)
    if report is None or not _is_readable(user, report):
        raise Http404("没有这份报告，或者它不在您的职责范围内。")
    if not may(user, to, report):
        raise PermissionDenied("您在这个机关的职责不包括这项操作。")
    return report


def _of_own_office(user: User, pk: int, to: Action) -> Report | None:
    """The usual way, in one small query: a report of an office where the person's own role allows the action."""
    own = Report.objects.filter(pk=pk, agency__memberships__user=user.pk)
    # The join answers the report once for each role that the person has in its office.
    held = list(own.annotate(role=F("agency__memberships__role")).order_by())
    roles = {Role(report.role) for report in held} & set(OWN_OFFICE)
    if not roles & ROLES[to]:
        return None

    held[0].known_roles[user.pk] = roles
    return held[0]


def _any_report(pk: int) -> Report | None:
    return Report.objects.select_related("agency").filter(pk=pk).first()


def _is_readable(user: User, report: Report) -> bool:
    """Who only reviews from above reads no draft: it is the office's own affair until it is handed in."""
    roles = roles_on(user, report)
    if roles & set(OWN_OFFICE):
        return True
    return bool(roles) and report.stage != Stage.DRAFT


def may(user: User, action: Action, report: Report) -> bool:
    """Whether the person's roles in the report's office allow the action; its stage is the workflow's affair."""
    return bool(roles_on(user, report) & ROLES[action])


def roles_on(user: User, report: Report) -> set[Role]:
    """The person's roles with respect to one report, remembered with the report as it was read."""
    if user.pk not in report.known_roles:
        held = held_by(user)
        reaching = [one for one in held if one.reaches(report)]
        report.known_roles[user.pk] = {Role(one.role) for one in reaching}

    return report.known_roles[user.pk]


def get_agency(user: User, pk: int, role: Role) -> Agency:
    """An office in which the person has the role. Raises Http404."""
    agency = agencies_for(user, role).filter(pk=pk).first()
    if agency is None:
        raise Http404("没有这个机关，或者它不在您的职责范围内。")
    return agency


def get_comment(report: Report, pk: int) -> Comment:
    """A comment on a report that was got for the person already. Raises Http404."""
    comments = Comment.objects.select_related("report__agency")
    found = comments.filter(report=report, pk=pk).first()
    if found is None:
        raise Http404("没有这条意见。")
    return found


def imported_for(user: User) -> QuerySet[ImportedFile]:
    """Every file that a person's offices have sent in, without its bytes."""
    own = agencies_for(user, *OWN_OFFICE)
    files = ImportedFile.objects.filter(agency__in=own)
    return files.select_related("agency").defer("body")


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
    roles = ROLES[action] & set(OWN_OFFICE)
    return agencies_for(user, *roles).filter(pk=agency.pk).exists()


def get_entry(code: str, year: int) -> Entry:
    """What is published at an address, for anybody. Raises Http404; nothing that is read here knows of drafts."""
    entry = Entry.at(code, year)
    if entry is None:
        raise Http404("这个地址没有已发布的报告。")
    return entry


def get_version(entry: Entry, number: int | None = None) -> Release:
    """A version of what is published, the newest where no number is given. Raises Http404."""
    if number is None:
        number = entry.number

    releases = Release.objects.filter(report=entry.report_id, number=number)
    release = releases.defer("answers").first()
    if release is None:
        raise Http404("这个地址没有已发布的报告。")
    return release


def get_archive(entry: Entry) -> ArchiveReport:
    """The archived report of an entry, for anybody. Raises Http404 where the entry is of a release."""
    archives = ArchiveReport.objects.select_related("file").defer("file__body")
    archive = archives.filter(pk=entry.archive_id or 0).first()
    if archive is None:
        raise Http404("这个地址没有归档的报告。")
    return archive
