"""Tells whether last year's report has a figure for a blank cell, which the page then offers to take over."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.rules.years import carried_over
from disclosure.statutory.content import Content
from disclosure.statutory.editions.spec import Edition, Part

Cell = tuple[str, str, str]
"""(table, row, column) keys, as `content[...]` takes them."""


def has_offers(content: Content, last: Content | None, part: Part) -> bool:
    """Whether a blank cell of this part could be filled from last year's report."""
    if last is None:
        return False

    here = {table.key for table in part.tables}
    for cell in _cells_that_go_on(content.edition, last):
        is_typed = content.edition.is_entered(*cell)
        if cell[0] in here and is_typed and content[cell] is None:
            return True

    return False


def _cells_that_go_on(edition: Edition, last: Content) -> Iterator[Cell]:
    """What was carried out last year is carried in this year; what was in force then may be so still."""
    for column in carried_over(last):
        carried_in = edition.cell_as("requests", "carried_in", column)
        if carried_in:
            yield carried_in

    for table in edition.tables_as("documents"):
        for row in table.rows:
            in_force = edition.cell_as("documents", row.role, "in_force")
            # The form of 2019 asked for what is public, not for what is in force.
            if in_force:
                yield in_force
