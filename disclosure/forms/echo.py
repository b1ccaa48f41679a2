"""What the browser needs to total and judge while somebody types. Facts only: no arithmetic.

The edition, the rules' own words, the rest of the report, and the role of everything, by which the browser asks too.
The sums are in static/disclosure/*.mjs, held to ours by tests/test_parity.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from django.utils.html import json_script
from django.utils.safestring import SafeString

from disclosure.rules import CATALOGUE, Levels
from disclosure.rules.catalogue import Number
from disclosure.rules.fees import denies_fees
from disclosure.rules.numbers import (
    BELOW_COUNTY,
    KINDS_IN_ORDER,
    YUAN_AMOUNT,
    YUAN_RATIO,
)
from disclosure.rules.years import LEAP, NOTABLE, carried_over
from disclosure.statutory.content import AGENCY_KINDS, Content
from disclosure.statutory.editions.data import table_data
from disclosure.statutory.editions.spec import Edition, Part, Table
from disclosure.statutory.figures import format_figure

JUDGED_WHILE_TYPING = (
    "V-2",
    "V-3",
    "T2-1",
    "T4-2",
    "T3-1",
    "T3-4",
    "Y-1",
    "Y-2",
    "Y-3",
    "Y-4",
)


def echo_data(
    content: Content,
    last: Content | None,
    part: Part,
    levels: Levels = MappingProxyType({}),
) -> dict[str, Any]:
    """For `json_script` on the page of one part, beside `edition_script`."""
    here = {table.key for table in part.tables}
    return {
        "part": part.key,
        "entered": {
            key: {
                f"{row}.{column}": format_figure(value)
                for (row, column), value in cells.items()
                if value is not None
            }
            for key, cells in content.entered.items()
            if key not in here
        },
        **report_echo(content, last, levels),
    }


def report_echo(
    content: Content, last: Content | None, levels: Levels = MappingProxyType({})
) -> dict[str, Any]:
    """What the rules ask of a report besides its figures; `levels` as its jurisdiction has changed them."""
    kind = content.agency_kind
    return {
        "kind": {
            "label": AGENCY_KINDS[kind],
            "below_county": kind in BELOW_COUNTY,
            "makes_regulations": KINDS_IN_ORDER.index(kind)
            >= KINDS_IN_ORDER.index("city"),
        },
        "levels": {
            code: level and {"level": level.value, "label": level.label}
            for code, level in levels.items()
            if code in JUDGED_WHILE_TYPING and not CATALOGUE[code].arithmetic
        },
        "denies_fees": denies_fees(content.passage_as("other_matters").text),
        "last": None if last is None else _last_echo(content, last),
    }


def _last_echo(content: Content, last: Content) -> dict[str, Any]:
    same_form = last.edition is content.edition
    figures = (
        {".".join(cell): last.figure(*cell) for cell in content.edition.entry_cells}
        if same_form
        else {}
    )
    # What goes on from year to year is told by role: last year's form may call its lines and columns otherwise.
    stock = {
        row.role: last.figure_as("documents", row.role, "in_force")
        for row in last.edition.table_as("documents").rows
    }
    requests = [
        last.figure_as("requests", row, "total") for row in ("new", "carried_in")
    ]
    return {
        "year": last.year,
        "figures": _texts(figures),
        "carried_over": _texts(carried_over(last)),
        "stock": _texts(stock),
        "had_requests": any(requests),
    }


def _texts(figures: Mapping[str, Number | None]) -> dict[str, str]:
    return {
        key: format_figure(value) for key, value in figures.items() if value is not None
    }


@cache
def edition_script(edition: Edition) -> SafeString:
    """`edition_echo` as a script element, written once for all pages."""
    return json_script(edition_echo(edition), "edition")


@cache
def edition_echo(edition: Edition) -> dict[str, Any]:
    """What is the same for every report of an edition."""
    return {
        "parts": [part.key for part in edition.parts],
        "passages": {slot.role: slot.key for slot in edition.passages},
        "tables": [_table_echo(edition, table) for table in edition.tables],
        "rules": {
            code: {
                "level": rule.level.value,
                "label": rule.level.label,
                "says": dict(rule.says),
            }
            for code, rule in CATALOGUE.items()
            if code in JUDGED_WHILE_TYPING
        },
        "yuan_amount": str(YUAN_AMOUNT),
        "yuan_ratio": str(YUAN_RATIO),
        "notable": NOTABLE,
        "leap": LEAP,
        "entry_cells": len(edition.entry_cells),
    }


def _table_echo(edition: Edition, table: Table) -> dict[str, Any]:
    """As in an edition file, with the names that messages use: `place` is said before a column's."""
    data = table_data(table)
    first = table.columns[0].key
    tail = f"「{table.column_label(first)}」列"
    rows = [
        {
            "key": row.key,
            "role": row.role,
            "name": row.name,
            "place": edition.cell_name(table.key, row.key, first).removesuffix(tail),
        }
        for row in table.rows
    ]
    columns = [
        {
            "key": column.key,
            "role": column.role,
            "name": table.column_label(column.key),
            "kind": table.kind_of(column.key),
        }
        for column in table.columns
    ]
    return {
        "key": table.key,
        "role": table.role,
        "part": edition.part_of(table.key).key,
        "name": edition.table_name(table.key),
        "rows": rows,
        "columns": columns,
        "totals": data["totals"],
        "checks": data["checks"],
    }
