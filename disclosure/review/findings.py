"""Gathers what is known and said of a report as it stands: last year's figures, the rules' findings, the reasons given."""

from __future__ import annotations

from collections.abc import Container, Iterable

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
from disclosure.statutory.editions import FIRST_YEAR, edition_for

Explanation = tuple[Finding, Answer | None]
"""A finding, and the reason given to it."""


def last_release(report: Report) -> Release | None:
    """What the same office published here for the year before."""
    releases = Release.objects.filter(
        report__agency=report.agency_id, report__year=report.year - 1
    )
    return releases.first()


def last_archive(report: Report) -> ArchiveReport | None:
    """What the same office has archived as its report of the year before; the newest counts."""
    archives = ArchiveReport.objects.filter(
        agency=report.agency_id, year=report.year - 1
    )
    return archives.first()


def last_published(report: Report) -> Release | ArchiveReport | None:
    """What the public can read of the year before: nobody enters its figures by hand then."""
    return last_release(report) or last_archive(report)


def prior_figures(report: Report) -> PriorFigures | None:
    """The newest 「上年数」 of the report's office for the year before."""
    figures = PriorFigures.objects.filter(agency=report.agency_id, year=report.year - 1)
    return figures.first()


def last_content(report: Report) -> Content | None:
    """Last year's report: the release in the system, else the archived one, else the 「上年数」, else None."""
    last = last_published(report) or prior_figures(report)
    return last.content if last else None


def last_content_to_fill(report: Report) -> Content | None:
    """As `last_content`, else a blank form of that year's edition; None before the first edition."""
    known = last_content(report)
    year = report.year - 1
    if known is not None or year < FIRST_YEAR:
        return known

    agency = report.agency
    return Content(edition_for(year), year, agency.name, agency.agency_kind)


def findings_of(
    report: Report, when: When = "submission", open_to: Container[int] = ()
) -> list[Finding]:
    """Everything the catalogue says of the report as it stands, at the standards of its jurisdiction.

    `open_to`: agencies whose unpublished texts may be quoted to who is reading.
    """
    last = last_content(report)
    standards = standards_for(report.agency)
    return judged(report, last, standards, when, open_to)


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


def reasons_given(report: Report) -> dict[str, Answer]:
    """{fingerprint: answer} of every query that was ever answered, also of those that are no longer asked."""
    return {answer.fingerprint: answer for answer in report.answers.all()}


def answers_to(report: Report, findings: Iterable[Finding]) -> dict[str, Answer]:
    """{fingerprint: answer} of the queries among the findings; answers to what is no longer asked have lapsed."""
    queries = (finding for finding in findings if finding.level is Level.QUERY)
    asked = {query.fingerprint for query in queries}
    given = reasons_given(report)
    return {key: answer for key, answer in given.items() if key in asked}


def explained(report: Report, findings: Iterable[Finding]) -> list[Explanation]:
    """Each of the findings with the reason given to it, if it is a query and has one."""
    findings = list(findings)
    answers = answers_to(report, findings)
    return [(finding, answers.get(finding.fingerprint)) for finding in findings]


def with_answers(report: Report, findings: Iterable[Finding]) -> list[Explanation]:
    """The queries among the findings, each with its answer if it has one."""
    queries = [finding for finding in findings if finding.level is Level.QUERY]
    return explained(report, queries)


def is_open(finding: Finding, answer: Answer | None) -> bool:
    """Whether a finding stands in the way: an error, or a query without a reason."""
    if finding.level is Level.QUERY:
        return answer is None
    return finding.level is Level.ERROR


def open_findings(report: Report) -> list[Finding]:
    """What stands in the way of submission: errors, and queries without an answer."""
    known = explained(report, findings_of(report))
    return [finding for finding, answer in known if is_open(finding, answer)]
