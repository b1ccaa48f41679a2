"""Takes the files of a request, and lets a few of them be read at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from disclosure.desk.importing import MAX_DROP, MAX_FILE

READERS = 2
"""Files that are read at once in one process; visitors who are not signed in may take all but one."""
PATIENCE = 20.0
"""Seconds that somebody who is signed in waits for their turn."""

_turns = threading.BoundedSemaphore(READERS)
_visitors = threading.BoundedSemaphore(max(READERS - 1, 1))


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


def sent_files(request: HttpRequest, field: str) -> list[UploadedFile[Any]]:
    """The files of a field, as many as are taken at once; those without a name are none."""
    return [file for file in request.FILES.getlist(field) if file.name][:MAX_DROP]


def body_of(file: UploadedFile[Any]) -> bytes:
    """A file's bytes; of one that is too large only so much that it shows."""
    return bytes(file.read(MAX_FILE + 1))
