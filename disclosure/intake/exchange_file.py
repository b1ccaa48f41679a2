"""Our own report file (disclosure-report/1) as a source and a reading: nothing in it has to be found."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
    entered: dict[str, Cells] = {
        key: {cell: value for cell, value in cells.items() if value is not None}
        for key, cells in _all(content)
    }
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
        printed=Printed(
            tables={
                table.key: _state(table.key, blank) for table in content.edition.tables
            }
        ),
        found={
            Place(key, *cell): Found(Where(), format_figure(value))
            for key, cells in entered.items()
            for cell, value in cells.items()
        }
        | {Place(passage=key): Found(Where()) for key in content.passages},
        open=blank,
    )
    return Source("json", (), (content.title,)), reading


def _all(content: Content) -> Iterator[tuple[str, Cells]]:
    return (
        (table.key, content.entered.get(table.key, {}))
        for table in content.edition.tables
    )


def _blank(content: Content, entered: dict[str, Cells]) -> Iterator[Open]:
    for table, row, column in content.edition.entry_cells:
        if (row, column) not in entered[table]:
            place = content.edition.cell_name(table, row, column)
            yield Open(
                Place(table, row, column),
                "blank",
                f"{place}：文件里是空白。没有发生的应填 0。",
            )


def _state(table: str, blank: tuple[Open, ...]) -> TableState:
    return "partly" if any(entry.place.table == table for entry in blank) else "read"
