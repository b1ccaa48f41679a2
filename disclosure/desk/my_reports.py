"""Lists the reports of a person's own offices by year, with what is left to do in each draft."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from disclosure.access import own_reports
from disclosure.desk.progress import left_text, part_states
from disclosure.models import Report, Stage, User
from disclosure.review.findings import findings_of


@dataclass(frozen=True, slots=True)
class MyReport:
    """A report in the list: what is left to do is said only of a draft."""

    report: Report
    left: str


def my_reports(user: User) -> list[tuple[int, list[MyReport]]]:
    """(year, its reports), the newest year first."""
    by_year: dict[int, list[MyReport]] = defaultdict(list)
    for report in own_reports(user):
        by_year[report.year].append(MyReport(report, _left(report)))

    return list(by_year.items())


def _left(report: Report) -> str:
    if report.stage != Stage.DRAFT:
        return ""

    findings = findings_of(report, when="draft")
    return left_text(part_states(report.content, findings))
