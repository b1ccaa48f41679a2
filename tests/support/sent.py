"""Files that an office sends in, as tests have them: our own JSON stands for any format, and is read in this process."""

from __future__ import annotations

import dataclasses

from disclosure.exchange import ExchangeError, load_report
from disclosure.intake.reading import Found
from disclosure.intake.source import (
    GridCell,
    IntakeError,
    Picture,
    Source,
    SourceGrid,
    SourceParagraph,
    Where,
)
from disclosure.statutory.grid import FigureCell, grid_for
from disclosure.statutory.places import Place
from tests.support.readings import reading_of


def read_here(body, name):
    """A stand-in for `read_in_sandbox`: the report of a JSON file, with a source that shows it. Raises IntakeError."""
    try:
        content = load_report(bytes(body))
    except ExchangeError:
        raise IntakeError("这个文件读不出来：不是年度报告。请换一个文件。") from None
    blocks, found = (
        [SourceParagraph(content.title, Where(block=1, page=1), level=1)],
        {},
    )
    for slot in content.edition.passages:
        where = Where(block=len(blocks) + 1, page=1)
        blocks.append(
            SourceParagraph(content.passage(slot.key).text or slot.heading, where)
        )
        found[Place(passage=slot.key)] = Found(where, content.passage(slot.key).text)
    for table in content.edition.tables:
        block = len(blocks) + 1
        blocks.append(
            SourceGrid(
                tuple(_cells(table, content, block, found)), Where(block=block, page=2)
            )
        )
    blocks.append(Picture(Where(block=len(blocks) + 1, page=2), alternative="公章"))
    source = Source("docx", tuple(blocks), (content.title,), pages=2)
    reading = reading_of(content)
    opens = tuple(
        dataclasses.replace(o, where=found[o.place].where) for o in reading.open
    )
    known = {
        place: at
        for place, at in found.items()
        if place.passage or content[place.table, place.row, place.column] is not None
    }
    return source, dataclasses.replace(
        reading, found=known, open=opens, stated=dict(content.stated)
    )


def _cells(table, content, block, found):
    for place in grid_for(table).laid:
        where = Where(block=block, page=2, row=place.line + 1, cell=place.column + 1)
        cell = place.cell
        text = (
            cell.text
            if not isinstance(cell, FigureCell)
            else _printed(content, table.key, cell)
        )
        if isinstance(cell, FigureCell) and not cell.total:
            found[Place(table.key, cell.row, cell.column)] = Found(where, text)
        yield GridCell(
            text, place.line, place.column, where, place.rowspan, place.colspan
        )


def _printed(content, table, slot):
    value = content[table, slot.row, slot.column]
    stated = content.stated_figure(table, slot.row, slot.column)
    return "" if value is None else str(value if stated is None else stated)
