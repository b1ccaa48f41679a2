"""Every file that a report can be had as: one list, which the site, the command line and a release all ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from disclosure.exchange import dump_report
from disclosure.outputs import docx, flat, fragment, html, pdf, xlsx
from disclosure.outputs.document import Document


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file. `key` stands in addresses and on the command line; `short` is its name where room is scarce."""

    key: str
    label: str
    short: str
    suffix: str
    content_type: str
    print: Callable[[Document], bytes]


@dataclass(frozen=True, slots=True)
class File:
    """A report printed in one format; `name` is what the file is called when it is saved."""

    name: str
    content_type: str
    body: bytes


_OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS = {
    made.key: made
    for made in (
        Format("pdf", "PDF", "PDF", "pdf", "application/pdf", pdf.print_pdf),
        Format(
            "docx",
            "Word 文档",
            "Word",
            "docx",
            f"{_OFFICE}.wordprocessingml.document",
            docx.print_docx,
        ),
        Format(
            "xlsx",
            "Excel 表格",
            "Excel",
            "xlsx",
            f"{_OFFICE}.spreadsheetml.sheet",
            xlsx.print_xlsx,
        ),
        Format(
            "csv",
            "数字清单（CSV）",
            "CSV",
            "csv",
            "text/csv; charset=utf-8",
            flat.print_csv,
        ),
        Format(
            "html",
            "HTML 文件",
            "HTML",
            "html",
            "text/html; charset=utf-8",
            lambda document: html.print_page(document).encode(),
        ),
        Format(
            "fragment",
            "网站正文（HTML 片段）",
            "网站正文",
            "fragment.html",
            "text/html; charset=utf-8",
            lambda document: fragment.print_fragment(document).encode(),
        ),
        Format(
            "json",
            "数据文件（JSON）",
            "JSON",
            "json",
            "application/json",
            lambda document: dump_report(document.content).encode(),
        ),
    )
}
"""In the order in which they are offered."""


def print_file(document: Document, key: str) -> File:
    """One file. Raises KeyError for a format that there is none of, PdfUnavailable."""
    made = FORMATS[key]
    return File(
        f"{document.title}.{made.suffix}", made.content_type, made.print(document)
    )


def print_files(document: Document) -> dict[str, File]:
    """All files of a report, by format. Raises PdfUnavailable."""
    return {key: print_file(document, key) for key in FORMATS}
