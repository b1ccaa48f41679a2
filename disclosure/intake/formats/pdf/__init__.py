"""PDF: paragraphs and tables out of characters and lines, which is all that a page holds."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence

from pdfplumber.pdf import PDF

from disclosure.intake.formats.pdf import opening
from disclosure.intake.formats.pdf.characters import UNREAD, is_private
from disclosure.intake.formats.pdf.layout import Sheet, apart, blocks_of
from disclosure.intake.formats.pdf.page import Image, Page, take
from disclosure.intake.source import IntakeError, Source

MANY_DRAWINGS = 300
"""Curves on a page without text: its letters were drawn."""
SCAN = 0.7
"""Of the page: a picture so large is the page itself."""
MOST_CHARACTERS = 400_000
"""In the whole file; a report has 6,000."""

# They warn of every oddity of a file; what matters of that is said in remarks.
for _name in ("pdfminer", "pdfplumber"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


def read(data: bytes) -> Source:
    """What a PDF holds. Raises IntakeError."""
    pdf = opening.open_pdf(data)
    sheets, remarks = _sheets(pdf)
    if not sheets:
        raise IntakeError(opening.NO_PAGES)
    pages = [sheet.page for sheet in sheets]
    remarks += [*_remarks(pages), *_cut(sheets), *opening.left_aside(pdf)]
    titles = opening.titles_of(pdf)
    return Source("pdf", blocks_of(sheets, titles), titles, len(pages), tuple(remarks))


def _sheets(pdf: PDF) -> tuple[list[Sheet], list[str]]:
    """All pages taken apart. A page that cannot be read ends the reading: what follows it may be its end."""
    sheets: list[Sheet] = []
    characters = 0
    try:
        for number, raw in enumerate(opening.pages_of(pdf), start=1):
            if number > opening.MOST_PAGES or characters > MOST_CHARACTERS:
                return sheets, [f"文件很长，只读取了前 {number - 1} 页。"]
            page = take(raw, number)
            raw.close()
            characters += len(page.glyphs)
            sheets.append(apart(_scanned(page)))
    except RecursionError as deep:
        raise IntakeError(opening.DAMAGED) from deep
    except (MemoryError, KeyboardInterrupt):
        raise
    except Exception as broken:
        if not sheets:
            raise IntakeError(opening.DAMAGED) from broken
        return sheets, [f"第 {len(sheets) + 1} 页已损坏，从这一页起没有读取。"]
    return sheets, []


def _scanned(page: Page) -> Page:
    """A page whose letters are all drawings is a picture of its size."""
    if not page.glyphs and not page.images and page.drawings > MANY_DRAWINGS:
        page.images.append(Image(0, page.width, 0, page.height))
        page.rules.clear()
    return page


def _remarks(pages: Sequence[Page]) -> Iterator[str]:
    texts = {page.number: [glyph.text for glyph in page.glyphs] for page in pages}
    if not any(texts.values()):
        yield "这是扫描件或图片，没有可以读取的文字；请上传由办公软件导出的文件，或逐项录入。"
    elif bare := [
        page.number for page in pages if not texts[page.number] and page.images
    ]:
        yield f"第 {_listed(bare)} 页是图片，没有可以读取的文字。"
    if scans := [
        page.number
        for page in pages
        if texts[page.number] and any(_is_scan(page, i) for i in page.images)
    ]:
        yield f"第 {_listed(scans)} 页是扫描图像，文字由识别得来，数字请逐一核对。"
    if unread := [
        n
        for n, text in texts.items()
        if any(UNREAD in sign or is_private(sign) for sign in text)
    ]:
        yield f"第 {_listed(unread)} 页有文字使用了无法识别的字体，读不出来，已按原编码保留，请对照原件录入。"
    if crowded := [page.number for page in pages if page.crowded]:
        yield f"第 {_listed(crowded)} 页内容过多，没有读完。"


def _cut(sheets: Sequence[Sheet]) -> Iterator[str]:
    if cut := [
        s.page.number
        for s in sheets
        if any(table.is_cut(number) for table in s.tables for number in table.within)
    ]:
        yield f"第 {_listed(cut)} 页的表格右边超出了页面，被截去的数字没有读出，请对照原件录入。"


def _is_scan(page: Page, image: Image) -> bool:
    return (image.x1 - image.x0) * (
        image.bottom - image.top
    ) >= SCAN * page.width * page.height


def _listed(numbers: Sequence[int]) -> str:
    return "、".join(map(str, numbers[:12])) + ("等" if len(numbers) > 12 else "")
