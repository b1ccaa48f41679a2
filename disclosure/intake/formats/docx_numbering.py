"""The numbers that Word puts before paragraphs by itself: a reader sees them, the file only counts them."""

from __future__ import annotations

import re
from typing import Any

from disclosure.intake.formats.docx_parts import W, int_val, integer, is_on, val
from disclosure.intake.formats.docx_styles import Styles
from disclosure.intake.formats.numbering import ListLevel, NumberedList

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


class Numbering:
    """Counts on with every paragraph it is asked about, in the order of the text."""

    def __init__(self, part: Any | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, NumberedList] = {}
        self._tied: dict[tuple[str, str], int] = {}
        """{(list, paragraph style): level}: a level may belong to a style."""
        if part is None:
            return
        abstracts = {
            each.get(f"{W}abstractNumId"): each for each in part.iter(f"{W}abstractNum")
        }
        nums = {each.get(f"{W}numId"): each for each in part.iter(f"{W}num")}
        counts: dict[str, dict[int, int]] = {}
        for name, num in nums.items():
            key = val(num.find(f"{W}abstractNumId"))
            abstract = abstracts.get(key)
            linked = None if abstract is None else abstract.find(f"{W}numStyleLink")
            other = (
                nums.get(styles.list_of(val(linked))) if linked is not None else None
            )
            if other is not None:
                key = val(other.find(f"{W}abstractNumId"))
                abstract = abstracts.get(key)
            if name and abstract is not None:
                self._lists[name] = _list(num, abstract, counts.setdefault(key, {}))
                for level in abstract.iterchildren(f"{W}lvl"):
                    style = val(level.find(f"{W}pStyle"))
                    self._tied[name, style] = integer(level.get(f"{W}ilvl") or "")

    def before(self, properties: Any | None) -> str:
        """What stands before a paragraph with these properties."""
        found, at = self._place(properties)
        return found.next(at) if found else ""

    def _place(self, properties: Any | None) -> tuple[NumberedList | None, int]:
        """The list that a paragraph belongs to, by itself or by its style, and its level there."""
        own = None if properties is None else properties.find(f"{W}numPr")
        name = "" if own is None else val(own.find(f"{W}numId"))
        at = -1 if own is None else int_val(own.find(f"{W}ilvl"), -1)
        style_name = "" if properties is None else val(properties.find(f"{W}pStyle"))
        for style, element in () if name else self._styles.chain(style_name):
            by_style = element.find(f"{W}pPr/{W}numPr")
            name = val(None if by_style is None else by_style.find(f"{W}numId"))
            if by_style is not None and name:
                at = (
                    at
                    if at >= 0
                    else self._tied.get(
                        (name, style), int_val(by_style.find(f"{W}ilvl"))
                    )
                )
                break
        return self._lists.get(name), min(max(at, 0), LEVELS - 1)


def _list(num: Any, abstract: Any, counts: dict[int, int]) -> NumberedList:
    levels = {
        integer(each.get(f"{W}ilvl") or ""): _level(each)
        for each in abstract.iterchildren(f"{W}lvl")
    }
    starts: dict[int, int] = {}
    for override in num.iterchildren(f"{W}lvlOverride"):
        at = integer(override.get(f"{W}ilvl") or "")
        changed = override.find(f"{W}lvl")
        if changed is not None:
            levels[at] = _level(changed)
        start = override.find(f"{W}startOverride")
        if start is not None:
            starts[at] = int_val(start, 1)
    return NumberedList(levels, counts, starts)


def _level(element: Any) -> ListLevel:
    # A format that older programs do not know stands beside one that they do: the latter is last.
    kinds = list(element.iter(f"{W}numFmt"))
    restart = element.find(f"{W}lvlRestart")
    pieces = _PLACE.split(val(element.find(f"{W}lvlText")))
    return ListLevel(
        kind=val(kinds[-1], "decimal") if kinds else "decimal",
        shape=tuple(
            int(piece) - 1 if odd % 2 else piece for odd, piece in enumerate(pieces)
        ),
        start=int_val(element.find(f"{W}start"), 1),
        legal=is_on(element.find(f"{W}isLgl")),
        restart=-1 if restart is None else int_val(restart),
    )
