"""One report, ready for any printer: title, headings, paragraphs, filled tables, signature. No Django, no HTML."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from disclosure.content import Content
from disclosure.editions.spec import Part, PassageSlot
from disclosure.figures import CellKey, Value, format_figure
from disclosure.grid import Grid, Slot, grid_for
from disclosure.outputs.passages import Heading, Paragraph, read_passage


@dataclass(frozen=True, slots=True)
class Filled:
    """A statutory table with its completed figures."""

    grid: Grid
    values: Mapping[CellKey, Value]

    @property
    def key(self) -> str:
        return self.grid.table.key

    @property
    def caption(self) -> str:
        return self.grid.table.caption

    def text(self, slot: Slot) -> str:
        """What is printed in the cell; blank is an empty string, and what could not be read stands as typed."""
        return format_figure(self.values[slot.row, slot.column])


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of one part, one under the other. `key` and `heading` are the part's; `name` is 表二 or the like."""

    key: str
    name: str
    heading: str
    tables: tuple[Filled, ...]


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signs and when, at the right, as the last thing."""

    lines: tuple[str, ...]


Block = Heading | Paragraph | Tables | Signed


@dataclass(frozen=True, eq=False)
class Document:
    """The report as it will stand on paper; `content` is what it was made from.

    `passages` names for each block the passage that it is of, "" for none.
    """

    title: str
    blocks: tuple[Block, ...]
    content: Content
    passages: tuple[str, ...] = ()

    @property
    def agency(self) -> str:
        return self.content.agency_name


def build(content: Content) -> Document:
    """The document of a report. Totals are the computed ones, whatever an imported file states."""
    blocks, passages = zip(*_blocks(content), strict=True)
    return Document(content.title, blocks, content, passages)


def _blocks(content: Content) -> Iterator[tuple[Block, str]]:
    """Every block with the key of its passage."""
    first = content.edition.passages[0]
    if content.opening == "before":
        yield from _passage(content, first)
    for part in content.edition.parts:
        yield Heading(2, part.heading, part.key), ""
        for slot in part.passages:
            if slot is not first or content.opening != "before":
                yield from _passage(content, slot)
        if part.tables:
            yield _tables(content, part), ""
    if signed := _signed(content):
        yield signed, ""


def _passage(content: Content, slot: PassageSlot) -> Iterator[tuple[Heading | Paragraph, str]]:
    passage = content.passage(slot.key)
    return ((block, slot.key) for block in read_passage(passage.text, passage.printed_heading(slot)))


def _tables(content: Content, part: Part) -> Tables:
    filled = tuple(Filled(grid_for(table), content.completed[table.key]) for table in part.tables)
    return Tables(part.key, part.table_name, part.label, filled)


def _signed(content: Content) -> Signed | None:
    signature = content.signature
    if signature is None:
        return None
    lines = (signature.agency, chinese_date(signature.date) if signature.date else "")
    return Signed(tuple(line for line in lines if line)) if any(lines) else None


def chinese_date(date: datetime.date) -> str:
    """`2024年1月15日`."""
    return f"{date.year}年{date.month}月{date.day}日"
