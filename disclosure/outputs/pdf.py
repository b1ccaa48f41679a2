"""The report as PDF: A4, tagged, archival (PDF/A-3a), its exchange file attached, the same bytes every time."""

from __future__ import annotations

import datetime
import gc
import hashlib
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

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
        with _one_collection():
            return press.print(document)


def print_markup(source: str, stylesheet: Path) -> bytes:
    """Another page of ours, in the same fonts: an HTML file, its stylesheet. Raises PdfUnavailable."""
    with _drawing:
        press = _press()
        with _one_collection():
            return press.print_markup(source, stylesheet)


def warm_up() -> None:
    """Load all that a PDF needs, so that a worker does it before it forks and not at its first report."""
    with _drawing:
        _press()


class _Press:
    """WeasyPrint with everything that can be made once: modules, font configuration, stylesheet."""

    def __init__(self) -> None:
        with private_fontconfig():
            import weasyprint
            from weasyprint.text.fonts import FontConfiguration

            from disclosure.outputs import justify, weasyprint_memory

            self.fonts = FontConfiguration()

        justify.install()
        weasyprint_memory.install()

        class Sheets(weasyprint.HTML):  # type: ignore[misc]
            """Without WeasyPrint's own stylesheet: ours says all that these few elements need."""

            def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
                return []

        self.weasyprint, self.sheets = weasyprint, Sheets
        self.css = weasyprint.CSS(filename=STYLESHEET, font_config=self.fonts)

    def print(self, document: Document) -> bytes:
        # WeasyPrint 70 leaves it to the garbage collector to close this one file.
        warnings.filterwarnings(
            "ignore", r"unclosed file .*sRGB2014\.icc", ResourceWarning
        )
        pdf = self.sheets(string=print_sheets(document)).write_pdf(
            font_config=self.fonts,
            stylesheets=[self.css],
            pdf_variant="pdf/a-3a",
            pdf_identifier=content_hash(document.content)[:32].encode(),
            attachments=[self.attachment(document)],
            finisher=_name_files_once,
        )
        return bytes(pdf)

    def print_markup(self, source: str, stylesheet: Path) -> bytes:
        """With WeasyPrint's own stylesheet, since the page may have any element. Nothing is fetched."""
        sheet = self.weasyprint.CSS(filename=stylesheet, font_config=self.fonts)
        page = self.weasyprint.HTML(string=source, url_fetcher=_fetch_nothing)
        pdf = page.write_pdf(
            font_config=self.fonts,
            stylesheets=[sheet],
            pdf_variant="pdf/ua-1",
            pdf_identifier=hashlib.sha256(source.encode()).digest()[:16],
        )
        return bytes(pdf)

    def attachment(self, document: Document) -> Any:
        """The exchange file. Its dates say what the report is of, not when it was printed."""
        content, day = document.content, document.day
        made = datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC)
        return self.weasyprint.Attachment(
            string=dump_report(content),
            name=f"report-{content.year}.json",
            description="本报告的数据",
            created=made,
            modified=made,
            relationship="Source",
        )


def _fetch_nothing(address: str) -> NoReturn:
    raise ValueError(f"nothing is fetched while printing: {address}")


def _name_files_once(_: Any, pdf: Any) -> None:
    """WeasyPrint 70 lists each attachment twice among the associated files."""
    files = pdf.catalog["AF"]
    files[:] = dict.fromkeys(files)


@cache
def _press() -> _Press:
    try:
        press = _Press()
    except OSError as error:  # cffi did not find a library
        packages = " ".join(PANGO)
        raise PdfUnavailable(
            f"PDF needs Pango, which is not installed: run apt-get install {packages}. HTML works without it."
        ) from error
    except ImportError as error:
        raise PdfUnavailable(
            "PDF needs WeasyPrint, which is not installed: run script/setup."
        ) from error

    # What stands now stays for good; without this, every collection below walks over all modules again.
    gc.collect()
    gc.freeze()
    return press


@contextmanager
def _one_collection() -> Iterator[None]:
    """One garbage collection at the end instead of hundreds while boxes are made: a fifth faster, and memory is flat."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()

        gc.collect()
