"""Takes the figures out of one report that are compared across years: what came in, how it ended, who asked. Pure: no Django."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from disclosure.statutory.content import Content
from disclosure.statutory.editions.spec import Row, Table
from disclosure.statutory.figures import add, number

Series = dict[str, list[tuple[str, int | None]]]
"""{"received" | "outcomes" | "applicants": [(official short name, figure), …]} in paper order; None is blank."""


@dataclass(frozen=True, slots=True)
class OutcomeGroup:
    """Lines of table three that are one kind of outcome: a bracket such as （三）不予公开, or a line of its own."""

    name: str
    rows: tuple[str, ...]


def series_of(content: Content) -> Series:
    """What a report says for the comparison. Groups and names come from its edition."""
    table = content.edition.table_as("requests")
    return {
        "received": _received(content, table),
        "outcomes": _outcomes(content, table),
        "applicants": _applicants(content, table),
    }


def _received(content: Content, table: Table) -> list[tuple[str, int | None]]:
    rows = (table.row_as("new"), table.row_as("carried_in"))
    return [(row.name, _of_everybody(content, table, [row.key])) for row in rows]


def _outcomes(content: Content, table: Table) -> list[tuple[str, int | None]]:
    return [
        (group.name, _of_everybody(content, table, group.rows))
        for group in outcome_groups(table)
    ]


def _applicants(content: Content, table: Table) -> list[tuple[str, int | None]]:
    cells = content.completed[table.key]
    new, everybody = table.row_as("new"), table.column_as("total")
    figures = []
    for column in table.columns:
        if column is not everybody:
            figure = number(cells[new.key, column.key])
            figures.append((column.label, _count(figure)))

    return figures


def _of_everybody(content: Content, table: Table, rows: Iterable[str]) -> int | None:
    """The sum of some lines in the column of all applicants."""
    cells, everybody = content.completed[table.key], table.column_as("total").key
    return _count(number(add(cells[row, everybody] for row in rows)))


def outcome_groups(table: Table) -> list[OutcomeGroup]:
    """The outcomes in paper order, lines under a bracket taken together."""
    all_outcomes = table.row_as("outcome_total").key
    total = next(total for total in table.row_totals if total.row == all_outcomes)
    found: dict[str, list[str]] = {}
    for key in total.rows:
        name = _group_name(table, table.row(key))
        found.setdefault(name, []).append(key)

    return [OutcomeGroup(name, tuple(rows)) for name, rows in found.items()]


def _group_name(table: Table, row: Row) -> str:
    """The label of the innermost bracket below 三、本年度办理结果, else of the line itself."""
    inner = table.path(row.key)[1:]
    label = inner[-1].label if inner else row.label
    return label.split("（")[0]  # 部分公开（区分处理的，…）


def _count(figure: object) -> int | None:
    """A figure of table three, which has no decimals."""
    return figure if isinstance(figure, int) else None
