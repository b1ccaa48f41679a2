"""Tells which row or column of an edition a printed label names, and what else may stand in a header."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from disclosure.intake.tables.label_matching import ALIASES, LabelMatch, nearest_name
from disclosure.intake.tables.label_text import bare, squeezed
from disclosure.statutory.editions import EDITIONS, Edition, Table
from disclosure.statutory.places import Place

TOTAL = "总计"
"""What the form calls a column of sums."""
_CAPTION = re.compile(r"第二十条第?\(?([一五六八九])\)?[项款]")


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
        """What stands over the labels of rows: 信息内容, or the remark on the sums of table three."""
        corners = [table.corner for table in self.edition.tables if table.corner]
        return frozenset(bare(corner) for corner in corners)

    # The same label is asked for again and again, and weighing it against all names is dear.
    @cached_property
    def _row_matches(self) -> dict[str, LabelMatch | None]:
        """What `row` has answered before."""
        return {}

    @cached_property
    def _column_matches(self) -> dict[str, LabelMatch | None]:
        """What `column` has answered before."""
        return {}

    def row(self, text: str) -> LabelMatch | None:
        """The row that a label is or comes near to; None where it is something else, or like nothing."""
        if text not in self._row_matches:
            self._row_matches[text] = self._match_row(text)

        return self._row_matches[text]

    def is_row(self, text: str) -> bool:
        """Whether a text is the label of a row and of nothing else: 其他 and 总计 are names of columns as well."""
        match = self.row(text)
        if match is None or not match.exact:
            return False
        return match.name not in self.columns

    def _match_row(self, text: str) -> LabelMatch | None:
        """As `row`, worked out."""
        rivals = {*self.groups, *self.bands, *self.others, *self.columns}
        match = nearest_name(bare(text), self.rows, rivals)
        if match and match.exact:
            return match

        # 五、不予处理 2.重复申请: the bracket stands in the same cell, before the label.
        for name in self._names_behind_brackets(text):
            if name in self.rows:
                return LabelMatch(name, 1.0, likely=True)

        return match

    def _names_behind_brackets(self, text: str) -> Iterator[str]:
        """The label as it would be without the name of a bracket before it."""
        whole = squeezed(text)
        for group in self.groups:
            _, _, rest = whole.partition(group)
            if rest:
                yield bare(rest)

    def column(self, text: str) -> LabelMatch | None:
        """As `row`, for a label in the header."""
        if text not in self._column_matches:
            rivals = {*self.bands, *self.others, *self.rows}
            self._column_matches[text] = nearest_name(bare(text), self.columns, rivals)

        return self._column_matches[text]

    def is_band(self, text: str) -> bool:
        """Whether a text is a name over several columns: 行政诉讼."""
        return bare(text) in self.bands

    def is_column_or_band(self, text: str) -> bool:
        """Whether a text is a name that stands over columns."""
        if self.is_band(text):
            return True

        match = self.column(text)
        return match is not None and match.likely

    def is_header(self, text: str) -> bool:
        """Whether a text can only stand in the header of a table: a column, a band, a caption, the form's own remark."""
        if self.is_column_or_band(text):
            return True
        if self.is_corner(text):
            return True
        return self.announced(text) != ""

    def is_corner(self, text: str) -> bool:
        """Whether a text stands over the labels of rows: under it can be no figure."""
        if bare(text) in self._corners:
            return True
        return "勾稽关系" in squeezed(text)

    def announced(self, text: str) -> str:
        """The key of the table that a caption announces, "" where it is none."""
        found = _CAPTION.fullmatch(squeezed(text).strip("、.:"))
        if found is None:
            return ""

        caption = f"第二十条第（{found[1]}）项"
        for table in self.edition.tables:
            if table.caption == caption:
                return table.key

        return ""


# ── The names of an edition ───────────────────────────────────────────────────────────────────────────────────────
@cache
def names_of(edition: Edition) -> FormNames:
    """The names of an edition, made once."""
    rows: dict[str, Place] = {}
    columns: set[str] = set()
    bands: set[str] = set()
    groups: set[str] = set()
    for table in edition.tables:
        columns.update(bare(column.label) for column in table.columns)
        groups.update(bare(group.label) for group in table.groups)
        bands.update(_band_names(table))
        rows.update(_row_names(table))

    others = _labels_of_others(edition)
    others -= {*rows, *columns, *ALIASES}
    # 自然人 and 总计 are printed as bands too, each over its own column.
    bands -= columns
    return FormNames(
        edition=edition,
        rows=rows,
        columns=frozenset(columns),
        bands=frozenset(bands),
        groups=frozenset(groups),
        others=frozenset(others),
    )


def _row_names(table: Table) -> dict[str, Place]:
    """Bare label -> row; the one row of table four has no label."""
    rows: dict[str, Place] = {}
    for row in table.rows:
        if row.label:
            rows[bare(row.label)] = Place(table.key, row.key)

    return rows


def _band_names(table: Table) -> Iterator[str]:
    """The bare labels of all header cells over columns."""
    for line in table.header:
        for band in line:
            yield bare(band.label)


def _labels(edition: Edition) -> Iterator[str]:
    """The bare labels of all columns and rows."""
    for table in edition.tables:
        yield from (bare(column.label) for column in table.columns)
        yield from _row_names(table)


def _others(edition: Edition) -> list[Edition]:
    """The editions beside this one."""
    return [other for other in EDITIONS.values() if other is not edition]


def _labels_of_others(edition: Edition) -> set[str]:
    """The bare labels of rows and columns in other editions."""
    labels: set[str] = set()
    for other in _others(edition):
        labels.update(_labels(other))

    return labels


def own_names(edition: Edition) -> frozenset[str]:
    """Labels that no other edition has, not as a bracket either: by them a table shows of which edition it is."""
    shared = _labels_of_others(edition)
    shared.update(ALIASES)
    for other in _others(edition):
        shared |= names_of(other).groups

    return frozenset(_labels(edition)) - shared
