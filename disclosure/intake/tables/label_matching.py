"""Finds the one of some names that a label is, or comes nearest to: exactly, shortened, or with a slip."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

# These numbers were judged by eye on the wrecks of the tests, which exchange a quarter of a label's characters, lose half
# of it, or leave a word out as real reports do; none was worked out.
SHORTENED = 4
"""Characters that the beginning of a label must have to stand for the whole of it."""
SLIP, APART, NEAR = 0.72, 0.1, 0.45
"""How alike a label with a slip is to its own name at least; how much less to any other; and where its place in the
order says the rest."""
LONGEST = 80
"""Characters of a text that can be a label; the longest name of the form has 34."""
# One row, 规范性文件 in the form of 2019 and 行政规范性文件 in that of 2021: reports print either in both.
ALIASES = {"规范性文件": "行政规范性文件", "行政规范性文件": "规范性文件"}


@dataclass(frozen=True, slots=True)
class LabelMatch:
    """A name that a label comes near to. `exact`: it is that name, or its beginning; `likely`: it is no other."""

    name: str
    score: float
    likely: bool

    @property
    def exact(self) -> bool:
        """Whether nothing of it had to be guessed."""
        return self.score == 1.0


def nearest_name(
    name: str,
    names: Collection[str],
    rivals: Collection[str],
) -> LabelMatch | None:
    """The one of the names that a bare label is, or comes nearest to; None where a rival is nearer."""
    if not name or len(name) > LONGEST:
        return None

    for same in (name, ALIASES.get(name, "")):
        if same in names:
            return LabelMatch(same, 1.0, likely=True)

    if name in rivals:
        return None

    every = {*names, *rivals}
    full = _only_one_begun(name, every)
    if not full:
        return _most_alike(name, names, every)
    if full not in names:
        return None
    return LabelMatch(full, 1.0, likely=True)


def _only_one_begun(name: str, every: Iterable[str]) -> str:
    """The one name that begins so, "" where none or several do."""
    if len(name) < SHORTENED:
        return ""

    begun = [full for full in every if full.startswith(name)]
    # 结转下年度 for 结转下年度继续办理: offices shorten the long ones.
    return begun[0] if len(begun) == 1 else ""


def _most_alike(
    name: str,
    names: Collection[str],
    every: Iterable[str],
) -> LabelMatch | None:
    """The name that is most like a label, where it is like it at all and no rival is more so."""
    scored = [(ratio(name, full) / 100, full) for full in every]
    scored.sort(reverse=True)
    best, full = scored[0]
    second, _ = scored[1]
    if best < NEAR or full not in names:
        return None

    likely = best >= SLIP and best - second >= APART
    # 1.0 is kept for what is exact.
    return LabelMatch(full, min(best, 0.99), likely)
