"""Puts this year beside last year: every cell, and the paragraphs with those that were taken over. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import product, zip_longest
from types import MappingProxyType
from typing import NamedTuple

from disclosure.comparison.pieces import Patience, aligned, paragraphs
from disclosure.statutory.chinese import in_digits, in_plain_signs
from disclosure.statutory.content import Content
from disclosure.statutory.editions.spec import Edition, Table
from disclosure.statutory.figures import CellKey, Value, number
from disclosure.statutory.places import Place

_HAN_YEAR = re.compile("[〇○零一二三四五六七八九]{4}(?=年)")
# Only before 年: 2023件 is a number that chance made look like a year.
_YEAR = re.compile("(?<![0-9.])(?:19|20)[0-9]{2}(?=年)")


@dataclass(frozen=True, slots=True)
class BesideCell:
    """A cell of this year's form. `known`: last year's form had it under the same label."""

    this: Value
    last: Value
    known: bool

    @property
    def difference(self) -> int | Decimal | None:
        """This year less last year; None where one of them is missing."""
        return gap(self.last, self.this) if self.known else None


@dataclass(frozen=True, slots=True)
class BesideParagraph:
    """`same`: the other year's report has it too, in the same wording, wherever it stands there."""

    text: str
    same: bool


class BesideRow(NamedTuple):
    """This year's paragraph, last year's, or both where they correspond."""

    this: BesideParagraph | None
    last: BesideParagraph | None


@dataclass(frozen=True, slots=True)
class BesidePassage:
    """Two passages in two columns, row by row."""

    key: str
    heading: str
    last_heading: str
    rows: tuple[BesideRow, ...]


@dataclass(frozen=True, eq=False)
class Beside:
    """`cells` are those of this year's form, by table; the passages are those of this year's form too."""

    cells: Mapping[str, Mapping[CellKey, BesideCell]]
    passages: tuple[BesidePassage, ...]

    @property
    def same_paragraphs(self) -> int:
        """How many of this year's paragraphs last year's report has too."""
        count = 0
        for passage in self.passages:
            for row in passage.rows:
                if row.this and row.this.same:
                    count += 1

        return count


@cache
def comparable(table: Table, edition: Edition) -> Mapping[CellKey, Place]:
    """The cells of a table that another edition has too, under the same labels, and where each stands there."""
    for other in edition.tables:
        if other.role == table.role:
            return MappingProxyType(dict(_labelled_alike(table, other)))

    return MappingProxyType({})


def _labelled_alike(table: Table, other: Table) -> Iterator[tuple[CellKey, Place]]:
    """The cells that mean the same in both tables, with the same words at the heads of line and column."""
    for row, column in product(table.rows, table.columns):
        if not other.has_row_as(row.role) or not other.has_column_as(column.role):
            continue

        key = row.key, column.key
        there = other.row_as(row.role).key, other.column_as(column.role).key
        if other.cell_label(*there) == table.cell_label(*key):
            yield key, Place(other.key, *there)


def gap(before: Value, after: Value) -> int | Decimal | None:
    """After less before; None where one of them is blank or cannot be read."""
    one = number(before)
    other = number(after)
    if one is None or other is None:
        return None
    return other - one


def year_beside_year(this: Content, last: Content) -> Beside:
    """This year's report beside last year's. Works on a draft and on figures without texts alike."""
    tables = this.edition.tables
    return Beside(
        cells={table.key: _cells(this, last, table) for table in tables},
        passages=tuple(_passages(this, last)),
    )


def _cells(
    this: Content,
    last: Content,
    table: Table,
) -> dict[CellKey, BesideCell]:
    """Every cell of a table, totals too."""
    known = comparable(table, last.edition)
    cells = {}
    for key, value in this.completed[table.key].items():
        # 本年制发件数 of 2021 and 本年新制作数量 of 2020 have one role and are not one figure.
        is_known = key in known
        before = last[known[key].cell] if is_known else None
        cells[key] = BesideCell(value, before, is_known)

    return cells


def _passages(this: Content, last: Content) -> Iterator[BesidePassage]:
    """This year's passages in paper order, each beside last year's of the same role."""
    # Of the whole report: a paragraph may have moved to another passage.
    wordings_last = _wordings(last)
    wordings_this = _wordings(this)
    older = {slot.role: slot for slot in last.edition.passages}
    for slot in this.edition.passages:
        old_slot = older.get(slot.role, slot)
        old = last.passage(old_slot.key)
        new = this.passage(slot.key)
        yield BesidePassage(
            key=slot.key,
            heading=new.printed_heading(slot),
            last_heading=old.printed_heading(old_slot),
            rows=_rows(
                _paragraphs(new.text, this.year, wordings_last),
                _paragraphs(old.text, last.year, wordings_this),
                this.year,
                last.year,
            ),
        )


def _wordings(content: Content) -> frozenset[str]:
    """Every wording of the report's paragraphs: as they stand, and with their years relative to its own."""
    wordings = set()
    for passage in content.passages.values():
        for text in paragraphs(passage.text):
            wordings.add(plain(text))
            wordings.add(with_relative_years(text, content.year))

    return frozenset(wordings)


def _paragraphs(
    text: str,
    year: int,
    others: frozenset[str],
) -> list[BesideParagraph]:
    """The paragraphs of a report of this year; `others` are the wordings of the other year's report."""
    found = []
    for paragraph in paragraphs(text):
        wordings = {plain(paragraph), with_relative_years(paragraph, year)}
        is_same = not wordings.isdisjoint(others)
        found.append(BesideParagraph(paragraph, is_same))

    return found


def _rows(
    this: list[BesideParagraph],
    last: list[BesideParagraph],
    year: int,
    last_year: int,
) -> tuple[BesideRow, ...]:
    """Both columns by what reads the same but for the year; between two such rows, paragraphs in their order."""
    one = [with_relative_years(paragraph.text, year) for paragraph in this]
    other = [with_relative_years(paragraph.text, last_year) for paragraph in last]
    rows: list[BesideRow] = []
    for stretch in aligned(one, other, Patience()):
        # What corresponds to nothing stands beside what happens to lie there, or beside
        # nothing where one column is longer.
        pairs = zip_longest(this[stretch.one], last[stretch.other])
        rows.extend(BesideRow(*pair) for pair in pairs)

    return tuple(rows)


def plain(text: str) -> str:
    """A paragraph for comparing: no blanks, full-width signs as half-width ones, years in digits."""
    bare = in_plain_signs(text)
    return _HAN_YEAR.sub(lambda match: in_digits(match[0]), bare)


def with_relative_years(text: str, year: int) -> str:
    """As `plain`, but the report's year and those beside it as offsets: a sentence reads the same a year later.

    Of a report of 2023, 2022年 is [-1]年, as 2021年 is of one of 2022.
    Other years are facts (2019年修订), and so are numbers that are no years (2023件).
    """
    return _YEAR.sub(lambda match: _offset_of(year, match[0]), plain(text))


def _offset_of(year: int, digits: str) -> str:
    """2022 beside 2023 is [-1]; a year further away stays."""
    offset = int(digits) - year
    if abs(offset) > 1:
        return digits
    return f"[{offset:+d}]"
