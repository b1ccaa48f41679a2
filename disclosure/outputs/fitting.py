"""How a table fits on A4: widths of its columns, sizes of its figures and labels. Points throughout. No Django."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from disclosure.outputs.document import Filled
from disclosure.statutory.grid import Grid, Head

WIDTH = 156 / 25.4 * 72
"""Between the margins."""
HEIGHT = 225 / 25.4 * 72 - 35
"""What a table may take of a page: the heading over it and a little for rounding are off."""
LARGEST, SMALLEST_LABEL = 10.5, 7.0
"""五号 is what tables are set in."""
SMALLEST, SMALLEST_BROKEN = 5.4, 6.4
"""A figure that would be smaller than the first is broken into lines, none of them smaller than the second."""
LINE = 1.2
"""Of the size: from one line in a cell to the next."""
HEADER = 9.0
"""Of the size: two bands and a line of column headers three lines high, with what stands around them."""
PAD = 2.6
"""In a cell, what its words cannot use of the width: padding on both sides and a rule. The height loses 4.6."""
DIGIT = 0.562
"""Of an em: the widest digit of our fonts."""
STUB = 0.28
"""Of the width: the label column of a table that has but one."""
WIDE = 60.0
"""A column from which on headers need no breaks of ours."""
FEW_LINES = 15
"""A table with more lines has a page to itself."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figure columns: their widths, the size of what stands in them, and into how many lines it is broken."""

    widths: tuple[float, ...]
    size: float
    lines: int


@dataclass(frozen=True, slots=True)
class Fit:
    """Widths of the label columns, size of the labels, and the figure columns."""

    stub: tuple[float, ...]
    label_size: float
    figures: Figures

    @property
    def narrow(self) -> frozenset[int]:
        """Figure columns in which headers are set two characters to a line."""
        return frozenset(
            at for at, width in enumerate(self.figures.widths) if width < WIDE
        )

    @property
    def merit(self) -> tuple[float, ...]:
        """No figure broken, if that can be; figures smaller than labels, but not by much: they are what is read."""
        return (
            -self.figures.lines,
            min(self.label_size, self.figures.size + 2),
            self.label_size,
        )


def fit(filled: Filled) -> Fit:
    """Labels and figures as large as can be. A long table is kept to one page as far as the sizes allow."""
    return _fit(filled.grid, tuple(_longest(filled)))


@lru_cache(maxsize=256)
def _fit(grid: Grid, ems: tuple[float, ...]) -> Fit:
    if grid.stub < 2:
        stub = (round(WIDTH * STUB, 2),) * grid.stub
        return Fit(stub, LARGEST, _figures(ems, WIDTH - sum(stub), LARGEST))
    fits: list[Fit] = []
    for size in _sizes():
        fits.extend(_with_labels(grid, ems, size))
        if fits and fits[-1].figures.size == size:
            break  # smaller labels cannot do better
    return max(fits, key=lambda made: made.merit)


def _sizes() -> Iterator[float]:
    return (
        size / 4
        for size in range(round(LARGEST * 4), round(SMALLEST_LABEL * 4) - 1, -1)
    )


def _with_labels(grid: Grid, ems: tuple[float, ...], size: float) -> Iterator[Fit]:
    """Labels of that size, in the narrowest columns that still keep the table to a page, if any do."""
    brackets = (size + 12.0, *(3 * size + PAD for _ in range(grid.stub - 2)))
    for chars in range(6, 18):
        stub = (*brackets, chars * size + PAD + 2)
        figures = _figures(ems, WIDTH - sum(stub), size)
        if height(grid, stub, size, figures) <= HEIGHT or size == SMALLEST_LABEL:
            spare = WIDTH - sum(stub) - sum(figures.widths)
            yield Fit((*stub[:-1], stub[-1] + spare), size, figures)
            return


def _figures(ems: tuple[float, ...], room: float, label_size: float) -> Figures:
    """As large as the room allows and no larger than labels; broken into lines when that would be too small."""
    least = (
        3 if len(ems) < 10 else 2
    ) * label_size + PAD  # so many characters has a line of the header
    for lines in range(1, 9):
        parts = [
            math.ceil(em / DIGIT / lines) * DIGIT if lines > 1 else em for em in ems
        ]
        size, smallest = label_size, SMALLEST if lines == 1 else SMALLEST_BROKEN
        while size > smallest and _width(parts, size, least) > room:
            size = max(smallest, size - 0.05)
        if _width(parts, size, least) <= room:
            break
    widths = [max(least, em * size + PAD) for em in parts]
    if room / len(ems) > WIDE:  # equal columns look best where there is room
        widths = [room / len(ems)] * len(ems)
    fills = (
        room / len(ems) > WIDE or len(ems) >= 10
    )  # nothing else could use what is left
    scale = room / sum(widths) if fills or sum(widths) > room else 1
    return Figures(
        tuple(math.floor(width * scale * 100) / 100 for width in widths),
        round(size, 2),
        lines,
    )


def _width(ems: list[float], size: float, least: float) -> float:
    return sum(max(least, em * size + PAD) for em in ems)


def height(grid: Grid, stub: tuple[float, ...], size: float, figures: Figures) -> float:
    """The table's, as its labels make it: the header, and every line as high as its label or its figures."""
    total, least = HEADER * size, figures.lines * figures.size
    for colspan, length in _labels(grid):
        # A third of a character a line is lost to the rule that no line may begin with a stop.
        chars = max(1.0, (sum(stub[-colspan:]) - PAD - 2) / size - 0.3)
        total += max(math.ceil(length / chars) * size, least) * LINE + 4.6
    return total


@cache
def _labels(grid: Grid) -> tuple[tuple[int, float], ...]:
    """Of each line's own label: the columns it spans, and its length in em."""
    heads = (
        cell
        for line in grid.body
        for cell in line.cells
        if isinstance(cell, Head) and cell.scope == "row"
    )
    return tuple((cell.colspan, em(cell.text)) for cell in heads)


def _longest(filled: Filled) -> Iterator[float]:
    """The widest figure of each column, in em."""
    widest: dict[str, float] = {}
    for slot in filled.grid.slots:
        widest[slot.column] = max(widest.get(slot.column, 0.0), em(filled.text(slot)))
    return iter(widest.values())


def em(text: str) -> float:
    """The width of a text in em, never too small."""
    if text.isascii():
        return DIGIT * len(text)
    return sum(
        1.0 if unicodedata.east_asian_width(char) in "WFA" else DIGIT for char in text
    )
