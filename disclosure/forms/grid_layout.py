"""The statutory table as one crispy layout object: a skeleton drawn once per table, filled for every page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from disclosure.comparison import comparable
from disclosure.rules import Finding
from disclosure.statutory.editions.spec import Edition, Table
from disclosure.statutory.figures import (
    CellKey,
    Unreadable,
    Value,
    add,
    format_figure,
    number,
)
from disclosure.statutory.grid import Head, Slot, grid_for
from disclosure.statutory.places import Place

if TYPE_CHECKING:
    from disclosure.forms.tables import TablesForm

HOLE = "\ue000"
"""Where the skeleton takes a value; a character that stands in no edition."""
LONG_FIGURE = 7
"""A figure with more characters than this widens the columns of its table."""
INPUT_MODES = {"count": "numeric", "signed_count": "text", "amount": "decimal"}


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A table drawn with holes, as a format string: one `%s` for each of the values that `GridLayout` lists."""

    text: str
    slots: tuple[Slot, ...]


class GridLayout:
    """Draws every table of a form's part. Findings come from the page's context."""

    template = "disclosure/layout/grid.html"

    def render(self, form: TablesForm, context: Any, **_: object) -> SafeString:
        marks = _marks(form, context.get("findings") or [])
        drawn = (
            [
                f'<input type="hidden" name="base" autocomplete="off" value="{escape(form.base)}">'
            ]
            if form.editable
            else []
        )
        for table in form.part.tables:
            skeleton = _skeleton(form.content.edition, table, form.editable)
            drawn.append(skeleton.text % tuple(_values(form, table, skeleton, marks)))
        return mark_safe("".join(drawn))


@cache
def _skeleton(edition: Edition, table: Table, editable: bool) -> Skeleton:
    grid = grid_for(table)
    text = render_to_string(
        GridLayout.template,
        {
            "table": table,
            "grid": grid,
            "name": edition.table_name(table.key),
            "hole": HOLE,
            "editable": editable,
            "stubs": range(grid.stub),
            "head": [
                [_head(cell, 0) for cell in line.cells if isinstance(cell, Head)]
                for line in grid.head
            ],
            "body": [
                [_cell(table, grid.stub, cell) for cell in line.cells]
                for line in grid.body
            ],
            "balances": [
                _balance_heads(table, check.left, check.right) for check in table.checks
            ],
        },
    )
    return Skeleton(text.replace("%", "%%").replace(HOLE, "%s"), tuple(grid.slots))


def _head(cell: Head, start: int) -> dict[str, Any]:
    return {"head": cell, "start": start}


def _cell(table: Table, stub: int, cell: Head | Slot) -> dict[str, Any]:
    if isinstance(cell, Head):
        row = cell.scope == "row"
        return _head(cell, stub - cell.colspan if row else 0 if cell.vertical else 1)
    kind = table.kind_of(cell.column)
    place = Place(table.key, cell.row, cell.column)
    return {
        "slot": cell,
        "id": place.anchor,
        "name": place.address,
        "mode": INPUT_MODES[kind],
        "label": f"{cell.name}（{table.unit_of(cell.column)}）"
        if kind == "amount"
        else cell.name,
    }


def _balance_heads(
    table: Table, left: tuple[str, ...], right: tuple[str, ...]
) -> list[tuple[str, str]]:
    sides = ("left", left), ("right", right)
    heads = [
        (side, " + ".join(table.row(key).short or table.row(key).label for key in keys))
        for side, keys in sides
    ]
    return [*heads, ("difference", "相差")]


def _values(
    form: TablesForm,
    table: Table,
    skeleton: Skeleton,
    marks: dict[str, tuple[str, str]],
) -> Iterator[str]:
    """In the skeleton's order: the table's class, four for each cell, then the balance."""
    cells, shown, earlier = form.completed[table.key], form.shown, _earlier(form, table)
    yield (
        " wide"
        if any(len(format_figure(value)) > LONG_FIGURE for value in cells.values())
        else ""
    )
    for slot in skeleton.slots:
        key = (slot.row, slot.column)
        value = cells[key]
        place = Place(table.key, slot.row, slot.column)
        text = _total(value) if slot.total else shown[place]
        level, described = marks.get(place.anchor, ("", ""))
        yield f"{_state(value)}{level}"
        yield described
        yield text if text.isalnum() else escape(text)
        yield f"上年 {format_figure(earlier[key])}" if key in earlier else ""
    for check in table.checks:
        columns = [column.key for column in table.columns]
        sides = [
            [add(cells[row, c] for row in rows) for c in columns]
            for rows in (check.left, check.right)
        ]
        for side in sides:
            yield from (_total(value) for value in side)
        for column, left, right in zip(columns, *sides, strict=True):
            whole = all(
                cells[row, column] is not None for row in (*check.left, *check.right)
            )
            yield from balance(left, right, whole=whole)


def balance(left: Value, right: Value, *, whole: bool) -> tuple[str, str]:
    """(class, words) for the two sums of a column as they stand; a side with nothing in it counts as nothing.

    `whole`: every term has a value, so a difference is a fault and not just work to be done.
    """
    if isinstance(left, Unreadable) or isinstance(right, Unreadable):
        return "", "—"
    if left is None and right is None:
        return "", ""
    apart = abs(Decimal(left or 0) - Decimal(right or 0))
    return (
        (" off" if whole else " open", f"差 {format_figure(apart)}")
        if apart
        else (" even", "平")
    )


def _state(value: Value) -> str:
    if value is None:
        return " blank"
    if isinstance(value, Unreadable):
        return " unread"
    return "" if value else " zero"


def _total(value: Value) -> str:
    return "—" if isinstance(value, Unreadable) else format_figure(value)


def _earlier(form: TablesForm, table: Table) -> dict[CellKey, Value]:
    """Last year's figures, where last year's form asked for the same thing in the same words."""
    if form.last is None or table.key not in form.last.completed:
        return {}
    figures = form.last.completed[table.key]
    return {
        key: figures[key]
        for key in comparable(table, form.last.edition)
        if number(figures[key]) is not None
    }


def _marks(form: TablesForm, findings: list[Finding]) -> dict[str, tuple[str, str]]:
    """Cell id -> (class of the gravest finding on it, attributes that tie it to its messages)."""
    found: dict[str, tuple[str, list[str]]] = {
        place.anchor: (" error", [f"e-{place.anchor}"]) for place in form.cell_errors
    }
    for index, finding in enumerate(findings):
        for cell in finding.cells:
            _, ids = found.setdefault(cell.anchor, (f" {finding.level}", []))
            ids.append(f"f-{index}")
    for place, remark in form.remarks.items():
        level, ids = found.get(place.anchor, ("", []))
        found[place.anchor] = f"{level} {remark.css}", [*ids, remark.said_by]
    return {
        key: (
            level,
            f'{" aria-invalid=true" if level.startswith(" error") else ""} aria-describedby="{" ".join(ids)}"',
        )
        for key, (level, ids) in found.items()
    }
