"""Harmed files, made by the thousand from files of ours and real ones: flipped, cut, spliced, with tags and members swapped.

    python -m tests.support.fuzz_intake 2000        as script/nightly does; FUZZ_FROM=N begins at another file

Every file is made from its number alone, so that one that fails can be made again.
"""

from __future__ import annotations

import collections
import io
import logging
import os
import random
import re
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

SECONDS, MEGABYTES, WORKERS = 20.0, 700, 2
CRASH = "程序中断了"
_TAG = re.compile(rb"<[^<>]{1,200}>")
_PDF_WORD = re.compile(rb"/[A-Z][A-Za-z]{1,20}|\b\d{1,6}\b")


@dataclass(frozen=True, slots=True)
class Harmed:
    number: int
    what: str
    name: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """How a harmed file was answered: `read`, or the sentence; and what went wrong, if anything did."""

    harmed: Harmed
    said: str
    seconds: float
    wrong: str = ""


def seeds() -> dict[str, bytes]:
    """Whole files of every format that we print, and the real ones that lie beside the tree on some machines."""
    from disclosure.outputs import document
    from disclosure.outputs.formats import FORMATS
    from tests.support import papers
    from tests.support.random_reports import random_report
    from tests.support.shared import SHARED

    made = {
        "2021": document.build(papers.ordinary()),
        "2019": papers.printed("old"),
        "any": document.build(random_report(3)),
    }
    files = {
        f"{which}.{FORMATS[key].suffix}": FORMATS[key].print(report)
        for which, report in made.items()
        for key in (
            "docx",
            "xlsx",
            "html",
            "fragment",
            "json",
            *(["pdf"] if which == "2021" else []),
        )
    }
    files["2021.txt"] = plain_text(files["2021.html"])
    real = (
        path
        for path in sorted((SHARED / "reports").glob("*"))
        if path.suffix in (".pdf", ".txt")
    )
    return files | {path.name: path.read_bytes() for path in real}


def plain_text(page: bytes) -> bytes:
    """What a browser's copy of a page gives: cells parted by tabs."""
    from lxml import html

    lines = []
    for element in html.fromstring(page).iter("h1", "h2", "h3", "h4", "h5", "p", "tr"):
        cells = element.xpath("./td|./th") if element.tag == "tr" else [element]
        lines.append("\t".join(" ".join(cell.text_content().split()) for cell in cells))
    return "\n".join(lines).encode()


def harmed(number: int, files: Mapping[str, bytes]) -> Harmed:
    dice = random.Random(number)
    name = dice.choice(sorted(files))
    body, done = files[name], []
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        harms = [flip, cut, splice, repeat, swap_words]
        if body[:2] == b"PK":
            harms += [member, member, member]
        harm = dice.choice(harms)
        body = harm(dice, body, partial(_other, dice, files))
        done.append(harm.__name__)
    return Harmed(number, "+".join(done), name, body)


def _other(dice: random.Random, files: Mapping[str, bytes]) -> bytes:
    return files[dice.choice(sorted(files))]


Other = Callable[[], bytes]


def flip(dice: random.Random, body: bytes, _: Other) -> bytes:
    """Some bytes are others; half the time only in one place, as a bad sector."""
    changed = bytearray(body)
    start, end = 0, len(body)
    if dice.random() < 0.5 and body:
        start = dice.randrange(len(body))
        end = min(len(body), start + 200)
    for _n in range(dice.choice((1, 3, 10, 60)) if end > start else 0):
        changed[dice.randrange(start, end)] = dice.choice(
            (0, 0xFF, 0x3C, 0x30, dice.randrange(256))
        )
    return bytes(changed)


def cut(dice: random.Random, body: bytes, _: Other) -> bytes:
    """The end is missing, or a piece from within."""
    at = dice.randrange(len(body) + 1)
    return (
        body[:at]
        if dice.random() < 0.5
        else body[:at] + body[at + dice.choice((1, 100, 5000)) :]
    )


def splice(dice: random.Random, body: bytes, other: Other) -> bytes:
    """A piece of another file lies over this one."""
    source = other()
    start = dice.randrange(len(source))
    piece, at = (
        source[start : start + dice.choice((8, 300, 20_000))],
        dice.randrange(len(body) + 1),
    )
    return body[:at] + piece + body[at + (len(piece) if dice.random() < 0.5 else 0) :]


def repeat(dice: random.Random, body: bytes, _: Other) -> bytes:
    """A piece comes again, up to a hundred times."""
    at = dice.randrange(len(body) + 1)
    piece = body[at : at + dice.choice((3, 50, 2000))]
    return body[:at] + piece * dice.choice((2, 10, 100)) + body[at:]


def swap_words(dice: random.Random, body: bytes, _: Other) -> bytes:
    """Tags of a page, or names and numbers of a PDF, change places."""
    found = list((_PDF_WORD if body.startswith(b"%PDF") else _TAG).finditer(body))
    for _n in range(dice.choice((1, 4, 20))):
        if len(found) < 2:
            break
        one, two = sorted(dice.sample(range(len(found)), 2))
        first, second = found[one], found[two]
        middle = body[first.end() : second.start()]
        body = (
            body[: first.start()] + second[0] + middle + first[0] + body[second.end() :]
        )
        if len(first[0]) != len(second[0]):
            break  # what follows lies elsewhere now
    return body


def member(dice: random.Random, body: bytes, other: Other) -> bytes:
    """A part of an office file is harmed, lost, or another's; the package around it is whole."""
    try:
        with ZipFile(io.BytesIO(body)) as archive:
            parts = {info.filename: archive.read(info) for info in archive.infolist()}
    except (
        BadZipFile,
        zlib.error,
        OSError,
        ValueError,
        EOFError,
        RuntimeError,
        NotImplementedError,
    ):
        return flip(dice, body, other)  # an earlier harm went as deep as that
    names = sorted(parts)
    weights = [
        3 if re.search(r"document|sheet|strings|styles|numbering|content", name) else 1
        for name in names
    ]
    name = dice.choices(names, weights)[0] if names else ""
    if not name:
        return body
    way = dice.choice((flip, cut, swap_words, swap_words, repeat, "lost", "taken"))
    if way == "lost":
        del parts[name]
    elif way == "taken":
        parts[name] = parts[dice.choice(names)]
    else:
        parts[name] = way(dice, parts[name], other)
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for part, inside in parts.items():
            archive.writestr(part, inside)
    return made.getvalue()


def ask(harmed_file: Harmed) -> Answer:
    """Read it apart, as the site does."""
    from disclosure.intake.sandbox import read_in_sandbox
    from disclosure.intake.source import IntakeError

    started, wrong = time.monotonic(), ""
    try:
        source, reading = read_in_sandbox(
            harmed_file.body, harmed_file.name, seconds=SECONDS, megabytes=MEGABYTES
        )
        said = "read"
        missing = {
            (entry.place.table, entry.place.row, entry.place.column)
            for entry in reading.open
        }
        read = {
            (table, *cell) for table, cells in reading.entered.items() for cell in cells
        }
        silent = set(reading.edition.entry_cells) - missing - read
        if silent:
            wrong = f"{len(silent)} cells are neither read nor open"
        elif source.format != reading.format:
            wrong = "two formats"
    except IntakeError as refusal:
        said = str(refusal)
        if not said.endswith("。") or "\n" in said or "Error" in said:
            wrong = "no sentence"
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what we look for
        said, wrong = "", repr(error)
    taken = time.monotonic() - started
    return Answer(
        harmed_file, said, taken, wrong or ("too long" if taken > SECONDS + 5 else "")
    )


def held() -> tuple[int, int, int]:
    """Descriptors, children and threads of this process."""
    tasks = list(Path("/proc/self/task").iterdir())
    children = [
        pid for task in tasks for pid in (task / "children").read_text().split()
    ]
    return (
        len(list(Path("/proc/self/fd").iterdir())),
        len(children),
        threading.active_count(),
    )


def run(numbers: range, files: Mapping[str, bytes]) -> Iterator[Answer]:
    """Two at a time, as two people might send them."""
    with ThreadPoolExecutor(WORKERS) as pool:
        yield from pool.map(lambda number: ask(harmed(number, files)), numbers)


def report(answers: list[Answer]) -> str:
    said = collections.Counter(
        "read"
        if a.said == "read"
        else "crash"
        if CRASH in a.said
        else "time"
        if "秒内" in a.said
        else "refused"
        for a in answers
    )
    slowest = max(answers, key=lambda a: a.seconds)
    return (
        f"{len(answers)} harmed files: "
        + ", ".join(f"{count} {what}" for what, count in said.most_common())
        + f"; median {sorted(a.seconds for a in answers)[len(answers) // 2]:.2f} s, slowest {slowest.seconds:.1f} s"
        f" (number {slowest.harmed.number}, {slowest.harmed.name}, {slowest.harmed.what})"
    )


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    logging.getLogger("disclosure.intake").propagate = False
    logging.getLogger("disclosure.intake").addHandler(
        logging.FileHandler("var/fuzz.log", "w")
    )
    count, first = int(sys.argv[1]), int(os.environ.get("FUZZ_FROM") or 0)
    files, started = seeds(), time.monotonic()
    before = held()
    answers = list(run(range(first, first + count), files))
    after = held()
    print(
        report(answers),
        f"; {time.monotonic() - started:.0f} s in all; what readers said is in var/fuzz.log",
        sep="",
    )
    wrong = [answer for answer in answers if answer.wrong]
    for answer in wrong:
        print(
            f"number {answer.harmed.number} {answer.harmed.name} {answer.harmed.what}: {answer.wrong}: {answer.said}"
        )
    if before != after:
        print(f"descriptors, children, threads: {before} before, {after} after")
    return int(bool(wrong) or before != after)


if __name__ == "__main__":
    sys.exit(main())
