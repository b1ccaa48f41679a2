"""Matches a printed label with the names that an edition gives its rows and columns: exactly, shortened, or with a slip."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from rapidfuzz.fuzz import ratio

from disclosure.statutory.editions import EDITIONS, Edition
from disclosure.statutory.places import Place

# These numbers were judged by eye on the wrecks of the tests, which exchange a quarter of a label's characters, lose half
# of it, or leave a word out as real reports do; none was worked out.
SHORTENED = 4
"""Characters that the beginning of a label must have to stand for the whole of it."""
SLIP, APART, NEAR = 0.72, 0.1, 0.45
"""How alike a label with a slip is to its own name at least; how much less to any other; and where its place in the
order says the rest."""
LONGEST = 80
"""Characters of a text that can be a label; the longest name of the form has 34."""
TOTAL = "总计"
"""What the form calls a column of sums."""
_NUMBERING = re.compile(
    r"""
    ^(?: \(?
         (?:[一二三四五六七八九十]{1,3} | \d{1,2})
         [)、.。,:]+                                  # （三） · 1. · 三、
       | \d{1,2} )                                    # 1属于国家秘密
    """,
    re.VERBOSE,
)
_ASIDE = re.compile(r"\([^()]*(?:\)|$)")
_HAN = re.compile(r"[\u3400-\u9fff]")
_CAPTION = re.compile(r"第二十条第?\(?([一五六八九])\)?[项款]")
_UNIT = re.compile(r"\(?单位:?([^()]*)\)?")
# One row, 规范性文件 in the form of 2019 and 行政规范性文件 in that of 2021: reports print either in both.
ALIASES = {"规范性文件": "行政规范性文件", "行政规范性文件": "规范性文件"}


def squeezed(text: str) -> str:
    """Without blanks, full-width signs made plain: for comparing only."""
    normal = unicodedata.normalize("NFKC", text)
    return re.sub(r"\s", "", normal).replace("其它", "其他")


def bare(text: str) -> str:
    """A label's Chinese characters without its number and what stands in brackets: `2. 其他法律…` as `其他法律…`."""
    unnumbered = _NUMBERING.sub("", squeezed(text))
    outside = "".join(_HAN.findall(_ASIDE.sub("", unnumbered)))
    return outside or "".join(_HAN.findall(unnumbered))


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
    """The names of an edition, as `bare` gives them. `others` are names of other editions that this one does not have."""

    edition: Edition
    rows: Mapping[str, Place]
    columns: frozenset[str]
    bands: frozenset[str]
    groups: frozenset[str]
    others: frozenset[str]

    @cached_property
    def old_rows(self) -> frozenset[str]:
        """What is one row in another edition and a bracket over several here: （六）其他处理."""
        return self.others & self.groups

    @cached_property
    def _corners(self) -> frozenset[str]:
        return frozenset(bare(t.corner) for t in self.edition.tables if t.corner)

    # A label is asked for by every line that it may be joined with, and weighing one against all names is dear.
    @cached_property
    def _row_matches(self) -> dict[str, LabelMatch | None]:
        return {}

    @cached_property
    def _column_matches(self) -> dict[str, LabelMatch | None]:
        return {}

    def row(self, text: str) -> LabelMatch | None:
        """The row that a label is or comes near to; None where it is something else, or like nothing."""
        if text not in self._row_matches:
            self._row_matches[text] = self._match_row(text)
        return self._row_matches[text]

    def is_row(self, text: str) -> bool:
        """Whether a text is the label of a row and of nothing else: 其他 and 总计 are names of columns as well."""
        match = self.row(text)
        return match is not None and match.exact and match.name not in self.columns

    def _match_row(self, text: str) -> LabelMatch | None:
        rivals = (*self.groups, *self.bands, *self.others, *self.columns)
        match = _nearest(bare(text), self.rows, rivals)
        if match and match.exact:
            return match
        # 五、不予处理 2.重复申请: the bracket stands in the same cell, before the label.
        for rest in self._behind_brackets(text):
            if bare(rest) in self.rows:
                return LabelMatch(bare(rest), 1.0, likely=True)
        return match

    def _behind_brackets(self, text: str) -> Iterator[str]:
        whole = squeezed(text)
        for group in self.groups:
            _, bracket, rest = whole.partition(group)
            if bracket and rest:
                yield rest

    def column(self, text: str) -> LabelMatch | None:
        """As `row`, for a label in the header."""
        if text not in self._column_matches:
            rivals = (*self.bands, *self.others, *self.rows)
            self._column_matches[text] = _nearest(bare(text), self.columns, rivals)
        return self._column_matches[text]

    def is_band(self, text: str) -> bool:
        return bare(text) in self.bands

    def is_column_or_band(self, text: str) -> bool:
        match = self.column(text)
        return self.is_band(text) or bool(match and match.likely)

    def is_header(self, text: str) -> bool:
        """Whether a text can only stand in the header of a table: a column, a band, a caption, the form's own remark."""
        if self.is_column_or_band(text) or self.is_corner(text):
            return True
        return bool(self.announced(text))

    def is_corner(self, text: str) -> bool:
        """Whether a text stands over the labels of rows: under it can be no figure."""
        return bare(text) in self._corners or "勾稽关系" in squeezed(text)

    def announced(self, text: str) -> str:
        """The key of the table that a caption announces, "" where it is none."""
        found = _CAPTION.fullmatch(squeezed(text).strip("、.:"))
        if found is None:
            return ""
        caption = f"第二十条第（{found[1]}）项"
        keys = [t.key for t in self.edition.tables if t.caption == caption]
        return keys[0] if keys else ""


def _nearest(
    name: str, names: Collection[str], rivals: Collection[str]
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
    begun: list[str] = []
    if len(name) >= SHORTENED:
        begun = [full for full in every if full.startswith(name)]
    if len(begun) == 1:
        # 结转下年度 for 结转下年度继续办理: offices shorten the long ones.
        return LabelMatch(begun[0], 1.0, likely=True) if begun[0] in names else None
    return _most_alike(name, names, every)


def _most_alike(
    name: str, names: Collection[str], every: Iterable[str]
) -> LabelMatch | None:
    scored = sorted(((ratio(name, full) / 100, full) for full in every), reverse=True)
    best, full = scored[0]
    second, _ = scored[1]
    if best < NEAR or full not in names:
        return None
    likely = best >= SLIP and best - second >= APART
    return LabelMatch(full, min(best, 0.99), likely)


@cache
def names_of(edition: Edition) -> FormNames:
    """The names of an edition, made once."""
    rows: dict[str, Place] = {}
    columns: set[str] = set()
    bands: set[str] = set()
    groups: set[str] = set()
    for table in edition.tables:
        for row in table.rows:
            if row.label:
                rows[bare(row.label)] = Place(table.key, row.key)
        columns.update(bare(column.label) for column in table.columns)
        groups.update(bare(group.label) for group in table.groups)
        for line in table.header:
            bands.update(bare(band.label) for band in line)
    others = _labels_of_others(edition) - set(rows) - columns - set(ALIASES)
    return FormNames(
        edition,
        rows,
        frozenset(columns),
        # 自然人 and 总计 are printed as bands too, over their own single column.
        frozenset(bands - columns),
        frozenset(groups),
        frozenset(others),
    )


def _labels_of_others(edition: Edition) -> set[str]:
    """Labels of rows and columns in the editions beside this one."""
    labels: set[str] = set()
    for other in EDITIONS.values():
        if other is not edition:
            labels.update(_labels(other))
    return labels


def _labels(edition: Edition) -> Iterator[str]:
    for table in edition.tables:
        yield from (bare(column.label) for column in table.columns)
        yield from (bare(row.label) for row in table.rows if row.label)


def own_names(edition: Edition) -> frozenset[str]:
    """Labels that no other edition has, not as a bracket either: by them a table shows of which edition it is."""
    brackets: set[str] = set()
    for other in EDITIONS.values():
        if other is not edition:
            for table in other.tables:
                brackets.update(bare(group.label) for group in table.groups)
    shared = _labels_of_others(edition) | brackets | set(ALIASES)
    return frozenset(_labels(edition)) - shared


def differs(printed: str, official: str) -> bool:
    """Whether a printed label has other words than the edition's; brackets, blanks, numbers and signs do not count."""
    return _words(printed) != _words(official)


def _words(text: str) -> str:
    return "".join(_HAN.findall(_NUMBERING.sub("", squeezed(text))))
