"""The sheet as a fragment for our pages, as a page that stands alone in one file, and as A4."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from disclosure.intake.reading import Reading
from disclosure.intake.source import FORMATS
from disclosure.outputs import pdf
from disclosure.outputs.examination.notes import by_level, number
from disclosure.outputs.examination.opens import doubt_lines, open_lines
from disclosure.outputs.examination.paper import NAMELESS, Paper
from disclosure.rules import Finding

STATIC = Path(__file__).resolve().parents[3] / "static" / "disclosure"
PRINT = Path(__file__).with_name("print.css")


def examination_html(
    reading: Reading,
    findings: Sequence[Finding],
    *,
    name: str = "",
    last: str = "",
    top: int = 2,
) -> SafeString:
    """The sheet as a fragment. The page links `disclosure/report.css` and, after it, `disclosure/examination.css`.

    `name` is the file's, `last` says what it was compared with; `top` is the level of the sheet's first heading.
    """
    return _sheet(reading, findings, name=name, last=last, top=top, upright=False)


def examination_page(
    reading: Reading, findings: Sequence[Finding], *, name: str = "", last: str = ""
) -> str:
    """A whole HTML file that needs nothing beside it."""
    styles = "".join(
        (STATIC / sheet).read_text(encoding="utf-8")
        for sheet in ("report.css", "examination.css")
    )
    body = examination_html(reading, findings, name=name, last=last, top=1)
    return _page(reading, styles, body)


def examination_pdf(
    reading: Reading, findings: Sequence[Finding], *, name: str = "", last: str = ""
) -> bytes:
    """The sheet on A4. Raises PdfUnavailable."""
    body = _sheet(reading, findings, name=name, last=last, top=1, upright=True)
    return pdf.print_markup(_page(reading, "", body), PRINT)


def _sheet(
    reading: Reading,
    findings: Sequence[Finding],
    *,
    name: str,
    last: str,
    top: int,
    upright: bool,
) -> SafeString:
    paper = Paper(reading, top=top + 1, upright=upright)
    notes = number(findings, reading.edition, paper.there)
    context = {
        "reading": reading,
        "title": reading.title or NAMELESS,
        "format": FORMATS[reading.format],
        "groups": by_level(notes),
        "count": len(notes),
        "open": open_lines(reading),
        "doubts": doubt_lines(reading),
        "name": name,
        "last": last,
        "top": top,
        "below": top + 1,
        "print": upright,
        "paper": mark_safe(paper.write(notes)),
    }
    return render_to_string("disclosure/examination/sheet.html", context)


def _page(reading: Reading, styles: str, body: str) -> str:
    title = f"检查表：{reading.title or NAMELESS}"
    return (
        '<!DOCTYPE html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(title)}</title>\n<style>\n{styles}</style>\n</head>\n"
        f'<body class="examination-page">\n<main>\n{body}</main>\n</body>\n</html>\n'
    )
