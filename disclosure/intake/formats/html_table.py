"""The tables of a page: which are data and which only frames, and how their cells lie."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from disclosure.intake.formats.blocks import PlacedCell
from disclosure.intake.formats.cell_places import UnplacedCell, place_cells
from disclosure.intake.formats.frame_tables import MOST_INNER_CELLS, is_frame_table
from disclosure.intake.formats.html_text import element_text, is_hidden, leading_integer

_FILLER = re.compile(r"mso-ignore\s*:\s*colspan", re.IGNORECASE)
_SECTIONS = {"thead": 0, "tbody": 1, "tfoot": 2}
SMALL_IMAGE = 24
"""An image up to this many pixels in both directions is a bullet or a line, no picture of anything."""


def is_frame(table: Any) -> bool:
    """Whether the table only puts things side by side: it is to be read as what stands in it."""
    inner = _inner(table)
    if inner > MOST_INNER_CELLS:
        return True
    cells = [cell for row, _ in _rows(table) for cell in _cells(row)]
    return is_frame_table(
        [element_text(cell, without="table") for cell in cells], inner
    )


def _inner(table: Any) -> int:
    """How many cells stand in tables inside of the table; counting stops where they are too many for data."""
    inner = 0
    for cell in table.iter("td", "th"):
        if next(cell.iterancestors("table")) is not table:
            inner += 1
            if inner > MOST_INNER_CELLS:
                break
    return inner


def cells_of(table: Any) -> list[PlacedCell]:
    """The cells of a data table, each at its place."""
    rows = _rows(table)
    sections = [section for _, section in rows]
    ends = [len(sections) - sections[::-1].index(section) for section in sections]
    return place_cells(
        [[raw for cell in _cells(row) for raw in _raws(cell, row)] for row, _ in rows],
        ends,
    )


def caption_of(table: Any) -> str:
    """The caption, "" where there is none."""
    for child in table.iterchildren("caption"):
        if not is_hidden(child):
            return element_text(child)
    return ""


def images_in(element: Any) -> Iterator[Any]:
    """The images in an element that show something."""
    for image in element.iter("img"):
        if shows(image):
            yield image


def shows(image: Any) -> bool:
    """Whether an image is large enough to show something, and not hidden."""
    width, height = size_of(image)
    return not is_hidden(image) and not (
        0 < width <= SMALL_IMAGE and 0 < height <= SMALL_IMAGE
    )


def size_of(image: Any) -> tuple[int, int]:
    """Width and height in pixels by attribute or style, 0 where unknown."""
    style = image.get("style") or ""

    def measure(name: str) -> int:
        styled = re.search(
            rf"(?<![-\w]){name}\s*:\s*(\d{{1,5}})(?:\.\d+)?\s*px", style, re.IGNORECASE
        )
        given = image.get(name) or ""
        return (
            int(styled.group(1))
            if styled
            else (0 if "%" in given else leading_integer(given, 0))
        )

    return measure("width"), measure("height")


def _rows(table: Any) -> list[tuple[Any, int]]:
    """The rows in the order in which they are shown, head, bodies, foot, each with the number of its section.
    Loose cells are a row of their own."""
    found: list[tuple[int, int, Any]] = []
    for number, child in enumerate(table.iterchildren()):
        if child.tag == "tr":
            found.append((1, -1, child))
        elif child.tag != "caption" and not is_hidden(child):
            found += [
                (_SECTIONS.get(child.tag, 1), number, row) for row in _within(child)
            ]
    found = [each for each in found if not is_hidden(each[2])]
    found.sort(key=lambda each: each[0])
    if not found and next(table.iterchildren("td", "th"), None) is not None:
        return [(table, 0)]
    return [(row, section) for _, section, row in found]


def _within(section: Any) -> Iterator[Any]:
    """The rows of a section, also inside a form or the like that stands where it should not; none of inner tables."""
    waiting = [section]
    while waiting:
        element = waiting.pop()
        if element.tag == "tr":
            yield element
        elif element.tag not in ("table", "td", "th") or element is section:
            waiting += [
                child
                for child in reversed(element)
                if isinstance(child.tag, str) and not is_hidden(child)
            ]


def _cells(row: Any) -> Iterator[Any]:
    """The cells of a row, also inside a form or the like; none of inner tables."""
    waiting = list(reversed(row))
    while waiting:
        element = waiting.pop()
        if is_hidden(element):
            continue
        if element.tag in ("td", "th"):
            yield element
        elif element.tag not in ("table", "tr"):
            waiting += list(reversed(element))


def _raws(cell: Any, row: Any) -> Iterator[UnplacedCell]:
    """The cell; or, where Excel has put one for a stretch of empty cells, each of these."""
    across = leading_integer(cell.get("colspan"), 1)
    down = leading_integer(cell.get("rowspan"), 1)
    parent = row.getparent()
    header = cell.tag == "th" or (parent is not None and parent.tag == "thead")
    text = element_text(cell)
    picture = any(True for _ in images_in(cell))
    if across > 1 and not text and _FILLER.search(cell.get("style") or ""):
        for _ in range(min(across, 40)):
            yield UnplacedCell("", down, 1, header)
    else:
        yield UnplacedCell(text, down, across, header, picture)
