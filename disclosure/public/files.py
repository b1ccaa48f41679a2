"""The files of a release: one list of formats, and each statutory table alone as CSV."""

from __future__ import annotations

import csv
from io import StringIO
from urllib.parse import quote

from disclosure.models import Release
from disclosure.outputs import document
from disclosure.outputs.flat import csv_field
from disclosure.outputs.formats import FORMATS, Format, print_file
from disclosure.statutory.content import Content
from disclosure.statutory.grid import grid_for

CSV = "text/csv; charset=utf-8"


def _offered(made: Format) -> bool:
    return made.key != "fragment"  # for an office's own editor, not for readers


OFFERED = {key: made for key, made in FORMATS.items() if _offered(made)}
"""In the order in which they are offered; pages, lists, JSON index and export follow it."""


def file_of(release: Release, key: str) -> tuple[bytes, bool]:
    """A file of a version, and whether it is the frozen one. A format from after it is made from its content."""
    frozen = release.file(key)
    if frozen is not None:
        return frozen, True
    return print_file(document.build(release.content), key).body, False


def table_csv(content: Content, key: str) -> bytes:
    """One table: a line for each statutory line, its brackets before its label. Raises KeyError.

    With a byte order mark, so that Excel and WPS read it as UTF-8.
    """
    table = content.edition.table(key)
    values, written = content.completed[key], StringIO()
    lines = csv.writer(written, lineterminator="\r\n")
    # Table four has one line without a name: there is no column of names to write.
    named = grid_for(table).stub > 0
    labels = [table.column_label(column.key) for column in table.columns]
    lines.writerow(["项目", *labels] if named else labels)
    for row in table.rows:
        figures = [csv_field(values[row.key, column.key]) for column in table.columns]
        name = table.row_label(row.key)
        lines.writerow([name, *figures] if named else figures)

    return b"\xef\xbb\xbf" + written.getvalue().encode()


def saved_as(title: str, suffix: str, how: str = "attachment") -> str:
    """The Content-Disposition of a file."""
    return f"{how}; filename*=UTF-8''{quote(title)}.{suffix}"
