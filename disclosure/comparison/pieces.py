"""Aligns two texts and gives what differs in pieces that people can read, in bounded time. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

PieceState = Literal["same", "gone", "new"]
Piece = tuple[PieceState, str]
"""What became of some words, and the words."""

_WORD = re.compile(
    r"""
    [A-Za-z0-9.%]+          # 12.50, 36.4%, WPS: a number is another as a whole
    |[^\S\n]+               # blanks
    |\n
    |.                      # a Han character or a mark
    """,
    re.DOTALL | re.VERBOSE,
)
# What two texts of forty thousand characters without a common line may cost is held by
# tests/test_comparison.py: five seconds for a whole report.
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
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line]


def words(text: str) -> list[str]:
    """Runs of Latin letters and digits, runs of blanks, and else single characters; joined they are the text."""
    return _WORD.findall(text)


class Alignment(NamedTuple):
    """A stretch of one sequence and what stands in its place in the other; `equal`: they are the same there."""

    equal: bool
    one: slice[int, int]
    other: slice[int, int]


def aligned(
    one: Sequence[str],
    other: Sequence[str],
    patience: Patience,
) -> Iterator[Alignment]:
    """Two sequences in stretches that are equal and stretches that differ, in order."""
    # Most changes are small: with the common ends put aside what is left costs little.
    start = _common(one, other)
    end = _common(one[start:][::-1], other[start:][::-1])
    one_end = len(one) - end
    other_end = len(other) - end
    if start:
        yield Alignment(True, slice(0, start), slice(0, start))

    between = Alignment(
        equal=False,
        one=slice(start, one_end),
        other=slice(start, other_end),
    )
    yield from _aligned_between(one, other, between, patience)
    if end:
        yield Alignment(
            equal=True,
            one=slice(one_end, len(one)),
            other=slice(other_end, len(other)),
        )


def _aligned_between(
    one: Sequence[str],
    other: Sequence[str],
    between: Alignment,
    patience: Patience,
) -> Iterator[Alignment]:
    """A stretch that differs, in finer ones as far as patience reaches."""
    left = one[between.one]
    right = other[between.other]
    # Twice the words take four times as long: who cannot wait sees the stretch whole.
    if not patience.grants(len(left) * len(right)):
        yield between
        return

    if not left and not right:
        return

    start = between.one.start
    # What is frequent (的, ，) is no junk in a text of one sentence.
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    for kind, one_from, one_to, other_from, other_to in matcher.get_opcodes():
        yield Alignment(
            kind == "equal",
            slice(start + one_from, start + one_to),
            slice(start + other_from, start + other_to),
        )


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many members both begin with."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break

        count += 1

    return count


def differences(
    before: str,
    after: str,
    patience: Patience | None = None,
) -> tuple[Piece, ...]:
    """The pieces of both texts in order: without the new ones they are `before`, without the gone ones `after`."""
    patience = patience or Patience()
    return tuple(_joined(_pieces(words(before), words(after), patience)))


def _pieces(
    one: list[str],
    other: list[str],
    patience: Patience,
) -> Iterator[Piece]:
    """What is the same, went and came, word by word; there may be empty pieces, and several in a row."""
    for stretch in aligned(one, other, patience):
        earlier = "".join(one[stretch.one])
        later = "".join(other[stretch.other])
        # One character in common amid a change is chance (的, 了): it would only make the
        # change harder to read.
        by_chance = len(earlier) == 1 and _is_amid(stretch, one, other)
        if stretch.equal and not by_chance:
            yield "same", earlier
        else:
            yield "gone", earlier
            yield "new", later


def _is_amid(stretch: Alignment, one: list[str], other: list[str]) -> bool:
    """Whether both texts have something before and after a stretch."""
    goes_before = min(stretch.one.start, stretch.other.start)
    left_in_one = len(one) - stretch.one.stop
    left_in_other = len(other) - stretch.other.stop
    return min(goes_before, left_in_one, left_in_other) > 0


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Without empty pieces; what is gone and what is new between two same ones as one piece each, gone first."""
    # Collected until something stays: 25 to 31 is one change of a number, not two.
    same = gone = new = ""
    for state, text in pieces:
        if not text:
            continue

        if state == "gone":
            gone += text
        elif state == "new":
            new += text
        else:
            if gone or new:
                yield from _not_empty(same, gone, new)
                same = gone = new = ""

            same += text

    yield from _not_empty(same, gone, new)


def _not_empty(same: str, gone: str, new: str) -> Iterator[Piece]:
    if same:
        yield "same", same

    if gone:
        yield "gone", gone

    if new:
        yield "new", new
