"""Survivors against notes: what no test notices must be explained, and an explanation must still be needed."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

NOTES = Path(__file__).resolve().parents[1] / "mutants.toml"


@dataclass(frozen=True)
class Mutant:
    """A change of source. `function` is empty outside functions; `was` and `now` are the lines that differ."""

    file: str
    function: str
    was: str
    now: str

    def __str__(self) -> str:
        where = f"{self.file} {self.function}".rstrip()
        changed = [f"    - {line}" for line in self.was.splitlines()] + [
            f"    + {line}" for line in self.now.splitlines()
        ]
        return "\n".join([where, *changed])

    @classmethod
    def of_difference(
        cls, file: str, function: str, difference: Iterable[str]
    ) -> Mutant:
        """From the lines of a unified difference; indentation does not count."""
        lines = [line for line in difference if not line.startswith(("---", "+++"))]
        was, now = (
            "\n".join(line[1:].strip() for line in lines if line.startswith(sign))
            for sign in "-+"
        )
        return cls(file, function, was, now)


@dataclass(frozen=True)
class Note:
    """Why some mutants of one line change nothing that anybody could see."""

    mutants: tuple[Mutant, ...]
    why: str


def read_notes(path: Path = NOTES) -> list[Note]:
    """The notes of a file: `[[equivalent]]` with file, function, was, now (one text or several), times and why."""
    notes = []
    for entry in tomllib.loads(path.read_text(encoding="utf-8")).get("equivalent", []):
        changes = [entry["now"]] if isinstance(entry["now"], str) else entry["now"]
        mutants = (
            Mutant(
                entry["file"],
                entry.get("function", ""),
                entry["was"].strip(),
                now.strip(),
            )
            for now in changes
        )
        notes.append(Note(tuple(mutants) * entry.get("times", 1), entry["why"]))
    return notes


def complaints(survivors: Iterable[Mutant], notes: Iterable[Note]) -> list[str]:
    """A sentence for each survivor without a note and each note without a survivor; the same change twice counts twice."""
    alive, noted = (
        Counter(survivors),
        Counter(mutant for note in notes for mutant in note.mutants),
    )
    return [
        f"No test notices this change: {mutant}"
        for mutant in (alive - noted).elements()
    ] + [
        f"This change no longer survives, its note can go: {mutant}"
        for mutant in (noted - alive).elements()
    ]
