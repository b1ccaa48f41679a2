"""Collects the blocks of a file: numbers them, cleans their text, refuses more than a report can have."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from disclosure.intake.source import (
    Block,
    GridCell,
    IntakeError,
    Picture,
    SourceGrid,
    SourceParagraph,
    Where,
)

# Judged: the real reports of the tests have 20 to 30 blocks, 400 cells and some
# thousand characters. The bounds only stop what would fill the memory.
MAX_BLOCKS = 20_000
MAX_CELLS = 60_000
MAX_CHARACTERS = 2_000_000

# Soft hyphens, joiners and zero-width blanks, marks of writing direction, the byte
# order mark: editors of content systems and copied text leave them between digits and
# labels.
_NOBODY_SEES = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


def visible(text: str) -> str:
    """The text as found, but NBSP is a blank, and what has no width and no picture is
    left out: joiners, direction marks, soft hyphens, control characters. Digits, blanks
    and punctuation stay as they are."""
    blanked = text.replace("\u00a0", " ").replace("\u202f", " ")
    with_width = _NOBODY_SEES.sub("", blanked)
    return _CONTROL.sub("", with_width)


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell at its row and column, from 0, before its table has a number among blocks.

    `line` and `ordinal` say which cell of the file it is, from 1; `line` 0: that of
    `row`."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    header: bool = False
    picture: bool = False
    line: int = 0
    ordinal: int = 0


def refuse_beyond(count: int, bound: int, what: str) -> None:
    """Raise IntakeError, naming the bound, where there is more of something than a
    report can have."""
    if count > bound:
        raise IntakeError(
            f"文件里的{what}超过 {bound} 个，不像一份年度报告，请只保留报告本身后再上传。"
        )


class Blocks:
    """Collects blocks. Raises IntakeError, naming the bound, when there are more than a
    report can have."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self.remarks: list[str] = []
        self._cells = 0
        self._characters = 0

    def paragraph(self, text: str, *, level: int = 0, aside: bool = False) -> None:
        """Add running text; what has nothing to see in it is none."""
        text = visible(text)
        if not text.strip():
            return

        self._count(len(text))
        where = Where(block=self._next_number())
        self.found.append(SourceParagraph(text, where, level=level, aside=aside))

    def lines(self, text: str, *, level: int = 0, aside: bool = False) -> None:
        """Add text with forced line ends: each line is a paragraph, but a heading is
        one."""
        if level:
            self.paragraph(text.replace("\n", ""), level=level, aside=aside)
            return

        for line in text.split("\n"):
            self.paragraph(line, aside=aside)

    def grid(
        self,
        cells: Iterable[PlacedCell],
        *,
        ragged: bool = False,
        aside: bool = False,
    ) -> None:
        """Add a table; one without any text or picture is none. Blanks around the text
        of a cell are left out."""
        block = self._next_number()
        made = tuple(_grid_cell(cell, block) for cell in cells)
        if not any(cell.text or cell.picture for cell in made):
            return

        characters = sum(len(cell.text) for cell in made)
        self._count(characters, len(made))
        self.found.append(
            SourceGrid(made, Where(block=block), ragged=ragged, aside=aside)
        )

    def picture(self, width: int = 0, height: int = 0, alternative: str = "") -> None:
        """Add an image."""
        self._count(0)
        words = visible(alternative).strip()
        where = Where(block=self._next_number())
        self.found.append(Picture(where, width, height, words))

    def remark(self, sentence: str) -> None:
        """Add a sentence for people, once."""
        if sentence not in self.remarks:
            self.remarks.append(sentence)

    def _next_number(self) -> int:
        return len(self.found) + 1

    def _count(self, characters: int, cells: int = 0) -> None:
        self._characters += characters
        self._cells += cells
        refuse_beyond(self._next_number(), MAX_BLOCKS, "段落和表格")
        refuse_beyond(self._cells, MAX_CELLS, "单元格")
        refuse_beyond(self._characters, MAX_CHARACTERS, "文字")


def _grid_cell(cell: PlacedCell, block: int) -> GridCell:
    return GridCell(
        text=visible(cell.text).strip(" \t\r\n"),
        row=cell.row,
        column=cell.column,
        where=Where(block=block, row=cell.line or cell.row + 1, cell=cell.ordinal),
        rowspan=cell.rowspan,
        colspan=cell.colspan,
        header=cell.header,
        picture=cell.picture,
    )
