"""Which format a file is of, by what it holds: names lie. What we do not read is said, each kind in its own sentence."""

from __future__ import annotations

import re
from pathlib import PurePath

from disclosure.intake.formats import ole
from disclosure.intake.formats.encodings import decode
from disclosure.intake.formats.zips import member, open_zip
from disclosure.intake.source import FormatKey, IntakeError

_HEAD = 64 * 1024
_PICTURES = (
    *(
        b"\x89PNG\r\n",
        b"\xff\xd8\xff",
        b"GIF87a",
        b"GIF89a",
        b"II*\x00",
        b"MM\x00*",
        b"BM",
        b"\x00\x00\x01\x00",
    ),
    *(b"\xd7\xcd\xc6\x9a", b"8BPS"),
)
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"#!",
    b"\xfe\xed\xfa",
)
_ARCHIVES = (
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ",
    b"MSCF",
)
_PAGE = re.compile(
    r"<(!doctype\s+html|html|head|body|table|meta|div|p|h[1-6]|span|section|article|title)\b",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"</(p|td|tr|table|div|span|body|html|h[1-6])\s*>", re.IGNORECASE)
_MAIL_HEAD = re.compile(
    r"^(mime-version|content-type|from|subject|snapshot-content-location)\s*:",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_PAGE_NAMES = frozenset(
    {
        ".html",
        ".htm",
        ".shtml",
        ".xhtml",
        ".jhtml",
        ".jsp",
        ".asp",
        ".aspx",
        ".php",
        ".mht",
        ".mhtml",
    }
)


def format_of(data: bytes, name: str) -> FormatKey:
    """The format of a file. The name decides only where the content does not, and is otherwise not believed.

    Raises IntakeError with what the file is and what to do, where it is of no format that is read.
    """
    if not data.strip():
        raise IntakeError("文件是空的，请检查是否上传错了，或者重新下载后再上传。")
    suffix = PurePath(name).suffix.lower()
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _of_zip(data)
    if data.startswith(ole.MAGIC):
        return _of_compound(data, suffix)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    _refuse(data)
    return _of_text(data, suffix)


def _refuse(data: bytes) -> None:
    """Raise for what is known and not read."""
    head = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if (
        data.startswith(_PICTURES)
        or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")
        or data[4:11] in _PHOTOS
    ):
        raise IntakeError(
            "这是一张图片（照片或扫描件），文字和数字读不出，请上传可以选中文字的 docx、PDF 或网页文件。"
        )
    if head.startswith(b"{\\rtf"):
        raise IntakeError(
            "这是 RTF 文件（扩展名可能是 .doc），请用 Word 或 WPS 打开后另存为 docx 再上传。"
        )
    if data.startswith(_PROGRAMS) and b"\x00" in data[:4096] or head.startswith(b"#!"):
        raise IntakeError(
            "这是程序文件，不是报告，没有打开，请上传报告的 docx、doc、PDF、网页或文本文件。"
        )
    if data.startswith(_ARCHIVES) or data[257:262] == b"ustar":
        raise IntakeError("这是压缩包，请解压后上传其中的报告文件。")
    if data.startswith(
        (
            b"\xdb\xa5\x2d\x00",
            b"\x31\xbe\x00\x00",
            b"\xff\x57\x50\x43",
            b"WPS",
            b"\x1aWPS",
        )
    ):
        raise IntakeError(
            "这是很早的 Word 或 WPS 文字格式，请用 WPS 打开后另存为 docx 再上传。"
        )


_PHOTOS = (b"ftyphei", b"ftyphev", b"ftypmif", b"ftypavi")


def _of_zip(data: bytes) -> FormatKey:
    with open_zip(data) as archive:
        names = frozenset(archive.namelist())
        kind = (
            member(archive, "mimetype")[:100].decode("ascii", "replace").strip()
            if "mimetype" in names
            else ""
        )
    if "opendocument.spreadsheet" in kind:
        return "ods"
    if "opendocument.text" in kind:
        raise IntakeError(
            "这是 ODT 文档，请用 LibreOffice 或 WPS 打开后另存为 docx 再上传。"
        )
    if any(part.lower().startswith("word/document") for part in names):
        return "docx"
    if "xl/workbook.bin" in names:
        raise IntakeError(
            "这是二进制的 Excel 工作簿（xlsb），请用 Excel 或 WPS 打开后另存为 xlsx 再上传。"
        )
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "OFD.xml" in names:
        raise IntakeError(
            "这是 OFD 版式文件，请用 OFD 阅读器导出为 PDF，或上传原来的 docx。"
        )
    if "ppt/presentation.xml" in names or "opendocument.presentation" in kind:
        raise IntakeError(
            "这是演示文稿，不是年度报告，请上传报告的 docx、doc、PDF、网页或文本文件。"
        )
    raise IntakeError("这是压缩包，请解压后上传其中的报告文件。")


def _of_compound(data: bytes, suffix: str) -> FormatKey:
    names = ole.Compound(data).names()
    if "EncryptedPackage" in names:
        raise IntakeError(
            "文件加了打开密码，请用 Word 或 WPS 打开、取消密码后另存一份再上传。"
        )
    if "WordDocument" in names:
        return "doc"
    if "Workbook" in names or "Book" in names:
        return "xls"
    if "PowerPoint Document" in names:
        raise IntakeError(
            "这是演示文稿，不是年度报告，请上传报告的 docx、doc、PDF、网页或文本文件。"
        )
    if suffix == ".wps" or "MatOST" in names or "CONTENTS" in names:
        raise IntakeError(
            "这是旧的 WPS 文字格式（.wps），请用 WPS 打开后另存为 docx 再上传。"
        )
    raise IntakeError(
        "认不出文件里是什么文档，请用原来的程序打开后另存为 docx 或 PDF 再上传。"
    )


def _of_text(data: bytes, suffix: str) -> FormatKey:
    text, unread = decode(data[:_HEAD])
    text = text.lstrip("\ufeff \t\r\n\f")
    if len(_CONTROL.findall(text)) * 50 > len(text) or unread * 5 > len(text):
        raise IntakeError(
            "认不出这个文件的格式，请上传报告的 docx、doc、PDF、网页或文本文件。"
        )
    start = text[:2000]
    if re.match(r"[\[{]\s*[\"{\[\]}]", start):
        return "json"
    if _MAIL_HEAD.match(start) and re.search(
        r"multipart/related|text/html", text[:8000], re.IGNORECASE
    ):
        return "html"
    if start.startswith(("<?xml", "<pkg:")):
        _refuse_xml(text)
    if re.match(r"(<[!?][^>]*>\s*)*<svg\b", start, re.IGNORECASE):
        raise IntakeError(
            "这是一张图片（SVG），请上传可以选中文字的 docx、PDF 或网页文件。"
        )
    tags = len(_CLOSING.findall(text))
    if (
        _PAGE.match(start)
        or tags >= 3
        or re.search(r"<(html|body)\b", text[:8000], re.IGNORECASE)
    ):
        return "html"
    return "html" if suffix in _PAGE_NAMES and "<" in text else "text"


def _refuse_xml(text: str) -> None:
    """Raise where XML is an office document in one file."""
    if (
        "Word.Document" in text[:4000]
        or "schemas.microsoft.com/office/2006/xmlPackage" in text[:4000]
    ):
        raise IntakeError(
            "这是 Word 的 XML 文件，请用 Word 或 WPS 打开后另存为 docx 再上传。"
        )
    if (
        "Excel.Sheet" in text[:4000]
        or "urn:schemas-microsoft-com:office:spreadsheet" in text[:4000]
    ):
        raise IntakeError(
            "这是 Excel 的 XML 表格，请用 Excel 或 WPS 打开后另存为 xlsx 再上传。"
        )
