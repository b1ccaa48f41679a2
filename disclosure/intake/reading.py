"""What was read in a file, in the form's own terms; what is not certain is left open and listed, nothing is guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from disclosure.intake.source import FormatKey, Where
from disclosure.statutory.content import (
    AgencyKind,
    Content,
    Opening,
    PassageText,
    Signature,
)
from disclosure.statutory.editions import Edition
from disclosure.statutory.figures import Cells
from disclosure.statutory.places import Place
from disclosure.statutory.printed import Printed, TableState

Why = Literal[
    "missing", "blank", "mark", "unreadable", "ambiguous", "picture", "unknown"
]
"""Nothing there · an empty cell · a mark such as `/` or 不适用 · no number · more than one reading · an image · a thing
that the form does not have or that a person has to say (the year, the office)."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where a figure or passage stands in the file. `raw` is the text there; `note` what stood beside the figure in
    its cell, as `（其中修订16件）`; `sure` False where it fits but a person should look, `because` then says why."""

    where: Where
    raw: str = ""
    note: str = ""
    sure: bool = True
    because: str = ""


@dataclass(frozen=True, slots=True)
class Open:
    """A place of the form that the file does not settle. `message` is Chinese: what is there, and what to do."""

    place: Place
    why: Why
    message: str
    where: Where | None = None
    raw: str = ""


@dataclass(frozen=True, eq=False)
class PlacedTables:
    """What the tables of a file say. `used` are the block numbers that belong to statutory tables; `edition_sure` False
    where the tables alone do not tell which edition they are."""

    edition: Edition
    edition_sure: bool
    entered: Mapping[str, Cells] = field(default_factory=dict)
    stated: Mapping[str, Cells] = field(default_factory=dict)
    found: Mapping[Place, Found] = field(default_factory=dict)
    open: tuple[Open, ...] = ()
    used: frozenset[int] = frozenset()
    states: Mapping[str, TableState] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Reading:
    """One report as read. `year` 0 and `agency_name` "" where the file does not say. A cell that is neither in
    `entered` nor in `open` does not exist: every entered cell of the edition is in one of them."""

    format: FormatKey
    edition: Edition
    year: int = 0
    agency_name: str = ""
    agency_kind: AgencyKind = "county_department"
    title: str = ""
    entered: Mapping[str, Cells] = field(default_factory=dict)
    stated: Mapping[str, Cells] = field(default_factory=dict)
    passages: Mapping[str, PassageText] = field(default_factory=dict)
    signature: Signature | None = None
    opening: Opening = "inside"
    printed: Printed = field(default_factory=Printed)
    found: Mapping[Place, Found] = field(default_factory=dict)
    open: tuple[Open, ...] = ()
    remarks: tuple[str, ...] = ()

    def content(
        self,
        year: int = 0,
        agency_name: str = "",
        agency_kind: AgencyKind | None = None,
    ) -> Content:
        """The report as content; what is given here is put in place of what was read."""
        return Content(
            edition=self.edition,
            year=year or self.year,
            agency_name=agency_name or self.agency_name,
            agency_kind=agency_kind or self.agency_kind,
            entered=self.entered,
            stated=self.stated,
            passages=self.passages,
            signature=self.signature,
            opening=self.opening,
        )

    @property
    def complete(self) -> bool:
        """Whether nothing was left open."""
        return not self.open
