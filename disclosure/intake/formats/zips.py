"""A ZIP that somebody sent, opened within bounds: nothing is unpacked before its sizes and names were looked at."""

from __future__ import annotations

import io
import zlib
from zipfile import BadZipFile, ZipFile

from disclosure.intake.source import IntakeError

MEMBERS = 2_000
MEMBER_BYTES = 64 * 1024 * 1024
TOTAL_BYTES = 256 * 1024 * 1024
RATIO = 300
SMALL = 1024 * 1024
"""A member up to this size may be packed as tightly as it likes."""

_REPAIR = "请用原来的程序打开后另存一份再上传"


def open_zip(data: bytes) -> ZipFile:
    """The archive, if its directory keeps to the bounds. Members are read by `member`. Raises IntakeError."""
    try:
        archive = ZipFile(io.BytesIO(data))
    except (BadZipFile, ValueError, OSError, RuntimeError, EOFError) as error:
        raise IntakeError(
            f"文件已损坏或没有传完整（压缩结构读不出），{_REPAIR}。"
        ) from error
    members = archive.infolist()
    if len(members) > MEMBERS:
        raise IntakeError(f"文件里的部件超过 {MEMBERS} 个，不像一份报告，{_REPAIR}。")
    names: set[str] = set()
    for info in members:
        if info.filename in names:
            raise IntakeError(f"文件里有两个同名的部件，结构不正常，{_REPAIR}。")
        names.add(info.filename)
        parts = info.filename.replace("\\", "/").split("/")
        if ".." in parts or info.filename.startswith(("/", "\\")) or ":" in parts[0]:
            raise IntakeError(f"文件里有路径不正常的部件，{_REPAIR}。")
        if info.flag_bits & 1:
            raise IntakeError(
                "文件加了密码，请在原来的程序里取消密码后另存一份再上传。"
            )
        packed_tightly = info.file_size > SMALL and info.file_size > RATIO * max(
            info.compress_size, 1
        )
        if info.file_size > MEMBER_BYTES or packed_tightly:
            raise IntakeError(
                "文件里有解压后大得不正常的部件，为安全起见没有打开，" + _REPAIR + "。"
            )
    if sum(info.file_size for info in members) > TOTAL_BYTES:
        raise IntakeError(
            f"文件解压后超过 {TOTAL_BYTES // 1024 // 1024} MB，为安全起见没有打开，{_REPAIR}。"
        )
    return archive


def member(archive: ZipFile, name: str) -> bytes:
    """The content of one member; never more of it than the directory says. Raises IntakeError, KeyError if absent."""
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
