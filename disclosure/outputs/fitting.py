"""Works out how a table fits on A4: widths of its columns, sizes of its figures and labels, in points. No Django."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from disclosure.outputs.document import Filled
from disclosure.statutory.grid import Grid, LabelCell

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
"""In a cell, what its words cannot use of the width: padding on both sides and a rule."""
PAD_HEIGHT = 4.6
"""The same of the height."""
DIGIT = 0.562
"""Of an em: the widest digit of our fonts."""
STUB = 0.28
"""Of the width: the label column of a table that has but one."""
WIDE = 60.0
"""A column from which on headers need no breaks of ours."""
MANY_COLUMNS = 10
"""Table four has fifteen columns of figures, no other more than seven."""
MOST_LINES = 8
"""Into which a figure is broken: one of twelve digits stands in columns of two digits then."""
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

    def narrow_columns(self, filled: Filled) -> frozenset[str]:
        """The keys of the `narrow` ones."""
        columns = filled.grid.table.columns
        return frozenset(columns[at].key for at in self.narrow)

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
    """The sizes of labels that are tried, in steps of a quarter of a point, the largest first."""
    largest, smallest = round(LARGEST * 4), round(SMALLEST_LABEL * 4)
    for quarters in range(largest, smallest - 1, -1):
        yield quarters / 4


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
    characters = 2 if len(ems) >= MANY_COLUMNS else 3  # in a line of the header
    least = characters * label_size + PAD
    for lines in range(1, MOST_LINES + 1):
        parts = [_broken(em, lines) for em in ems]
        smallest = SMALLEST if lines == 1 else SMALLEST_BROKEN
        size = _largest_size(parts, room, least, label_size, smallest)
        if _width(parts, size, least) <= room:
            break

    widths = _widths(parts, room, least, size)
    return Figures(widths, round(size, 2), lines)


def _widths(
    ems: list[float], room: float, least: float, size: float
) -> tuple[float, ...]:
    """As wide as the figures need; equal where there is room for that, which looks best."""
    count = len(ems)
    roomy = room / count > WIDE
    widths = [max(least, em * size + PAD) for em in ems]
    if roomy:
        widths = [room / count] * count

    # With many columns nothing else could use what is left.
    fills = roomy or count >= MANY_COLUMNS
    scale = room / sum(widths) if fills or sum(widths) > room else 1
    return tuple(math.floor(width * scale * 100) / 100 for width in widths)


def _broken(em: float, lines: int) -> float:
    """The width of a figure that is broken into so many lines: a whole number of digits."""
    if lines == 1:
        return em
    return math.ceil(em / DIGIT / lines) * DIGIT


def _largest_size(
    ems: list[float], room: float, least: float, largest: float, smallest: float
) -> float:
    size = largest
    while size > smallest and _width(ems, size, least) > room:
        size = max(smallest, size - 0.05)

    return size


def _width(ems: list[float], size: float, least: float) -> float:
    return sum(max(least, em * size + PAD) for em in ems)


def height(grid: Grid, stub: tuple[float, ...], size: float, figures: Figures) -> float:
    """The table's, as its labels make it: the header, and every line as high as its label or its figures."""
    total = HEADER * size
    least = figures.lines * figures.size
    for colspan, length in _labels(grid):
        # A third of a character a line is lost to the rule that no line may begin with a stop.
        chars = max(1.0, (sum(stub[-colspan:]) - PAD - 2) / size - 0.3)
        label = math.ceil(length / chars) * size
        total += max(label, least) * LINE + PAD_HEIGHT

    return total


@cache
def _labels(grid: Grid) -> tuple[tuple[int, float], ...]:
    """Of each line's own label: the columns it spans, and its length in em."""
    labels = []
    for line in grid.body:
        for cell in line.cells:
            if isinstance(cell, LabelCell) and cell.scope == "row":
                labels.append((cell.colspan, em(cell.text)))

    return tuple(labels)


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
