"""Makes a DrawnTable of the rows of texts that lines of plain text draw. Ragged where columns are only counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from disclosure.intake.formats.blocks import PlacedCell


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """A table and the lines that it takes up; `end` is the line after it. Without
    cells: no table begins in any of these lines, so that nobody need look again."""

    cells: tuple[PlacedCell, ...]
    ragged: bool
    end: int


def no_table(end: int) -> DrawnTable:
    """No table begins in any line before `end`."""
    return DrawnTable((), ragged=True, end=end)


def table_of(rows: Sequence[Sequence[str]], *, ragged: bool, end: int) -> DrawnTable:
    """The table of these rows: the first cell of each stands in the first column, and
    so on, whatever stands above."""
    cells: list[PlacedCell] = []
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            cells.append(
                PlacedCell(
                    text=text.strip(" \u3000"),
                    row=row,
                    column=column,
                    line=row + 1,
                    ordinal=column + 1,
                )
            )

    return DrawnTable(tuple(cells), ragged, end)
