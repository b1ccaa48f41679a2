"""Reads the sheet of texts in our own workbook: every passage under its key, exactly as it was."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from itertools import islice

from disclosure.intake.heading_lines import in_one_form
from disclosure.intake.passage_drafts import Taken
from disclosure.intake.reading import Found
from disclosure.intake.source import GridCell, Source, SourceGrid, Where
from disclosure.statutory.content import PassageText
from disclosure.statutory.editions import Edition
from disclosure.statutory.editions.spec import PassageSlot
from disclosure.statutory.places import Place
from disclosure.statutory.printed import PrintedHeading

HEADER = ("部分", "键", "标题", "段", "文字")
"""As `outputs/xlsx.py` writes it."""
KEY, HEADING, NUMBER, TEXT = range(1, 5)
"""Columns, from 0."""


@dataclass(slots=True)
class _SheetPassage:
    """A passage of the sheet. `paragraphs` is {number: text}: a long paragraph goes on in lines of its number."""

    where: Where
    heading: str = ""
    paragraphs: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "\n".join(text for text in self.paragraphs.values() if text)


def read_texts_sheet(
    source: Source,
    edition: Edition,
) -> Taken | None:
    """The passages of the sheet; None where the file has no such sheet."""
    grid = _texts_grid(source)
    if grid is None:
        return None

    slots = {slot.key: slot for slot in edition.passages}
    found = _passages_of(grid, slots.keys())
    taken = Taken()
    # Found in the order of the sheet, which somebody may have sorted anew; the
    # passages in the order of the form.
    for key, passage in found.items():
        taken.found[Place(passage=key)] = Found(passage.where)

    for key, slot in slots.items():
        if key not in found:
            continue

        passage = found[key]
        heading = _kept_heading(slot, passage.heading)
        taken.passages[key] = PassageText(passage.text, heading)
        if slot.number:
            part = edition.part_of(key).key
            taken.headings.append(PrintedHeading(passage.heading, part, key))

    return taken


def _texts_grid(source: Source) -> SourceGrid | None:
    for block in source.blocks:
        if isinstance(block, SourceGrid) and _header_of(block) == HEADER:
            return block

    return None


def _header_of(grid: SourceGrid) -> tuple[str, ...]:
    first = next(iter(grid.lines()), ())
    return tuple(cell.text.strip() for cell in first)


def _passages_of(
    grid: SourceGrid,
    keys: Container[str],
) -> dict[str, _SheetPassage]:
    """The passages with one of these keys; all other lines are somebody's own."""
    passages: dict[str, _SheetPassage] = {}
    for cells in islice(grid.lines(), 1, None):
        by_column = {cell.column: cell for cell in cells}
        key = _text(by_column, KEY)
        if key not in keys:
            continue

        passage = passages.setdefault(key, _SheetPassage(cells[0].where))
        passage.heading = _text(by_column, HEADING)
        # A line of the same number goes on with the paragraph.
        number = _text(by_column, NUMBER)
        before = passage.paragraphs.get(number, "")
        text = by_column[TEXT].text if TEXT in by_column else ""
        passage.paragraphs[number] = before + text

    return passages


def _kept_heading(
    slot: PassageSlot,
    heading: str,
) -> str | None:
    """None where it is the official heading, or none where the form has none."""
    # The preamble has no number, and on paper no heading.
    official = slot.heading if slot.number else ""
    if in_one_form(heading) == in_one_form(official):
        return None
    return heading


def _text(
    cells: dict[int, GridCell],
    column: int,
) -> str:
    return cells[column].text.strip() if column in cells else ""
