"""Tells which format a file is of by what it holds, or raises IntakeError with what it is instead, each kind in its own sentence.

Names lie: a page saved as one file, or an RTF, may well be called .doc.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from zipfile import ZipFile

from disclosure.intake.formats import ole
from disclosure.intake.formats.encodings import decode
from disclosure.intake.formats.zips import member, open_zip
from disclosure.intake.source import FormatKey, IntakeError

_HEAD = 64 * 1024
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_PICTURES = (
    b"\x89PNG\r\n",
    b"\xff\xd8\xff",  # JPEG
    b"GIF87a",
    b"GIF89a",
    b"II*\x00",  # TIFF, either way round: what a scanner makes
    b"MM\x00*",
    b"BM",
    b"\x00\x00\x01\x00",  # ICO
    b"\xd7\xcd\xc6\x9a",  # WMF
    b"8BPS",  # Photoshop
)
# HEIC and AVIF: photographs of telephones, behind the length of their first box.
_PHOTOS = (b"ftyphei", b"ftyphev", b"ftypmif", b"ftypavi")
_PROGRAMS = (
    b"MZ",  # Windows
    b"\x7fELF",  # Linux
    b"\xca\xfe\xba\xbe",  # macOS, or Java
    b"\xcf\xfa\xed\xfe",  # macOS
    b"\xce\xfa\xed\xfe",
    b"#!",
    b"\xfe\xed\xfa",
)
_ARCHIVES = (
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b",  # gzip
    b"BZh",
    b"\xfd7zXZ",
    b"MSCF",
)
_EARLY_DOCUMENTS = (
    b"\xdb\xa5\x2d\x00",  # Word 2
    b"\x31\xbe\x00\x00",  # Word for DOS
    b"\xff\x57\x50\x43",  # WordPerfect
    b"WPS",
    b"\x1aWPS",
)
_PAGE = re.compile(
    r"<(!doctype\s+html|html|head|body|table|meta|div|p|h[1-6]|span|section|article|title)\b",
    re.IGNORECASE,
)
_PAGE_BODY = re.compile(r"<(html|body)\b", re.IGNORECASE)
_CLOSING = re.compile(r"</(p|td|tr|table|div|span|body|html|h[1-6])\s*>", re.IGNORECASE)
_MAIL_HEAD = re.compile(
    r"^(mime-version|content-type|from|subject|snapshot-content-location)\s*:",
    re.IGNORECASE,
)
_MAIL_WITH_PAGE = re.compile(r"multipart/related|text/html", re.IGNORECASE)
_JSON = re.compile(r"[\[{]\s*[\"{\[\]}]")
_SVG = re.compile(r"(<[!?][^>]*>\s*)*<svg\b", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_PAGE_NAMES = frozenset(
    ".html .htm .shtml .xhtml .jhtml .jsp .asp .aspx .php .mht .mhtml".split()
)


def format_of(data: bytes, name: str) -> FormatKey:
    """The format of a file. The name decides only where the content does not, and is
    otherwise not believed.

    Raises IntakeError with what the file is and what to do, where it is of no format
    that is read."""
    if not data.strip():
        raise IntakeError("文件是空的，请检查是否上传错了，或者重新下载后再上传。")

    suffix = PurePath(name).suffix.lower()
    if data.startswith(_ZIPS):
        return _zip_format(data)
    if data.startswith(ole.MAGIC):
        return _compound_format(data, suffix)
    if b"%PDF-" in data[:1024]:  # some programs write a line of their own before it
        return "pdf"

    _refuse_known(data)
    return _text_format(data, suffix)


def _refuse_known(data: bytes) -> None:
    """Raise for what is known by its first bytes and not read."""
    head = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if _is_picture(data):
        raise IntakeError(
            "这是一张图片（照片或扫描件），文字和数字读不出，请上传可以选中文字的 docx、PDF 或网页文件。"
        )
    if head.startswith(b"{\\rtf"):
        raise IntakeError(
            "这是 RTF 文件（扩展名可能是 .doc），请用 Word 或 WPS 打开后另存为 docx 再上传。"
        )
    if _is_program(data, head):
        raise IntakeError(
            "这是程序文件，不是报告，没有打开，请上传报告的 docx、doc、PDF、网页或文本文件。"
        )
    if data.startswith(_ARCHIVES) or data[257:262] == b"ustar":
        raise IntakeError("这是压缩包，请解压后上传其中的报告文件。")
    if data.startswith(_EARLY_DOCUMENTS):
        raise IntakeError(
            "这是很早的 Word 或 WPS 文字格式，请用 WPS 打开后另存为 docx 再上传。"
        )


def _is_picture(data: bytes) -> bool:
    if data.startswith(b"RIFF"):  # sound and film begin so, too
        return data[8:12] == b"WEBP"
    return data.startswith(_PICTURES) or data[4:11] in _PHOTOS


def _is_program(data: bytes, head: bytes) -> bool:
    if head.startswith(b"#!"):
        return True
    # A text may begin with MZ; it has no zero bytes.
    return data.startswith(_PROGRAMS) and b"\x00" in data[:4096]


def _zip_format(data: bytes) -> FormatKey:
    with open_zip(data) as archive:
        names = frozenset(archive.namelist())
        kind = _open_document_kind(archive)

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


def _open_document_kind(archive: ZipFile) -> str:
    """What LibreOffice writes as the first member of a file, "" where there is none."""
    if "mimetype" not in archive.namelist():
        return ""
    return member(archive, "mimetype")[:100].decode("ascii", "replace").strip()


def _compound_format(data: bytes, suffix: str) -> FormatKey:
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


def _text_format(data: bytes, suffix: str) -> FormatKey:
    text, unread = decode(data[:_HEAD])
    text = text.lstrip("\ufeff \t\r\n\f")
    if _is_binary(text, unread):
        raise IntakeError(
            "认不出这个文件的格式，请上传报告的 docx、doc、PDF、网页或文本文件。"
        )

    start = text[:2000]
    if _JSON.match(start):
        return "json"
    # A browser saves a page as one file (MHTML) in the form of a mail.
    if _MAIL_HEAD.match(start) and _MAIL_WITH_PAGE.search(text[:8000]):
        return "html"

    if text.startswith(("<?xml", "<pkg:")):
        _refuse_xml(text[:4000])

    if _SVG.match(start):
        raise IntakeError(
            "这是一张图片（SVG），请上传可以选中文字的 docx、PDF 或网页文件。"
        )
    if _is_page(text) or (suffix in _PAGE_NAMES and "<" in text):
        return "html"
    return "text"


def _is_binary(text: str, unread: int) -> bool:
    """Whether a fiftieth of the characters are control characters, or a fifth could not
    be read: bytes of something else. Both are judged."""
    control = _CONTROL.findall(text)
    return len(control) * 50 > len(text) or unread * 5 > len(text)


def _is_page(text: str) -> bool:
    if _PAGE.match(text[:2000]) or _PAGE_BODY.search(text[:8000]):
        return True
    # A piece of a page that was copied out of an editor has tags and no head.
    return len(_CLOSING.findall(text)) >= 3


def _refuse_xml(start: str) -> None:
    """Raise where XML is an office document in one file."""
    if (
        "Word.Document" in start
        or "schemas.microsoft.com/office/2006/xmlPackage" in start
    ):
        raise IntakeError(
            "这是 Word 的 XML 文件，请用 Word 或 WPS 打开后另存为 docx 再上传。"
        )
    if (
        "Excel.Sheet" in start
        or "urn:schemas-microsoft-com:office:spreadsheet" in start
    ):
        raise IntakeError(
            "这是 Excel 的 XML 表格，请用 Excel 或 WPS 打开后另存为 xlsx 再上传。"
        )
