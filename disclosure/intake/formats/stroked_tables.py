"""Finds tables that strokes draw: Markdown, and programs that print in a typewriter's manner. Ragged where rows differ in length."""

from __future__ import annotations

import re
from collections.abc import Sequence

from disclosure.intake.formats.drawn_tables import DrawnTable, no_table, table_of

_STROKES = "|│┃｜║"
_STROKE = re.compile(rf"(?<!\\)[{_STROKES}]")
_BORDER = re.compile(rf"[\s\-+=:_{_STROKES}─━┄┈═┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝╒╤╕╞╪╡╘╧╛]+")
# A border has a stretch of its line, or a crossing: |  | alone is a row of empty cells.
_RULE = re.compile(r"[-─━═+=]{2}|[┼╋╬]")


def _is_border(line: str) -> bool:
    """Whether the line is drawn: ├──┼──┤, +---+---+ or |:--|--:|."""
    inner = line.strip()
    if len(inner) < 3 or not _BORDER.fullmatch(inner):
        return False
    return bool(_RULE.search(inner))


def is_stroked(line: str) -> bool:
    """Whether the line is a border, or a row: | at its beginning, or twice in it."""
    if _is_border(line):
        return True

    inner = line.strip()
    if _STROKE.match(inner):
        return True
    return _is_parted(inner)


def _is_parted(line: str) -> bool:
    return len(_STROKE.findall(line)) >= 2


def stroked_table(lines: Sequence[str], start: int) -> DrawnTable:
    """Lines with strokes between their cells, if at least two hold text, and one more
    than one cell."""
    end = start
    while end < len(lines) and is_stroked(lines[end]):
        end += 1

    drawn = lines[start:end]
    texts = [line for line in drawn if not _is_border(line)]
    if len(texts) < 2:
        return no_table(end=end)
    if not any(map(_is_parted, texts)):
        return no_table(end=end)

    bands = _between_borders(drawn)
    rows = _stroked_rows(bands)
    widths = {len(row) for row in rows}
    return table_of(rows, ragged=len(widths) > 1, end=end)


def _between_borders(lines: Sequence[str]) -> list[list[str]]:
    """The lines above the first border, between two, and below the last; none where
    borders follow one another."""
    bands: list[list[str]] = [[]]
    for line in lines:
        if _is_border(line):
            bands.append([])
        else:
            bands[-1].append(line)

    return bands


def _stroked_rows(bands: Sequence[Sequence[str]]) -> list[list[str]]:
    """Where borders part the rows, the lines between two of them are one row; a
    Markdown table has one border, under its head."""
    borders = len(bands) - 1
    # Three are above, below and under the head; with fewer each line is a row.
    parts_rows = borders >= 3
    rows: list[list[str]] = []
    for band in bands:
        lines = [_stroked_cells(line) for line in band]
        if parts_rows:
            lines = _one_row(lines)

        rows += lines

    return rows


def _one_row(lines: Sequence[Sequence[str]]) -> list[list[str]]:
    """The lines of a row as one, cell by cell; a line with another number of cells
    begins a row of its own."""
    rows: list[list[str]] = []
    for line in lines:
        if not rows or len(line) != len(rows[-1]):
            rows.append(list(line))
            continue

        row = rows[-1]
        for column, text in enumerate(line):
            # Where one of the two is empty there is no line end between them.
            joined = f"{row[column]}\n{text}"
            row[column] = joined.strip("\n")

    return rows


def _stroked_cells(line: str) -> list[str]:
    """The texts of a row between its strokes."""
    inner = line.strip()
    pieces = _STROKE.split(inner)
    # A stroke at the left or right edge parts nothing.
    if _STROKE.match(inner):
        del pieces[0]

    if len(pieces) > 1 and not pieces[-1].strip():
        del pieces[-1]

    return [_unescaped(piece) for piece in pieces]


def _unescaped(piece: str) -> str:
    """Markdown writes a stroke that is text as \\|."""
    inner = piece.strip(" \u3000")
    return inner.replace("\\|", "|")
