"""The numbered lists of a binary Word file: formats by list, and where a list begins anew."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from disclosure.intake.formats.doc_file import DocFile, whole_characters
from disclosure.intake.formats.numbering import ListLevel, NumberedList

_LISTS, _USES = 73, 74
MOST = 5_000
_KINDS = {
    **dict(
        enumerate(("decimal", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter"))
    ),
    10: "ideographDigital",
    11: "japaneseCounting",
    14: "decimalFullWidth",
    15: "decimal",
    18: "decimalEnclosedCircle",
    19: "decimalFullWidth2",
    22: "decimalZero",
    23: "bullet",
    26: "decimalEnclosedFullstop",
    27: "decimalEnclosedParen",
    28: "decimalEnclosedCircleChinese",
    29: "ideographEnclosedCircle",
    30: "ideographTraditional",
    31: "ideographZodiac",
    33: "taiwaneseCounting",
    34: "ideographLegalTraditional",
    35: "taiwaneseCountingThousand",
    36: "taiwaneseDigital",
    37: "chineseCounting",
    38: "chineseLegalSimplified",
    39: "chineseCountingThousand",
    255: "none",
}


class Lists:
    """Counts on with every paragraph it is asked about. A broken list numbers nothing."""

    def __init__(self, file: DocFile) -> None:
        formats = dict(_formats(file))
        counts: dict[int, dict[int, int]] = {}
        self._uses: list[NumberedList] = []
        try:
            for name, changed, starts in _uses(file.table_part(_USES)):
                levels = {**formats.get(name, {}), **changed}
                self._uses.append(
                    NumberedList(levels, counts.setdefault(name, {}), starts)
                )
        except struct.error:
            self._uses = []

    def before(self, number: int, level: int) -> str:
        """What stands before the next paragraph of that list and level, both as the file numbers them."""
        return (
            self._uses[number - 1].next(level) if 0 < number <= len(self._uses) else ""
        )


def _formats(file: DocFile) -> Iterator[tuple[int, dict[int, ListLevel]]]:
    """The formats of each list by its name; the levels of all lists stand behind the list of lists."""
    lists = file.table_part(_LISTS)
    at = file.place_after(_LISTS)
    try:
        count = struct.unpack_from("<H", lists)[0] if lists else 0
        for number in range(min(count, MOST)):
            (name,) = struct.unpack_from("<i", lists, 2 + 28 * number)
            simple = lists[2 + 28 * number + 26] & 1
            levels: dict[int, ListLevel] = {}
            for level in range(1 if simple else 9):
                levels[level], at = _level(file.table, at)
            yield name, levels
    except (struct.error, IndexError):
        return


def _level(table: bytes, at: int) -> tuple[ListLevel, int]:
    start, kind, flags = struct.unpack_from("<iBB", table, at)
    characters, paragraphs, restart = table[at + 24], table[at + 25], table[at + 26]
    at += 28 + characters + paragraphs
    (letters,) = struct.unpack_from("<H", table, at)
    units = struct.unpack_from(f"<{min(letters, 255)}H", table, at + 2)
    shape = tuple(unit if unit < 9 else whole_characters(chr(unit)) for unit in units)
    level = ListLevel(
        _KINDS.get(kind, "decimal"),
        shape,
        max(start, 0),
        bool(flags & 4),
        restart if flags & 8 else -1,
    )
    return level, at + 2 + 2 * letters


def _uses(table: bytes) -> Iterator[tuple[int, dict[int, ListLevel], dict[int, int]]]:
    """For each use of a list: its name, levels that look otherwise here, counts that it begins with."""
    if not table:
        return
    (count,) = struct.unpack_from("<I", table)
    if count > MOST:
        return
    heads = [
        struct.unpack_from("<iIIBBBB", table, 4 + 16 * number)
        for number in range(count)
    ]
    at = 4 + 16 * count
    for name, _, _, changes, *_ in heads:
        levels: dict[int, ListLevel] = {}
        starts: dict[int, int] = {}
        at += 4
        for _ in range(changes if at < len(table) else 0):
            start, flags = struct.unpack_from("<iI", table, at)
            at += 8
            if flags & 0x20:
                levels[flags & 0xF], at = _level(table, at)
            elif flags & 0x10:
                starts[flags & 0xF] = max(start, 0)
        yield name, levels, starts
