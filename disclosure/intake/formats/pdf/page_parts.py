"""Takes a page apart: its tables, the lines outside them, its pictures outside cells."""

from __future__ import annotations

from dataclasses import dataclass

from disclosure.intake.formats.pdf.boxes import Box
from disclosure.intake.formats.pdf.grids import RuledTable, tables_of
from disclosure.intake.formats.pdf.lines import PdfLine, lines_of
from disclosure.intake.formats.pdf.page import Page

LARGE = 0.02
"""Of the page: a smaller picture is a seal or a logo."""


@dataclass(frozen=True, slots=True)
class PageParts:
    """A page taken apart; tables and lines from the top."""

    page: Page
    tables: list[RuledTable]
    lines: list[PdfLine]
    images: list[Box]

    @property
    def number(self) -> int:
        return self.page.number

    @property
    def width(self) -> float:
        return self.page.width

    @property
    def height(self) -> float:
        return self.page.height


def parts_of(page: Page) -> PageParts:
    found = tables_of(page)
    inside: set[int] = set()
    for table in found.tables:
        inside.update(glyph.number for glyph in table.glyphs)

    outside = [glyph for glyph in page.glyphs if glyph.number not in inside]
    least = LARGE * page.width * page.height
    return PageParts(
        page=page,
        tables=found.tables,
        lines=lines_of(outside, page.number),
        images=[image for image in found.images if image.area >= least],
    )
