"""How a word processor counts its lists on, whatever file it keeps them in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from disclosure.intake.formats.counting import counted


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. `shape` is the text before a paragraph, a number in it the level (from 0) whose count stands
    there; `restart` the number of levels above that make it begin anew, -1 for all of them; `legal`: digits only."""

    kind: str
    shape: tuple[str | int, ...]
    start: int = 1
    legal: bool = False
    restart: int = -1


@dataclass(slots=True)
class NumberedList:
    """A list, or one that shares another's counting: `counts` is the same object then. `starts` are the counts that it
    begins with where it is first used, and then no more."""

    levels: Mapping[int, Level]
    counts: dict[int, int]
    starts: dict[int, int] = field(default_factory=dict)

    def next(self, at: int) -> str:
        """Count a paragraph of that level; what stands before it."""
        level = self.levels.get(at)
        if level is None:
            return ""
        for upper in range(at):
            above = self.levels.get(upper)
            self.counts.setdefault(upper, above.start if above else 1)
        if at in self.starts:
            self.counts[at] = self.starts.pop(at)
        else:
            self.counts[at] = self.counts.get(at, level.start - 1) + 1
        for lower in [each for each in self.counts if each > at]:
            below = self.levels.get(lower)
            if below is None or below.restart < 0 or at < below.restart:
                del self.counts[lower]
        if level.kind == "bullet":
            return ""
        return "".join(
            self._number(piece, level) if isinstance(piece, int) else piece
            for piece in level.shape
        )

    def _number(self, at: int, level: Level) -> str:
        named = self.levels.get(at)
        return counted(
            self.counts.get(at, 1),
            "decimal" if named is None or level.legal else named.kind,
        )
