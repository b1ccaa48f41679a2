"""Reads one file from standard input and writes one JSON answer to standard output: the process that the sandbox starts.

The input is a line of JSON (name, seconds, megabytes, parent) and the file's bytes. The answer is `source` and
`reading`, or `refused` with a sentence for people, or `end` with MEMORY or MUCH. Anything else is a crash.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

MEMORY = "memory"
"""It was not enough."""
MUCH = "much"
"""More was read than an answer may hold."""


def main() -> None:
    """Ends the process, without the interpreter's own end: everything is said, and the parent waits."""
    data = sys.stdin.buffer.read()
    header, _, body = data.partition(b"\n")
    del data
    asked = json.loads(header)
    answer_to = os.dup(1)
    os.dup2(2, 1)  # whatever a library prints is for operators

    from disclosure.intake.confinement import MAX_ANSWER, confine

    confine(asked["seconds"], asked["megabytes"], asked["parent"])
    answer = json.dumps(_answer(body, asked["name"]), separators=(",", ":")).encode()
    if len(answer) > MAX_ANSWER:
        answer = json.dumps({"end": MUCH}).encode()

    with os.fdopen(answer_to, "wb") as out:
        out.write(answer)

    sys.stderr.flush()
    os._exit(0)


def _answer(body: bytes, name: str) -> dict[str, Any]:
    from disclosure.intake.source import IntakeError
    from disclosure.intake.transport.dump import reading_data, source_data

    try:
        source, reading = _read(body, name)
        return {"source": source_data(source), "reading": reading_data(reading)}
    except IntakeError as refusal:
        return {"refused": str(refusal)}
    except MemoryError:
        return {"end": MEMORY}


def _read(body: bytes, name: str) -> Any:
    """Readers are imported here and by themselves: a text file does not wait for what reads PDF."""
    from disclosure.intake import exchange_file

    if exchange_file.is_own(body, name):
        return exchange_file.read_own(body)

    from disclosure.intake import formats
    from disclosure.intake.cleaning import clean
    from disclosure.intake.report import read_report

    source = clean(formats.read_source(body, name))
    return source, read_report(source)
