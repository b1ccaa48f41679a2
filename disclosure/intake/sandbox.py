"""Reading a file in a process of its own: whatever the file does to that process, here it is an answer."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import time
from math import ceil
from pathlib import Path, PurePath
from typing import Any

from disclosure.intake.confinement import MAX_ANSWER
from disclosure.intake.reading import Reading
from disclosure.intake.source import IntakeError, Source
from disclosure.intake.transport.load import (
    Garbled,
    load_reading,
    load_source,
    load_text,
)
from disclosure.intake.worker import ENDS

MAX_BYTES = 32 * 1024 * 1024
SECONDS, MEGABYTES = 30.0, 1024
MAX_NAME = 200
MAX_SAID = 4000
"""Bytes of what the process said besides, the last of them, for operators."""

_ROOT = Path(__file__).resolve().parents[2]
_START = "import sys; sys.path.insert(0, sys.argv[1]); from disclosure.intake.worker import main; main()"
_log = logging.getLogger("disclosure.intake")


def read_in_sandbox(
    data: bytes, name: str, *, seconds: float = SECONDS, megabytes: int = MEGABYTES
) -> tuple[Source, Reading]:
    """What a file holds and what was read in it. `name` is the file's; only its last part is looked at.

    Raises IntakeError, whatever happens: for a file that is too large, takes more time or memory, or ends the process.
    """
    refuse_size(len(data))
    if not data:
        raise IntakeError("文件是空的。请确认选对了文件。")
    status, answer, said = _run(
        data, PurePath(name).name[:MAX_NAME], seconds, megabytes
    )
    if said.strip():
        _log.warning(
            "reading %r (%d bytes), status %s: %s", name, len(data), status, said
        )
    if status is None or status == -signal.SIGXCPU:
        raise IntakeError(
            f"文件在 {seconds:g} 秒内没有读完，已经停止。请用 Word 或浏览器打开后另存一份再试。"
        )
    if status != 0:
        _log.warning(
            "reading %r (%d bytes) ended with status %s", name, len(data), status
        )
        raise IntakeError(
            "读这个文件时程序中断了，文件可能已经损坏。请用 Word 或浏览器打开后另存一份再试。"
        )
    return _understood(answer, name)


def refuse_size(size: int) -> None:
    """Raises IntakeError for more bytes than a report has; whoever knows the size need not read them first."""
    if size > MAX_BYTES:
        raise IntakeError(
            f"文件有 {size / 1024 / 1024:.1f} MB，超过了 {MAX_BYTES // 1024 // 1024} MB 的上限。"
            "请只留下年度报告本身，或把其中的图片压缩以后再试。"
        )


def _understood(answer: bytes, name: str) -> tuple[Source, Reading]:
    try:
        data = json.loads(answer)
        match data:
            case {"source": source, "reading": reading, **more} if not more:
                return load_source(source), load_reading(reading)
            case {"refused": sentence, **more} if not more:
                refusal = load_text(sentence)
            case {"end": str(end), **more} if not more and end in ENDS:
                refusal = {
                    "memory": "读这个文件需要的内存太多，已经停止。请只留下年度报告本身，或另存为 DOCX 以后再试。",
                    "much": "文件里的内容太多，不像是一份年度报告。请只留下年度报告本身再试。",
                }[end]
            case _:
                raise Garbled("an answer")
    except (
        ValueError,
        RecursionError,
    ) as error:  # Garbled and what json says are ValueErrors
        _log.warning("reading %r gave no answer of ours: %s", name, error)
        raise IntakeError(
            "读出的结果不完整，没有采用。请用 Word 或浏览器打开后另存一份再试。"
        ) from None
    raise IntakeError(refusal)


def _run(
    data: bytes, name: str, seconds: float, megabytes: int
) -> tuple[int | None, bytes, str]:
    """Exit status (None: its time was over), answer, and the end of what it said besides."""
    header = {
        "name": name,
        "seconds": ceil(seconds),
        "megabytes": megabytes,
        "parent": os.getpid(),
    }
    with (
        tempfile.TemporaryDirectory(prefix="intake-") as home,
        contextlib.ExitStack() as files,
    ):
        given, answer, said = (
            files.enter_context(tempfile.TemporaryFile(dir=home)) for _ in range(3)
        )
        given.write(json.dumps(header).encode() + b"\n")
        given.write(data)
        given.seek(0)
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own words
            [sys.executable, "-I", "-B", "-c", _START, str(_ROOT)],
            stdin=given,
            stdout=answer,
            stderr=said,
            cwd=home,
            env=_environment(home),
            close_fds=True,
            start_new_session=True,
        )
        try:
            ended = _wait(process.pid, seconds)
        finally:
            _end(process)
        status = process.returncode if ended else None
        answer.seek(0)
        said.seek(max(0, said.seek(0, os.SEEK_END) - MAX_SAID))
        return (
            status,
            answer.read(MAX_ANSWER),
            said.read(MAX_SAID).decode("utf-8", "replace"),
        )


def _environment(home: str) -> dict[str, str]:
    """Nothing of ours: no database, no keys."""
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "HOME": home,
        "TMPDIR": home,
    }


def _wait(pid: int, seconds: float) -> bool:
    """Whether the process ended in time. It is not reaped: until `_end`, nobody else can get its number."""
    deadline, pause = time.monotonic() + seconds, 0.001
    while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        left = deadline - time.monotonic()
        if left <= 0:
            return False
        time.sleep(min(pause, left))
        pause = min(pause * 1.5, 0.02)
    return True


def _end(process: subprocess.Popen[Any]) -> None:
    """The process and all that it started: its session has their group."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
