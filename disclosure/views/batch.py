"""Several reports decided at once: each listed with its findings and reasons, only those without an open query to choose."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from disclosure.access import get_report, signed_in
from disclosure.models import Stage, User
from disclosure.review import moves, workflow
from disclosure.review.batches import batch_row
from disclosure.review.steps import waiting_for

PAGE = 20
"""Reports on a page, and decided at once."""


@login_required
def batch(request: HttpRequest) -> HttpResponse:
    """List what waits with its findings; decide what was chosen, each by itself and on the content listed."""
    user = signed_in(request)
    if request.method == "POST":
        return _decide_chosen(request, user)

    waiting = waiting_for(user)
    undecided = [report for report in waiting if report.stage == Stage.SUBMITTED]
    page = Paginator(undecided, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": [batch_row(report) for report in page]}
    return render(request, "disclosure/batch.html", context)


def _decide_chosen(request: HttpRequest, user: User) -> HttpResponse:
    chosen = request.POST.getlist("report")[:PAGE]
    outcomes = [_decide(user, value) for value in chosen]
    refusals = [refusal for refusal in outcomes if refusal is not None]
    passed = len(chosen) - len(refusals)
    if passed:
        messages.success(request, f"已通过 {passed} 份。")

    for refusal in refusals:
        messages.warning(request, refusal)

    return redirect("disclosure:batch" if chosen else "disclosure:queue")


def _decide(user: User, value: str) -> str | None:
    """Approve one; why not, where it is refused. What has an open query by now is refused too."""
    pk, _, seen_and_step = value.partition("/")
    seen, _, step = seen_and_step.partition("/")
    try:
        report = get_report(user, int(pk), to="approve")
        if not batch_row(report).choosable:
            return f"{report.agency.name}：还有没有说明理由的疑点，请打开来看。"

        workflow.approve(report=report, by=user, seen=seen, step=step)
    except (ValueError, Http404, PermissionDenied):
        return "有一份报告不在您的职责范围内，没有办理。"
    except (moves.NotAllowed, moves.WrongStage, moves.Changed) as refusal:
        return f"{report.agency.name}：{refusal}"

    return None
