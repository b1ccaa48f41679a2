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
from disclosure.outputs.passages import Heading, Paragraph


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters `start` to `end` of a block (its lead and text as one), marked by a note."""

    start: int
    end: int
    note: Note
    first: bool = True
    last: bool = True


def whole_text(block: Heading | Paragraph) -> str:
    return block.text if isinstance(block, Heading) else block.lead + block.text


def stretches(
    blocks: Sequence[Heading | Paragraph],
    heading: str,
    text: str,
    notes: Sequence[Note],
) -> Mapping[int, tuple[Stretch, ...]]:
    """{number of the block: what is marked in it}. `heading` and `text` are the passage's own, before printing."""
    starts: list[int] = []
    letters: list[list[int]] = []
    total = 0
    for block in blocks:
        starts.append(total)
        letters.append(
            [at for at, letter in enumerate(whole_text(block)) if not letter.isspace()]
        )
        total += len(letters[-1])
    found: dict[int, list[Stretch]] = {}
    above = _bare(heading)
    for note in notes:
        words = note.finding.words
        if words is None:
            continue
        base, source = (0, heading) if words.in_heading else (above, text)
        begin, end = (
            base + _bare(source[: words.start]),
            base + _bare(source[: words.end]),
        )
        touched = [
            at
            for at, start in enumerate(starts)
            if start < end and begin < start + len(letters[at])
        ]
        for at in touched:
            inside = letters[at][max(begin - starts[at], 0) : end - starts[at]]
            stretch = Stretch(
                inside[0], inside[-1] + 1, note, at == touched[0], at == touched[-1]
            )
            found.setdefault(at, []).append(stretch)
    return {at: tuple(run) for at, run in found.items()}


def write(
    text: str, offset: int, marked: Sequence[Stretch], numeral: Mapping[int, str]
) -> str:
    """Part of a block's text as HTML, `offset` characters into the block; `numeral` is what stands after marked words."""
    edges = {0, len(text)}
    for stretch in marked:
        edges.update(
            edge - offset
            for edge in (stretch.start, stretch.end)
            if 0 < edge - offset < len(text)
        )
    made: list[str] = []
    cuts = sorted(edges)
    for start, end in pairwise(cuts):
        over = [
            s for s in marked if s.start - offset <= start and end <= s.end - offset
        ]
        piece = escape(text[start:end])
        if over:
            begun = [s for s in over if s.first and s.start - offset == start]
            names = "".join(f'<span id="w-{s.note.number}"></span>' for s in begun)
            kinds = " ".join(
                dict.fromkeys(f"word-{s.note.finding.level.value}" for s in over)
            )
            piece = f'{names}<mark class="word {kinds}">{piece}</mark>'
        made.append(piece)
        made.extend(
            numeral[s.note.number] for s in over if s.last and s.end - offset == end
        )
    return "".join(made)


def _bare(text: str) -> int:
    return sum(not letter.isspace() for letter in text)
