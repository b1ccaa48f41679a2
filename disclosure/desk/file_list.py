"""Lists the files that a person's offices have sent in: what was read in each, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from disclosure.access import imported_for
from disclosure.desk.importing import is_strange
from disclosure.models import Acceptance, FileReading, ImportedFile, User


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file in the list. `strange`: the office that it names is another one."""

    file: ImportedFile
    reading: FileReading | None
    accepted: list[Acceptance]
    strange: bool


def listed_files(user: User, most: int) -> list[ListedFile]:
    """The newest files, at most so many. Three queries beside the roles': not one for each file."""
    return [_listed(file) for file in _files(user)[:most]]


def listed_file(user: User, pk: int) -> ListedFile:
    """One of them, as it stands in the list."""
    return _listed(_files(user).get(pk=pk))


def _files(user: User) -> QuerySet[ImportedFile]:
    # The JSON of a reading is some hundred kilobytes, of which the list shows nothing.
    without_json = FileReading.objects.defer("source_json", "reading_json")
    readings = Prefetch("readings", without_json)
    return imported_for(user).prefetch_related("acceptances", readings)


def _listed(file: ImportedFile) -> ListedFile:
    newest = next(iter(file.readings.all()), None)
    strange = False
    if newest is not None and not newest.refusal:
        strange = is_strange(newest.agency_name, file.agency)

    return ListedFile(file, newest, list(file.acceptances.all()), strange)
