"""This year beside last year: every cell, and which paragraphs were taken over. Pure: no Django."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import zip_longest

from disclosure.comparison.pieces import Patience, aligned, paragraphs
from disclosure.statutory.content import Content
from disclosure.statutory.editions.spec import Edition, Table
from disclosure.statutory.figures import CellKey, Value, number

_HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_HAN_YEAR = re.compile("[〇○零一二三四五六七八九]{4}(?=年)")
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


@dataclass(frozen=True, slots=True)
class BesidePassage:
    """Two passages in two columns: each row has this year's paragraph, last year's, or both where they correspond."""

    key: str
    heading: str
    last_heading: str
    rows: tuple[tuple[BesideParagraph | None, BesideParagraph | None], ...]


@dataclass(frozen=True, eq=False)
class Beside:
    """`cells` are those of this year's form, by table; the passages are those of this year's form too."""

    cells: Mapping[str, Mapping[CellKey, BesideCell]]
    passages: tuple[BesidePassage, ...]

    @property
    def same_paragraphs(self) -> int:
        return sum(
            bool(this and this.same)
            for passage in self.passages
            for this, _ in passage.rows
        )


@cache
def comparable(table: Table, edition: Edition) -> tuple[CellKey, ...]:
    """The cells of a table that another edition has too, under the same labels."""
    other = next((other for other in edition.tables if other.key == table.key), None)
    if other is None:
        return ()
    keys = [(row.key, column.key) for row in table.rows for column in table.columns]
    return tuple(
        key
        for key in keys
        if other.has_cell(*key) and other.cell_label(*key) == table.cell_label(*key)
    )


def gap(before: Value, after: Value) -> int | Decimal | None:
    """After less before; None where one of them is blank or cannot be read."""
    one, other = number(before), number(after)
    return None if one is None or other is None else other - one


def year_beside_year(this: Content, last: Content) -> Beside:
    """This year's report beside last year's. Works on a draft and on figures without texts alike."""
    cells = {
        table.key: dict(_cells(this, last, table)) for table in this.edition.tables
    }
    return Beside(cells, tuple(_passages(this, last)))


def _cells(
    this: Content, last: Content, table: Table
) -> Iterator[tuple[CellKey, BesideCell]]:
    known = frozenset(comparable(table, last.edition))
    figures = last.completed.get(table.key, {})
    for key, value in this.completed[table.key].items():
        yield (
            key,
            BesideCell(value, figures.get(key) if key in known else None, key in known),
        )


def _passages(this: Content, last: Content) -> Iterator[BesidePassage]:
    said, saying = _wordings(last), _wordings(this)
    slots = {
        slot.key: slot for slot in (*this.edition.passages, *last.edition.passages)
    }
    for slot in this.edition.passages:
        old, new = last.passage(slot.key), this.passage(slot.key)
        one = [
            BesideParagraph(text, _taken(text, this.year, said))
            for text in paragraphs(new.text)
        ]
        other = [
            BesideParagraph(text, _taken(text, last.year, saying))
            for text in paragraphs(old.text)
        ]
        rows = tuple(_rows(one, other, this.year, last.year))
        yield BesidePassage(
            slot.key,
            new.printed_heading(slot),
            old.printed_heading(slots[slot.key]),
            rows,
        )


def _wordings(content: Content) -> frozenset[str]:
    """Every wording of the report's paragraphs: as they stand, and with the years told from its own."""
    texts = [
        text
        for passage in content.passages.values()
        for text in paragraphs(passage.text)
    ]
    return frozenset(
        way for text in texts for way in (plain(text), shifted(text, content.year))
    )


def _taken(text: str, year: int, wordings: frozenset[str]) -> bool:
    return plain(text) in wordings or shifted(text, year) in wordings


def _rows(
    this: list[BesideParagraph], last: list[BesideParagraph], year: int, last_year: int
) -> Iterator[tuple[BesideParagraph | None, BesideParagraph | None]]:
    one, other = (
        [shifted(p.text, year) for p in this],
        [shifted(p.text, last_year) for p in last],
    )
    for _, left, right in aligned(one, other, Patience()):
        yield from zip_longest(this[left], last[right])


def plain(text: str) -> str:
    """A paragraph for comparing: no blanks, full-width signs as half-width ones, years in digits."""
    bare = "".join(unicodedata.normalize("NFKC", text).split())
    return _HAN_YEAR.sub(lambda match: match[0].translate(_HAN_DIGITS), bare)


def shifted(text: str, year: int) -> str:
    """As `plain`, with the report's year and its neighbours told from it: 2022年 of 2022 reads as 2023年 of 2023.

    Other years are facts (2019年修订), and so are numbers that are no years (2023件).
    """
    return _YEAR.sub(lambda match: _told(int(match[0]) - year, match[0]), plain(text))


def _told(offset: int, digits: str) -> str:
    return f"[{offset:+d}]" if abs(offset) <= 1 else digits
