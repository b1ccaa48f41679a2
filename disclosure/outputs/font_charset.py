"""Which characters the font subsets hold: the 8105 of 通用规范汉字表, GB 2312, punctuation. No Django."""

from __future__ import annotations

import bz2
import gzip
from pathlib import Path
from zipfile import ZipFile

FOLDER = Path("/usr/share/unicode")
TABLE = "Unihan_OtherMappings.txt"
"""Unicode's table; kTGH is the number of a character in 通用规范汉字表. In Debian's package unicode-data."""
PACKAGE = "unicode-data"
RANGES = (
    (0x20, 0x7F),  # ASCII
    (0xA0, 0x180),  # Latin with accents
    (0x2010, 0x2040),  # dashes, quotation marks, ‰
    (0x2460, 0x2500),  # ① ⑴ ⒈
    (0x3000, 0x3020),  # 、。〈〉《》〔〕
    (0x3200, 0x3244),  # ㈠
    (0x3280, 0x32B1),  # ㊀
    (0xFF00, 0xFFEF),  # full-width forms
)


def wanted() -> set[int]:
    """Code points. Raises FileNotFoundError where Unicode's table is not installed."""
    points = _general() | _gb2312()
    for start, end in RANGES:
        points.update(range(start, end))

    return points


def _general() -> set[int]:
    lines = _table().decode("utf-8").splitlines()
    return {
        int(line.split("\t", 1)[0][2:], 16)
        for line in lines
        if "\tkTGH\t" in line and line.startswith("U+")
    }


def _table() -> bytes:
    """Debian has packed it now this way, now that."""
    if (path := FOLDER / f"{TABLE}.bz2").is_file():
        return bz2.decompress(path.read_bytes())
    if (path := FOLDER / f"{TABLE}.gz").is_file():
        return gzip.decompress(path.read_bytes())

    if (path := FOLDER / "Unihan.zip").is_file():
        with ZipFile(path) as archive:
            return archive.read(TABLE)

    if (path := FOLDER / TABLE).is_file():
        return path.read_bytes()

    raise FileNotFoundError(
        f"{FOLDER / TABLE} is missing: run apt-get install {PACKAGE}."
    )


def _gb2312() -> set[int]:
    points: set[int] = set()
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            text = bytes((high, low)).decode("gb2312", errors="ignore")
            points.update(map(ord, text))

    return points
