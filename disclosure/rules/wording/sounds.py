"""Tells which characters sound or look alike, from the lists in `rules/data`. Pure: no Django."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
_BOTH_RIGHT = (
    "订定 帐账 唯惟 做作 像象 份分 及即 的地得 他她它其 和合 坐座 至致 了啦 只止 有又"
)
INTERCHANGEABLE = tuple(frozenset(group) for group in _BOTH_RIGHT.split())
"""Characters that are both right, or for grammarians to part: nothing is said of them."""


def lines(name: str) -> list[str]:
    """The entries of a list in `rules/data`, without its remarks."""
    page = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in page if line and not line.startswith("#")]


def _folded(sound: str) -> str:
    """How it sounds to those who keep zh from z, n from ng and n from l no better than a keyboard does."""
    if sound.startswith(("zh", "ch", "sh")):
        sound = sound[0] + sound[2:]

    if sound.endswith(("ing", "eng")):
        sound = sound[:-1]

    if sound.startswith("n"):
        sound = "l" + sound[1:]

    return sound


@lru_cache(1)
def _sounds() -> dict[str, set[str]]:
    """{character: its sounds}, as pypinyin gives them."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in lines("sounds.tsv"):
        sound, characters = line.split("\t")
        for character in characters:
            found[character].add(sound)

    return dict(found)


@lru_cache(1)
def _blurred() -> dict[str, set[str]]:
    """{character: its sounds, folded}."""
    return {
        character: set(map(_folded, sounds)) for character, sounds in _sounds().items()
    }


@lru_cache(1)
def _shapes() -> dict[str, set[str]]:
    """{character: those that look like it}."""
    found: dict[str, set[str]] = defaultdict(set)
    for group in lines("shapes.tsv"):
        for character in group:
            found[character].update(group)

    return dict(found)


def same_sound(one: str, other: str) -> bool:
    """Whether the two are typed by the same keys."""
    return _share(_sounds(), one, other)


def _share(
    sounds: dict[str, set[str]],
    one: str,
    other: str,
) -> bool:
    """Whether two characters have a sound in common; some have none in the list."""
    if one not in sounds or other not in sounds:
        return False
    return not sounds[one].isdisjoint(sounds[other])


@lru_cache(4096)
def alike(one: str, other: str) -> bool:
    """Whether one may stand for the other by a slip: they sound or look much the same, and are not interchangeable."""
    for group in INTERCHANGEABLE:
        if one in group and other in group:
            return False

    if _share(_blurred(), one, other):
        return True
    return other in _shapes().get(one, ())
