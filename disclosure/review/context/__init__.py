"""What is known beside a report: the offices round it, its jurisdiction's limit, the calendar, texts like its own."""

from __future__ import annotations

import datetime
from collections.abc import Container

from disclosure.models import Report, ReportingYear, Stage
from disclosure.review.context.offices import forget, offices_around
from disclosure.review.context.twins import note_paragraphs, twins_of
from disclosure.rules import Surroundings, When
from disclosure.rules.wording.formalities import NEAR
from disclosure.statutory.content import AgencyKind

GOVERNMENTS: tuple[AgencyKind, ...] = ("county", "city", "province")
CONSOLIDATED_BY = (3, 31)
"""Month and day by which a government publishes the report of all its offices."""

__all__ = [
    "due_on",
    "forget",
    "note_paragraphs",
    "offices_around",
    "surroundings_of",
    "twins_of",
]


def surroundings_of(
    report: Report, when: When, limit: int, open_to: Container[int] = ()
) -> Surroundings:
    """What the rules may know beside the report. While it is being typed, that is what needs no query of its own.

    `open_to`: agencies whose unpublished texts may be quoted to who is reading.
    """
    offices = offices_around(report.agency)
    if when == "draft":
        return Surroundings(offices=offices, limit=limit)

    today = datetime.date.today()  # noqa: DTZ011 - the process runs in the site's time zone
    due = due_on(report)
    late = due is not None and (due - today).days <= NEAR and _unpublished(report)
    return Surroundings(
        today=today if late else None,
        due_on=due,
        offices=offices,
        limit=limit,
        twins=twins_of(report, open_to),
    )


def due_on(report: Report) -> datetime.date | None:
    """The day by which the report has to be public: the year's own, for a government's consolidated one 31 March."""
    year = ReportingYear.objects.filter(year=report.year).first()
    if year and report.agency.agency_kind in GOVERNMENTS:
        return max(year.due_on, datetime.date(year.due_on.year, *CONSOLIDATED_BY))
    return year.due_on if year else None


def _unpublished(report: Report) -> bool:
    return report.stage != Stage.PUBLISHED and not report.releases.exists()
