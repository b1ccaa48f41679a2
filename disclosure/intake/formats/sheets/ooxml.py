"""The facts of an XLSX from its own XML; the values are read by calamine."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from zipfile import ZipFile

from lxml import etree

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

_ANY = "{*}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_BUILT_IN = {
    2: "0.00",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    39: "#,##0.00",
    40: "#,##0.00",
}


def facts_of(archive: ZipFile) -> dict[str, SheetFacts]:
    """The facts of every sheet by its name. Raises KeyError, etree.XMLSyntaxError where a part is missing or broken."""
    names, computes = _sheets(archive)
    looks = (
        _looks(member(archive, "xl/styles.xml"))
        if "xl/styles.xml" in archive.namelist()
        else {}
    )
    facts = {
        name: _facts(member(archive, path), looks)
        for name, path in names.items()
        if path in archive.namelist()
    }
    if computes:
        for found in facts.values():
            _distrust(found)
    return facts


def _sheets(archive: ZipFile) -> tuple[dict[str, str], bool]:
    """Where each sheet lies; and whether the formulas are to be computed on opening, because nobody has yet."""
    links = etree.fromstring(member(archive, "xl/_rels/workbook.xml.rels"), _parser())
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    book = etree.fromstring(member(archive, "xl/workbook.xml"), _parser())
    places = {}
    for sheet in book.iterfind(f"{_ANY}sheets/{_ANY}sheet"):
        target = targets.get(sheet.get(_RELATION) or sheet.get(_STRICT), "")
        places[sheet.get("name", "")] = posixpath.normpath(
            posixpath.join("xl", target)
        ).lstrip("/")
    computing = book.find(f"{_ANY}calcPr")
    return places, computing is not None and computing.get("fullCalcOnLoad") in (
        "1",
        "true",
    )


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _looks(content: bytes) -> dict[int, NumberFormat]:
    """What of the number formats matters, by the number of a cell's style."""
    styles = etree.fromstring(content, _parser())
    codes = dict(_BUILT_IN)
    for made in styles.iterfind(f"{_ANY}numFmts/{_ANY}numFmt"):
        codes[int(made.get("numFmtId", "-1"))] = made.get("formatCode", "")
    looks = {}
    for at, style in enumerate(styles.iterfind(f"{_ANY}cellXfs/{_ANY}xf")):
        if look := _look(codes.get(int(style.get("numFmtId", "0")), "")):
            looks[at] = look
    return looks


def _look(code: str) -> NumberFormat | None:
    """Decimals and percent of a number format; None where it has neither or shows dates or fractions."""
    plain = re.sub(r'"[^"]*"|\\.|_.|\[[^\]]*\]', "", code.partition(";")[0])
    if not re.fullmatch(r"[#,0?\s]*(?:\.(0*)[#?]*)?\s*%?", plain):
        return None
    decimals = len((re.search(r"\.(0*)", plain) or ["", ""])[1])
    return NumberFormat(decimals, "%" in plain) if decimals or "%" in plain else None


def _facts(content: bytes, looks: Mapping[int, NumberFormat]) -> SheetFacts:
    facts = SheetFacts()
    row = column = -1
    for _, element in iterate_elements(
        content, (f"{_ANY}c", f"{_ANY}row", f"{_ANY}mergeCell")
    ):
        tag = etree.QName(element).localname
        if tag == "row":
            free_element(element)
            column = -1
        elif tag == "mergeCell":
            if len(facts.merges) < MOST_MERGES and (
                area := _area(element.get("ref", ""))
            ):
                facts.merges.append(area)
        else:
            row, column = _place(element.get("r", ""), max(row, 0), column)
            facts.cells += 1
            _note(facts, element, row, column, looks)
            if facts.cells > MOST_CELLS:
                break
    return facts


def _note(
    facts: SheetFacts,
    cell: etree._Element,
    row: int,
    column: int,
    looks: Mapping[int, NumberFormat],
) -> None:
    value, formula = cell.find(f"{_ANY}v"), cell.find(f"{_ANY}f")
    text = value.text if value is not None else None
    if text or cell.find(f"{_ANY}is") is not None or formula is not None:
        facts.extend_to(row, column)
    if formula is not None:
        # A formula that gives "" is stored as an empty value; one that nobody has computed has none.
        if value is None:
            facts.unfinished.add((row, column))
        facts.sums[row, column] = text or ""
    style = cell.get("s", "0")
    if style.isdigit() and (look := looks.get(int(style))):
        facts.formats[row, column] = look


def _distrust(facts: SheetFacts) -> None:
    """Where every formula of a sheet is 0 and nobody has computed it yet, 0 is what the writing program put there."""
    if facts.sums and all(value == "0" for value in facts.sums.values()):
        facts.unfinished |= set(facts.sums)


def _place(reference: str, row: int, column: int) -> tuple[int, int]:
    """Row and column from 0; a cell without a reference stands after the one before it."""
    found = _REFERENCE.fullmatch(reference)
    return (int(found[2]) - 1, _column(found[1])) if found else (row, column + 1)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _area(reference: str) -> CellArea | None:
    first, _, last = reference.partition(":")
    a, b = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
    return (
        CellArea(int(a[2]) - 1, _column(a[1]), int(b[2]) - 1, _column(b[1]))
        if a and b
        else None
    )
