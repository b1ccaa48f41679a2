"""What waits for me, and for a reviewer: who below has come how far."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from disclosure.access import is_reviewer, signed_in
from disclosure.models import ReportingYear, reporting_years
from disclosure.review.overview import progress_below
from disclosure.review.steps import waiting_for

LONGEST_SEARCH = 100
"""Characters of an office's name that are searched for; the field takes no more."""


@login_required
def queue(request: HttpRequest) -> HttpResponse:
    """The leader's queue, and the reviewer's overview by year with a search by office name."""
    user = signed_in(request)
    years = reporting_years()
    year = _chosen(years, request.GET.get("year", ""))
    sought = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    overview = progress_below(user, year.year, sought) if year else []
    context = {
        "waiting": waiting_for(user),
        "years": years,
        "year": year,
        "q": sought,
        "is_reviewer": is_reviewer(user),
        "overview": overview,
        "published_count": sum(row.published for row in overview),
    }
    return render(request, "disclosure/queue.html", context)


def _chosen(years: list[ReportingYear], wanted: str) -> ReportingYear | None:
    """The year that was asked for, else the newest; None where there is none yet."""
    for year in years:
        if str(year.year) == wanted:
            return year

    return years[0] if years else None
