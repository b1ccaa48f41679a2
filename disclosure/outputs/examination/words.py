"""Where the words of a finding lie in the blocks that a passage is printed as. Pure.

The paper prints a passage line by line, without the blanks between Han characters and digits; so letters are counted,
and blanks are not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from disclosure.outputs.examination.notes import Note
from disclosure.outputs.passages import BodyParagraph, Heading
from disclosure.statutory.chinese import count_characters


@dataclass(frozen=True, slots=True)
class MarkedWords:
    """Characters `start` to `end` of a block (its lead and text as one), marked by a note."""

    start: int
    end: int
    note: Note
    first: bool = True
    last: bool = True


def whole_text(block: Heading | BodyParagraph) -> str:
    return block.text if isinstance(block, Heading) else block.lead + block.text


def stretches(
    blocks: Sequence[Heading | BodyParagraph],
    heading: str,
    text: str,
    notes: Sequence[Note],
) -> Mapping[int, tuple[MarkedWords, ...]]:
    """{number of the block: what is marked in it}. `heading` and `text` are the passage's own, before printing."""
    lettered = _lettered(blocks)
    found: dict[int, list[MarkedWords]] = {}

    for note in notes:
        words = note.finding.words
        if words is None:
            continue

        # The heading is printed above the text: letters of the text are counted on from its own.
        before, source = (
            (0, heading) if words.in_heading else (count_characters(heading), text)
        )
        begin = before + count_characters(source[: words.start])
        end = before + count_characters(source[: words.end])
        touched = [at for at, block in enumerate(lettered) if block.touches(begin, end)]
        for at in touched:
            inside = lettered[at].between(begin, end)
            stretch = MarkedWords(
                start=inside[0],
                end=inside[-1] + 1,
                note=note,
                first=at == touched[0],
                last=at == touched[-1],
            )
            found.setdefault(at, []).append(stretch)

    return {at: tuple(run) for at, run in found.items()}


@dataclass(frozen=True, slots=True)
class LetteredBlock:
    """Where the letters of a block stand in it, blanks left out; `start` is how many letters stand in blocks before."""

    start: int
    letters: tuple[int, ...]

    def touches(self, begin: int, end: int) -> bool:
        """Whether some of the passage's letters `begin` to `end` are of this block."""
        return self.start < end and begin < self.start + len(self.letters)

    def between(self, begin: int, end: int) -> tuple[int, ...]:
        return self.letters[max(begin - self.start, 0) : end - self.start]


def _lettered(blocks: Sequence[Heading | BodyParagraph]) -> list[LetteredBlock]:
    lettered, total = [], 0
    for block in blocks:
        text = whole_text(block)
        letters = [at for at, letter in enumerate(text) if not letter.isspace()]
        lettered.append(LetteredBlock(total, tuple(letters)))
        total += len(letters)

    return lettered


def write(
    text: str, offset: int, marked: Sequence[MarkedWords], numeral: Mapping[int, str]
) -> str:
    """Part of a block's text as HTML, `offset` characters into the block; `numeral` is what stands after marked words."""
    made: list[str] = []
    for start, end in pairwise(_cuts(len(text), offset, marked)):
        over = [
            stretch
            for stretch in marked
            if stretch.start - offset <= start and end <= stretch.end - offset
        ]
        made.append(_piece(text[start:end], start + offset, over))

        for stretch in over:
            if stretch.last and stretch.end == end + offset:
                made.append(numeral[stretch.note.number])

    return "".join(made)


def _cuts(length: int, offset: int, marked: Sequence[MarkedWords]) -> list[int]:
    """Where the text is cut so that every piece lies wholly in a stretch or wholly outside: stretches may overlap."""
    cuts = {0, length}
    for stretch in marked:
        for edge in (stretch.start - offset, stretch.end - offset):
            if 0 < edge < length:
                cuts.add(edge)

    return sorted(cuts)


def _piece(text: str, start: int, over: Sequence[MarkedWords]) -> str:
    """A piece with the stretches that lie over it; where one begins, the list's link leads to it."""
    piece = escape(text)
    if not over:
        return piece

    names = "".join(
        f'<span id="w-{stretch.note.number}"></span>'
        for stretch in over
        if stretch.first and stretch.start == start
    )
    kinds = dict.fromkeys(f"word-{each.note.finding.level.value}" for each in over)
    return f'{names}<mark class="word {" ".join(kinds)}">{piece}</mark>'
