"""Makes blocks of pages in reading order: paragraphs over page ends, a grid for each table of each page, pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from disclosure.intake.formats.pdf.boxes import Box
from disclosure.intake.formats.pdf.columns import AlignedLines, aligned
from disclosure.intake.formats.pdf.grids import RuledTable, tables_of
from disclosure.intake.formats.pdf.lines import PdfLine, lines_of
from disclosure.intake.formats.pdf.margins import margins_of
from disclosure.intake.formats.pdf.page import Page
from disclosure.intake.formats.pdf.paragraphs import (
    grouped,
    leading_of,
    text_of_paragraph,
)
from disclosure.intake.formats.pdf.running import running
from disclosure.intake.source import Block, Grid, GridCell, Paragraph, Picture, Where

LARGE = 0.02
"""Of the page: a smaller picture is a seal or a logo."""
TITLE_LINES = 6
"""Lines from the top in which a title begins, and over which it may be broken."""


@dataclass(slots=True)
class PageParts:
    """A page taken apart: its tables, the lines outside them, its pictures outside cells."""

    page: Page
    tables: list[RuledTable]
    lines: list[PdfLine]
    images: list[Box]


Item = PdfLine | RuledTable | AlignedLines | Box
"""What stands on a page; a box is an image."""


def parts_of(page: Page) -> PageParts:
    found = tables_of(page)
    inside = {glyph.number for table in found.tables for glyph in table.glyphs}
    outside = [glyph for glyph in page.glyphs if glyph.number not in inside]
    least = LARGE * page.width * page.height
    return PageParts(
        page=page,
        tables=found.tables,
        lines=lines_of(outside, page.number),
        images=[image for image in found.images if image.area >= least],
    )


def blocks_of(pages: Sequence[PageParts], titles: Sequence[str]) -> tuple[Block, ...]:
    """`titles` are what the file calls itself: by them a title over several lines is known for one."""
    plain_titles = {"".join(title.split()) for title in titles}
    unnumbered = list(_Flow(pages).blocks())
    unnumbered = _with_title_joined(unnumbered, plain_titles)
    return tuple(block.numbered(at) for at, block in enumerate(unnumbered, start=1))


@dataclass(frozen=True, slots=True)
class _Unnumbered:
    """A block before it has its number."""

    page: int
    text: str = ""
    aside: bool = False
    item: Item | None = None

    def numbered(self, number: int) -> Block:
        where = Where(block=number, page=self.page)
        match self.item:
            case Box() as image:
                return Picture(where, round(image.width), round(image.height))
            case RuledTable() as table:
                return Grid(tuple(table.cells(where)), where)
            case AlignedLines() as run:
                return Grid(tuple(_cells(run, where)), where, ragged=True)
        return Paragraph(self.text, where, aside=self.aside)


def _cells(run: AlignedLines, where: Where) -> Iterator[GridCell]:
    for row, entries in enumerate(run.rows):
        for number, entry in enumerate(entries, start=1):
            place = Where(where.block, where.page, row + 1, number)
            yield GridCell(entry.text, row, entry.column, place)


def _with_title_joined(
    blocks: list[_Unnumbered],
    titles: set[str],
) -> list[_Unnumbered]:
    """A title that is set in several lines in the middle of the page has no edge by which its lines could be joined."""
    for first in range(min(TITLE_LINES, len(blocks))):
        most = min(first + TITLE_LINES, len(blocks))
        for end in range(first + 2, most + 1):
            text = _text_of_lines(blocks[first:end])
            if "".join(text.split()) in titles:
                title = replace(blocks[first], text=text)
                return [*blocks[:first], title, *blocks[end:]]
    return blocks


def _text_of_lines(blocks: Sequence[_Unnumbered]) -> str:
    """Nothing where one of them is no line of the text."""
    for block in blocks:
        if not block.text or block.aside:
            return ""
    return "".join(block.text for block in blocks)


def _from_top(item: Item) -> float:
    """Where an item stands on its page: text by its base line, so that a table beside a line comes first."""
    if isinstance(item, PdfLine | AlignedLines):
        return item.base
    return item.top


class _Flow:
    """All pages, from the first line to the last."""

    def __init__(self, pages: Sequence[PageParts]) -> None:
        self.pages = pages
        lines: dict[int, list[PdfLine]] = {}
        widths: dict[int, float] = {}
        heights: dict[int, float] = {}
        tables: dict[int, float] = {}
        for parts in pages:
            number = parts.page.number
            lines[number] = parts.lines
            widths[number] = parts.page.width
            heights[number] = parts.page.height
            if parts.tables:
                tables[number] = max(table.right for table in parts.tables)
        every_line = [line for parts in pages for line in parts.lines]
        self.leading = leading_of(every_line)
        self.aside = running(lines, heights, self.leading)
        body = [line for line in every_line if line not in self.aside]
        self.margins = margins_of(body, widths, tables)

    def blocks(self) -> Iterator[_Unnumbered]:
        # A paragraph may go on over the end of a page: its lines wait until a table
        # or a picture comes, and what stands at the foot of the page with them.
        lines: list[PdfLine] = []
        feet: list[_Unnumbered] = []
        for parts in self.pages:
            for item in self._items(parts):
                if not isinstance(item, PdfLine):
                    yield from self._paragraphs(lines)
                    yield from feet
                    lines = []
                    feet = []
                    yield _Unnumbered(parts.page.number, item=item)
                elif item in self.aside:
                    feet.append(_Unnumbered(item.page, item.text, aside=True))
                else:
                    lines.append(item)
        yield from self._paragraphs(lines)
        yield from feet

    def _items(self, parts: PageParts) -> list[Item]:
        """What stands on a page, from the top."""
        text = [line for line in parts.lines if line not in self.aside]
        runs = list(aligned(text))
        in_columns = {line for run in runs for line in run.lines}
        items: list[Item] = []
        items += [line for line in parts.lines if line not in in_columns]
        items += runs
        items += parts.tables
        items += parts.images
        items.sort(key=_from_top)
        return items

    def _paragraphs(self, lines: Sequence[PdfLine]) -> Iterator[_Unnumbered]:
        for group in grouped(lines, self.margins, self.leading):
            text = text_of_paragraph(group, self.margins)
            yield _Unnumbered(group[0].page, text)
