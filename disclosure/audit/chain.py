"""What of an event and of a release is hashed, and how. docs/audit.md says the same for whoever checks us without us."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from disclosure.models import Event, Release

VERSION = "disclosure-audit/1"
ALGORITHMS = ("sha256", "sm3")
COLUMNS = ("exchange_json", "html", "pdf")
"""Files that a release keeps, or once kept, in columns of its own; the others are rows of `files`."""


def event_hash(event: Event) -> str:
    """The hash (hex) over everything that the event says and over the hash of the one before.

    Raises ValueError where the algorithm is none of ours or this Python cannot compute it.
    """
    return digest(
        event.algorithm,
        {
            "version": VERSION,
            "algorithm": event.algorithm,
            "number": event.chain_number,
            "report": event.report_id,
            "report_key": event.report_key,
            "move": event.move,
            "by": event.by_id,
            "by_name": event.by_name,
            "at": utc(event.at),
            "note": event.note,
            "content_hash": event.content_hash,
            "release": event.release_id,
            "release_hash": event.release_hash,
            "previous_hash": event.previous_hash,
            **_later(event, "step", "acting_for_id", "acting_for_name"),
        },
    )


def release_hash(release: Release, algorithm: str) -> str:
    """The hash (hex) over everything that a release keeps, its files by their own hashes. Raises ValueError as above."""
    return digest(
        algorithm,
        {
            "version": VERSION,
            "algorithm": algorithm,
            "release": release.pk,
            "report": release.report_id,
            "number": release.number,
            "title": release.title,
            "content_hash": release.content_hash,
            "answers": release.answers,
            "published_at": utc(release.published_at),
            "published_by": release.published_by_id,
            "files": {name: digest(algorithm, kept) for name, kept in _files(release)},
            **_later(release, "reason"),
        },
    )


def _files(release: Release) -> Iterator[tuple[str, str | bytes]]:
    """(name, content) of every file, one in memory at a time."""
    for name in COLUMNS:
        kept = getattr(release, name, None)
        if kept:
            yield name, kept

    rows = getattr(release, "files", None)
    if not rows:
        return

    for file in rows.iterator(1):
        # SQLite keeps whatever somebody puts there, text as well.
        is_text = isinstance(file.body, str)
        yield file.format, file.body if is_text else bytes(file.body)


def _later(row: Event | Release, *fields: str) -> dict[str, Any]:
    """What was added to the record later: said only where it is filled, so that older rows keep their hash."""
    said = {}
    for name in fields:
        kept = getattr(row, name, None)
        if kept:
            said[name.removesuffix("_id")] = kept

    return said


def digest(algorithm: str, kept: Any) -> str:
    """The hash (hex) of bytes or text, or of data as JSON: keys sorted, no blanks, UTF-8."""
    if algorithm not in ALGORITHMS:
        raise ValueError(algorithm)

    if isinstance(kept, dict):
        kept = json.dumps(
            kept, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )

    if isinstance(kept, str):
        kept = kept.encode()

    return hashlib.new(algorithm, kept).hexdigest()


def utc(moment: datetime) -> str:
    """2026-11-26T01:02:03.000004+00:00."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
