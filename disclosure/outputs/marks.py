"""Marks in the paper for whoever reviews it: what changed, what was found; an address for every cell and paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from disclosure.outputs.document import Document, Filled, Tables
from disclosure.outputs.passages import BodyParagraph, Heading, passage_of
from disclosure.statutory.grid import FigureCell
from disclosure.statutory.places import Place


@dataclass(frozen=True, slots=True)
class Mark:
    """A word or two beside a place, with a link to what is said about it. `kind` is its class, never its only sign."""

    word: str
    kind: str
    href: str
    says: str


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks by the id of their place. Without any, the places still have their ids."""

    at: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)

    def cell(self, filled: Filled, slot: FigureCell) -> str:
        """A cell of a statutory table with its id and what is marked in it."""
        place = Place(filled.key, slot.row, slot.column).anchor
        return f'<td id="{place}"{self._classes(place)}>{escape(filled.text(slot))}{self._links(place)}</td>'

    def around(self, place: str, made: str) -> str:
        """A block of a passage in a box with its id and what is marked beside it; the first one's is the passage's own."""
        name = "" if place == passage_of(place) else f' id="{place}"'
        return f"<div{name}{self._classes(place)}>{made}{self._links(place)}</div>"

    def _classes(self, place: str) -> str:
        kinds = " ".join(
            dict.fromkeys(f"has-{mark.kind}" for mark in self.at.get(place, ()))
        )
        return f' class="marked {escape(kinds)}"' if kinds else ""

    def _links(self, place: str) -> str:
        links = "".join(
            f'<a class="mark mark-{escape(mark.kind)}" href="{escape(mark.href)}" title="{escape(mark.says)}"'
            f' aria-label="{escape(mark.says)}">{escape(mark.word)}</a>'
            for mark in self.at.get(place, ())
        )
        return f'<span class="marks">{links}</span>' if links else ""


def places(document: Document) -> frozenset[str]:
    """Every id that the document's fragment has when it is printed with marks."""
    found: set[str] = set()
    for block in document.blocks:
        match block:
            case Tables():
                for filled in block.tables:
                    found.update(_places_in_table(filled))
            case Heading():
                found.add(block.place)
                if block.key:
                    found.add(f"part-{block.key}")
            case BodyParagraph():
                found.add(block.place)

    return frozenset(found - {""})


def _places_in_table(filled: Filled) -> Iterator[str]:
    for slot in filled.grid.slots:
        yield Place(filled.key, slot.row, slot.column).anchor

    for row in filled.grid.table.rows:
        if row.official:
            yield Place(filled.key, row.key).anchor
