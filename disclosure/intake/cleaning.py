"""A source without characters that no database and no page can hold. Every text keeps its length: places stay true."""

from __future__ import annotations

import re
from dataclasses import replace

from disclosure.intake.source import Block, Grid, Paragraph, Picture, Source

_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
SUBSTITUTE = "\N{REPLACEMENT CHARACTER}"


def clean(source: Source) -> Source:
    """The same source; each such character is U+FFFD."""
    return replace(
        source,
        blocks=tuple(map(_block, source.blocks)),
        titles=tuple(map(_text, source.titles)),
        remarks=tuple(map(_text, source.remarks)),
    )


def _text(text: str) -> str:
    return _IMPOSSIBLE.sub(SUBSTITUTE, text)


def _block(block: Block) -> Block:
    match block:
        case Paragraph():
            return replace(block, text=_text(block.text), sheet=_text(block.sheet))
        case Picture():
            return replace(block, alternative=_text(block.alternative))
        case Grid():
            cells = tuple(replace(cell, text=_text(cell.text)) for cell in block.cells)
            return replace(block, cells=cells, sheet=_text(block.sheet))
