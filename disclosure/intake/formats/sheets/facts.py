"""What a workbook says of its cells beside their values: how large a sheet is, merged cells, formats, unfinished sums."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, NamedTuple

from lxml import etree

MOST_CELLS = 400_000
"""Cells of one sheet that are looked at; our own flat list of a report has 2,400."""
MOST_MERGES = 20_000


class Look(NamedTuple):
    """How a number is shown: with at least so many decimals; `percent` times a hundred and with the sign."""

    decimals: int = 0
    percent: bool = False


class Area(NamedTuple):
    """First and last row and column, from 0."""

    top: int
    left: int
    bottom: int
    right: int


Place = tuple[int, int]


@dataclass(slots=True)
class Facts:
    """Of one sheet, by (row, column) from 0. `rows` and `columns` say how far its values reach."""

    rows: int = 0
    columns: int = 0
    cells: int = 0
    merges: list[Area] = field(default_factory=list)
    looks: dict[Place, Look] = field(default_factory=dict)
    unfinished: set[Place] = field(default_factory=set)
    sums: dict[Place, str] = field(default_factory=dict)

    def reaches(self, row: int, column: int) -> None:
        self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)


def walk(
    content: bytes, tags: tuple[str, ...], events: tuple[str, ...] = ("end",)
) -> Any:
    """The elements of an XML part one by one; no entity is expanded and nothing outside the file is asked for."""
    return etree.iterparse(
        BytesIO(content),
        events=events,
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )


def forget(element: Any) -> None:
    """Free an element that has been read, and those before it."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
