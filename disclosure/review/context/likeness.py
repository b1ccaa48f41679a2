"""Finding paragraphs that read alike among thousands, by an index and not pair by pair. Pure: no Django.

A paragraph's bare text is cut into runs of four characters; of each of 60 classes of runs the smallest hash is kept, and
three such make a key (minhash in bands). Texts that share most runs share a key nearly always, others hardly ever. Who
shares a key is compared in full.
"""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from disclosure.rules import Twin
from disclosure.rules.wording.own_words import SAME_AS_ANOTHERS, own_paragraphs
from disclosure.statutory.content import Content

GRAM, BANDS, ROWS = 4, 20, 3
CLASSES = BANDS * ROWS
CANDIDATES = 10
"""Those that share most keys are compared; where more share as many, they are all the same text."""
_MIX, _WORD, _HALF = 0x9E3779B1, 0xFFFFFFFF, 0x80000000


def fingerprints(words: str) -> tuple[int, ...]:
    """The keys of a bare text, signed integers of 32 bits; none for a text shorter than one run."""
    least: dict[int, int] = {}
    for at in range(len(words) - GRAM + 1):
        hashed = zlib.crc32(words[at : at + GRAM].encode()) * _MIX & _WORD
        which, value = hashed % CLASSES, hashed // CLASSES
        if value < least.get(which, _WORD):
            least[which] = value
    if not least:
        return ()
    kept = [least.get(which, -1) for which in range(CLASSES)]
    for which, value in enumerate(kept):
        if (
            value < 0
        ):  # a short text leaves classes empty: the next one that is not stands in
            away = next(
                step
                for step in range(1, CLASSES + 1)
                if (which + step) % CLASSES in least
            )
            kept[which] = least[(which + away) % CLASSES] + away * _MIX & _WORD
    bands = (kept[band * ROWS : (band + 1) * ROWS] for band in range(BANDS))
    return tuple(
        zlib.crc32(repr((band, rows)).encode()) - _HALF
        for band, rows in enumerate(bands)
    )


def nearest(words: str, others: Mapping[int, str]) -> tuple[int, int] | None:
    """(which, percent) of the text most like this one, where it is as good as the same."""
    found = process.extractOne(
        words, others, scorer=fuzz.ratio, score_cutoff=SAME_AS_ANOTHERS
    )
    return (found[2], int(found[1])) if found else None


def likeliest(shared: Iterable[int]) -> list[int]:
    """Of paragraphs named once for each key they share, the ones to compare."""
    return [which for which, _ in Counter(shared).most_common(CANDIDATES)]


@dataclass(frozen=True, slots=True)
class _Kept:
    whose: str
    text: str
    words: str


@dataclass(slots=True)
class Likeness:
    """The paragraphs of many reports of one year, held in memory: for a folder of files."""

    _paragraphs: list[_Kept] = field(default_factory=list)
    _holders: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, report: Content, whose: str) -> None:
        """Enter a report's paragraphs; `whose` is its name, and a report is never like one of the same name."""
        for paragraph, words in own_paragraphs(report):
            for key in fingerprints(words):
                self._holders[key].append(len(self._paragraphs))
            self._paragraphs.append(_Kept(whose, paragraph.text, words))

    def twins_of(self, report: Content, whose: str) -> tuple[Twin, ...]:
        """For each paragraph of the report, the one most like it in another report, where there is such a one."""
        found = []
        for paragraph, words in own_paragraphs(report):
            shared = (
                which
                for key in fingerprints(words)
                for which in self._holders.get(key, ())
            )
            others = {which: self._paragraphs[which] for which in likeliest(shared)}
            best = nearest(
                words,
                {
                    which: kept.words
                    for which, kept in others.items()
                    if kept.whose != whose
                },
            )
            if best:
                kept, percent = others[best[0]], best[1]
                end = paragraph.start + len(paragraph.text)
                found.append(
                    Twin(
                        paragraph.passage,
                        paragraph.start,
                        end,
                        kept.whose,
                        kept.text,
                        percent,
                    )
                )
        return tuple(found)
