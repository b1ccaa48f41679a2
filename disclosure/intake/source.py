"""What a file holds before anybody knows what it means: paragraphs, grids, pictures, in order, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

FormatKey = Literal["html", "docx", "doc", "pdf", "text", "xlsx", "xls", "ods", "json"]
FORMATS: dict[FormatKey, str] = {
    "html": "网页",
    "docx": "Word 文档（docx）",
    "doc": "Word 文档（doc）",
    "pdf": "PDF",
    "text": "纯文本",
    "xlsx": "Excel 工作簿（xlsx）",
    "xls": "Excel 工作簿（xls）",
    "ods": "电子表格（ods）",
    "json": "本系统的报告文件（JSON）",
}


class IntakeError(ValueError):
    """The file cannot be read. The message is one Chinese sentence: what is wrong, and what to do."""


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a file, all numbers from 1, 0 where it has none; `start` and `end` are characters of its text, from 0.

    `block` is the number of the paragraph, grid or picture among `Source.blocks`; `page` a PDF's page or a workbook's
    sheet; `row` and `cell` count what the file has, so a merged cell is one cell.
    """

    block: int = 0
    page: int = 0
    row: int = 0
    cell: int = 0
    start: int = 0
    end: int = 0

    def within(self, start: int, end: int) -> Where:
        """The same place, narrowed to some of its characters."""
        return Where(self.block, self.page, self.row, self.cell, start, end)


@dataclass(frozen=True, slots=True)
class SourceParagraph:
    """Running text. `level` is the heading level that the file itself gives it, 0 where it is none; `sheet` the name
    of the sheet in a workbook; `aside` what the file marks as not of the text: navigation, page head or foot."""

    text: str
    where: Where
    level: int = 0
    sheet: str = ""
    aside: bool = False


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell as the file has it. `row` and `column` are its upper left corner in the grid, from 0; `text` keeps line
    breaks as "\\n" and is otherwise as found; `header` where the file says so; `picture` where an image stands in it."""

    text: str
    row: int
    column: int
    where: Where
    rowspan: int = 1
    colspan: int = 1
    header: bool = False
    picture: bool = False


@dataclass(frozen=True, slots=True)
class SourceGrid:
    """A table. `ragged`: columns are counted from the left of each line, not measured (text with tabs, say), so that a
    cell missing or merged has shifted what follows it. `aside` as in a paragraph."""

    cells: tuple[GridCell, ...]
    where: Where
    ragged: bool = False
    sheet: str = ""
    aside: bool = False

    @property
    def height(self) -> int:
        return max((cell.row + cell.rowspan for cell in self.cells), default=0)

    @property
    def width(self) -> int:
        return max((cell.column + cell.colspan for cell in self.cells), default=0)

    def lines(self) -> Iterator[tuple[GridCell, ...]]:
        """The cells that begin in each line, from left to right; a line with none is an empty tuple."""
        # A cell that reaches over several lines is in the first of them.
        starting: dict[int, list[GridCell]] = {}
        for cell in self.cells:
            starting.setdefault(cell.row, []).append(cell)

        for row in range(self.height):
            yield tuple(sorted(starting.get(row, ()), key=lambda cell: cell.column))


@dataclass(frozen=True, slots=True)
class Picture:
    """An image in the flow of the text, with its text alternative if the file has one. Sizes in px or pt, 0 unknown."""

    where: Where
    width: int = 0
    height: int = 0
    alternative: str = ""


Block = SourceParagraph | SourceGrid | Picture


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader found. `titles` are names that the file gives itself (a page's title, a document's properties),
    best first; `pages` is their number, 0 where the format has none; `remarks` are Chinese sentences for people about
    what was left aside: macros not run, pictures not read, text beyond a limit."""

    format: FormatKey
    blocks: tuple[Block, ...]
    titles: tuple[str, ...] = ()
    pages: int = 0
    remarks: tuple[str, ...] = field(default=())
