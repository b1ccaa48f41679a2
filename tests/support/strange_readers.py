"""Readers that do what a hostile file might make ours do; in place of them in a reading process of a test.

The file's first word says what happens.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import types
from pathlib import Path

from disclosure import intake
from disclosure.intake import formats
from disclosure.intake.reading import Reading
from disclosure.intake.source import IntakeError, Source, SourceParagraph, Where
from disclosure.statutory.editions import EDITIONS


def spin():
    while True:
        pass


def wait():
    time.sleep(600)


def hog():
    kept = []
    while True:
        kept.append(bytearray(16 * 1024 * 1024))


def hog_native():
    libc = ctypes.CDLL(None)
    libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
    libc.memset.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t]
    while piece := libc.malloc(16 * 1024 * 1024):
        libc.memset(piece, 1, 16 * 1024 * 1024)
    os.abort()


def crash():
    ctypes.string_at(0)


def killed():
    signal.raise_signal(signal.SIGKILL)


def leave():
    os._exit(0)


def fail():
    raise ZeroDivisionError("不是给人看的")


def deep():
    return deep()


def garbage():
    os.write(3, b"x" * 1000)
    os._exit(0)


def forged():
    """Finds the answer's descriptor and writes something that only looks like one."""
    for at in range(3, 20):
        try:
            os.write(at, b'{"source": {}, "reading": {"year": 2023}}')
        except OSError:
            continue
    os._exit(0)


def chatter():
    print("页码乱了" * 100_000, flush=True)
    sys.stderr.write("x" * 100_000)
    return "说完了"


def refuse():
    raise IntakeError("这不是年度报告。")


def much():
    return "多" * 20_000_000


def fill_disk():
    with open("big", "wb") as file:  # noqa: PTH123 - as a library would
        file.writelines(bytes(1024 * 1024) for _ in range(100))


def started():
    """A program of its own that goes on when this one has ended."""
    ctypes.CDLL(None).system(b"sleep 300 &")
    return "留下了一个程序"


def files():
    """More files than a process may hold."""
    kept = []
    while True:
        kept.append(open("/dev/null", "rb"))  # noqa: PTH123, SIM115


def tell():
    """What the process knows of the world around it, line by line."""
    lines = [
        f"cwd={Path.cwd()}",
        f"modules={','.join(sorted({name.split('.')[0] for name in sys.modules}))}",
        f"fds={','.join(fd.name for fd in Path('/proc/self/fd').iterdir())}",
        *(f"env {key}={value}" for key, value in os.environ.items()),
        *(f"refused {name}" for name, act in ATTEMPTS.items() if _refused(act)),
        f"group={os.getpgid(0) == os.getpid()}",
        f"session={os.getsid(0) == os.getpid()}",
    ]
    return "\n".join(lines)


def _native_connect():
    """Past Python: what a C library would do."""
    libc = ctypes.CDLL(None, use_errno=True)
    made = libc.socket(2, 1, 0)
    address = (
        (2).to_bytes(2, "little")
        + int(os.environ.get("PORT", "9")).to_bytes(2, "big")
        + bytes([127, 0, 0, 1])
    )
    if libc.connect(made, address + bytes(8), 16) != 0:
        code = ctypes.get_errno()
        raise (
            PermissionError(code, "no network")
            if code == 101
            else OSError(code, "nobody listens")
        )


ATTEMPTS = {
    "socket": socket.socket,
    "name": lambda: socket.getaddrinfo("localhost", 80),
    "program": lambda: subprocess.run(["/bin/true"], check=False),
    "antiword": lambda: subprocess.run(["antiword"], check=False, capture_output=True),
    "system": lambda: os.system("true"),
    "fork": lambda: os.fork() or os._exit(0),
    "kill": lambda: os.kill(os.getppid(), 0),
    "write": lambda: open("/var/tmp/intake-was-here", "w"),  # noqa: PTH123, SIM115
    "climb": lambda: open("../intake-was-here", "w"),  # noqa: PTH123, SIM115
    "native network": _native_connect,
}


def _refused(act) -> bool:
    try:
        act()
    except PermissionError:
        return True
    except OSError:
        return False
    return False


def read_source(data: bytes, name: str) -> Source:
    words = data.decode("utf-8", "replace").split()
    told = globals()[words[0]]()
    return Source(
        "text",
        tuple(
            SourceParagraph(line, Where(block=1)) for line in (told or "").splitlines()
        ),
        (name,),
    )


def read_report(source: Source) -> Reading:
    return Reading("text", EDITIONS["2021"], title="什么也没有读")


formats.read_source = read_source
intake.report = sys.modules["disclosure.intake.report"] = types.SimpleNamespace(
    read_report=read_report
)
