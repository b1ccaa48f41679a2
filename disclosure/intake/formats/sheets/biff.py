"""Tells how far the sheets of an XLS reach by its records ([MS-XLS]), before anything is laid out in memory."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from disclosure.intake.formats import ole
from disclosure.intake.formats.little_endian import uint16, uint32
from disclosure.intake.formats.sheets.sheet_facts import SheetFacts

_SHEET = 0x0085  # BOUNDSHEET
_END = 0x000A  # EOF
_LOCKED = 0x002F  # FILEPASS
_CELLS = frozenset(
    {
        0x0203,  # NUMBER
        0x027E,  # RK
        0x00FD,  # LABELSST
        0x0204,  # LABEL
        0x0205,  # BOOLERR
        0x0006,  # FORMULA
        0x00D6,  # RSTRING
    }
)
"""Records of one cell: each begins with its row and its column."""
_SIZE = 0x0200
"""DIMENSIONS: rows and columns as the file states them; calamine asks for as much
memory at once."""
_RECORD_HEAD = struct.Struct("<HH")
_MANY = 0x00BD
"""MULRK: the last of its columns stands at its end."""


def facts_of(data: bytes) -> tuple[list[SheetFacts], bool]:
    """The facts of the sheets in the order of the workbook, and whether it is locked.
    Raises Damaged."""
    file = ole.Compound(data)
    # Excel 5 and 95 called it Book.
    name = "Workbook" if "Workbook" in file.names() else "Book"
    stream = file.stream(name)
    starts: list[int] = []
    for kind, body in _records(stream, 0):
        # What comes after this record is encrypted.
        if kind == _LOCKED:
            return [], True

        if kind == _SHEET and len(body) >= 4:
            starts.append(uint32(body, 0))

    facts = [_sheet_facts(stream, start) for start in starts]
    return facts, False


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records from a place in the stream to the end of what begins there: (kind,
    content)."""
    at = start
    while at + 4 <= len(stream):
        kind, size = _RECORD_HEAD.unpack_from(stream, at)
        if kind == _END:
            return

        at += 4
        yield kind, stream[at : at + size]
        at += size


def _sheet_facts(stream: bytes, start: int) -> SheetFacts:
    """What its records say, one by one: no value is read."""
    facts = SheetFacts()
    for kind, body in _records(stream, start):
        if kind in _CELLS and len(body) >= 4:
            facts.extend_to(uint16(body, 0), uint16(body, 2))
            facts.cells += 1
        elif kind == _MANY and len(body) >= 6:
            _add_many(facts, body)
        elif kind == _SIZE:
            _add_stated_size(facts, body)

    return facts


def _add_many(facts: SheetFacts, body: bytes) -> None:
    """A stretch of cells in one row."""
    row = uint16(body, 0)
    first = uint16(body, 2)
    last = uint16(body, len(body) - 2)
    facts.extend_to(row, last)
    if last >= first:
        facts.cells += last - first + 1


def _add_stated_size(facts: SheetFacts, body: bytes) -> None:
    """Of 14 bytes in Excel 97 and later, of 10 before; rows and columns are those after
    the last."""
    if len(body) == 14:
        top, rows, left, columns = struct.unpack_from("<IIHH", body)
    elif len(body) == 10:
        top, rows, left, columns = struct.unpack_from("<HHHH", body)
    else:
        return

    if top > rows or left > columns:
        raise ole.Damaged

    facts.extend_to(max(rows, 1) - 1, max(columns, 1) - 1)
