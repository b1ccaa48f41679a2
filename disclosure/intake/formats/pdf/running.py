"""Which lines are page heads and feet: numbers, and what stands at the same place of several pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from disclosure.intake.formats.pdf.lines import PdfLine

ZONE = 0.14
"""Of the page's height, at its top and at its foot."""
DEEP = 3
"""So many lines from the edge are looked at."""
SAME_PLACE = 4.0
APART = 1.2
"""Of the usual distance between lines: so far is a page head from the text, or it is of another size."""
CLEAR = 1.4
"""Of the size: a bare number is a page number when so much room parts it from the text."""

_HAN = "一二三四五六七八九十百"
_NUMBERED = re.compile(
    rf"[-—–－―─·•~～\s]+(?:\d{{1,3}}|[{_HAN}]{{1,3}})[-—–－―─·•~～\s]+"
    rf"|第\s*(?:\d{{1,3}}|[{_HAN}]{{1,3}})\s*页(?:[\s，,/／]*共\s*(?:\d{{1,3}}|[{_HAN}]{{1,3}})\s*页)?"
    r"|[Pp]age\s*\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?|\d{1,3}\s*[/／]\s*\d{1,3}"
)
_BARE = re.compile(r"\d{1,3}")


def running(
    pages: Mapping[int, Sequence[PdfLine]], heights: Mapping[int, float], leading: float
) -> set[int]:
    """The ids of the lines that are not of the text. `pages` gives each page's lines outside tables, from the top."""
    edges = [
        edge
        for number, lines in pages.items()
        for edge in _edges(lines, heights[number])
    ]
    alike: dict[str, list[PdfLine]] = defaultdict(list)
    for edge in edges:
        for line in edge:
            alike[_digitless(line)].append(line)
    found = {
        id(line) for edge in edges for line in edge if _NUMBERED.fullmatch(line.text)
    }
    for edge in edges:
        found |= _repeated(edge, alike, leading)
    for lines in pages.values():
        found |= {
            id(line) for line in (*lines[:1], *lines[-1:]) if _is_number(line, lines)
        }
    return found


def _edges(lines: Sequence[PdfLine], height: float) -> Iterator[list[PdfLine]]:
    """The first lines of a page from its top inwards, and the last ones from its foot; one more each, for comparison."""
    for ordered, inside in ((lines, 1), (lines[::-1], -1)):
        depth = sum(
            1
            for line in ordered[:DEEP]
            if min(line.base, height - line.base) < ZONE * height
        )
        if depth and (ordered[0].base < height / 2) == (inside > 0):
            yield list(ordered[: depth + 1])


def _digitless(line: PdfLine) -> str:
    return re.sub(r"\d+", "#", line.text)


def _repeated(
    edge: Sequence[PdfLine], alike: Mapping[str, Sequence[PdfLine]], leading: float
) -> set[int]:
    """What stands at the same place of other pages, as far inwards as it goes on, if it is apart from the text."""
    count, most = 0, max(1, len(edge) - 1)
    while count < most and (
        _on_other_pages(edge[count], alike) or _NUMBERED.fullmatch(edge[count].text)
    ):
        count += 1
    while 0 < count < len(edge) and not _apart(edge[count - 1], edge[count], leading):
        count -= 1
    return {id(line) for line in edge[:count]}


def _apart(head: PdfLine, body: PdfLine, leading: float) -> bool:
    size = max(head.size, body.size)
    return (
        abs(head.base - body.base) > APART * leading * size
        or abs(head.size - body.size) > 0.1 * size
    )


def _on_other_pages(line: PdfLine, alike: Mapping[str, Sequence[PdfLine]]) -> bool:
    same = alike.get(_digitless(line), ())
    return any(
        other.page != line.page and abs(other.base - line.base) <= SAME_PLACE
        for other in same
    )


def _is_number(line: PdfLine, lines: Sequence[PdfLine]) -> bool:
    """A bare number that is the page's own, apart from the text."""
    if not _BARE.fullmatch(line.text) or int(line.text) != line.page:
        return False
    return all(
        abs(other.base - line.base) > CLEAR * line.size
        for other in lines
        if other is not line
    )
