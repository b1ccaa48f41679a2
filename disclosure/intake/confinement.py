"""What the reading process does to itself before it looks at the file: limits, no network, no other programs, no way out.

Linux. Each measure stands alone: where the kernel or a container refuses one, the others hold.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

MAX_ANSWER = 48 * 1024 * 1024
"""Bytes of the answer, and of any file that the process writes."""
MAX_FILES = 64
PROGRAMS = frozenset({"antiword"})
"""What a reader may start."""
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_NO_NEW_PRIVILEGES, _DIE_WITH_PARENT = 38, 1
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_STARTING = frozenset(
    {
        "os.system",
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.spawn",
        "pty.spawn",
        "os.kill",
        "os.killpg",
    }
)


def confine(seconds: int, megabytes: int, parent: int) -> None:
    """Cannot be undone. `parent` is the process that waits for the answer: without it there is nobody to answer."""
    _die_with(parent)
    _limit(seconds, megabytes)
    _leave_the_network()
    with suppress(OSError):
        os.nice(5)  # whoever reads a page of the site comes first
    sys.addaudithook(_Guard(Path.cwd()))


def _limit(seconds: int, megabytes: int) -> None:
    """No limit on processes: the kernel counts those of the user, the whole site's. The guard says what may be started."""
    memory = megabytes * 1024 * 1024
    for kind, soft, hard in (
        (resource.RLIMIT_AS, memory, memory),
        (resource.RLIMIT_CPU, seconds, seconds + 1),
        (resource.RLIMIT_FSIZE, MAX_ANSWER, MAX_ANSWER),
        (resource.RLIMIT_NOFILE, MAX_FILES, MAX_FILES),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        allowed = resource.getrlimit(kind)[1]
        most = hard if allowed == resource.RLIM_INFINITY else min(hard, allowed)
        resource.setrlimit(kind, (min(soft, most), most))


def _die_with(parent: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    libc.prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it ended before the line above
        os._exit(1)


def _leave_the_network() -> bool:
    """A network of its own, which has nothing in it, not even a loopback. Whether the kernel let us."""
    libc = ctypes.CDLL(None, use_errno=True)
    return bool(
        libc.unshare(_NEW_NETWORK) == 0 or libc.unshare(_NEW_USER | _NEW_NETWORK) == 0
    )


class _Guard:
    """Refuses what Python code may ask of the system and no reader needs. Native code is held by the limits alone."""

    def __init__(self, home: Path) -> None:
        self.home = f"{home}{os.sep}"

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        if event.startswith("socket.") or event in _STARTING:
            raise PermissionError(f"{event} is refused while a file is read")
        if (
            event in ("subprocess.Popen", "os.posix_spawn")
            and Path(os.fsdecode(args[0])).name not in PROGRAMS
        ):
            raise PermissionError(f"{args[0]} may not be started while a file is read")
        if (
            event == "open"
            and not isinstance(args[0], int)
            and args[0] is not None
            and args[2] & _WRITING
        ):
            path = os.path.abspath(os.fsdecode(args[0]))  # noqa: PTH100 - runs at every open
            if path != os.devnull and not path.startswith(self.home):
                raise PermissionError(f"{path} may not be written while a file is read")
