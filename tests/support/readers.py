"""What a file of each format holds, read by something else than what wrote it: headings, paragraphs, tables, figures."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from decimal import Decimal
from html.parser import HTMLParser
from zipfile import ZipFile

import docx
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from lxml import etree
from python_calamine import CalamineWorkbook

from disclosure.outputs.document import Block, Document, Filled, Signed, Tables
from disclosure.outputs.passages import Heading
from disclosure.statutory.figures import format_figure

Told = list[tuple[str, object]]
"""What stands in a report, in order: ("h", text), ("p", text), ("t", lines of cells)."""


def told(made: Document, *, title: bool) -> Told:
    """What a printer was given: what a file of it must hold."""
    told: Told = [("h", made.title)] if title else []
    for block in made.blocks:
        told += told_of_block(block)
    return told


def told_of_block(block: Block) -> Told:
    match block:
        case Tables():
            return [("t", lines_of(filled)) for filled in block.tables]
        case Signed():
            return [("p", line) for line in block.lines]
        case Heading():
            return [("h", block.text)]
    return [("p", block.lead + block.text)]


def lines_of(filled: Filled) -> list[list[str]]:
    """The texts of the cells of a table, line by line; a caption is a line of its own."""
    lines = [
        [filled.text(c) if hasattr(c, "column") else c.text for c in line.cells]
        for line in filled.grid.lines
    ]
    return [[filled.caption], *lines] if filled.caption else lines


def figures_of(made: Document) -> dict[tuple[str, str, str], str]:
    """Every cell of every table as printed."""
    completed = made.content.completed
    return {
        (table, *cell): format_figure(v)
        for table, cells in completed.items()
        for cell, v in cells.items()
    }


# ── DOCX ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def read_docx(body: bytes) -> Told:
    """Tables that stand under each other in one Word table are told apart by their captions."""
    told: Told = []
    for block in docx.Document(io.BytesIO(body)).iter_inner_content():
        if isinstance(block, WordTable):
            told += [("t", table) for table in _captioned(word_lines(block))]
        elif block.style.name.startswith(("Heading", "Title")):
            told.append(("h", block.text.replace("\n", "")))
        elif block.style.name != "表格之后":
            told.append(("p", block.text))
    return told


def word_lines(table: WordTable) -> list[list[str]]:
    """The cells that begin in each line; what only goes on from the line above is none."""
    return [
        [
            cell_text(cell)
            for cell in row.iter(qn("w:tc"))
            if (merge := cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")) is None
            or merge.get(qn("w:val")) == "restart"
        ]
        for row in table._tbl.iter(qn("w:tr"))
    ]


def cell_text(cell) -> str:
    return "".join(t.text or "" for t in cell.iter(qn("w:t")))


def _captioned(lines: list[list[str]]) -> list[list[list[str]]]:
    tables: list[list[list[str]]] = []
    for line in lines:
        if not tables or (len(line) == 1 and line[0].startswith("第二十条")):
            tables.append([])
        tables[-1].append(line)
    return tables


# ── HTML ──────────────────────────────────────────────────────────────────────────────────────────────────────────
class Markup(HTMLParser):
    """Headings, paragraphs and table cells of a page or fragment; a heading run into a paragraph is part of it."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.told: Told = []
        self.into: list[str] | None = None
        self.run_in = False
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.run_in = self.run_in or ("class", "run-in") in attrs
        if tag == "table":
            self.told.append(("t", []))
        elif tag == "tr" or tag == "caption":
            self.told[-1][1].append([])
        if tag in ("th", "td", "caption") or (
            re.fullmatch(r"p|h\d", tag) and self.into is None
        ):
            self.into = []
        elif tag == "br" and self.told[-1][0] != "t" and self.into is not None:
            self.into.append(
                "\n"
            )  # lines of a signature; in a table it only breaks a label

    def handle_endtag(self, tag):
        if tag == "div":
            self.run_in = False
        if tag in ("th", "td", "caption"):
            self.told[-1][1][-1].append("".join(self.into))
            self.into = None
        elif re.fullmatch(r"p|h\d", tag) and not (self.run_in and tag != "p"):
            kind = "p" if tag == "p" else "h"
            self.told += [(kind, line) for line in "".join(self.into).split("\n")]
            self.into = None

    def handle_data(self, data):
        if self.into is not None:
            self.into.append(data)


# ── CSV ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def read_csv(body: bytes) -> list[dict[str, str]]:
    """The records, an apostrophe that keeps a text from being computed taken off."""
    records = csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline=""))
    return [
        {name: field.removeprefix("'") for name, field in record.items()}
        for record in records
    ]


# ── XLSX ──────────────────────────────────────────────────────────────────────────────────────────────────────────
_MAIN = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


@dataclass
class Cell:
    """`value` as a program reads it (None where blank); `shown` as a person does; `formula` without its sign."""

    value: object = None
    shown: str = ""
    formula: str = ""
    quoted: bool = False


def read_values(body: bytes) -> dict[str, list[list[object]]]:
    """Every sheet's values as another library reads them."""
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(body))
    return {
        name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in workbook.sheet_names
    }


def read_sheets(body: bytes) -> dict[str, dict[tuple[int, int], Cell]]:
    """Every sheet's cells from the XML itself, with formulas and number formats: {(line, column): cell}."""
    with ZipFile(io.BytesIO(body)) as archive:
        parts = {
            name: etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith(".xml")
        }
    strings = ["".join(si.itertext()) for si in parts["xl/sharedStrings.xml"]]
    styles = parts["xl/styles.xml"]
    codes = {"0": "General", "1": "0", "2": "0.00", "49": "@"} | {
        f.get("numFmtId"): f.get("formatCode")
        for f in styles.iterfind("m:numFmts/m:numFmt", _MAIN)
    }
    formats = [
        (codes[xf.get("numFmtId")], xf.get("quotePrefix") == "1")
        for xf in styles.iterfind("m:cellXfs/m:xf", _MAIN)
    ]
    names = [
        sheet.get("name")
        for sheet in parts["xl/workbook.xml"].iterfind("m:sheets/m:sheet", _MAIN)
    ]
    return {
        name: dict(_cells(parts[f"xl/worksheets/sheet{at}.xml"], strings, formats))
        for at, name in enumerate(names, start=1)
    }


def _cells(sheet, strings, formats):
    for c in sheet.iterfind(".//m:c", _MAIN):
        letters, number = re.fullmatch(r"([A-Z]+)(\d+)", c.get("r")).groups()
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - 64
        text = c.findtext("m:v", namespaces=_MAIN)
        code, quoted = formats[int(c.get("s", 0))]
        cell = Cell(formula=c.findtext("m:f", "", _MAIN), quoted=quoted)
        if c.get("t") == "s":
            cell.value = cell.shown = re.sub(r"_x005F_", "_", strings[int(text)])
        elif text:
            cell.value = Decimal(text)
            decimals = len(code.partition(".")[2])
            cell.shown = f"{cell.value:.{decimals}f}"
        yield (int(number) - 1, column - 1), cell
