"""Walks the text of a binary Word file character by character and yields its paragraphs as a reader sees them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from disclosure.intake.formats.doc_file import DocFile, whole_characters
from disclosure.intake.formats.doc_lists import DocLists
from disclosure.intake.formats.doc_properties import DocProperties
from disclosure.intake.formats.doc_sprms import CharacterProperties, ParagraphProperties
from disclosure.intake.formats.docx_text import symbol

CELL_END = "\x07"
_PARAGRAPH_END = "\r"
_ENDS = (_PARAGRAPH_END, CELL_END, "\x0c")  # the last ends a page or a section
_FIELD_BEGINS, _RESULT_BEGINS, _FIELD_ENDS = "\x13", "\x14", "\x15"
_PICTURE, _FLOATING = "\x01", "\x08"
# Control characters that are text; any other is nothing.
_PLAIN = {
    "\t": "\t",
    "\x0b": "\n",  # a forced line end
    "\x0e": "\n",  # a column's end
    "\x1e": "-",  # a hyphen that breaks no line; 0x1f, a soft one, is nothing
}


class PictureSize(NamedTuple):
    """In pt, 0 where it is not said."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class DocParagraph:
    """A paragraph or a piece of a cell: `mark` is the character that ends it. Forced
    line ends are "\\n"."""

    text: str
    mark: str
    properties: ParagraphProperties
    pictures: tuple[PictureSize, ...] = ()

    @property
    def depth(self) -> int:
        """The number of tables it stands in; what ends a cell stands in one, whatever
        else is said."""
        if self.mark == CELL_END:
            return max(self.properties.depth, 1)
        return self.properties.depth


class DocParagraphReader:
    """Reads paragraphs in order: lists count on, and a field may begin in one and end
    in another."""

    def __init__(self, file: DocFile) -> None:
        self._file = file
        self._properties = DocProperties(file)
        self._lists = DocLists(file)
        self._fields: list[bool] = []
        """For each open field, whether its result has begun."""
        self._images = [_PICTURE]
        if not file.lengths.text_boxes:
            # What floats beside the text is a picture, or a text box: those are read as
            # such.
            self._images.append(_FLOATING)

        self.revised = False
        """Whether a revision was met."""

    def read(self, start: int, end: int) -> Iterator[DocParagraph]:
        """The paragraphs of a stretch of the text, from the number of its first
        character to before `end`."""
        parts: list[str] = []
        pictures: list[PictureSize] = []
        # A damaged file may claim more text than it has.
        for at in range(start, min(end, len(self._file.text))):
            character = self._file.text[at]
            place = self._file.place(at)
            properties = self._properties.character(place)
            if character not in _ENDS:
                piece = self._seen(character, properties)
                if piece is None:
                    pictures.append(self._picture_size(properties.picture))
                else:
                    parts.append(piece)

                continue

            if character == _PARAGRAPH_END and properties.deleted:
                # A revision took the end away: the paragraph goes on in the next one.
                continue

            yield self._paragraph(parts, character, place, pictures)
            parts = []
            pictures = []

        if parts or pictures:
            yield DocParagraph(
                text=whole_characters("".join(parts)),
                mark=_PARAGRAPH_END,
                properties=ParagraphProperties(),
                pictures=tuple(pictures),
            )

    def _paragraph(
        self,
        parts: list[str],
        mark: str,
        place: int,
        pictures: list[PictureSize],
    ) -> DocParagraph:
        """An empty paragraph is counted as Word counts it, and stays empty."""
        properties = self._properties.paragraph(place)
        text = whole_characters("".join(parts))
        number = self._lists.before(properties.list_number, properties.list_level)
        if text.strip():
            text = number + text

        return DocParagraph(text, mark, properties, tuple(pictures))

    def _picture_size(self, start: int) -> PictureSize:
        """The size of the picture that begins there in the data stream: in twentieths
        of a point, and per mille of it."""
        head = self._file.data[start : start + 36] if start >= 0 else b""
        if len(head) < 36:
            return PictureSize(0, 0)

        width, height, across, down = struct.unpack_from("<HHHH", head, 28)
        return PictureSize(
            width=round(width * across / 20_000),
            height=round(height * down / 20_000),
        )

    def _seen(self, character: str, properties: CharacterProperties) -> str | None:
        """What a reader sees of a character; None for a picture."""
        if properties.deleted or properties.inserted:
            self.revised = True

        if self._is_mark_of_field(character):
            return ""
        if properties.hidden or properties.deleted:
            return ""
        if not all(self._fields):  # the code of a field, and not its result
            return ""
        if properties.symbol:
            return symbol(properties.symbol, "")
        if properties.special and character in self._images:
            return None
        return _plain(character)

    def _is_mark_of_field(self, character: str) -> bool:
        """Whether it begins a field, ends the code of one, or ends one. Marks that
        belong to no field are none."""
        if character == _FIELD_BEGINS:
            self._fields.append(False)
        elif character == _RESULT_BEGINS and self._fields:
            self._fields[-1] = True
        elif character == _FIELD_ENDS and self._fields:
            self._fields.pop()
        else:
            return False

        return True


def _plain(character: str) -> str:
    if character >= " ":
        return character
    return _PLAIN.get(character, "")
