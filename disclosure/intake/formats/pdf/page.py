"""One page as plain values: glyphs, ruled lines and images, turned so that its text reads from left to right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from disclosure.intake.formats.pdf.characters import ordinary
from disclosure.intake.formats.pdf.strokes import Stroke, strokes_of

MOST_GLYPHS = 60_000
"""On one page; a page full of small type has 6,000."""
TINY = 1.0
"""Points; what is smaller nobody sees."""
WHOLE = 0.8
"""Of a page's glyphs: so many lie on their side where the page was printed sideways."""


class Glyph(NamedTuple):
    """A character where it was drawn; `top` counts downwards, in points. `turn` is clockwise, 0 for upright ones;
    `number` its place in the file, which is the order of writing."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    turn: int
    number: int

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def centre(self) -> float:
        return (self.top + self.bottom) / 2


class Image(NamedTuple):
    x0: float
    x1: float
    top: float
    bottom: float


@dataclass(slots=True)
class Page:
    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    rules: list[Stroke]
    images: list[Image]
    drawings: int = 0
    crowded: bool = field(default=False)


def take(page: Any, number: int) -> Page:
    """The values of a pdfplumber page; only what its crop box shows."""
    objects = page.objects
    chars = objects.get("char", [])
    glyphs = [
        glyph
        for at, char in enumerate(chars[:MOST_GLYPHS])
        if (glyph := _glyph(char, at))
    ]
    if page.cropbox != page.mediabox:
        glyphs = _within(glyphs, page.cropbox)
    images = [
        Image(i["x0"], i["x1"], i["top"], i["bottom"]) for i in objects.get("image", [])
    ]
    drawings = len(objects.get("curve", []))
    crowded = len(chars) > MOST_GLYPHS
    taken = Page(
        number,
        page.width,
        page.height,
        glyphs,
        strokes_of(objects),
        images,
        drawings,
        crowded,
    )
    return _righted(taken)


def _within(glyphs: list[Glyph], box: tuple[float, float, float, float]) -> list[Glyph]:
    """What a crop box shows, at least in part: half a figure would be another one.

    What is written beyond the edge of an uncropped page stays: it is the rest of a table that was too wide.
    """
    left, top, right, bottom = box
    kept: list[Glyph] = []
    for glyph in glyphs:
        shown = left <= glyph.middle <= right and top <= glyph.centre <= bottom
        goes_on = (
            bool(kept)
            and kept[-1].number == glyph.number - 1
            and abs(kept[-1].base - glyph.base) < 1
        )
        if shown or (goes_on and 0 <= glyph.x0 - kept[-1].x1 + 1 < glyph.size / 2):
            kept.append(glyph)
    return kept


def _glyph(char: dict[str, Any], number: int) -> Glyph | None:
    text = ordinary(char["text"])
    if not text or char["size"] < TINY:
        return None
    a, b, _, _, _, f = char["matrix"]
    turn = (180 if a < 0 else 0) if abs(a) >= abs(b) else (270 if b > 0 else 90)
    top, bottom = char["top"], char["bottom"]
    base = bottom - (f - char["y0"]) if turn == 0 else bottom
    return Glyph(
        text, char["x0"], char["x1"], top, bottom, base, char["size"], turn, number
    )


def _righted(page: Page) -> Page:
    """The page turned back where nearly all of its text lies on its side or on its head."""
    turns = Counter(glyph.turn for glyph in page.glyphs if glyph.text.strip())
    turn, count = turns.most_common(1)[0] if turns else (0, 0)
    if turn == 0 or count < WHOLE * turns.total():
        return page
    width, height = page.width, page.height

    def box(
        x0: float, x1: float, top: float, bottom: float
    ) -> tuple[float, float, float, float]:
        if turn == 90:
            return top, bottom, width - x1, width - x0
        if turn == 270:
            return height - bottom, height - top, x0, x1
        return width - x1, width - x0, height - bottom, height - top

    def glyphs() -> Iterator[Glyph]:
        for glyph in page.glyphs:
            x0, x1, top, bottom = box(glyph.x0, glyph.x1, glyph.top, glyph.bottom)
            kept = (glyph.turn - turn) % 360
            yield Glyph(
                glyph.text,
                x0,
                x1,
                top,
                bottom,
                bottom,
                bottom - top,
                kept,
                glyph.number,
            )

    def rules() -> Iterator[Stroke]:
        for rule in page.rules:
            x0, x1 = (rule.at, rule.at) if rule.vertical else (rule.start, rule.end)
            top, bottom = (
                (rule.start, rule.end) if rule.vertical else (rule.at, rule.at)
            )
            x0, x1, top, bottom = box(x0, x1, top, bottom)
            upright = rule.vertical == (turn == 180)
            yield (
                Stroke(True, x0, top, bottom) if upright else Stroke(False, top, x0, x1)
            )

    size = (width, height) if turn == 180 else (height, width)
    images = [Image(*box(*image)) for image in page.images]
    return Page(
        page.number,
        *size,
        list(glyphs()),
        list(rules()),
        images,
        page.drawings,
        page.crowded,
    )


def inked(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Those that draw something."""
    return [glyph for glyph in glyphs if not glyph.text.isspace()]
