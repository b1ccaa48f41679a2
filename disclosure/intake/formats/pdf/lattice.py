"""Says how a ruled table lies on its page: where its columns and rows begin, and which cells it has."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from disclosure.intake.formats.pdf.boxes import Box


class LatticeCell(NamedTuple):
    """A cell of the net: its upper left square, and over how many squares it reaches."""

    row: int
    column: int
    rowspan: int
    colspan: int

    @property
    def end(self) -> int:
        """The column after its last one."""
        return self.column + self.colspan

    @property
    def below(self) -> int:
        """The row below its last one."""
        return self.row + self.rowspan

    def squares(self) -> Iterator[Square]:
        for row in range(self.row, self.below):
            for column in range(self.column, self.end):
                yield Square(row, column)


class Square(NamedTuple):
    """Between two rows and two columns of the net, counted from 0."""

    row: int
    column: int


Steps = Sequence[float]
"""Where columns or rows begin, and where the last one ends."""


@dataclass(frozen=True, slots=True)
class Lattice:
    """A ruled table. `xs` and `ys` are where its columns and rows begin, and the end; `owner` gives the cell of each
    square of that net. `cut`: its right border lies beyond the edge of the page."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[LatticeCell, ...]
    owner: tuple[tuple[int, ...], ...]
    cut: bool = False

    @property
    def whole(self) -> Box:
        return Box(
            x0=self.xs[0],
            x1=self.xs[-1],
            top=self.ys[0],
            bottom=self.ys[-1],
        )

    def cell_at(self, x: float, y: float) -> int | None:
        """The number of the cell at a point, None outside the table."""
        row = _step_before(y, self.ys)
        column = _step_before(x, self.xs)
        if row is None or column is None:
            return None
        return self.owner[row][column]

    def box(self, number: int) -> Box:
        cell = self.cells[number]
        return Box(
            x0=self.xs[cell.column],
            x1=self.xs[cell.end],
            top=self.ys[cell.row],
            bottom=self.ys[cell.below],
        )

    def is_last(self, number: int) -> bool:
        """Whether a cell reaches the right border."""
        return self.cells[number].end == len(self.xs) - 1


def _step_before(at: float, steps: Steps) -> int | None:
    """In which column or row a place lies; up to a point beyond the border it is the outermost, further out None."""
    if not steps[0] - 1 <= at <= steps[-1] + 1:
        return None

    number = bisect_right(steps, at) - 1
    return min(max(number, 0), len(steps) - 2)
