"""Turns a source or a reading into plain JSON data. Standard library alone: the reading process must start fast."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal
from operator import attrgetter
from typing import Any

from disclosure.intake.reading import Found, Open, Reading
from disclosure.intake.source import (
    GridCell,
    Picture,
    Source,
    SourceGrid,
    SourceParagraph,
    Where,
)
from disclosure.statutory.content import PassageText, Signature
from disclosure.statutory.figures import Cells, Unreadable
from disclosure.statutory.places import Place
from disclosure.statutory.printed import Printed, PrintedHeading

FIELDS: dict[type, tuple[str, ...]] = {
    Where: ("block", "page", "row", "cell", "start", "end"),
    SourceParagraph: ("where", "text", "level", "sheet", "aside"),
    Picture: ("where", "width", "height", "alternative"),
    SourceGrid: ("where", "cells", "ragged", "sheet", "aside"),
    GridCell: (
        "where",
        "text",
        "row",
        "column",
        "rowspan",
        "colspan",
        "header",
        "picture",
    ),
    Place: ("table", "row", "column", "passage"),
    Found: ("where", "raw", "note", "sure", "because"),
    Open: ("place", "why", "message", "where", "raw"),
    PassageText: ("heading", "text"),
    Signature: ("agency", "date"),
    PrintedHeading: ("text", "part", "passage"),
    Unreadable: ("text", "problem"),
}
"""Classes that are carried as a list of their fields' values, in this order: rows in the database have it too."""
KINDS: dict[type, str] = {
    SourceParagraph: "paragraph",
    Picture: "picture",
    SourceGrid: "grid",
}
"""What a block's list begins with."""

_PLAIN = frozenset({str, int, bool, type(None)})
_values_of = {kind: attrgetter(*names) for kind, names in FIELDS.items()}


def source_data(source: Source) -> dict[str, Any]:
    return {
        "format": source.format,
        "blocks": [[KINDS[type(block)], *_plain(block)] for block in source.blocks],
        "titles": list(source.titles),
        "pages": source.pages,
        "remarks": list(source.remarks),
    }


def reading_data(reading: Reading) -> dict[str, Any]:
    return {
        "format": reading.format,
        "edition": reading.edition.key,
        "year": reading.year,
        "agency_name": reading.agency_name,
        "agency_kind": reading.agency_kind,
        "title": reading.title,
        "entered": _tables_data(reading.entered),
        "stated": _tables_data(reading.stated),
        "passages": {key: _plain(said) for key, said in reading.passages.items()},
        "signature": _plain(reading.signature),
        "opening": reading.opening,
        "printed": _printed_data(reading.printed),
        "found": [
            [_plain(place), *_plain(found)] for place, found in reading.found.items()
        ],
        "open": _plain(reading.open),
        "remarks": list(reading.remarks),
    }


def _tables_data(tables: Mapping[str, Cells]) -> dict[str, list[list[Any]]]:
    """{table key: [[row key, column key, value], …]}."""
    return {key: _cells_data(cells) for key, cells in tables.items()}


def _cells_data(cells: Cells) -> list[list[Any]]:
    data: list[list[Any]] = []
    for (row, column), value in cells.items():
        data.append([row, column, _plain(value)])

    return data


def _printed_data(printed: Printed) -> dict[str, Any]:
    return {
        "headings": _plain(printed.headings),
        "tables": dict(printed.tables),
        "labels": dict(printed.labels),
        "extra": list(printed.extra),
    }


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    kind = type(value)
    if kind in FIELDS:
        return _plain_list(_values_of[kind](value))
    if kind is tuple:
        return _plain_list(value)
    if kind is Decimal:  # as text: 12.50 keeps its zero
        return format(value, "f")
    if kind is datetime.date:
        return value.isoformat()
    return value


def _plain_list(values: Iterable[Any]) -> list[Any]:
    # Nearly all are numbers and text, and there are thousands: not worth a call each.
    return [value if type(value) in _PLAIN else _plain(value) for value in values]
