"""The binary of Word 97 to 2003, [MS-DOC]: where the text lies in the file, character by character."""

from __future__ import annotations

import struct
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from disclosure.intake.formats.doc_title import title_of
from disclosure.intake.formats.ole import Compound, Damaged
from disclosure.intake.source import IntakeError

WORD_97 = 0xC1
MAX_CHARACTERS = 4_000_000
_ENCRYPTED, _TABLE_ONE = 0x100, 0x200
_COMPRESSED = 0x4000_0000


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: its first character's number, its place in the file, and how many bytes a character has."""

    first: int
    place: int
    width: int


class DocFile:
    """The streams of a document, and its text. `text` is the main text with what hangs on it (notes, heads, text
    boxes) after it; `counts` the lengths of these, by their order in the file. Raises IntakeError."""

    def __init__(self, data: bytes) -> None:
        compound = Compound(data)
        self.main = compound.stream("WordDocument")
        if len(self.main) < 34:
            raise Damaged
        magic, self.version = struct.unpack_from("<HH", self.main, 0)
        self.is_old = magic != 0xA5EC or self.version < WORD_97
        (flags,) = struct.unpack_from("<H", self.main, 10)
        if flags & _ENCRYPTED:
            raise IntakeError(
                "Word 文档加了打开密码，请用 Word 或 WPS 打开、取消密码后另存一份再上传。"
            )
        if self.is_old:
            return
        if len(self.main) < 154 + 8 * 75:
            raise Damaged
        try:
            self.table = compound.stream("1Table" if flags & _TABLE_ONE else "0Table")
        except KeyError as error:
            raise Damaged from error
        names = compound.names()
        self.data = _optional(compound, "Data")
        self.counts = struct.unpack_from("<8I", self.main, 76)
        """Characters of: main text, footnotes, heads and feet, (unused), comments, endnotes, text boxes, their heads."""
        self.title = title_of(_optional(compound, "\x05SummaryInformation"))
        self.has_macros = not names.isdisjoint({"VBA", "Macros", "_VBA_PROJECT"})
        self._pieces, self.text = self._read_pieces()

    def table_part(self, index: int) -> bytes:
        """One of the structures that the head of the file points to, by its number; empty where there is none."""
        start, length = struct.unpack_from("<II", self.main, 154 + 8 * index)
        return self.table[start : start + length] if length else b""

    def place_after(self, index: int) -> int:
        """Where in the table stream the structure of that number ends."""
        start, length = struct.unpack_from("<II", self.main, 154 + 8 * index)
        return int(start + length)

    def place(self, character: int) -> int:
        """Where in the file the character of that number stands."""
        piece = self._pieces[bisect_right(self._firsts, character) - 1]
        return piece.place + (character - piece.first) * piece.width

    def _read_pieces(self) -> tuple[list[Piece], str]:
        clx = self.table_part(33)
        at = 0
        while at + 3 <= len(clx) and clx[at] == 1:
            at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
        if at + 5 > len(clx) or clx[at] != 2:
            raise Damaged
        (length,) = struct.unpack_from("<I", clx, at + 1)
        plc = clx[at + 5 : at + 5 + length]
        count = (len(plc) - 4) // 12
        if count < 1:
            raise Damaged
        bounds = struct.unpack_from(f"<{count + 1}I", plc, 0)
        if bounds[-1] > MAX_CHARACTERS or any(a > b for a, b in pairwise(bounds)):
            raise Damaged
        pieces: list[Piece] = []
        texts: list[str] = []
        for number in range(count):
            (place,) = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * number + 2)
            width = 1 if place & _COMPRESSED else 2
            place = (place & (_COMPRESSED - 1)) // (2 if width == 1 else 1)
            size = bounds[number + 1] - bounds[number]
            raw = self.main[place : place + size * width]
            if len(raw) < size * width:
                raise Damaged
            pieces.append(Piece(bounds[number], place, width))
            texts.append(_decoded(raw, width))
        self._firsts = [piece.first for piece in pieces]
        return pieces, "".join(texts)


def _optional(compound: Compound, name: str) -> bytes:
    """A stream that the text can do without: its look may be poorer then, its words are not."""
    try:
        return compound.stream(name)
    except (KeyError, Damaged):
        return b""


def _decoded(raw: bytes, width: int) -> str:
    """One character for each that Word counts: a character of two units stays two until the text is put together."""
    if width == 1:
        return raw.decode("cp1252", errors="replace")
    return "".join(map(chr, struct.unpack(f"<{len(raw) // 2}H", raw)))


def whole_characters(text: str) -> str:
    """The text with pairs of units made into the characters they stand for; a lone unit is U+FFFD."""
    if not any("\ud800" <= character <= "\udfff" for character in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
