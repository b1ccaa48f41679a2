"""Which lines are page heads and feet: numbers, and what stands at the same place of several pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from disclosure.intake.formats.pdf.lines import Line

ZONE = 0.14
"""Of the page's height, at its top and at its foot."""
DEEP = 3
"""So many lines from the edge are looked at."""
SAME_PLACE = 4.0
CLEAR = 1.4
"""Of the size: a bare number is a page number when so much room parts it from the text."""

_HAN = "一二三四五六七八九十百"
_NUMBERED = re.compile(
    rf"[-—–－―─·•~～\s]+(?:\d{{1,3}}|[{_HAN}]{{1,3}})[-—–－―─·•~～\s]+"
    rf"|第\s*(?:\d{{1,3}}|[{_HAN}]{{1,3}})\s*页(?:[\s，,/／]*共\s*(?:\d{{1,3}}|[{_HAN}]{{1,3}})\s*页)?"
    r"|[Pp]age\s*\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?|\d{1,3}\s*[/／]\s*\d{1,3}"
)
_BARE = re.compile(r"\d{1,3}")


def running(pages: Mapping[int, Sequence[Line]], heights: Mapping[int, float]) -> set[int]:
    """The ids of the lines that are not of the text. `pages` gives each page's lines outside tables, from the top."""
    edge = {number: _at_the_edge(lines, heights[number]) for number, lines in pages.items()}
    found = {id(line) for lines in edge.values() for line in lines if _NUMBERED.fullmatch(line.text)}
    alike: dict[tuple[str, int], list[Line]] = defaultdict(list)
    for lines in edge.values():
        for line in lines:
            alike[re.sub(r"\d+", "#", line.text), len(line.text) // 200].append(line)
    for same in alike.values():
        for line in same:
            others = {other.page for other in same if abs(other.base - line.base) <= SAME_PLACE}
            if len(others) > 1:
                found.add(id(line))
    for number, lines in edge.items():
        found.update(id(line) for line in lines if _is_number(line, pages[number]))
    return found


def _at_the_edge(lines: Sequence[Line], height: float) -> list[Line]:
    top = [line for line in lines[:DEEP] if line.base < ZONE * height]
    return top + [line for line in lines[-DEEP:] if line.base > (1 - ZONE) * height and line not in top]


def _is_number(line: Line, lines: Sequence[Line]) -> bool:
    """A bare number that is the page's own, apart from the text."""
    if not _BARE.fullmatch(line.text) or int(line.text) != line.page:
        return False
    return all(abs(other.base - line.base) > CLEAR * line.size for other in lines if other is not line)
