"""The blocks of a file as a reader comes upon them: numbered in order, cleaned of what nobody sees, and bounded."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from disclosure.intake.source import (
    Block,
    Grid,
    GridCell,
    IntakeError,
    Paragraph,
    Picture,
    Where,
)

MAX_BLOCKS = 20_000
MAX_CELLS = 60_000
MAX_CHARACTERS = 2_000_000

_NOBODY_SEES = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


def visible(text: str) -> str:
    """The text as found, but NBSP is a blank, and what has no width and no picture is left out: joiners, direction
    marks, soft hyphens, control characters. Digits, blanks and punctuation stay as they are."""
    return _CONTROL.sub(
        "", _NOBODY_SEES.sub("", text.replace("\u00a0", " ").replace("\u202f", " "))
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell before it has its place among blocks: `line` and `ordinal` say which it is in the file, from 1."""

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
    """Raise IntakeError, naming the bound, where there is more of something than a report can have."""
    if count > bound:
        raise IntakeError(
            f"文件里的{what}超过 {bound} 个，不像一份年度报告，请只保留报告本身后再上传。"
        )


class Blocks:
    """Collects blocks. Raises IntakeError, naming the bound, when there are more than a report can have."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self.remarks: list[str] = []
        self._cells = 0
        self._characters = 0

    def paragraph(self, text: str, *, level: int = 0, aside: bool = False) -> None:
        """Add running text; what has nothing to see in it is none."""
        text = visible(text)
        if text.strip():
            self._count(len(text))
            self.found.append(Paragraph(text, self._where(), level=level, aside=aside))

    def grid(
        self, cells: Iterable[Cell], *, ragged: bool = False, aside: bool = False
    ) -> None:
        """Add a table; one without any text or picture is none. Blanks around the text of a cell are left out."""
        made: list[GridCell] = []
        block = len(self.found) + 1
        for cell in cells:
            text = visible(cell.text).strip(" \t\r\n")
            where = Where(block=block, row=cell.line or cell.row + 1, cell=cell.ordinal)
            made.append(
                GridCell(
                    text,
                    cell.row,
                    cell.column,
                    where,
                    cell.rowspan,
                    cell.colspan,
                    cell.header,
                    cell.picture,
                )
            )
        if any(cell.text or cell.picture for cell in made):
            self._count(sum(len(cell.text) for cell in made), len(made))
            self.found.append(
                Grid(tuple(made), self._where(), ragged=ragged, aside=aside)
            )

    def picture(self, width: int = 0, height: int = 0, alternative: str = "") -> None:
        """Add an image."""
        self._count(0)
        self.found.append(
            Picture(self._where(), width, height, visible(alternative).strip())
        )

    def remark(self, sentence: str) -> None:
        """Add a sentence for people, once."""
        if sentence not in self.remarks:
            self.remarks.append(sentence)

    def _where(self) -> Where:
        return Where(block=len(self.found) + 1)

    def _count(self, characters: int, cells: int = 0) -> None:
        self._characters += characters
        self._cells += cells
        refuse_beyond(len(self.found) + 1, MAX_BLOCKS, "段落和表格")
        refuse_beyond(self._cells, MAX_CELLS, "单元格")
        refuse_beyond(self._characters, MAX_CHARACTERS, "文字")
