"""Finds tables that tabs draw: cells copied out of Word, WPS or a spreadsheet. Columns are counted, so the grid is ragged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from disclosure.intake.formats.drawn_tables import DrawnTable, no_table, table_of

# Judged by the tests' texts, not measured.
_LONGEST_CELL = 60
"""Characters from which a line that only begins with a tab is an indented paragraph."""
_LINES_OF_A_CELL = 7
"""A cell that a spreadsheet quoted may take up so many lines; a quotation mark that is
never closed is none."""


@dataclass(frozen=True, slots=True)
class _TabbedRow:
    """The cells of a row; `end` is the line after it."""

    cells: list[str]
    end: int


def tabbed_table(lines: Sequence[str], start: int) -> DrawnTable:
    """A run of lines with tabs, if at least two hold two texts apart by a tab, or one
    holds four. A line of text that only begins with a tab is an indented paragraph."""
    rows: list[list[str]] = []
    at = start
    while at < len(lines) and may_be_tabbed(lines[at]):
        if _is_indented(lines[at]):
            break

        row = _tabbed_row(lines, at)
        if len(row.cells) < 2:
            break

        rows.append(row.cells)
        at = row.end

    if not _has_tabbed_texts(rows):
        return no_table(end=max(at, start + 1))
    return table_of(rows, ragged=True, end=at)


def may_be_tabbed(line: str) -> bool:
    # A quotation mark opens a cell of several lines: its tab may stand lines below.
    return "\t" in line or line.startswith('"')


def _is_indented(line: str) -> bool:
    inner = line.strip("\t ")
    return "\t" not in inner and len(inner) > _LONGEST_CELL


def _has_tabbed_texts(rows: Sequence[Sequence[str]]) -> bool:
    """Whether it is a table at all: a telephone number behind a tab makes none."""
    wide = 0
    for row in rows:
        texts = [cell for cell in row if cell.strip()]
        if len(texts) >= 4:
            return True

        if len(texts) >= 2:
            wide += 1

    return wide >= 2


def _tabbed_row(lines: Sequence[str], at: int) -> _TabbedRow:
    """The row that begins in this line: a cell that a spreadsheet put in quotation
    marks may go on over lines."""
    text = lines[at]
    end = at + 1
    last = min(len(lines), at + _LINES_OF_A_CELL)
    while _has_open_quote(text) and end < last:
        text = f"{text}\n{lines[end]}"
        end += 1

    if _has_open_quote(text):
        text = lines[at]
        end = at + 1

    cells = [_unquoted(cell) for cell in text.split("\t")]
    return _TabbedRow(cells, end)


def _has_open_quote(text: str) -> bool:
    """Whether the last cell was begun with a quotation mark and goes on in the next
    line; two marks in a quoted cell stand for one."""
    _, _, last = text.rpartition("\t")
    last = last.lstrip()
    quotes = last.count('"')
    return last.startswith('"') and quotes % 2 == 1


def _unquoted(cell: str) -> str:
    """The cell without the marks that a spreadsheet puts round one with line ends."""
    inner = cell.strip()
    if len(inner) < 2:
        return cell
    if inner[0] == inner[-1] == '"':
        return inner[1:-1].replace('""', '"')
    return cell
