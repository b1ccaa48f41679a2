"""Runs the whole catalogue of rules on a report that was read from a file."""

from __future__ import annotations

import dataclasses
import datetime

from disclosure.intake.reading import Reading
from disclosure.rules import NOWHERE, Finding, Levels, Surroundings, examine
from disclosure.statutory.content import Content


def examine_reading(
    reading: Reading,
    last: Content | None = None,
    *,
    today: datetime.date | None = None,
    around: Surroundings = NOWHERE,
    levels: Levels | None = None,
) -> list[Finding]:
    """All findings, errors first. How the report was printed is added to what is known `around` it.

    Our own report file is not printed: it has neither headings nor tables to lose.
    """
    printed = None if reading.format == "json" else reading.printed
    around = dataclasses.replace(around, printed=printed, today=today or around.today)
    return examine(
        reading.content(), last, when="file", levels=levels or {}, around=around
    )
