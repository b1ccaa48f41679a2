"""Decodes what a binary Word file says of a paragraph or of characters: changes to a style, each a code with an operand.

[MS-DOC] calls such a change a "sprm"; its names stand beside the codes.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from disclosure.intake.formats.little_endian import uint16

# The highest three bits of a code say how many bytes its operand has; 6: the operand
# says so.
_OPERAND_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_SAYS_ITS_SIZE = 6
DEEPEST = 60
"""Tables in tables beyond this are taken for damage."""

IN_TABLE = 0x2416  # sprmPFInTable
ROW_END = 0x2417  # sprmPFTtp
DEPTH_OF_TABLE = 0x6649  # sprmPItap
INNER_CELL_END = 0x244B  # sprmPFInnerTableCell
INNER_ROW_END = 0x244C  # sprmPFInnerTtp
LIST_LEVEL = 0x260A  # sprmPIlvl
LIST = 0x460B  # sprmPIlfo
OUTLINE = 0x2640  # sprmPOutLvl
TAB_STOPS = 0xC615  # sprmPChgTabs
TABLE = 0xD608  # sprmTDefTable
VERTICAL_MERGE = 0xD62B  # sprmTVertMerge
_GOES_ON = 1  # 3 begins a merged cell, 0 is one alone
HEAD_ROW = 0x3404  # sprmTTableHeader
_HIDDEN = 0x083C  # sprmCFVanish
_DELETED = 0x0800  # sprmCFRMarkDel
_INSERTED = 0x0801  # sprmCFRMarkIns
_SPECIAL = 0x0855  # sprmCFSpec
_SYMBOL = 0x6A09  # sprmCSymbol
_PICTURE = 0x6A03  # sprmCPicLocation
_CHARACTER_FLAGS = {
    _HIDDEN: "hidden",
    _DELETED: "deleted",
    _INSERTED: "inserted",
    _SPECIAL: "special",
}


@dataclass(frozen=True, slots=True)
class CellEdges:
    """A cell of a row's definition: its edges in twentieths of a point, and how it is
    merged."""

    left: int
    right: int
    goes_on: bool = False
    """Continues the cell above."""
    joined: bool = False
    """Continues the cell to its left."""


@dataclass(frozen=True, slots=True)
class ParagraphProperties:
    """What matters of a paragraph's properties. `depth` is the number of tables it
    stands in."""

    depth: int = 0
    row_end: bool = False
    inner_cell_end: bool = False
    level: int = 0
    """Heading level, 0 for running text."""
    list_number: int = 0
    list_level: int = 0
    cells: tuple[CellEdges, ...] = ()
    head: bool = False


@dataclass(frozen=True, slots=True)
class CharacterProperties:
    """What matters of a run of characters."""

    hidden: bool = False
    deleted: bool = False
    inserted: bool = False
    special: bool = False
    symbol: int = 0
    picture: int = -1
    """Where in the data stream the picture begins that this character stands for."""


class _Operand(NamedTuple):
    start: int
    size: int


def sprms(changes: bytes) -> Iterator[tuple[int, bytes]]:
    """The code of each change with its operand; what is cut off ends the list."""
    at = 0
    while at + 3 <= len(changes):
        code = uint16(changes, at)
        operand = _operand(code, changes, at + 2)
        end = operand.start + operand.size
        if operand.size < 0 or end > len(changes):
            return

        yield code, changes[operand.start : end]
        at = end


def _operand(code: int, changes: bytes, at: int) -> _Operand:
    """Where the operand lies of a code that ends there; of size -1 where that cannot
    be."""
    kind = code >> 13
    if kind != _SAYS_ITS_SIZE:
        return _Operand(at, _OPERAND_SIZES[kind])

    if code == TABLE:
        # A table's definition may be longer than 255: its size takes up two bytes, and
        # is one too large.
        if at + 2 > len(changes):
            return _Operand(at + 2, -1)
        return _Operand(at + 2, uint16(changes, at) - 1)

    size = changes[at]
    if code == TAB_STOPS and size == 255:
        size = _size_of_tab_stops(changes, at + 1)

    return _Operand(at + 1, size)


def _size_of_tab_stops(changes: bytes, at: int) -> int:
    """The size of a list of tab stops that is too long to say its own."""
    # Four bytes for each that is taken away, three for each that is added, and their
    # numbers.
    deleted = 4 * _byte(changes, at)
    added = 3 * _byte(changes, at + 1 + deleted)
    return 2 + deleted + added


def _byte(changes: bytes, at: int) -> int:
    return changes[at] if at < len(changes) else 0


def apply_sprms(properties: ParagraphProperties, changes: bytes) -> ParagraphProperties:
    """The properties after the changes."""
    goes_on: dict[int, bool] = {}
    for code, operand in sprms(changes):
        if code == VERTICAL_MERGE:
            # Which of the two comes first, this or the table, is not said.
            if len(operand) >= 2:
                goes_on[operand[0]] = operand[1] == _GOES_ON
        elif code == TABLE:
            cells = _cell_edges(operand)
            properties = replace(properties, cells=cells)
        elif code in _CHANGES:
            name, meaning = _CHANGES[code]
            number = int.from_bytes(operand, "little")
            changed = {name: meaning(number, properties)}
            properties = replace(properties, **changed)

    if not goes_on:
        return properties

    cells = _merged(properties.cells, goes_on)
    return replace(properties, cells=cells)


def _merged(
    cells: tuple[CellEdges, ...], goes_on: Mapping[int, bool]
) -> tuple[CellEdges, ...]:
    """The cells, those changed of which it is said whether they continue the one
    above."""
    made: list[CellEdges] = []
    for number, cell in enumerate(cells):
        continues = goes_on.get(number, cell.goes_on)
        made.append(replace(cell, goes_on=continues))

    return tuple(made)


def _depth_in_table(number: int, properties: ParagraphProperties) -> int:
    """Word 97 knows no tables in tables and says this alone; later ones say the depth
    as well."""
    return max(properties.depth, 1) if number else 0


def _depth(number: int, _: ParagraphProperties) -> int:
    return min(number, DEEPEST)


def _flag(number: int, _: ParagraphProperties) -> bool:
    return bool(number)


def _heading_level(number: int, _: ParagraphProperties) -> int:
    return number + 1 if number < 9 else 0  # 9 means running text


def _list_level(number: int, _: ParagraphProperties) -> int:
    return min(number, 8)


# By code, the property that it changes, and what that becomes by the operand and what
# was before.
_CHANGES: dict[int, tuple[str, Callable[[int, ParagraphProperties], Any]]] = {
    IN_TABLE: ("depth", _depth_in_table),
    DEPTH_OF_TABLE: ("depth", _depth),
    ROW_END: ("row_end", _flag),
    INNER_ROW_END: ("row_end", _flag),
    INNER_CELL_END: ("inner_cell_end", _flag),
    OUTLINE: ("level", _heading_level),
    LIST_LEVEL: ("list_level", _list_level),
    LIST: ("list_number", lambda number, _: number),
    HEAD_ROW: ("head", _flag),
}


def _cell_edges(operand: bytes) -> tuple[CellEdges, ...]:
    """The cells of a table's definition: their number, one edge more than that, then 20
    bytes for each."""
    count = operand[0] if operand else 0
    edges_end = 1 + 2 * (count + 1)
    if len(operand) < edges_end:
        return ()

    edges = struct.unpack_from(f"<{count + 1}h", operand, 1)
    made: list[CellEdges] = []
    for number in range(count):
        at = edges_end + 20 * number
        flags = uint16(operand, at) if at + 2 <= len(operand) else 0
        made.append(
            CellEdges(
                left=edges[number],
                right=edges[number + 1],
                goes_on=flags & 0x60 == 0x20,
                joined=flags & 3 == 2,
            )
        )

    return tuple(made)


def character_properties(changes: bytes) -> CharacterProperties:
    """What the changes make of a run of characters."""
    made: dict[str, Any] = {}
    for code, operand in sprms(changes):
        flag = _CHARACTER_FLAGS.get(code)
        if flag is not None:
            made[flag] = bool(operand[0] & 1)
        elif code == _SYMBOL and len(operand) == 4:
            made["symbol"] = uint16(operand, 2)
            made["special"] = True
        elif code == _PICTURE:
            made["picture"] = int.from_bytes(operand, "little")
            made["special"] = True

    return CharacterProperties(**made)
