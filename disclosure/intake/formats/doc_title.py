"""The title in the properties of a binary Office file, [MS-OLEPS]."""

from __future__ import annotations

import struct

_TITLE, _CODE_PAGE = 2, 1
_NARROW, _WIDE, _SHORT = 0x1E, 0x1F, 0x02
MOST = 100


def title_of(properties: bytes) -> str:
    """The title in a `SummaryInformation` stream; "" where there is none or the stream is broken."""
    try:
        (start,) = struct.unpack_from("<I", properties, 44)
        (count,) = struct.unpack_from("<I", properties, start + 4)
        pairs = [
            struct.unpack_from("<II", properties, start + 8 + 8 * number)
            for number in range(min(count, MOST))
        ]
        places = {name: start + place for name, place in pairs}
        code_page = 936
        if (
            _CODE_PAGE in places
            and struct.unpack_from("<I", properties, places[_CODE_PAGE])[0] == _SHORT
        ):
            (code_page,) = struct.unpack_from("<H", properties, places[_CODE_PAGE] + 4)
        kind, length = struct.unpack_from("<II", properties, places[_TITLE])
        raw = properties[places[_TITLE] + 8 :]
        if kind == _WIDE or code_page == 1200:
            text = raw[: length * (2 if kind == _WIDE else 1)].decode(
                "utf-16-le", "replace"
            )
        else:
            encoding = {65001: "utf-8", 936: "gb18030", 54936: "gb18030"}.get(
                code_page, f"cp{code_page}"
            )
            text = raw[:length].decode(encoding, "replace")
    except (struct.error, KeyError, LookupError):
        return ""
    return text.split("\x00")[0].strip()[:300]
