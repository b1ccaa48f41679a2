"""Reads our own report file (disclosure-report/1) as a source and a reading: nothing in it has to be found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from disclosure.exchange import ExchangeError, load_report
from disclosure.intake.reading import Found, Open, Reading
from disclosure.intake.source import IntakeError, Source, Where
from disclosure.statutory.content import Content
from disclosure.statutory.figures import Cells, format_figure
from disclosure.statutory.places import Place
from disclosure.statutory.printed import Printed, TableState

_OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*[\"}]")
"""How JSON begins; RTF begins with a brace as well."""


def is_own(data: bytes, name: str) -> bool:
    """Whether this is, or means to be, a report file of ours."""
    return bool(_OBJECT.match(data)) or name.lower().endswith(".json")


def read_own(data: bytes) -> tuple[Source, Reading]:
    """Raises IntakeError with the path in the file. What is there but no figure stays, for rule V-2 to name."""
    try:
        content = load_report(data)
    except ExchangeError as error:
        raise IntakeError(str(error)) from None

    # A reading has no blank cells: what is blank is open.
    entered = _filled(content)
    blank = tuple(_blank(content, entered))
    reading = Reading(
        format="json",
        edition=content.edition,
        year=content.year,
        agency_name=content.agency_name,
        agency_kind=content.agency_kind,
        title=content.title,
        entered=entered,
        stated=content.stated,
        passages=content.passages,
        signature=content.signature,
        opening=content.opening,
        printed=Printed(tables=_states(content, blank)),
        found=_found(content, entered),
        open=blank,
    )
    return Source("json", (), (content.title,)), reading


def _filled(content: Content) -> dict[str, Cells]:
    """Every table of the edition, with its cells that are not blank."""
    filled: dict[str, Cells] = {}
    for table in content.edition.tables:
        cells = content.entered.get(table.key, {})
        filled[table.key] = {
            cell: value for cell, value in cells.items() if value is not None
        }

    return filled


def _blank(
    content: Content,
    filled: Mapping[str, Cells],
) -> Iterator[Open]:
    for table, row, column in content.edition.entry_cells:
        if (row, column) in filled[table]:
            continue

        label = content.edition.cell_name(table, row, column)
        message = f"{label}：文件里是空白。没有发生的应填 0。"
        yield Open(Place(table, row, column), "blank", message)


def _states(
    content: Content,
    blank: tuple[Open, ...],
) -> dict[str, TableState]:
    partly = {entry.place.table for entry in blank}
    states: dict[str, TableState] = {}
    for table in content.edition.tables:
        states[table.key] = "partly" if table.key in partly else "read"

    return states


def _found(
    content: Content,
    filled: Mapping[str, Cells],
) -> dict[Place, Found]:
    """Nowhere: JSON has no places that a person could look at."""
    found: dict[Place, Found] = {}
    for table, cells in filled.items():
        for (row, column), value in cells.items():
            place = Place(table, row, column)
            found[place] = Found(Where(), format_figure(value))

    for key in content.passages:
        found[Place(passage=key)] = Found(Where())

    return found
