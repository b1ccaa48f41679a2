"""Looks up the 总计 of lines of table three by the lines' role, as cells and as figures. Pure: no Django."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Incoming:
    """新收 and 上年结转 as table three has them, and 办理结果总计."""

    new: Number
    carried_in: Number
    done: Number

    @classmethod
    def of(cls, report: Content) -> Incoming | None:
        """None where table three does not say yet."""
        new = requests_total(report, "new")
        carried_in = requests_total(report, "carried_in")
        if new is None or carried_in is None:
            return None

        done = requests_total(report, "outcome_total")
        return cls(new, carried_in, done or 0)

    @property
    def both(self) -> Number:
        """新收 + 上年结转."""
        return self.new + self.carried_in

    def allowed(self, topic: str) -> list[Number]:
        """The figures that a claim of received requests may give."""
        if topic == "new":
            return [self.new]
        # 收到并答复申请12件.
        if topic == "handled":
            return [self.new, self.both, self.done]
        return [self.new, self.both]


def received_totals(report: Content) -> list[Decimal]:
    """What may be called received: 新收, and with 上年结转; nothing where 新收 is not known."""
    new = requests_total(report, "new")
    if new is None:
        return []

    carried_in = requests_total(report, "carried_in") or 0
    return [Decimal(new), Decimal(new + carried_in)]
