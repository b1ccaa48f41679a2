"""What the form calls its lines and columns, and which of them a printed label is: exactly, shortened, or with a slip."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from rapidfuzz.fuzz import ratio

from disclosure.statutory.editions import EDITIONS, Edition, Table

SHORTENED = 4
"""Characters that the beginning of a label must have to stand for the whole of it."""
SLIP, APART, NEAR = 0.72, 0.1, 0.45
"""How alike a label with a slip is to its own name at least; how much less to any other; and where its place in the
order says the rest."""
LONGEST = 80
"""Characters of a text that can be a label."""
ORGANISATIONS = "法人或其他组织"
_NUMBERING = re.compile(
    r"^(?:\(?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)、.。,:]+|\d{1,2})"
)
_ASIDE = re.compile(r"\([^()]*(?:\)|$)")
_HAN = re.compile(r"[\u3400-\u9fff]")
_CAPTION = re.compile(r"第二十条第?\(?([一五六八九])\)?[项款]")
_UNIT = re.compile(r"\(?单位:?([^()]*)\)?")
ALIASES = {"规范性文件": "行政规范性文件", "行政规范性文件": "规范性文件"}


def squeezed(text: str) -> str:
    """Without blanks, full-width signs made plain: for comparing only."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).replace(
        "其它", "其他"
    )


def bare(text: str) -> str:
    """A label's Chinese characters without its number and what stands in brackets: `2. 其他法律…` as `其他法律…`."""
    plain = _NUMBERING.sub("", squeezed(text))
    return "".join(_HAN.findall(_ASIDE.sub("", plain))) or "".join(_HAN.findall(plain))


def number_of(text: str) -> str:
    """The number before a label, without its signs: `3` of `3. 其他`, "" where it has none."""
    found = _NUMBERING.match(squeezed(text))
    return found[0].strip("()、.。,:") if found else ""


def unit_named(text: str) -> str:
    """The unit that a label names in brackets: `万元` of `本年收费金额（单位：万元）`; "" where it names none."""
    found = _UNIT.search(squeezed(text))
    return found[1] if found else ""


@dataclass(frozen=True, slots=True)
class LabelMatch:
    """A name that a label comes near to. `exact`: it is that name, or its beginning; `likely`: it is no other."""

    name: str
    score: float
    likely: bool

    @property
    def exact(self) -> bool:
        return self.score == 1.0


@dataclass(frozen=True, eq=False)
class FormNames:
    """The names of an edition: of rows and columns {bare label: keys}; `others` are what labels must not be taken for."""

    edition: Edition
    rows: Mapping[str, tuple[str, str]]
    columns: Mapping[str, frozenset[tuple[str, str]]]
    bands: frozenset[str]
    groups: frozenset[str]
    others: frozenset[str]

    @cached_property
    def old_rows(self) -> frozenset[str]:
        """What is one row in another edition and a bracket over several here: （六）其他处理."""
        return self.others & self.groups

    @cached_property
    def _row_hits(self) -> dict[str, LabelMatch | None]:
        return {}

    @cached_property
    def _column_hits(self) -> dict[str, LabelMatch | None]:
        return {}

    def row(self, text: str) -> LabelMatch | None:
        """The row that a label is or comes near to; None where it is something else, or like nothing."""
        if text not in self._row_hits:
            self._row_hits[text] = self._row(text)
        return self._row_hits[text]

    def _row(self, text: str) -> LabelMatch | None:
        name = bare(text)
        hit = _nearest(
            name, self.rows, (*self.groups, *self.bands, *self.others, *self.columns)
        )
        if hit is None or not hit.exact:
            for rest in self._behind_brackets(text):
                if bare(rest) in self.rows:
                    return LabelMatch(_own(bare(rest), self.rows), 1.0, True)
        return hit

    def _behind_brackets(self, text: str) -> Iterable[str]:
        plain = squeezed(text)
        for group in self.groups:
            at = plain.find(group)
            if at >= 0 and plain[at + len(group) :]:
                yield plain[at + len(group) :]

    def column(self, text: str) -> LabelMatch | None:
        """As `row`, for a label in the header."""
        if text not in self._column_hits:
            rivals = (*self.bands, *self.others, *self.rows)
            self._column_hits[text] = _nearest(bare(text), self.columns, rivals)
        return self._column_hits[text]

    def is_band(self, text: str) -> bool:
        return bare(text) in self.bands

    def is_header(self, text: str) -> bool:
        """Whether a text can only stand in the header of a table: a column, a band, a caption, the form's own remark."""
        hit = self.column(text)
        said = (
            bool(hit and hit.likely) or self.is_band(text) or bool(self.caption(text))
        )
        return said or self.is_corner(text)

    def is_corner(self, text: str) -> bool:
        """Whether a text stands over the labels of rows: under it can be no figure."""
        corners = {bare(table.corner) for table in self.edition.tables if table.corner}
        return bare(text) in corners or "勾稽关系" in squeezed(text)

    def caption(self, text: str) -> str:
        """The key of the table that a caption announces, "" where it is none."""
        found = _CAPTION.fullmatch(squeezed(text).strip("、.:"))
        if found is None:
            return ""
        return next(
            (
                t.key
                for t in self.edition.tables
                if t.caption == f"第二十条第（{found[1]}）项"
            ),
            "",
        )


def _own(name: str, names: Iterable[str]) -> str:
    return name if name in names else ALIASES[name]


def _nearest(
    name: str, names: Iterable[str], rivals: Iterable[str]
) -> LabelMatch | None:
    if not name or len(name) > LONGEST:
        return None
    if name in names:
        return LabelMatch(name, 1.0, True)
    if (other := ALIASES.get(name, "")) in names:
        return LabelMatch(other, 1.0, True)
    if name in rivals:
        return None
    begun = (
        {full for full in (*names, *rivals) if full.startswith(name)}
        if len(name) >= SHORTENED
        else set()
    )
    if len(begun) == 1:
        (full,) = begun
        return LabelMatch(full, 1.0, True) if full in names else None
    scored = sorted(
        ((ratio(name, full) / 100, full) for full in {*names, *rivals}), reverse=True
    )
    (best, full), (second, _) = scored[0], scored[1]
    if best < NEAR or full not in names:
        return None
    return LabelMatch(full, min(best, 0.99), best >= SLIP and best - second >= APART)


@cache
def names_of(edition: Edition) -> FormNames:
    """The names of an edition, made once."""
    columns: dict[str, set[tuple[str, str]]] = {}
    for table in edition.tables:
        for column in table.columns:
            columns.setdefault(bare(column.label), set()).add((table.key, column.key))
    rows = {
        bare(row.label): (table.key, row.key)
        for table in edition.tables
        for row in table.rows
        if row.label
    }
    foreign = {
        name
        for other in EDITIONS.values()
        if other is not edition
        for name in _labels(other)
    }
    groups = {bare(group.label) for table in edition.tables for group in table.groups}
    bands = {
        bare(band.label)
        for table in edition.tables
        for line in table.header
        for band in line
    }
    return FormNames(
        edition,
        rows,
        {name: frozenset(keys) for name, keys in columns.items()},
        frozenset(bands - set(columns)),
        frozenset(groups),
        frozenset(foreign - set(rows) - set(columns) - set(ALIASES)),
    )


def _labels(edition: Edition) -> Iterable[str]:
    for table in edition.tables:
        yield from (bare(column.label) for column in table.columns)
        yield from (bare(row.label) for row in table.rows if row.label)


def own_names(edition: Edition) -> frozenset[str]:
    """Labels that no other edition has."""
    others = {
        name
        for other in EDITIONS.values()
        if other is not edition
        for name in _labels(other)
    }
    brackets = {
        bare(g.label)
        for other in EDITIONS.values()
        for t in other.tables
        for g in t.groups
    }
    return frozenset(_labels(edition)) - others - brackets - set(ALIASES) - {"其他"}


def differs(table: Table, printed: str, official: str) -> bool:
    """Whether a printed label has other words than the edition's; brackets, blanks, numbers and signs do not count."""
    return _words(printed) != _words(official)


def _words(text: str) -> str:
    return "".join(_HAN.findall(_NUMBERING.sub("", squeezed(text))))
