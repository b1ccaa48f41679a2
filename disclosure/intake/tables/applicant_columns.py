"""Orders the columns of table three by the words of a ragged header: 自然人, the five organisations, 总计, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from disclosure.intake.tables.form_names import TOTAL
from disclosure.intake.tables.headers import ColumnHead
from disclosure.intake.tables.label_text import bare
from disclosure.statutory.editions import Table


@dataclass(frozen=True, slots=True)
class ApplicantColumns:
    """Keys of the columns of applicants; `band` is the bare label over the organisations, 法人或其他组织."""

    person: str
    organisations: tuple[str, ...]
    total: str
    band: str


@cache
def applicant_columns(table: Table) -> ApplicantColumns | None:
    """What the columns of a table of applicants are; None for any other table."""
    if not table.has_column_as("person") or not table.has_column_as("total"):
        return None

    lowest = table.header[-1] if table.header else ()
    bands = [band for band in lowest if len(band.columns) > 1]
    if len(bands) != 1:
        return None
    return ApplicantColumns(
        table.column_as("person").key,
        bands[0].columns,
        table.column_as("total").key,
        bare(bands[0].label),
    )


def ragged_applicants(
    table: Table,
    heads: Sequence[ColumnHead],
    keys: Mapping[str, str],
) -> list[str | None]:
    """Column keys in the order of the figures, None for one that the form does not have; empty where it is not clear.

    `keys`: official name -> column key. Only what the form's bands allow is taken.
    """
    form = applicant_columns(table)
    if form is None:
        return []

    lines = _words_by_line(heads, keys)
    every = {column.key for column in table.columns}
    for line in lines:
        if set(line) == every and len(line) == len(every):
            # All columns in one line, without bands.
            return [*line]

    organisations = _line_of_organisations(lines, form)
    if not _stands_as_in_the_form(lines, organisations, form):
        return []

    inner = _inner_columns(lines, organisations, heads, form)
    if not inner:
        return []
    return [form.person, *inner, form.total]


def _words_by_line(
    heads: Sequence[ColumnHead],
    keys: Mapping[str, str],
) -> list[list[str]]:
    """For each line of the header the keys of its columns, and its bands and unknown words as they are."""
    lines: dict[int, list[str]] = {}
    for head in heads:
        word = keys.get(head.name) or "".join(head.bands)
        line = lines.setdefault(head.line, [])
        line.append(word)

    return list(lines.values())


def _line_of_organisations(
    lines: Sequence[list[str]],
    form: ApplicantColumns,
) -> list[str]:
    """The first line with all the organisations in it, empty where there is none."""
    for line in lines:
        if set(form.organisations) <= set(line):
            return line

    return []


def _stands_as_in_the_form(
    lines: Sequence[list[str]],
    organisations: list[str],
    form: ApplicantColumns,
) -> bool:
    """Whether 自然人 comes before the line of the organisations, these first in it, and 总计 nowhere but last."""
    first = organisations[: len(form.organisations)]
    if not first or not set(first) <= set(form.organisations):
        return False
    if any(form.total in line[:-1] for line in lines):
        return False

    words = [word for line in lines for word in line]
    if form.total not in words or words.count(form.person) != 1:
        return False
    return words.index(form.person) < words.index(first[0])


def _inner_columns(
    lines: Sequence[list[str]],
    organisations: list[str],
    heads: Sequence[ColumnHead],
    form: ApplicantColumns,
) -> list[str | None]:
    """The columns between 自然人 and the 总计 of all, by the line of the organisations; empty where it is not clear."""
    inner: list[str | None] = []
    rest: list[str] = []
    for word in organisations:
        if word in form.organisations:
            inner.append(word)
        else:
            rest.append(word)

    if not rest:
        return inner
    if rest != [form.total]:
        return []

    totals = sum(line.count(form.total) for line in lines)
    if totals == 2:
        # An office added a 合计 of the organisations, and 总计 of all stands in the line above.
        return [*inner, None]

    # One total in their line: of all, unless it is called 合计, when it may be of the organisations alone.
    printed = {bare(head.text) for head in heads if head.name == TOTAL}
    return inner if printed == {TOTAL} else []
