"""How far the sheets of an XLS reach, before anything is laid out in memory."""

from __future__ import annotations

import struct

from disclosure.intake.formats import ole
from disclosure.intake.formats.sheets.facts import Facts

_SUBSTREAM = 0x0809
_LOCKED = 0x002F
_FORMULA = 0x0006
_CELLS = frozenset((0x0203, 0x027E, 0x00FD, 0x0204, 0x0205, _FORMULA, 0x00D6))
"""NUMBER, RK, LABELSST, LABEL, BOOLERR, FORMULA, RSTRING: each begins with its row and its column."""
_MANY = 0x00BD
"""MULRK: the last of its columns stands at its end."""


def facts_of(data: bytes) -> tuple[list[Facts], bool]:
    """The facts of the sheets in the order in which they are stored, and whether they are locked. Raises Damaged."""
    file = ole.Compound(data)
    stream = file.stream("Workbook" if "Workbook" in file.names() else "Book")
    sheets: list[Facts] = []
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + size]
        at += 4 + size
        if kind == _LOCKED:
            return sheets, True
        if kind == _SUBSTREAM:
            sheets.append(Facts())
        elif sheets and kind in _CELLS and len(body) >= 4:
            sheets[-1].reaches(*struct.unpack_from("<HH", body))
            sheets[-1].cells += 1
        elif sheets and kind == _MANY and len(body) >= 6:
            row, first = struct.unpack_from("<HH", body)
            (last,) = struct.unpack_from("<H", body, len(body) - 2)
            sheets[-1].reaches(row, last)
            sheets[-1].cells += last - first + 1
    return sheets[1:], False
