"""The paragraph styles of a binary Word file, [MS-DOC] "STSH"."""

from __future__ import annotations

import struct
from dataclasses import replace

from disclosure.intake.formats.doc_sprms import ParagraphProperties, apply_sprms

_DEPTH = 20


class Styles:
    """The paragraph styles, by number: a heading is known by its built-in style or by its outline level."""

    def __init__(self, sheet: bytes) -> None:
        self._sheet: list[bytes] = []
        self._looks: dict[int, ParagraphProperties] = {}
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

    def look(self, number: int, depth: int = 0) -> ParagraphProperties:
        """What the style makes of a paragraph, with the styles that it is based on."""
        if number in self._looks:
            return self._looks[number]
        style = self._sheet[number] if number < len(self._sheet) else b""
        if len(style) < self._base or self._base < 10 or depth > _DEPTH:
            return ParagraphProperties()
        kind, based = struct.unpack_from("<HH", style)
        look = (
            self.look(based >> 4, depth + 1)
            if based >> 4 != 0xFFF
            else ParagraphProperties()
        )
        known = kind & 0xFFF
        if 1 <= known <= 9 or known == 62:
            look = replace(look, level=1 if known == 62 else known)
        look = apply_sprms(look, self._changes(style)) if based & 0xF == 1 else look
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
