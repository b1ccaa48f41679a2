"""Recomputes shares that a passage gives in percent from its counts and table three, and yields the wrong ones. Pure: no Django."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from disclosure.rules.catalogue import Number
from disclosure.rules.sayings.claims import is_filler
from disclosure.rules.sayings.counts import Count, Percent
from disclosure.rules.sayings.request_claims import request_claims
from disclosure.rules.sayings.request_topics import OUTCOMES
from disclosure.rules.sayings.request_totals import (
    received_totals,
    request_places,
    requests_total,
)
from disclosure.rules.sayings.sentences import Sentence
from disclosure.rules.sayings.spoken_passages import SpokenPassage
from disclosure.statutory.content import Content

_SHARE = re.compile(
    r"""
    占(?:比|到|据)?
    (?P<base>[^，。；、%占]*?)                 # 占全部申请的63.6%
    (?P<each>分别)?                            # 占比分别为83.3%、16.7%
    (?:的|比例|比重|为|达到?|是)*$
    """,
    re.VERBOSE,
)
_BASE = (
    r"申请|新收|收到|受理|办结|全部|总|当年|信息|发布|公开|主动|比例|比重|比|率|数|量"
)
_BETWEEN = r"，|、|）|（|申请|总体|大多|主要|最多|数|约|各|类|信息|内容"
_LIST_OF_PERCENTS = re.compile(r"%(?:[、，和及与]+\d+(?:\.\d+)?%)*")


@dataclass(frozen=True, slots=True)
class WrongPercent:
    """Words with a percentage that does not recompute, what was printed, and what it would be of the likeliest figures.

    `start` to `end` are the words in the plain text. A fall is a negative percentage.
    """

    start: int
    end: int
    printed: Decimal
    computed: Decimal
    part: Number
    base: Number


@dataclass(frozen=True, slots=True)
class _Share:
    """A count, and the percentage that it is said to be of something."""

    count: Count
    percent: Percent


def wrong_shares(report: Content, passage: SpokenPassage) -> Iterator[WrongPercent]:
    """占…% of no total that the passage or table three gives."""
    for sentence in passage.plain.sentences:
        reader = _ShareReader(report, passage, sentence)
        for percent in sentence.percents:
            yield from reader.wrong_at(percent)


class _ShareReader:
    """Reads the shares of a sentence, and holds them against every total that may be meant."""

    def __init__(
        self, report: Content, passage: SpokenPassage, sentence: Sentence
    ) -> None:
        self.report = report
        self.passage = passage
        self.sentence = sentence

    def wrong_at(self, percent: Percent) -> Iterator[WrongPercent]:
        """The first wrong one of the shares that are said together from this percentage on."""
        match = _SHARE.search(self.sentence.lead(percent.start))
        if not match:
            return

        # 占全省总量的5%, 占全市人口的7.7%: of what is not in the report.
        speaker = self.passage.speaker
        base = speaker.without_self(match["base"])
        if not is_filler(base, _BASE):
            return

        start = self.sentence.start + match.start()
        find = self._in_turn if match["each"] else self._of_count_beside
        shares = find(percent, start)
        if not shares:
            shares = self._of_outcome(percent, start)

        yield from self._first_wrong(start, shares)

    def _in_turn(self, first: Percent, start: int) -> list[_Share]:
        """自然人10件、法人2件，占比分别为83.3%、16.7%."""
        sentence = self.sentence
        row = _LIST_OF_PERCENTS.match(sentence.plain, first.end - 1)
        if row is None:
            return []

        percents = [
            percent
            for percent in sentence.percents
            if first.start <= percent.start < row.end()
        ]
        # As many counts as percentages, the nearest ones, and of one kind.
        counts = sentence.counts_before(start)[-len(percents) :]
        units = {count.unit for count in counts}
        if len(counts) < len(percents) or len(units) != 1:
            return []
        return list(map(_Share, counts, percents))

    def _of_count_beside(self, percent: Percent, start: int) -> list[_Share]:
        """The share of the count next to a percentage, if there is one."""
        sentence = self.sentence
        following = sentence.counts_after(percent.end)
        # 占比14.3%的2件结转下年度办理.
        if following and sentence.plain.startswith("的", percent.end):
            return [_Share(following[0], percent)]

        before = sentence.counts_before(start)
        if not before:
            return []

        # 予以公开8件（占66.7%）: only marks, and words that say nothing, may stand between.
        between = sentence.plain[before[-1].end : start]
        if not is_filler(between, _BETWEEN):
            return []
        return [_Share(before[-1], percent)]

    def _of_outcome(self, percent: Percent, start: int) -> list[_Share]:
        """予以公开占66.7%: without a count beside it, table three's."""
        if not self.passage.is_on_request:
            return []

        label_start = self.sentence.opens_at(start)
        label = self.sentence.plain[label_start:start]
        topic = _outcome_named(label)
        if not topic:
            return []

        total = Decimal(0)
        for place in request_places(self.report.edition, topic):
            figure = self.report.figure(*place.cell)
            if figure is None:
                return []

            total += figure

        count = Count.of_cases(total, start, start)
        return [_Share(count, percent)]

    def _first_wrong(self, start: int, shares: list[_Share]) -> Iterator[WrongPercent]:
        """One finding for shares said together: one wrong is enough to look at them all again."""
        totals = self._table_totals()
        if len(shares) > 1:
            # 自然人10件、法人2件，占比分别为83.3%、16.7%: of what they come to.
            counted = (share.count.value for share in shares)
            totals.append(sum(counted, Decimal(0)))

        for share in shares:
            base = self._missed_total(share, totals)
            if base is None:
                continue

            part = share.count.value
            yield WrongPercent(
                start=start,
                end=shares[-1].percent.end,
                printed=share.percent.value,
                computed=share.percent.rounded(part * 100 / base),
                part=int(part),
                base=int(base),
            )
            return

    def _table_totals(self) -> list[Decimal]:
        """What a share of requests may be of, the likeliest first: 新收, with 上年结转, 办理结果总计."""
        if not self.passage.is_of_requests(self.sentence.text):
            return []

        totals = received_totals(self.report)
        done = requests_total(self.report, "outcome_total")
        totals.append(Decimal(done or 0))
        return [total for total in totals if total]

    def _missed_total(self, share: _Share, totals: list[Decimal]) -> Decimal | None:
        """The likeliest total that a share is not of; None where it is of one of all known, or none is known."""
        count = share.count
        others = self._others_in_text(count)
        # 动态类60余条: the total may be one that is not printed.
        if any(other.vague for other in (count, *others)):
            return None

        in_text = _at_least(count.value, (other.value for other in others))
        bases = _at_least(count.value, totals) + in_text
        if not bases or self._is_of_one(share, bases):
            return None

        named = self._total_named_before(count, bases)
        if named:
            return named

        likeliest = bases[0] if totals else max(in_text)
        # 公开信息0条，其中政策类0条，占5%: nothing is no share of nothing.
        return likeliest or None

    def _is_of_one(self, share: _Share, bases: list[Decimal]) -> bool:
        """Whether a percentage is the share of one of the totals, of the count as printed or as the table has it."""
        parts = self._table_figures(share.count)
        parts.append(share.count.value)
        pairs = itertools.product(parts, bases)
        return any(itertools.starmap(share.percent.is_share, pairs))

    def _others_in_text(self, count: Count) -> list[Count]:
        """The other counts of the passage in the same unit."""
        return [
            other
            for sentence in self.passage.plain.sentences
            for other in sentence.counts
            if other.unit == count.unit and other != count
        ]

    def _total_named_before(self, count: Count, bases: list[Decimal]) -> Decimal | None:
        """The total that the count is named as part of: 答复12件，其中予以公开8件."""
        if count not in self.sentence.counts:
            return None

        sentence = self.sentence
        opened = sentence.plain.find("其中", sentence.start, count.start)
        totals = sentence.counts_before(opened)
        # The last total before 其中 is the nearest.
        for total in reversed(totals):
            if total.unit == count.unit and total.value in bases:
                return total.value

        return None

    def _table_figures(self, count: Count) -> list[Decimal]:
        """What table three has where the count claims one of its lines: the share may be of the right figure."""
        found = []
        for claim in request_claims(self.passage):
            if claim.count != count:
                continue

            places = request_places(self.report.edition, claim.topic)
            figures = [self.report.figure(*place.cell) or 0 for place in places]
            if figures:
                found.append(Decimal(sum(figures)))

        return found


def _at_least(part: Decimal, figures: Iterable[Decimal]) -> list[Decimal]:
    """The figures that a part may be part of."""
    return [figure for figure in figures if figure >= part]


def _outcome_named(label: str) -> str:
    """The outcome that a label names and nothing else; "" where it names none."""
    for topic, outcome in OUTCOMES:
        match = outcome.search(label)
        if match is None:
            continue

        rest = label[: match.start()] + label[match.end() :]
        if is_filler(rest):
            return topic

    return ""
