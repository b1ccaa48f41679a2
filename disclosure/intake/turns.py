"""Lets a few files be read at once in one process of the site; who finds no turn gets Busy. Pure: threading alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

TURNS = 2
"""Files that are read at once in one process; visitors who are not signed in may take all but one."""
PATIENCE = 20.0
"""Seconds that somebody who is signed in waits for their turn."""

_turns = threading.BoundedSemaphore(TURNS)
_visitors = threading.BoundedSemaphore(max(TURNS - 1, 1))


class Busy(Exception):
    """As many files are being read as may be at once."""

    def __init__(self) -> None:
        super().__init__("现在正在读的文件较多，请过一两分钟再试。")


@contextmanager
def reading_turn(*, visitor: bool = False) -> Iterator[None]:
    """A turn to read one file; who is signed in waits a little for it. Raises Busy."""
    if visitor and not _visitors.acquire(timeout=PATIENCE / 4):
        raise Busy

    try:
        if not _turns.acquire(timeout=PATIENCE):
            raise Busy

        try:
            yield
        finally:
            _turns.release()
    finally:
        if visitor:
            _visitors.release()
