"""Writing an exchange file, and the hash an approval is bound to. Pure: no Django."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from disclosure.exchange.reading import FORMAT
from disclosure.statutory.content import Content, PassageText
from disclosure.statutory.editions import Edition
from disclosure.statutory.figures import Cells, Unreadable, Value, format_figure


def report_data(content: Content) -> dict[str, Any]:
    """The report as JSON data, keys in edition order; blank and unreadable cells are left out."""
    data: dict[str, Any] = {
        "format": FORMAT,
        "edition": content.edition.key,
        "year": content.year,
        "agency": {"name": content.agency_name, "kind": content.agency_kind},
        "figures": _figures_data(content.edition, content.entered, totals=False),
    }
    stated = {
        key: rows
        for key, rows in _figures_data(
            content.edition, content.stated, totals=True
        ).items()
        if rows
    }
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
    unread = [
        [table, *cell, value.text]
        for table, cells in sorted(content.entered.items())
        for cell, value in sorted(cells.items())
        if isinstance(value, Unreadable)
    ]
    compact = json.dumps(
        [report_data(content), unread], ensure_ascii=False, separators=(",", ":")
    )
    return hashlib.sha256(compact.encode()).hexdigest()


def _figures_data(
    edition: Edition, tables: Mapping[str, Cells], *, totals: bool
) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for table in edition.tables:
        cells = tables.get(table.key, {})
        lines = data[table.key] = {}
        for row in table.rows:
            line = {
                column.key: _plain(cells[row.key, column.key])
                for column in table.columns
                if table.is_total(row.key, column.key) == totals
                and _is_figure(cells.get((row.key, column.key)))
            }
            if line:
                lines[row.key] = line
    return data


def _is_figure(value: Value) -> bool:
    return value is not None and not isinstance(value, Unreadable)


def _plain(value: Value) -> int | str:
    return value if isinstance(value, int) else format_figure(value)


def _passage_data(passage: PassageText) -> str | dict[str, str]:
    return (
        passage.text
        if passage.heading is None
        else {"heading": passage.heading, "text": passage.text}
    )
