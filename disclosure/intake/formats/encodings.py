"""Decodes the bytes of a text in the encoding it was saved in, whatever it declares. Pure."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from disclosure.intake.source import IntakeError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHINESE = re.compile(r"gb[-_ ]?(2312|k|18030).*|x-gbk|cp936|hz-gb-2312", re.IGNORECASE)
UNREADABLE = "\ufffd"
_FEW = 20
"""Of so many characters beyond ASCII one may be broken in a text that is UTF-8 all the
same."""


class DecodedText(NamedTuple):
    """A text, and how many of its characters could not be read (they are U+FFFD)."""

    text: str
    unread: int


def decode(data: bytes, declared: str = "") -> DecodedText:
    """The text of the bytes; `declared` is the encoding that the file names.

    A byte order mark is believed; what is UTF-8 is UTF-8, whatever is declared and even
    where a byte of it is broken, because no other text happens to be that; then what is
    declared, if the text fits it, GB2312 and GBK read as GB18030, of which they are
    parts; then GB18030; and where nothing fits, whichever of these leaves less unread.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _lossy(data[len(mark) :], encoding)

    wide = _wide_encoding(data)
    if wide:
        return _lossy(data, wide)

    as_utf_8 = _lossy(data, "utf-8")
    beyond_ascii = sum(character > "\x7f" for character in as_utf_8.text)
    if as_utf_8.unread * _FEW <= beyond_ascii:
        return as_utf_8

    for encoding in (_known(declared), "gb18030"):
        text = _strict(data, encoding)
        if text is not None:
            return DecodedText(text, 0)

    as_gb18030 = _lossy(data, "gb18030")
    return min(as_utf_8, as_gb18030, key=lambda decoded: decoded.unread)


def readable(text: str, unread: int) -> str:
    """The text as it came, unless too much of it could not be read. Raises
    IntakeError."""
    if unread > 20 and unread * 20 > len(text):
        raise IntakeError(
            "文件的文字编码认不出，读出来多是乱码，请用原来的程序打开后另存为 UTF-8 编码或 docx 再上传。"
        )
    return text


def _known(declared: str) -> str:
    """Python's name of the encoding, "" where it has none."""
    name = declared.strip().strip("\"'")
    if _CHINESE.fullmatch(name):
        return "gb18030"
    if not name or not name.isascii():
        return ""

    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""


def _strict(data: bytes, encoding: str) -> str | None:
    """The text in that encoding, or None. Latin encodings fit anything and so say
    nothing: they are not tried."""
    if not encoding or encoding.startswith(("iso8859", "cp125", "ascii", "latin")):
        return None

    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _lossy(data: bytes, encoding: str) -> DecodedText:
    text = data.decode(encoding, errors="replace")
    return DecodedText(text, text.count(UNREADABLE))


def _wide_encoding(data: bytes) -> str:
    """UTF-16 without a mark, "" for anything else: the ASCII in it leaves every other
    byte zero, and no other text has zero bytes."""
    head = data[:4096]
    if head.count(0) * 100 < len(head):
        return ""

    even = head[::2].count(0)
    odd = head[1::2].count(0)
    # Zeros on both sides in like numbers: no text, or not in two bytes a character.
    if min(even, odd) * 10 > max(even, odd):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"
