"""How a table fits on A4: widths of its columns, sizes of its figures and labels. Points throughout. No Django."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from disclosure.grid import Grid, Head
from disclosure.outputs.document import Filled

WIDTH = 156 / 25.4 * 72
"""Between the margins."""
HEIGHT = 225 / 25.4 * 72 - 40
"""What a table may take of a page: the heading over it and a little for rounding are off."""
LARGEST, SMALLEST = 10.5, 5.5
"""五号 is what tables are set in. Below the smallest, a figure is broken rather than set smaller."""
LINE = 1.2
"""Of the size: from one line in a cell to the next."""
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
class Fit:
    """Widths of the label columns and of the figure columns, size of labels and of figures."""

    stub: tuple[float, ...]
    figures: tuple[float, ...]
    label_size: float
    figure_size: float
    whole: bool
    """Whether every figure stands in one line."""

    @property
    def narrow(self) -> frozenset[int]:
        """Figure columns in which headers are set two characters to a line."""
        return frozenset(at for at, width in enumerate(self.figures) if width < WIDE)


def fit(filled: Filled) -> Fit:
    """Labels and figures as large as can be. A long table is kept to one page as far as the sizes allow."""
    return _fit(filled.grid, tuple(_longest(filled)))


@lru_cache(maxsize=256)
def _fit(grid: Grid, ems: tuple[float, ...]) -> Fit:
    if grid.stub < 2:
        stub = (round(WIDTH * STUB, 2),) * grid.stub
        return Fit(stub, *_figures(ems, WIDTH - sum(stub)))
    fits: list[Fit] = []
    for size in _sizes():
        fits.extend(_with_labels(grid, ems, size))
        if fits and fits[-1].whole and fits[-1].figure_size == size:
            break  # smaller labels cannot do better
    # No figure broken, if that can be; figures may be smaller than labels, but not by much: they are what is read.
    return max(fits, key=lambda made: (made.whole, min(made.label_size, made.figure_size + 2), made.label_size))


def _sizes() -> Iterator[float]:
    return (size / 4 for size in range(round(LARGEST * 4), 27, -1))


def _with_labels(grid: Grid, ems: tuple[float, ...], size: float) -> Iterator[Fit]:
    """Labels of that size, in the narrowest columns that still keep the table to a page, if any do."""
    brackets = (size + 12.0, *(3 * size + PAD for _ in range(grid.stub - 2)))
    for chars in range(6, 18):
        stub = (*brackets, chars * size + PAD + 2)
        widths, _, figure_size, whole = _figures(ems, WIDTH - sum(stub), size)
        if height(grid, stub, size) <= HEIGHT or size <= 7:
            spare = WIDTH - sum(stub) - sum(widths)
            yield Fit((*stub[:-1], stub[-1] + spare), widths, size, figure_size, whole)
            return


def _figures(
    ems: tuple[float, ...], room: float, label_size: float = LARGEST
) -> tuple[tuple[float, ...], float, float, bool]:
    """Widths of the figure columns, both sizes, and whether they hold. Headers must fit two characters a line too."""
    least = 3 * label_size + PAD if len(ems) < 10 else 2 * label_size + PAD
    size = label_size
    while size > SMALLEST and sum(max(least, em * size + PAD) for em in ems) > room:
        size -= 0.05
    widths = [max(least, em * size + PAD) for em in ems]
    whole = sum(widths) <= room
    if room / len(ems) > WIDE:  # equal columns look best where there is room
        widths = [room / len(ems)] * len(ems)
    scale = room / sum(widths) if sum(widths) > room or len(ems) >= 10 or room / len(ems) > WIDE else 1
    return tuple(math.floor(width * scale * 100) / 100 for width in widths), label_size, round(size, 2), whole


def height(grid: Grid, stub: tuple[float, ...], size: float) -> float:
    """The table's, as its labels make it: four header lines, and every line as high as its highest label."""
    total = 5 * (size * LINE + 4.6)
    for colspan, length in _labels(grid):
        # A third of a character a line is lost to the rule that no line may begin with a stop.
        chars = max(1.0, (sum(stub[-colspan:]) - PAD - 2) / size - 0.3)
        total += math.ceil(length / chars) * size * LINE + 4.6
    return total


@cache
def _labels(grid: Grid) -> tuple[tuple[int, float], ...]:
    """Of each line's own label: the columns it spans, and its length in em."""
    heads = (cell for line in grid.body for cell in line.cells if isinstance(cell, Head) and cell.scope == "row")
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
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else DIGIT for char in text)
