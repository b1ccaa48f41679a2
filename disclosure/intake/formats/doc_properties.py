"""What a binary Word file says of its characters and paragraphs: runs of changes to a style, each change a "sprm"."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from disclosure.intake.formats.doc_file import DocFile
from disclosure.intake.formats.ole import Damaged

_PAGE = 512
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_HUGE = (0x6645, 0x6646)
_DEPTH = 20
DEEPEST = 60
"""Tables in tables beyond this are taken for damage."""

IN_TABLE, ROW_END, DEPTH_OF_TABLE, INNER_CELL_END, INNER_ROW_END = 0x2416, 0x2417, 0x6649, 0x244B, 0x244C
LEVEL, LIST, OUTLINE = 0x260A, 0x460B, 0x2640
TABLE, VERTICAL_MERGE, HEAD_ROW = 0xD608, 0xD62B, 0x3404
_HIDDEN, _DELETED, _INSERTED, _SPECIAL, _SYMBOL, _PICTURE = 0x083C, 0x0800, 0x0801, 0x0855, 0x6A09, 0x6A03


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


@dataclass(slots=True)
class _Runs:
    """Stretches of the file with the changes that hold there."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    changes: list[bytes] = field(default_factory=list)

    def at(self, place: int) -> tuple[int, bytes]:
        """The number of the stretch and its changes; -1 and nothing where the file says nothing."""
        number = bisect_right(self.starts, place) - 1
        if number < 0 or place >= self.ends[number]:
            return -1, b""
        return number, self.changes[number]


class Properties:
    """The looks of all characters and paragraphs of a file."""

    def __init__(self, file: DocFile) -> None:
        self._data = file.data
        self._paragraphs = _runs(file, 13, paragraph=True)
        self._characters = _runs(file, 12, paragraph=False)
        self._styles = _Styles(file.table_part(1))
        self._seen: dict[int, CharacterLook] = {}

    def paragraph(self, place: int) -> ParagraphLook:
        """The look of the paragraph whose end stands at that place in the file."""
        _, changes = self._paragraphs.at(place)
        if len(changes) < 2:
            return self._styles.look(0)
        (style,) = struct.unpack_from("<H", changes)
        return applied(self._styles.look(style), self._grown(changes[2:]))

    def character(self, place: int) -> CharacterLook:
        """The look of the character at that place in the file."""
        number, changes = self._characters.at(place)
        if number not in self._seen:
            self._seen[number] = _character(changes)
        return self._seen[number]

    def _grown(self, changes: bytes) -> bytes:
        """The changes; where they were too many for their page, those of the data stream that stand for them."""
        for code, operand in sprms(changes):
            if code in _HUGE and len(operand) == 4:
                (at,) = struct.unpack("<I", operand)
                if at + 2 > len(self._data):
                    raise Damaged  # whether this is a row of a table is written there
                (length,) = struct.unpack_from("<H", self._data, at)
                return self._data[at + 2 : at + 2 + length]
        return changes


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
            size, start = (struct.unpack_from("<H", changes, at)[0] - 1 if at + 2 <= len(changes) else 0), at + 2
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
            look = replace(look, **{name: meaning(int.from_bytes(operand, "little"), look)})
    cells = tuple(
        replace(cell, goes_on=merges[number]) if number in merges else cell for number, cell in enumerate(look.cells)
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
        flags = struct.unpack_from("<H", operand, at)[0] if at + 2 <= len(operand) else 0
        made.append(TableCell(edges[number], edges[number + 1], flags & 0x60 == 0x20, flags & 3 == 2))
    return tuple(made)


def _character(changes: bytes) -> CharacterLook:
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
            look = replace(look, symbol=struct.unpack_from("<H", operand, 2)[0], special=True)
        elif code == _PICTURE:
            look = replace(look, picture=int.from_bytes(operand, "little"), special=True)
    return look


def _runs(file: DocFile, index: int, *, paragraph: bool) -> _Runs:
    """The stretches on all pages that the head of the file points to, in order of their places."""
    plc = file.table_part(index)
    count = max((len(plc) - 4) // 8, 0)
    found: list[tuple[int, int, bytes]] = []
    for number in range(count):
        (page,) = struct.unpack_from("<I", plc, 4 * (count + 1) + 4 * number)
        at = (page & 0x3F_FFFF) * _PAGE
        found += _on_page(file.main[at : at + _PAGE], paragraph)
    found.sort(key=lambda run: run[0])
    return _Runs([run[0] for run in found], [run[1] for run in found], [run[2] for run in found])


def _on_page(page: bytes, paragraph: bool) -> Iterator[tuple[int, int, bytes]]:
    if len(page) < _PAGE:
        return
    count, step = page[-1], 13 if paragraph else 1
    if 4 * (count + 1) + step * count >= _PAGE:
        return
    places = struct.unpack_from(f"<{count + 1}I", page)
    for number in range(count):
        at = page[4 * (count + 1) + step * number] * 2
        changes = b""
        if at:
            size = page[at]
            if not paragraph:
                changes = page[at + 1 : at + 1 + size]
            elif size:
                changes = page[at + 1 : at + 2 * size]
            else:
                changes = page[at + 2 : at + 2 + 2 * page[min(at + 1, _PAGE - 1)]]
        yield places[number], places[number + 1], changes


class _Styles:
    """The paragraph styles, by number: a heading is known by its built-in style or by its outline level."""

    def __init__(self, sheet: bytes) -> None:
        self._sheet: list[bytes] = []
        self._looks: dict[int, ParagraphLook] = {}
        self._base = 10
        if len(sheet) < 6:
            return
        head, count, self._base = struct.unpack_from("<HHH", sheet)
        at = 2 + head
        for _ in range(count):
            if at + 2 > len(sheet):
                return
            (size,) = struct.unpack_from("<H", sheet, at)
            self._sheet.append(sheet[at + 2 : at + 2 + size])
            at += 2 + size + size % 2

    def look(self, number: int, depth: int = 0) -> ParagraphLook:
        """What the style makes of a paragraph, with the styles that it is based on."""
        if number in self._looks:
            return self._looks[number]
        style = self._sheet[number] if number < len(self._sheet) else b""
        if len(style) < self._base or self._base < 10 or depth > _DEPTH:
            return ParagraphLook()
        kind, based = struct.unpack_from("<HH", style)
        look = self.look(based >> 4, depth + 1) if based >> 4 != 0xFFF else ParagraphLook()
        known = kind & 0xFFF
        if 1 <= known <= 9 or known == 62:
            look = replace(look, level=1 if known == 62 else known)
        look = applied(look, self._changes(style)) if based & 0xF == 1 else look
        self._looks[number] = look
        return look

    def _changes(self, style: bytes) -> bytes:
        """The paragraph changes of a style stand after its name, behind the number of the style."""
        if self._base + 2 > len(style):
            return b""
        (letters,) = struct.unpack_from("<H", style, self._base)
        at = self._base + 2 + 2 * letters + 2
        if at + 4 > len(style):
            return b""
        (size,) = struct.unpack_from("<H", style, at)
        return style[at + 4 : at + 2 + size]
