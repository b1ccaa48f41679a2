"""Finds tables that blanks draw: pdftotext -layout, and the space bar. Columns are counted, so the grid is ragged."""

from __future__ import annotations

import re
from collections.abc import Sequence

from disclosure.intake.formats.drawn_tables import DrawnTable, no_table, table_of

_GAP = re.compile(r"[ \u3000]{2,}")
_SENTENCE = re.compile(r"[。！？]|，[^，]*，")
_FIGURE = re.compile(r"[\d０-９][\d０-９.,，．]*|[-—/]")
_PART = re.compile(r"[一二三四五六七八九十]{1,3}、")
# All of these are judged by the tests' texts, not measured.
_LONGEST_PIECE = 60
"""Characters of a piece beyond which a line with wide gaps is running text."""
_LONGEST_LABEL_PIECE = 30
_LINES_BETWEEN_ROWS = 4


def spaced_parts(line: str) -> list[str]:
    """The texts of a line that wide gaps part; none where the line is running text."""
    inner = line.strip(" \u3000")
    if not inner or "\t" in inner or _SENTENCE.search(inner):
        return []

    parts = _GAP.split(inner)
    longest = max(map(len, parts))
    return parts if longest <= _LONGEST_PIECE else []


def spaced_table(lines: Sequence[str], start: int) -> DrawnTable:
    """Lines whose texts stand two or more blanks apart: three with three texts, or two
    with two of which one ends in a figure. A blank line or two and short single texts,
    a label that goes on, may stand between them."""
    rows: list[list[str]] = []
    # Rows up to the last wide one: a single text below it is a line of the text.
    kept = 0
    end = start
    at = start
    while at < len(lines) and at - end <= _LINES_BETWEEN_ROWS:
        parts = spaced_parts(lines[at])
        if _is_row(parts, lines[at]):
            rows.append(parts)
        elif lines[at].strip():
            break

        at += 1
        if len(parts) >= 2:
            kept = len(rows)
            end = at

    del rows[kept:]
    if not _are_columns(rows):
        return no_table(end=end)
    return table_of(rows, ragged=True, end=end)


def _is_row(parts: Sequence[str], line: str) -> bool:
    if len(parts) == 1:
        return _may_be_label_piece(line)
    return len(parts) >= 2


def _are_columns(rows: Sequence[Sequence[str]]) -> bool:
    """Two lines with gaps may be letter-spaced text (甲方  乙方): a figure at an end,
    or three texts thrice, are not."""
    with_three = [row for row in rows if len(row) >= 3]
    if len(with_three) >= 3:
        return True

    with_two = [row for row in rows if len(row) >= 2]
    if len(with_two) < 2:
        return False
    return any(_FIGURE.fullmatch(row[-1]) for row in with_two)


def _may_be_label_piece(line: str) -> bool:
    """Whether a single text may be a piece of a label: short, not at the left edge, no
    heading of a part."""
    inner = line.strip(" \u3000")
    if len(inner) > _LONGEST_LABEL_PIECE or _PART.match(inner):
        return False
    return line[:1] in (" ", "\u3000")
