"""How the cells of a table lie: spans made sense of, columns that nothing begins in taken out, running text told apart.

A table is often only a frame round a page, a border round a notice or a way to put a label beside a paragraph. Such a
table is no data, and what stands in it is text. Pure.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from disclosure.intake.formats.blocks import PlacedCell
from disclosure.intake.source import IntakeError

MAX_COLSPAN = 200
MAX_ROWSPAN = 2_000
MAX_COLUMNS = 1_000
MAX_AREA = 2_000_000
INNER = 4
"""Cells of tables inside a table, up to which it may be data: a small table in a cell is only odd typing."""

_FIGURE = re.compile(r"[\s\d０-９.,，．/\-—]*[\d０-９][\s\d０-９.,，．件条项]*")
_PART = re.compile(r"\s*[一二三四五六七八九十]{1,3}\s*[、.．]")
_RUNNING = 120
"""Characters from which a cell is running text. The longest label of a statutory table has about 60."""


class TooWide(IntakeError):
    """A table is larger than any report's."""

    def __init__(self) -> None:
        super().__init__(
            f"文件里的表格太大（超过 {MAX_COLUMNS} 列或 {MAX_AREA // 10_000} 万格），不像年度报告，请只保留报告本身后再上传。"
        )


@dataclass(frozen=True, slots=True)
class Raw:
    """A cell as written, before its column is known. `rowspan` 0 goes to the last line."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    header: bool = False
    picture: bool = False


def place(rows: Sequence[Sequence[Raw]], ends: Sequence[int]) -> list[PlacedCell]:
    """Cells put where a browser would put them, but never over one another: a span ends where another cell stands,
    and no span goes beyond the head, body or foot it begins in. `ends` gives for each row the one after its last."""
    taken: set[tuple[int, int]] = set()
    area = 0
    cells: list[PlacedCell] = []
    for row, line in enumerate(rows):
        column = 0
        for ordinal, raw in enumerate(line, start=1):
            while (row, column) in taken:
                column += 1
            wanted = min(max(raw.colspan, 1), MAX_COLSPAN)
            width = next(
                (n for n in range(1, wanted) if (row, column + n) in taken), wanted
            )
            left = ends[row] - row
            height = (
                left
                if raw.rowspan == 0
                else min(max(raw.rowspan, 1), left, MAX_ROWSPAN)
            )
            area += width * height
            if column + width > MAX_COLUMNS or area > MAX_AREA:
                raise TooWide
            if height > 1 or width > 1 or taken:
                taken.update(
                    (row + y, column + x) for y in range(height) for x in range(width)
                )
            cells.append(
                PlacedCell(
                    raw.text,
                    row,
                    column,
                    height,
                    width,
                    raw.header,
                    raw.picture,
                    row + 1,
                    ordinal,
                )
            )
            column += width
    return compressed(cells)


def compressed(cells: Iterable[PlacedCell]) -> list[PlacedCell]:
    """The same cells without columns that no cell begins in: spacers, and spans beyond what is there."""
    found = list(cells)
    columns = {
        column: number
        for number, column in enumerate(sorted({cell.column for cell in found}))
    }
    starts = sorted(columns)
    made: list[PlacedCell] = []
    for cell in found:
        first = columns[cell.column]
        made.append(
            replace(
                cell,
                column=first,
                colspan=bisect_left(starts, cell.column + cell.colspan) - first,
            )
        )
    return made


def apart(cells: Sequence[PlacedCell]) -> tuple[list[PlacedCell], bool]:
    """The same cells, none over another: a span ends where another cell stands. Also whether none had to be cut."""
    lines: dict[int, list[PlacedCell]] = {}
    for cell in cells:
        lines.setdefault(cell.row, []).append(cell)
    if any(cell.column + cell.colspan > MAX_COLUMNS for cell in cells):
        raise TooWide
    made: list[PlacedCell] = []
    cut = False
    for cell in cells:
        nexts = [
            other.column for other in lines[cell.row] if other.column > cell.column
        ]
        width = min(
            cell.colspan, min(nexts, default=cell.column + cell.colspan) - cell.column
        )
        height = 1
        while height < cell.rowspan and not _crossed(
            lines.get(cell.row + height, ()), cell.column, width
        ):
            height += 1
        cut = cut or (width, height) != (cell.colspan, cell.rowspan)
        made.append(replace(cell, colspan=width, rowspan=height))
    return made, not cut


def _crossed(line: Iterable[PlacedCell], column: int, width: int) -> bool:
    return any(
        other.column < column + width and column < other.column + other.colspan
        for other in line
    )


def columns_of(edges: Iterable[int], tolerance: int = 80) -> dict[int, int]:
    """The number of the column line that each edge lies on; edges within `tolerance` of the one before are one line.
    Word measures in twentieths of a point, so 80 is 1.4 mm."""
    numbers: dict[int, int] = {}
    at, last = -1, None
    for edge in sorted(set(edges)):
        if last is None or edge - last > tolerance:
            at += 1
            last = edge
        numbers[edge] = at
    return numbers


def is_layout(texts: Sequence[str], inner: int) -> bool:
    """Whether a table is a frame round text. `texts` are those of its own cells, without what stands in tables inside
    of them; `inner` the number of cells of those tables."""
    filled = [text for text in texts if text.strip()]
    figures = sum(
        len(text) <= _RUNNING and bool(_FIGURE.fullmatch(text)) for text in filled
    )
    if inner > INNER or (inner and len(filled) < 8) or len(texts) == 1:
        return True
    if figures >= 6:
        return False
    running = [text for text in filled if len(text) > _RUNNING]
    if len(filled) <= 8 and any(len(text) > 2 * _RUNNING for text in running):
        return True
    return sum(map(len, running)) * 10 > sum(map(len, filled)) * 6


def pieces(cells: Sequence[PlacedCell]) -> list[str | list[PlacedCell]]:
    """The table, with lines of running text right across it taken out as text between what stands above and below.

    Only where such a line exists, a line right across it that is numbered as a part of a text (一、) is text as well.
    """
    height = max((cell.row + cell.rowspan for cell in cells), default=0)
    covering: list[list[PlacedCell]] = [[] for _ in range(height)]
    for cell in cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            covering[row].append(cell)
    across = [
        line[0] if len(line) == 1 and line[0].rowspan == 1 else None
        for line in covering
    ]
    if not any(cell and len(cell.text) > _RUNNING for cell in across):
        return [list(cells)]
    made: list[str | list[PlacedCell]] = []
    run: list[PlacedCell] = []
    first = 0
    for row, alone in enumerate(across):
        if alone and (len(alone.text) > _RUNNING or _PART.match(alone.text)):
            made += [compressed(run)] if run else []
            made.append(alone.text)
            run, first = [], row + 1
        else:
            run += [
                replace(inner, row=row - first)
                for inner in covering[row]
                if inner.row == row
            ]
    return [*made, compressed(run)] if run else made
