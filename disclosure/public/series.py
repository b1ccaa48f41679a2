"""The figures of one report that are compared across years: what came in, how it ended, who asked. Pure: no Django."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from disclosure.statutory.content import Content
from disclosure.statutory.editions.spec import Table
from disclosure.statutory.figures import add, number

TABLE = "requests"
RECEIVED = ("new", "carried_in")
OUTCOMES = "outcome_total"
EVERYBODY = "total"

Series = dict[str, list[tuple[str, int | None]]]
"""{"received" | "outcomes" | "applicants": [(official short name, figure), …]} in paper order; None is blank."""


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of table three that are one kind of outcome: a bracket such as （三）不予公开, or a line of its own."""

    name: str
    rows: tuple[str, ...]


def series_of(content: Content) -> Series:
    """What a report says for the comparison. Groups and names come from its edition."""
    table = content.edition.table(TABLE)
    cells = content.completed[TABLE]
    rows = [table.row(key) for key in RECEIVED]
    return {
        "received": [
            (row.short or row.label, _count(number(cells[row.key, EVERYBODY])))
            for row in rows
        ],
        "outcomes": [
            (
                group.name,
                _count(number(add(cells[row, EVERYBODY] for row in group.rows))),
            )
            for group in groups(table)
        ],
        "applicants": [
            (column.label, _count(number(cells["new", column.key])))
            for column in table.columns
            if column.key != EVERYBODY
        ],
    }


def groups(table: Table) -> list[Group]:
    """The outcomes in paper order, lines under a bracket taken together."""
    total = next(total for total in table.row_totals if total.row == OUTCOMES)
    found: dict[str, list[str]] = {}
    for name, row in _named(table, total.rows):
        found.setdefault(name, []).append(row)
    return [Group(name, tuple(rows)) for name, rows in found.items()]


def _named(table: Table, rows: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    outermost = table.row(OUTCOMES).group
    for key in rows:
        row = table.row(key)
        label = (
            row.label
            if row.group in (None, outermost)
            else table.group(row.group).label
        )
        yield label.split("（")[0], key  # 部分公开（区分处理的，…）


def _count(figure: object) -> int | None:
    return figure if isinstance(figure, int) else None
