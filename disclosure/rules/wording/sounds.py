"""Which characters sound or look alike, from the lists in `rules/data`. Pure: no Django."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
INTERCHANGEABLE = tuple(
    map(
        frozenset,
        (
            "订定",
            "帐账",
            "唯惟",
            "做作",
            "像象",
            "份分",
            "及即",
            "的地得",
            "他她它其",
            "和合",
            "坐座",
            "至致",
            "了啦",
            "只止",
            "有又",
        ),
    )
)
"""Pairs that are both right, or for grammarians to part: nothing is said of them."""


def lines(name: str) -> list[str]:
    """The entries of a list in `rules/data`, without its remarks."""
    text = (DATA / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _folded(sound: str) -> str:
    """How it sounds to those who keep zh from z, n from ng and n from l no better than a keyboard does."""
    for heard, also in (("zh", "z"), ("ch", "c"), ("sh", "s")):
        if sound.startswith(heard):
            sound = also + sound[2:]
    if sound.endswith(("ing", "eng")):
        sound = sound[:-1]
    return "l" + sound[1:] if sound.startswith("n") else sound


@lru_cache(1)
def _sounds() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for line in lines("sounds.tsv"):
        sound, characters = line.split("\t")
        for character in characters:
            found[character].add(sound)
    return {character: frozenset(sounds) for character, sounds in found.items()}


@lru_cache(1)
def _blurred() -> dict[str, frozenset[str]]:
    return {
        character: frozenset(map(_folded, sounds))
        for character, sounds in _sounds().items()
    }


@lru_cache(1)
def _shapes() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for group in lines("shapes.tsv"):
        for character in group:
            found[character] |= set(group)
    return {character: frozenset(group) for character, group in found.items()}


def same_sound(one: str, other: str) -> bool:
    """Whether the two are typed by the same keys."""
    return bool(_sounds().get(one, frozenset()) & _sounds().get(other, frozenset()))


@lru_cache(4096)
def alike(one: str, other: str) -> bool:
    """Whether one may stand for the other by a slip: they sound or look much the same, and are not interchangeable."""
    if any(one in pair and other in pair for pair in INTERCHANGEABLE):
        return False
    sounds = _blurred().get(one, frozenset()) & _blurred().get(other, frozenset())
    return bool(sounds) or other in _shapes().get(one, frozenset())
