"""Finds totals whose listed parts do not add up: 共12条，其中甲5条、乙7条, or the parts first and 合计 after. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from disclosure.rules.sayings.claims import CHANGE
from disclosure.rules.sayings.counts import Count
from disclosure.rules.sayings.sentences import Sentence

_OPENS = re.compile(
    r"""
    其中|分别|包括|包含|：|:
    |^中                        # 新收12件中已办结10件
    |^（(?![含较比上\d])        # 共发布信息820条（网站500条，微信310条）, not 受理14件（含上年结转2件）
    """,
    re.VERBOSE,
)
# 共100条：政策类40条，动态类30条; 分别为讲座5次、展览6次: each part has to be named.
_EVERYTHING = re.compile(r"^[^，]{0,12}[：:](?!如|例如|主要)|分别[为是]?")
_TOTAL = re.compile(r"(?:合计|共计|总计|总共|一共|累计)[^，。；、]{0,10}$")
_TOTAL_LETTERS = 16
"""No match of `_TOTAL` is longer."""
_BEGINS_AGAIN = re.compile(r"其中|合计|共计|总计|总共|一共")
_COMPARED = re.compile(r"上一?年|去年|同比|环比|同期|\d{4}年|[比较]")
# 其中咨询120件、投诉80件，办结229件; 其中政策类40条、动态类60条，被省级媒体采用12条.
_DEED = re.compile(
    r"办结|答复|结转|收到|受理|新收|采[用纳]|被|整改|办理|召开|举办|制发|回[应复]|解决|废止|现行|参加|培训|应[收缴]|实收"
)
_AND_SO_ON = re.compile(r"[^，。；、（）()]{0,12}?等(?![级候待同])")
NEAR = Decimal("0.1")
"""A list with 其中 need not name every part: so far below the total it is taken for one that should, and no further.

Judged on the tests: 99 of 100 is a slip, 7 of 8 (常务会3次、专题会4次) is not.
"""


@dataclass(frozen=True, slots=True)
class Listing:
    """A total, and counts of the same unit that are given as its parts."""

    total: Count
    parts: tuple[Count, ...]

    @property
    def start(self) -> int:
        """Where the total or the first part begins."""
        return min(self.total.start, self.parts[0].start)

    @property
    def end(self) -> int:
        """Where the total or the last part ends."""
        return max(self.total.end, self.parts[-1].end)

    @property
    def sum(self) -> Decimal:
        """What the parts come to."""
        values = (part.value for part in self.parts)
        return sum(values, Decimal(0))


def wrong_listings(sentence: Sentence, near: Decimal = NEAR) -> Iterator[Listing]:
    """The listings of a sentence that do not add up; those with 其中 that lack more than `near` of the total are left."""
    opened = set()
    for place, total in enumerate(sentence.counts):
        listing = _parts_after(sentence, place)
        if listing and _is_meant_to_add_up(sentence, listing, near):
            opened.add(total)
            yield listing

    for place, total in enumerate(sentence.counts):
        if total in opened:
            continue

        listing = _parts_before(sentence, place)
        if listing:
            yield listing


def _parts_after(sentence: Sentence, place: int) -> Listing | None:
    """A total with other parts than add up to it, as far as the sentence lists any after it."""
    total = sentence.counts[place]
    if total.vague or _is_compared(sentence, total):
        return None

    followers = _followers(sentence, place)
    if len(followers) < 2 or not _OPENS.search(_between(sentence, total, followers)):
        return None
    # Parts do not leave the parenthesis in which their total stands.
    if _depth(sentence, followers[0]) < _depth(sentence, total):
        return None

    parts = _parts(sentence, followers)
    if len(parts) < 2:
        return None

    listing = Listing(total, parts)
    if _adds_up_otherwise(sentence, place, listing):
        return None
    return listing


def _is_meant_to_add_up(sentence: Sentence, listing: Listing, near: Decimal) -> bool:
    """Whether the parts of a total claim to be all, or are too many."""
    total = listing.total.value
    missing = total - listing.sum
    if missing < 0:
        return True
    # 其中政策类40条、财政类59条等.
    if _AND_SO_ON.match(sentence.plain, listing.end):
        return False

    between = _between(sentence, listing.total, listing.parts)
    return bool(_EVERYTHING.search(between)) or missing <= near * total


def _between(sentence: Sentence, total: Count, parts: Sequence[Count]) -> str:
    """The words that lead from a total to the first of its parts."""
    return sentence.plain[total.end : parts[0].start]


def _followers(sentence: Sentence, place: int) -> list[Count]:
    """The counts after a total in its unit, but those of last year or of a change."""
    # 较上年增加12条，其中网站70条，微信30条: the change is no part.
    later = sentence.counts[place + 1 :]
    alike = _alike(later, sentence.counts[place])
    return [count for count in alike if not _is_compared(sentence, count)]


def _alike(counts: Iterable[Count], total: Count) -> list[Count]:
    """The counts in the unit of a total."""
    return [count for count in counts if count.unit == total.unit]


def _adds_up_otherwise(sentence: Sentence, place: int, listing: Listing) -> bool:
    """Whether the first of the parts make the total, or the parts what several counts before them make together."""
    total = listing.total
    # 其中网站70条、微信30条，网站信息中政策类10条、动态类50条.
    _, *sums = _running_sums(listing.parts)
    if total.value in sums:
        return True

    # 新收50件、结转4件，其中网络30件、信函24件.
    totals = _alike(sentence.counts[: place + 1], total)
    return listing.sum in _running_sums(reversed(totals))


def _running_sums(counts: Iterable[Count]) -> list[Decimal]:
    """The first count, the first two together, and so on."""
    values = (count.value for count in counts)
    return list(accumulate(values))


def _parts(sentence: Sentence, followers: list[Count]) -> tuple[Count, ...]:
    """The counts that may be parts of the total; none where one of them is not exact."""
    first = followers[0]
    depth = _depth(sentence, first)
    opening = sentence.label(first)
    parts: list[Count] = []
    last_end = first.start
    for count in followers:
        here = _depth(sentence, count)
        between = sentence.plain[last_end : count.start]
        begins_again = parts and _BEGINS_AGAIN.search(between)
        if here < depth or begins_again:
            break
        # A deed that the first label names too is said of the parts.
        if _DEED.search(sentence.label(count)) and not _DEED.search(opening):
            break

        last_end = count.end
        # 政策类40条（含解读12条）.
        if here > depth:
            continue
        if count.vague:
            return ()

        parts.append(count)

    return tuple(parts)


def _parts_before(sentence: Sentence, place: int) -> Listing | None:
    """A total after its parts that do not make it: 发布动态60条、政策30条，合计100条."""
    total = sentence.counts[place]
    if total.vague:
        return None

    start = max(sentence.start, total.start - _TOTAL_LETTERS)
    if not _TOTAL.search(sentence.plain, start, total.start):
        return None

    earlier = _alike(sentence.counts[:place], total)
    # What stands in parentheses is part of a part.
    parts = [count for count in earlier if not _depth(sentence, count)]
    for part in parts:
        if part.vague or _is_compared(sentence, part):
            return None

    # The total may be of the last few alone, whatever was counted earlier.
    if len(parts) < 2 or total.value in _running_sums(reversed(parts)):
        return None
    return Listing(total, tuple(parts))


def _is_compared(sentence: Sentence, count: Count) -> bool:
    """Whether a count is last year's, or by how much it changed: 发布信息100条，较上年增加12条."""
    label = sentence.label(count)
    if _COMPARED.search(label):
        return True
    return CHANGE.search(label) is not None


def _depth(sentence: Sentence, count: Count) -> int:
    """In how many parentheses a count stands."""
    lead = sentence.lead(count.start)
    opened = lead.count("（") + lead.count("(")
    closed = lead.count("）") + lead.count(")")
    return opened - closed
