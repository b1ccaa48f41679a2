"""How a binary Word file says what a paragraph or a character is like: changes to a style, each a code with an operand.

[MS-DOC] calls such a change a "sprm".
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
DEEPEST = 60
"""Tables in tables beyond this are taken for damage."""

IN_TABLE, ROW_END, DEPTH_OF_TABLE, INNER_CELL_END, INNER_ROW_END = (
    0x2416,
    0x2417,
    0x6649,
    0x244B,
    0x244C,
)
LEVEL, LIST, OUTLINE = 0x260A, 0x460B, 0x2640
TABLE, VERTICAL_MERGE, HEAD_ROW = 0xD608, 0xD62B, 0x3404
_HIDDEN, _DELETED, _INSERTED, _SPECIAL, _SYMBOL, _PICTURE = (
    0x083C,
    0x0800,
    0x0801,
    0x0855,
    0x6A09,
    0x6A03,
)


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a row's definition: its edges in twentieths of a point, and how it is merged."""

    left: int
    right: int
    goes_on: bool = False
    """Continues the cell above."""
    joined: bool = False
    """Continues the cell to its left."""


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """What matters of a paragraph's properties. `depth` is the number of tables it stands in."""

    depth: int = 0
    row_end: bool = False
    inner_cell_end: bool = False
    level: int = 0
    """Heading level, 0 for running text."""
    list_number: int = 0
    list_level: int = 0
    cells: tuple[TableCell, ...] = ()
    head: bool = False


@dataclass(frozen=True, slots=True)
class CharacterLook:
    """What matters of a run of characters."""

    hidden: bool = False
    deleted: bool = False
    inserted: bool = False
    special: bool = False
    symbol: int = 0
    picture: int = -1
    """Where in the data stream the picture begins that this character stands for."""


def sprms(changes: bytes) -> Iterator[tuple[int, bytes]]:
    """Each change with its operand; what is cut off ends the list."""
    at = 0
    while at + 3 <= len(changes):
        (code,) = struct.unpack_from("<H", changes, at)
        at += 2
        kind = code >> 13
        if kind != 6:
            size, start = _SIZES[kind], at
        elif code == TABLE:
            size, start = (
                (
                    struct.unpack_from("<H", changes, at)[0] - 1
                    if at + 2 <= len(changes)
                    else 0
                ),
                at + 2,
            )
        elif code == 0xC615 and changes[at] == 255:
            size, start = _tabs(changes, at + 1), at + 1
        else:
            size, start = changes[at], at + 1
        if size < 0 or start + size > len(changes):
            return
        yield code, changes[start : start + size]
        at = start + size


def _tabs(changes: bytes, at: int) -> int:
    """The size of a list of tab stops that is too long to say its own."""
    deleted = changes[at] if at < len(changes) else 0
    added = at + 1 + deleted * 4
    return 2 + deleted * 4 + (changes[added] * 3 if added < len(changes) else 0)


def applied(look: ParagraphLook, changes: bytes) -> ParagraphLook:
    """The look after the changes."""
    merges: dict[int, bool] = {}
    for code, operand in sprms(changes):
        if code == TABLE:
            look = replace(look, cells=_cells(operand))
        elif code == VERTICAL_MERGE and len(operand) >= 2:
            merges[operand[0]] = operand[1] == 1
        elif code in _CHANGES:
            name, meaning = _CHANGES[code]
            look = replace(
                look, **{name: meaning(int.from_bytes(operand, "little"), look)}
            )
    cells = tuple(
        replace(cell, goes_on=merges[number]) if number in merges else cell
        for number, cell in enumerate(look.cells)
    )
    return replace(look, cells=cells) if merges else look


_CHANGES: dict[int, tuple[str, Callable[[int, ParagraphLook], Any]]] = {
    IN_TABLE: ("depth", lambda number, look: max(look.depth, 1) if number else 0),
    DEPTH_OF_TABLE: ("depth", lambda number, _: min(number, DEEPEST)),
    ROW_END: ("row_end", lambda number, _: bool(number)),
    INNER_ROW_END: ("row_end", lambda number, _: bool(number)),
    INNER_CELL_END: ("inner_cell_end", lambda number, _: bool(number)),
    OUTLINE: ("level", lambda number, _: number + 1 if number < 9 else 0),
    LEVEL: ("list_level", lambda number, _: min(number, 8)),
    LIST: ("list_number", lambda number, _: number),
    HEAD_ROW: ("head", lambda number, _: bool(number)),
}


def _cells(operand: bytes) -> tuple[TableCell, ...]:
    count = operand[0] if operand else 0
    if len(operand) < 1 + 2 * (count + 1):
        return ()
    edges = struct.unpack_from(f"<{count + 1}h", operand, 1)
    made: list[TableCell] = []
    for number in range(count):
        at = 1 + 2 * (count + 1) + 20 * number
        flags = (
            struct.unpack_from("<H", operand, at)[0] if at + 2 <= len(operand) else 0
        )
        made.append(
            TableCell(
                edges[number], edges[number + 1], flags & 0x60 == 0x20, flags & 3 == 2
            )
        )
    return tuple(made)


def character_look(changes: bytes) -> CharacterLook:
    """What the changes make of a run of characters."""
    look = CharacterLook()
    for code, operand in sprms(changes):
        on = bool(operand and operand[0] & 1)
        if code == _HIDDEN:
            look = replace(look, hidden=on)
        elif code == _DELETED:
            look = replace(look, deleted=on)
        elif code == _INSERTED:
            look = replace(look, inserted=on)
        elif code == _SPECIAL:
            look = replace(look, special=on)
        elif code == _SYMBOL and len(operand) == 4:
            look = replace(
                look, symbol=struct.unpack_from("<H", operand, 2)[0], special=True
            )
        elif code == _PICTURE:
            look = replace(
                look, picture=int.from_bytes(operand, "little"), special=True
            )
    return look
