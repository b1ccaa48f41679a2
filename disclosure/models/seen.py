"""What a person has looked at on the review page, so that they are shown what changed since."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import models, transaction
from django.utils import timezone

from disclosure.exchange import content_hash, dump_report, load_report
from disclosure.models.people import User
from disclosure.models.reports import Report, Stage
from disclosure.models.review import Move
from disclosure.statutory.content import Content

ACTS = (Move.APPROVE, Move.SEND_BACK, Move.PUBLISH)
"""The moves by which a person has done with what changed."""


class Seen(models.Model):
    """The newest content that a person has looked at, and the content that they knew before it came.

    `since` is when they first looked at the newest, `at` when they last did; `before_at` when they last looked at the
    earlier one. A row is a memory and no record: it may be deleted, and the person is then shown nothing once.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    content_hash = models.CharField(max_length=64)
    exchange_json = models.TextField()
    since = models.DateTimeField()
    at = models.DateTimeField()
    before_json = models.TextField(blank=True)
    before_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("report", "user"), name="one_memory_per_report_and_person"
            ),
        )

    def __str__(self) -> str:
        return f"{self.report_id} {self.user_id} {self.at}"


@dataclass(frozen=True, slots=True)
class Earlier:
    """The content that a person knew before the present one, and when they last looked at it."""

    content: Content
    at: datetime.datetime


@transaction.atomic
def note_look(*, report: Report, by: User) -> Earlier | None:
    """Note that a person looks at the report now, and say what its changes are to be counted from; None: from nothing.

    The rule:
    - The first look has nothing to be compared with.
    - A look at other content than the last: what was known until then becomes the earlier content, for good until the
      content changes again. Every further look at the same content is compared with that same earlier content, so
      that opening the page again, or going away and coming back, does not lose the list.
    - Once the person has acted on the present content (approved, returned or published it), nothing is shown any more
      until the content changes; then it is compared with what they acted on.
    - A change that was made and unmade between two looks is none: contents are compared, not the steps between.
    - A draft is work under way and not yet handed in. A leader who looks into one sees what changed so far, and the
      look is not noted: after the submission the changes still count from what was last handed in.
    """
    now, current = timezone.now(), content_hash(report.content)
    seen = Seen.objects.select_for_update().filter(report=report, user=by).first()
    if report.stage == Stage.DRAFT:
        if seen is None or seen.content_hash == current:
            return None
        return Earlier(_read(seen.exchange_json), seen.at)

    if seen is None:
        newest = {
            "content_hash": current,
            "exchange_json": dump_report(report.content),
            "since": now,
            "at": now,
        }
        # Two windows may open it at once.
        Seen.objects.get_or_create(report=report, user=by, defaults=newest)
        return None

    if seen.content_hash != current:
        seen.before_json, seen.before_at = seen.exchange_json, seen.at
        seen.content_hash, seen.since = current, now
        seen.exchange_json = dump_report(report.content)

    seen.at = now
    seen.save()
    if seen.before_at is None or _acted(seen, report):
        return None
    return Earlier(_read(seen.before_json), seen.before_at)


def _acted(seen: Seen, report: Report) -> bool:
    acts = report.events.filter(
        by=seen.user_id, move__in=ACTS, content_hash=seen.content_hash
    )
    return acts.filter(at__gte=seen.since).exists()


def _read(exchange_json: str) -> Content:
    return load_report(exchange_json.encode())
