"""From bytes to characters: which encoding a text was saved in, whatever it declares. Pure."""

from __future__ import annotations

import codecs
import re

from disclosure.intake.source import IntakeError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHINESE = re.compile(r"gb[-_ ]?(2312|k|18030).*|x-gbk|cp936|hz-gb-2312", re.IGNORECASE)
UNREADABLE = "\ufffd"
_FEW = 20
"""Of so many characters beyond ASCII one may be broken in a text that is UTF-8 all the same."""


def decode(data: bytes, declared: str = "") -> tuple[str, int]:
    """The text, and how many of its characters could not be read (they are U+FFFD).

    A byte order mark is believed; what is UTF-8 is UTF-8, whatever is declared and even where a byte of it is broken,
    because no other text happens to be that; then what is declared, if the text fits it, GB2312 and GBK read as
    GB18030, of which they are parts; then GB18030; and where nothing fits, whichever of these leaves less unread.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _lossy(data[len(mark) :], encoding)
    wide = _wide(data)
    if wide:
        return _lossy(data, wide)
    nearly, broken = _lossy(data, "utf-8")
    if broken * _FEW <= sum(character > "\x7f" for character in nearly):
        return nearly, broken
    for encoding in (_known(declared), "gb18030"):
        text = _strict(data, encoding)
        if text is not None:
            return text, 0
    return min((nearly, broken), _lossy(data, "gb18030"), key=lambda read: read[1])


def readable(text: str, unread: int) -> str:
    """The text as it came, unless too much of it could not be read. Raises IntakeError."""
    if unread > 20 and unread * 20 > len(text):
        raise IntakeError(
            "文件的文字编码认不出，读出来多是乱码，请用原来的程序打开后另存为 UTF-8 编码或 docx 再上传。"
        )
    return text


def _known(declared: str) -> str:
    name = declared.strip().strip("\"'")
    if _CHINESE.fullmatch(name):
        return "gb18030"
    try:
        return codecs.lookup(name).name if name and name.isascii() else ""
    except LookupError:
        return ""


def _strict(data: bytes, encoding: str) -> str | None:
    """The text in that encoding, or None. Latin encodings fit anything and so say nothing: they are not tried."""
    if not encoding or encoding.startswith(("iso8859", "cp125", "ascii", "latin")):
        return None
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _lossy(data: bytes, encoding: str) -> tuple[str, int]:
    text = data.decode(encoding, errors="replace")
    return text, text.count(UNREADABLE)


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: the ASCII in it leaves every other byte zero, and no other text has zero bytes."""
    head = data[:4096]
    if head.count(0) * 100 < len(head):
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if min(even, odd) * 10 > max(even, odd):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"
