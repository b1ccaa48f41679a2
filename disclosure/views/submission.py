"""What is missing before submission, answering queries, submitting; taking a submitted report back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from disclosure.access import get_report, signed_in
from disclosure.forms import CorrectionForm, ReasonForm
from disclosure.forms.posted import messages_of
from disclosure.models import Report
from disclosure.review import moves, workflow
from disclosure.review.findings import findings_of, with_answers
from disclosure.rules import Finding, Level
from disclosure.statutory.editions.spec import Part


@login_required
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of what is missing; submitting is refused with the list while errors stand."""
    user = signed_in(request)
    report = get_report(user, pk, to="submit")
    if request.method != "POST":
        return _page(request, report, findings_of(report))

    try:
        workflow.submit(report=report, by=user)
    except moves.Blocked:
        return _page(request, report, findings_of(report), status=422)

    messages.success(request, "已提交审核。审核前可以撤回。")
    return redirect("disclosure:report", pk=pk)


@login_required
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a query with a reason, or take the answer back with a blank one."""
    user = signed_in(request)
    report = get_report(user, pk, to="edit")
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, "没有保存：" + "".join(messages_of(form)))
        return redirect("disclosure:submit", pk=pk)

    try:
        given = workflow.answer(report=report, by=user, **form.cleaned_data)
    except moves.UnknownQuery as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "理由已保存。" if given else "理由已撤回。")

    return redirect(f"{reverse('disclosure:submit', args=[pk])}#queries-head")


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a submitted report back."""
    user = signed_in(request)
    workflow.withdraw(report=get_report(user, pk, to="withdraw"), by=user)
    messages.success(request, "已撤回，可以继续修改。")
    return redirect("disclosure:report", pk=pk)


@login_required
@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a published report again, with the reason of the correction."""
    user = signed_in(request)
    report = get_report(user, pk, to="correct")
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        messages.error(request, "没有开始更正：" + "".join(messages_of(form)))
        return redirect("disclosure:report", pk=pk)

    workflow.correct(report=report, by=user, reason=form.cleaned_data["reason"])
    messages.success(request, "可以更正了。更正经审核、重新发布后，公开页面才会变。")
    return redirect("disclosure:report", pk=pk)


@login_required
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a correction up while nothing has changed."""
    user = signed_in(request)
    try:
        workflow.drop(report=get_report(user, pk, to="drop"), by=user)
    except moves.Changed:
        messages.warning(
            request, "内容已经有了改动，不能取消更正。请把改动改回去，或者提交审核。"
        )
    else:
        messages.success(request, "更正已取消，公开页面没有变。")

    return redirect("disclosure:report", pk=pk)


def _page(
    request: HttpRequest, report: Report, findings: list[Finding], status: int = 200
) -> HttpResponse:
    blocking = [finding for finding in findings if finding.level is Level.ERROR]
    queries = with_answers(report, findings)
    unanswered = sum(answer is None for _, answer in queries)
    context = {
        "report": report,
        "blocking": _by_part(report, blocking),
        "blocking_count": len(blocking),
        "queries": queries,
        "unanswered": unanswered,
        "hints": [finding for finding in findings if finding.level is Level.HINT],
        "ready": False,
    }
    if not blocking and not unanswered:
        moves_now = workflow.moves_open_to(signed_in(request), report)
        context["ready"] = "submit" in moves_now

    return render(request, "disclosure/submit.html", context, status=status)


def _by_part(
    report: Report, findings: list[Finding]
) -> list[tuple[Part, list[Finding]]]:
    """Only the parts in which there are any."""
    grouped = []
    for part in report.edition.parts:
        here = [finding for finding in findings if finding.part == part.key]
        if here:
            grouped.append((part, here))

    return grouped
