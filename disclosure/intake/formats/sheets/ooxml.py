"""Reads the facts of an XLSX from its own XML; the values are read by calamine."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import Any, NamedTuple
from zipfile import ZipFile

from lxml import etree

from disclosure.intake.formats.sheets.sheet_facts import (
    MOST_CELLS,
    MOST_MERGES,
    CellAddress,
    CellArea,
    NumberFormat,
    SheetFacts,
    free_element,
    iterate_elements,
)
from disclosure.intake.formats.zips import member

# The strict flavour of the format has other names for the same things: {*} stands for
# any.
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
# What a number format shows beside the number.
_DECORATION = re.compile(
    r"""
    "[^"]*"         # 0"件"
    | \\.           # 0\件
    | _.            # 0.00_): a blank as wide as the bracket
    | \[ [^\]]* \]  # [Red]0.00
    """,
    re.VERBOSE,
)
# #,##0.00 and 0% and 0.0##; no dates, no fractions, no 1.5E+03.
_PLAIN_NUMBER = re.compile(r"[#,0?\s]*(?:\.(0*)[#?]*)?\s*%?")
# Formats that have a number of their own and are written nowhere in the file.
_BUILT_IN = {
    2: "0.00",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    39: "#,##0.00",
    40: "#,##0.00",
}


class _Workbook(NamedTuple):
    """The part in which each sheet lies, by its name; and whether formulas are to be
    computed on opening."""

    parts: dict[str, str]
    computes: bool


def facts_of(archive: ZipFile) -> dict[str, SheetFacts]:
    """The facts of every sheet by its name. Raises KeyError, etree.XMLSyntaxError where
    a part is missing or broken."""
    workbook = _workbook(archive)
    names = frozenset(archive.namelist())
    formats: dict[int, NumberFormat] = {}
    if "xl/styles.xml" in names:
        formats = _number_formats(member(archive, "xl/styles.xml"))

    facts: dict[str, SheetFacts] = {}
    for name, part in workbook.parts.items():
        if part in names:
            facts[name] = _sheet_facts(member(archive, part), formats)

    if workbook.computes:
        for found in facts.values():
            _distrust_zeros(found)

    return facts


def _workbook(archive: ZipFile) -> _Workbook:
    """A sheet names a link by its id, the links are a part of their own."""
    links = _parsed(member(archive, "xl/_rels/workbook.xml.rels"))
    book = _parsed(member(archive, "xl/workbook.xml"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    parts: dict[str, str] = {}
    for sheet in book.iterfind("{*}sheets/{*}sheet"):
        name = sheet.get("name", "")
        link_id = sheet.get(_RELATION) or sheet.get(_STRICT)
        target = targets.get(link_id, "")
        parts[name] = _part_name(target)

    computes = _computes_on_opening(book)
    return _Workbook(parts, computes)


def _part_name(target: str) -> str:
    """The name of a part by what the workbook, which lies in xl/, calls it."""
    path = posixpath.join("xl", target)
    return posixpath.normpath(path).lstrip("/")


def _computes_on_opening(book: Any) -> bool:
    """A program that writes formulas and cannot compute them says so."""
    computing = book.find("{*}calcPr")
    if computing is None:
        return False
    return computing.get("fullCalcOnLoad") in ("1", "true")


def _parsed(content: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(content, parser)


def _number_formats(content: bytes) -> dict[int, NumberFormat]:
    """What of the number formats matters, by the number of a cell's style."""
    styles = _parsed(content)
    codes = dict(_BUILT_IN)
    for made in styles.iterfind("{*}numFmts/{*}numFmt"):
        key = int(made.get("numFmtId", "-1"))
        codes[key] = made.get("formatCode", "")

    formats: dict[int, NumberFormat] = {}
    for number, style in enumerate(styles.iterfind("{*}cellXfs/{*}xf")):
        key = int(style.get("numFmtId", "0"))
        # A number without a code is a date, or of another country.
        code = codes.get(key, "")
        number_format = _number_format(code)
        if number_format is not None:
            formats[number] = number_format

    return formats


def _number_format(code: str) -> NumberFormat | None:
    """Decimals and percent of a number format; None where it has neither or shows dates
    or fractions."""
    of_positive, _, _ = code.partition(";")
    found = _PLAIN_NUMBER.fullmatch(_DECORATION.sub("", of_positive))
    if found is None:
        return None

    decimals = len(found.group(1) or "")
    percent = "%" in found.group()
    if not decimals and not percent:
        return None
    return NumberFormat(decimals, percent)


def _sheet_facts(content: bytes, formats: Mapping[int, NumberFormat]) -> SheetFacts:
    """Read element by element: the tree of a large sheet would fill the memory."""
    facts = SheetFacts()
    row = column = -1
    tags = ("{*}c", "{*}row", "{*}mergeCell")
    for _, element in iterate_elements(content, tags):
        tag = etree.QName(element).localname
        if tag == "row":
            free_element(element)
            column = -1
        elif tag == "mergeCell":
            _add_merge(facts, element)
        else:
            row, column = _address(element.get("r", ""), max(row, 0), column)
            _add_cell(facts, element, (row, column), formats)
            if facts.cells > MOST_CELLS:
                break

    return facts


def _add_cell(
    facts: SheetFacts,
    cell: Any,
    address: CellAddress,
    formats: Mapping[int, NumberFormat],
) -> None:
    facts.cells += 1
    value = cell.find("{*}v")
    formula = cell.find("{*}f")
    text = None if value is None else value.text
    if text or formula is not None or cell.find("{*}is") is not None:
        facts.extend_to(*address)

    if formula is not None:
        # A formula that gives "" is stored as an empty value; one that nobody has
        # computed has none.
        if value is None:
            facts.unfinished.add(address)

        facts.sums[address] = text or ""

    style = cell.get("s", "0")
    if style.isdigit() and int(style) in formats:
        facts.formats[address] = formats[int(style)]


def _add_merge(facts: SheetFacts, element: Any) -> None:
    if len(facts.merges) >= MOST_MERGES:
        return

    area = _area(element.get("ref", ""))
    if area is not None:
        facts.merges.append(area)


def _distrust_zeros(facts: SheetFacts) -> None:
    """Where every formula of a sheet is 0 and nobody has computed it yet, 0 is what the
    writing program put there."""
    if facts.sums and all(value == "0" for value in facts.sums.values()):
        facts.unfinished |= set(facts.sums)


def _address(reference: str, row: int, column: int) -> CellAddress:
    """Where a cell of that reference stands; one without stands after the one before
    it."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        return row, column + 1
    return int(found[2]) - 1, _column(found[1])


def _column(letters: str) -> int:
    """A is 0, Z is 25, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1

    return number - 1


def _area(reference: str) -> CellArea | None:
    """A1:C2, or A1 alone; None for what is neither."""
    first, _, last = reference.partition(":")
    start = _REFERENCE.fullmatch(first)
    end = _REFERENCE.fullmatch(last or first)
    if start is None or end is None:
        return None
    return CellArea(
        top=int(start[2]) - 1,
        left=_column(start[1]),
        bottom=int(end[2]) - 1,
        right=_column(end[1]),
    )
