"""Where a binary Word file says what its characters and paragraphs are like: stretches of it, listed on pages."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from disclosure.intake.formats.doc_file import DocFile
from disclosure.intake.formats.doc_sprms import (
    CharacterProperties,
    ParagraphProperties,
    apply_sprms,
    character_properties,
    sprms,
)
from disclosure.intake.formats.doc_styles import Styles
from disclosure.intake.formats.ole import Damaged

_PAGE = 512
_HUGE = (0x6645, 0x6646)


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
        self._styles = Styles(file.table_part(1))
        self._seen: dict[int, CharacterProperties] = {}

    def paragraph(self, place: int) -> ParagraphProperties:
        """The look of the paragraph whose end stands at that place in the file."""
        _, changes = self._paragraphs.at(place)
        if len(changes) < 2:
            return self._styles.look(0)
        (style,) = struct.unpack_from("<H", changes)
        return apply_sprms(self._styles.look(style), self._grown(changes[2:]))

    def character(self, place: int) -> CharacterProperties:
        """The look of the character at that place in the file."""
        number, changes = self._characters.at(place)
        if number not in self._seen:
            self._seen[number] = character_properties(changes)
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
    return _Runs(
        [run[0] for run in found], [run[1] for run in found], [run[2] for run in found]
    )


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
