"""Knows how an office is called for short, whether a name is one of ours, and where any of many names stands. Pure: no Django."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from disclosure.rules.wording.prose import TextSpan

REGION = re.compile(
    r"^[㐀-鿿]{2,7}?(?:自治区|自治州|自治县|地区|[省市州盟区县旗])(?=[㐀-鿿]{3,})"
)
TOWN = re.compile(r"(?:街道办事处|[镇乡]人民政府)$")
ENDINGS = ("街道办事处", "人民政府办公室", "人民政府")


def _leading_regions(name: str) -> Iterator[tuple[str, str]]:
    """(region, the name after it) for each region that a name begins with."""
    region = REGION.match(name)
    while region:
        name = name[region.end() :]
        yield region[0], name
        region = REGION.match(name)


@lru_cache(4096)
def forms_of(name: str) -> frozenset[str]:
    """How an office is called for short: without the regions it lies in, without 办事处 or 人民政府."""
    without_regions = [name]
    without_regions += [rest for _, rest in _leading_regions(name)]
    found = set(without_regions)
    for full in without_regions:
        found |= _without_ending(full)

    return _long_enough(found)


def _long_enough(names: set[str]) -> frozenset[str]:
    """Two characters (东区) stand in too many other words to be a name."""
    return frozenset(name for name in names if len(name) > 2)


def _without_ending(name: str) -> set[str]:
    """棠溪街道 of 棠溪街道办事处; 玉河镇 and 玉河镇政府 of 玉河镇人民政府."""
    found: set[str] = set()
    for ending in ENDINGS:
        stem = name.removesuffix(ending)
        if stem == name or len(stem) < 2:
            continue

        if ending == "街道办事处":
            found.add(stem + "街道")
        else:
            found |= {stem, stem + "政府"}

    return found


def regions_of(name: str) -> dict[str, str]:
    """The regions that an office's name begins with, by their kind: {"区": "望汀区"}."""
    return {region[-1]: region for region, _ in _leading_regions(name)}


def is_own(name: str, own: frozenset[str]) -> bool:
    """Whether a name is one of ours, or one of ours with what lies above or within it."""
    for form in own:
        if form.endswith(name) or name.startswith(form):
            return True

    if own.isdisjoint(forms_of(name)):
        return False

    # 棠浦区财政局 has 财政局 in common with 望汀区财政局 and is another office.
    ours: dict[str, str] = {}
    for form in own:
        ours |= regions_of(form)

    theirs = regions_of(name)
    return all(ours.get(kind, region) == region for kind, region in theirs.items())


def as_called(names: frozenset[str]) -> frozenset[str]:
    """How neighbours call offices, where it is not the whole name."""
    found: set[str] = set()
    for name in names:
        found |= _as_neighbours_call(name)

    return _long_enough(found)


def _as_neighbours_call(name: str) -> set[str]:
    """安平县教育局 is 县教育局 to its neighbours, 望汀区听松街道办事处 is 听松街道."""
    found = set()
    rest = name
    kind = ""
    for region, shorter in _leading_regions(name):
        found.add(rest)
        rest = shorter
        kind = region[-1]

    if TOWN.search(rest):
        found.add(rest)
        found.add(rest.removesuffix("办事处").removesuffix("人民政府"))
    elif kind:
        found.add(kind + rest)

    return found


def named_in(text: str, names: frozenset[str]) -> list[TextSpan]:
    """Where any of the names stands, the longest at each place; thousands of names cost no more than a few."""
    by_head = _by_head(names)
    found = []
    at = 0
    while at < len(text) - 1:
        longest = 0
        for name in by_head.get(text[at : at + 2], ()):
            if len(name) > longest and text.startswith(name, at):
                longest = len(name)

        if longest:
            found.append(TextSpan(at, at + longest))

        at += longest or 1

    return found


@lru_cache(8)
def _by_head(names: frozenset[str]) -> dict[str, list[str]]:
    """{first two characters: names}, with the ways in which neighbours call them; kept as long as the tree is the same."""
    heads = defaultdict(list)
    for name in names | as_called(names):
        head = name[:2]
        heads[head].append(name)

    return dict(heads)
