"""Pages -> blocks in reading order: paragraphs over page ends, a grid for each table of each page, pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from disclosure.intake.formats.pdf import columns, paragraphs
from disclosure.intake.formats.pdf.grids import Table, tables_of
from disclosure.intake.formats.pdf.lines import PdfLine, lines_of
from disclosure.intake.formats.pdf.margins import margins_of
from disclosure.intake.formats.pdf.page import Image, Page
from disclosure.intake.formats.pdf.running import running
from disclosure.intake.source import Block, Grid, GridCell, Paragraph, Picture, Where

LARGE = 0.02
"""Of the page: a smaller picture is a seal or a logo."""
TITLE_LINES = 6


@dataclass(slots=True)
class Sheet:
    """A page taken apart: its tables, the lines outside them, its pictures outside cells."""

    page: Page
    tables: list[Table]
    lines: list[PdfLine]
    images: list[Image]


Item = PdfLine | Table | Image | columns.Run


def apart(page: Page) -> Sheet:
    tables, images = tables_of(page)
    inside = {glyph.number for table in tables for glyph in table.glyphs}
    outside = [glyph for glyph in page.glyphs if glyph.number not in inside]
    large = [
        i
        for i in images
        if (i.x1 - i.x0) * (i.bottom - i.top) >= LARGE * page.width * page.height
    ]
    return Sheet(page, tables, lines_of(outside, page.number), large)


def blocks_of(sheets: Sequence[Sheet], titles: Sequence[str] = ()) -> tuple[Block, ...]:
    """`titles` are what the file calls itself: by them a title over several lines is known for one."""
    made = _titled(
        list(_Flow(sheets).blocks()), {"".join(title.split()) for title in titles}
    )
    return tuple(block.numbered(at) for at, block in enumerate(made, start=1))


def _titled(made: list[_Made], titles: set[str]) -> list[_Made]:
    for first in range(min(TITLE_LINES, len(made))):
        for end in range(first + 2, min(first + TITLE_LINES, len(made)) + 1):
            lines = made[first:end]
            if all(line.text and not line.aside for line in lines):
                text = "".join(line.text for line in lines)
                if "".join(text.split()) in titles:
                    return [*made[:first], replace(lines[0], text=text), *made[end:]]
    return made


@dataclass(frozen=True, slots=True)
class _Made:
    """A block before it has its number."""

    page: int
    text: str = ""
    aside: bool = False
    grid: Table | columns.Run | None = None
    image: Image | None = None

    def numbered(self, block: int) -> Block:
        where = Where(block=block, page=self.page)
        if self.image:
            size = (
                round(self.image.x1 - self.image.x0),
                round(self.image.bottom - self.image.top),
            )
            return Picture(where, *size)
        if isinstance(self.grid, Table):
            return Grid(tuple(self.grid.cells(where)), where)
        if self.grid:
            return Grid(tuple(_ragged(self.grid, where)), where, ragged=True)
        return Paragraph(self.text, where, aside=self.aside)


def _ragged(run: columns.Run, where: Where) -> Iterator[GridCell]:
    for row, line in enumerate(run[2]):
        for cell, (column, text) in enumerate(line, start=1):
            yield GridCell(
                text, row, column, Where(where.block, where.page, row + 1, cell)
            )


class _Flow:
    """All pages, from the first line to the last."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self.sheets = sheets
        lines = {sheet.page.number: sheet.lines for sheet in sheets}
        self.leading = paragraphs.leading_of(
            [line for of_page in lines.values() for line in of_page]
        )
        self.aside = running(
            lines,
            {sheet.page.number: sheet.page.height for sheet in sheets},
            self.leading,
        )
        body = [
            line for sheet in sheets for line in sheet.lines if line not in self.aside
        ]
        widths = {sheet.page.number: sheet.page.width for sheet in sheets}
        tables = {
            s.page.number: max(table.lattice.xs[-1] for table in s.tables)
            for s in sheets
            if s.tables
        }
        self.margins = margins_of(body, widths, tables)

    def blocks(self) -> Iterator[_Made]:
        waiting: list[PdfLine] = []
        feet: list[_Made] = []
        for sheet in self.sheets:
            for item in self._items(sheet):
                if isinstance(item, PdfLine) and item in self.aside:
                    feet.append(_Made(item.page, item.text, aside=True))
                elif isinstance(item, PdfLine):
                    waiting.append(item)
                else:
                    yield from self._paragraphs(waiting)
                    yield from feet
                    waiting, feet = [], []
                    yield self._made(item, sheet.page.number)
        yield from self._paragraphs(waiting)
        yield from feet

    def _items(self, sheet: Sheet) -> list[Item]:
        lines = [line for line in sheet.lines if line not in self.aside]
        runs = list(columns.aligned(lines))
        taken = {line for first, end, _ in runs for line in lines[first:end]}
        items: list[tuple[float, Item]] = [
            (line.base, line) for line in sheet.lines if line not in taken
        ]
        items += [(lines[run[0]].base, run) for run in runs]
        items += [(table.top, table) for table in sheet.tables]
        items += [(image.top, image) for image in sheet.images]
        return [item for _, item in sorted(items, key=lambda pair: pair[0])]

    def _paragraphs(self, lines: Sequence[PdfLine]) -> Iterator[_Made]:
        for group in paragraphs.grouped(lines, self.margins, self.leading):
            yield _Made(
                group[0].page, paragraphs.text_of_paragraph(group, self.margins)
            )

    @staticmethod
    def _made(item: Item, page: int) -> _Made:
        if isinstance(item, Image):
            return _Made(page, image=item)
        return (
            _Made(page, grid=item) if isinstance(item, Table | tuple) else _Made(page)
        )
