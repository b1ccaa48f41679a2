"""Where in a report something is said: a cell, a row, a passage, words of it, or the whole. Pure: no Django."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from disclosure.statutory.chinese import without_blanks
from disclosure.statutory.editions.spec import Edition, Part, Table


@dataclass(frozen=True, slots=True)
class Place:
    """Keys of the edition: table, row and column are a cell, table and row a row; a passage, or some words of it.

    Words are characters `start` to `end` of the passage's text, or of its heading. Nothing at all is the whole report.
    """

    table: str = ""
    row: str = ""
    column: str = ""
    passage: str = ""
    start: int | None = None
    end: int | None = None
    in_heading: bool = False

    @property
    def cell(self) -> tuple[str, str, str]:
        """(table, row, column) as `content[...]` takes it; blanks where the place is no cell."""
        return self.table, self.row, self.column

    @property
    def address(self) -> str:
        """`requests.new.person`: the cell in JSON, in fingerprints and in forms."""
        return ".".join(self.cell)

    @property
    def has_words(self) -> bool:
        return self.start is not None

    def overlaps(self, other: Place) -> bool:
        """Whether words of two places have a character in common; the places are of one passage."""
        if self.start is None or self.end is None:
            return False
        if other.start is None or other.end is None:
            return False
        return self.start < other.end and other.start < self.end

    @property
    def anchor(self) -> str:
        """`c-requests-new-person`, `r-requests-new`, `p-preamble`, "": the id of the place in the paper."""
        if self.passage:
            return f"p-{self.passage}"
        if self.column:
            return f"c-{self.table}-{self.row}-{self.column}"
        if self.table:
            return f"r-{self.table}-{self.row}"
        return ""

    def name(self, edition: Edition) -> str:
        """What people call it."""
        if self.passage:
            slot = edition.passage(self.passage)
            return f"{edition.part_of(self.passage).number}「{slot.heading}」"

        if not self.table:
            return "整份报告"
        if self.column:
            return edition.cell_name(*self.cell)

        table = edition.table(self.table)
        return f"{edition.table_name(self.table)}「{table.row_label(self.row)}」行"

    def part(self, edition: Edition) -> Part | None:
        """The part in which it stands; the whole report stands in none."""
        key = self.passage or self.table
        return edition.part_of(key) if key else None


WHOLE = Place()


def read_place(edition: Edition, anchor: str) -> Place:
    """The place with this anchor. Raises KeyError where the edition has none."""
    if not anchor:
        return WHOLE

    match anchor.split("-"):
        case ["p", passage]:
            return Place(passage=edition.passage(passage).key)
        # A table of one line without a name, such as table four, has no place for the line beside its cells.
        case ["r", table, row] if edition.table(table).row_label(row):
            return Place(table, row)
        case ["c", table, row, column] if edition.table(table).has_cell(row, column):
            return Place(table, row, column)

    raise KeyError(anchor)


def places_in(part: Part) -> Iterator[Place]:
    """Every passage, row and cell of a part, in the order of the form."""
    for slot in part.passages:
        yield Place(passage=slot.key)

    for table in part.tables:
        yield from _places_in_table(table)


def _places_in_table(table: Table) -> Iterator[Place]:
    for row in table.rows:
        if table.row_label(row.key):
            yield Place(table.key, row.key)

        for column in table.columns:
            yield Place(table.key, row.key, column.key)


def find_quote(text: str, quote: str, near: int = 0) -> tuple[int, int] | None:
    """Start and end of the quoted words in a text, of several places the one nearest to `near`; None where they are gone.

    Blanks and line ends count on neither side: the paper prints without some of them.
    """
    wanted = without_blanks(quote)
    if not wanted:
        return None

    letters = [at for at, letter in enumerate(text) if not letter.isspace()]
    bare = "".join(text[at] for at in letters)
    nearest: tuple[int, int] | None = None
    at = bare.find(wanted)
    while at >= 0:
        start, end = letters[at], letters[at + len(wanted) - 1] + 1
        if nearest is None or abs(start - near) < abs(nearest[0] - near):
            nearest = start, end

        at = bare.find(wanted, at + 1)

    return nearest
