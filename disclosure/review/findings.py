"""What is known and said of a report as it stands: last year's figures, the rules' findings, the reasons given."""

from __future__ import annotations

from collections.abc import Container

from disclosure.models import (
    Answer,
    ArchiveReport,
    PriorFigures,
    Release,
    Report,
    Standards,
    standards_for,
)
from disclosure.review.context import surroundings_of
from disclosure.rules import Finding, Level, When, examine
from disclosure.statutory.content import Content


def last_release(report: Report) -> Release | None:
    """What the same office published here for the year before."""
    releases = Release.objects.filter(
        report__agency=report.agency_id, report__year=report.year - 1
    )
    return releases.first()


def last_archive(report: Report) -> ArchiveReport | None:
    """What the same office has archived as its report of the year before; the newest counts."""
    return ArchiveReport.objects.filter(
        agency=report.agency_id, year=report.year - 1
    ).first()


def last_content(report: Report) -> Content | None:
    """Last year's report: the release in the system, else the archived one, else the 「上年数」, else None."""
    last = last_release(report) or last_archive(report) or prior_figures(report)
    return last.content if last else None


def prior_figures(report: Report) -> PriorFigures | None:
    """The newest 「上年数」 of the report's office for the year before."""
    return PriorFigures.objects.filter(
        agency=report.agency_id, year=report.year - 1
    ).first()


def findings_of(
    report: Report, when: When = "submission", open_to: Container[int] = ()
) -> list[Finding]:
    """Everything the catalogue says of the report as it stands, at the standards of its jurisdiction.

    `open_to`: agencies whose unpublished texts may be quoted to who is reading.
    """
    return judged(
        report, last_content(report), standards_for(report.agency), when, open_to
    )


def judged(
    report: Report,
    last: Content | None,
    standards: Standards,
    when: When,
    open_to: Container[int] = (),
) -> list[Finding]:
    """As `findings_of`, where last year's report and the standards are known already."""
    around = surroundings_of(report, when, standards.limit, open_to)
    return examine(
        report.content, last, when=when, levels=standards.levels, around=around
    )


def answers_to(report: Report, findings: list[Finding]) -> dict[str, Answer]:
    """{fingerprint: answer} of the queries among the findings; answers to what is no longer asked have lapsed."""
    asked = {
        finding.fingerprint for finding in findings if finding.level is Level.QUERY
    }
    return {
        answer.fingerprint: answer
        for answer in report.answers.all()
        if answer.fingerprint in asked
    }


def with_answers(
    report: Report, findings: list[Finding]
) -> list[tuple[Finding, Answer | None]]:
    """The queries among the findings, each with its answer if it has one."""
    answers = answers_to(report, findings)
    return [
        (finding, answers.get(finding.fingerprint))
        for finding in findings
        if finding.level is Level.QUERY
    ]


def open_findings(report: Report) -> list[Finding]:
    """What stands in the way of submission: errors, and queries without an answer."""
    findings = findings_of(report)
    answered = answers_to(report, findings)
    return [
        finding
        for finding in findings
        if finding.level is Level.ERROR
        or (finding.level is Level.QUERY and finding.fingerprint not in answered)
    ]
