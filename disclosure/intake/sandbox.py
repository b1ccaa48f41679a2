"""Runs the reader in a sandboxed process; returns Source and Reading, or raises IntakeError.

Whatever the file does to that process, here it is an answer.
"""

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
from dataclasses import dataclass
from math import ceil
from pathlib import Path, PurePath
from typing import IO, Any

from disclosure.intake.confinement import MAX_ANSWER
from disclosure.intake.reading import Reading
from disclosure.intake.source import IntakeError, Source
from disclosure.intake.transport.load import (
    Garbled,
    load_reading,
    load_source,
    load_text,
)
from disclosure.intake.worker import MEMORY, MUCH

MAX_BYTES = 32 * 1024 * 1024
SECONDS, MEGABYTES = 30.0, 1024
MAX_NAME = 200
MAX_SAID = 4000
"""Bytes of what the process said besides, the last of them, for operators."""

BROKEN_OFF = (
    "读这个文件时程序中断了，文件可能已经损坏。请用 Word 或浏览器打开后另存一份再试。"
)
INCOMPLETE = "读出的结果不完整，没有采用。请用 Word 或浏览器打开后另存一份再试。"
REFUSALS = {
    MEMORY: "读这个文件需要的内存太多，已经停止。请只留下年度报告本身，或另存为 DOCX 以后再试。",
    MUCH: "文件里的内容太多，不像是一份年度报告。请只留下年度报告本身再试。",
}

_ROOT = Path(__file__).resolve().parents[2]
_START = "import sys; sys.path.insert(0, sys.argv[1]); from disclosure.intake.worker import main; main()"
_log = logging.getLogger("disclosure.intake")


@dataclass(frozen=True, slots=True)
class _Outcome:
    """How a reading process ended: its exit status, None where its time was over; its answer; the end of what else it said."""

    status: int | None
    answer: bytes
    said: str


def read_in_sandbox(
    data: bytes,
    name: str,
    *,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
) -> tuple[Source, Reading]:
    """What a file holds and what was read in it. `name` is the file's; only its last part is looked at.

    Raises IntakeError, whatever happens: for a file that is too large, takes more time or memory, or ends the process.
    """
    refuse_size(len(data))
    if not data:
        raise IntakeError("文件是空的。请确认选对了文件。")

    outcome = _run(data, PurePath(name).name[:MAX_NAME], seconds, megabytes)
    status = outcome.status
    about = f"reading {name!r} ({len(data)} bytes)"
    if outcome.said.strip():
        _log.warning("%s, status %s: %s", about, status, outcome.said)

    # The kernel counts processor time, we count by the clock: a file may also wait.
    if status is None or status == -signal.SIGXCPU:
        raise IntakeError(
            f"文件在 {seconds:g} 秒内没有读完，已经停止。请用 Word 或浏览器打开后另存一份再试。"
        )

    if status != 0:
        _log.warning("%s ended with status %s", about, status)
        raise IntakeError(BROKEN_OFF)

    return _understood(outcome.answer, name)


def refuse_size(size: int) -> None:
    """Raises IntakeError for more bytes than a report has; whoever knows the size need not read them first."""
    if size > MAX_BYTES:
        raise IntakeError(
            f"文件有 {size / 1024 / 1024:.1f} MB，超过了 {MAX_BYTES // 1024 // 1024} MB 的上限。"
            "请只留下年度报告本身，或把其中的图片压缩以后再试。"
        )


def _understood(
    answer: bytes,
    name: str,
) -> tuple[Source, Reading]:
    try:
        read = _answered(json.loads(answer))
    except (ValueError, RecursionError) as error:
        # Garbled is a ValueError, and so is what json says of bytes that are no JSON.
        _log.warning("reading %r gave no answer of ours: %s", name, error)
        raise IntakeError(INCOMPLETE) from None

    if isinstance(read, str):
        raise IntakeError(read)
    return read


def _answered(data: Any) -> tuple[Source, Reading] | str:
    """What was read, or the sentence that refuses the file. Raises Garbled."""
    match data:
        case {"source": source, "reading": reading, **more} if not more:
            return load_source(source), load_reading(reading)
        case {"refused": sentence, **more} if not more:
            return load_text(sentence)
        case {"end": str(end), **more} if not more and end in REFUSALS:
            return REFUSALS[end]

    raise Garbled("an answer")


def _run(
    data: bytes,
    name: str,
    seconds: float,
    megabytes: int,
) -> _Outcome:
    header = {
        "name": name,
        "seconds": ceil(seconds),
        "megabytes": megabytes,
        "parent": os.getpid(),
    }
    with (
        tempfile.TemporaryDirectory(prefix="intake-") as home,
        tempfile.TemporaryFile(dir=home) as given,
        tempfile.TemporaryFile(dir=home) as answer,
        tempfile.TemporaryFile(dir=home) as said,
    ):
        given.write(json.dumps(header).encode() + b"\n")
        given.write(data)
        given.seek(0)
        status = _run_process(home, seconds, given, answer, said)
        # Of both no more than was allowed, whatever stands there.
        answer.seek(0)
        said.seek(max(0, said.seek(0, os.SEEK_END) - MAX_SAID))
        return _Outcome(
            status,
            answer.read(MAX_ANSWER),
            said.read(MAX_SAID).decode("utf-8", "replace"),
        )


def _run_process(
    home: str,
    seconds: float,
    given: IO[bytes],
    answer: IO[bytes],
    said: IO[bytes],
) -> int | None:
    """Starts the reader, waits at most `seconds`, kills it with all that it started; its exit status, None where its time
    was over. `home` is where it may write."""
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
        _kill_group(process)

    return process.returncode if ended else None


def _environment(home: str) -> dict[str, str]:
    """Nothing of ours: no database, no keys."""
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "HOME": home,
        "TMPDIR": home,
    }


def _wait(pid: int, seconds: float) -> bool:
    """Whether the process ended in time. It is not reaped: until `_kill_group`, nobody else can get its number."""
    deadline = time.monotonic() + seconds
    # Most files take some tenths of a second: looked at often at first, then every 20 ms.
    pause = 0.001
    options = os.WEXITED | os.WNOHANG | os.WNOWAIT
    while os.waitid(os.P_PID, pid, options) is None:
        left = deadline - time.monotonic()
        if left <= 0:
            return False

        time.sleep(min(pause, left))
        pause = min(pause * 1.5, 0.02)

    return True


def _kill_group(process: subprocess.Popen[Any]) -> None:
    """Kills the process and all that it started: a session of its own is one process group."""
    # Also where it has ended by itself: what it started may go on.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)

    process.wait()
