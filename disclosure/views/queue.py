"""What waits for me, and for a reviewer: who below has come how far."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from disclosure.access import agencies_for
from disclosure.models import Agency, Report, ReportingYear, Role, Stage, User
from disclosure.review.steps import waiting_for
from disclosure.views.people import signed_in


@dataclass(frozen=True, slots=True)
class Standing:
    """An office below and its report of the year, if it has begun; `readable` once the reviewer may open it."""

    agency: Agency
    report: Report | None

    @property
    def readable(self) -> bool:
        return self.report is not None and self.report.stage != Stage.DRAFT


@login_required
def queue(request: HttpRequest) -> HttpResponse:
    """The leader's queue, and the reviewer's overview by year with a search by office name."""
    user = signed_in(request)
    years = list(ReportingYear.objects.all())
    wanted = request.GET.get("year", "")
    year = next(
        (y for y in years if str(y.year) == wanted), years[0] if years else None
    )
    sought = request.GET.get("q", "").strip()[:100]
    overview = _overview(user, year, sought)
    context = {
        "waiting": waiting_for(user),
        "years": years,
        "year": year,
        "q": sought,
        "is_reviewer": agencies_for(user, Role.REVIEWER).exists(),
        "overview": overview,
        "published_count": sum(
            row.report is not None and row.report.stage == Stage.PUBLISHED
            for row in overview
        ),
    }
    return render(request, "disclosure/queue.html", context)


def _overview(user: User, year: ReportingYear | None, sought: str) -> list[Standing]:
    if year is None:
        return []
    agencies = agencies_for(user, Role.REVIEWER)
    if sought:
        agencies = agencies.filter(name__icontains=sought)
    reports = {
        report.agency_id: report
        for report in Report.objects.filter(year=year.year, agency__in=agencies)
    }
    return [Standing(agency, reports.get(agency.pk)) for agency in agencies]
