"""Finds set phrases that are nearly right: a character sounds or looks alike, is missing, doubled or misplaced. Pure: no Django."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from disclosure.rules.wording.prose import TextSpan, span_of
from disclosure.rules.wording.sounds import DATA, alike, same_sound

SHORTEST = 4
"""Characters of a phrase. Of a shorter one the two at one end, by which it is found, would be most of it."""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A place that is a phrase but for its `slip`, and what should stand there."""

    span: TextSpan
    instead: str
    slip: TextSpan


@dataclass(frozen=True, slots=True)
class _Variant:
    """A phrase spoilt without another character, and where that shows in it."""

    text: str
    phrase: str
    slip: TextSpan


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """Phrases by their first and last two characters; variants that are wrong as they stand, by their first two."""

    innocent: re.Pattern[str]
    heads: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    tails: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    variants: dict[str, list[_Variant]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def enter(self, phrase: str, phrases: set[str]) -> None:
        """Add one of the phrases."""
        self.heads[phrase[:2]].append(phrase)
        self.tails[phrase[-2:]].append(phrase)
        for variant in _variants(phrase):
            # 更新不及时 without 不 is a phrase of its own.
            if variant.text not in phrases:
                self.variants[variant.text[:2]].append(variant)


@lru_cache(1)
def _lexicon() -> _Lexicon:
    """The lexicon of `phrases.toml`, read once a process."""
    page = (DATA / "phrases.toml").read_text(encoding="utf-8")
    data = tomllib.loads(page)
    phrases: set[str] = set()
    for group in data["group"]:
        phrases.update(group["phrases"].split())

    lexicon = _Lexicon(_innocent(data["innocent"].split()))
    for phrase in sorted(phrases):
        if len(phrase) >= SHORTEST:
            lexicon.enter(phrase, phrases)

    return lexicon


def _innocent(words: list[str]) -> re.Pattern[str]:
    """Any of these words, the longest at each place."""
    words = sorted(words, key=len, reverse=True)
    either = "|".join(map(re.escape, words))
    # Within a look-ahead, since two of them may overlap.
    return re.compile(f"(?=({either}))")


def _variants(phrase: str) -> Iterator[_Variant]:
    """The phrase with two neighbours swapped, with an inner character doubled, or without it."""
    yield from _swapped(phrase)
    yield from _doubled(phrase)
    yield from _shortened(phrase)


def _swapped(phrase: str) -> Iterator[_Variant]:
    """重点域领信息公开."""
    for at in range(len(phrase) - 1):
        one = phrase[at]
        other = phrase[at + 1]
        if one == other:
            continue

        yield _Variant(
            text=phrase[:at] + other + one + phrase[at + 2 :],
            phrase=phrase,
            slip=TextSpan(at, at + 2),
        )


def _doubled(phrase: str) -> Iterator[_Variant]:
    """政务公公开. Not at the ends, where a character too many may be the neighbour's."""
    for at in range(1, len(phrase) - 1):
        yield _Variant(
            text=phrase[: at + 1] + phrase[at:],
            phrase=phrase,
            slip=TextSpan(at, at + 2),
        )


def _shortened(phrase: str) -> Iterator[_Variant]:
    """在法定期限答复. One character left alone at an end may belong to its neighbour."""
    for at in range(2, len(phrase) - 2):
        # 公正公平、合法、便民: a mark that is left out is no misspelling.
        if phrase[at] in "、，":
            continue

        yield _Variant(
            text=phrase[:at] + phrase[at + 1 :],
            phrase=phrase,
            slip=TextSpan(at - 1, at + 1),
        )


def near_misses(text: str) -> list[NearMiss]:
    """All of a text in order; where several overlap, the one of the longest phrase."""
    search = _Search(text)
    for at in range(len(text) - 1):
        search.look_up(at)

    kept: list[NearMiss] = []
    for miss in sorted(search.found, key=_longest_first):
        if any(miss.span.overlaps(other.span) for other in kept):
            continue
        # 规范化管理 is right, whatever 规范管理 might be spoilt to: what lies wholly
        # in words that are right is no slip.
        if any(miss.slip.lies_within(span) for span in search.right):
            continue

        kept.append(miss)

    return sorted(kept, key=lambda miss: miss.span)


def _longest_first(miss: NearMiss) -> tuple[int, int]:
    """Of two phrases over one slip the longer one knows more."""
    return -miss.span.length, miss.span.start


class _Search:
    """Goes through a text once: `right` are the places of phrases as they should be, `found` those of near misses."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lexicon = _lexicon()
        innocent = self.lexicon.innocent.finditer(text)
        self.right = [span_of(match, 1) for match in innocent]
        self.found: list[NearMiss] = []

    def look_up(self, at: int) -> None:
        """Add what begins, or for a phrase's last two characters ends, at this character."""
        lexicon = self.lexicon
        two = self.text[at : at + 2]
        for phrase in lexicon.heads.get(two, ()):
            self._compare_from_head(phrase, at)

        for phrase in lexicon.tails.get(two, ()):
            self._compare_from_tail(phrase, at + 2)

        for variant in lexicon.variants.get(two, ()):
            self._compare_variant(variant, at)

    def _compare_from_head(self, phrase: str, start: int) -> None:
        """A phrase that begins as the text does here: it stands there whole, or nearly."""
        if self.text.startswith(phrase, start):
            end = start + len(phrase)
            self.right.append(TextSpan(start, end))
        else:
            self._compare(phrase, start)

    def _compare_from_tail(self, phrase: str, end: int) -> None:
        """A phrase that ends as the text does here, but begins otherwise."""
        start = end - len(phrase)
        if start < 0:
            return

        # With its head right too it was compared when the head was met.
        if not self.text.startswith(phrase[:2], start):
            self._compare(phrase, start)

    def _compare_variant(self, variant: _Variant, start: int) -> None:
        """A phrase with two characters swapped, one doubled or one lost."""
        if not self.text.startswith(variant.text, start):
            return

        end = start + len(variant.text)
        self._add(
            span=TextSpan(start, end),
            instead=variant.phrase,
            slip=variant.slip.moved(start),
        )

    def _compare(self, phrase: str, start: int) -> None:
        """Add the place, where it has other characters than the phrase that may have come by a slip."""
        end = start + len(phrase)
        if end > len(self.text):
            return

        window = self.text[start:end]
        slip = _likely_slip(window, phrase)
        if slip:
            self._add(
                span=TextSpan(start, end),
                instead=phrase,
                slip=slip.moved(start),
            )

    def _add(self, span: TextSpan, instead: str, slip: TextSpan) -> None:
        """Keep a place that is nearly a phrase."""
        self.found.append(NearMiss(span, instead, slip))


def _likely_slip(window: str, phrase: str) -> TextSpan | None:
    """Where the two differ, if it is by a slip that people make."""
    others = []
    for at, (here, there) in enumerate(zip(window, phrase, strict=True)):
        if here != there:
            others.append(at)

    slip = TextSpan(others[0], others[-1] + 1)
    # One character that sounds or looks alike: 监督机治 for 监督机制.
    if slip.length == 1 and alike(slip.of(window), slip.of(phrase)):
        return slip

    # A whole word that is typed by the same keys.
    if slip.length == len(others) == 2:
        pairs = zip(slip.of(window), slip.of(phrase), strict=True)
        if all(same_sound(here, there) for here, there in pairs):
            return slip

    return None
