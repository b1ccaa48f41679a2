"""Set phrases that are nearly right: a character that sounds or looks alike, is missing, doubled or misplaced. Pure: no Django."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from disclosure.rules.wording.sounds import DATA, alike, same_sound

SHORTEST = 4


class Miss(NamedTuple):
    """Characters `start` to `end` are a phrase but for what lies between `slip` and `slip_end`."""

    start: int
    end: int
    instead: str
    slip: int
    slip_end: int


@dataclass(slots=True)
class _Lexicon:
    """Phrases by their first and last two characters; variants that are wrong as they stand, by their first two."""

    heads: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    tails: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    variants: dict[str, list[tuple[str, str, int, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    innocent: re.Pattern[str] = field(default_factory=lambda: re.compile("(?!)"))


@lru_cache(1)
def _lexicon() -> _Lexicon:
    data = tomllib.loads((DATA / "phrases.toml").read_text(encoding="utf-8"))
    phrases = {phrase for group in data["group"] for phrase in group["phrases"].split()}
    found = _Lexicon()
    for phrase in sorted(phrases):
        if len(phrase) >= SHORTEST:
            found.heads[phrase[:2]].append(phrase)
            found.tails[phrase[-2:]].append(phrase)
            for variant, at, to in _variants(phrase):
                if variant not in phrases:
                    found.variants[variant[:2]].append((variant, phrase, at, to))
    innocent = sorted(data["innocent"].split(), key=len, reverse=True)
    found.innocent = re.compile(
        f"(?=({'|'.join(map(re.escape, innocent))}))"
    )  # they may overlap
    return found


def _variants(phrase: str) -> Iterator[tuple[str, int, int]]:
    """The phrase with two neighbours swapped, with an inner character doubled, or without it; and where that shows."""
    for at in range(len(phrase) - 1):
        if phrase[at] != phrase[at + 1]:
            yield (
                phrase[:at] + phrase[at + 1] + phrase[at] + phrase[at + 2 :],
                at,
                at + 2,
            )
    for at in range(1, len(phrase) - 1):
        yield phrase[:at] + phrase[at] + phrase[at:], at, at + 2
    for at in range(
        2, len(phrase) - 2
    ):  # one character left alone at an end may belong to its neighbour
        if phrase[at] not in "、，":
            yield phrase[:at] + phrase[at + 1 :], at - 1, at + 1


def near_misses(text: str) -> list[Miss]:
    """All of a text in order; where several overlap, the one of the longest phrase."""
    exact: list[tuple[int, int]] = [
        match.span(1) for match in _lexicon().innocent.finditer(text)
    ]
    found: list[Miss] = []
    for at in range(len(text) - 1):
        _look_at(text, at, exact, found)
    kept: list[Miss] = []
    for miss in sorted(found, key=lambda miss: (miss.start - miss.end, miss.start)):
        told = any(miss.start < other.end and other.start < miss.end for other in kept)
        if not told and not any(
            start <= miss.slip and miss.slip_end <= end for start, end in exact
        ):
            kept.append(miss)
    return sorted(kept)


def _look_at(
    text: str, at: int, exact: list[tuple[int, int]], found: list[Miss]
) -> None:
    """Add what begins, or for a phrase's last two characters ends, at this character."""
    lexicon, two = _lexicon(), text[at : at + 2]
    for phrase in lexicon.heads.get(two, ()):
        if text.startswith(phrase, at):
            exact.append((at, at + len(phrase)))
        else:
            found.extend(_substituted(text, at, phrase))
    for phrase in lexicon.tails.get(two, ()):
        start = at + 2 - len(phrase)
        if start >= 0 and not text.startswith(phrase[:2], start):
            found.extend(_substituted(text, start, phrase))
    for variant, phrase, slip, slip_end in lexicon.variants.get(two, ()):
        if text.startswith(variant, at):
            found.append(Miss(at, at + len(variant), phrase, at + slip, at + slip_end))


def _substituted(text: str, start: int, phrase: str) -> Iterator[Miss]:
    window = text[start : start + len(phrase)]
    if len(window) < len(phrase):
        return
    slips = [
        at
        for at, (here, there) in enumerate(zip(window, phrase, strict=True))
        if here != there
    ]
    if len(slips) == 1:
        likely = alike(window[slips[0]], phrase[slips[0]])
    else:  # a whole word that is typed by the same keys
        likely = (
            len(slips) == 2
            and slips[1] - slips[0] == 1
            and all(same_sound(window[i], phrase[i]) for i in slips)
        )
    if likely:
        yield Miss(
            start, start + len(phrase), phrase, start + slips[0], start + slips[-1] + 1
        )
