"""The findings of an examination, numbered as on its sheet, each with where in the paper it stands. No HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from disclosure.rules import CATALOGUE, Finding, Level
from disclosure.statutory.editions import Edition
from disclosure.statutory.figures import format_figure

MANY = 12
"""A finding on more cells than this has its number in the first of them only; the others are tinted."""


@dataclass(frozen=True, slots=True)
class Note:
    """A finding with its number. `at` are the ids of its places in the paper, `label` what people call the first."""

    number: int
    finding: Finding
    at: tuple[str, ...]
    label: str

    @property
    def id(self) -> str:
        return f"f-{self.number}"

    @property
    def href(self) -> str:
        """Where it stands in the paper: its words, else its first place; "" where it speaks of the whole."""
        if self.finding.words is not None:
            return f"#w-{self.number}"
        return f"#{self.at[0]}" if self.at else ""

    @property
    def title(self) -> str:
        entry = CATALOGUE.get(self.finding.code)
        return entry.title if entry else ""

    @property
    def values(self) -> str:
        """`60 与 61，相差 1`; "" where the rule compares no numbers."""
        difference = self.finding.difference
        if difference is None:
            return ""

        gap = f"，相差 {_shown(difference)}" if difference else ""
        return f"{_shown(self.finding.left)} 与 {_shown(self.finding.right)}{gap}"

    @property
    def remedy(self) -> str:
        """What might stand there instead, where the rule knows it."""
        instead = self.finding.instead
        if instead is None:
            return ""
        return f"可改为「{instead}」" if instead else "可删去"


@dataclass(frozen=True, slots=True)
class LevelGroup:
    """The notes of one level."""

    level: Level
    notes: tuple[Note, ...]


def number(
    findings: Sequence[Finding], edition: Edition, there: frozenset[str]
) -> tuple[Note, ...]:
    """Numbered in the order given, errors first. `there` are the ids that the paper has."""
    return tuple(
        Note(at, finding, tuple(_places(finding, there)), _label(finding, edition))
        for at, finding in enumerate(findings, start=1)
    )


def by_level(notes: Sequence[Note]) -> tuple[LevelGroup, ...]:
    """Levels that nothing was found at are left out."""
    groups = (
        LevelGroup(level, tuple(note for note in notes if note.finding.level is level))
        for level in Level
    )
    return tuple(group for group in groups if group.notes)


def by_place(notes: Sequence[Note]) -> Mapping[str, tuple[Note, ...]]:
    """The notes at each id of the paper."""
    found: dict[str, tuple[Note, ...]] = {}
    for note in notes:
        for place in note.at:
            found[place] = (*found.get(place, ()), note)

    return found


def _places(finding: Finding, there: frozenset[str]) -> Iterator[str]:
    """Its cells; else its passage; else its part: whatever of it the paper has."""
    cells = [cell.anchor for cell in finding.cells if cell.anchor in there]
    yield from cells
    passage = finding.said.anchor if finding.said else ""
    if passage in there:
        yield passage
    elif not cells and f"part-{finding.part}" in there:
        yield f"part-{finding.part}"


def _label(finding: Finding, edition: Edition) -> str:
    if finding.cells:
        more = f"等 {len(finding.cells)} 格" if len(finding.cells) > 1 else ""
        return finding.cells[0].name(edition) + more

    if finding.said:
        return finding.said.name(edition)
    return edition.part(finding.part).heading if finding.part else "整份报告"


def _shown(value: int | Decimal | str | None) -> str:
    return value if isinstance(value, str) else format_figure(value)
