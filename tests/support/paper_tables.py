"""Statutory tables on paper as somebody would publish them, to be laid out as blocks the way a reader gives them."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product

from disclosure.intake.source import (
    Block,
    GridCell,
    Picture,
    SourceGrid,
    SourceParagraph,
    Where,
)
from disclosure.statutory.content import Content
from disclosure.statutory.editions import EDITIONS, Edition
from disclosure.statutory.figures import format_figure
from disclosure.statutory.grid import LabelCell, grid_for


@dataclass
class Td:
    """A cell as in HTML: its place follows from those before it."""

    text: str
    wide: int = 1
    tall: int = 1
    key: tuple[str, str] = ("", "")
    picture: bool = False

    @property
    def figure(self) -> bool:
        return bool(self.key[1])


@dataclass
class Sheet:
    """A table: lines of cells. `rows` names the form's row of each line, "" in the header and the caption."""

    key: str
    lines: list[list[Td]]
    rows: list[str]
    head: int
    ragged: bool = False

    def line(self, row: str) -> list[Td]:
        return self.lines[self.rows.index(row)]


@dataclass
class Paper:
    """Everything of a file in order: paragraphs, tables, images (None)."""

    content: Content
    items: list[str | Sheet | None] = field(default_factory=list)

    def sheet(self, key: str) -> Sheet:
        return next(
            item for item in self.items if isinstance(item, Sheet) and item.key == key
        )

    @property
    def sheets(self) -> list[Sheet]:
        return [item for item in self.items if isinstance(item, Sheet)]

    @property
    def blocks(self) -> tuple[Block, ...]:
        made: list[Block] = []
        for item in self.items:
            where = Where(len(made) + 1)
            if isinstance(item, str):
                made.append(SourceParagraph(item, where))
            elif item is None:
                made.append(Picture(where, 600, 800))
            else:
                made.append(laid_out(item, where))
        return tuple(made)


def laid_out(sheet: Sheet, where: Where) -> SourceGrid:
    """Cells where a browser puts them: each behind the one before it, past those that reach down from above."""
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    for y, line in enumerate(sheet.lines):
        x = 0
        for number, td in enumerate(line, start=1):
            while (y, x) in taken:
                x += 1
            wide = tall = 1
            if not sheet.ragged:
                wide, tall = td.wide, min(td.tall, len(sheet.lines) - y)
            taken.update(product(range(y, y + tall), range(x, x + wide)))
            at = Where(where.block, 0, y + 1, number)
            cells.append(GridCell(td.text, y, x, at, tall, wide, picture=td.picture))
            x += wide
    return SourceGrid(tuple(cells), where, ragged=sheet.ragged)


def paper_of(content: Content) -> Paper:
    """The official paper: headings, captions inside the tables of part two, cells merged as the form has them."""
    paper = Paper(content, ["棠溪街道办事处2023年政府信息公开工作年度报告"])
    for part in content.edition.parts:
        paper.items.append(part.heading)
        if not part.tables:
            paper.items.append("本年度继续规范工作，未收取信息处理费。")
        for table in part.tables:
            paper.items.append(sheet_of(content, table.key))
    return paper


def sheet_of(content: Content, key: str) -> Sheet:
    table = content.edition.table(key)
    grid, values = grid_for(table), content.completed[key]
    lines = [
        [
            Td(cell.text, cell.colspan, cell.rowspan)
            if isinstance(cell, LabelCell)
            else Td(
                format_figure(values[cell.row, cell.column]),
                key=(cell.row, cell.column),
            )
            for cell in line.cells
        ]
        for line in grid.lines
    ]
    rows, head = [line.row for line in grid.lines], len(grid.head)
    if table.caption:
        lines.insert(0, [Td(table.caption, grid.width)])
        rows, head = ["", *rows], head + 1
    return Sheet(key, lines, rows, head)


def distinct(seed: int) -> Content:
    """A report with another figure in every cell, none zero, so that every shift shows; the editions in turn."""
    dice = random.Random(seed)
    edition = list(EDITIONS.values())[seed % len(EDITIONS)]
    return content_with(
        edition, iter(dice.sample(range(11, 99_999), len(edition.entry_cells)))
    )


def sparse(seed: int) -> Content:
    """A report as small offices have it: nearly all zero."""
    dice = random.Random(seed)
    edition = list(EDITIONS.values())[seed % len(EDITIONS)]
    return content_with(
        edition, iter(dice.choices([0] * 9 + [1, 2, 7], k=len(edition.entry_cells)))
    )


def content_with(edition: Edition, figures) -> Content:
    entered: dict[str, dict] = {}
    for table, row, column in edition.entry_cells:
        number = next(figures)
        amount = edition.table(table).kind_of(column) == "amount"
        entered.setdefault(table, {})[row, column] = (
            Decimal(number) / 100 if amount else number
        )
    return Content(edition, edition.first_year + 1, "棠溪街道办事处", "street", entered)
