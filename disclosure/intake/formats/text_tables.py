"""Says which lines of a plain text draw a table: by tabs, by strokes, or by blanks.

One cell per line, as a browser or a PDF viewer copies a table, is no drawing: such lines stay paragraphs.
"""

from __future__ import annotations

from collections.abc import Sequence

from disclosure.intake.formats.drawn_tables import DrawnTable, no_table
from disclosure.intake.formats.spaced_tables import spaced_parts, spaced_table
from disclosure.intake.formats.stroked_tables import is_stroked, stroked_table
from disclosure.intake.formats.tabbed_tables import may_be_tabbed, tabbed_table


def table_at(lines: Sequence[str], start: int) -> DrawnTable:
    """The table that begins in this line, or the lines in which none does."""
    line = lines[start]
    if may_be_tabbed(line):
        return tabbed_table(lines, start)
    if is_stroked(line):
        return stroked_table(lines, start)
    if len(spaced_parts(line)) >= 2:
        return spaced_table(lines, start)
    return no_table(end=start + 1)
