"""What the clerk types figures into: the cells of one part as posted, and which of them changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.safestring import SafeString

from disclosure.forms.echo import edition_script
from disclosure.forms.grid_layout import CellRemark, GridLayout
from disclosure.forms.posted import clean_line, dump_base, read_base
from disclosure.statutory.content import CellChange, Content
from disclosure.statutory.editions.spec import Part
from disclosure.statutory.figures import (
    CellKey,
    Unreadable,
    Value,
    complete,
    format_figure,
    parse_figure,
)
from disclosure.statutory.places import Place

MAX_CELL = 64


class TablesForm(forms.Form):
    """The tables of one part. Whatever was typed is kept as typed; a change is seen against what typing began with.

    A cell that the person left alone shows what is stored now, also when somebody else changed it meanwhile.
    """

    def __init__(
        self,
        content: Content,
        part: Part,
        data: Mapping[str, Any] | None = None,
        *,
        last: Content | None = None,
        editable: bool = True,
    ) -> None:
        super().__init__(data)
        self.content, self.part, self.last, self.editable = (
            content,
            part,
            last,
            editable,
        )
        self.changes: list[CellChange] = []
        self.cell_errors: dict[Place, str] = {}
        self.remarks: dict[Place, CellRemark] = {}
        self.helper = FormHelper()
        # The page says the errors at its top, and has its own form tag with one token in it.
        self.helper.form_tag = self.helper.form_show_errors = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(GridLayout())

    @cached_property
    def places(self) -> tuple[Place, ...]:
        return tuple(
            Place(table.key, *cell)
            for table in self.part.tables
            for cell in table.entry_cells
        )

    @cached_property
    def stored(self) -> dict[Place, str]:
        """The text of every cell as it is kept now."""
        entered = self.content.entered
        return {
            place: format_figure(
                entered.get(place.table, {}).get((place.row, place.column))
            )
            for place in self.places
        }

    def clean(self) -> dict[str, Any]:
        """Collect the changed cells. A figure that cannot be read is a finding, not an error of the form.

        「其余填 0」 (`fill`, the key of a table) makes its blank cells zeros.
        """
        base = read_base(str(self.data.get("base", "")))
        self.changes, self.cell_errors = [], {}
        for place in self.places:
            change = self._posted_change(place, base)
            if change is None:
                continue

            self.changes.append(change)
            if len(change.now) > MAX_CELL:
                where = place.name(self.content.edition)
                self.cell_errors[place] = (
                    f"{where}：一格最多 {MAX_CELL} 个字，填了 {len(change.now)} 个。请改正后再保存。"
                )

        for message in self.cell_errors.values():
            self.add_error(None, message)

        return {}

    def _posted_change(
        self, place: Place, base: Mapping[str, Any]
    ) -> CellChange | None:
        """What was done to a cell; None where it was not posted, or is what it was typed over."""
        posted, before = self.data.get(place.address), base.get(place.address)
        if not isinstance(posted, str):
            return None

        was = clean_line(before) if isinstance(before, str) else ""
        now, how = clean_line(posted), "typed"
        fills = place.table == self.data.get("fill")
        if fills and not now.strip():
            now, how = "0", "filled"

        if now == was:
            return None

        return CellChange(place, was=was, now=now, how=how)

    @cached_property
    def shown(self) -> dict[Place, str]:
        """The text that stands in every cell of the page."""
        if not self.is_bound:
            return self.stored

        self.full_clean()
        return self.stored | {c.place: c.now for c in self.changes}

    @cached_property
    def completed(self) -> dict[str, dict[CellKey, Value]]:
        """Every cell of the page with its totals, as shown."""
        if not self.is_bound or self.shown == self.stored:
            return self.content.completed
        return {
            table.key: complete(
                table,
                {
                    (row, column): parse_figure(
                        self.shown[Place(table.key, row, column)], table.kind_of(column)
                    )
                    for row, column in table.entry_cells
                },
            )
            for table in self.part.tables
        }

    def content_as_typed(self) -> Content:
        """The content with every changed cell of the page in it, whether it can be read or not."""
        entered = {key: dict(cells) for key, cells in self.content.entered.items()}
        for change in self.changes:
            place = change.place
            kind = self.content.edition.table(place.table).kind_of(place.column)
            cells = entered.setdefault(place.table, {})
            cells[place.row, place.column] = parse_figure(change.now, kind)

        return replace(self.content, entered=entered)

    @property
    def base(self) -> str:
        """What the cells of the page are typed over.

        A page shown again because of an error keeps what typing began with; one shown again because of a conflict
        has named the other person's figures, and goes on from them.
        """
        held = {place.address: text for place, text in self.stored.items() if text}
        if self.is_bound and not self.is_valid():
            held |= {c.place.address: c.was for c in self.changes}

        return dump_base(held)

    @property
    def edition_script(self) -> SafeString:
        """What the browser is told of the edition."""
        return edition_script(self.content.edition)

    @property
    def error_links(self) -> list[tuple[str, str]]:
        """(id of the cell, message) of every cell that could not be taken."""
        return [(place.anchor, message) for place, message in self.cell_errors.items()]


def has_unreadable(content: Content) -> bool:
    """Whether something stands in a cell that is no figure."""
    values = [value for cells in content.entered.values() for value in cells.values()]
    return any(isinstance(value, Unreadable) for value in values)
