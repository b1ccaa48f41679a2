"""Counts the items of numbered lists on, level by level, as a word processor does, whatever file it keeps them in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from disclosure.intake.formats.number_formats import format_number


@dataclass(frozen=True, slots=True)
class ListLevel:
    """One level of a list. `shape` is the text before a paragraph, a number in it the
    level (from 0) whose count stands there; `restart` the number of levels above that
    make it begin anew, -1 for all of them; `legal`: digits only."""

    kind: str
    shape: tuple[str | int, ...]
    start: int = 1
    legal: bool = False
    restart: int = -1


@dataclass(slots=True)
class NumberedList:
    """A list, or one that shares another's counting: `counts` is the same object then.
    `starts` are the counts that it begins with where it is first used, and then no
    more."""

    levels: Mapping[int, ListLevel]
    counts: dict[int, int]
    starts: dict[int, int] = field(default_factory=dict)

    def next(self, at: int) -> str:
        """Count a paragraph of that level; what stands before it."""
        level = self.levels.get(at)
        if level is None:
            return ""

        self._begin_levels_above(at)
        counted = self.counts.get(at, level.start - 1)
        self.counts[at] = self.starts.pop(at, counted + 1)
        self._end_levels_below(at)
        if level.kind == "bullet":  # its text is a character of a symbol font
            return ""

        pieces = [self._written(piece, level) for piece in level.shape]
        return "".join(pieces)

    def _begin_levels_above(self, at: int) -> None:
        """A list may begin at （一）: Word counts 一、 as said then."""
        for upper in range(at):
            above = self.levels.get(upper)
            self.counts.setdefault(upper, above.start if above else 1)

    def _end_levels_below(self, at: int) -> None:
        for lower in list(self.counts):
            if lower > at and self._begins_anew(lower, at):
                del self.counts[lower]

    def _begins_anew(self, lower: int, at: int) -> bool:
        """Whether the count of a lower level ends with a paragraph of level `at`."""
        below = self.levels.get(lower)
        if below is None or below.restart < 0:
            return True
        return at < below.restart

    def _written(self, piece: str | int, level: ListLevel) -> str:
        """A piece of the text before a paragraph; a level that counts 一、二、 stands
        as 1, 2 in a "legal" number."""
        if isinstance(piece, str):
            return piece

        count = self.counts.get(piece, 1)
        named = self.levels.get(piece)
        if named is None or level.legal:
            return format_number(count, "decimal")
        return format_number(count, named.kind)
