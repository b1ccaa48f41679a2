"""Files that an office sends in: kept, read, settled by hand. Nothing of any report changes here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone

from disclosure.access import may_in
from disclosure.intake import sandbox
from disclosure.intake.reading import Reading
from disclosure.intake.settling import YEAR, Hand, as_read, by_hand, open_cells, settle
from disclosure.intake.source import IntakeError, Source
from disclosure.intake.transport.dump import reading_data, source_data
from disclosure.intake.transport.load import load_reading, load_source
from disclosure.models import (
    Acceptance,
    Agency,
    FileReading,
    HandEntry,
    ImportedFile,
    User,
)
from disclosure.review.moves import NotAllowed
from disclosure.rules import CATALOGUE, Finding, examine
from disclosure.statutory.chinese import without_blanks
from disclosure.statutory.content import Content
from disclosure.statutory.places import read_place

MEGABYTE = 1024 * 1024
MAX_FILE = 20 * MEGABYTE
MAX_DROP = 20
"""Files at once."""
MAX_DAY = 200 * MEGABYTE
"""Of one office on one day."""
LONGEST_NAME = 200
"""Characters that the database keeps of a file's name: the last, which say what kind of file it is."""


class TooMuch(ValueError):
    """The file is empty or too large, or the office has sent in too much today. One Chinese sentence."""


@dataclass(frozen=True, eq=False)
class Imported:
    """A file as read and as settled by hand since."""

    file: ImportedFile
    source: Source
    read: Reading
    hand: Mapping[str, Hand]

    @cached_property
    def reading(self) -> Reading:
        """What counts: what was read, with what was settled by hand."""
        return settle(self.read, self.hand, agency=self.file.agency.name)

    @cached_property
    def by_hand(self) -> frozenset[str]:
        return by_hand(self.read, self.hand)

    @cached_property
    def content(self) -> Content:
        """The report as it would be accepted; year 0 where nobody has said it. The office keeps the name it had then."""
        return self.reading.content(agency_kind=self.file.agency.agency_kind)

    @cached_property
    def findings(self) -> list[Finding]:
        """Sums that do not agree."""
        return arithmetic(self.content)

    @cached_property
    def acceptances(self) -> list[Acceptance]:
        """What has become of it so far, the newest first."""
        return list(self.file.acceptances.all())

    @property
    def strange(self) -> bool:
        """Whether the office that the file names is another one."""
        return is_strange(self.reading.agency_name, self.file.agency)


def arithmetic(content: Content) -> list[Finding]:
    """The findings of a report's own sums; what is blank or unreadable is open, and no sum."""
    others = {code: None for code, rule in CATALOGUE.items() if not rule.arithmetic}
    findings = examine(content, when="file", levels=others)
    return [finding for finding in findings if not finding.code.startswith("V-")]


def is_strange(name: str, agency: Agency) -> bool:
    """Whether a printed name is another office's. A place before the name, there or missing, is no difference."""
    here, there = without_blanks(agency.name), without_blanks(name)
    return bool(there) and not (here.endswith(there) or there.endswith(here))


@transaction.atomic
def keep_file(*, agency: Agency, name: str, body: bytes, by: User) -> ImportedFile:
    """Keep a file as it was sent; the one that is there where the office sent the same bytes before.

    Raises NotAllowed, TooMuch.
    """
    if not may_in(by, "edit", agency):
        raise NotAllowed("只有本机关的填报人员可以读入文件。")

    digest = hashlib.sha256(body).hexdigest()
    files = ImportedFile.objects.filter(agency=agency)
    known = files.filter(sha256=digest).defer("body").first()
    if known:
        return known

    _refuse_size(agency, len(body))
    values = {
        "name": clean_name(name),
        "size": len(body),
        "body": body,
        "by": by,
        "by_name": str(by),
    }
    try:
        with transaction.atomic():
            return ImportedFile.objects.create(agency=agency, sha256=digest, **values)
    except IntegrityError:  # sent twice at once
        return files.get(sha256=digest)


def _refuse_size(agency: Agency, size: int) -> None:
    """Raises TooMuch for an empty file, one that is too large, and one too many for the day."""
    if size == 0:
        raise TooMuch("文件是空的。请检查原文件。")
    if size > MAX_FILE:
        raise TooMuch(
            f"文件有 {size / MEGABYTE:.1f} MB，最大 {MAX_FILE // MEGABYTE} MB。请换一个较小的文件。"
        )

    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    sent_today = ImportedFile.objects.filter(agency=agency, at__gte=midnight)
    today = sent_today.aggregate(all=Sum("size"))["all"] or 0
    if today + size > MAX_DAY:
        raise TooMuch(
            f"本机关今天读入的文件已有 {today / MEGABYTE:.0f} MB，每天最多 {MAX_DAY // MEGABYTE} MB。请明天再读。"
        )


def clean_name(name: str) -> str:
    """A file's name without folders and without what cannot be shown."""
    last = PurePath(name.replace("\\", "/")).name
    printable = "".join(sign for sign in last if sign.isprintable())
    return printable.strip()[-LONGEST_NAME:] or "没有文件名"


def read_file(*, file: ImportedFile, anew: bool = False) -> FileReading:
    """Read a kept file, apart from this process; a reading that is there counts unless it was refused, or `anew`.

    Not in a transaction: it takes seconds.
    """
    known = newest_reading(file)
    if known and not known.refusal and not anew:
        return known

    try:
        source, reading = sandbox.read_in_sandbox(bytes(file.body), file.name)
    except IntakeError as refusal:
        return FileReading.objects.create(file=file, refusal=str(refusal))

    taken = settle(reading, {}, agency=file.agency.name)
    cells = len(reading.edition.entry_cells)
    return FileReading.objects.create(
        file=file,
        format=reading.format,
        year=reading.year,
        agency_name=reading.agency_name[:200],
        cells=cells,
        settled=cells - len(open_cells(reading)),
        left_open=len(taken.open),
        disagreements=len(arithmetic(taken.content())),
        source_json=json.dumps(source_data(source), ensure_ascii=False),
        reading_json=json.dumps(reading_data(reading), ensure_ascii=False),
    )


def newest_reading(file: ImportedFile) -> FileReading | None:
    """The reading of a file that counts, without its JSON."""
    return file.readings.defer("source_json", "reading_json").first()


def is_readable(file: ImportedFile) -> bool:
    """Whether something was read in the file, now or earlier."""
    return file.readings.filter(refusal="").exists()


def imported(file: ImportedFile) -> Imported | None:
    """The file as read and settled; None where it was not read, or could not be."""
    kept = file.readings.first()
    if kept is None or kept.refusal:
        return None

    reading = load_reading(json.loads(kept.reading_json))
    hand = {
        entry.place: Hand(entry.text, entry.heading)
        for entry in file.hand_entries.all()
    }
    known = {place: said for place, said in hand.items() if _has(reading, place)}
    return Imported(file, load_source(json.loads(kept.source_json)), reading, known)


def _has(reading: Reading, place: str) -> bool:
    """A later reading may be of another edition, without the place."""
    try:
        return place == YEAR or bool(read_place(reading.edition, place))
    except KeyError:
        return False


@transaction.atomic
def settle_by_hand(*, found: Imported, hand: Mapping[str, Hand], by: User) -> int:
    """Keep what was typed at places of a file, {anchor: Hand}; how many are new. Raises NotAllowed, ValueError, KeyError."""
    if not may_in(by, "edit", found.file.agency):
        raise NotAllowed("只有本机关的填报人员可以核对读入的数字。")

    settle(found.read, hand)  # raises
    new = {
        place: said
        for place, said in hand.items()
        if said != found.hand.get(place, as_read(found.read, place))
    }
    HandEntry.objects.bulk_create(
        HandEntry(
            file=found.file,
            place=place,
            text=said.text,
            heading=said.heading,
            by=by,
            by_name=str(by),
        )
        for place, said in new.items()
    )
    return len(new)
