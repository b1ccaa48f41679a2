"""Files named on the command line: read, or one plain sentence and exit status 2."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

from disclosure.exchange import MAX_BYTES, ExchangeError, load_report
from disclosure.statutory.content import Content


def read_report(path: Path) -> Content:
    """The report in an exchange file; ends the command where there is none, naming the file and the place in it."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
            size = path.stat().st_size
    except OSError as error:
        fail(f"{path}：文件读不出（{error.strerror}）。")

    try:
        return load_report(raw, size=size)
    except ExchangeError as error:
        fail(f"{path}：{error}")


def fail(sentence: str) -> NoReturn:
    """End the command with one plain sentence and exit status 2."""
    sys.stderr.write(f"{sentence}\n")
    raise SystemExit(2)
