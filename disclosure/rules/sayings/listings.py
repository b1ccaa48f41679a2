"""What a sentence lists as the parts of a total: 共12条, 其中甲5条、乙7条, or the parts first and 合计 after. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from disclosure.rules.sayings.request_claims import CHANGE
from disclosure.rules.sayings.sentences import Count, Reading, Sentence

_OPENS = re.compile(r"其中|分别|包括|包含|：|:|^中|^（(?![含较比上\d])")
_EVERYTHING = re.compile(r"^[^，]{0,12}[：:](?!如|例如|主要)|分别[为是]?")
_TOTAL = re.compile(r"(?:合计|共计|总计|总共|一共|累计)[^，。；、]{0,10}$")
_BEGINS_AGAIN = re.compile(r"其中|合计|共计|总计|总共|一共")
_COMPARED = re.compile(r"上一?年|去年|同比|环比|同期|\d{4}年|[比较]")
_DEED = re.compile(
    r"办结|答复|结转|收到|受理|新收|采[用纳]|被|整改|办理|召开|举办|制发|回[应复]|解决|废止|现行|参加|培训|应[收缴]|实收"
)
_AND_SO_ON = re.compile(r"[^，。；、（）()]{0,12}?等(?![级候待同])")
NEAR = Decimal("0.1")
"""A list with 其中 need not name every part: so far below the total it is taken for one that should, and no further."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A total, and counts of the same unit that are given as its parts."""

    total: Count
    parts: tuple[Count, ...]

    @property
    def start(self) -> int:
        return min(self.total.start, self.parts[0].start)

    @property
    def end(self) -> int:
        return max(self.total.end, self.parts[-1].end)

    @property
    def sum(self) -> Decimal:
        return sum((part.value for part in self.parts), Decimal(0))


def wrong_listings(
    reading: Reading, sentence: Sentence, near: Decimal = NEAR
) -> Iterator[Listing]:
    """The listings of a sentence that do not add up; those with 其中 that lack more than `near` of the total are left."""
    after = set()
    for place in range(len(sentence.counts)):
        listing = _forward(reading, sentence, place, near)
        if listing:
            after.add(listing.total)
            yield listing
    for place, count in enumerate(sentence.counts):
        if count not in after and (listing := _backward(reading, sentence, place)):
            yield listing


def _forward(
    reading: Reading, sentence: Sentence, place: int, near: Decimal
) -> Listing | None:
    total = sentence.counts[place]
    alike = [count for count in sentence.counts[place:] if count.unit == total.unit]
    same = [count for count in alike if not _is_compared(reading, sentence, count)]
    if total.vague or same[:1] != [total] or len(same := same[1:]) < 2:
        return None
    between = reading.plain[total.end : same[0].start]
    if not _OPENS.search(between) or _depth(reading, sentence, same[0]) < _depth(
        reading, sentence, total
    ):
        return None
    parts, whole = _parts(reading, sentence, total, same)
    if len(parts) < 2 or not whole:
        return None
    if total.value in list(accumulate(part.value for part in parts))[1:]:
        return None
    listing = Listing(total, tuple(parts))
    earlier = [
        c.value for c in reversed(sentence.counts[: place + 1]) if c.unit == total.unit
    ]
    if listing.sum in list(accumulate(earlier)):
        return None
    open_end = _AND_SO_ON.match(reading.plain, parts[-1].end) is not None
    if listing.sum > total.value or (_EVERYTHING.search(between) and not open_end):
        return listing
    meant = total.value - listing.sum <= near * total.value
    return listing if meant and not open_end else None


def _parts(
    reading: Reading, sentence: Sentence, total: Count, same: list[Count]
) -> tuple[list[Count], bool]:
    """The counts that may be parts of the total, and whether each is exact."""
    depth = _depth(reading, sentence, same[0])
    parts: list[Count] = []
    opening = reading.plain[reading.before(sentence, same[0].start) : same[0].start]
    last = same[0].start
    for count in same:
        here = _depth(reading, sentence, count)
        label = reading.plain[reading.before(sentence, count.start) : count.start]
        between = reading.plain[last : count.start] if parts else ""
        if (
            here < depth
            or _BEGINS_AGAIN.search(between)
            or (_DEED.search(label) and not _DEED.search(opening))
        ):
            break
        last = count.end
        if here > depth:
            continue
        if count.vague:
            return parts, False
        parts.append(count)
    return parts, True


def _backward(reading: Reading, sentence: Sentence, place: int) -> Listing | None:
    total = sentence.counts[place]
    if total.vague or not _TOTAL.search(
        reading.plain, max(sentence.start, total.start - 16), total.start
    ):
        return None
    parts: list[Count] = []
    for count in reversed(sentence.counts[:place]):
        if count.unit != total.unit or _depth(reading, sentence, count):
            continue
        if count.vague or _is_compared(reading, sentence, count):
            return None
        parts.insert(0, count)
    if len(parts) < 2 or total.value in list(
        accumulate(part.value for part in reversed(parts))
    ):
        return None
    return Listing(total, tuple(parts))


def _is_compared(reading: Reading, sentence: Sentence, count: Count) -> bool:
    """Whether a count is last year's, or by how much it changed."""
    label = reading.plain[reading.before(sentence, count.start) : count.start]
    return bool(_COMPARED.search(label) or CHANGE.search(label))


def _depth(reading: Reading, sentence: Sentence, count: Count) -> int:
    """In how many parentheses a count stands."""
    lead = reading.plain[sentence.start : count.start]
    return sum(lead.count(mark) for mark in "（(") - sum(
        lead.count(mark) for mark in "）)"
    )
