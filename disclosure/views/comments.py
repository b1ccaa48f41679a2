"""Comments on a report: beside the paper, at the place where the clerk types, and the two requests that write them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from disclosure.access import get_report, may
from disclosure.forms import ActForm, CommentForm
from disclosure.models import (
    Comment,
    CommentAct,
    Report,
    Stage,
    Thread,
    User,
    threads_of,
)
from disclosure.review import comments
from disclosure.statutory.editions.spec import Part
from disclosure.views.people import signed_in

REVIEW, OVERVIEW = "review", "report"
"""Where a person acts from and goes back to; else the key of a part."""


@dataclass(frozen=True, slots=True)
class Board:
    """The comments that a page shows, and what its reader may do with them."""

    threads: list[Thread]
    back: str
    can_comment: bool
    can_answer: bool
    can_reopen: bool
    mine: int
    """How many comments the reader has made: the browser knows by it whether one that was sent has arrived."""

    @property
    def open(self) -> list[Thread]:
        return [thread for thread in self.threads if thread.is_open]

    @property
    def placed(self) -> list[Thread]:
        """Those at a place, open or not."""
        return [thread for thread in self.threads if thread.comment.place.anchor]

    @property
    def open_placed(self) -> list[Thread]:
        return [thread for thread in self.placed if thread.is_open]

    @property
    def whole(self) -> list[Thread]:
        """The open ones on the whole report."""
        return [thread for thread in self.open if not thread.comment.place.anchor]

    @property
    def resolved(self) -> list[Thread]:
        return [thread for thread in self.threads if not thread.is_open]

    @property
    def by_part(self) -> list[tuple[Part, list[Thread]]]:
        """The open ones at a place, by the part in which it stands."""
        at: dict[str, tuple[Part, list[Thread]]] = {}
        for thread in self.open_placed:
            if part := thread.part:
                at.setdefault(part.key, (part, []))[1].append(thread)
        return list(at.values())

    @property
    def whole_texts(self) -> list[str]:
        return [thread.comment.text for thread in self.whole]


def board(report: Report, user: User, back: str) -> dict[str, Any]:
    """For the context of a page: `remarks`, and on the review page the form of a new comment."""
    review = may(user, "review", report)
    threads = threads_of(report)
    made = Board(
        threads,
        back,
        can_comment=review and report.stage != Stage.DRAFT,
        can_answer=review or may(user, "edit", report),
        can_reopen=review,
        mine=sum(thread.comment.by_id == user.pk for thread in threads),
    )
    return (
        {"remarks": made, "comment_form": CommentForm(report.edition)}
        if back == REVIEW
        else {"remarks": made}
    )


def board_of_part(report: Report, user: User, part: Part) -> dict[str, Any]:
    """As `board`, with those of one part as `remarks_here`."""
    context = board(report, user, part.key)
    here = [thread for thread in context["remarks"].placed if thread.part is part]
    return {
        **context,
        "remarks_here": [thread for thread in here if thread.is_open],
        "remarks_settled": [thread for thread in here if not thread.is_open],
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
            return redirect(
                _address(report, REVIEW) + f"#{made.place.anchor or 'comments'}"
            )
    return render(
        request, "disclosure/comment.html", {"report": report, "form": form}, status=422
    )


@login_required
@require_POST
def comment_act(request: HttpRequest, pk: int, comment: int) -> HttpResponse:
    """Answer, resolve or reopen a comment."""
    user = signed_in(request)
    report = get_report(user, pk)
    found = (
        Comment.objects.select_related("report__agency")
        .filter(report=report, pk=comment)
        .first()
    )
    if found is None:
        raise Http404("没有这条意见。")
    form = ActForm(request.POST)
    back = request.POST.get("back", "")
    if not form.is_valid():
        context = {"report": report, "comment": found, "form": form, "back": back}
        return render(request, "disclosure/comment.html", context, status=422)
    _act(found, user, form.cleaned_data["kind"], form.cleaned_data["text"])
    return redirect(_address(report, back) + f"#comment-{found.pk}")


def _act(found: Comment, user: User, kind: str, text: str) -> None:
    moves = {
        CommentAct.Kind.ANSWER: comments.answer_comment,
        CommentAct.Kind.RESOLVE: comments.resolve,
        CommentAct.Kind.REOPEN: comments.reopen,
    }
    moves[CommentAct.Kind(kind)](comment=found, by=user, text=text)


def _address(report: Report, back: str) -> str:
    if back == REVIEW:
        return reverse("disclosure:review", args=[report.pk])
    if back in [part.key for part in report.edition.parts]:
        return reverse("disclosure:part", args=[report.pk, back])
    return reverse("disclosure:report", args=[report.pk])
