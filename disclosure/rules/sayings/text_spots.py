"""How a rule of text says where words stand, what the tables say, and how that adds up. Pure: no Django."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from disclosure.rules.catalogue import Number, Spot
from disclosure.rules.sayings.sentences import Reading
from disclosure.statutory.content import Content
from disclosure.statutory.editions.spec import Table
from disclosure.statutory.figures import format_figure
from disclosure.statutory.places import Place


def whole(value: Decimal) -> Number:
    """A count as the integer it is."""
    return int(value) if value == value.to_integral_value() else value.normalize()


def said(
    report: Content,
    passage: str,
    reading: Reading,
    span: tuple[int, int],
    *,
    cells: Iterable[Place] = (),
    left: Number | None = None,
    right: Number | None = None,
    says: str = "",
    **names: object,
) -> Spot:
    """A spot on words of a passage; `place` and `quote` are added to the names of its message, and both values."""
    start, end = reading.span_in_text(*span)
    words = Place(passage=passage, start=start, end=end)
    names |= {
        "place": words.name(report.edition),
        "quote": " ".join(report.passage(passage).text[start:end].split()),
        "left": format_figure(left),
        "right": format_figure(right),
    }
    part = report.edition.part_of(passage).key
    return Spot(tuple(cells), left, right, names, says, part, words)


def rows_of(table: Table, topic: str) -> tuple[str, ...]:
    """The line of a table with this key, or the lines of its bracket; 其他处理 is one line in the 2019 edition."""
    if any(row.key == topic for row in table.rows):
        return (topic,)
    return tuple(row.key for row in table.rows if row.key.startswith(f"{topic}_"))


def sum_text(values: Iterable[Number]) -> str:
    """`10 + 1 = 11`; zeros are left out, and one value stands alone."""
    values = list(values)
    shown = [format_figure(value) for value in values if value]
    total = format_figure(sum(values))
    return f"{' + '.join(shown)} = {total}" if len(shown) > 1 else total
