"""The rules on a report that was read from a file: findings, and a reading carried by a page instead of being kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.utils import timezone

from disclosure.intake.reading import Reading
from disclosure.intake.transport import load_reading, reading_data
from disclosure.rules import Finding, Surroundings, examine

SALT = "disclosure.examining"
GOOD_FOR = 2 * 3600
"""Seconds for which a page's readings are taken back."""


@dataclass(frozen=True, eq=False)
class Examined:
    """A file's reading with all that the rules say of it; `last` is last year's, where there is one."""

    name: str
    reading: Reading
    findings: Sequence[Finding]
    last_name: str = ""
    last: Reading | None = None


def examine_reading(name: str, reading: Reading, last_name: str = "", last: Reading | None = None) -> Examined:
    """Every rule on a report as read, and on how it was printed."""
    around = Surroundings(today=timezone.localdate(), printed=reading.printed)
    findings = examine(reading.content(), last.content() if last else None, when="file", around=around)
    return Examined(name, reading, findings, last_name, last)


def pack(examined: Examined) -> str:
    """What a page carries, so that nothing has to be kept here: signed, since only our own readers make readings."""
    data: dict[str, Any] = {"name": examined.name, "reading": reading_data(examined.reading)}
    if examined.last:
        data |= {"last_name": examined.last_name, "last": reading_data(examined.last)}
    return signing.dumps(data, salt=SALT, compress=True)


def unpack(packed: str) -> Examined | None:
    """The same again; None where it is too old or not ours."""
    try:
        data = signing.loads(packed, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    last = load_reading(data["last"]) if "last" in data else None
    return examine_reading(data["name"], load_reading(data["reading"]), data.get("last_name", ""), last)
