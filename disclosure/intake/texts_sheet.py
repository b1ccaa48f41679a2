"""The sheet of texts in our own workbook: every passage under its key, exactly as it was."""

from __future__ import annotations

from disclosure.intake.headings import in_one_form
from disclosure.intake.passages import Taken
from disclosure.intake.reading import Found
from disclosure.intake.source import Grid, GridCell, Source
from disclosure.statutory.content import PassageText
from disclosure.statutory.editions import Edition
from disclosure.statutory.places import Place
from disclosure.statutory.printed import Heading

HEADER = ("部分", "键", "标题", "段", "文字")
"""As `outputs/xlsx.py` writes it."""


def read_texts_sheet(source: Source, edition: Edition) -> Taken | None:
    """The passages of the sheet; None where the file has no such sheet."""
    grid = next(
        (b for b in source.blocks if isinstance(b, Grid) and _head(b) == HEADER), None
    )
    if grid is None:
        return None
    taken = Taken()
    lines: dict[str, dict[str, str]] = {}
    headings: dict[str, str] = {}
    for cells in list(grid.lines())[1:]:
        by_column = {cell.column: cell for cell in cells}
        key = _text(by_column, 1)
        if key not in {slot.key for slot in edition.passages}:
            continue
        headings[key] = _text(by_column, 2)
        number, paragraphs = _text(by_column, 3), lines.setdefault(key, {})
        paragraphs[number] = paragraphs.get(number, "") + (
            by_column[4].text if 4 in by_column else ""
        )
        taken.found.setdefault(Place(passage=key), Found(cells[0].where))
    for slot in edition.passages:
        if slot.key not in lines:
            continue
        official = slot.heading if slot.number else ""
        heading = (
            None
            if in_one_form(headings[slot.key]) == in_one_form(official)
            else headings[slot.key]
        )
        taken.passages[slot.key] = PassageText(
            "\n".join(text for text in lines[slot.key].values() if text), heading
        )
        if slot.number:
            taken.headings.append(
                Heading(headings[slot.key], edition.part_of(slot.key).key, slot.key)
            )
    return taken


def _head(grid: Grid) -> tuple[str, ...]:
    return tuple(cell.text.strip() for cell in next(iter(grid.lines()), ()))


def _text(cells: dict[int, GridCell], column: int) -> str:
    return cells[column].text.strip() if column in cells else ""
