"""Tells tables of data from frames in a page, and puts the cells of the former at their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from disclosure.intake.formats.blocks import PlacedCell
from disclosure.intake.formats.cell_places import UnplacedCell, place_cells
from disclosure.intake.formats.frame_tables import MOST_INNER_CELLS, is_frame_table
from disclosure.intake.formats.html_text import (
    element_text,
    is_hidden,
    leading_integer,
)

_FILLER = re.compile(r"mso-ignore\s*:\s*colspan", re.IGNORECASE)
_HEAD, _BODY, _FOOT = range(3)
_ORDER = {"thead": _HEAD, "tbody": _BODY, "tfoot": _FOOT}
_STYLED_SIZES = {
    name: re.compile(
        rf"(?<![-\w]){name}\s*:\s*(\d{{1,5}})(?:\.\d+)?\s*px", re.IGNORECASE
    )
    for name in ("width", "height")
}
SMALL_IMAGE = 24
"""An image up to this many pixels in both directions is a bullet or a line, no picture
of anything."""
_MOST_FILLERS = 40
"""Empty cells that one of Excel's fillers stands for, at most: judged, the widest table
has 15 columns."""


class _TableRow(NamedTuple):
    """A row; `section` numbers the head, body or foot that it stands in, `order` says
    which comes first on paper."""

    element: Any
    section: int
    order: int


def is_frame(table: Any) -> bool:
    """Whether the table only puts things side by side: it is to be read as what stands
    in it."""
    inner = _inner_cells(table)
    if inner > MOST_INNER_CELLS:
        return True

    texts: list[str] = []
    for row in _rows(table):
        cells = _cells(row.element)
        texts += [element_text(cell, without="table") for cell in cells]

    return is_frame_table(texts, inner)


def _inner_cells(table: Any) -> int:
    """How many cells stand in tables inside of the table; counting stops where they are
    too many for data."""
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
    end_of: dict[int, int] = {}
    for number, row in enumerate(rows, start=1):
        end_of[row.section] = number

    unplaced = [_unplaced_cells(row.element) for row in rows]
    ends = [end_of[row.section] for row in rows]
    return place_cells(unplaced, ends)


def caption_of(table: Any) -> str:
    """The caption, "" where there is none."""
    for child in table.iterchildren("caption"):
        if not is_hidden(child):
            return element_text(child)

    return ""


def _has_picture(element: Any) -> bool:
    """Whether an image in the element shows something."""
    return any(shows(image) for image in element.iter("img"))


def shows(image: Any) -> bool:
    """Whether an image is large enough to show something, and not hidden."""
    if is_hidden(image):
        return False

    width, height = image_size(image)
    # 0 is a size that nobody has said: it may be large.
    return not (0 < width <= SMALL_IMAGE and 0 < height <= SMALL_IMAGE)


def image_size(image: Any) -> tuple[int, int]:
    """Width and height in pixels by attribute or style, 0 where unknown."""
    return _pixels(image, "width"), _pixels(image, "height")


def _pixels(image: Any, name: str) -> int:
    """A size as the style says it, or else the attribute; a share of the page is
    none."""
    styled = _STYLED_SIZES[name].search(image.get("style") or "")
    if styled:
        return int(styled.group(1))

    given = image.get(name) or ""
    if "%" in given:
        return 0
    return leading_integer(given, 0)


def _rows(table: Any) -> list[_TableRow]:
    """The rows in the order in which they are shown: head, bodies, foot. Loose cells
    are a row of their own."""
    found: list[_TableRow] = []
    for number, child in enumerate(table.iterchildren()):
        if child.tag == "tr":
            # Rows without a section lie in one body together, wherever they stand.
            found.append(_TableRow(child, section=-1, order=_BODY))
            continue

        if child.tag == "caption" or is_hidden(child):
            continue

        order = _ORDER.get(child.tag, _BODY)
        rows = _rows_within(child)
        found += [_TableRow(row, number, order) for row in rows]

    shown = [row for row in found if not is_hidden(row.element)]
    # A browser shows a foot last, wherever it is written.
    shown.sort(key=lambda row: row.order)
    if shown:
        return shown
    if next(table.iterchildren("td", "th"), None) is None:
        return []
    return [_TableRow(table, section=0, order=_BODY)]


def _rows_within(section: Any) -> Iterator[Any]:
    """The rows of a section, also inside a form or the like that stands where it should
    not; none of inner tables."""
    waiting = [section]
    while waiting:
        element = waiting.pop()
        if element.tag == "tr":
            yield element
            continue

        if element.tag in ("table", "td", "th") and element is not section:
            continue

        waiting += [child for child in reversed(element) if not is_hidden(child)]


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


def _unplaced_cells(row: Any) -> list[UnplacedCell]:
    """The cells of a row as written; where Excel has put one for a stretch of empty
    cells, each of these."""
    parent = row.getparent()
    in_head = parent is not None and parent.tag == "thead"
    made: list[UnplacedCell] = []
    for cell in _cells(row):
        across = leading_integer(cell.get("colspan"), 1)
        unplaced = UnplacedCell(
            text=element_text(cell),
            rowspan=leading_integer(cell.get("rowspan"), 1),
            colspan=across,
            header=in_head or cell.tag == "th",
            picture=_has_picture(cell),
        )
        if _is_filler(cell, unplaced):
            single = replace(unplaced, colspan=1, picture=False)
            made += [single] * min(across, _MOST_FILLERS)
        else:
            made.append(unplaced)

    return made


def _is_filler(cell: Any, unplaced: UnplacedCell) -> bool:
    """Whether it is no merged cell: Excel writes a stretch of empty cells as one, and
    signs it."""
    if unplaced.colspan <= 1 or unplaced.text:
        return False
    return bool(_FILLER.search(cell.get("style") or ""))
