"""Finds the ruled lines of a page, however they were drawn: strokes, frames, thin filled boxes, dots in a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from disclosure.intake.formats.pdf.boxes import Box

THIN = 3.2
"""Points. A filled box up to this wide is a line. Judged by eye on what printers and word processors made in the tests."""
SLANT = 1.0
"""Points by which the ends of a level or upright line may be off."""
PALE = 0.93
"""Lightness; a lighter line is white, and nobody sees it on paper."""
DARK = 0.35
"""Lightness; a darker filled box is the outer one of a frame, a lighter one is the ground of a heading."""
MOST = 30_000
"""Lines on one page; a table of dots has some thousands."""


class Stroke(NamedTuple):
    """A line at `at` (x of an upright one, y of a level one) from `start` to `end`."""

    vertical: bool
    at: float
    start: float
    end: float

    @property
    def length(self) -> float:
        return self.end - self.start

    @property
    def box(self) -> Box:
        if self.vertical:
            return Box(
                x0=self.at,
                x1=self.at,
                top=self.start,
                bottom=self.end,
            )
        return Box(
            x0=self.start,
            x1=self.end,
            top=self.at,
            bottom=self.at,
        )

    def reaches(self, at: float, room: float) -> bool:
        """Whether it comes as near as `room` to a line across it."""
        return self.start - room <= at <= self.end + room

    def between(self, start: float, end: float) -> Stroke:
        """Another piece of the same line."""
        return Stroke(
            vertical=self.vertical,
            at=self.at,
            start=start,
            end=end,
        )


def upright(strokes: Iterable[Stroke]) -> list[Stroke]:
    return [stroke for stroke in strokes if stroke.vertical]


def level(strokes: Iterable[Stroke]) -> list[Stroke]:
    return [stroke for stroke in strokes if not stroke.vertical]


Strokes = Iterator[Stroke]
Grounds = list[Box]
"""Coloured boxes, on which white lines show."""
Drawing = dict[str, Any]
"""A line, box or curve as pdfplumber describes it."""
Drawings = dict[str, list[Drawing]]
"""All of a page, by their kinds."""


def strokes_of(drawings: Drawings) -> list[Stroke]:
    """All of a page; none where there are so many that they are a drawing. White ones count on a coloured ground."""
    lines = drawings.get("line", [])
    rects = drawings.get("rect", [])
    curves = drawings.get("curve", [])
    if len(lines) + len(rects) + len(curves) > MOST:
        return []

    grounds = [_box(rect) for rect in rects if _is_ground(rect)]
    found: list[Stroke] = []
    for line in lines:
        found += _of_line(line, grounds)

    for rect in rects:
        found += _of_rect(rect, grounds)

    for curve in curves:
        found += _of_curve(curve)

    return found


def _of_line(line: Drawing, grounds: Grounds) -> Strokes:
    # pdfplumber gives no width where the file sets none.
    width = line.get("linewidth") or 0
    # What is broader is a coloured bar and no border.
    if width <= 2 * THIN:
        strokes = _between(
            line["x0"],
            line["top"],
            line["x1"],
            line["bottom"],
        )
        yield from _visible(strokes, _stroked(line), grounds)


def _of_rect(rect: Drawing, grounds: Grounds) -> Strokes:
    box = _box(rect)
    if box.thickness <= THIN:
        # A border as Word and WeasyPrint fill it; some draw its outline instead.
        if rect["fill"]:
            yield from _visible(_along(box), _filled(rect), grounds)
        elif rect["stroke"]:
            yield from _visible(_along(box), _stroked(rect), grounds)

        return

    is_framed = rect["stroke"] and _stroked(rect) < PALE
    # Two black boxes in one path are a frame: the inner one leaves a hole.
    is_black = rect["fill"] and _filled(rect) < DARK
    if is_framed or is_black:
        yield from _around(box)


def _of_curve(curve: Drawing) -> Strokes:
    box = _box(curve)
    is_filled = curve["fill"] and _filled(curve) < PALE
    if is_filled and box.thickness <= THIN:
        yield from _along(box)
    elif curve["stroke"] and _stroked(curve) < PALE:
        # A path that is drawn in several pieces.
        for start, end in pairwise(curve["pts"]):
            yield from _between(*start, *end)


def _between(
    x0: float,
    top: float,
    x1: float,
    bottom: float,
) -> Strokes:
    """Nothing for a slanting line: those stand in the corner of a table and divide no cells."""
    if abs(x1 - x0) <= SLANT:
        start, end = sorted((top, bottom))
        yield Stroke(
            vertical=True,
            at=(x0 + x1) / 2,
            start=start,
            end=end,
        )
    elif abs(bottom - top) <= SLANT:
        start, end = sorted((x0, x1))
        yield Stroke(
            vertical=False,
            at=(top + bottom) / 2,
            start=start,
            end=end,
        )


def _along(box: Box) -> Strokes:
    """A thin box as a line along it; a dot, of which a dotted line has many, as both."""
    width = box.width
    height = box.height
    is_dot = width <= THIN and height <= THIN
    if is_dot or height >= width:
        yield Stroke(
            vertical=True,
            at=box.middle,
            start=box.top,
            end=box.bottom,
        )

    if is_dot or width >= height:
        yield Stroke(
            vertical=False,
            at=box.centre,
            start=box.x0,
            end=box.x1,
        )


def _around(box: Box) -> Strokes:
    for x in (box.x0, box.x1):
        yield Stroke(True, x, box.top, box.bottom)

    for y in (box.top, box.bottom):
        yield Stroke(False, y, box.x0, box.x1)


def _visible(
    strokes: Strokes,
    lightness: float,
    grounds: Grounds,
) -> Strokes:
    for stroke in strokes:
        if lightness < PALE or _is_on_ground(stroke, grounds):
            yield stroke


def _is_on_ground(stroke: Stroke, grounds: Grounds) -> bool:
    # By its middle: a border's ends may stick out of the ground.
    x = stroke.at
    y = (stroke.start + stroke.end) / 2
    if not stroke.vertical:
        x, y = y, x

    return any(ground.holds(x, y) for ground in grounds)


def _is_ground(rect: Drawing) -> bool:
    if not rect["fill"] or _filled(rect) >= PALE:
        return False
    return _box(rect).thickness > THIN


def _box(thing: Drawing) -> Box:
    return Box(
        x0=thing["x0"],
        x1=thing["x1"],
        top=thing["top"],
        bottom=thing["bottom"],
    )


def _filled(thing: Drawing) -> float:
    return _lightness(thing.get("non_stroking_color"))


def _stroked(thing: Drawing) -> float:
    return _lightness(thing.get("stroking_color"))


def _lightness(colour: Any) -> float:
    """0 is black, 1 is white; a colour that is not told in numbers counts as neither."""
    if colour is None:
        return 0.0

    values = colour if isinstance(colour, tuple | list) else (colour,)
    numbers = [float(value) for value in values if isinstance(value, int | float)]
    if not numbers or len(numbers) != len(values):
        return 0.5
    if len(numbers) != 4:
        return sum(numbers) / len(numbers)

    *inks, black = numbers
    # Cyan, magenta, yellow and black: ink, of which none is white.
    colours = 1 - sum(inks) / 3
    return (1 - black) * colours
