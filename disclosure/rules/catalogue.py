"""The rule catalogue: what a rule and a finding are, and the registry every rule enters under its public code."""

from __future__ import annotations

import functools
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal, NamedTuple

from disclosure.rules.surroundings import NOWHERE, Surroundings
from disclosure.statutory.content import Content
from disclosure.statutory.figures import distance, format_figure

Number = int | Decimal
LONG_QUOTE = 60
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


class Words(NamedTuple):
    """Some words of a passage: characters `start` to `end` of its text, or of its heading."""

    start: int
    end: int
    in_heading: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """What a rule yields: where it hurts, the two values, and the names its message is filled with.

    `says` picks the message where a rule has several. `part` is where to go when no cell is named. `words` are some of
    the `passage`; `instead` is what might stand there in their place. `level` where a rule has more than one. `beside`:
    another text, to be shown next to these words.
    """

    cells: tuple[Cell, ...] = ()
    left: Number | str | None = None
    right: Number | str | None = None
    names: Mapping[str, object] = field(default_factory=dict)
    says: str = ""
    part: str = ""
    passage: str = ""
    words: Words | None = None
    instead: str | None = None
    level: Level | None = None
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule reports. `fingerprint` names rule, places and values, and changes when one of them does.

    Of words it names the words themselves and not their position: what is written before them does not change it.
    """

    code: str
    level: Level
    message: str
    cells: tuple[Cell, ...]
    left: Number | str | None
    right: Number | str | None
    part: str
    passage: str
    fingerprint: str
    words: Words | None = None
    quote: str = ""
    instead: str | None = None
    beside: str = ""

    @property
    def difference(self) -> Number | None:
        """How far apart the two values are, never negative; None where they are not both numbers."""
        if isinstance(self.left, str | None) or isinstance(self.right, str | None):
            return None
        return distance(self.left, self.right)

    def as_data(self) -> dict[str, Any]:
        """The finding as in `check_report --json`; amounts are decimal strings. Findings on words name them too."""
        data: dict[str, Any] = {
            "code": self.code,
            "level": self.level.value,
            "message": self.message,
            "cells": [cell._asdict() for cell in self.cells],
            "left": _plain(self.left),
            "right": _plain(self.right),
            "difference": _plain(self.difference),
        }
        if self.words is not None:
            words = self.words._asdict() | {"text": self.quote}
            data |= {"passage": self.passage, "words": words, "instead": self.instead}
        if self.beside:
            data["beside"] = self.beside
        return data


Judge = Callable[[Content, Content | None, Surroundings], Iterator[Spot]]
SimpleJudge = Callable[[Content, Content | None], Iterator[Spot]]


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

    def findings(
        self,
        report: Content,
        last: Content | None,
        level: Level | None = None,
        around: Surroundings = NOWHERE,
    ) -> Iterator[Finding]:
        """What the rule reports, at another `level` where a jurisdiction has set one."""
        for spot in self.judge(report, last, around):
            key = spot.cells[0].table if spot.cells and not spot.words else spot.passage
            yield Finding(
                code=self.code,
                level=level or spot.level or self.level,
                message=f"{self.says[spot.says].format(**spot.names)}[{self.code}]",
                cells=spot.cells,
                left=spot.left,
                right=spot.right,
                part=spot.part or (report.edition.part_of(key).key if key else ""),
                passage=spot.passage,
                fingerprint=_print(self, spot, report),
                words=spot.words,
                quote=_quote(spot, report),
                instead=spot.instead,
                beside=spot.beside,
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
) -> Callable[[SimpleJudge], SimpleJudge]:
    """Enter a function that judges the report and last year's in the catalogue. A code can be taken once."""

    def enter(judge: SimpleJudge) -> SimpleJudge:
        @functools.wraps(judge)
        def alone(
            report: Content, last: Content | None, around: Surroundings
        ) -> Iterator[Spot]:
            return judge(report, last)

        rule_around(code, level, title, says, when=when, arithmetic=arithmetic)(alone)
        return judge

    return enter


def rule_around(
    code: str,
    level: Level,
    title: str,
    says: str | Mapping[str, str],
    *,
    when: When = "draft",
    arithmetic: bool = False,
) -> Callable[[Judge], Judge]:
    """As `rule`, for a function that looks at the surroundings too."""

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


def _quote(spot: Spot, report: Content) -> str:
    if spot.words is None:
        return ""
    passage = report.passage(spot.passage)
    text = passage.text
    if spot.words.in_heading:
        text = passage.printed_heading(report.edition.passage(spot.passage))
    return text[spot.words.start : spot.words.end]


def _shortened(quote: str) -> str:
    """A long quote by its beginning and its checksum: a fingerprint is kept with every answer."""
    return (
        quote
        if len(quote) <= LONG_QUOTE
        else f"{quote[:LONG_QUOTE]}…{zlib.crc32(quote.encode()):08x}"
    )


def _plain(value: Number | str | None) -> int | str | None:
    return format_figure(value) if isinstance(value, Decimal) else value


def _print(entry: Rule, spot: Spot, report: Content) -> str:
    """`T3-1|requests.new.person=60,…|60|61`: plain text, so that the browser can build the same."""
    places = [f"{'.'.join(cell)}={format_figure(report[cell])}" for cell in spot.cells]
    if spot.words is not None:
        places.append(f"{spot.passage}“{_shortened(_quote(spot, report))}”")
    sides = [
        "" if side is None else str(_plain(side)) for side in (spot.left, spot.right)
    ]
    return "|".join([entry.code, ",".join(places) or spot.passage or spot.part, *sides])
