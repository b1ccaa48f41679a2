"""Published files named on the command line, folders among them: read apart, examined, each with last year's."""

from __future__ import annotations

import datetime
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from disclosure.intake.examine import examine_reading
from disclosure.intake.reading import Reading
from disclosure.intake.sandbox import MAX_BYTES, read_in_sandbox, refuse_size
from disclosure.intake.source import IntakeError
from disclosure.outputs.examination.workbook import Examined
from disclosure.review.context.likeness import Likeness
from disclosure.rules import Surroundings
from disclosure.statutory.content import Content


def files_in(paths: Sequence[Path]) -> Iterator[Path]:
    """The files named, and those in the folders named, by name; not what editors and systems leave behind."""
    for path in paths:
        if path.is_dir():
            yield from (
                file
                for file in sorted(path.rglob("*"))
                if file.is_file() and not _is_leftover(file, path)
            )
        else:
            yield path


def read_published(path: Path) -> Reading:
    """What was read in a file. Raises IntakeError, also where the file itself cannot be opened."""
    try:
        with path.open("rb") as file:
            if path.is_file():
                refuse_size(path.stat().st_size)

            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise IntakeError(f"文件读不出（{error.strerror}）。") from None

    return read_in_sandbox(data, path.name)[1]


def inspect(
    paths: Sequence[Path], last: Reading | None, today: datetime.date
) -> Iterator[Examined]:
    """Every file in turn. Without `last`, a file is compared with the same office's report of the year before, if it is here."""
    # Threads wait, the work is done in processes of their own.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        files = list(pool.map(_read, paths))

    alike = _alike(file.reading for file in files if file.reading)
    known = _known(files)
    for file in files:
        reading = file.reading
        if reading is None:
            yield Examined(str(file.path), refused=file.refused)
            continue

        name, earlier = _earlier(reading, last, known)
        twins = alike[reading.year].twins_of(reading.content(), _whose(reading))
        around = Surroundings(twins=twins)
        findings = examine_reading(reading, earlier, today=today, around=around)
        yield Examined(str(file.path), reading, findings, name)


@dataclass(frozen=True, slots=True)
class _ReadFile:
    """A file and what was read in it, or why it was refused."""

    path: Path
    reading: Reading | None = None
    refused: str = ""


_Known = dict[tuple[str, int], tuple[str, Content]]
"""{(office, year): (the file's name, what it says)}."""


def _known(files: Iterable[_ReadFile]) -> _Known:
    known: _Known = {}
    for file in files:
        reading = file.reading
        if reading and reading.agency_name and reading.year:
            whose = (reading.agency_name, reading.year)
            known[whose] = (file.path.name, reading.content())

    return known


def _alike(readings: Iterable[Reading]) -> dict[int | None, Likeness]:
    """{year: its paragraphs}: reports of one year are held against each other."""
    found: dict[int | None, Likeness] = defaultdict(Likeness)
    for reading in readings:
        found[reading.year].add(reading.content(), _whose(reading))

    return found


def _whose(reading: Reading) -> str:
    return f"{reading.agency_name or reading.title or '未写明机关'} {reading.year or ''} 年报告"


def _earlier(
    reading: Reading,
    last: Reading | None,
    known: _Known,
) -> tuple[str, Content | None]:
    if last is not None:
        return last.title, last.content()
    return known.get((reading.agency_name, reading.year - 1), ("", None))


def _read(path: Path) -> _ReadFile:
    try:
        return _ReadFile(path, read_published(path))
    except IntakeError as refusal:
        return _ReadFile(path, refused=str(refusal))


def _is_leftover(file: Path, folder: Path) -> bool:
    """`~$…` is what Word keeps beside an open file; what begins with a dot is hidden."""
    return (
        any(part.startswith((".", "~$")) for part in file.relative_to(folder).parts)
        or file.name == "Thumbs.db"
    )
