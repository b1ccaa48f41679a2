"""A report as it stands in the list of those that are decided together: what is said of it, what a decision is bound to."""

from __future__ import annotations

from dataclasses import dataclass

from disclosure.exchange import content_hash
from disclosure.models import Report
from disclosure.review.findings import Explanation, explained, findings_of, is_open
from disclosure.review.steps import trail_of


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A report that waits. `seen` is the hash of its content and `step` the name of the step, as listed."""

    report: Report
    step: str
    seen: str
    explained: list[Explanation]

    @property
    def choosable(self) -> bool:
        """Nothing in it is open: no error, and every query has its reason."""
        return not any(is_open(finding, answer) for finding, answer in self.explained)

    @property
    def value(self) -> str:
        """What its box sends."""
        return f"{self.report.pk}/{self.seen}/{self.step}"


def batch_row(report: Report) -> BatchRow:
    """The report with its findings and reasons as of now."""
    seen = content_hash(report.content)
    step = trail_of(report, seen).next
    known = explained(report, findings_of(report))
    return BatchRow(report, step.name if step else "", seen, known)
