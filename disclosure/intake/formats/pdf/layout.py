"""Makes blocks of pages in reading order: paragraphs over page ends, a grid for each table of each page, pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from disclosure.intake.formats.pdf.boxes import Box
from disclosure.intake.formats.pdf.columns import AlignedLines, aligned
from disclosure.intake.formats.pdf.grids import RuledTable
from disclosure.intake.formats.pdf.lines import PdfLine
from disclosure.intake.formats.pdf.margins import margins_of
from disclosure.intake.formats.pdf.page_parts import PageParts
from disclosure.intake.formats.pdf.paragraphs import (
    grouped,
    leading_of,
    text_of_paragraph,
)
from disclosure.intake.formats.pdf.running import running
from disclosure.intake.source import (
    Block,
    GridCell,
    Picture,
    SourceGrid,
    SourceParagraph,
    Where,
)
from disclosure.statutory.chinese import without_blanks

TITLE_LINES = 6
"""Lines from the top in which a title begins, and over which it may be broken."""

Pages = Sequence[PageParts]
Item = PdfLine | RuledTable | AlignedLines | Box
"""What stands on a page; a box is an image."""


def blocks_of(
    pages: Pages,
    titles: Sequence[str],
) -> tuple[Block, ...]:
    """`titles` are what the file calls itself: by them a title over several lines is known for one."""
    # A blank in the file's own name may be a line end on the page.
    wanted = {without_blanks(title) for title in titles}
    blocks = list(_Flow(pages).blocks())
    blocks = _with_title_joined(blocks, wanted)
    return tuple(block.numbered(at) for at, block in enumerate(blocks, start=1))


@dataclass(frozen=True, slots=True)
class _Unnumbered:
    """A block before it has its number: text, or an item that is none."""

    page: int
    text: str = ""
    aside: bool = False
    item: Item | None = None

    def numbered(self, number: int) -> Block:
        where = Where(block=number, page=self.page)
        match self.item:
            case Box() as image:
                width = round(image.width)
                height = round(image.height)
                return Picture(where, width, height)
            case RuledTable() as table:
                cells = tuple(table.cells(where))
                return SourceGrid(cells, where)
            case AlignedLines() as run:
                cells = tuple(_cells(run, where))
                return SourceGrid(cells, where, ragged=True)

        return SourceParagraph(self.text, where, aside=self.aside)


def _cells(
    run: AlignedLines,
    where: Where,
) -> Iterator[GridCell]:
    for row, entries in enumerate(run.rows):
        for number, entry in enumerate(entries, start=1):
            yield GridCell(
                text=entry.text,
                row=row,
                column=entry.column,
                where=Where(where.block, where.page, row + 1, number),
            )


def _with_title_joined(
    blocks: list[_Unnumbered],
    titles: set[str],
) -> list[_Unnumbered]:
    """The same blocks; a title of several lines is one.

    Set in the middle of the page it has no edge by which its lines could be known to belong together.
    """
    for first in range(min(TITLE_LINES, len(blocks))):
        most = min(first + TITLE_LINES, len(blocks))
        for end in range(first + 2, most + 1):
            text = _text_of_lines(blocks[first:end])
            if without_blanks(text) not in titles:
                continue

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

    def __init__(self, pages: Pages) -> None:
        self.pages = pages
        lines: list[PdfLine] = []
        for parts in pages:
            lines += parts.lines

        # Page heads and feet are told by the distance between lines, and the margins
        # by lines that are neither.
        self.leading = leading_of(lines)
        self.aside = running(pages, self.leading)
        body = [line for line in lines if line not in self.aside]
        self.margins = margins_of(body, pages)

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
                    yield _Unnumbered(parts.number, item=item)
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
        in_columns: set[PdfLine] = set()
        for run in runs:
            in_columns.update(run.lines)

        items: list[Item] = []
        items += [line for line in parts.lines if line not in in_columns]
        items += runs
        items += parts.tables
        items += parts.images
        items.sort(key=_from_top)
        return items

    def _paragraphs(self, lines: Sequence[PdfLine]) -> Iterator[_Unnumbered]:
        for group in grouped(lines, self.margins, self.leading):
            page = group[0].page
            text = text_of_paragraph(group, self.margins)
            yield _Unnumbered(page, text)
