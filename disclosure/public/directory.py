"""Reads all offices that have published, in their tree with their reports, and keeps that for a minute."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Count, Max

from disclosure.models import Agency, Entry, public_name

MINUTE = 60
"""Seconds after which a renamed or moved office shows; what is published shows at once."""
COLUMNS = (
    "pk",
    "archive__file__name",
    "agency_id",
    "code",
    "year",
    "number",
    "title",
    "office",
    "content_hash",
    "published_at",
    "released_at",
    "agency__path",
    "keys",
)
"""Of an entry: the first eleven in the order of `Listed`'s fields."""
Stamp = tuple[int, datetime | None]
"""How many reports are published, and when that last changed."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A published report in a list. `published` is its first version's date, `released` the newest's.

    `original` is its file's name where it was published before and elsewhere and is only archived here; both dates are
    then the day of that.
    """

    entry: int
    original: str | None
    agency: int
    code: str
    year: int
    number: int
    title: str
    office: str
    content_hash: str
    published: datetime
    released: datetime

    @property
    def corrected(self) -> bool:
        return self.number > 1

    @property
    def archived(self) -> bool:
        return self.original is not None


@dataclass(slots=True)
class Office:
    """An office that has published, or that stands above one that has. Reports newest first."""

    pk: int
    code: str
    name: str
    parent: Office | None = None
    children: list[Office] = field(default_factory=list)
    reports: list[Listed] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)

    @property
    def above(self) -> list[Office]:
        """From the root down to the parent."""
        return [*self.parent.above, self.parent] if self.parent else []

    @property
    def below(self) -> int:
        """How many offices stand below it, on all levels."""
        return sum(1 + child.below for child in self.children)


@dataclass(frozen=True, slots=True)
class Directory:
    """The whole of it. `offices` are found by every code under which they have published."""

    stamp: Stamp
    reports: list[Listed]
    offices: dict[str, Office]
    roots: list[Office]
    by_entry: dict[int, Listed]
    by_agency: dict[int, Office]

    @property
    def updated(self) -> datetime:
        """When the newest version was published; long ago where there is none."""
        return max(
            (report.released for report in self.reports),
            default=datetime.fromtimestamp(0, UTC),
        )

    @property
    def years(self) -> list[tuple[int, int]]:
        """(year, how many reports), newest first."""
        years = [report.year for report in self.reports]
        return [(year, years.count(year)) for year in sorted(set(years), reverse=True)]

    def of_year(self, year: int) -> Iterator[tuple[Office | None, list[Listed]]]:
        """The reports of a year under the office above theirs, in the order of the tree."""
        groups: dict[int | None, list[Listed]] = {}
        for report in self.reports:
            if report.year != year:
                continue

            parent = self.by_agency[report.agency].parent
            groups.setdefault(parent.pk if parent else None, []).append(report)

        for pk, reports in groups.items():
            above = self.by_agency[pk] if pk else None
            yield above, reports

    @property
    def newest(self) -> list[Listed]:
        """By the date of the newest version; what was only archived here is nothing new."""
        published = (report for report in self.reports if not report.archived)
        return sorted(
            published, key=lambda report: (report.released, report.entry), reverse=True
        )


def current_stamp() -> Stamp:
    """One small query over the entries."""
    found = Entry.objects.aggregate(reports=Count("pk"), changed=Max("changed_at"))
    return found["reports"], found["changed"]


def directory() -> Directory:
    """As it stands: an unknown code and an office without a release cost the same and look the same."""
    return _read(current_stamp(), int(time.time() // MINUTE))


@lru_cache(maxsize=1)
def _read(stamp: Stamp, minute: int) -> Directory:
    found = Directory(stamp, [], {}, [], {}, {})
    rows: Iterable[tuple[Any, ...]] = Entry.objects.order_by(
        "-year", "agency__path"
    ).values_list(*COLUMNS)
    visible: set[int] = set()
    keys: list[str] = []
    for pk, original, *listed, path, names in rows:
        report = Listed(pk, original and public_name(original), *listed)
        found.reports.append(report)
        found.by_entry[report.entry] = report
        visible.update(map(int, path.strip("/").split("/")))
        keys.append(names)

    _add_offices(found, visible)
    for report, names in zip(found.reports, keys, strict=True):
        _give_to_its_office(found, report, names)

    for office in found.by_agency.values():
        found.offices.setdefault(office.code, office)

    return found


def _add_offices(found: Directory, visible: set[int]) -> None:
    """The offices that have published, and all that stand above them; parents come first by their path."""
    known = Agency.objects.order_by("path")
    for pk, code, name, parent in known.values_list("pk", "code", "name", "parent_id"):
        if pk not in visible:
            continue

        office = Office(pk, code, name, found.by_agency.get(parent))
        found.by_agency[pk] = office
        beside = office.parent.children if office.parent else found.roots
        beside.append(office)


def _give_to_its_office(found: Directory, report: Listed, names: str) -> None:
    office = found.by_agency[report.agency]
    # Reports come newest first: the newest says under which code the office is found.
    if not office.reports:
        office.code = report.code

    office.reports.append(report)
    office.keys.update(names.split("\n"))
    found.offices.setdefault(report.code, office)


def forget() -> None:
    """For tests and for the export: read again, whatever the clock says."""
    _read.cache_clear()
