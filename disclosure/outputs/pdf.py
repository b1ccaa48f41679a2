"""The report as PDF: A4, tagged, archival (PDF/A-3a), its exchange file attached, the same bytes every time."""

from __future__ import annotations

import datetime
import threading
from functools import cache
from pathlib import Path
from typing import Any

from disclosure.exchange import content_hash, dump_report
from disclosure.outputs.document import Document
from disclosure.outputs.fonts import PANGO, private_fontconfig
from disclosure.outputs.paper import print_sheets

STYLESHEET = Path(__file__).with_name("report_print.css")
_drawing = threading.Lock()
"""Pango's font map and WeasyPrint's caches in a font configuration are not made for two threads at once."""


class PdfUnavailable(RuntimeError):
    """This machine cannot draw a PDF; the message is a sentence with the remedy."""


def print_pdf(document: Document) -> bytes:
    """Raises PdfUnavailable where Pango or WeasyPrint is missing."""
    with _drawing:
        press = _press()
        return press.print(document)


class _Press:
    """WeasyPrint with everything that can be made once: modules, font configuration, stylesheet."""

    def __init__(self) -> None:
        with private_fontconfig():
            import weasyprint
            from weasyprint.text.fonts import FontConfiguration

            self.fonts = FontConfiguration()
        self.weasyprint = weasyprint
        self.css = weasyprint.CSS(filename=STYLESHEET, font_config=self.fonts)

    def print(self, document: Document) -> bytes:
        html = self.weasyprint.HTML(string=print_sheets(document))
        pdf = html.write_pdf(
            font_config=self.fonts,
            stylesheets=[self.css],
            pdf_variant="pdf/a-3a",
            pdf_identifier=content_hash(document.content)[:32].encode(),
            attachments=[self.attachment(document)],
        )
        return bytes(pdf)

    def attachment(self, document: Document) -> Any:
        """The exchange file. Its dates say what the report is of, not when it was printed."""
        content = document.content
        day = (content.signature and content.signature.date) or datetime.date(content.year + 1, 1, 1)
        made = datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC)
        return self.weasyprint.Attachment(
            string=dump_report(content),
            name=f"report-{content.year}.json",
            description="本报告的数据（disclosure-report/1）",
            created=made,
            modified=made,
            relationship="Source",
        )


@cache
def _press() -> _Press:
    try:
        return _Press()
    except OSError as error:  # cffi did not find a library
        packages = " ".join(PANGO)
        raise PdfUnavailable(
            f"PDF needs Pango, which is not installed: run apt-get install {packages}. HTML works without it."
        ) from error
    except ImportError as error:
        raise PdfUnavailable("PDF needs WeasyPrint, which is not installed: run script/setup.") from error
