"""Reads the streams of a compound file (OLE 2, old Word and Excel) by name, within its own bounds; or raises Damaged.

The layout is [MS-CFB]: a header of 512 bytes, sectors chained by a table, small streams packed into one of the root's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from disclosure.intake.formats.little_endian import uint16, uint32, uint32s
from disclosure.intake.source import IntakeError

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA
"""Sector numbers from here on mean something else: free, end of chain, the tables
themselves."""

ENTRIES = 4096
"""Of the directory that are looked at; a Word document has about ten."""
_ENTRY_SIZE = 128
_SMALL_SIZE = 64
_STORAGE, _STREAM, _ROOT = 1, 2, 5


class Damaged(IntakeError):
    """The chains of the file lead nowhere."""

    def __init__(self) -> None:
        super().__init__(
            "文件已损坏或没有传完整（文件结构读不出），请用 Word 或 WPS 打开后另存为 docx 再上传。"
        )


@dataclass(frozen=True, slots=True)
class _StreamEntry:
    """Where a stream begins, as the number of a sector, and how many bytes it has."""

    start: int
    size: int


class Compound:
    """The streams of a compound file. Raises Damaged."""

    def __init__(self, data: bytes) -> None:
        """The header says where the table, the directory and the small sectors begin;
        each of them is needed to find the next."""
        if len(data) < 512 or not data.startswith(MAGIC):
            raise Damaged

        self._data = data
        shift = uint16(data, 30)
        # Sectors of 512 or 4096 bytes, small ones of 64: the format knows no others.
        if shift not in (9, 12) or uint16(data, 32) != 6:
            raise Damaged

        self._size = 1 << shift
        self._limit = len(data) // self._size + 1
        """No chain that ends has more sectors than the file."""
        self._cutoff = uint32(data, 56)
        """Streams with fewer bytes lie in the root's stream, in small sectors."""
        self._table = self._read_table()
        self._streams: dict[str, _StreamEntry] = {}
        self._root = _StreamEntry(0, 0)
        directory = self._chain(uint32(data, 48))
        self._read_directory(directory)
        small_table = self._chain(uint32(data, 60))
        self._small_table = _numbers(small_table)
        self._small = self._chain(self._root.start)

    def names(self) -> frozenset[str]:
        """The names of all streams and storages, without the folders they lie in."""
        return frozenset(self._streams)

    def stream(self, name: str) -> bytes:
        """The stream of that name. Raises KeyError where there is none, Damaged where
        it is cut off."""
        entry = self._streams[name]
        is_small = entry.size < self._cutoff
        read = self._small_chain if is_small else self._chain
        content = read(entry.start)
        if len(content) < entry.size:
            raise Damaged
        return content[: entry.size]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size  # the header takes up the first
        return self._data[start : start + self._size]

    def _chain(self, start: int) -> bytes:
        """The content of a chain of sectors."""
        numbers = _follow(self._table, start, self._limit)
        return b"".join(self._sector(number) for number in numbers)

    def _small_chain(self, start: int) -> bytes:
        """The content of a chain of small sectors, which lie in the stream of the
        root."""
        # A sector holds at most 64 small ones.
        limit = self._limit * 64
        numbers = _follow(self._small_table, start, limit)
        return b"".join(self._small_sector(number) for number in numbers)

    def _small_sector(self, number: int) -> bytes:
        start = number * _SMALL_SIZE
        return self._small[start : start + _SMALL_SIZE]

    def _read_table(self) -> tuple[int, ...]:
        """The sector table; its first 109 sectors are named in the header, the others
        in sectors of their own."""
        in_header = uint32s(self._data, 76, 109)
        sectors = _without_marks(in_header)
        more = uint32(self._data, 68)
        seen = 0
        while more < _END:
            numbers = _numbers(self._sector(more))
            seen += 1
            if not numbers or seen > self._limit:
                raise Damaged

            *named, more = numbers
            sectors += _without_marks(named)

        if len(sectors) > self._limit:
            raise Damaged

        content = b"".join(map(self._sector, sectors))
        return _numbers(content)

    def _read_directory(self, directory: bytes) -> None:
        """Entries of 128 bytes, in the order in which they were made."""
        count = min(len(directory) // _ENTRY_SIZE, ENTRIES)
        for number in range(count):
            at = number * _ENTRY_SIZE
            entry = directory[at : at + _ENTRY_SIZE]
            self._add(entry)

    def _add(self, entry: bytes) -> None:
        """Note an entry of the directory; one that is of no known kind is empty."""
        kind = entry[66]
        start = uint32(entry, 116)
        size = uint32(entry, 120)
        if kind == _ROOT:
            self._root = _StreamEntry(start, size)
            return

        if kind == _STORAGE:
            size = 0

        if kind in (_STORAGE, _STREAM):
            # Of two streams of one name the outer comes first: what is embedded lies in
            # storages further on.
            name = _entry_name(entry)
            self._streams.setdefault(name, _StreamEntry(start, size))


def _entry_name(entry: bytes) -> str:
    """Up to 31 letters and a zero, in 64 bytes."""
    size = min(uint16(entry, 64), 64)
    letters = max(size - 2, 0)  # it ends in a zero, which is counted too
    return entry[:letters].decode("utf-16-le", errors="replace")


def _numbers(data: bytes) -> tuple[int, ...]:
    """The sectors of a table, each the number of the one that follows it."""
    return uint32s(data, 0, len(data) // 4)


def _without_marks(numbers: Iterable[int]) -> list[int]:
    """The sectors that are named; places that name none are filled with marks."""
    return [number for number in numbers if number < _END]


def _follow(table: tuple[int, ...], start: int, limit: int) -> Iterator[int]:
    """The numbers of a chain. Raises Damaged where it leaves the table or runs in a
    circle."""
    number = start
    steps = 0
    while number < _END:
        steps += 1
        if number >= len(table) or steps > limit:
            raise Damaged

        yield number
        number = table[number]
