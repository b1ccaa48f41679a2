"""Reads a PDF: paragraphs and tables out of characters and lines, which is all that a page holds."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence

from pdfplumber.pdf import PDF

from disclosure.intake.formats.pdf import opening
from disclosure.intake.formats.pdf.boxes import Box
from disclosure.intake.formats.pdf.characters import UNREAD, is_private
from disclosure.intake.formats.pdf.layout import blocks_of
from disclosure.intake.formats.pdf.page import Page, page_of
from disclosure.intake.formats.pdf.page_parts import PageParts, parts_of
from disclosure.intake.source import IntakeError, Source

MANY_DRAWINGS = 300
"""Curves on a page without text: its letters were drawn."""
SCAN = 0.7
"""Of the page: a picture so large is the page itself."""
MOST_CHARACTERS = 400_000
"""In the whole file; a report has 6,000."""
MOST_LISTED = 12
"""Numbers of pages in one remark."""

NO_TEXT = (
    "这是扫描件或图片，没有可以读取的文字；请上传由办公软件导出的文件，或逐项录入。"
)

# They warn of every oddity of a file; what matters of that is said in remarks.
for _name in ("pdfminer", "pdfplumber"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


def read(data: bytes) -> Source:
    """What a PDF holds. Raises IntakeError."""
    pdf = opening.open_pdf(data)
    pages, remarks = _pages(pdf)
    if not pages:
        raise IntakeError(opening.NO_PAGES)

    remarks += _remarks([parts.page for parts in pages])
    remarks += _about(
        (parts.page for parts in pages if _has_cut_table(parts)),
        "页的表格右边超出了页面，被截去的数字没有读出，请对照原件录入。",
    )
    remarks += opening.left_aside(pdf)
    titles = opening.titles_of(pdf)
    return Source(
        format="pdf",
        blocks=blocks_of(pages, titles),
        titles=titles,
        pages=len(pages),
        remarks=tuple(remarks),
    )


def _pages(pdf: PDF) -> tuple[list[PageParts], list[str]]:
    """All pages taken apart, and remarks. A page that cannot be read ends the reading: what follows it may be its end."""
    pages: list[PageParts] = []
    characters = 0
    try:
        for number, raw in enumerate(opening.pages_of(pdf), start=1):
            if number > opening.MOST_PAGES or characters > MOST_CHARACTERS:
                return pages, [f"文件很长，只读取了前 {number - 1} 页。"]

            page = page_of(raw, number)
            raw.close()
            characters += len(page.glyphs)
            pages.append(parts_of(_scanned(page)))
    except RecursionError as deep:
        # A file whose objects name one another: nothing of it can be trusted.
        raise IntakeError(opening.DAMAGED) from deep
    except (MemoryError, KeyboardInterrupt):
        raise
    except Exception as broken:
        if not pages:
            raise IntakeError(opening.DAMAGED) from broken
        return pages, [f"第 {len(pages) + 1} 页已损坏，从这一页起没有读取。"]

    return pages, []


def _scanned(page: Page) -> Page:
    """A page whose letters are all drawings is a picture of its size."""
    if page.glyphs or page.images or page.drawings <= MANY_DRAWINGS:
        return page

    page.images.append(
        Box(
            x0=0,
            x1=page.width,
            top=0,
            bottom=page.height,
        )
    )
    page.strokes.clear()
    return page


def _remarks(pages: Sequence[Page]) -> Iterator[str]:
    if any(page.glyphs for page in pages):
        yield from _about(
            filter(_is_picture, pages),
            "页是图片，没有可以读取的文字。",
        )
    else:
        yield NO_TEXT

    yield from _about(
        filter(_is_recognised, pages),
        "页是扫描图像，文字由识别得来，数字请逐一核对。",
    )
    yield from _about(
        filter(_has_unread, pages),
        "页有文字使用了无法识别的字体，读不出来，已按原编码保留，请对照原件录入。",
    )
    yield from _about(
        (page for page in pages if page.crowded),
        "页内容过多，没有读完。",
    )


def _about(
    pages: Iterable[Page],
    says: str,
) -> Iterator[str]:
    """A remark about these pages; none where there are none."""
    numbers = [str(page.number) for page in pages]
    if not numbers:
        return

    listed = "、".join(numbers[:MOST_LISTED])
    more = "等" if len(numbers) > MOST_LISTED else ""
    yield f"第 {listed}{more} {says}"


def _is_picture(page: Page) -> bool:
    return not page.glyphs and bool(page.images)


def _is_recognised(page: Page) -> bool:
    """Whether a program read the text out of a scan, and laid it over the picture."""
    if not page.glyphs:
        return False

    least = SCAN * page.width * page.height
    return any(image.area >= least for image in page.images)


def _has_unread(page: Page) -> bool:
    return any(_is_unread(glyph.text) for glyph in page.glyphs)


def _is_unread(text: str) -> bool:
    return UNREAD in text or is_private(text)


def _has_cut_table(parts: PageParts) -> bool:
    return any(table.has_cut_cell for table in parts.tables)
