"""Tells which lines are page heads and feet: numbers, and what stands at the same place of several pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from disclosure.intake.formats.pdf.lines import PdfLine
from disclosure.intake.formats.pdf.page_parts import PageParts

ZONE = 0.14
"""Of the page's height, at its top and at its foot."""
DEEP = 3
"""So many lines from the edge are looked at."""
SAME_PLACE = 4.0
"""Points by which the same line may stand higher or lower on another page."""
APART = 1.2
"""Of the usual distance between lines: so far is a page head from the text, or it is of another size."""
OTHER_SIZE = 0.1
"""Of the size: by so much another one differs."""
CLEAR = 1.4
"""Of the size: a bare number is a page number when so much room parts it from the text."""

_HAN = "一二三四五六七八九十百"
_NUMBERED = re.compile(
    rf"""
    [-—–－―─·•~～\s]+ (?:\d{{1,3}}|[{_HAN}]{{1,3}}) [-—–－―─·•~～\s]+   # - 1 -  — 一 —
    | 第\s*(?:\d{{1,3}}|[{_HAN}]{{1,3}})\s*页                           # 第 1 页
      (?:[\s，,/／]*共\s*(?:\d{{1,3}}|[{_HAN}]{{1,3}})\s*页)?           # 第1页，共5页
    | [Pp]age\s*\d{{1,3}}(?:\s*(?:of|/)\s*\d{{1,3}})?                   # Page 1 of 5
    | \d{{1,3}}\s*[/／]\s*\d{{1,3}}                                     # 1/5
    """,
    re.VERBOSE,
)
_BARE = re.compile(r"\d{1,3}")

Lines = Sequence[PdfLine]


def running(
    pages: Iterable[PageParts],
    leading: float,
) -> set[PdfLine]:
    """The lines that are not of the text. `leading` is the usual distance between two lines, in sizes."""
    edges: list[Lines] = []
    found: set[PdfLine] = set()
    for parts in pages:
        edges += _edges(parts.lines, parts.height)
        found.update(_page_numbers(parts.lines))

    alike = _by_wording(edges)
    for edge in edges:
        found.update(line for line in edge if _NUMBERED.fullmatch(line.text))
        found.update(_repeated(edge, alike, leading))

    return found


def _edges(lines: Lines, height: float) -> Iterator[Lines]:
    """The first lines of a page from its top inwards, and the last ones from its foot; one more each, for comparison."""
    if not lines:
        return

    # A page with one line has it at its top or at its foot, not at both.
    depth = _depth(lines, height)
    if depth and lines[0].base < height / 2:
        yield lines[: depth + 1]

    upwards = lines[::-1]
    depth = _depth(upwards, height)
    if depth and upwards[0].base >= height / 2:
        yield upwards[: depth + 1]


def _depth(lines: Lines, height: float) -> int:
    """How many of the first lines lie where page heads and feet do."""
    depth = 0
    for line in lines[:DEEP]:
        if min(line.base, height - line.base) < ZONE * height:
            depth += 1

    return depth


def _by_wording(edges: Iterable[Lines]) -> dict[str, list[PdfLine]]:
    # 第3页 on page three is the same as 第4页 on the next.
    alike: dict[str, list[PdfLine]] = {}
    for edge in edges:
        for line in edge:
            others = alike.setdefault(_digitless(line), [])
            others.append(line)

    return alike


def _digitless(line: PdfLine) -> str:
    """The wording of a line whatever page it numbers."""
    return re.sub(r"\d+", "#", line.text)


def _repeated(
    edge: Lines,
    alike: Mapping[str, Lines],
    leading: float,
) -> Lines:
    """What stands at the same place of other pages, as far inwards as it goes on, if it is apart from the text."""
    count = 0
    # The last line of an edge is there to be compared with, unless it is alone.
    most = max(1, len(edge) - 1)
    while count < most and _is_repeated(edge[count], alike):
        count += 1

    # A line of the text that stands at the same place by chance touches the next one.
    while 0 < count < len(edge):
        if _are_apart(edge[count - 1], edge[count], leading):
            break

        count -= 1

    return edge[:count]


def _is_repeated(
    line: PdfLine,
    alike: Mapping[str, Lines],
) -> bool:
    if _NUMBERED.fullmatch(line.text):
        return True

    for other in alike.get(_digitless(line), ()):
        is_elsewhere = other.page != line.page
        if is_elsewhere and abs(other.base - line.base) <= SAME_PLACE:
            return True

    return False


def _are_apart(head: PdfLine, body: PdfLine, leading: float) -> bool:
    # Heads are often set smaller, and close to the text.
    size = max(head.size, body.size)
    if abs(head.size - body.size) > OTHER_SIZE * size:
        return True

    distance = abs(head.base - body.base)
    return distance > APART * leading * size


def _page_numbers(lines: Lines) -> Iterator[PdfLine]:
    """The first or the last line where it is a bare number, the page's own, apart from the text."""
    for line in (*lines[:1], *lines[-1:]):
        if not _BARE.fullmatch(line.text) or int(line.text) != line.page:
            continue

        # A figure of the text that happens to be the page's number has lines close by.
        others = [other for other in lines if other is not line]
        distances = [abs(other.base - line.base) for other in others]
        if not distances or min(distances) > CLEAR * line.size:
            yield line
