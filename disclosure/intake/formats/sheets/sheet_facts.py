"""Holds what a workbook says beside its values: how large a sheet is, merged cells, number formats, unfinished sums."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import product
from typing import Any, NamedTuple

from lxml import etree

MOST_CELLS = 400_000
"""Cells of one sheet that are looked at; our own flat list of a report has 2,400."""
MOST_MERGES = 20_000

CellAddress = tuple[int, int]
"""Row and column, from 0."""


class NumberFormat(NamedTuple):
    """How a number is shown: with at least so many decimals; `percent` times a hundred
    and with the sign."""

    decimals: int = 0
    percent: bool = False


class CellArea(NamedTuple):
    """First and last row and column, from 0."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self) -> int:
        return self.bottom - self.top + 1

    @property
    def width(self) -> int:
        return self.right - self.left + 1

    def clipped(self, bottom: int, right: int) -> CellArea:
        """The area, but going no further than there."""
        return self._replace(
            bottom=min(self.bottom, bottom),
            right=min(self.right, right),
        )

    def addresses(self) -> Iterator[CellAddress]:
        """All that lie in it, row by row."""
        rows = range(self.top, self.bottom + 1)
        columns = range(self.left, self.right + 1)
        return product(rows, columns)


@dataclass(slots=True)
class SheetFacts:
    """Of one sheet. `rows` and `columns` say how far its values reach, `sums` what its
    formulas gave, `unfinished` which of them have no value."""

    rows: int = 0
    columns: int = 0
    cells: int = 0
    merges: list[CellArea] = field(default_factory=list)
    formats: dict[CellAddress, NumberFormat] = field(default_factory=dict)
    unfinished: set[CellAddress] = field(default_factory=set)
    sums: dict[CellAddress, str] = field(default_factory=dict)

    def extend_to(self, row: int, column: int) -> None:
        """Note that a value stands there, from 0."""
        self.rows = max(self.rows, row + 1)
        self.columns = max(self.columns, column + 1)


def iterate_elements(
    content: bytes, tags: tuple[str, ...], events: tuple[str, ...] = ("end",)
) -> Any:
    """The elements of an XML part one by one; no entity is expanded and nothing outside
    the file is asked for."""
    return etree.iterparse(
        BytesIO(content),
        events=events,
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )


def free_element(element: Any) -> None:
    """Free the memory of an element that has been read, and of those before it."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
