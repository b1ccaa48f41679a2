"""What reviewers say of a report, at its place, and what became of it. Rows are only ever added; states follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db import models

from disclosure.models.append_only import ByPerson
from disclosure.models.people import User
from disclosure.models.reports import Report
from disclosure.models.review import Move
from disclosure.statutory.editions.spec import Part
from disclosure.statutory.places import Place, find_quote

MAX_COMMENT = 500
"""Characters of a comment, and of a stretch that is quoted."""


class Comment(ByPerson):
    """A reviewer's comment. Words of a passage are quoted, so that it finds them again after the passage was edited."""

    report = models.ForeignKey(
        Report, on_delete=models.PROTECT, related_name="comments"
    )
    table = models.CharField(max_length=32, blank=True)
    row = models.CharField(max_length=40, blank=True)
    column = models.CharField(max_length=40, blank=True)
    passage = models.CharField(max_length=32, blank=True)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    quote = models.TextField(blank=True)
    text = models.TextField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.report_id} {self.place.anchor}: {self.text}"

    @property
    def place(self) -> Place:
        return Place(self.table, self.row, self.column, self.passage)


class CommentAct(ByPerson):
    """An answer to a comment, or the word that it is settled or is not."""

    class Kind(models.TextChoices):
        """What was done."""

        ANSWER = "answer", "回复"
        RESOLVE = "resolve", "已处理"
        REOPEN = "reopen", "重新提出"

    class Side(models.TextChoices):
        """As whom: an office's clerk, or somebody who reviews."""

        CLERK = "clerk", "填报"
        REVIEW = "review", "审核"

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    side = models.CharField(max_length=8, choices=Side.choices)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.comment_id} {self.get_kind_display()} {self.by_name}"


class State(models.TextChoices):
    """How a comment stands: derived from what was done, stored nowhere."""

    OPEN = "open", "待处理"
    ANSWERED = "answered", "已回复"
    REOPENED = "reopened", "重新提出"
    RESOLVED = "resolved", "已处理"


@dataclass(frozen=True)
class Thread:
    """A comment with what became of it. `number` counts the report's comments from 1 and never changes."""

    number: int
    comment: Comment
    acts: tuple[CommentAct, ...]
    report: Report

    @property
    def state(self) -> State:
        turn = next(
            (act for act in reversed(self.acts) if act.kind != CommentAct.Kind.ANSWER),
            None,
        )
        if turn and turn.kind == CommentAct.Kind.RESOLVE:
            return State.RESOLVED
        if self.acts and self.acts[-1].kind == CommentAct.Kind.ANSWER:
            return State.ANSWERED
        return State.REOPENED if turn else State.OPEN

    @property
    def is_open(self) -> bool:
        return self.state is not State.RESOLVED

    @property
    def label(self) -> str:
        return self.comment.place.name(self.report.edition)

    @cached_property
    def stretch(self) -> tuple[int, int] | None:
        """Where the quoted words stand now; None where nothing is quoted, or the words are gone."""
        if not self.comment.quote:
            return None
        return find_quote(
            words_of(self.report, self.comment.passage),
            self.comment.quote,
            self.comment.start or 0,
        )

    @property
    def gone(self) -> bool:
        """Whether the words that it quotes stand no longer in the passage."""
        return bool(self.comment.quote) and self.stretch is None

    @property
    def part(self) -> Part | None:
        """The part in which its place stands."""
        return self.comment.place.part(self.report.edition)

    @property
    def desk_anchor(self) -> str:
        """The id of the place where the clerk types: a row is reached through its first cell."""
        place = self.comment.place
        if not place.table or place.column:
            return place.anchor

        table = self.report.edition.table(place.table)
        first = next(
            column.key
            for column in table.columns
            if table.has_cell(place.row, column.key)
        )
        return Place(place.table, place.row, first).anchor


def words_of(report: Report, passage: str) -> str:
    """The words of a passage as printed, its heading first: offsets of comments count from there."""
    text = report.content.passage(passage)
    return f"{text.printed_heading(report.edition.passage(passage))}\n{text.text}"


def threads_of(report: Report) -> list[Thread]:
    """Every comment on a report with what became of it, in the order in which they were made: two queries."""
    comments = Comment.objects.filter(report=report).prefetch_related("acts")
    return [
        Thread(n, comment, tuple(comment.acts.all()), report)
        for n, comment in enumerate(comments, start=1)
    ]


def has_said(report: Report, by: User) -> bool:
    """Whether the person has a comment open that they made or reopened since the report was last submitted."""
    submitted = report.events.filter(move=Move.SUBMIT).last()
    since = submitted.at if submitted else None
    return any(
        thread.is_open and _said_since(thread, by, since)
        for thread in threads_of(report)
    )


def _said_since(thread: Thread, by: User, since: datetime | None) -> bool:
    said = [(thread.comment.by_id, thread.comment.at)]
    said += [
        (act.by_id, act.at) for act in thread.acts if act.kind == CommentAct.Kind.REOPEN
    ]
    return any(who == by.pk and (since is None or at >= since) for who, at in said)
