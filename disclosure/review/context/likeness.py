"""Indexes paragraphs by keys that texts which read alike share, so that thousands need not be compared pair by pair. Pure: no Django.

A paragraph's bare wording is cut into runs of four characters; of each of 60 classes of runs the smallest hash is kept, and
three such make a key (minhash in bands). Texts that share most runs share a key nearly always, others hardly ever. Who
shares a key is compared in full.
"""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz import fuzz, process

from disclosure.rules import Twin
from disclosure.rules.wording.own_words import (
    SAME_AS_ANOTHERS,
    OwnParagraph,
    own_paragraphs,
)
from disclosure.statutory.content import Content

# Keys are kept in the database (ParagraphKey): another number here asks for all of them
# to be made anew. With these a copy with one character in fifteen changed is found in
# each of the forty tries of tests/test_likeness.py.
GRAM, BANDS, ROWS = 4, 20, 3
CLASSES = BANDS * ROWS
CANDIDATES = 10
"""Those that share most keys are compared; where more share as many, they are all the same text."""
# Checksums of runs that are alike differ in few bits: the multiplier (2³² by the golden
# ratio) spreads them over the classes.
_SPREAD = 0x9E3779B1
_LARGEST = 0xFFFFFFFF
_TO_SIGNED = 0x80000000


def fingerprints(words: str) -> tuple[int, ...]:
    """The keys of a bare text, signed integers of 32 bits; none for a text shorter than one run."""
    smallest = _smallest_hashes(words)
    if not smallest:
        return ()

    hashes = [_hash_of_class(smallest, which) for which in range(CLASSES)]
    return tuple(_key(band, hashes) for band in range(BANDS))


def _smallest_hashes(words: str) -> dict[int, int]:
    """{class: the smallest hash of the runs that fall into it}."""
    smallest: dict[int, int] = {}
    for at in range(len(words) - GRAM + 1):
        run = words[at : at + GRAM]
        hashed = zlib.crc32(run.encode()) * _SPREAD & _LARGEST
        which = hashed % CLASSES
        value = hashed // CLASSES
        if value < smallest.get(which, _LARGEST):
            smallest[which] = value

    return smallest


def _hash_of_class(smallest: dict[int, int], which: int) -> int:
    """The hash of a class. A short text leaves classes empty: the next one that is not stands in."""
    for away in range(CLASSES):
        other = (which + away) % CLASSES
        if other in smallest:
            # Marked with the distance, or two short texts would share what only fills gaps.
            return smallest[other] + away * _SPREAD & _LARGEST

    raise ValueError("a text without runs has no hashes")


def _key(band: int, hashes: list[int]) -> int:
    """One key of three hashes, with the number of the band in it: keys of two bands are never the same."""
    start = band * ROWS
    rows = hashes[start : start + ROWS]
    return zlib.crc32(repr((band, rows)).encode()) - _TO_SIGNED


class NearestText(NamedTuple):
    """Which of several texts is most like another, and how much, in percent."""

    which: int
    percent: int


def nearest(words: str, others: Mapping[int, str]) -> NearestText | None:
    """The text most like this one, where it is as good as the same."""
    found = process.extractOne(
        words,
        others,
        scorer=fuzz.ratio,
        score_cutoff=SAME_AS_ANOTHERS,
    )
    if not found:
        return None

    _, percent, which = found
    return NearestText(which, int(percent))


def likeliest(shared: Iterable[int]) -> list[int]:
    """Of paragraphs named once for each key they share, the ones to compare."""
    return [which for which, _ in Counter(shared).most_common(CANDIDATES)]


@dataclass(frozen=True, slots=True)
class _KnownParagraph:
    """A paragraph of some report: whose, as it stands, and its bare wording."""

    whose: str
    text: str
    words: str


@dataclass(slots=True)
class Likeness:
    """The paragraphs of many reports of one year, held in memory: for a folder of files."""

    _paragraphs: list[_KnownParagraph] = field(default_factory=list)
    _holders: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, report: Content, whose: str) -> None:
        """Enter a report's paragraphs; `whose` is its name, and a report is never like one of the same name."""
        for paragraph, words in own_paragraphs(report):
            number = len(self._paragraphs)
            for key in fingerprints(words):
                self._holders[key].append(number)

            known = _KnownParagraph(whose, paragraph.text, words)
            self._paragraphs.append(known)

    def twins_of(self, report: Content, whose: str) -> tuple[Twin, ...]:
        """For each paragraph of the report, the one most like it in another report, where there is such a one."""
        twins = []
        for own in own_paragraphs(report):
            twin = self._twin_of(own, whose)
            if twin:
                twins.append(twin)

        return tuple(twins)

    def _twin_of(self, own: OwnParagraph, whose: str) -> Twin | None:
        paragraph = own.paragraph
        others: dict[int, str] = {}
        for which in likeliest(self._sharing_a_key(own.wording)):
            known = self._paragraphs[which]
            if known.whose != whose:
                others[which] = known.words

        best = nearest(own.wording, others)
        if best is None:
            return None

        known = self._paragraphs[best.which]
        return Twin(
            passage=paragraph.passage,
            start=paragraph.span.start,
            end=paragraph.span.end,
            whose=known.whose,
            text=known.text,
            percent=best.percent,
        )

    def _sharing_a_key(self, words: str) -> Iterator[int]:
        """The numbers of known paragraphs, once for each key that they share with a text."""
        for key in fingerprints(words):
            yield from self._holders.get(key, ())
