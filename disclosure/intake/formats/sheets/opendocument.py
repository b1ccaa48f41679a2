"""Reads the facts of an ODS from its own XML: calamine gives its values, but not which cells are merged."""

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
_CELL = f"{_TABLE}table-cell"
_COVERED = f"{_TABLE}covered-table-cell"
_NAME = f"{_TABLE}name"
_FORMULA = f"{_TABLE}formula"
_ROWS_REPEATED = f"{_TABLE}number-rows-repeated"
_COLUMNS_REPEATED = f"{_TABLE}number-columns-repeated"
_ROWS_SPANNED = f"{_TABLE}number-rows-spanned"
_COLUMNS_SPANNED = f"{_TABLE}number-columns-spanned"
_VALUE_TYPE = f"{_OFFICE}value-type"
# 12.50 and 1,234 and 87.5%: a number as LibreOffice has shown it.
_SHOWN = re.compile(r"-?[\d,]*\.?(\d*)(%?)")
_LARGEST = 1 << 20
"""Rows of the largest sheet there is: LibreOffice repeats the empty ones down to it."""


def is_locked(archive: ZipFile) -> bool:
    """Whether the workbook asks for a password. Raises KeyError where it does not say
    what it holds."""
    return b"encryption-data" in member(archive, "META-INF/manifest.xml")


def facts_of(archive: ZipFile) -> dict[str, SheetFacts]:
    """The facts of every sheet by its name. Raises KeyError, etree.XMLSyntaxError where
    the content is broken."""
    found: dict[str, SheetFacts] = {}
    facts = SheetFacts()
    row = 0
    content = member(archive, "content.xml")
    # A sheet is named where it begins; a row is whole only where it ends.
    walk = iterate_elements(content, (_SHEET, _ROW), ("start", "end"))
    for event, element in walk:
        if element.tag == _SHEET and event == "start":
            name = element.get(_NAME, "")
            facts = found.setdefault(name, SheetFacts())
            row = 0
        elif element.tag == _ROW and event == "end":
            repeated = _number(element.get(_ROWS_REPEATED))
            last = row + repeated - 1
            if facts.cells <= MOST_CELLS:
                _add_rows(facts, element, row, last)

            row = last + 1
            free_element(element)

    return found


def _add_rows(facts: SheetFacts, element: Any, top: int, bottom: int) -> None:
    """A row that stands for itself and those like it below."""
    left = 0
    for cell in element.iterchildren(_CELL, _COVERED):
        repeated = _number(cell.get(_COLUMNS_REPEATED))
        area = CellArea(top, left, bottom, right=left + repeated - 1)
        _add_cells(facts, cell, area)
        left += repeated


def _add_cells(facts: SheetFacts, cell: Any, area: CellArea) -> None:
    """A cell that stands for itself and those like it beside and below; formula and
    format count for the first."""
    address = (area.top, area.left)
    text = _text(cell)
    formula = cell.get(_FORMULA)
    typed = cell.get(_VALUE_TYPE) is not None
    has_value = typed or bool(text)
    if has_value or formula:
        facts.extend_to(area.bottom, area.right)
        facts.cells += area.height * area.width

    if formula:
        facts.sums[address] = text
        # An empty result has an empty paragraph.
        if not has_value and cell.find("{*}p") is None:
            facts.unfinished.add(address)

    if cell.tag == _CELL:
        _add_merge(facts, cell, area)

    number_format = _number_format(cell, text)
    if number_format is not None:
        facts.formats[address] = number_format


def _add_merge(facts: SheetFacts, cell: Any, area: CellArea) -> None:
    """A merged cell says how far it reaches; what it covers is written too, as
    covered."""
    down = _number(cell.get(_ROWS_SPANNED))
    across = _number(cell.get(_COLUMNS_SPANNED))
    if (down, across) == (1, 1) or len(facts.merges) >= MOST_MERGES:
        return

    facts.merges.append(
        CellArea(
            top=area.top,
            left=area.left,
            bottom=area.top + down - 1,
            right=area.left + across - 1,
        )
    )


def _number_format(cell: Any, text: str) -> NumberFormat | None:
    """How a number is shown, by the text that the file keeps beside its value."""
    if cell.get(_VALUE_TYPE) not in ("float", "percentage", "currency"):
        return None

    shown = _SHOWN.fullmatch(text)
    if shown is None:
        return None

    decimals, percent = shown.groups()
    if not decimals and not percent:
        return None
    return NumberFormat(len(decimals), bool(percent))


def _text(cell: Any) -> str:
    """What the cell shows, as the program that wrote the file has shown it."""
    paragraphs = cell.iterchildren("{*}p")
    return "".join("".join(paragraph.itertext()) for paragraph in paragraphs)


def _number(text: str | None) -> int:
    """A number of cells: 1 where it is not said or nonsense, never more than a sheet
    can have."""
    if not text or not text.isdigit():
        return 1
    return min(int(text), _LARGEST) or 1
