"""Looks up the 总计 of lines of table three by the lines' role, as cells and as figures. Pure: no Django."""

from __future__ import annotations

from decimal import Decimal

from disclosure.rules.catalogue import Number
from disclosure.statutory.content import Content
from disclosure.statutory.editions.spec import Edition, Row
from disclosure.statutory.places import Place


def request_lines(edition: Edition, role: str) -> tuple[Row, ...]:
    """The line with this role, else the lines below the bracket with it: 其他处理 is one line in the 2019 edition."""
    table = edition.table_as("requests")
    if table.has_row_as(role):
        return (table.row_as(role),)
    return table.rows_below(role)


def request_label(edition: Edition, role: str) -> str:
    """What people call the line or bracket with this role, without what the form adds in parentheses."""
    lines = request_lines(edition, role)
    if not lines:
        return ""
    label = lines[0].name
    if len(lines) > 1 and lines[0].group:
        bracket = edition.table_as("requests").group(lines[0].group)
        label = bracket.label
    return label.partition("（")[0]


def request_places(edition: Edition, role: str) -> tuple[Place, ...]:
    """The cells of `request_lines` in the 总计 column."""
    table = edition.table_as("requests")
    column = table.column_as("total").key
    return tuple(
        Place(table.key, line.key, column) for line in request_lines(edition, role)
    )


def requests_total(report: Content, role: str) -> Number | None:
    """The 总计 of the line with this role."""
    return report.figure_as("requests", role, "total")


def received_totals(report: Content) -> list[Decimal]:
    """What may be called received: 新收, and with 上年结转; nothing where 新收 is not known."""
    new = requests_total(report, "new")
    if new is None:
        return []
    carried_in = requests_total(report, "carried_in") or 0
    return [Decimal(new), Decimal(new + carried_in)]
