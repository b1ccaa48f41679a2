"""Comments on a report under review: made, answered, resolved, reopened. One transaction each, the report locked."""

from __future__ import annotations

from django.db import transaction

from disclosure.access import may
from disclosure.models import (
    Comment,
    CommentAct,
    Report,
    Stage,
    State,
    Thread,
    User,
    threads_of,
    words_of,
)
from disclosure.review.moves import NotAllowed, WrongStage
from disclosure.statutory.places import WHOLE, Place, find_quote


class NotThere(Exception):
    """The words to be commented on do not stand in the passage, or not any more."""

    def __init__(self) -> None:
        super().__init__(
            "这一段里找不到所引的原文。请核对引文，或者清空引文，对整段写意见。"
        )


@transaction.atomic
def comment_on(
    *,
    report: Report,
    by: User,
    text: str,
    place: Place = WHOLE,
    quote: str = "",
    near: int = 0,
) -> Comment:
    """Say something of a place in a report that is not a draft; `quote` are words of the passage, near that offset.

    Raises NotAllowed, WrongStage; ValueError when the text is blank; NotThere where the passage has no such words.
    """
    if not may(by, "review", report):
        raise NotAllowed("审核意见由审核人员写。")

    locked = _locked(report)
    if locked.stage == Stage.DRAFT:
        raise WrongStage(locked)

    start, end = (
        _stretch(locked, place, quote, near)
        if quote.strip() and place.passage
        else (None, None)
    )
    return Comment.objects.create(
        report=locked,
        table=place.table,
        row=place.row,
        column=place.column,
        passage=place.passage,
        start=start,
        end=end,
        quote=quote.strip() if place.passage else "",
        text=_said(text),
        by=by,
        by_name=str(by),
    )


@transaction.atomic
def answer_comment(*, comment: Comment, by: User, text: str) -> CommentAct:
    """Answer a comment: a clerk of the office, also in a draft, or a reviewer. Raises NotAllowed; ValueError."""
    return _act(_thread(comment), CommentAct.Kind.ANSWER, by, _said(text))


@transaction.atomic
def resolve(*, comment: Comment, by: User, text: str = "") -> CommentAct:
    """Say that a comment is settled; the record says on which side. Raises NotAllowed.

    Where somebody was quicker, theirs stands and is returned.
    """
    thread = _thread(comment)
    if not thread.is_open:
        _side(thread.report, by)
        return _last(thread, CommentAct.Kind.RESOLVE)

    return _act(thread, CommentAct.Kind.RESOLVE, by, text.strip())


@transaction.atomic
def reopen(*, comment: Comment, by: User, text: str) -> CommentAct:
    """Say that a comment is not settled after all, and why: who reviews. Raises NotAllowed; ValueError.

    Where somebody was quicker, the reason is kept as an answer.
    """
    thread = _thread(comment)
    if not may(by, "review", thread.report):
        raise NotAllowed("重新提出意见由审核人员决定。")

    kind = (
        CommentAct.Kind.REOPEN
        if thread.state is State.RESOLVED
        else CommentAct.Kind.ANSWER
    )
    return _act(thread, kind, by, _said(text), CommentAct.Side.REVIEW)


def _thread(comment: Comment) -> Thread:
    """The comment as it stands under the lock of its report."""
    locked = _locked(comment.report)
    return next(
        thread for thread in threads_of(locked) if thread.comment.pk == comment.pk
    )


def _act(
    thread: Thread,
    kind: CommentAct.Kind,
    by: User,
    text: str,
    side: CommentAct.Side | None = None,
) -> CommentAct:
    side = side or _side(thread.report, by)
    return CommentAct.objects.create(
        comment=thread.comment, kind=kind, side=side, text=text, by=by, by_name=str(by)
    )


def _last(thread: Thread, kind: CommentAct.Kind) -> CommentAct:
    return next(act for act in reversed(thread.acts) if act.kind == kind)


def _side(report: Report, by: User) -> CommentAct.Side:
    """As whom a person speaks. Who is both is the clerk of a draft and a reviewer of anything else."""
    sides: list[CommentAct.Side] = []
    if may(by, "edit", report):
        sides.append(CommentAct.Side.CLERK)

    if may(by, "review", report):
        sides.append(CommentAct.Side.REVIEW)

    if not sides:
        raise NotAllowed("您在这个机关的职责不包括这项操作。")
    return sides[0] if report.stage == Stage.DRAFT else sides[-1]


def _locked(report: Report) -> Report:
    locked = Report.objects.select_for_update().get(pk=report.pk)
    locked.agency = report.agency
    return locked


def _stretch(report: Report, place: Place, quote: str, near: int) -> tuple[int, int]:
    found = find_quote(words_of(report, place.passage), quote, near)
    if found is None:
        raise NotThere
    return found


def _said(text: str) -> str:
    if not text.strip():
        raise ValueError("意见和回复不能是空白。")
    return text.strip()
