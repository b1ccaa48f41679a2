"""Gathers the lines of one passage, and settles it among what a part of a report gave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from disclosure.intake.reading import Found, Open
from disclosure.intake.source import Block, SourceGrid, SourceParagraph, Where
from disclosure.statutory.chinese import on_one_line
from disclosure.statutory.content import PassageText
from disclosure.statutory.editions.spec import Part, PassageSlot
from disclosure.statutory.places import Place
from disclosure.statutory.printed import PrintedHeading


@dataclass
class Taken:
    """What one part gave: its passages so far, where each begins, its inner headings, and what is open."""

    passages: dict[str, PassageText] = field(default_factory=dict)
    found: dict[Place, Found] = field(default_factory=dict)
    headings: list[PrintedHeading] = field(default_factory=list)
    open: list[Open] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a block's text, and where the block stands."""

    text: str
    where: Where


@dataclass(slots=True)
class Draft:
    """A passage while its lines are gathered. `where` None: nothing has been found of it yet.

    `heading` as in PassageText; `doubt` says in Chinese what a person should look at.
    """

    slot: PassageSlot
    heading: str | None
    lines: list[str] = field(default_factory=list)
    where: Where | None = None
    doubt: str = ""


def lines_of(blocks: Sequence[Block]) -> list[TextLine]:
    """The text of blocks, line by line, without lines that are blank."""
    lines: list[TextLine] = []
    for block in blocks:
        for text in _texts_of(block):
            stripped = text.strip()
            if stripped:
                lines.append(TextLine(stripped, block.where))

    return lines


def _texts_of(block: Block) -> Iterator[str]:
    if isinstance(block, SourceParagraph):
        yield from block.text.split("\n")
    elif isinstance(block, SourceGrid):
        # A table that is not of the form, say of what was published where: a line
        # for each row, cells parted by tabs.
        for cells in block.lines():
            yield "\t".join(on_one_line(cell.text) for cell in cells)


def draft_of(
    slot: PassageSlot,
    heading: str | None,
    lines: Sequence[TextLine],
    doubt: str = "",
) -> Draft:
    texts = [line.text for line in lines]
    return Draft(
        slot,
        heading,
        texts,
        lines[0].where,
        doubt,
    )


def settle(taken: Taken, draft: Draft) -> None:
    text = "\n".join(line for line in draft.lines if line)
    taken.passages[draft.slot.key] = PassageText(text, draft.heading)
    taken.found[Place(passage=draft.slot.key)] = Found(
        draft.where or Where(),
        text,
        sure=not draft.doubt,
        because=draft.doubt,
    )


def missing(part: Part, slot: PassageSlot) -> Open:
    message = f"{part.number}「{slot.heading}」：没有找到这一段，它的文字可能并在前一段里，也可能原文没有写。"
    return Open(Place(passage=slot.key), "missing", message)
