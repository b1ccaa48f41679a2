"""Cutting one font down to our characters, as TrueType without layout tables, under a name of its own. No Django."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from disclosure.outputs.fonts import Face

MAX_ERROR = 0.001
"""Of an em: how far a quadratic curve may stray from the cubic one it stands for."""
ASCENT = 0.88
"""Of an em, and the rest of it is descent: alike in all faces, so that mixed lines stand on one pitch."""
STYLES = {400: "Regular", 700: "Bold"}
COPIED_NAMES = {"copyright": 0, "licenseDescription": 13, "licenseInfoURL": 14}


def cut(face: Face, source: Path, target: Path, points: set[int]) -> int:
    """Write the subset; returns the number of its characters. A character that the source lacks is left out."""
    with _opened(source, face.member) as font:
        glyphs = {
            point: name for point, name in font.getBestCmap().items() if point in points
        }
        made = _build(font, glyphs, face)

    partial = target.with_suffix(f".{os.getpid()}")
    made.save(partial)
    partial.replace(target)
    return len(glyphs)


@contextmanager
def _opened(source: Path, member: str) -> Iterator[Any]:
    from fontTools.ttLib import TTCollection, TTFont

    if source.suffix == ".ttc":
        with TTCollection(source, lazy=True) as collection:
            yield next(
                font
                for font in collection.fonts
                if font["name"].getDebugName(1) == member
            )
    else:
        with TTFont(source, lazy=True) as font:
            yield font


def _build(font: Any, glyphs: dict[int, str], face: Face) -> Any:
    from fontTools.fontBuilder import FontBuilder

    order = [".notdef", *dict.fromkeys(glyphs[point] for point in sorted(glyphs))]
    upem, metrics = font["head"].unitsPerEm, font["hmtx"].metrics
    builder = FontBuilder(upem, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(glyphs)
    outlines = _outlines(font, order, upem)
    builder.setupGlyf(outlines)
    builder.setupHorizontalMetrics(
        {name: (metrics[name][0], getattr(outlines[name], "xMin", 0)) for name in order}
    )
    ascent, descent = round(ASCENT * upem), round((ASCENT - 1) * upem)
    builder.setupHorizontalHeader(ascent=ascent, descent=descent)
    builder.setupNameTable(_names(font, face))
    bold = face.weight >= 700
    builder.setupOS2(
        usWeightClass=face.weight,
        sTypoAscender=ascent,
        sTypoDescender=descent,
        sTypoLineGap=0,
        usWinAscent=ascent,
        usWinDescent=-descent,
        fsSelection=0x20 if bold else 0x40,
    )
    builder.setupPost(keepGlyphNames=False)
    # The same source gives the same file: no time of making in it.
    head = builder.font["head"]
    head.macStyle, head.created, head.modified = (
        int(bold),
        font["head"].created,
        font["head"].created,
    )
    builder.font.recalcTimestamp = False
    return builder


def _outlines(font: Any, order: list[str], upem: int) -> dict[str, Any]:
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.filterPen import DecomposingFilterPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    shapes, cubic = font.getGlyphSet(), "glyf" not in font
    outlines = {}
    for name in order:
        pen = TTGlyphPen(None)
        if cubic:
            shapes[name].draw(Cu2QuPen(pen, MAX_ERROR * upem, reverse_direction=True))
        else:
            shapes[name].draw(DecomposingFilterPen(pen, shapes))

        outlines[name] = pen.glyph()

    return outlines


def _names(font: Any, face: Face) -> dict[str, str]:
    """Our own family name: the licence (OFL) reserves the original one for the unchanged font."""
    style = STYLES[face.weight]
    names = {
        key: font["name"].getDebugName(number) or ""
        for key, number in COPIED_NAMES.items()
    }
    names |= {
        "familyName": face.family,
        "styleName": style,
        "uniqueFontIdentifier": f"{face.family} {style}",
        "fullName": f"{face.family} {style}",
        "psName": f"{face.family.replace(' ', '')}-{style}",
        "version": font["name"].getDebugName(5) or "Version 1.0",
    }
    return names
