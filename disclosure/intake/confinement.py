"""Confines the reading process before it looks at the file: limits, no network, no other programs, no way out.

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
# Numbers of Linux, from linux/sched.h and linux/prctl.h: Python has no names for them.
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


def confine(
    seconds: int,
    megabytes: int,
    parent: int,
) -> None:
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
    _lower(resource.RLIMIT_AS, memory, memory)
    # At the soft limit the kernel sends SIGXCPU, which the sandbox tells from a crash.
    _lower(resource.RLIMIT_CPU, seconds, seconds + 1)
    _lower(resource.RLIMIT_FSIZE, MAX_ANSWER, MAX_ANSWER)
    _lower(resource.RLIMIT_NOFILE, MAX_FILES, MAX_FILES)
    _lower(resource.RLIMIT_CORE, 0, 0)


def _lower(
    kind: int,
    soft: int,
    hard: int,
) -> None:
    """Set a limit; where a stricter one stands already, that one stays."""
    allowed = resource.getrlimit(kind)[1]
    most = hard if allowed == resource.RLIM_INFINITY else min(hard, allowed)
    resource.setrlimit(kind, (min(soft, most), most))


def _die_with(parent: int) -> None:
    # A setuid program would be more than we are.
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    libc.prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it ended before the line above
        os._exit(1)


def _leave_the_network() -> bool:
    """A network of its own, which has nothing in it, not even a loopback. Whether the kernel let us."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_NEW_NETWORK) == 0:
        return True
    # Without privileges: only in a user namespace of its own.
    return bool(libc.unshare(_NEW_USER | _NEW_NETWORK) == 0)


class _Guard:
    """Refuses what Python code may ask of the system and no reader needs. Native code is held by the limits alone."""

    def __init__(self, home: Path) -> None:
        self.home = f"{home}{os.sep}"

    def __call__(
        self,
        event: str,
        args: tuple[Any, ...],
    ) -> None:
        """An audit hook: called by the interpreter before each such act, with what the act was asked to do."""
        if event.startswith("socket.") or event in _STARTING:
            raise PermissionError(f"{event} is refused while a file is read")

        if event in {"subprocess.Popen", "os.posix_spawn"}:
            self._refuse_program(args[0])
        elif event == "open":
            self._refuse_writing(opened=args[0], flags=args[2])

    def _refuse_program(self, program: Any) -> None:
        if Path(os.fsdecode(program)).name not in PROGRAMS:
            raise PermissionError(f"{program} may not be started while a file is read")

    def _refuse_writing(
        self,
        opened: Any,
        flags: int,
    ) -> None:
        # A number is a file that is open already; None is what some C code passes.
        if isinstance(opened, int) or opened is None or not flags & _WRITING:
            return

        path = os.path.abspath(os.fsdecode(opened))  # noqa: PTH100 - runs at every open
        if path != os.devnull and not path.startswith(self.home):
            raise PermissionError(f"{path} may not be written while a file is read")
