"""The facts of an ODS from its own XML: calamine gives its values, but not which cells are merged."""

from __future__ import annotations

import re
from typing import Any
from zipfile import ZipFile

from disclosure.intake.formats.sheets.sheet_facts import (
    MOST_CELLS,
    MOST_MERGES,
    CellArea,
    NumberFormat,
    SheetFacts,
    free_element,
    iterate_elements,
)
from disclosure.intake.formats.zips import member

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_SHEET, _ROW = f"{_TABLE}table", f"{_TABLE}table-row"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_SHOWN = re.compile(r"-?[\d,]*\.?(\d*)(%?)")
_LARGEST = 1 << 20


def is_locked(archive: ZipFile) -> bool:
    return b"encryption-data" in member(archive, "META-INF/manifest.xml")


def facts_of(archive: ZipFile) -> dict[str, SheetFacts]:
    """The facts of every sheet by its name. Raises KeyError, etree.XMLSyntaxError where the content is broken."""
    found: dict[str, SheetFacts] = {}
    sheet, row = SheetFacts(), 0
    for event, element in iterate_elements(
        member(archive, "content.xml"), (_SHEET, _ROW), ("start", "end")
    ):
        if element.tag == _SHEET:
            if event == "start":
                sheet, row = (
                    found.setdefault(element.get(f"{_TABLE}name", ""), SheetFacts()),
                    0,
                )
        elif event == "end":
            times = _times(element, "rows")
            if sheet.cells <= MOST_CELLS:
                _row(sheet, element, row, times)
            row += times
            free_element(element)
    return found


def _row(sheet: SheetFacts, element: Any, row: int, times: int) -> None:
    column = 0
    for cell in element.iterchildren(*_CELLS):
        repeated = _times(cell, "columns")
        text = _text(cell)
        formula = cell.get(f"{_TABLE}formula")
        valued = bool(text) or cell.get(f"{_OFFICE}value-type") is not None
        if valued or formula:
            sheet.extend_to(row + times - 1, column + repeated - 1)
            sheet.cells += repeated * times
        if formula:
            sheet.sums[row, column] = text
        # An empty result has an empty paragraph.
        if formula and not valued and cell.find("{*}p") is None:
            sheet.unfinished.add((row, column))
        if cell.tag == _CELLS[0]:
            _merge(sheet, cell, row, column)
        if look := _look(cell, text):
            sheet.formats[row, column] = look
        column += repeated


def _merge(sheet: SheetFacts, cell: Any, row: int, column: int) -> None:
    down = _number(cell.get(f"{_TABLE}number-rows-spanned"))
    across = _number(cell.get(f"{_TABLE}number-columns-spanned"))
    if (down > 1 or across > 1) and len(sheet.merges) < MOST_MERGES:
        sheet.merges.append(CellArea(row, column, row + down - 1, column + across - 1))


def _look(cell: Any, text: str) -> NumberFormat | None:
    """How a number is shown, by the text that the file keeps beside its value."""
    kind = cell.get(f"{_OFFICE}value-type")
    shown = (
        _SHOWN.fullmatch(text) if kind in ("float", "percentage", "currency") else None
    )
    if not shown or not (shown[1] or shown[2]):
        return None
    return NumberFormat(len(shown[1]), bool(shown[2]))


def _text(cell: Any) -> str:
    return "".join("".join(p.itertext()) for p in cell.iterchildren("{*}p"))


def _times(element: Any, what: str) -> int:
    return _number(element.get(f"{_TABLE}number-{what}-repeated"))


def _number(text: str | None) -> int:
    return min(int(text), _LARGEST) if text and text.isdigit() and int(text) else 1
