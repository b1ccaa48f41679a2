"""Lists the offices below a reviewer with their reports of a year: who has come how far."""

from __future__ import annotations

from dataclasses import dataclass

from disclosure.access import agencies_for
from disclosure.models import Agency, Report, Role, Stage, User


@dataclass(frozen=True, slots=True)
class AgencyProgress:
    """An office below and its report of the year, if it has begun; `readable` once the reviewer may open it."""

    agency: Agency
    report: Report | None

    @property
    def readable(self) -> bool:
        return self.report is not None and self.report.stage != Stage.DRAFT

    @property
    def published(self) -> bool:
        return self.report is not None and self.report.stage == Stage.PUBLISHED


def progress_below(user: User, year: int, name_part: str = "") -> list[AgencyProgress]:
    """Every office that the person reviews, of which the name contains `name_part`. Two queries beside the roles'."""
    agencies = agencies_for(user, Role.REVIEWER)
    if name_part:
        agencies = agencies.filter(name__icontains=name_part)

    begun = Report.objects.filter(year=year, agency__in=agencies)
    reports = {report.agency_id: report for report in begun}
    return [AgencyProgress(agency, reports.get(agency.pk)) for agency in agencies]
