"""My reports by year, and beginning this year's."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from disclosure.access import (
    agencies_to_begin,
    get_agency,
    is_reviewer,
    signed_in,
    works_in_an_office,
)
from disclosure.desk.my_reports import my_reports
from disclosure.models import Role, open_year
from disclosure.review import moves, workflow
from disclosure.review.steps import waiting_for


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The reports of my offices by year, newest first, and the offices that have not begun."""
    user = signed_in(request)
    year = open_year()
    context = {
        "rows_by_year": my_reports(user),
        "current_year": year,
        "openable": agencies_to_begin(user, year.year) if year else [],
        "has_office": works_in_an_office(user),
        "is_reviewer": is_reviewer(user),
        "queue_count": len(waiting_for(user)),
    }
    return render(request, "disclosure/home.html", context)


@login_required
@require_POST
def open_report(request: HttpRequest) -> HttpResponse:
    """Begin an office's report for an open year."""
    user = signed_in(request)
    try:
        agency = int(request.POST.get("agency", ""))
        year = int(request.POST.get("year", ""))
    except ValueError:
        return redirect("disclosure:home")

    office = get_agency(user, agency, Role.CLERK)
    try:
        report = workflow.open_report(agency=office, year=year, by=user)
    except moves.NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from None

    return redirect("disclosure:report", pk=report.pk)
