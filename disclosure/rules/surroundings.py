"""Holds what rules may know beside the report: other offices, other texts, the calendar, how it was printed. Pure: no Django."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from disclosure.statutory.printed import Printed

PART_ONE_LIMIT = 1000
"""Characters; a jurisdiction may set another."""


@dataclass(frozen=True, slots=True)
class Offices:
    """Names of offices: by which the report may call itself, above it, below it, and of all others known.

    `others` may hold the rest too: one set for all offices of a tree is searched fast, and own, above and below count first.
    """

    own: frozenset[str] = frozenset()
    above: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    below: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Twin:
    """A paragraph of the report (`passage`, characters `start` to `end`) and one like it elsewhere: `whose` text it is
    (`棠溪街道办事处 2023 年`), how it reads there, and how alike they are, in percent."""

    passage: str
    start: int
    end: int
    whose: str
    text: str
    percent: int


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Whatever is None or empty is not known, and the rules that need it hold their tongue."""

    today: datetime.date | None = None
    due_on: datetime.date | None = None
    offices: Offices | None = None
    limit: int = PART_ONE_LIMIT
    twins: tuple[Twin, ...] = ()
    printed: Printed | None = None


NOWHERE = Surroundings()
"""A report alone on a table."""
