"""What a report says, as plain values: figures, stated totals, passages, whose and for which year. Pure: no Django."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal

from disclosure.statutory.editions.spec import Edition, PassageSlot, TableRole
from disclosure.statutory.figures import CellKey, Cells, Value, complete, number
from disclosure.statutory.places import Place

AgencyKind = Literal[
    "street",
    "town",
    "county_department",
    "county",
    "city_department",
    "city",
    "province_department",
    "province",
    "central",
]
AGENCY_KINDS: dict[AgencyKind, str] = {
    "street": "街道办事处",
    "town": "乡镇人民政府",
    "county_department": "区县部门",
    "county": "区县人民政府",
    "city_department": "市级部门",
    "city": "市人民政府",
    "province_department": "省级部门",
    "province": "省人民政府",
    "central": "国务院部门",
}
"""Kinds of agency from the lowest to the highest."""

Opening = Literal["before", "inside"]


@dataclass(frozen=True, slots=True)
class PassageText:
    """Free text of one place. `heading` None is the official one, "" is none; each line of `text` is a paragraph."""

    text: str
    heading: str | None = None

    def printed_heading(self, slot: PassageSlot) -> str:
        """The sub-heading as it stands on paper; slots without a number have none of their own."""
        if self.heading is not None:
            return self.heading
        return slot.heading if slot.number else ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs at the end, and when; either may be missing."""

    agency: str = ""
    date: datetime.date | None = None


EMPTY_PASSAGE = PassageText("")


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that somebody typed into: the text it held when typing began, and the text now; both as typed.

    `how` is the way it came: typed, pasted, filled, offered, imported, undone.
    """

    place: Place
    was: str
    now: str
    how: str = "typed"


@dataclass(frozen=True, slots=True)
class PassageChange:
    """A passage that somebody wrote in: what it was when writing began, and what it is now."""

    key: str
    was: PassageText
    now: PassageText


@dataclass(frozen=True, eq=False)
class Content:
    """One agency's report for one year. `entered` and `stated` are {table key: {(row key, column key): value}}."""

    edition: Edition
    year: int
    agency_name: str
    agency_kind: AgencyKind
    entered: Mapping[str, Cells] = field(default_factory=dict)
    stated: Mapping[str, Cells] = field(default_factory=dict)
    passages: Mapping[str, PassageText] = field(default_factory=dict)
    signature: Signature | None = None
    opening: Opening = "inside"

    @cached_property
    def completed(self) -> dict[str, dict[CellKey, Value]]:
        """Every cell of every table, totals computed."""
        return {
            table.key: complete(table, self.entered.get(table.key, {}))
            for table in self.edition.tables
        }

    @property
    def title(self) -> str:
        return self.edition.title_of(self.agency_name, self.year)

    def __getitem__(self, cell: tuple[str, str, str]) -> Value:
        """The completed value of (table, row, column); KeyError where the edition has no such cell."""
        table, row, column = cell
        return self.completed[table][row, column]

    def figure(self, table: str, row: str, column: str) -> int | Decimal | None:
        """As `content[...]`, but None also where the cell is unreadable or the edition lacks it."""
        return number(self.completed.get(table, {}).get((row, column)))

    def figure_as(
        self, table: TableRole, row: str, column: str
    ) -> int | Decimal | None:
        """As `figure`, for the cell whose table, line and column have these roles."""
        cell = self.edition.cell_as(table, row, column)
        return None if cell is None else self.figure(*cell)

    def stated_figure(self, table: str, row: str, column: str) -> int | Decimal | None:
        """A printed total of an imported file, if there is one."""
        return number(self.stated.get(table, {}).get((row, column)))

    def passage(self, key: str) -> PassageText:
        return self.passages.get(key, EMPTY_PASSAGE)

    def passage_as(self, role: str) -> PassageText:
        """The passage that is about this. Raises KeyError where the edition has none."""
        return self.passage(self.edition.passage_as(role).key)
