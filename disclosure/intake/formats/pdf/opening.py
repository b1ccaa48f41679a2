"""Opens a PDF that anybody may have sent: what cannot be read is said, what is too large is not begun."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1
from pdfplumber.page import Page as RawPage
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from disclosure.intake.source import IntakeError

MOST_BYTES = 60 * 1024 * 1024
MOST_PAGES = 120
"""A report has five to ten; what follows is not read."""
MOST_STREAM = 48 * 1024 * 1024
"""Of one stream when unpacked, pictures aside; a crowded page has half a megabyte, a Chinese font ten."""
MOST_STREAMS = 256 * 1024 * 1024
"""Of all of them together."""
DESCRIPTION = 400
"""Bytes before a stream in which it is looked for what the stream holds."""
PACKED, UNPACKED = 1 << 16, 1 << 20
"""Bytes that are unpacked, and made, at once."""

EMPTY = "这个 PDF 文件是空的，请重新下载或导出后再上传。"
TOO_LARGE = f"这个 PDF 文件超过 {MOST_BYTES // 1024 // 1024} MB，请只上传年度报告本身。"
NO_PDF = "这个文件不是 PDF，请上传真正的 PDF 文件，或按它原来的格式上传。"
LOCKED = "这个 PDF 文件设有打开密码，请去掉密码后再上传。"
DAMAGED = "这个 PDF 文件已损坏或不完整，请重新下载或导出后再上传。"
NO_PAGES = "这个 PDF 文件里没有页面，请重新导出后再上传。"
BOMB = "这个 PDF 文件解压后过大，不予读取，请用办公软件重新导出后再上传。"

_STREAM = re.compile(rb"stream\r?\n")
_MADE_UP = re.compile(
    r"(?i)untitled|microsoft word.*|文档\d*|.*\.(?:docx?|wps|pdf|html?)"
)
_HEADER = re.compile(rb"%PDF-\d")


def open_pdf(data: bytes) -> PDF:
    """The file, opened with the empty password. Raises IntakeError."""
    if not data:
        raise IntakeError(EMPTY)
    if len(data) > MOST_BYTES:
        raise IntakeError(TOO_LARGE)
    # As far as readers look for it: some files begin with something else.
    if not _HEADER.search(data[:1024]):
        raise IntakeError(NO_PDF)

    _weigh(data)
    try:
        return pdfplumber.open(BytesIO(data), raise_unicode_errors=False)
    except PdfminerException as refused:
        cause = refused.args[0] if refused.args else None
        locked = isinstance(cause, PDFPasswordIncorrect | PDFTextExtractionNotAllowed)
        raise IntakeError(LOCKED if locked else DAMAGED) from refused
    except Exception as broken:  # whatever else a parser trips over in a damaged file
        raise IntakeError(DAMAGED) from broken


def pages_of(pdf: PDF) -> Iterator[RawPage]:
    """The pages one by one, one more than are read so that it shows that there are more. Raises IntakeError."""
    top = 0.0
    pages = PDFPage.create_pages(pdf.doc)
    for number, raw in enumerate(islice(pages, MOST_PAGES + 1), start=1):
        page = RawPage(
            pdf,
            raw,
            page_number=number,
            initial_doctop=top,
        )
        top += page.height
        yield page


def _weigh(data: bytes) -> None:
    """Refuse what would fill the memory when unpacked. Pictures are never unpacked here."""
    total = 0
    for found in _STREAM.finditer(data):
        described = _described_before(data, found.start())
        if b"/Image" in described or b"Flate" not in described:
            continue

        room = min(MOST_STREAM, MOST_STREAMS - total) + 1
        try:
            size = _unpacked(data, found.end(), room)
        except zlib.error:  # not a stream after all, or a damaged one
            continue

        total += size
        if size >= room:
            raise IntakeError(BOMB)


def _described_before(data: bytes, start: int) -> bytes:
    """What a stream's own object says of it; of a long description only the end."""
    before = data[max(0, start - DESCRIPTION) : start]
    return before.rpartition(b" obj")[2]


def _unpacked(data: bytes, start: int, room: int) -> int:
    """How many bytes a stream unpacks to, at most `room`."""
    unpacker = zlib.decompressobj()
    size = 0
    # In pieces on both sides: a bomb is stopped long before it has filled the memory.
    for at in range(start, len(data), PACKED):
        rest = data[at : at + PACKED]
        while rest:
            unpacked = unpacker.decompress(rest, min(UNPACKED, room - size))
            size += len(unpacked)
            if size >= room or unpacker.eof:
                return size

            rest = unpacker.unconsumed_tail

    return size


def titles_of(pdf: PDF) -> tuple[str, ...]:
    """What the file calls itself, unless that is the name that a word processor makes up."""
    titles: dict[str, None] = {}
    # A file that was changed later has several descriptions of itself.
    for info in pdf.doc.info:
        value = resolve1(info.get("Title"))
        if not isinstance(value, bytes):
            continue

        title = _decoded(value).strip()
        if title and not _MADE_UP.fullmatch(title):
            titles[title] = None

    return tuple(titles)


def _decoded(value: bytes) -> str:
    """A text of the file's own description, by its byte order mark; without one many programs wrote GBK."""
    for mark, encoding in (
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xef\xbb\xbf", "utf-8"),
    ):
        if value.startswith(mark):
            return value[len(mark) :].decode(encoding, "replace")

    try:
        return value.decode("gb18030")
    except UnicodeDecodeError:
        return ""


def left_aside(pdf: PDF) -> Iterator[str]:
    """Remarks about what is in the file and is not looked at."""
    catalog: dict[str, Any] = pdf.doc.catalog or {}
    names = _resolved(catalog.get("Names"))
    if "EmbeddedFiles" in names or "AF" in catalog:
        yield "文件中夹带的附件没有读取。"

    if "JavaScript" in names or "JS" in _resolved(catalog.get("OpenAction")):
        yield "文件中的脚本没有运行。"

    if _resolved(catalog.get("AcroForm")).get("Fields"):
        yield "文件中的表单域没有读取，只读取了页面上的文字。"


def _resolved(value: Any) -> dict[str, Any]:
    found = resolve1(value)
    return found if isinstance(found, dict) else {}
