"""Tables without lines: text in columns that nobody could take for anything else. What is doubtful stays text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from disclosure.intake.formats.pdf.lines import PdfLine, text_of
from disclosure.intake.formats.pdf.page import Glyph

GAP = 1.2
"""Of the size: what parts two columns on a line."""
FEWEST = 3
"""Lines, and columns."""
FULL = 0.6
"""Of all squares: so many have to hold something."""

Run = tuple[int, int, list[list[tuple[int, str]]]]


def aligned(lines: Sequence[PdfLine]) -> Iterator[Run]:
    """Runs of lines that are a table: (first, after the last, for each line its (column, text))."""
    parts = [_parts(line) for line in lines]
    at = 0
    while at < len(lines):
        end = at
        while (
            end < len(lines)
            and len(parts[end]) >= FEWEST
            and (end == at or lines[end].page == lines[at].page)
        ):
            end += 1
        if end - at >= FEWEST and (table := _table(parts[at:end])):
            yield at, end, table
        at = max(end, at + 1)


def _parts(line: PdfLine) -> list[list[Glyph]]:
    parts: list[list[Glyph]] = []
    for glyph in line.glyphs:
        if parts and glyph.x0 - parts[-1][-1].x1 <= GAP * line.size:
            parts[-1].append(glyph)
        else:
            parts.append([glyph])
    # A justified line falls apart into single characters; a line of a table has a word somewhere, or figures.
    stretched = len(parts) > FEWEST and all(
        len(part) == 1 and not part[0].text.isdigit() for part in parts
    )
    return [] if stretched else parts


def _table(lines: Sequence[list[list[Glyph]]]) -> list[list[tuple[int, str]]] | None:
    """The columns that all lines leave free between them; None where a line has two things in one."""
    columns: list[tuple[float, float]] = []
    for x0, x1 in sorted(
        (part[0].x0, part[-1].x1) for parts in lines for part in parts
    ):
        if columns and x0 <= columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    if len(columns) < FEWEST or sum(map(len, lines)) < FULL * len(columns) * len(lines):
        return None
    table = [
        [(_column(part, columns), text_of(part)) for part in parts] for parts in lines
    ]
    crowded = any(len({column for column, _ in line}) < len(line) for line in table)
    return None if crowded else table


def _column(part: Sequence[Glyph], columns: Sequence[tuple[float, float]]) -> int:
    return next(
        at for at, (start, end) in enumerate(columns) if start <= part[0].x0 <= end
    )
