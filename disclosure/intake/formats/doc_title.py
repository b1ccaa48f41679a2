"""Reads the title in the properties of a binary Office file, [MS-OLEPS]."""

from __future__ import annotations

import struct

from disclosure.intake.formats.little_endian import uint16, uint32

_CODE_PAGE, _TITLE = 1, 2
# Types of a property: a string of UTF-16 (any other is one of bytes), a number of two
# bytes.
_WIDE, _SHORT = 0x1F, 0x02
_CHINESE = 936
# By the number of the code page in Windows; of any other Python knows the number.
_ENCODINGS = {
    1200: "utf-16-le",
    65001: "utf-8",
    _CHINESE: "gb18030",
    54936: "gb18030",
}
MOST = 100
"""Properties that are looked at; Word writes some fifteen."""


def title_of(properties: bytes) -> str:
    """The title in a `SummaryInformation` stream; "" where there is none or the stream
    is broken."""
    try:
        title = _title(properties)
    except (struct.error, KeyError, LookupError):
        return ""

    before_zero = title.split("\x00")[0]
    return before_zero.strip()[:300]


def _title(properties: bytes) -> str:
    """Raises KeyError where there is none, struct.error where it is cut off,
    LookupError where its encoding is not known."""
    places = _places(properties)
    code_page = _code_page(properties, places)
    at = places[_TITLE]
    length = uint32(properties, at + 4)
    encoding = _ENCODINGS.get(code_page, f"cp{code_page}")
    if uint32(properties, at) == _WIDE:
        encoding = "utf-16-le"
        length *= 2  # it counts characters, not bytes

    raw = properties[at + 8 :]
    return raw[:length].decode(encoding, "replace")


def _places(properties: bytes) -> dict[int, int]:
    """Where each property of the first set stands in the stream, by its number."""
    start = uint32(properties, 44)
    count = uint32(properties, start + 4)
    places: dict[int, int] = {}
    at = start + 8
    for _ in range(min(count, MOST)):
        name = uint32(properties, at)
        place = uint32(properties, at + 4)
        places[name] = start + place
        at += 8

    return places


def _code_page(properties: bytes, places: dict[int, int]) -> int:
    """The encoding of narrow strings, by its number in Windows; Chinese where that is
    not said."""
    if _CODE_PAGE not in places:
        return _CHINESE

    at = places[_CODE_PAGE]
    if uint32(properties, at) != _SHORT:
        return _CHINESE
    return uint16(properties, at + 4)
