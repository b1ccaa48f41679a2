"""Takes comments on a report, answers to them, and the word that one is settled or is not."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from disclosure.access import get_comment, get_report, signed_in
from disclosure.forms import ActForm, CommentForm
from disclosure.models import CommentAct, Report
from disclosure.review import comments

ACTS = {
    CommentAct.Kind.ANSWER: comments.answer_comment,
    CommentAct.Kind.RESOLVE: comments.resolve,
    CommentAct.Kind.REOPEN: comments.reopen,
}


@login_required
@require_POST
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Say something of a place. What cannot be taken is shown again with its text, 422."""
    user = signed_in(request)
    report = get_report(user, pk, to="review")
    form = CommentForm(report.edition, request.POST)
    if form.is_valid():
        try:
            made = comments.comment_on(report=report, by=user, **form.cleaned_data)
        except comments.NotThere as refusal:
            form.add_error("quote", str(refusal))
        else:
            place = made.place.anchor or "comments"
            return redirect(f"{_address(report, 'review')}#{place}")

    context = {"report": report, "form": form}
    return render(request, "disclosure/comment.html", context, status=422)


@login_required
@require_POST
def comment_act(request: HttpRequest, pk: int, comment: int) -> HttpResponse:
    """Answer, resolve or reopen a comment, and go back to where it was read."""
    user = signed_in(request)
    report = get_report(user, pk)
    found = get_comment(report, comment)
    form = ActForm(request.POST)
    back = request.POST.get("back", "")
    if not form.is_valid():
        context = {"report": report, "comment": found, "form": form, "back": back}
        return render(request, "disclosure/comment.html", context, status=422)

    act = ACTS[CommentAct.Kind(form.cleaned_data["kind"])]
    act(comment=found, by=user, text=form.cleaned_data["text"])
    return redirect(f"{_address(report, back)}#comment-{found.pk}")


def _address(report: Report, back: str) -> str:
    """The page that `CommentBoard.back` names; anything else is the report's own."""
    if back == "review":
        return reverse("disclosure:review", args=[report.pk])
    if back in [part.key for part in report.edition.parts]:
        return reverse("disclosure:part", args=[report.pk, back])
    return reverse("disclosure:report", args=[report.pk])
