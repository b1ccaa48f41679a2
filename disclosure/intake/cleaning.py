"""Replaces characters that no database and no page can hold. Every text keeps its length: places stay true."""

from __future__ import annotations

import re
from dataclasses import replace

from disclosure.intake.source import (
    Block,
    GridCell,
    Picture,
    Source,
    SourceGrid,
    SourceParagraph,
)

# Control signs, halves of surrogate pairs, and the two that Unicode keeps free: old
# Word files and pages in a wrong encoding have them.
_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
SUBSTITUTE = "\N{REPLACEMENT CHARACTER}"


def clean(source: Source) -> Source:
    """The same source; each such character is U+FFFD."""
    return replace(
        source,
        blocks=tuple(map(_clean_block, source.blocks)),
        titles=tuple(map(_clean_text, source.titles)),
        remarks=tuple(map(_clean_text, source.remarks)),
    )


def _clean_text(text: str) -> str:
    return _IMPOSSIBLE.sub(SUBSTITUTE, text)


def _clean_block(block: Block) -> Block:
    match block:
        case SourceParagraph():
            return replace(
                block,
                text=_clean_text(block.text),
                sheet=_clean_text(block.sheet),
            )
        case Picture():
            return replace(block, alternative=_clean_text(block.alternative))
        case SourceGrid():
            return replace(
                block,
                cells=tuple(map(_clean_cell, block.cells)),
                sheet=_clean_text(block.sheet),
            )


def _clean_cell(cell: GridCell) -> GridCell:
    return replace(cell, text=_clean_text(cell.text))
