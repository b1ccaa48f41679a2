"""Reads the header of a stretch: each column's name with the bands over it, without knowing yet of which table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from disclosure.intake.source import GridCell
from disclosure.intake.tables.form_names import TOTAL, FormNames
from disclosure.intake.tables.label_text import bare
from disclosure.intake.tables.stretches import TableStretch, columns_under

AHEAD = -1
"""The line of words in a ragged header that come before all names of columns."""
TOTALS = (TOTAL, "合计", "总数")
"""Words that offices print over a column of sums."""


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """A column as its header says: the official name ("" unknown), from where to where it reaches, the bands over it.

    `x0` and `x1` are columns of the grid where the header is measured; else `line` tells the line of the header in
    which the word stands.
    """

    name: str
    x0: int = 0
    x1: int = 0
    text: str = ""
    bands: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class TableHeader:
    """`measured`: the columns lie in the grid, else only their order counts. `whole`: no cell of it is missing."""

    heads: tuple[ColumnHead, ...]
    measured: bool
    whole: bool

    @property
    def names(self) -> set[str]:
        """The official names in it, with "" where one was not read."""
        return {head.name for head in self.heads}

    @property
    def named(self) -> tuple[ColumnHead, ...]:
        """The columns whose names were read."""
        return tuple(head for head in self.heads if head.name)


def header_of(stretch: TableStretch, names: FormNames) -> TableHeader:
    """The header of a stretch, without knowing yet of which table."""
    if stretch.grid.ragged:
        heads = tuple(_heads_in_order(stretch, names))
        return TableHeader(heads, measured=False, whole=True)

    heads = tuple(_measured_heads(stretch, names))
    return TableHeader(heads, measured=True, whole=not _has_holes(stretch, heads))


# ── Measured ──────────────────────────────────────────────────────────────────────────────────────────────────────
def _measured_heads(stretch: TableStretch, names: FormNames) -> list[ColumnHead]:
    """A head for each column of the grid, and one for several where a cell with a name reaches over them."""
    ends = [columns_under(cell).stop for cell in stretch.head_cells]
    heads: list[ColumnHead] = []
    last: GridCell | None = None
    for x in range(max(ends, default=0)):
        stack = _cells_over(stretch, x, names)
        cell = _lowest_filled(stack)
        head = _head_under(stack, cell, x, names)
        if head.name and cell is last:
            # One column of the form over several of the grid, as where tables of other widths share a grid.
            heads[-1] = replace(heads[-1], x1=head.x1)
        else:
            heads.append(head)

        last = cell

    return heads


def _cells_over(stretch: TableStretch, x: int, names: FormNames) -> list[GridCell]:
    """The cells of the header over a column, from top to bottom; a caption over the whole table is none of them."""
    stack: list[GridCell] = []
    for y in stretch.head:
        cell = stretch.covered.get((y, x))
        if cell is None or cell in stack[-1:]:
            continue

        reaches_across = cell.colspan == stretch.width > 1
        if not reaches_across and not names.announced(cell.text):
            stack.append(cell)

    return stack


def _lowest_filled(stack: Sequence[GridCell]) -> GridCell | None:
    """The cell that says what the column is: blank ones below it are what a merged cell was cut into."""
    for cell in reversed(stack):
        if cell.text.strip():
            return cell

    return None


def _head_under(
    stack: Sequence[GridCell],
    cell: GridCell | None,
    x: int,
    names: FormNames,
) -> ColumnHead:
    """The head of one column of the grid; `cell` is the lowest of the stack in which something stands."""
    above = [bare(over.text) for over in stack]
    bands = tuple(name for name in above if name in names.bands)
    if cell is None:
        return ColumnHead("", x, x + 1, bands=bands)

    name = _column_name(cell.text, names)
    text = "" if names.is_corner(cell.text) else cell.text
    return ColumnHead(name, x, x + 1, text, bands)


def _has_holes(stretch: TableStretch, heads: Sequence[ColumnHead]) -> bool:
    """Whether a cell of the header is missing: what stands behind one has moved to the left, so the hole is behind names."""
    named = [head for head in heads if head.name]
    if not named:
        return False

    lines = [y for y in stretch.head if _has_name(stretch, y, named)]
    lowest = max(lines)
    behind = range(named[0].x0, heads[-1].x1)
    return not stretch.is_covered(lowest, behind)


def _has_name(stretch: TableStretch, y: int, named: Sequence[ColumnHead]) -> bool:
    """Whether one of the names stands in a line of the header."""
    for head in named:
        cell = stretch.covered.get((y, head.x0))
        if cell is not None and cell.text == head.text:
            return True

    return False


def _column_name(text: str, names: FormNames) -> str:
    """The official name of a column that a text is or comes near to, "" where it is none."""
    match = names.column(text)
    if match and match.likely:
        return match.name
    if bare(text) in TOTALS:
        return TOTAL
    return ""


# ── Ragged ────────────────────────────────────────────────────────────────────────────────────────────────────────
def _heads_in_order(stretch: TableStretch, names: FormNames) -> Iterator[ColumnHead]:
    """The words of a header in the order in which they are read: which is over which, nothing tells."""
    for y in stretch.head:
        begun = False
        for cell in stretch.lines[y]:
            text = cell.text
            name = _column_name(text, names)
            if name:
                begun = True
                yield ColumnHead(name, text=text, line=y)
            elif names.is_band(text) or (begun and text.strip()):
                # A word that nobody knows counts among names: it is a column of its own, 备注 perhaps.
                yield ColumnHead("", text=text, bands=(bare(text),), line=y)
            elif text.strip() and not names.announced(text):
                yield ColumnHead("", text=text, line=AHEAD)
