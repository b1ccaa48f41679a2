"""A source as plain JSON and back."""

from __future__ import annotations

from typing import Any

from disclosure.intake.source import (
    FORMATS,
    Block,
    Grid,
    GridCell,
    Paragraph,
    Picture,
    Source,
    Where,
)
from disclosure.intake.transport.plain import (
    Garbled,
    count,
    fields,
    flag,
    items,
    one_of,
    text,
    texts,
)

MOST_CELLS = 10_000
"""Lines or columns that one cell may reach over, and the last line or column there may be."""


def source_data(source: Source) -> dict[str, Any]:
    return {
        "format": source.format,
        "blocks": [_block_data(block) for block in source.blocks],
        "titles": list(source.titles),
        "pages": source.pages,
        "remarks": list(source.remarks),
    }


def load_source(data: Any) -> Source:
    """Raises Garbled."""
    kind, blocks, titles, pages, remarks = fields(
        data, "format", "blocks", "titles", "pages", "remarks"
    )
    return Source(
        format=one_of(kind, FORMATS),
        blocks=tuple(map(_block, items(blocks))),
        titles=texts(titles),
        pages=count(pages),
        remarks=texts(remarks),
    )


def _block_data(block: Block) -> list[Any]:
    where = where_data(block.where)
    match block:
        case Paragraph():
            return [
                "paragraph",
                where,
                block.text,
                block.level,
                block.sheet,
                block.aside,
            ]
        case Picture():
            return ["picture", where, block.width, block.height, block.alternative]
        case Grid():
            cells = [
                [
                    where_data(cell.where),
                    cell.text,
                    *(cell.row, cell.column, cell.rowspan, cell.colspan),
                    *(cell.header, cell.picture),
                ]
                for cell in block.cells
            ]
            return ["grid", where, cells, block.ragged, block.sheet, block.aside]


def _block(data: Any) -> Block:
    match items(data):
        case ["paragraph", where, words, level, sheet, aside]:
            return Paragraph(
                text(words), load_where(where), count(level), text(sheet), flag(aside)
            )
        case ["picture", where, width, height, alternative]:
            return Picture(
                load_where(where), count(width), count(height), text(alternative)
            )
        case ["grid", where, cells, ragged, sheet, aside]:
            made = tuple(map(_grid_cell, items(cells)))
            return Grid(made, load_where(where), flag(ragged), text(sheet), flag(aside))
    raise Garbled("a paragraph, a picture or a grid")


def _grid_cell(data: Any) -> GridCell:
    where, words, *numbers, header, picture = items(data, 8)
    row, column, rowspan, colspan = map(count, numbers)
    if max(row, column, rowspan, colspan) > MOST_CELLS:
        raise Garbled("a cell within reach")
    return GridCell(
        text(words),
        row,
        column,
        load_where(where),
        rowspan,
        colspan,
        flag(header),
        flag(picture),
    )


def where_data(where: Where) -> list[int]:
    return [where.block, where.page, where.row, where.cell, where.start, where.end]


def load_where(data: Any) -> Where:
    return Where(*map(count, items(data, 6)))
