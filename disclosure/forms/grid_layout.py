"""Draws the statutory table as one crispy layout object: a skeleton with named holes, drawn once, filled for every page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Protocol

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from disclosure.comparison import comparable
from disclosure.rules import Finding
from disclosure.statutory.content import Content
from disclosure.statutory.editions.spec import Check, Edition, Part, Table
from disclosure.statutory.figures import (
    CellKey,
    Cells,
    Unreadable,
    Value,
    add,
    format_figure,
    number,
)
from disclosure.statutory.grid import FigureCell, LabelCell, grid_for
from disclosure.statutory.places import Place

HOLE = "\ue000"
"""Stands on either side of a hole's name in the template; a character that stands in no edition."""
LONG_FIGURE = 7
"""A figure with more characters than this widens the columns of its table; grid.css has room for so many."""
INPUT_MODES = {"count": "numeric", "signed_count": "text", "amount": "decimal"}
"""Keyboards of a telephone: the numeric one of some has no minus."""


@dataclass(frozen=True, slots=True)
class SkeletonCell:
    """A figure's cell, and the names of its holes: classes, attributes of its findings, the figure, last year's."""

    slot: FigureCell
    place: Place
    anchor: str
    state: str
    marks: str
    value: str
    last: str


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A table drawn with holes: the text before, between and after them, and the name of each."""

    texts: tuple[str, ...]
    holes: tuple[str, ...]
    cells: tuple[SkeletonCell, ...]

    def filled(self, values: Mapping[str, str]) -> str:
        """The table with a value in every hole. Raises KeyError where one is missing."""
        drawn = [""] * (len(self.texts) + len(self.holes))
        drawn[0::2] = self.texts
        drawn[1::2] = [values[name] for name in self.holes]
        return "".join(drawn)


@dataclass(frozen=True, slots=True)
class CellMarks:
    """What is said of a cell: a class, and the ids of the messages that say it."""

    css: str
    said_by: tuple[str, ...]

    @property
    def attributes(self) -> str:
        """For a screen reader: that the figure is wrong, and where it says why."""
        invalid = " aria-invalid=true" if self.css.startswith(" error") else ""
        return f'{invalid} aria-describedby="{" ".join(self.said_by)}"'


@dataclass(frozen=True, slots=True)
class CellRemark:
    """What a page says of a cell beside findings: its class, and the id of the words that explain it."""

    css: str
    said_by: str


class FormOfTables(Protocol):
    """What is drawn: the tables of a part with every figure as text, and what is said of cells."""

    content: Content
    part: Part
    last: Content | None
    editable: bool
    cell_errors: dict[Place, str]
    remarks: dict[Place, CellRemark]

    @property
    def base(self) -> str: ...
    @property
    def shown(self) -> Mapping[Place, str]: ...
    @property
    def completed(self) -> Mapping[str, Cells]: ...


class GridLayout:
    """Draws every table of a form's part. Findings come from the page's context."""

    template = "disclosure/layout/grid.html"

    def render(self, form: FormOfTables, context: Any, **_: object) -> SafeString:
        marks = _marks(form, context.get("findings") or [])
        drawn = []
        if form.editable:
            base = f'<input type="hidden" name="base" autocomplete="off" value="{escape(form.base)}">'
            drawn.append(base)

        for table in form.part.tables:
            skeleton = _skeleton(form.content.edition, table, form.editable)
            values = dict(_cell_values(form, table, skeleton, marks))
            values.update(_balance_values(table, form.completed[table.key]))
            drawn.append(skeleton.filled(values))

        return mark_safe("".join(drawn))


@cache
def _skeleton(edition: Edition, table: Table, editable: bool) -> Skeleton:
    """Drawn once for each table and edition: filling it takes a third of the time of drawing it (bench/page.py)."""
    grid = grid_for(table)
    head = [
        [cell for cell in line.cells if isinstance(cell, LabelCell)]
        for line in grid.head
    ]
    context = {
        "table": table,
        "grid": grid,
        "name": edition.table_name(table.key),
        "hole": HOLE,
        "editable": editable,
        "stubs": range(grid.stub),
        "head": [[_head(cell, 0) for cell in line] for line in head],
        "body": [
            [_cell(table, grid.stub, cell) for cell in line.cells] for line in grid.body
        ],
        "balances": [
            {"key": check.code, "heads": _balance_heads(table, check)}
            for check in table.checks
        ],
    }
    pieces = render_to_string(GridLayout.template, context).split(HOLE)
    cells = tuple(_skeleton_cell(table, slot) for slot in grid.slots)
    return Skeleton(tuple(pieces[0::2]), tuple(pieces[1::2]), cells)


def _skeleton_cell(table: Table, slot: FigureCell) -> SkeletonCell:
    place = Place(table.key, slot.row, slot.column)
    at = place.anchor
    return SkeletonCell(
        slot, place, at, f"{at} state", f"{at} marks", f"{at} value", f"{at} last"
    )


def _head(cell: LabelCell, start: int) -> dict[str, Any]:
    return {"head": cell, "start": start}


def _cell(table: Table, stub: int, cell: LabelCell | FigureCell) -> dict[str, Any]:
    if isinstance(cell, LabelCell):
        return _head(cell, _start(stub, cell))

    kind = table.kind_of(cell.column)
    place = Place(table.key, cell.row, cell.column)
    label = cell.name
    if kind == "amount":
        label = f"{label}（{table.unit_of(cell.column)}）"

    return {
        "slot": cell,
        "id": place.anchor,
        "name": place.address,
        "mode": INPUT_MODES[kind],
        "label": label,
    }


def _start(stub: int, cell: LabelCell) -> int:
    """The column of labels in which a head begins: it stays in sight there when the table is scrolled sideways."""
    if cell.scope == "row":
        return stub - cell.colspan
    return 0 if cell.vertical else 1


def _balance_heads(table: Table, check: Check) -> list[tuple[str, str]]:
    """(side, what adds up on it) of the three lines under a table."""
    left = " + ".join(table.row(key).name for key in check.left)
    right = " + ".join(table.row(key).name for key in check.right)
    return [("left", left), ("right", right), ("difference", "相差")]


def _cell_values(
    form: FormOfTables,
    table: Table,
    skeleton: Skeleton,
    marks: Mapping[str, CellMarks],
) -> Iterator[tuple[str, str]]:
    """(hole, value) of the table's own class and of every cell."""
    completed = form.completed[table.key]
    shown = form.shown
    earlier = _earlier(form, table)
    yield "wide", _wide(completed)
    for cell in skeleton.cells:
        key = (cell.slot.row, cell.slot.column)
        value = completed[key]
        text = _total(value) if cell.slot.total else shown[cell.place]
        state = _state(value)
        said = marks.get(cell.anchor)
        yield cell.state, state if said is None else f"{state}{said.css}"
        yield cell.marks, "" if said is None else said.attributes
        # Most cells hold digits: escaping them too would take a third more time (bench/page.py).
        yield cell.value, text if text.isalnum() else escape(text)
        yield cell.last, f"上年 {format_figure(earlier[key])}" if key in earlier else ""


def _wide(completed: Cells) -> str:
    lengths = (len(format_figure(value)) for value in completed.values())
    return " wide" if max(lengths, default=0) > LONG_FIGURE else ""


def _balance_values(table: Table, completed: Cells) -> Iterator[tuple[str, str]]:
    """(hole, value) of the two sums under every column, and of what is between them."""
    for check in table.checks:
        terms = (*check.left, *check.right)
        for column in table.columns:
            key = column.key
            left = add(completed[row, key] for row in check.left)
            right = add(completed[row, key] for row in check.right)
            whole = all(completed[row, key] is not None for row in terms)
            css, words = balance(left, right, whole=whole)
            yield f"{check.code} left {key}", _total(left)
            yield f"{check.code} right {key}", _total(right)
            yield f"{check.code} difference {key} state", css
            yield f"{check.code} difference {key}", words


def balance(left: Value, right: Value, *, whole: bool) -> tuple[str, str]:
    """(class, words) for the two sums of a column as they stand; a side with nothing in it counts as nothing.

    `whole`: every term has a value, so a difference is a fault and not just work to be done.
    """
    if isinstance(left, Unreadable) or isinstance(right, Unreadable):
        return "", "—"
    if left is None and right is None:
        return "", ""

    difference = abs(Decimal(left or 0) - Decimal(right or 0))
    if not difference:
        return " even", "平"
    return " off" if whole else " open", f"差 {format_figure(difference)}"


def _state(value: Value) -> str:
    if value is None:
        return " blank"
    if isinstance(value, Unreadable):
        return " unread"
    return "" if value else " zero"


def _total(value: Value) -> str:
    return "—" if isinstance(value, Unreadable) else format_figure(value)


def _earlier(form: FormOfTables, table: Table) -> dict[CellKey, Value]:
    """Last year's figures, where last year's form asked for the same thing in the same words."""
    if form.last is None:
        return {}

    figures: dict[CellKey, Value] = {}
    for key, there in comparable(table, form.last.edition).items():
        value = form.last[there.cell]
        if number(value) is not None:
            figures[key] = value

    return figures


def _marks(form: FormOfTables, findings: list[Finding]) -> dict[str, CellMarks]:
    """{id of a cell: what is said of it}. Its own error comes first, then findings, then what the page remarks.

    Findings come with the gravest first: the first of a cell gives it its class.
    """
    marks = {
        place.anchor: CellMarks(" error", (f"e-{place.anchor}",))
        for place in form.cell_errors
    }
    for index, finding in enumerate(findings):
        for cell in finding.cells:
            known = marks.get(cell.anchor, CellMarks(f" {finding.level}", ()))
            said_by = (*known.said_by, f"f-{index}")
            marks[cell.anchor] = CellMarks(known.css, said_by)

    for place, remark in form.remarks.items():
        known = marks.get(place.anchor, CellMarks("", ()))
        said_by = (*known.said_by, remark.said_by)
        marks[place.anchor] = CellMarks(f"{known.css} {remark.css}", said_by)

    return marks
