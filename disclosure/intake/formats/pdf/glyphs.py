"""Takes a character as it was drawn on a page: where, how large, turned how, and which."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from disclosure.intake.formats.pdf.boxes import Box
from disclosure.intake.formats.pdf.characters import is_wide, ordinary

TINY = 1.0
"""Points; what is smaller nobody sees."""


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

    @property
    def is_wide(self) -> bool:
        """Whether it fills a square, as Han characters do."""
        return is_wide(self.text)

    @property
    def is_blank(self) -> bool:
        return self.text.isspace()

    def gap_after(self, last: Glyph) -> float:
        """The room between the one before it on its line and itself; negative where they overlap."""
        return self.x0 - last.x1

    @property
    def box(self) -> Box:
        return Box(self.x0, self.x1, self.top, self.bottom)


def glyph_of(
    char: dict[str, Any],
    number: int,
) -> Glyph | None:
    """Of a character as pdfplumber describes it; None where it draws nothing that anybody sees."""
    text = ordinary(char["text"])
    if not text or char["size"] < TINY:
        return None

    turn = _turn_of(char["matrix"])
    base = char["bottom"]
    if turn == 0:
        # The matrix says where the base line is; the box of a glyph hangs below it.
        base -= char["matrix"][5] - char["y0"]

    return Glyph(
        text=text,
        x0=char["x0"],
        x1=char["x1"],
        top=char["top"],
        bottom=char["bottom"],
        base=base,
        size=char["size"],
        turn=turn,
        number=number,
    )


def _turn_of(matrix: tuple[float, ...]) -> int:
    """Degrees clockwise, by the direction in which the text matrix writes."""
    across, along = matrix[:2]
    if abs(across) >= abs(along):
        return 180 if across < 0 else 0
    return 270 if along > 0 else 90


def inked(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Those that draw something."""
    return [glyph for glyph in glyphs if not glyph.text.isspace()]
