"""Puts the cells of a binary Word file's tables at their places.

A row is what stands before its end mark, and its mark says where its cells lie.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from disclosure.intake.formats.blocks import PlacedCell
from disclosure.intake.formats.cell_places import (
    LaidOutCells,
    MergedCells,
    column_numbers,
    lay_out,
)
from disclosure.intake.formats.doc_sprms import CellEdges
from disclosure.intake.formats.frame_tables import is_frame_table


class _CellSpan(NamedTuple):
    """The column that a cell begins in and the one after it, and how it is merged."""

    start: int
    end: int
    goes_on: bool = False
    joined: bool = False


@dataclass(slots=True)
class DocCell:
    """Lines of text and inner tables, in order."""

    items: list[str | DocTable] = field(default_factory=list)
    picture: bool = False

    def text(self) -> str:
        """Its text with that of inner tables, lines apart by "\\n"."""
        return "\n".join(
            item if isinstance(item, str) else item.text() for item in self.items
        )

    def own_text(self) -> str:
        """Without that of inner tables."""
        return "".join(item for item in self.items if isinstance(item, str))

    def inner_cells(self) -> int:
        """How many cells the tables in it have."""
        return sum(item.size() for item in self.items if isinstance(item, DocTable))


@dataclass(slots=True)
class DocRow:
    """Its cells, and where its end mark says that they lie."""

    cells: list[DocCell]
    edges: tuple[CellEdges, ...]
    head: bool = False


@dataclass(slots=True)
class DocTable:
    """Rows from top to bottom."""

    rows: list[DocRow] = field(default_factory=list)

    def text(self) -> str:
        return "\n".join(cell.text() for cell in self._all_cells())

    def is_frame(self) -> bool:
        """Whether it only puts text side by side or a border round it."""
        cells = list(self._all_cells())
        inner = sum(cell.inner_cells() for cell in cells)
        return is_frame_table([cell.own_text() for cell in cells], inner)

    def size(self) -> int:
        """How many cells it has."""
        return sum(len(row.cells) for row in self.rows)

    def items(self) -> Iterator[str | DocTable]:
        """What stands in it, in order."""
        for cell in self._all_cells():
            yield from cell.items

    def cells(self) -> LaidOutCells:
        """The cells at their places, merged ones as one."""
        columns = self._columns()
        merged = MergedCells()
        for number, row in enumerate(self.rows):
            merged.begin_row()
            spans = _column_spans(row, columns)
            for ordinal, cell in enumerate(row.cells):
                span = spans[ordinal]
                if _continues(merged, span, number):
                    continue

                merged.add(
                    PlacedCell(
                        text=cell.text(),
                        row=number,
                        column=span.start,
                        colspan=span.end - span.start,
                        header=row.head,
                        picture=cell.picture,
                        line=number + 1,
                        ordinal=ordinal + 1,
                    )
                )

        return lay_out(merged.cells, certain=columns is not None)

    def _all_cells(self) -> Iterator[DocCell]:
        for row in self.rows:
            yield from row.cells

    def _columns(self) -> dict[int, int] | None:
        """The number of the column line that each edge lies on; None where rows do not
        say how all their cells lie."""
        columns = column_numbers(self._edges())
        for row in self.rows:
            if len(row.cells) != len(row.edges):
                return None

            starts = [columns[edges.left] for edges in row.edges]
            if any(one >= other for one, other in pairwise(starts)):
                return None

        return columns

    def _edges(self) -> Iterator[int]:
        for row in self.rows:
            for edges in row.edges:
                yield edges.left
                yield edges.right


def _column_spans(row: DocRow, columns: dict[int, int] | None) -> list[_CellSpan]:
    """Where the cells of a row lie by their edges; without columns each has one of its
    own, counted from the left."""
    if columns is None:
        numbers = range(len(row.cells))
        return [_CellSpan(number, number + 1) for number in numbers]

    spans: list[_CellSpan] = []
    for edges in row.edges:
        start = columns[edges.left]
        end = columns[edges.right]
        spans.append(
            _CellSpan(
                start,
                end=max(end, start + 1),
                goes_on=edges.goes_on,
                joined=edges.joined,
            )
        )

    return spans


def _continues(merged: MergedCells, span: _CellSpan, row: int) -> bool:
    """Whether the cell was only the continuation of another, and has been added to that
    one."""
    last = merged.last_in_row()
    if span.joined and last is not None:
        merged.replace_last(replace(last, colspan=span.end - last.column))
        return True

    return span.goes_on and merged.extend_down(row, span.start)
