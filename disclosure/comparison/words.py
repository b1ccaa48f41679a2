"""What differs between two texts, in pieces that people can read. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

Mark = Literal["same", "gone", "new"]
Piece = tuple[Mark, str]

_WORD = re.compile(r"[A-Za-z0-9.%]+|[^\S\n]+|\n|.", re.DOTALL)
LARGEST = 400_000
"""Cells of one comparison (words × words); beyond, what lies between the common ends is shown whole."""
ALTOGETHER = 2_000_000
"""Cells of all comparisons of one report."""


class Patience:
    """How much comparing is left to be done: bounds the time for a report, whatever it says."""

    def __init__(self, left: int = ALTOGETHER) -> None:
        self.left = left

    def grants(self, cells: int) -> bool:
        """Whether a comparison of this size may be made; it is then taken off."""
        if cells > min(LARGEST, self.left):
            return False
        self.left -= cells
        return True


def paragraphs(text: str) -> list[str]:
    """The lines of a passage as they are printed: blank lines and blanks at the ends print nothing."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def words(text: str) -> list[str]:
    """Runs of Latin letters and digits, runs of blanks, and else single characters; joined they are the text."""
    return _WORD.findall(text)


Block = tuple[bool, slice, slice]
"""Whether a stretch of one sequence equals one of the other, and the two stretches."""


def aligned(
    one: Sequence[str], other: Sequence[str], patience: Patience
) -> Iterator[Block]:
    """Two sequences in stretches that are equal and stretches that differ, in order."""
    start = _common(one, other)
    end = _common(one[start:][::-1], other[start:][::-1])
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    if start:
        yield True, slice(0, start), slice(0, start)
    if not patience.grants(len(left) * len(right)):
        yield False, slice(start, len(one) - end), slice(start, len(other) - end)
    elif left or right:
        for kind, i, j, k, m in SequenceMatcher(
            None, left, right, autojunk=False
        ).get_opcodes():
            yield (
                kind == "equal",
                slice(start + i, start + j),
                slice(start + k, start + m),
            )
    if end:
        yield True, slice(len(one) - end, len(one)), slice(len(other) - end, len(other))


def differences(
    before: str, after: str, patience: Patience | None = None
) -> tuple[Piece, ...]:
    """The pieces of both texts in order: without the new ones they are `before`, without the gone ones `after`."""
    return tuple(_joined(_pieces(words(before), words(after), patience or Patience())))


def _pieces(one: list[str], other: list[str], patience: Patience) -> Iterator[Piece]:
    for equal, left, right in aligned(one, other, patience):
        gone, new = "".join(one[left]), "".join(other[right])
        # One character in common amid a change is chance (的, 了): it would only make the change harder to read.
        amid = (
            left.start > 0
            and right.start > 0
            and left.stop < len(one)
            and right.stop < len(other)
        )
        if equal and not (len(gone) == 1 and amid):
            yield "same", gone
        else:
            yield "gone", gone
            yield "new", new


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many members both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next(
        (at for at, (left, right) in pairs if left != right), min(len(one), len(other))
    )


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Without empty pieces; what is gone and what is new between two same ones as one piece each, gone first."""
    gone, new, same = "", "", ""
    for mark, text in pieces:
        if not text:
            continue
        if mark == "same":
            if gone or new:
                yield from _told(same, gone, new)
                gone, new, same = "", "", ""
            same += text
        elif mark == "gone":
            gone += text
        else:
            new += text
    yield from _told(same, gone, new)


def _told(same: str, gone: str, new: str) -> Iterator[Piece]:
    if same:
        yield "same", same
    if gone:
        yield "gone", gone
    if new:
        yield "new", new
