"""Reads the binary of Word 97 to 2003, [MS-DOC]: its streams, and its text with the place in the file of each character."""

from __future__ import annotations

import struct
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from disclosure.intake.formats.doc_title import title_of
from disclosure.intake.formats.little_endian import uint16, uint32, uint32s
from disclosure.intake.formats.ole import Compound, Damaged
from disclosure.intake.source import IntakeError

WORD_97 = 0xC1
MAX_CHARACTERS = 4_000_000
_MAGIC = 0xA5EC
_ENCRYPTED, _TABLE_ONE = 0x100, 0x200
_COMPRESSED = 0x4000_0000
_MACROS = frozenset({"VBA", "Macros", "_VBA_PROJECT"})
# Where the head of the main stream lists the structures of the table stream: at least
# 75 of them, each with its place and its length.
_STRUCTURES = 154
_SMALLEST_HEAD = _STRUCTURES + 8 * 75
_PIECES = 33


class StoryLengths(NamedTuple):
    """Characters of the main text and of what hangs on it, in the order in which they
    follow one another."""

    main: int
    footnotes: int
    heads_and_feet: int
    unused: int
    comments: int
    endnotes: int
    text_boxes: int
    text_boxes_in_heads: int

    @property
    def before_text_boxes(self) -> int:
        return sum(self[:6])


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A stretch of text: its first character's number, its place in the file, and how
    many bytes a character has."""

    first: int
    place: int
    width: int


class DocFile:
    """The streams of a document, and its text: the main text with what hangs on it
    (notes, heads, text boxes) after it. Of one from before Word 97 (`is_old`) nothing
    else is known. Raises IntakeError."""

    def __init__(self, data: bytes) -> None:
        compound = Compound(data)
        self.main = compound.stream("WordDocument")
        if len(self.main) < 34:
            raise Damaged

        magic = uint16(self.main, 0)
        version = uint16(self.main, 2)
        self.is_old = magic != _MAGIC or version < WORD_97
        flags = uint16(self.main, 10)
        if flags & _ENCRYPTED:
            raise IntakeError(
                "Word 文档加了打开密码，请用 Word 或 WPS 打开、取消密码后另存一份再上传。"
            )
        # Before Word 97 the head was another, and the text lay elsewhere.
        if self.is_old:
            return
        if len(self.main) < _SMALLEST_HEAD:
            raise Damaged

        self.table = _table_stream(compound, flags)
        self.data = _optional(compound, "Data")
        self.lengths = StoryLengths(*uint32s(self.main, 76, 8))
        summary = _optional(compound, "\x05SummaryInformation")
        self.title = title_of(summary)
        self.has_macros = not _MACROS.isdisjoint(compound.names())
        self._pieces: list[TextPiece] = []
        self.text = self._read_pieces()
        self._firsts = [piece.first for piece in self._pieces]

    def table_part(self, index: int) -> bytes:
        """One of the structures that the head of the file points to, by its number;
        empty where there is none."""
        start, end = self._bounds(index)
        return self.table[start:end]

    def place_after(self, index: int) -> int:
        """Where in the table stream the structure of that number ends."""
        _, end = self._bounds(index)
        return end

    def place(self, character: int) -> int:
        """Where in the file the character of that number stands."""
        number = bisect_right(self._firsts, character) - 1
        piece = self._pieces[number]
        return piece.place + (character - piece.first) * piece.width

    def _bounds(self, index: int) -> tuple[int, int]:
        """Where in the table stream a structure begins and ends."""
        at = _STRUCTURES + 8 * index
        start = uint32(self.main, at)
        length = uint32(self.main, at + 4)
        return start, start + length

    def _read_pieces(self) -> str:
        """The text of all pieces. The file lists the bounds of all of them, then where
        each of them stands."""
        listed = _piece_table(self.table_part(_PIECES))
        count = (len(listed) - 4) // 12
        if count < 1:
            raise Damaged

        bounds = uint32s(listed, 0, count + 1)
        in_order = list(bounds) == sorted(bounds)
        if not in_order or bounds[-1] > MAX_CHARACTERS:
            raise Damaged

        texts: list[str] = []
        at = 4 * (count + 1) + 2
        for first, after in pairwise(bounds):
            said = uint32(listed, at)
            piece = _piece(first, said)
            self._pieces.append(piece)
            text = self._text_of(piece, after - first)
            texts.append(text)
            at += 8

        return "".join(texts)

    def _text_of(self, piece: TextPiece, characters: int) -> str:
        """The text of one piece. Raises Damaged where the stream ends before it
        does."""
        size = characters * piece.width
        raw = self.main[piece.place : piece.place + size]
        if len(raw) < size:
            raise Damaged
        return _decoded(raw, piece.width)


def _table_stream(compound: Compound, flags: int) -> bytes:
    """Word keeps two of them in turn, and the head of the file says which is in use."""
    try:
        return compound.stream("1Table" if flags & _TABLE_ONE else "0Table")
    except KeyError as error:
        raise Damaged from error


def _optional(compound: Compound, name: str) -> bytes:
    """A stream that the text can do without: its look may be poorer then, its words are
    not."""
    try:
        return compound.stream(name)
    except (KeyError, Damaged):
        return b""


def _piece_table(structure: bytes) -> bytes:
    """The list of pieces, which stands behind changes to text that nobody has saved in
    full since."""
    at = 0
    while at + 3 <= len(structure) and structure[at] == 1:
        length = uint16(structure, at + 1)
        at += 3 + length

    if at + 5 > len(structure) or structure[at] != 2:
        raise Damaged

    length = uint32(structure, at + 1)
    at += 5
    return structure[at : at + length]


def _piece(first: int, said: int) -> TextPiece:
    """A piece as the file says where it is: text of one byte a character at half the
    place that is written."""
    place = said & (_COMPRESSED - 1)
    if said & _COMPRESSED:
        return TextPiece(first, place // 2, width=1)
    return TextPiece(first, place, width=2)


def _decoded(raw: bytes, width: int) -> str:
    """One character for each that Word counts: a character of two units stays two until
    the text is put together."""
    if width == 1:
        return raw.decode("cp1252", errors="replace")

    units = struct.unpack(f"<{len(raw) // 2}H", raw)
    return "".join(map(chr, units))


def whole_characters(text: str) -> str:
    """The text with pairs of units made into the characters they stand for; a lone unit
    is U+FFFD."""
    if not any("\ud800" <= character <= "\udfff" for character in text):
        return text

    units = text.encode("utf-16-le", "surrogatepass")
    return units.decode("utf-16-le", "replace")
