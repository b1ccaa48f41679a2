"""Opens a ZIP that somebody sent, within bounds: nothing is unpacked before its sizes and names were looked at."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from zipfile import BadZipFile, ZipFile, ZipInfo

from disclosure.intake.source import IntakeError

# Judged: the documents and workbooks of the tests have up to 21 parts and unpack to
# less than a megabyte; one with photographs is larger, but none of them packs tightly.
MEMBERS = 2_000
MEMBER_BYTES = 64 * 1024 * 1024
TOTAL_BYTES = 256 * 1024 * 1024
RATIO = 300
"""Measured: Word's parts pack to a 32nd at most; a bomb to a thousandth, where deflate
ends."""
SMALL = 1024 * 1024
"""A member up to this size may be packed as tightly as it likes."""

_REPAIR = "请用原来的程序打开后另存一份再上传"


def open_zip(data: bytes) -> ZipFile:
    """The archive, if its directory keeps to the bounds. Members are read by `member`.
    Raises IntakeError."""
    try:
        archive = ZipFile(io.BytesIO(data))
    except (BadZipFile, ValueError, OSError, RuntimeError, EOFError) as error:
        raise IntakeError(
            f"文件已损坏或没有传完整（压缩结构读不出），{_REPAIR}。"
        ) from error

    _refuse_directory(archive.infolist())
    return archive


def _refuse_directory(members: Sequence[ZipInfo]) -> None:
    """Raise IntakeError where the directory goes beyond the bounds or names what no
    office program writes."""
    if len(members) > MEMBERS:
        raise IntakeError(f"文件里的部件超过 {MEMBERS} 个，不像一份报告，{_REPAIR}。")

    names: set[str] = set()
    for info in members:
        # Of two members of one name two programs read different ones.
        if info.filename in names:
            raise IntakeError(f"文件里有两个同名的部件，结构不正常，{_REPAIR}。")

        names.add(info.filename)
        _refuse_member(info)

    if sum(info.file_size for info in members) > TOTAL_BYTES:
        raise IntakeError(
            f"文件解压后超过 {TOTAL_BYTES // 1024 // 1024} MB，为安全起见没有打开，{_REPAIR}。"
        )


def _refuse_member(info: ZipInfo) -> None:
    if _leads_elsewhere(info.filename):
        raise IntakeError(f"文件里有路径不正常的部件，{_REPAIR}。")
    if info.flag_bits & 1:
        raise IntakeError("文件加了密码，请在原来的程序里取消密码后另存一份再上传。")
    if info.file_size > MEMBER_BYTES or _is_packed_too_tightly(info):
        raise IntakeError(
            "文件里有解压后大得不正常的部件，为安全起见没有打开，" + _REPAIR + "。"
        )


def _leads_elsewhere(name: str) -> bool:
    """Whether the name would leave the folder that the archive is unpacked into: ../x,
    /x, C:\\x."""
    if name.startswith(("/", "\\")):
        return True

    parts = name.replace("\\", "/").split("/")
    return ".." in parts or ":" in parts[0]


def _is_packed_too_tightly(info: ZipInfo) -> bool:
    if info.file_size <= SMALL:
        return False
    return info.file_size > RATIO * max(info.compress_size, 1)


def member(archive: ZipFile, name: str) -> bytes:
    """The content of one member; never more of it than the directory says. Raises
    IntakeError, KeyError if absent."""
    info = archive.getinfo(name)
    try:
        with archive.open(info) as stream:
            return stream.read(info.file_size)
    except (
        BadZipFile,
        zlib.error,
        EOFError,
        RuntimeError,
        OSError,
        ValueError,
    ) as error:
        raise IntakeError(
            f"文件已损坏或没有传完整（部件 {name[:80]} 读不出），{_REPAIR}。"
        ) from error
