"""Registers every rule under its public code, and makes findings of what a rule yields. Pure: no Django."""

from __future__ import annotations

import functools
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal

from disclosure.rules.surroundings import NOWHERE, Surroundings
from disclosure.statutory.content import Content
from disclosure.statutory.figures import distance, format_figure
from disclosure.statutory.places import WHOLE, Place

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
        """What people call it."""
        return {"error": "错误", "query": "疑点", "hint": "提示"}[self.value]


def _first_place(cells: tuple[Place, ...], said: Place | None) -> Place:
    """Words are where it is said and the cells what it is said of, so words come first."""
    if said is not None and said.has_words:
        return said
    return cells[0] if cells else said or WHOLE


@dataclass(frozen=True, slots=True)
class Spot:
    """What a rule yields: where it hurts, the two values, and the names its message is filled with.

    `says` picks the message where a rule has several. `part` is where to go when no cell is named. `said`: the passage,
    or words of it; `instead` is what might stand there in their place. `level` where a rule has more than one. `beside`:
    another text, to be shown next to these words.
    """

    cells: tuple[Place, ...] = ()
    left: Number | str | None = None
    right: Number | str | None = None
    names: Mapping[str, object] = field(default_factory=dict)
    says: str = ""
    part: str = ""
    said: Place | None = None
    instead: str | None = None
    level: Level | None = None
    beside: str = ""

    @property
    def place(self) -> Place:
        """Where it hurts first."""
        return _first_place(self.cells, self.said)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule reports. `fingerprint` names rule, places and values, and changes when one of them does.

    Of words it names the words themselves and not their position: what is written before them does not change it.
    """

    code: str
    level: Level
    message: str
    cells: tuple[Place, ...]
    left: Number | str | None
    right: Number | str | None
    part: str
    said: Place | None
    fingerprint: str
    quote: str = ""
    instead: str | None = None
    beside: str = ""

    @property
    def passage(self) -> str:
        """The passage that it speaks of, "" where it speaks of figures alone."""
        return self.said.passage if self.said else ""

    @property
    def words(self) -> Place | None:
        """The words that it speaks of, if it does of some."""
        return self.said if self.said and self.said.has_words else None

    @property
    def place(self) -> Place:
        """Where it stands: the words, else the first cell, else the passage, else the whole report."""
        return _first_place(self.cells, self.said)

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
            "cells": [
                {"table": cell.table, "row": cell.row, "column": cell.column}
                for cell in self.cells
            ],
            "left": _plain(self.left),
            "right": _plain(self.right),
            "difference": _plain(self.difference),
        }
        if self.words is not None:
            data["passage"] = self.passage
            data["words"] = {
                "start": self.words.start,
                "end": self.words.end,
                "in_heading": self.words.in_heading,
                "text": self.quote,
            }
            data["instead"] = self.instead

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
            quote = _quote(spot.said, report)
            yield Finding(
                code=self.code,
                level=level or spot.level or self.level,
                message=f"{self.says[spot.says].format(**spot.names)}[{self.code}]",
                cells=spot.cells,
                left=spot.left,
                right=spot.right,
                part=spot.part or _part_of(spot, report),
                said=spot.said,
                fingerprint=_fingerprint(self.code, spot, report, quote),
                quote=quote,
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
    for entry in CATALOGUE.values():
        if _ORDER.index(entry.when) <= reach:
            yield entry


def _part_of(spot: Spot, report: Content) -> str:
    """The key of the part that a spot leads to; "" where it is of the whole report."""
    part = spot.place.part(report.edition)
    return part.key if part else ""


def _quote(said: Place | None, report: Content) -> str:
    """The words that a place is, as written; "" where it is no words."""
    if said is None or not said.has_words:
        return ""

    passage = report.passage(said.passage)
    text = passage.text
    if said.in_heading:
        slot = report.edition.passage(said.passage)
        text = passage.printed_heading(slot)

    return text[said.start : said.end]


def _shortened(quote: str) -> str:
    """A long quote by its beginning and its checksum: a fingerprint is kept with every answer."""
    if len(quote) <= LONG_QUOTE:
        return quote
    return f"{quote[:LONG_QUOTE]}…{zlib.crc32(quote.encode()):08x}"


def _plain(value: Number | str | None) -> int | str | None:
    """A value as JSON holds it: amounts are text, so that no digit is lost."""
    return format_figure(value) if isinstance(value, Decimal) else value


def _fingerprint(code: str, spot: Spot, report: Content, quote: str) -> str:
    """`T3-1|requests.new.person=60,…|60|61`: plain text, so that the browser can build the same."""
    # An answer lapses when a value changes, and not when other cells do.
    places = []
    for cell in spot.cells:
        figure = format_figure(report[cell.cell])
        places.append(f"{cell.address}={figure}")

    passage = spot.said.passage if spot.said else ""
    if spot.said and spot.said.has_words:
        places.append(f"{passage}“{_shortened(quote)}”")

    where = ",".join(places) or passage or spot.part
    left = _side(spot.left)
    right = _side(spot.right)
    return "|".join([code, where, left, right])


def _side(value: Number | str | None) -> str:
    """One of the two values in a fingerprint."""
    return "" if value is None else str(_plain(value))
