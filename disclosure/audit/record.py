"""Writing the next event: one at a time for the whole installation, so that the chain has no gap and no fork."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone

from disclosure.audit.chain import event_hash, release_hash
from disclosure.exchange import content_hash
from disclosure.models import ChainHead, Event, Move, Release, Report, User


def record(
    *,
    report: Report,
    move: Move,
    by: User,
    note: str = "",
    release: Release | None = None,
    step: str = "",
    acting_for: User | None = None,
) -> Event:
    """Add the event of a move, in the move's transaction.

    The caller holds the report's row; the head is the last row that a move locks, so moves wait and never block each
    other for good. What takes time is done before it is locked.
    """
    event = Event(
        report=report,
        report_key=f"{report.agency.code}/{report.year}",
        move=move,
        by=by,
        by_name=str(by),
        step=step,
        acting_for=acting_for,
        acting_for_name=str(acting_for) if acting_for else "",
        note=note,
        content_hash=content_hash(report.content),
        release=release,
        release_hash=release_hash(release, settings.AUDIT_HASH) if release else "",
        algorithm=settings.AUDIT_HASH,
    )
    head, _ = ChainHead.objects.select_for_update().get_or_create(pk=1)
    event.at = timezone.now()
    event.chain_number = head.number + 1
    event.previous_hash = head.hash
    event.hash = event_hash(event)
    event.save(force_insert=True)
    head.number, head.hash = event.chain_number, event.hash
    head.save(update_fields=["number", "hash"])
    return event
