"""One reader for each file format. Each turns bytes into a `Source` and knows nothing of the statutory form."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from disclosure.intake.formats.sniff import format_of
from disclosure.intake.source import FORMATS, FormatKey, IntakeError, Source

READERS: dict[FormatKey, str] = {
    "html": "disclosure.intake.formats.html",
    "docx": "disclosure.intake.formats.docx",
    "doc": "disclosure.intake.formats.doc",
    "pdf": "disclosure.intake.formats.pdf",
    "text": "disclosure.intake.formats.text",
    "xlsx": "disclosure.intake.formats.sheets",
    "xls": "disclosure.intake.formats.sheets",
    "ods": "disclosure.intake.formats.sheets",
}
"""The module that reads a format, by a function `read(data: bytes) -> Source`; imported
when a file asks for it. The report's own JSON is none of them: it is content already,
and `exchange` reads it."""


def read_source(data: bytes, name: str) -> Source:
    """What the file holds, by its content; the name only breaks ties. Raises
    IntakeError."""
    key = format_of(data, name)
    if key not in READERS:
        raise IntakeError(
            f"这是{FORMATS[key]}，不是排好版的报告，请用导入报告文件的功能打开。"
        )
    return cast(Source, import_module(READERS[key]).read(data))
