"""The leader's desk: the report as it will be published beside its findings; approve, return, publish."""

from __future__ import annotations

from collections.abc import Container
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_POST

from disclosure.access import agencies_reviewed_by, get_report, signed_in
from disclosure.exchange import content_hash
from disclosure.forms import CommentForm, NoteForm
from disclosure.models import Report, Stage, User
from disclosure.outputs import document
from disclosure.outputs.formats import print_files
from disclosure.review import moves, workflow
from disclosure.review.board import board_of
from disclosure.review.findings import answers_to, findings_of
from disclosure.review.looking import looked_at
from disclosure.review.steps import Trail, trail_of, turn_of, wrote


@login_required
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as it will be published, its findings, and what may be done."""
    report = get_report(signed_in(request), pk, to="review")
    return _page(request, report, NoteForm())


@login_required
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve exactly the content that was on the screen."""
    user = signed_in(request)
    report = get_report(user, pk, to="approve")
    seen = request.POST.get("seen", "")
    step = request.POST.get("step", "")
    report = workflow.approve(report=report, by=user, seen=seen, step=step)
    if report.stage == Stage.APPROVED:
        messages.success(request, "已审核通过，可以发布。")
    else:
        messages.success(request, "本步已通过，转下一步。")

    return redirect("disclosure:review", pk=pk)


@login_required
@require_POST
def recall(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own decision back before the next step acts."""
    user = signed_in(request)
    workflow.recall(report=get_report(user, pk, to="recall"), by=user)
    messages.success(request, "已收回您的审核意见。")
    return redirect("disclosure:review", pk=pk)


@login_required
@require_POST
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the report to its clerk with a reason."""
    user = signed_in(request)
    report = get_report(user, pk, to="send_back")
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, report, form, status=422)

    try:
        workflow.send_back(report=report, by=user, note=form.cleaned_data["note"])
    except moves.NoReason as refusal:
        form.add_error("note", str(refusal))
        return _page(request, report, form, status=422)

    messages.success(request, "已退回，填报人员会看到您写的原因。")
    return redirect("disclosure:queue")


@login_required
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Print the approved report and freeze it."""
    user = signed_in(request)
    report = get_report(user, pk, to="publish")
    moves.require_stage(report, "publish")
    # Printing takes seconds, so it is done before the move locks the report.
    printed = print_files(document.build(report.content))
    files = {key: file.body for key, file in printed.items()}
    frozen = workflow.PrintedReport(content_hash(report.content), files)
    workflow.publish(report=report, by=user, printed=frozen)
    messages.success(request, "已发布。")
    return redirect("disclosure:report", pk=pk)


def _page(
    request: HttpRequest, report: Report, form: NoteForm, status: int = 200
) -> HttpResponse:
    user = signed_in(request)
    seen = content_hash(report.content)
    findings = findings_of(report, open_to=_read_by(user))
    answers = answers_to(report, findings)
    trail = trail_of(report, seen)
    context = {
        "report": report,
        "findings": findings,
        **looked_at(report, user, findings, answers),
        "content_hash": seen,
        "note_form": form,
        "trail": trail,
        "moves": workflow.moves_open_to(user, report, trail),
        "wrote": wrote(user, report),
        "acting_for": _acting_for(user, report, trail),
        "board": board_of(report, user, "review"),
        "comment_form": CommentForm(report.edition),
    }
    return render(request, "disclosure/review.html", context, status=status)


def _read_by(user: User) -> Container[int]:
    """The agencies whose reports this person reviews; looked up only where a finding asks."""
    lazy = SimpleLazyObject(lambda: agencies_reviewed_by(user))
    return cast(Container[int], lazy)


def _acting_for(user: User, report: Report, trail: Trail) -> User | None:
    """For whom the person would decide, where it is not for themselves."""
    person = turn_of(user, trail.next, report) if trail.next else None
    return person if person and person.pk != user.pk else None
