"""The ruled lines of a page, however they were drawn: strokes, frames, thin filled boxes, dots in a row."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

THIN = 3.2
"""Points. A filled box up to this wide is a line."""
SLANT = 1.0
PALE = 0.93
DARK = 0.35
MOST = 30_000
"""Lines on one page; a table of dots has some thousands."""


class Rule(NamedTuple):
    """A line at `at` (x of an upright one, y of a level one) from `start` to `end`."""

    vertical: bool
    at: float
    start: float
    end: float


Box = tuple[float, float, float, float]
Objects = dict[str, list[dict[str, Any]]]


def rules_of(objects: Objects) -> list[Rule]:
    """All of a page; none where there are so many that they are a drawing. White ones count on a coloured ground."""
    if sum(len(objects.get(kind, ())) for kind in ("line", "rect", "curve")) > MOST:
        return []
    grounds = [_box(rect) for rect in objects.get("rect", ()) if _is_ground(rect)]
    found: list[Rule] = []
    for line in objects.get("line", ()):
        if (line.get("linewidth") or 0) <= 2 * THIN:
            found += _shown(
                _between(line["x0"], line["top"], line["x1"], line["bottom"]),
                _stroked(line),
                grounds,
            )
    for rect in objects.get("rect", ()):
        found += _of_rect(rect, grounds)
    for curve in objects.get("curve", ()):
        found += _of_curve(curve)
    return found


def _of_rect(rect: dict[str, Any], grounds: list[Box]) -> Iterator[Rule]:
    x0, top, x1, bottom = box = _box(rect)
    if min(x1 - x0, bottom - top) <= THIN:
        colour = _filled(rect) if rect["fill"] else _stroked(rect)
        if rect["fill"] or rect["stroke"]:
            yield from _shown(_strip(box), colour, grounds)
    elif (rect["stroke"] and _stroked(rect) < PALE) or (
        rect["fill"] and _filled(rect) < DARK
    ):
        # Two black boxes in one path are a frame: the inner one leaves a hole.
        yield from (Rule(True, x0, top, bottom), Rule(True, x1, top, bottom))
        yield from (Rule(False, top, x0, x1), Rule(False, bottom, x0, x1))


def _of_curve(curve: dict[str, Any]) -> Iterator[Rule]:
    box = _box(curve)
    if (
        curve["fill"]
        and min(box[2] - box[0], box[3] - box[1]) <= THIN
        and _filled(curve) < PALE
    ):
        yield from _strip(box)
    elif curve["stroke"] and _stroked(curve) < PALE:
        points = curve["pts"]
        for (x0, top), (x1, bottom) in pairwise(points):
            yield from _between(x0, top, x1, bottom)


def _between(x0: float, top: float, x1: float, bottom: float) -> Iterator[Rule]:
    """Nothing for a slanting line: those stand in the corner of a table and divide no cells."""
    if abs(x1 - x0) <= SLANT:
        yield Rule(True, (x0 + x1) / 2, min(top, bottom), max(top, bottom))
    elif abs(bottom - top) <= SLANT:
        yield Rule(False, (top + bottom) / 2, min(x0, x1), max(x0, x1))


def _strip(box: Box) -> Iterator[Rule]:
    """A thin box as a line along it; a dot as both."""
    x0, top, x1, bottom = box
    wide, high = x1 - x0, bottom - top
    if high >= wide or wide <= THIN:
        yield Rule(True, (x0 + x1) / 2, top, bottom)
    if wide >= high or high <= THIN:
        yield Rule(False, (top + bottom) / 2, x0, x1)


def _shown(rules: Iterator[Rule], colour: float, grounds: list[Box]) -> Iterator[Rule]:
    for rule in rules:
        if colour < PALE or _on_ground(rule, grounds):
            yield rule


def _on_ground(rule: Rule, grounds: list[Box]) -> bool:
    middle = (rule.start + rule.end) / 2
    x, y = (rule.at, middle) if rule.vertical else (middle, rule.at)
    return any(
        x0 - 1 <= x <= x1 + 1 and top - 1 <= y <= bottom + 1
        for x0, top, x1, bottom in grounds
    )


def _is_ground(rect: dict[str, Any]) -> bool:
    x0, top, x1, bottom = _box(rect)
    return (
        bool(rect["fill"])
        and min(x1 - x0, bottom - top) > THIN
        and _filled(rect) < PALE
    )


def _box(thing: dict[str, Any]) -> Box:
    return thing["x0"], thing["top"], thing["x1"], thing["bottom"]


def _filled(thing: dict[str, Any]) -> float:
    return _lightness(thing.get("non_stroking_color"))


def _stroked(thing: dict[str, Any]) -> float:
    return _lightness(thing.get("stroking_color"))


def _lightness(colour: Any) -> float:
    """0 is black, 1 is white; a colour that is not told in numbers counts as neither."""
    values = colour if isinstance(colour, tuple | list) else (colour,)
    numbers = [float(value) for value in values if isinstance(value, int | float)]
    if len(numbers) != len(values) or not numbers:
        return 0.0 if colour is None else 0.5
    if len(numbers) == 4:
        return (1 - numbers[3]) * (1 - sum(numbers[:3]) / 3)
    return sum(numbers) / len(numbers)
