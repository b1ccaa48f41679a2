"""Finds where the six parts of a report begin and end among the blocks of a file, and what belongs to none of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from disclosure.intake.heading_lines import HeadingLine
from disclosure.intake.headings import part_announced
from disclosure.intake.page_around import is_aside, opening_of, until_foot
from disclosure.intake.source import Block, SourceParagraph
from disclosure.statutory.editions import Edition

SENTENCE = 12
"""Characters; a paragraph is longer, a heading in a table of contents has no full stop. Judged by eye on the tests' pages."""


@dataclass(frozen=True, slots=True)
class Boundary:
    """The heading of a part: its place in the list of blocks, its block's number in the file, and how it is printed."""

    at: int
    number: int
    part: str
    printed: HeadingLine


@dataclass(frozen=True, eq=False)
class Frame:
    """The parts of a file: for each part found its heading and its paragraphs, `before` what leads up to part one.

    Places are indexes into the blocks given. `left` counts the paragraphs that belong to nothing.
    """

    boundaries: tuple[Boundary, ...]
    parts: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    before: tuple[SourceParagraph, ...] = ()
    left: int = 0


def find_frame(
    blocks: Sequence[Block],
    edition: Edition,
    tables: Mapping[str, int],
    used: frozenset[int],
    title: tuple[int, ...],
) -> Frame:
    """`tables` is {part key: number of the block where its first table begins}; `title` the blocks of the title.

    `used` are the numbers of blocks that belong to statutory tables.
    """
    boundaries = _BoundarySearch(blocks, edition, tables).boundaries()
    if not boundaries:
        return Frame(())

    first = boundaries[0]
    last = boundaries[-1]
    parts: dict[str, tuple[Block, ...]] = {}
    for boundary, following in pairwise(boundaries):
        inside = blocks[boundary.at + 1 : following.at]
        parts[boundary.part] = _of_the_text(_unused(inside, used))

    # After the last part the page around the report may go on.
    rest = _unused(blocks[last.at + 1 :], used)
    kept = until_foot(rest)
    parts[last.part] = _of_the_text(kept)
    left = _of_the_text(rest[len(kept) :])
    # Above any other part than the first stands what is left of the one before.
    before: tuple[SourceParagraph, ...] = ()
    if first.part == edition.parts[0].key:
        before = opening_of(blocks[: first.at], title)

    return Frame(tuple(boundaries), parts, before, len(left))


def _unused(
    blocks: Sequence[Block],
    used: frozenset[int],
) -> list[Block]:
    """Those that no statutory table is made of."""
    return [block for block in blocks if block.where.block not in used]


def _of_the_text(blocks: Sequence[Block]) -> tuple[Block, ...]:
    return tuple(block for block in blocks if not is_aside(block))


class _BoundarySearch:
    """Chooses one heading for each part, of all lines that announce one.

    A table of contents, or links at the head of a page, give the same names again, and part one may have topics
    that are called like parts.
    """

    def __init__(
        self,
        blocks: Sequence[Block],
        edition: Edition,
        tables: Mapping[str, int],
    ) -> None:
        self.blocks = blocks
        self.tables = tables
        self.order = [part.key for part in edition.parts]
        self.marked, self.bare = _candidates(blocks, edition)
        self.chosen: dict[str, Boundary] = {}

    def boundaries(self) -> list[Boundary]:
        """In the order of the file."""
        # The parts with tables first: where a table stands is sure, and tells
        # between which headings those of the other parts must be.
        for key in self.order:
            if key in self.tables:
                self._choose(key, self._above_table(key))

        for key in self.order:
            if key not in self.tables:
                self._choose(key, self._likely(key))

        return sorted(self.chosen.values(), key=lambda boundary: boundary.at)

    def _choose(
        self,
        key: str,
        boundary: Boundary | None,
    ) -> None:
        if boundary is not None:
            self.chosen[key] = boundary

    def _above_table(self, key: str) -> Boundary | None:
        """The last heading of its name before its first table, and not above the tables of the parts before it."""
        end = self.tables[key]
        start = 0
        for earlier in self.order[: self.order.index(key)]:
            start = max(start, self.tables.get(earlier, 0))

        # Numbered headings are tried first: a bare 主动公开 may be a link.
        for candidates in (self.marked, self.bare):
            for candidate in reversed(candidates):
                if candidate.part == key and start <= candidate.number < end:
                    return candidate

        return None

    def _likely(self, key: str) -> Boundary | None:
        """The first heading of its name that fits between those chosen and that text follows.

        Where none fits, part one's first and a later part's last: the parts are out of order, or the file has been cut.
        """
        named = self._named(key)
        if not named:
            return None

        fitting = [candidate for candidate in named if self._fits(candidate)]
        if fitting:
            return _followed_by_text(fitting, self.blocks)
        if key == self.order[0]:
            return named[0]
        return named[-1]

    def _named(self, key: str) -> list[Boundary]:
        """Lines with this part's name: those with a number, else the bare ones."""
        for candidates in (self.marked, self.bare):
            named = [candidate for candidate in candidates if candidate.part == key]
            if named:
                return named

        return []

    def _fits(self, candidate: Boundary) -> bool:
        """Whether it stands below the chosen headings of earlier parts and above those of later ones."""
        place = self.order.index(candidate.part)
        for key, chosen in self.chosen.items():
            is_earlier = self.order.index(key) < place
            if is_earlier and chosen.at >= candidate.at:
                return False
            if not is_earlier and chosen.at <= candidate.at:
                return False

        if place > 0 or not self.tables:
            return True
        return candidate.number < min(self.tables.values())


def _candidates(
    blocks: Sequence[Block],
    edition: Edition,
) -> tuple[list[Boundary], list[Boundary]]:
    """Lines that announce a part: with a number of the first order, and bare labels."""
    marked: list[Boundary] = []
    bare: list[Boundary] = []
    for at, block in enumerate(blocks):
        if not isinstance(block, SourceParagraph) or block.aside:
            continue

        number = block.where.block
        announced = part_announced(block.text, edition)
        if announced:
            part = edition.part_as(announced.role)
            marked.append(Boundary(at, number, part.key, announced.line))
            continue

        announced = part_announced(block.text, edition, marked=False)
        if announced:
            part = edition.part_as(announced.role)
            bare.append(Boundary(at, number, part.key, announced.line))

    return marked, bare


def _followed_by_text(
    candidates: list[Boundary],
    blocks: Sequence[Block],
) -> Boundary:
    """The first one with text of its own: in a list of headings only headings follow."""
    for candidate in candidates:
        if candidate.printed.rest:
            return candidate
        if _begins_with_text(blocks[candidate.at + 1 :]):
            return candidate

    return candidates[-1]


def _begins_with_text(blocks: Sequence[Block]) -> bool:
    """Whether the next paragraph is a sentence. True where none follows at all: a list of headings does not end a file."""
    for block in blocks:
        text = block.text.strip() if isinstance(block, SourceParagraph) else ""
        if text:
            return len(text) > SENTENCE and "。" in text

    return True
