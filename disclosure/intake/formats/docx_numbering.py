"""Gives the numbers that Word puts before paragraphs by itself: a reader sees them, the file only counts them."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from disclosure.intake.formats.docx_parts import (
    W,
    attribute,
    child,
    children,
    int_val,
    integer,
    is_on,
    val,
)
from disclosure.intake.formats.docx_styles import DocxStyles
from disclosure.intake.formats.numbering import ListLevel, NumberedList

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


class _ListPlace(NamedTuple):
    """The list that a paragraph belongs to, by its `numId`, "" for none, and its level
    there."""

    list_id: str
    level: int


class DocxNumbering:
    """Counts on with every paragraph it is asked about, in the order of the text."""

    def __init__(self, part: Any | None, styles: DocxStyles) -> None:
        self._styles = styles
        self._lists: dict[str, NumberedList] = {}
        self._level_of_style: dict[tuple[str, str], int] = {}
        """{(list, paragraph style): level}: a level may belong to a style."""
        if part is not None:
            self._read(part)

    def before(self, properties: Any | None) -> str:
        """What stands before a paragraph with these properties."""
        place = self._place(properties)
        found = self._lists.get(place.list_id)
        if found is None:
            return ""
        return found.next(min(max(place.level, 0), LEVELS - 1))

    def _read(self, part: Any) -> None:
        """Make a list of each `num` that has an id and a definition."""
        definitions = _Definitions(part, self._styles)
        # Lists made of one definition count on together, like paragraphs of one list.
        counts: dict[str, dict[int, int]] = {}
        for list_id, num in definitions.nums.items():
            key = definitions.key_of(num)
            abstract = definitions.abstracts.get(key)
            if not list_id or abstract is None:
                continue

            shared = counts.setdefault(key, {})
            numbered = _numbered_list(num, abstract, shared)
            self._lists[list_id] = numbered
            self._tie_styles(list_id, abstract)

    def _tie_styles(self, list_id: str, abstract: Any) -> None:
        """Note which style a level belongs to: headings are numbered so in many
        templates."""
        for level in children(abstract, "lvl"):
            style = val(child(level, "pStyle"))
            key = (list_id, style)
            self._level_of_style[key] = _number_of(level)

    def _place(self, properties: Any | None) -> _ListPlace:
        """By the paragraph itself, or by its style."""
        own = child(properties, "numPr")
        list_id = val(child(own, "numId"))
        level = int_val(child(own, "ilvl"), -1)
        if list_id:
            return _ListPlace(list_id, level)

        by_style = self._place_by_style(properties)
        if level < 0:
            return by_style
        # The paragraph may say its level alone, and leave the list to its style.
        return by_style._replace(level=level)

    def _place_by_style(self, properties: Any | None) -> _ListPlace:
        """What the nearest style says that names a list; a list may in turn name the
        styles of its levels, and is believed before them."""
        for style, element in self._styles.chain(properties):
            numbers = child(element, "pPr", "numPr")
            list_id = val(child(numbers, "numId"))
            if not list_id:
                continue

            level = int_val(child(numbers, "ilvl"))
            level = self._level_of_style.get((list_id, style), level)
            return _ListPlace(list_id, level)

        return _ListPlace("", 0)


class _Definitions:
    """What the part defines: each list (`num`) is a use of a definition
    (`abstractNum`)."""

    def __init__(self, part: Any, styles: DocxStyles) -> None:
        self._styles = styles
        self.abstracts = _by_id(part, "abstractNum", "abstractNumId")
        self.nums = _by_id(part, "num", "numId")

    def key_of(self, num: Any) -> str:
        """The id of the definition of a list; one that only refers to a style is that
        of the style's list."""
        key = val(child(num, "abstractNumId"))
        link = child(self.abstracts.get(key), "numStyleLink")
        if link is None:
            return key

        list_id = self._styles.list_of(val(link))
        linked = self.nums.get(list_id)
        if linked is None:
            return key
        return val(child(linked, "abstractNumId"))


def _by_id(part: Any, name: str, id_name: str) -> dict[str, Any]:
    """The elements of a name by the attribute that tells them apart; of two with one id
    the last."""
    found: dict[str, Any] = {}
    for element in part.iter(f"{W}{name}"):
        key = element.get(f"{W}{id_name}")
        found[key] = element

    return found


def _numbered_list(num: Any, abstract: Any, counts: dict[int, int]) -> NumberedList:
    """The levels of the definition, with what this use of it changes."""
    levels: dict[int, ListLevel] = {}
    starts: dict[int, int] = {}
    for level in children(abstract, "lvl"):
        number = _number_of(level)
        levels[number] = _list_level(level)

    for override in children(num, "lvlOverride"):
        number = _number_of(override)
        changed = child(override, "lvl")
        if changed is not None:
            levels[number] = _list_level(changed)

        start = child(override, "startOverride")
        if start is not None:
            starts[number] = int_val(start, 1)

    return NumberedList(levels, counts, starts)


def _number_of(level: Any) -> int:
    """Which level it is, from 0."""
    return integer(attribute(level, "ilvl"))


def _list_level(element: Any) -> ListLevel:
    shape = val(child(element, "lvlText"))
    start = child(element, "start")
    legal = child(element, "isLgl")
    restart = child(element, "lvlRestart")
    return ListLevel(
        kind=_number_format(element),
        shape=_shape(shape),
        start=int_val(start, 1),
        legal=is_on(legal),
        restart=-1 if restart is None else int_val(restart),
    )


def _number_format(element: Any) -> str:
    # A format that older programs do not know stands beside one that they do: the
    # latter is last.
    kinds = list(element.iter(f"{W}numFmt"))
    if not kinds:
        return "decimal"
    return val(kinds[-1], "decimal")


def _shape(text: str) -> tuple[str | int, ...]:
    """（%2） as ("（", 1, "）"): the file counts levels from 1."""
    shape: list[str | int] = []
    for position, piece in enumerate(_PLACE.split(text)):
        if position % 2:  # what the pattern has caught stands between what it parts
            shape.append(int(piece) - 1)
        else:
            shape.append(piece)

    return tuple(shape)
