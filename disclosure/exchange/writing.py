"""Writing an exchange file, and the hash an approval is bound to. Pure: no Django."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from operator import itemgetter
from typing import Any

from disclosure.exchange.reading import FORMAT
from disclosure.statutory.content import Content, PassageText
from disclosure.statutory.editions import Edition, Table
from disclosure.statutory.figures import (
    Cells,
    Unreadable,
    format_figure,
    number,
)


def report_data(content: Content) -> dict[str, Any]:
    """The report as JSON data, keys in edition order; blank and unreadable cells are left out."""
    data: dict[str, Any] = {
        "format": FORMAT,
        "edition": content.edition.key,
        "year": content.year,
        "agency": {"name": content.agency_name, "kind": content.agency_kind},
        "figures": _figures_data(content.edition, content.entered, totals=False),
    }
    totals = _figures_data(content.edition, content.stated, totals=True)
    stated = {table: lines for table, lines in totals.items() if lines}
    # A report that was typed here has no printed totals: the key is there for files alone.
    if stated:
        data["stated"] = stated

    data["passages"] = {
        slot.key: _passage_data(content.passages[slot.key])
        for slot in content.edition.passages
        if slot.key in content.passages
    }
    if content.signature is not None:
        date = content.signature.date
        data["signature"] = {
            "agency": content.signature.agency,
            "date": date.isoformat() if date else None,
        }

    if content.opening != "inside":
        data["opening"] = content.opening

    return data


def dump_report(content: Content) -> str:
    """The exchange file, indented, UTF-8 text; the same report always gives the same text."""
    return json.dumps(report_data(content), ensure_ascii=False, indent=2) + "\n"


def content_hash(content: Content) -> str:
    """SHA-256 (hex) over the compact exchange data: what an approval and a release are bound to.

    An unreadable entry counts with the text as typed, so that two different drafts never share a hash.
    """
    unread: list[list[str]] = []
    for table, cells in sorted(content.entered.items()):
        for (row, column), value in sorted(cells.items(), key=itemgetter(0)):
            if isinstance(value, Unreadable):
                unread.append([table, row, column, value.text])

    hashed = [report_data(content), unread]
    compact = json.dumps(hashed, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(compact.encode()).hexdigest()


def _figures_data(
    edition: Edition, tables: Mapping[str, Cells], *, totals: bool
) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for table in edition.tables:
        cells = tables.get(table.key, {})
        lines: dict[str, Any] = {}
        for row in table.rows:
            line = _line_data(table, row.key, cells, totals=totals)
            if line:
                lines[row.key] = line

        data[table.key] = lines

    return data


def _line_data(
    table: Table, row: str, cells: Cells, *, totals: bool
) -> dict[str, int | str]:
    """The figures of one line; blanks and what cannot be read are left out."""
    line: dict[str, int | str] = {}
    for column in table.columns:
        figure = number(cells.get((row, column.key)))
        if figure is not None and table.is_total(row, column.key) == totals:
            line[column.key] = _plain(figure)

    return line


def _plain(figure: int | Decimal) -> int | str:
    return figure if isinstance(figure, int) else format_figure(figure)


def _passage_data(passage: PassageText) -> str | dict[str, str]:
    if passage.heading is None:
        return passage.text
    return {"heading": passage.heading, "text": passage.text}
