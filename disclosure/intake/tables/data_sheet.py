"""The data sheet of our own workbooks: a record for each cell, with the keys of the form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from disclosure.intake.source import Block, Grid
from disclosure.intake.tables.cells import read_cell
from disclosure.intake.tables.stretch_reads import Candidate
from disclosure.statutory.editions import EDITIONS, Edition

KEYS = ("格式版本", "表键", "行键", "列键", "数值")


def is_records(grid: Grid) -> bool:
    """Whether a grid begins with the names of the fields of our records."""
    return _fields(grid) is not None


def _fields(grid: Grid) -> dict[str, int] | None:
    first = next(grid.lines(), ())
    at = {cell.text.strip(): cell.column for cell in first}
    return {key: at[key] for key in KEYS} if set(KEYS) <= set(at) else None


def recorded_edition(blocks: Sequence[Block]) -> Edition | None:
    """The edition that all records name, if they do."""
    named = {
        cell.text.strip()
        for block in blocks
        if isinstance(block, Grid) and (fields := _fields(block))
        for cell in block.cells
        if cell.row > 0 and cell.column == fields["格式版本"]
    }
    return EDITIONS.get(next(iter(named))) if len(named) == 1 else None


def recorded(
    blocks: Sequence[Block], edition: Edition
) -> Iterator[tuple[str, str, str, Candidate]]:
    """(table, row, column, candidate) for each record of this edition."""
    for block in blocks:
        fields = _fields(block) if isinstance(block, Grid) else None
        if isinstance(block, Grid) and fields:
            for line in list(block.lines())[1:]:
                at = {cell.column: cell for cell in line}
                texts = {
                    key: at[x].text.strip() if x in at else ""
                    for key, x in fields.items()
                }
                table, row, column = texts["表键"], texts["行键"], texts["列键"]
                if texts["格式版本"] != edition.key or table not in {
                    t.key for t in edition.tables
                }:
                    continue
                if edition.table(table).has_cell(row, column) and (
                    cell := at.get(fields["数值"])
                ):
                    figure = read_cell(cell.text, edition.table(table).kind_of(column))
                    yield (
                        table,
                        row,
                        column,
                        Candidate(
                            figure,
                            cell.where,
                            cell.text,
                            trouble="数字之间有空白" if figure.spaced else "",
                        ),
                    )
