"""Tells what a file that was read may become, for a person and as things stand: a draft, last year's figures, an archive."""

from __future__ import annotations

from dataclasses import dataclass

from disclosure.access import may_in
from disclosure.desk.importing import Imported
from disclosure.models import (
    ArchiveReport,
    Stage,
    User,
    archived_report,
    is_open,
    is_released,
    report_of,
)


@dataclass(frozen=True, slots=True)
class FileUses:
    """`year` is 0 where nobody has said it yet; `draft`: there is a draft of that year, or it can be begun."""

    year: int
    released: bool
    archived: ArchiveReport | None
    draft: bool
    may_edit: bool
    may_archive: bool

    @property
    def prior(self) -> bool:
        """Whether its figures can be last year's: what is published or archived says them already."""
        return bool(self.year) and not self.released and not self.archived

    @property
    def following(self) -> int:
        """The year whose report is then compared with it."""
        return self.year + 1


def uses_of(found: Imported, user: User) -> FileUses:
    """What the page of the file offers."""
    agency = found.file.agency
    year = found.reading.year
    report = report_of(agency, year)
    draft = is_open(year) if report is None else report.stage == Stage.DRAFT
    return FileUses(
        year=year,
        released=is_released(agency, year),
        archived=archived_report(agency, year),
        draft=draft,
        may_edit=may_in(user, "edit", agency),
        may_archive=may_in(user, "publish", agency),
    )
