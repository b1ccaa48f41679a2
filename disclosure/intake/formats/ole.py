"""The compound file of old Word and Excel (OLE 2): its streams by name, read within its own bounds.

The layout is [MS-CFB]: a header of 512 bytes, sectors chained by a table, small streams packed into one of the root's.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from disclosure.intake.source import IntakeError

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA
"""Sector numbers from here on mean something else: free, end of chain, the tables themselves."""

ENTRIES = 4096


class Damaged(IntakeError):
    """The chains of the file lead nowhere."""

    def __init__(self) -> None:
        super().__init__(
            "文件已损坏或没有传完整（文件结构读不出），请用 Word 或 WPS 打开后另存为 docx 再上传。"
        )


class Compound:
    """The streams of a compound file. Raises Damaged."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or not data.startswith(MAGIC):
            raise Damaged
        self._data = data
        shift, small_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or small_shift != 6:
            raise Damaged
        self._size, self._small_size = 1 << shift, 1 << small_shift
        self._limit = len(data) // self._size + 1
        _, directory, _, self._cutoff, small_table = struct.unpack_from(
            "<IIIII", data, 44
        )
        self._table = self._read_table()
        self._streams: dict[str, tuple[int, int]] = {}
        self._root = (0, 0)
        self._read_directory(directory)
        self._small_table = _numbers(self._chain(small_table))
        self._small = self._chain(self._root[0])

    def names(self) -> frozenset[str]:
        """The names of all streams and storages, without the folders they lie in."""
        return frozenset(self._streams)

    def stream(self, name: str) -> bytes:
        """The stream of that name. Raises KeyError where there is none, Damaged where it is cut off."""
        start, size = self._streams[name]
        if size >= self._cutoff:
            content = self._chain(start)
        else:
            width = self._small_size
            content = b"".join(
                self._small[at * width : (at + 1) * width]
                for at in _follow(self._small_table, start, self._limit * 64)
            )
        if len(content) < size:
            raise Damaged
        return content[:size]

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) * self._size : (number + 2) * self._size]

    def _chain(self, start: int) -> bytes:
        return b"".join(
            self._sector(number) for number in _follow(self._table, start, self._limit)
        )

    def _read_table(self) -> tuple[int, ...]:
        """The sector table; its first 109 sectors are named in the header, the others in sectors of their own."""
        sectors = [
            number
            for number in struct.unpack_from("<109I", self._data, 76)
            if number < _END
        ]
        (more,) = struct.unpack_from("<I", self._data, 68)
        seen = 0
        while more < _END:
            numbers = _numbers(self._sector(more))
            seen += 1
            if not numbers or seen > self._limit:
                raise Damaged
            sectors += [number for number in numbers[:-1] if number < _END]
            more = numbers[-1]
        if len(sectors) > self._limit:
            raise Damaged
        return _numbers(b"".join(map(self._sector, sectors)))

    def _read_directory(self, start: int) -> None:
        directory = self._chain(start)
        for at in range(0, min(len(directory), ENTRIES * 128) - 127, 128):
            (length,) = struct.unpack_from("<H", directory, at + 64)
            kind = directory[at + 66]
            (first, size) = struct.unpack_from("<II", directory, at + 116)
            name = directory[at : at + max(0, min(length, 64) - 2)].decode(
                "utf-16-le", errors="replace"
            )
            if kind == 5:
                self._root = (first, size)
            elif kind in (1, 2):
                # Of two streams of one name the outer comes first: what is embedded lies in storages further on.
                self._streams.setdefault(name, (first, size if kind == 2 else 0))


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _follow(table: tuple[int, ...], start: int, limit: int) -> Iterator[int]:
    """The numbers of a chain. Raises Damaged where it leaves the table or runs in a circle."""
    number, steps = start, 0
    while number < _END:
        steps += 1
        if number >= len(table) or steps > limit:
            raise Damaged
        yield number
        number = table[number]
