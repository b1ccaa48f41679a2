"""The tables of a binary Word file: a row is what stands before its end mark, and its mark says where its cells lie."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from disclosure.intake.formats.blocks import PlacedCell
from disclosure.intake.formats.cell_places import (
    LaidOutCells,
    column_numbers,
    lay_out,
)
from disclosure.intake.formats.doc_sprms import CellEdges
from disclosure.intake.formats.frame_tables import is_frame_table


@dataclass(slots=True)
class WordCell:
    """Lines of text and inner tables, in order."""

    items: list[str | WordTable] = field(default_factory=list)
    picture: bool = False

    def text(self) -> str:
        return "\n".join(
            item if isinstance(item, str) else item.text() for item in self.items
        )

    def own_text(self) -> str:
        return "".join(item for item in self.items if isinstance(item, str))


@dataclass(slots=True)
class WordRow:
    """Its cells, and how its end mark says that they lie."""

    cells: list[WordCell]
    look: tuple[CellEdges, ...]
    head: bool = False


@dataclass(slots=True)
class WordTable:
    """Rows from top to bottom."""

    rows: list[WordRow] = field(default_factory=list)

    def text(self) -> str:
        return "\n".join(cell.text() for row in self.rows for cell in row.cells)

    def is_frame(self) -> bool:
        cells = [cell for row in self.rows for cell in row.cells]
        inner = sum(
            item.size()
            for cell in cells
            for item in cell.items
            if isinstance(item, WordTable)
        )
        return is_frame_table([cell.own_text() for cell in cells], inner)

    def size(self) -> int:
        """How many cells it has."""
        return sum(len(row.cells) for row in self.rows)

    def items(self) -> Iterator[str | WordTable]:
        """What stands in it, in order."""
        for row in self.rows:
            for cell in row.cells:
                yield from cell.items

    def cells(self) -> LaidOutCells:
        """The cells at their places, merged ones as one, and whether their columns are certain."""
        columns = column_numbers(
            edge
            for row in self.rows
            for cell in row.look
            for edge in (cell.left, cell.right)
        )
        certain = all(
            len(row.cells) == len(row.look)
            and all(
                columns[one.left] < columns[other.left]
                for one, other in pairwise(row.look)
            )
            for row in self.rows
        )
        columns = columns if certain else {}
        made: list[PlacedCell] = []
        above: dict[int, int] = {}
        for at, row in enumerate(self.rows):
            begun: dict[int, int] = {}
            last = -1
            for ordinal, cell in enumerate(row.cells):
                look = row.look[ordinal] if certain else CellEdges(ordinal, ordinal + 1)
                start = columns.get(look.left, ordinal)
                span = max(columns.get(look.right, start + 1) - start, 1)
                if look.joined and last >= 0:
                    made[last] = replace(
                        made[last], colspan=start + span - made[last].column
                    )
                    continue
                if look.goes_on and start in above:
                    last = above[start]
                    made[last] = replace(made[last], rowspan=at - made[last].row + 1)
                else:
                    last = len(made)
                    made.append(
                        PlacedCell(
                            cell.text(),
                            at,
                            start,
                            1,
                            span,
                            row.head,
                            cell.picture,
                            at + 1,
                            ordinal + 1,
                        )
                    )
                begun[start] = last
            above = begun
        return lay_out(made, certain=certain)
