"""An edition as plain JSON data: the shape of the published edition files, for the browser and for tests."""

from typing import Any

from disclosure.statutory.editions.spec import Column, Edition, Part, Table


def edition_data(edition: Edition) -> dict[str, Any]:
    """The whole edition as in `edition-<key>.json`."""
    return {
        "edition": edition.key,
        "issued_as": edition.issued_as,
        "years": [edition.first_year, edition.last_year],
        "title": edition.title,
        "sections": [_part_data(part) for part in edition.parts],
    }


def table_data(table: Table) -> dict[str, Any]:
    """One table as in an edition file."""
    data: dict[str, Any] = {"key": table.key, "kind": table.kind, "unit": table.unit}
    if table.caption:
        data["caption"] = table.caption
    if table.corner:
        data["corner"] = table.corner
    data["columns"] = [_column_data(column) for column in table.columns]
    if table.header:
        data["header"] = [
            [{"label": b.label, "columns": list(b.columns)} for b in line]
            for line in table.header
        ]
    if table.groups:
        data["groups"] = [
            {"key": g.key, "number": g.number, "label": g.label, "parent": g.parent}
            for g in table.groups
        ]
    data["rows"] = [
        {"key": r.key, "number": r.number, "label": r.label, "group": r.group}
        for r in table.rows
    ]
    data["totals"] = [
        {"row": t.row, "is_sum_of_rows": list(t.rows)} for t in table.row_totals
    ] + [
        {"column": t.column, "is_sum_of_columns": list(t.columns)}
        for t in table.column_totals
    ]
    data["checks"] = [
        {
            "code": c.code,
            "each": c.each,
            "left": list(c.left),
            "right": list(c.right),
            "text": c.text,
        }
        for c in table.checks
    ]
    return data


def _column_data(column: Column) -> dict[str, Any]:
    data = {"key": column.key, "label": column.label}
    if column.kind:
        data["kind"] = column.kind
    if column.unit:
        data["unit"] = column.unit
    return data


def _part_data(part: Part) -> dict[str, Any]:
    data: dict[str, Any] = {"number": part.number, "key": part.key, "label": part.label}
    if part.passages:
        data["passages"] = [
            {"key": p.key, "number": p.number, "label": p.label} for p in part.passages
        ]
    if part.tables:
        data["tables"] = [table_data(table) for table in part.tables]
    return data
