"""Gives the properties of the characters and paragraphs of a binary Word file: stretches of it, listed on pages.

A page has 512 bytes ([MS-DOC] FKP): places in the file, one more than stretches, then what points to their changes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from disclosure.intake.formats.doc_file import DocFile
from disclosure.intake.formats.doc_sprms import (
    CharacterProperties,
    ParagraphProperties,
    apply_sprms,
    character_properties,
    sprms,
)
from disclosure.intake.formats.doc_styles import DocStyles
from disclosure.intake.formats.little_endian import uint16, uint32, uint32s
from disclosure.intake.formats.ole import Damaged

_PAGE = 512
_PAGE_NUMBER = 0x3F_FFFF
"""The bits of a page's entry that are its number."""
_HUGE = (0x6645, 0x6646)  # sprmPHugePapx, as Word 97 and as later ones write it
# Numbers of structures in the table stream, [MS-DOC] "Fib".
_STYLES = 1
_CHARACTER_PAGES = 12
_PARAGRAPH_PAGES = 13


@dataclass(frozen=True, slots=True)
class _PropertyRun:
    """A stretch of the file from `start` to before `end`, with the changes that hold
    there."""

    start: int
    end: int
    changes: bytes


_NOTHING_SAID = _PropertyRun(0, 0, b"")


class _PropertyRuns:
    """All stretches of a file, in order of their places."""

    def __init__(self, runs: list[_PropertyRun]) -> None:
        self._runs = sorted(runs, key=lambda run: run.start)
        self._starts = [run.start for run in self._runs]

    def at(self, place: int) -> _PropertyRun:
        """The stretch that the place stands in; an empty one where the file says
        nothing."""
        number = bisect_right(self._starts, place) - 1
        if number < 0 or place >= self._runs[number].end:
            return _NOTHING_SAID
        return self._runs[number]


class DocProperties:
    """The properties of all characters and paragraphs of a file."""

    def __init__(self, file: DocFile) -> None:
        self._data = file.data
        self._paragraphs = _runs(file, _PARAGRAPH_PAGES, of_paragraphs=True)
        self._characters = _runs(file, _CHARACTER_PAGES, of_paragraphs=False)
        self._styles = DocStyles(file.table_part(_STYLES))
        self._decoded: dict[bytes, CharacterProperties] = {}

    def paragraph(self, place: int) -> ParagraphProperties:
        """The properties of the paragraph whose end stands at that place in the
        file."""
        changes = self._paragraphs.at(place).changes
        if len(changes) < 2:
            return self._styles.properties(0)

        properties = self._styles.properties(uint16(changes, 0))
        own = self._whole_changes(changes[2:])
        return apply_sprms(properties, own)

    def character(self, place: int) -> CharacterProperties:
        """The properties of the character at that place in the file."""
        changes = self._characters.at(place).changes
        if changes not in self._decoded:
            self._decoded[changes] = character_properties(changes)

        return self._decoded[changes]

    def _whole_changes(self, changes: bytes) -> bytes:
        """The changes; where they were too many for their page, those of the data
        stream that stand for them.

        A row of ten columns always has too many: antiword, which does not follow here,
        loses it."""
        for code, operand in sprms(changes):
            if code not in _HUGE or len(operand) != 4:
                continue

            at = uint32(operand, 0)
            if at + 2 > len(self._data):
                raise Damaged  # whether this is a row of a table is written there

            length = uint16(self._data, at)
            at += 2
            return self._data[at : at + length]

        return changes


def _pages(file: DocFile, index: int) -> Iterator[bytes]:
    """The pages that a structure of the table stream lists: places in the file, then
    the number of each page."""
    listed = file.table_part(index)
    count = max((len(listed) - 4) // 8, 0)
    # The places are those that stand on the pages, too: they only serve to search.
    at = 4 * (count + 1)
    for _ in range(count):
        number = uint32(listed, at) & _PAGE_NUMBER
        start = number * _PAGE
        yield file.main[start : start + _PAGE]
        at += 4


def _runs(file: DocFile, index: int, *, of_paragraphs: bool) -> _PropertyRuns:
    """The stretches of all pages: their order in the file is not that of their
    places."""
    found: list[_PropertyRun] = []
    for page in _pages(file, index):
        found += _runs_on(page, of_paragraphs)

    return _PropertyRuns(found)


def _runs_on(page: bytes, of_paragraphs: bool) -> Iterator[_PropertyRun]:
    """The stretches of a page; none where it is cut off or claims more of them than it
    has room for."""
    if len(page) < _PAGE:
        return

    count = page[-1]
    entries = 4 * (count + 1)
    entry_size = 13 if of_paragraphs else 1
    if entries + entry_size * count >= _PAGE:
        return

    places = uint32s(page, 0, count + 1)
    changes_at = _paragraph_changes if of_paragraphs else _character_changes
    for number, (start, end) in enumerate(pairwise(places)):
        at = page[entries + entry_size * number] * 2
        # 0: nothing but what the style says.
        changes = changes_at(page, at) if at else b""
        yield _PropertyRun(start, end, changes)


def _paragraph_changes(page: bytes, at: int) -> bytes:
    """The number of the style and the changes to it. Their size is one short of so many
    pairs of bytes; 0: so many pairs as the next byte says."""
    pairs = page[at]
    if pairs:
        return page[at + 1 : at + 2 * pairs]

    at += 2
    pairs = page[min(at - 1, _PAGE - 1)]
    return page[at : at + 2 * pairs]


def _character_changes(page: bytes, at: int) -> bytes:
    """The changes, after a byte that says how many bytes they are."""
    size = page[at]
    at += 1
    return page[at : at + size]
