"""The cells of a Word table at their places, merged ones as one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from lxml import etree

from disclosure.intake.formats.blocks import PlacedCell
from disclosure.intake.formats.cell_places import (
    MAX_COLSPAN,
    LaidOutCells,
    column_numbers,
    lay_out,
)
from disclosure.intake.formats.docx_parts import W, int_val, integer, is_on, val
from disclosure.intake.formats.docx_text import LEFT_OUT, DocxText
from disclosure.intake.formats.frame_tables import MOST_INNER_CELLS, is_frame_table

_ROW, _CELL, _TABLE, _PARAGRAPH = f"{W}tr", f"{W}tc", f"{W}tbl", f"{W}p"


@dataclass(slots=True)
class _Raw:
    cell: Any
    start: int
    span: int
    left: int
    right: int


def is_frame(table: Any) -> bool:
    """Whether the table only puts text side by side or a border round it."""
    inner = 0
    texts: list[str] = []
    for cell in table.iter(_CELL):
        if next(cell.iterancestors(_TABLE)) is not table:
            inner += 1
            if inner > MOST_INNER_CELLS:
                return True
            continue
        nearest = (
            text
            for text in cell.iter(f"{W}t")
            if next(text.iterancestors(_CELL)) is cell
        )
        texts.append("".join(text.text or "" for text in nearest))
    return is_frame_table(texts, inner)


def cells_of(table: Any, read: Callable[[Any], DocxText]) -> LaidOutCells:
    """The cells, and whether their columns are certain. `read` gives the text of a paragraph, asked in order."""
    rows = [
        row for row in _children(table, _ROW) if row.find(f"{W}trPr/{W}del") is None
    ]
    raws = [list(_raws(row)) for row in rows]
    certain = _measured(raws)
    cells: list[PlacedCell] = []
    above: dict[int, int] = {}
    for at, line in enumerate(raws):
        header = is_on(rows[at].find(f"{W}trPr/{W}tblHeader"))
        begun: dict[int, int] = {}
        for ordinal, raw in enumerate(line, start=1):
            merge = raw.cell.find(f"{W}tcPr/{W}vMerge")
            across = raw.cell.find(f"{W}tcPr/{W}hMerge")
            text, picture = _content(raw.cell, read)
            if (
                across is not None
                and val(across, "continue") == "continue"
                and ordinal > 1
                and begun
            ):
                last = max(begun)
                cells[begun[last]] = _wider(cells[begun[last]], raw.start + raw.span)
            elif (
                merge is not None
                and val(merge, "continue") == "continue"
                and raw.start in above
            ):
                index = begun[raw.start] = above[raw.start]
                cells[index] = replace(cells[index], rowspan=at - cells[index].row + 1)
            else:
                begun[raw.start] = len(cells)
                cells.append(
                    PlacedCell(
                        text,
                        at,
                        raw.start,
                        1,
                        raw.span,
                        header,
                        picture,
                        at + 1,
                        ordinal,
                    )
                )
        above = begun
    return lay_out(cells, certain=certain)


def _wider(cell: PlacedCell, right: int) -> PlacedCell:
    return replace(cell, colspan=max(cell.colspan, right - cell.column))


def _raws(row: Any) -> Iterator[_Raw]:
    properties = row.find(f"{W}trPr")
    before = None if properties is None else properties.find(f"{W}gridBefore")
    indent = None if properties is None else properties.find(f"{W}wBefore")
    start = min(max(int_val(before), 0), MAX_COLSPAN)
    left = 0 if indent is None else max(integer(indent.get(f"{W}w") or ""), 0)
    for cell in _children(row, _CELL):
        if cell.find(f"{W}tcPr/{W}cellDel") is not None:
            continue
        span = min(max(int_val(cell.find(f"{W}tcPr/{W}gridSpan"), 1), 1), MAX_COLSPAN)
        width = cell.find(f"{W}tcPr/{W}tcW")
        sized = width is not None and width.get(f"{W}type", "dxa") == "dxa"
        right = left + (
            max(integer(width.get(f"{W}w") or ""), 0)
            if sized and width is not None
            else 0
        )
        yield _Raw(cell, start, span, left, right)
        start, left = start + span, right


def _measured(rows: list[list[_Raw]]) -> bool:
    """Where the lines disagree on how many columns there are, take the widths of cells instead, if all have one and
    the lines are equally wide. Returns whether columns are certain after that."""
    filled = [line for line in rows if line]
    if len({line[-1].start + line[-1].span for line in filled}) <= 1:
        return True
    rights = [line[-1].right for line in filled]
    if (
        any(raw.right <= raw.left for line in filled for raw in line)
        or max(rights) - min(rights) > max(rights) // 20
    ):
        return False
    columns = column_numbers(
        edge for line in filled for raw in line for edge in (raw.left, raw.right)
    )
    for line in filled:
        for raw in line:
            raw.start = columns[raw.left]
            raw.span = max(columns[raw.right] - raw.start, 1)
        if any(one.start >= other.start for one, other in pairwise(line)):
            return False
    return True


def _children(parent: Any, tag: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also inside content controls, insertions and the like."""
    waiting = list(reversed(parent))
    while waiting:
        element = waiting.pop()
        if element.tag == tag:
            yield element
        elif element.tag not in LEFT_OUT and element.tag not in (
            _ROW,
            _CELL,
            _TABLE,
            _PARAGRAPH,
        ):
            waiting += list(reversed(element))


def _content(cell: Any, read: Callable[[Any], DocxText]) -> tuple[str, bool]:
    """The text of a cell, paragraphs apart by "\\n", and whether a picture stands in it."""
    lines: list[str] = []
    picture = False
    walk = etree.iterwalk(cell, events=("start",))
    for _, element in walk:
        if element.tag in LEFT_OUT:
            walk.skip_subtree()
        elif element.tag == _PARAGRAPH:
            found = read(element)
            picture = picture or bool(found.images)
            lines += [found.text] if found.text.strip() else []
    return "\n".join(lines), picture
