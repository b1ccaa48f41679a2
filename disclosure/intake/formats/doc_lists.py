"""Gives the numbers of a binary Word file's lists: formats by list, and where a list begins anew."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from disclosure.intake.formats.doc_file import DocFile, whole_characters
from disclosure.intake.formats.little_endian import int32, uint16, uint16s, uint32
from disclosure.intake.formats.numbering import ListLevel, NumberedList

# Numbers of structures in the table stream, [MS-DOC] "Fib".
_LISTS, _USES = 73, 74
MOST = 5_000
"""Lists that are looked at; the report's own parts and items make three or four."""
# What [MS-OSHARED] MSONFC numbers, by the names of WordprocessingML.
_KINDS = {
    0: "decimal",
    1: "upperRoman",
    2: "lowerRoman",
    3: "upperLetter",
    4: "lowerLetter",
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
_USE_HEAD = struct.Struct("<i8xB3x")
"""The name of the list, and how many changes of its levels follow."""
# Flags of a level, and of what a use of a list changes of it.
_LEGAL, _RESTARTS = 0x04, 0x08
_STARTS_ELSEWHERE, _LOOKS_OTHERWISE = 0x10, 0x20


@dataclass(slots=True)
class _ListUse:
    """A use of a list: its name, levels that look otherwise here, counts that it begins
    with."""

    name: int
    levels: dict[int, ListLevel] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


class DocLists:
    """Counts on with every paragraph it is asked about. A broken list numbers
    nothing."""

    def __init__(self, file: DocFile) -> None:
        self._uses: list[NumberedList] = []
        try:
            self._uses = list(_numbered_lists(file))
        except struct.error:
            return

    def before(self, number: int, level: int) -> str:
        """What stands before the next paragraph of that list and level, both as the
        file numbers them."""
        if not 0 < number <= len(self._uses):
            return ""
        return self._uses[number - 1].next(level)


def _numbered_lists(file: DocFile) -> Iterator[NumberedList]:
    """One for each use of a list; the uses of one list count on together."""
    levels_of = dict(_levels_by_list(file))
    counts: dict[int, dict[int, int]] = {}
    for use in _uses(file.table_part(_USES)):
        levels = levels_of.get(use.name, {})
        yield NumberedList(
            levels=levels | use.levels,
            counts=counts.setdefault(use.name, {}),
            starts=use.starts,
        )


def _levels_by_list(file: DocFile) -> Iterator[tuple[int, dict[int, ListLevel]]]:
    """The levels of each list by its name; those of all lists stand behind the list of
    lists."""
    lists = file.table_part(_LISTS)
    if not lists:
        return

    entry = 2
    at = file.place_after(_LISTS)
    try:
        count = min(uint16(lists, 0), MOST)
        for _ in range(count):
            name = int32(lists, entry)
            is_simple = lists[entry + 26] & 1
            levels: dict[int, ListLevel] = {}
            for level in range(1 if is_simple else 9):
                found = _level(file.table, at)
                levels[level] = found.level
                at = found.end

            yield name, levels
            entry += 28
    except (struct.error, IndexError):
        # The lists before the damage count on; those behind it have no levels.
        return


class _LevelRead(NamedTuple):
    """A level, and where what comes after it begins."""

    level: ListLevel
    end: int


def _level(table: bytes, at: int) -> _LevelRead:
    """The level that is written there: a head of 28 bytes, changes to the look of its
    number, its text."""
    start, kind, flags = struct.unpack_from("<iBB", table, at)
    # What the number looks like is of no interest, but has to be passed over.
    size_of_changes = table[at + 24] + table[at + 25]
    restart = table[at + 26]
    at += 28 + size_of_changes
    letters = uint16(table, at)
    at += 2
    text = uint16s(table, at, min(letters, 255))
    level = ListLevel(
        kind=_KINDS.get(kind, "decimal"),
        shape=tuple(map(_piece, text)),
        start=max(start, 0),
        legal=bool(flags & _LEGAL),
        restart=restart if flags & _RESTARTS else -1,
    )
    return _LevelRead(level, end=at + 2 * letters)


def _piece(unit: int) -> str | int:
    """A character of a level's text; one below 9 stands for the count of that level."""
    if unit < 9:
        return unit
    return whole_characters(chr(unit))


def _uses(table: bytes) -> Iterator[_ListUse]:
    """Heads of all uses first, then for each of them its changes."""
    if not table:
        return

    count = uint32(table, 0)
    if count > MOST:
        return

    heads_size = _USE_HEAD.size * count
    heads = _USE_HEAD.iter_unpack(table[4 : 4 + heads_size])
    at = 4 + heads_size
    if at > len(table):
        raise struct.error

    for name, changes in heads:
        use = _ListUse(name)
        at += 4
        if at < len(table):
            for _ in range(changes):
                at = _read_change(use, table, at)

        yield use


def _read_change(use: _ListUse, table: bytes, at: int) -> int:
    """Add a change of a level to the use; where the next one begins."""
    start = int32(table, at)
    flags = uint32(table, at + 4)
    level = flags & 0xF
    if flags & _LOOKS_OTHERWISE:
        changed = _level(table, at + 8)
        use.levels[level] = changed.level
        return changed.end

    if flags & _STARTS_ELSEWHERE:
        use.starts[level] = max(start, 0)

    return at + 8
