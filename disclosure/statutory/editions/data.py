"""Turns an edition into plain JSON data, the shape of the published edition files: for the browser and for tests."""

from typing import Any

from disclosure.statutory.editions.spec import (
    Band,
    Check,
    Column,
    Edition,
    Group,
    Part,
    PassageSlot,
    Row,
    Table,
)


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
        data["header"] = [_header_line_data(line) for line in table.header]

    if table.groups:
        data["groups"] = [_group_data(group) for group in table.groups]

    data["rows"] = [_row_data(row) for row in table.rows]
    data["totals"] = _totals_data(table)
    data["checks"] = [_check_data(check) for check in table.checks]
    return data


def _header_line_data(line: tuple[Band, ...]) -> list[dict[str, Any]]:
    return [{"label": band.label, "columns": list(band.columns)} for band in line]


def _group_data(group: Group) -> dict[str, Any]:
    return {
        "key": group.key,
        "number": group.number,
        "label": group.label,
        "parent": group.parent,
    }


def _row_data(row: Row) -> dict[str, Any]:
    return {
        "key": row.key,
        "number": row.number,
        "label": row.label,
        "group": row.group,
    }


def _totals_data(table: Table) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = [
        {"row": total.row, "is_sum_of_rows": list(total.rows)}
        for total in table.row_totals
    ]
    columns = [
        {"column": total.column, "is_sum_of_columns": list(total.columns)}
        for total in table.column_totals
    ]
    return lines + columns


def _check_data(check: Check) -> dict[str, Any]:
    return {
        "code": check.code,
        "each": check.each,
        "left": list(check.left),
        "right": list(check.right),
        "text": check.text,
    }


def _column_data(column: Column) -> dict[str, Any]:
    data = {"key": column.key, "label": column.label}
    if column.kind:
        data["kind"] = column.kind

    if column.unit:
        data["unit"] = column.unit

    return data


def _passage_data(slot: PassageSlot) -> dict[str, str]:
    return {"key": slot.key, "number": slot.number, "label": slot.label}


def _part_data(part: Part) -> dict[str, Any]:
    data: dict[str, Any] = {"number": part.number, "key": part.key, "label": part.label}
    if part.passages:
        data["passages"] = [_passage_data(slot) for slot in part.passages]

    if part.tables:
        data["tables"] = [table_data(table) for table in part.tables]

    return data
