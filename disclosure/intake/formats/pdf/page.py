"""Takes a page as plain values: glyphs, ruled lines and images, turned so that its text reads from left to right."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from disclosure.intake.formats.pdf.boxes import Box
from disclosure.intake.formats.pdf.glyphs import Glyph, glyph_of
from disclosure.intake.formats.pdf.strokes import Stroke, strokes_of

MOST_GLYPHS = 60_000
"""On one page; a page full of small type has 6,000."""
WHOLE = 0.8
"""Of a page's glyphs: so many lie on their side where the page was printed sideways."""


@dataclass(slots=True)
class Page:
    """`images` are where pictures lie, `drawings` how many curves there are; `crowded`: not all of it was taken."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    strokes: list[Stroke]
    images: list[Box]
    drawings: int = 0
    crowded: bool = False


def page_of(raw: Any, number: int) -> Page:
    """The values of a pdfplumber page; only what its crop box shows."""
    drawings = raw.objects
    chars = drawings.get("char", [])
    # A glyph keeps its place among all characters, drawn or not.
    glyphs: list[Glyph] = []
    for at, char in enumerate(chars[:MOST_GLYPHS]):
        glyph = glyph_of(char, at)
        if glyph:
            glyphs.append(glyph)

    if raw.cropbox != raw.mediabox:
        glyphs = _within(raw.cropbox, glyphs)

    page = Page(
        number=number,
        width=raw.width,
        height=raw.height,
        glyphs=glyphs,
        strokes=strokes_of(drawings),
        images=[_image_box(image) for image in drawings.get("image", [])],
        drawings=len(drawings.get("curve", [])),
        crowded=len(chars) > MOST_GLYPHS,
    )
    return _righted(page)


def _image_box(image: dict[str, Any]) -> Box:
    return Box(
        x0=image["x0"],
        x1=image["x1"],
        top=image["top"],
        bottom=image["bottom"],
    )


def _within(
    crop_box: tuple[float, float, float, float],
    glyphs: list[Glyph],
) -> list[Glyph]:
    """What a crop box shows, at least in part: half a figure would be another one.

    What is written beyond the edge of an uncropped page stays: it is the rest of a table that was too wide.
    """
    left, top, right, bottom = crop_box
    kept: list[Glyph] = []
    for glyph in glyphs:
        is_beside = left <= glyph.middle <= right
        is_shown = is_beside and top <= glyph.centre <= bottom
        if is_shown or (kept and _goes_on(kept[-1], glyph)):
            kept.append(glyph)

    return kept


def _goes_on(last: Glyph, glyph: Glyph) -> bool:
    """Whether a glyph was written next, on the same line and without a gap."""
    if glyph.number != last.number + 1:
        return False
    if abs(last.base - glyph.base) >= 1:
        return False
    return 0 <= glyph.gap_after(last) + 1 < glyph.size / 2


def _righted(page: Page) -> Page:
    """The page turned back where nearly all of its text lies on its side or on its head."""
    turns = Counter(glyph.turn for glyph in page.glyphs if glyph.text.strip())
    if not turns:
        return page

    # Table three is wide: a page that holds it was often printed lying on its side.
    turn, count = turns.most_common(1)[0]
    if turn == 0 or count < WHOLE * turns.total():
        return page
    return _Turning(turn, page.width, page.height).page(page)


@dataclass(frozen=True, slots=True)
class _Turning:
    """Turns a page of this size back by `turn` degrees."""

    turn: int
    width: float
    height: float

    def page(self, page: Page) -> Page:
        width, height = self.width, self.height
        if self.turn != 180:
            width, height = height, width

        return Page(
            number=page.number,
            width=width,
            height=height,
            glyphs=[self._glyph(glyph) for glyph in page.glyphs],
            strokes=[self._stroke(stroke) for stroke in page.strokes],
            images=[self._box(image) for image in page.images],
            drawings=page.drawings,
            crowded=page.crowded,
        )

    def _box(self, box: Box) -> Box:
        # Its distances from the right and from the lower edge of the page.
        x0 = self.width - box.x1
        x1 = self.width - box.x0
        top = self.height - box.bottom
        bottom = self.height - box.top
        if self.turn == 180:
            return Box(x0, x1, top, bottom)
        if self.turn == 90:
            return Box(
                x0=box.top,
                x1=box.bottom,
                top=x0,
                bottom=x1,
            )
        return Box(
            x0=top,
            x1=bottom,
            top=box.x0,
            bottom=box.x1,
        )

    def _glyph(self, glyph: Glyph) -> Glyph:
        box = self._box(glyph.box)
        return Glyph(
            text=glyph.text,
            x0=box.x0,
            x1=box.x1,
            top=box.top,
            bottom=box.bottom,
            base=box.bottom,
            size=box.height,
            turn=(glyph.turn - self.turn) % 360,
            number=glyph.number,
        )

    def _stroke(self, stroke: Stroke) -> Stroke:
        box = self._box(stroke.box)
        # Only on its head a page keeps its upright lines upright.
        if stroke.vertical == (self.turn == 180):
            return Stroke(
                vertical=True,
                at=box.x0,
                start=box.top,
                end=box.bottom,
            )
        return Stroke(
            vertical=False,
            at=box.top,
            start=box.x0,
            end=box.x1,
        )
