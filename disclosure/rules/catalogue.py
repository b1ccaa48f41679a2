"""The rule catalogue: what a rule and a finding are, and the registry every rule enters under its public code."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal, NamedTuple

from disclosure.content import Content
from disclosure.figures import distance, format_figure

Number = int | Decimal
When = Literal["draft", "file", "submission"]
"""The occasions of an examination, each including the rules of the ones before it."""
_ORDER: tuple[When, ...] = ("draft", "file", "submission")


class Level(StrEnum):
    """ERROR must be repaired; QUERY repaired or answered with a reason; HINT is shown and never blocks."""

    ERROR = "error"
    QUERY = "query"
    HINT = "hint"

    @property
    def label(self) -> str:
        return {"error": "错误", "query": "疑点", "hint": "提示"}[self.value]


class Cell(NamedTuple):
    """Keys of one cell."""

    table: str
    row: str
    column: str


@dataclass(frozen=True, slots=True)
class Spot:
    """What a rule yields: where it hurts, the two values, and the names its message is filled with.

    `says` picks the message where a rule has several. `part` is where to go when no cell is named.
    """

    cells: tuple[Cell, ...] = ()
    left: Number | str | None = None
    right: Number | str | None = None
    names: Mapping[str, object] = field(default_factory=dict)
    says: str = ""
    part: str = ""
    passage: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule reports. `fingerprint` names rule, places and values, and changes when one of them does."""

    code: str
    level: Level
    message: str
    cells: tuple[Cell, ...]
    left: Number | str | None
    right: Number | str | None
    part: str
    passage: str
    fingerprint: str

    @property
    def difference(self) -> Number | None:
        """How far apart the two values are, never negative; None where they are not both numbers."""
        if isinstance(self.left, str | None) or isinstance(self.right, str | None):
            return None
        return distance(self.left, self.right)

    def as_data(self) -> dict[str, Any]:
        """The finding as in `check_report --json`; amounts are decimal strings."""
        return {
            "code": self.code,
            "level": self.level.value,
            "message": self.message,
            "cells": [cell._asdict() for cell in self.cells],
            "left": _plain(self.left),
            "right": _plain(self.right),
            "difference": _plain(self.difference),
        }


Judge = Callable[[Content, Content | None], Iterator[Spot]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as catalogued. `arithmetic` rules cannot be switched off; `when` is the first occasion it is judged at."""

    code: str
    level: Level
    title: str
    says: Mapping[str, str]
    judge: Judge
    when: When
    arithmetic: bool

    def findings(self, report: Content, last: Content | None, level: Level | None = None) -> Iterator[Finding]:
        """What the rule reports, at another `level` where a jurisdiction has set one."""
        for spot in self.judge(report, last):
            message = f"{self.says[spot.says].format(**spot.names)}[{self.code}]"
            cells = spot.cells
            part = spot.part or (report.edition.part_of(cells[0].table).key if cells else "")
            yield Finding(
                self.code,
                level or self.level,
                message,
                cells,
                spot.left,
                spot.right,
                part,
                spot.passage,
                _print(self, spot, report),
            )


CATALOGUE: dict[str, Rule] = {}


def rule(
    code: str,
    level: Level,
    title: str,
    says: str | Mapping[str, str],
    *,
    when: When = "draft",
    arithmetic: bool = False,
) -> Callable[[Judge], Judge]:
    """Enter a judging function in the catalogue. A code can be taken once."""

    def enter(judge: Judge) -> Judge:
        if code in CATALOGUE:
            raise ValueError(f"rule {code} is catalogued twice")
        messages = {"": says} if isinstance(says, str) else says
        CATALOGUE[code] = Rule(code, level, title, messages, judge, when, arithmetic)
        return judge

    return enter


def rules_for(occasion: When) -> Iterator[Rule]:
    """The rules judged at an occasion, in catalogue order."""
    reach = _ORDER.index(occasion)
    return (entry for entry in CATALOGUE.values() if _ORDER.index(entry.when) <= reach)


def _plain(value: Number | str | None) -> int | str | None:
    return format_figure(value) if isinstance(value, Decimal) else value


def _print(entry: Rule, spot: Spot, report: Content) -> str:
    """`T3-1|requests.new.person=60,…|60|61`: plain text, so that the browser can build the same."""
    places = [f"{'.'.join(cell)}={format_figure(report[cell])}" for cell in spot.cells]
    sides = ["" if side is None else str(_plain(side)) for side in (spot.left, spot.right)]
    return "|".join([entry.code, ",".join(places) or spot.passage or spot.part, *sides])
