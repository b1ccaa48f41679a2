"""Readings as a file might give them, made from a report's content without any file."""

from __future__ import annotations

import dataclasses
from typing import Any

from disclosure.intake.reading import Found, Open, Reading
from disclosure.intake.source import Where
from disclosure.statutory.content import Content
from disclosure.statutory.places import Place


def reading_of(content: Content, **changes: Any) -> Reading:
    """All that the content says; every blank entered cell is open, and every total is printed as computed."""
    edition = content.edition
    stated = {
        table.key: {
            cell: content.completed[table.key][cell]
            for cell in content.completed[table.key]
            if table.is_total(*cell) and content.completed[table.key][cell] is not None
        }
        for table in edition.tables
    }
    blank = tuple(
        Open(Place(*cell), "blank", "空白，请对照原件。", Where(block=9, row=2, cell=3))
        for cell in edition.entry_cells
        if content[cell] is None
    )
    found = {
        Place(*cell): Found(Where(block=9, row=1, cell=1), str(content[cell]))
        for cell in edition.entry_cells
        if content[cell] is not None
    }
    made = Reading(
        format="docx",
        edition=edition,
        year=content.year,
        agency_name=content.agency_name,
        agency_kind=content.agency_kind,
        title=content.title,
        entered=content.entered,
        stated={key: stated[key] | dict(content.stated.get(key, {})) for key in stated},
        passages=content.passages,
        signature=content.signature,
        opening=content.opening,
        found=found,
        open=blank,
    )
    return dataclasses.replace(made, **changes)
