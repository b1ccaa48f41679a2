"""Several reports decided at once: each listed with its findings and reasons, only those without an open query to choose."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from disclosure.access import get_report
from disclosure.exchange import content_hash
from disclosure.models import Answer, Report, Stage, User
from disclosure.review import moves, workflow
from disclosure.review.findings import answers_to, findings_of
from disclosure.review.steps import trail_of, waiting_for
from disclosure.rules import Finding, Level
from disclosure.views.people import signed_in

PAGE = 20


@dataclass(frozen=True, slots=True)
class Row:
    """A report that waits: what is said of it, and what a decision would be bound to."""

    report: Report
    step: str
    seen: str
    explained: list[tuple[Finding, Answer | None]]

    @property
    def choosable(self) -> bool:
        """Nothing in it is open: no error, and every query has its reason."""
        return not any(
            finding.level is Level.ERROR
            or (finding.level is Level.QUERY and answer is None)
            for finding, answer in self.explained
        )

    @property
    def value(self) -> str:
        """What its box sends."""
        return f"{self.report.pk}/{self.seen}/{self.step}"


@login_required
def batch(request: HttpRequest) -> HttpResponse:
    """List what waits with its findings; decide what was chosen, each by itself and on the content listed."""
    user = signed_in(request)
    if request.method == "POST":
        chosen = request.POST.getlist("report")[:PAGE]
        done = [
            refusal for value in chosen if (refusal := _decide(user, value)) is not None
        ]
        if passed := len(chosen) - len(done):
            messages.success(request, f"已通过 {passed} 份。")
        for refusal in done:
            messages.warning(request, refusal)
        return redirect("disclosure:batch" if chosen else "disclosure:queue")
    waiting = [
        report for report in waiting_for(user) if report.stage == Stage.SUBMITTED
    ]
    page = Paginator(waiting, PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "disclosure/batch.html",
        {"page": page, "rows": [_row(report) for report in page]},
    )


def _row(report: Report) -> Row:
    seen, findings = content_hash(report.content), findings_of(report)
    answers = answers_to(report, findings)
    step = trail_of(report, seen).next
    explained = [(finding, answers.get(finding.fingerprint)) for finding in findings]
    return Row(report, step.name if step else "", seen, explained)


def _decide(user: User, value: str) -> str | None:
    """Approve one; why not, where it is refused. What has an open query by now is refused too."""
    pk, seen, step = (*value.split("/", 2), "", "")[:3]
    try:
        report = get_report(user, int(pk), to="approve")
        if not _row(report).choosable:
            return f"{report.agency.name}：还有没有说明理由的疑点，请打开来看。"
        workflow.approve(report=report, by=user, seen=seen, step=step)
    except (ValueError, Http404, PermissionDenied):
        return "有一份报告不在您的职责范围内，没有办理。"
    except (moves.NotAllowed, moves.WrongStage, moves.Changed) as refusal:
        return f"{report.agency.name}：{refusal}"
    return None
