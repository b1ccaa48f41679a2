"""Reads numbers of two and four bytes out of a binary, lowest byte first; raises struct.error where it ends before."""

from __future__ import annotations

from struct import Struct, unpack_from

_UINT16 = Struct("<H")
_UINT32 = Struct("<I")
_INT32 = Struct("<i")


def uint16(data: bytes, at: int) -> int:
    number: int = _UINT16.unpack_from(data, at)[0]
    return number


def uint32(data: bytes, at: int) -> int:
    number: int = _UINT32.unpack_from(data, at)[0]
    return number


def int32(data: bytes, at: int) -> int:
    number: int = _INT32.unpack_from(data, at)[0]
    return number


def uint16s(data: bytes, at: int, count: int) -> tuple[int, ...]:
    return unpack_from(f"<{count}H", data, at)


def uint32s(data: bytes, at: int, count: int) -> tuple[int, ...]:
    return unpack_from(f"<{count}I", data, at)
