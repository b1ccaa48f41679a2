"""The JSON Schema of the exchange format, built from the editions. Pure: no Django."""

from __future__ import annotations

from typing import Any

from disclosure.exchange.json_values import MAX_TEXT
from disclosure.exchange.reading import (
    FORMAT,
    LAST_YEAR,
    MAX_HEADING,
    MAX_NAME,
)
from disclosure.statutory.content import AGENCY_KINDS
from disclosure.statutory.editions import EDITIONS, FIRST_YEAR, Edition, Table
from disclosure.statutory.figures import MAX_DECIMALS, MAX_DIGITS

BIGGEST = 10**MAX_DIGITS - 1


def report_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) for a correct exchange file of any edition."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "政府信息公开工作年度报告",
        "type": "object",
        "required": ["format", "edition", "year", "agency"],
        "oneOf": [{"$ref": f"#/$defs/edition-{key}"} for key in EDITIONS],
        "$defs": {
            "text": {"type": "string", "maxLength": MAX_TEXT},
            "name": {"type": "string", "minLength": 1, "maxLength": MAX_NAME},
            "count": {"type": ["integer", "null"], "minimum": 0, "maximum": BIGGEST},
            "signed_count": {
                "type": ["integer", "null"],
                "minimum": -BIGGEST,
                "maximum": BIGGEST,
            },
            "amount": {
                "oneOf": [
                    {
                        "type": "string",
                        "pattern": f"^([0-9]{{1,{MAX_DIGITS}}}(\\.[0-9]{{1,{MAX_DECIMALS}}})?)?$",
                    },
                    {"type": ["number", "null"], "minimum": 0, "maximum": BIGGEST},
                ]
            },
            "passage": {
                "oneOf": [
                    {"$ref": "#/$defs/text"},
                    {"type": "null"},
                    _closed(
                        {
                            "heading": {
                                "type": ["string", "null"],
                                "maxLength": MAX_HEADING,
                            },
                            "text": _ref("text"),
                        }
                    )
                    | {"required": ["text"]},
                ]
            },
            **{
                f"edition-{key}": _edition_schema(edition)
                for key, edition in EDITIONS.items()
            },
        },
    }


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}


def _closed(properties: dict[str, Any], *, nullable: bool = False) -> dict[str, Any]:
    kind: str | list[str] = ["object", "null"] if nullable else "object"
    return {"type": kind, "additionalProperties": False, "properties": properties}


def _edition_schema(edition: Edition) -> dict[str, Any]:
    agency = _closed({"name": _ref("name"), "kind": {"enum": list(AGENCY_KINDS)}})
    return _closed(
        {
            "format": {"const": FORMAT},
            "edition": {"const": edition.key},
            "year": {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR},
            "agency": agency | {"required": ["name", "kind"]},
            "figures": _closed(
                {t.key: _table_schema(t, totals=False) for t in edition.tables},
                nullable=True,
            ),
            "stated": _closed(
                {t.key: _table_schema(t, totals=True) for t in edition.tables},
                nullable=True,
            ),
            "passages": _closed(
                {slot.key: _ref("passage") for slot in edition.passages}, nullable=True
            ),
            "signature": _closed(
                {
                    "agency": {"type": ["string", "null"], "maxLength": MAX_NAME},
                    "date": {"type": ["string", "null"], "format": "date"},
                },
                nullable=True,
            ),
            "opening": {"enum": ["before", "inside", None]},
        }
    )


def _table_schema(table: Table, *, totals: bool) -> dict[str, Any]:
    rows = {
        row.key: _closed(
            {
                column.key: _ref(table.kind_of(column.key))
                for column in table.columns
                if table.is_total(row.key, column.key) == totals
            },
            nullable=True,
        )
        for row in table.rows
    }
    return _closed(rows, nullable=True)
