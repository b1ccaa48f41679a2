"""A file examined for a page, and carried by that page instead of being kept here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.utils import timezone

from disclosure.intake.examine import examine_reading
from disclosure.intake.reading import Reading
from disclosure.intake.transport.dump import reading_data
from disclosure.intake.transport.load import Garbled, load_reading
from disclosure.models import Agency
from disclosure.outputs.examination.workbook import Examined
from disclosure.review.context import offices_around
from disclosure.rules import NOWHERE, Surroundings

SALT = "disclosure.examining"
GOOD_FOR = 2 * 3600
"""Seconds for which a page's readings are taken back."""


@dataclass(frozen=True, eq=False)
class Sent:
    """One file as it was sent: its reading or the sentence that refused it, and last year's reading where there is one."""

    name: str
    reading: Reading | None = None
    refused: str = ""
    last_name: str = ""
    last: Reading | None = None

    def examined(self) -> Examined:
        """Every rule of the catalogue on it, as of today."""
        if self.reading is None:
            return Examined(self.name, refused=self.refused)
        last = self.last.content() if self.last else None
        findings = examine_reading(
            self.reading, last, today=timezone.localdate(), around=_around(self.reading)
        )
        return Examined(self.name, self.reading, findings, self.last_name)


def _around(reading: Reading) -> Surroundings:
    """The names of other offices, where the report's own is one that we know. Nothing that is not public."""
    agency = (
        Agency.objects.filter(name=reading.agency_name).first()
        if reading.agency_name
        else None
    )
    return Surroundings(offices=offices_around(agency)) if agency else NOWHERE


def pack(sent: Sent) -> str:
    """What a page carries so that nothing has to be kept: signed, since only our own readers make readings."""
    data: dict[str, Any] = {
        "name": sent.name,
        "refused": sent.refused,
        "last_name": sent.last_name,
    }
    data |= {
        name: reading_data(one)
        for name, one in (("reading", sent.reading), ("last", sent.last))
        if one
    }
    return signing.dumps(data, salt=SALT, compress=True)


def unpack(packed: str) -> Sent | None:
    """The same again; None where it is too old, not ours, or of another version of ours."""
    try:
        data = signing.loads(packed, salt=SALT, max_age=GOOD_FOR)
        readings = {
            name: load_reading(data[name])
            for name in ("reading", "last")
            if name in data
        }
    except (signing.BadSignature, Garbled):
        return None
    return Sent(
        data["name"], refused=data["refused"], last_name=data["last_name"], **readings
    )
