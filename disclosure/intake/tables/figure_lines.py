"""A line of figures with its label: what is known of it, while its row and its columns are being found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from disclosure.intake.source import GridCell
from disclosure.intake.tables.label_matching import LabelMatch
from disclosure.intake.tables.stretches import TableStretch, columns_under, has_text
from disclosure.statutory.editions import Table
from disclosure.statutory.places import Place


@dataclass(frozen=True, slots=True)
class FittedCell:
    """The cell in which a figure of the form stands.

    `confirm`: it counts only where the sums of its line hold; `trouble` (Chinese): why it settles nothing; `merged`:
    it reaches over several columns.
    """

    cell: GridCell
    confirm: bool = False
    trouble: str = ""
    merged: bool = False


Fitted = dict[str, FittedCell]
"""Column key -> the cell in which its figure stands."""


@dataclass(eq=False)
class FigureLine:
    """A line, or the part of one that has a label of its own where tables stand side by side.

    `end`: the column of the grid in which the next part begins. `text`: the whole label, `match` what it comes near to.
    `row` is set once it is known, `because` says what settled it, `caution` why a person should look (both Chinese).
    `is_old_row`: the single row of an earlier edition. `may_go_on`: figures of the line below may belong to it.
    `fitted` is None until its columns were looked for.
    """

    stretch: TableStretch
    y: int
    labels: tuple[GridCell, ...]
    data: tuple[GridCell, ...]
    end: int | None = None
    text: str = ""
    match: LabelMatch | None = None
    row: Place | None = None
    caution: str = ""
    because: str = ""
    is_old_row: bool = False
    may_go_on: bool = False
    fitted: Fitted | None = None

    @property
    def label(self) -> GridCell | None:
        """The cell next to the figures: those before it are brackets, or number the line."""
        return self.labels[-1] if self.labels else None

    @property
    def start(self) -> int:
        """The first column of the grid behind the label."""
        if self.label is None:
            return 0
        return columns_under(self.label).stop

    @property
    def filled(self) -> bool:
        """Whether anything stands behind the label, an image even."""
        if has_text(self.data):
            return True
        return any(cell.picture for cell in self.data)

    @property
    def own_data(self) -> list[GridCell]:
        """The cells behind the label, without those of the part beside it."""
        if self.end is None:
            return list(self.data)
        return [cell for cell in self.data if cell.column < self.end]

    def is_of(self, table: Table) -> bool:
        """Whether it is known as a row of a table."""
        return self.row is not None and self.row.table == table.key


def doubt_broken(lines: Sequence[FigureLine]) -> None:
    """Marks lines whose figures may go on in the line below, as labels do in tables that are drawn with letters."""
    for above, below in pairwise(lines):
        if below.row is not None or below.is_old_row or not below.filled:
            continue
        # In a measured grid, a line with words of its own is a line of its own.
        if below.text and not below.stretch.grid.ragged:
            continue

        texts = [cell.text.strip() for cell in below.data]
        if "" in texts:
            above.may_go_on = True
