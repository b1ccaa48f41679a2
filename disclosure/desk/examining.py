"""Examines files for a page that carries their readings, signed, so that nothing of them is kept here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core import signing
from django.utils import timezone
from django.utils.safestring import SafeString

from disclosure.intake.examine import examine_reading
from disclosure.intake.reading import Reading
from disclosure.intake.transport.dump import reading_data
from disclosure.intake.transport.load import Garbled, load_reading
from disclosure.models import agency_named
from disclosure.outputs.examination import examination_html
from disclosure.outputs.examination.workbook import Examined
from disclosure.review.context import offices_around
from disclosure.rules import NOWHERE, Surroundings
from disclosure.statutory.chinese import without_blanks

SALT = "disclosure.examining"
GOOD_FOR = 2 * 3600
"""Seconds for which a page's readings are taken back."""


@dataclass(frozen=True, eq=False)
class SentFile:
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
        around = _around(self.reading)
        findings = examine_reading(
            self.reading, last, today=timezone.localdate(), around=around
        )
        return Examined(self.name, self.reading, findings, self.last_name)


@dataclass(frozen=True, eq=False)
class ExaminationSheet:
    """What came of one file, and what the page carries to make files of it: the file itself is gone."""

    examined: Examined
    packed: str

    @property
    def html(self) -> SafeString | str:
        """The sheet as it stands on the page; nothing where the file could not be read."""
        file = self.examined
        if file.reading is None:
            return ""
        return examination_html(
            file.reading, file.findings, name=file.name, last=file.last
        )


def sheet_of(sent: SentFile) -> ExaminationSheet:
    """The file examined, with what the page has to carry."""
    return ExaminationSheet(sent.examined(), pack(sent))


def with_last_year(sent: SentFile, known: Sequence[SentFile]) -> SentFile:
    """The file with last year's report beside it: the only one that was named as such, or the same office's."""
    if sent.reading is None:
        return sent

    for other in known:
        if other is sent or other.reading is None:
            continue

        is_only = len(known) == 1
        if is_only or _precedes(other.reading, sent.reading):
            return replace(sent, last_name=other.name, last=other.reading)

    return sent


def _precedes(one: Reading, other: Reading) -> bool:
    """Whether it is the same office's report of the year before; blanks in a printed name are no difference."""
    name = without_blanks(one.agency_name)
    if not name or name != without_blanks(other.agency_name):
        return False
    return bool(other.year) and one.year == other.year - 1


def _around(reading: Reading) -> Surroundings:
    """The names of other offices, where the report's own is one that we know. Nothing that is not public."""
    agency = agency_named(reading.agency_name)
    if agency is None:
        return NOWHERE
    return Surroundings(offices=offices_around(agency))


def pack(sent: SentFile) -> str:
    """What a page carries so that nothing has to be kept: signed, since only our own readers make readings."""
    data: dict[str, Any] = {
        "name": sent.name,
        "refused": sent.refused,
        "last_name": sent.last_name,
    }
    if sent.reading:
        data["reading"] = reading_data(sent.reading)

    if sent.last:
        data["last"] = reading_data(sent.last)

    return signing.dumps(data, salt=SALT, compress=True)


def unpack(packed: str) -> SentFile | None:
    """The same again; None where it is too old, not ours, or of another version of ours."""
    try:
        data = signing.loads(packed, salt=SALT, max_age=GOOD_FOR)
        reading = load_reading(data["reading"]) if "reading" in data else None
        last = load_reading(data["last"]) if "last" in data else None
    except (signing.BadSignature, Garbled):
        return None

    return SentFile(data["name"], reading, data["refused"], data["last_name"], last)
