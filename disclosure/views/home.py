"""My reports by year, and beginning this year's."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from disclosure.access import OWN_OFFICE, agencies_for, get_agency, reports_for
from disclosure.desk.progress import left_text, part_states
from disclosure.models import Agency, Report, ReportingYear, Role, Stage, User
from disclosure.review import moves, workflow
from disclosure.review.findings import findings_of
from disclosure.review.steps import waiting_for
from disclosure.views.people import signed_in


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report in a list: what is left to do is said only where there is something."""

    report: Report
    left: str
    url: str


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The reports of my offices by year, newest first, and the offices that have not begun."""
    user = signed_in(request)
    mine = agencies_for(user, *OWN_OFFICE)
    rows: dict[int, list[ReportRow]] = defaultdict(list)
    for report in reports_for(user).filter(agency__in=mine):
        rows[report.year].append(_row(report))
    year = ReportingYear.objects.filter(is_open=True).first()
    context = {
        "rows_by_year": list(rows.items()),
        "current_year": year,
        "openable": _openable(user, year),
        "has_office": mine.exists(),
        "is_reviewer": agencies_for(user, Role.REVIEWER).exists(),
        "queue_count": len(waiting_for(user)),
    }
    return render(request, "disclosure/home.html", context)


@login_required
@require_POST
def open_report(request: HttpRequest) -> HttpResponse:
    """Begin an office's report for an open year."""
    user = signed_in(request)
    try:
        agency, year = (
            int(request.POST.get("agency", "")),
            int(request.POST.get("year", "")),
        )
    except ValueError:
        return redirect("disclosure:home")
    try:
        report = workflow.open_report(
            agency=get_agency(user, agency, Role.CLERK), year=year, by=user
        )
    except moves.NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from None
    return redirect("disclosure:report", pk=report.pk)


def _row(report: Report) -> ReportRow:
    left = ""
    if report.stage == Stage.DRAFT:
        content = report.content
        left = left_text(part_states(content, findings_of(report, when="draft")))
    return ReportRow(report, left, reverse("disclosure:report", args=[report.pk]))


def _openable(user: User, year: ReportingYear | None) -> list[Agency]:
    if year is None:
        return []
    return list(agencies_for(user, Role.CLERK).exclude(reports__year=year.year))
