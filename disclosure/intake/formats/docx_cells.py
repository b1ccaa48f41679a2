"""Puts the cells of a Word table at their places, merged ones as one, and tells tables that only frame a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, NamedTuple

from lxml import etree

from disclosure.intake.formats.blocks import PlacedCell
from disclosure.intake.formats.cell_places import (
    MAX_COLSPAN,
    LaidOutCells,
    MergedCells,
    column_numbers,
    lay_out,
)
from disclosure.intake.formats.docx_parts import (
    W,
    attribute,
    child,
    int_val,
    integer,
    is_on,
    val,
)
from disclosure.intake.formats.docx_text import LEFT_OUT, DocxText
from disclosure.intake.formats.frame_tables import MOST_INNER_CELLS, is_frame_table

_ROW, _CELL, _TABLE, _PARAGRAPH = f"{W}tr", f"{W}tc", f"{W}tbl", f"{W}p"
_STRUCTURE = (_ROW, _CELL, _TABLE, _PARAGRAPH)


@dataclass(slots=True)
class _MeasuredCell:
    """A cell with the column it begins in, by counting, and its edges by its widths, in
    twentieths of a point."""

    element: Any
    start: int
    span: int
    left: int
    right: int

    @property
    def end(self) -> int:
        return self.start + self.span


def is_frame(table: Any) -> bool:
    """Whether the table only puts text side by side or a border round it."""
    inner = 0
    texts: list[str] = []
    for cell in table.iter(_CELL):
        if next(cell.iterancestors(_TABLE)) is table:
            texts.append(_own_text(cell))
            continue

        inner += 1
        if inner > MOST_INNER_CELLS:
            return True

    return is_frame_table(texts, inner)


def _own_text(cell: Any) -> str:
    """The text of a cell without that of tables in it."""
    return "".join(
        text.text or ""
        for text in cell.iter(f"{W}t")
        if next(text.iterancestors(_CELL)) is cell
    )


def cells_of(table: Any, read: Callable[[Any], DocxText]) -> LaidOutCells:
    """The cells at their places. `read` gives the text of a paragraph, asked in
    order."""
    rows = [row for row in _children(table, _ROW) if not _is_deleted(row)]
    measured = [list(_measured_cells(row)) for row in rows]
    certain = _settle_columns(measured)
    merged = MergedCells()
    for number, cells in enumerate(measured):
        header = is_on(child(rows[number], "trPr", "tblHeader"))
        merged.begin_row()
        for ordinal, cell in enumerate(cells, start=1):
            # Read even where it is merged into another: numbers count on in it.
            content = _content(cell.element, read)
            if not _is_merged_into_another(merged, cell, number, ordinal):
                merged.add(
                    PlacedCell(
                        text=content.text,
                        row=number,
                        column=cell.start,
                        colspan=cell.span,
                        header=header,
                        picture=content.picture,
                        line=number + 1,
                        ordinal=ordinal,
                    )
                )

    return lay_out(merged.cells, certain=certain)


def _is_deleted(row: Any) -> bool:
    """Whether a revision took the row out."""
    return child(row, "trPr", "del") is not None


def _is_merged_into_another(
    merged: MergedCells, cell: _MeasuredCell, row: int, ordinal: int
) -> bool:
    """Whether the cell only goes on from the one to its left or above, which is made
    larger then. To the left old documents merge so; others say how many columns a cell
    spans."""
    last = merged.last_in_row()
    if last is not None and ordinal > 1 and _goes_on(cell, "hMerge"):
        width = max(last.colspan, cell.end - last.column)
        merged.replace_last(replace(last, colspan=width))
        return True

    return _goes_on(cell, "vMerge") and merged.extend_down(row, cell.start)


def _goes_on(cell: _MeasuredCell, merge: str) -> bool:
    """A merge that does not say that it begins goes on."""
    element = child(cell.element, "tcPr", merge)
    if element is None:
        return False
    return val(element, "continue") == "continue"


def _measured_cells(row: Any) -> Iterator[_MeasuredCell]:
    """The cells of a row, counted and measured from the left, without those that a
    revision took out."""
    # A line may begin further to the right than its table.
    properties = child(row, "trPr")
    start = int_val(child(properties, "gridBefore"))
    start = min(max(start, 0), MAX_COLSPAN)
    left = _width(child(properties, "wBefore"))
    for cell in _children(row, _CELL):
        if child(cell, "tcPr", "cellDel") is not None:
            continue

        span = int_val(child(cell, "tcPr", "gridSpan"), 1)
        span = min(max(span, 1), MAX_COLSPAN)
        right = left
        width = child(cell, "tcPr", "tcW")
        # Another type is a share of the page, or leaves the width to Word.
        if attribute(width, "type", "dxa") == "dxa":
            right += _width(width)

        yield _MeasuredCell(cell, start, span, left, right)
        start += span
        left = right


def _width(element: Any | None) -> int:
    """A width in twentieths of a point, 0 where it is not said."""
    return max(integer(attribute(element, "w")), 0)


def _settle_columns(rows: list[list[_MeasuredCell]]) -> bool:
    """Where the lines disagree on how many columns there are, take the widths of cells
    instead, if all have one and the lines are equally wide. Returns whether columns are
    certain after that."""
    filled = [line for line in rows if line]
    if len({line[-1].end for line in filled}) <= 1:
        return True
    # Some programs merge cells by making one as wide as two, and never say gridSpan.
    if not _are_measured(filled):
        return False

    columns = column_numbers(_edges(filled))
    for line in filled:
        for cell in line:
            cell.start = columns[cell.left]
            cell.span = max(columns[cell.right] - cell.start, 1)

        if not _is_increasing(line):
            return False

    return True


def _edges(lines: Sequence[Sequence[_MeasuredCell]]) -> Iterator[int]:
    for line in lines:
        for cell in line:
            yield cell.left
            yield cell.right


def _are_measured(lines: Sequence[Sequence[_MeasuredCell]]) -> bool:
    """Whether all cells have a width, and the lines are equally wide, to a
    twentieth."""
    for line in lines:
        if any(cell.right <= cell.left for cell in line):
            return False

    rights = [line[-1].right for line in lines]
    widest = max(rights)
    return widest - min(rights) <= widest // 20


def _is_increasing(line: Sequence[_MeasuredCell]) -> bool:
    """Whether each cell begins to the right of the one before it."""
    starts = [cell.start for cell in line]
    return all(one < other for one, other in pairwise(starts))


def _children(parent: Any, tag: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also inside content controls, insertions and
    the like."""
    waiting = list(reversed(parent))
    while waiting:
        element = waiting.pop()
        if element.tag == tag:
            yield element
        elif element.tag not in LEFT_OUT and element.tag not in _STRUCTURE:
            waiting += list(reversed(element))


class _CellContent(NamedTuple):
    """The text of a cell, paragraphs apart by "\\n", and whether a picture stands in
    it."""

    text: str
    picture: bool


def _content(cell: Any, read: Callable[[Any], DocxText]) -> _CellContent:
    lines: list[str] = []
    picture = False
    walk = etree.iterwalk(cell, events=("start",))
    for _, element in walk:
        if element.tag in LEFT_OUT:
            walk.skip_subtree()
        elif element.tag == _PARAGRAPH:
            found = read(element)
            if found.images:
                picture = True

            if found.text.strip():
                lines.append(found.text)

    return _CellContent("\n".join(lines), picture)
