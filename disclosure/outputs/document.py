"""One report, ready for any printer: title, headings, paragraphs, filled tables, signature. No Django, no HTML."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from disclosure.outputs.passages import (
    BodyParagraph,
    Heading,
    block_anchor,
    read_passage,
)
from disclosure.statutory.chinese import written_date
from disclosure.statutory.content import Content
from disclosure.statutory.editions.spec import Part, PassageSlot
from disclosure.statutory.figures import CellKey, Value, format_figure
from disclosure.statutory.grid import FigureCell, Grid, grid_for

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Filled:
    """A statutory table with its completed figures."""

    grid: Grid
    values: Mapping[CellKey, Value]

    @property
    def key(self) -> str:
        return self.grid.table.key

    @property
    def role(self) -> str:
        """What the style sheets know it by."""
        return self.grid.table.role

    @property
    def caption(self) -> str:
        return self.grid.table.caption

    def text(self, slot: FigureCell) -> str:
        """What is printed in the cell; blank is an empty string, and what could not be read stands as typed."""
        return format_figure(self.values[slot.row, slot.column])


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of one part, one under the other.

    `key`, `number` and `heading` are the part's; `name` is 表二 or the like.
    """

    key: str
    number: str
    name: str
    heading: str
    tables: tuple[Filled, ...]


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signs and when, at the right, as the last thing."""

    lines: tuple[str, ...]


Block = Heading | BodyParagraph | Tables | Signed


@dataclass(frozen=True, eq=False)
class Document:
    """The report as it will stand on paper; `content` is what it was made from."""

    title: str
    blocks: tuple[Block, ...]
    content: Content

    @property
    def agency(self) -> str:
        return self.content.agency_name

    @property
    def day(self) -> datetime.date:
        """When it was signed, else the first day after its year: what a file says of its age, whenever printed."""
        signature = self.content.signature
        if signature is not None and signature.date is not None:
            return signature.date
        return datetime.date(self.content.year + 1, 1, 1)


def build(content: Content) -> Document:
    """The document of a report. Totals are the computed ones, whatever an imported file states."""
    return Document(content.title, tuple(_blocks(content)), content)


def _blocks(content: Content) -> Iterator[Block]:
    first = content.edition.passages[0]
    if content.opening == "before":
        yield from _passage(content, first)

    for part in content.edition.parts:
        yield Heading(2, part.heading, part.key)
        for slot in part.passages:
            if slot is not first or content.opening != "before":
                yield from _passage(content, slot)

        if part.tables:
            yield _tables(content, part)

    signed = _signed(content)
    if signed is not None:
        yield signed


def _passage(content: Content, slot: PassageSlot) -> Iterator[Heading | BodyParagraph]:
    """The passage's blocks, each with its place. A heading on a line of its own is none of the passage's lines."""
    passage = content.passage(slot.key)
    heading = passage.printed_heading(slot).strip()
    line = 0
    for number, block in enumerate(read_passage(passage.text, heading)):
        if number == 0:
            alone = bool(heading) and isinstance(block, Heading)
            yield replace(block, place=block_anchor(slot.key))
            line = 0 if alone else 1
        else:
            yield replace(block, place=block_anchor(slot.key, line))
            line += 1


def _tables(content: Content, part: Part) -> Tables:
    filled = [
        Filled(grid_for(table), content.completed[table.key]) for table in part.tables
    ]
    return Tables(
        key=part.key,
        number=part.number,
        name=part.table_name,
        heading=part.label,
        tables=tuple(filled),
    )


def _signed(content: Content) -> Signed | None:
    signature = content.signature
    if signature is None:
        return None

    lines = []
    if signature.agency:
        lines.append(signature.agency)

    if signature.date:
        lines.append(written_date(signature.date))

    return Signed(tuple(lines)) if lines else None


def printable(text: str) -> str:
    """The text without the few characters that no XML may hold, and so no DOCX and no XLSX."""
    return _UNPRINTABLE.sub("", text)
