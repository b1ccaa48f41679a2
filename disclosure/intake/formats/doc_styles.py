"""Gives the properties that the paragraph styles of a binary Word file make, [MS-DOC] "STSH"."""

from __future__ import annotations

from dataclasses import replace

from disclosure.intake.formats.doc_sprms import ParagraphProperties, apply_sprms
from disclosure.intake.formats.little_endian import uint16

_DEPTH = 20
"""Styles based on one another that are followed, judged: a circle of them has no
end."""
_NO_BASE = 0xFFF
_SMALLEST_BASE = 10
# Numbers of Word's built-in styles: 1 to 9 are headings of that level, 62 is a title.
_HEADINGS = range(1, 10)
_TITLE = 62


class DocStyles:
    """The paragraph styles, by number: a heading is known by its built-in style or by
    its outline level."""

    def __init__(self, sheet: bytes) -> None:
        self._styles: list[bytes] = []
        self._made: dict[int, ParagraphProperties] = {}
        self._base = _SMALLEST_BASE
        """Bytes at the beginning of every style that are alike: what it is, what it is
        based on."""
        if len(sheet) < 6:
            return

        head = uint16(sheet, 0)
        count = uint16(sheet, 2)
        self._base = uint16(sheet, 4)
        at = 2 + head
        for _ in range(count):
            if at + 2 > len(sheet):
                return

            size = uint16(sheet, at)
            at += 2
            self._styles.append(sheet[at : at + size])
            at += size + size % 2  # each begins at an even place

    def properties(self, number: int, depth: int = 0) -> ParagraphProperties:
        """What the style makes of a paragraph, with the styles that it is based on."""
        if number in self._made:
            return self._made[number]

        style = self._style(number)
        if not style or depth > _DEPTH:
            return ParagraphProperties()

        first = uint16(style, 0)
        second = uint16(style, 2)
        properties = self._properties_of_base(second >> 4, depth)
        built_in = first & 0xFFF
        if built_in in _HEADINGS:
            properties = replace(properties, level=built_in)
        elif built_in == _TITLE:
            properties = replace(properties, level=1)

        is_paragraph_style = second & 0xF == 1
        if is_paragraph_style:
            properties = apply_sprms(properties, self._changes(style))

        self._made[number] = properties
        return properties

    def _style(self, number: int) -> bytes:
        """The style as the file has it, empty where that is too short to be one."""
        if number >= len(self._styles) or self._base < _SMALLEST_BASE:
            return b""

        style = self._styles[number]
        return style if len(style) >= self._base else b""

    def _properties_of_base(self, number: int, depth: int) -> ParagraphProperties:
        if number == _NO_BASE:
            return ParagraphProperties()
        return self.properties(number, depth + 1)

    def _changes(self, style: bytes) -> bytes:
        """The paragraph changes of a style stand after its name, behind the number of
        the style."""
        if self._base + 2 > len(style):
            return b""

        letters = uint16(style, self._base)
        # The name ends in a zero that is not counted.
        at = self._base + 2 + 2 * (letters + 1)
        if at + 4 > len(style):
            return b""

        size = uint16(style, at)
        return style[at + 4 : at + 2 + size]
