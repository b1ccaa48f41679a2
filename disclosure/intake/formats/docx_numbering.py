"""The numbers that Word puts before paragraphs by itself: a reader sees them, the file only counts them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from disclosure.intake.formats.counting import counted
from disclosure.intake.formats.docx_parts import W, is_on, number, value, whole
from disclosure.intake.formats.docx_styles import Styles

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


@dataclass(slots=True)
class _Level:
    kind: str
    shape: str
    start: int
    legal: bool
    restart: int
    style: str


@dataclass(slots=True)
class _List:
    """A list of its own or one that shares another's counting: `counts` is the same object then."""

    levels: dict[int, _Level]
    counts: dict[int, int]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts on with every paragraph it is asked about, in the order of the text."""

    def __init__(self, part: Any | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, _List] = {}
        if part is None:
            return
        abstracts = {each.get(f"{W}abstractNumId"): each for each in part.iter(f"{W}abstractNum")}
        nums = {each.get(f"{W}numId"): each for each in part.iter(f"{W}num")}
        counts: dict[str, dict[int, int]] = {}
        for name, num in nums.items():
            key = value(num.find(f"{W}abstractNumId"))
            abstract = abstracts.get(key)
            linked = None if abstract is None else abstract.find(f"{W}numStyleLink")
            other = nums.get(styles.list_of(value(linked))) if linked is not None else None
            if other is not None:
                key = value(other.find(f"{W}abstractNumId"))
                abstract = abstracts.get(key)
            if name and abstract is not None:
                self._lists[name] = _list(num, abstract, counts.setdefault(key, {}))

    def before(self, properties: Any | None) -> str:
        """What stands before a paragraph with these properties."""
        found, at = self._place(properties)
        level = found.levels.get(at) if found else None
        if found is None or level is None:
            return ""
        for upper in range(at):
            above = found.levels.get(upper)
            found.counts.setdefault(upper, above.start if above else 1)
        if at in found.starts:
            found.counts[at] = found.starts.pop(at)
        else:
            found.counts[at] = found.counts.get(at, level.start - 1) + 1
        for lower in [each for each in found.counts if each > at]:
            below = found.levels.get(lower)
            if below is None or below.restart < 0 or 0 < at + 1 <= below.restart:
                del found.counts[lower]
        return _written(level, found)

    def _place(self, properties: Any | None) -> tuple[_List | None, int]:
        """The list that a paragraph belongs to, by itself or by its style, and its level there."""
        own = None if properties is None else properties.find(f"{W}numPr")
        name = "" if own is None else value(own.find(f"{W}numId"))
        at = -1 if own is None else number(own.find(f"{W}ilvl"), -1)
        style_name = "" if properties is None else value(properties.find(f"{W}pStyle"))
        for style, element in () if name else self._styles.chain(style_name):
            by_style = element.find(f"{W}pPr/{W}numPr")
            name = value(None if by_style is None else by_style.find(f"{W}numId"))
            if by_style is not None and name:
                found = self._lists.get(name)
                tied = [n for n, level in found.levels.items() if level.style == style] if found else []
                at = at if at >= 0 else (tied[0] if tied else number(by_style.find(f"{W}ilvl")))
                break
        return self._lists.get(name), min(max(at, 0), LEVELS - 1)


def _list(num: Any, abstract: Any, counts: dict[int, int]) -> _List:
    levels = {whole(each.get(f"{W}ilvl")): _level(each) for each in abstract.iterchildren(f"{W}lvl")}
    starts: dict[int, int] = {}
    own = False
    for override in num.iterchildren(f"{W}lvlOverride"):
        at = whole(override.get(f"{W}ilvl"))
        changed = override.find(f"{W}lvl")
        if changed is not None:
            levels[at] = _level(changed)
            own = True
        start = override.find(f"{W}startOverride")
        if start is not None:
            starts[at] = number(start, 1)
    return _List(levels, {} if own else counts, starts)


def _level(element: Any) -> _Level:
    kinds = list(element.iter(f"{W}numFmt"))
    restart = element.find(f"{W}lvlRestart")
    return _Level(
        kind=value(kinds[-1], "decimal") if kinds else "decimal",
        shape=value(element.find(f"{W}lvlText")),
        start=number(element.find(f"{W}start"), 1),
        legal=is_on(element.find(f"{W}isLgl")),
        restart=-1 if restart is None else number(restart),
        style=value(element.find(f"{W}pStyle")),
    )


def _written(level: _Level, found: _List) -> str:
    """The level's own text with the numbers of the levels that it names."""
    if level.kind == "bullet":
        return ""

    def put(match: re.Match[str]) -> str:
        at = int(match.group(1)) - 1
        named = found.levels.get(at)
        kind = "decimal" if named is None or level.legal else named.kind
        return counted(found.counts.get(at, 1), kind)

    return _PLACE.sub(put, level.shape)
