"""How far the sheets of an XLS reach, before anything is laid out in memory."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from disclosure.intake.formats import ole
from disclosure.intake.formats.sheets.sheet_facts import SheetFacts

_SHEET = 0x0085
_END = 0x000A
_LOCKED = 0x002F
_FORMULA = 0x0006
_CELLS = frozenset((0x0203, 0x027E, 0x00FD, 0x0204, 0x0205, _FORMULA, 0x00D6))
"""NUMBER, RK, LABELSST, LABEL, BOOLERR, FORMULA, RSTRING: each begins with its row and its column."""
_SIZE = 0x0200
"""DIMENSIONS: rows and columns as the file states them; calamine asks for as much memory at once."""
_MANY = 0x00BD
"""MULRK: the last of its columns stands at its end."""


def facts_of(data: bytes) -> tuple[list[SheetFacts], bool]:
    """The facts of the sheets in the order of the workbook, and whether it is locked. Raises Damaged."""
    file = ole.Compound(data)
    stream = file.stream("Workbook" if "Workbook" in file.names() else "Book")
    starts: list[int] = []
    for kind, body in _records(stream, 0):
        if kind == _LOCKED:
            return [], True
        if kind == _SHEET and len(body) >= 4:
            starts.append(struct.unpack_from("<I", body)[0])
    return [_facts(stream, start) for start in starts], False


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records from a place in the stream to the end of what begins there: (kind, content)."""
    at = start
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind == _END:
            return
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _facts(stream: bytes, start: int) -> SheetFacts:
    facts = SheetFacts()
    for kind, body in _records(stream, start):
        if kind in _CELLS and len(body) >= 4:
            facts.extend_to(*struct.unpack_from("<HH", body))
            facts.cells += 1
        elif kind == _MANY and len(body) >= 6:
            row, first = struct.unpack_from("<HH", body)
            (last,) = struct.unpack_from("<H", body, len(body) - 2)
            facts.extend_to(row, last)
            facts.cells += max(last - first + 1, 0)
        elif kind == _SIZE and len(body) in (10, 14):
            top, rows, left, columns = struct.unpack_from(
                "<IIHH" if len(body) == 14 else "<HHHH", body
            )
            if top > rows or left > columns:
                raise ole.Damaged
            facts.extend_to(max(rows, 1) - 1, max(columns, 1) - 1)
    return facts
