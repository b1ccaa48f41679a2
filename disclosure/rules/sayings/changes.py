"""Recomputes 同比 changes in percent from a sentence's counts, table three and last year's report; yields the wrong ones. Pure: no Django."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from disclosure.rules.sayings.counts import Count, Percent
from disclosure.rules.sayings.request_claims import request_claims
from disclosure.rules.sayings.request_totals import received_totals
from disclosure.rules.sayings.sentences import Sentence
from disclosure.rules.sayings.shares import WrongPercent
from disclosure.rules.sayings.spoken_passages import SpokenPassage
from disclosure.statutory.content import Content

_UP = re.compile(
    r"(?:增长|增加|上升|攀升|提高|提升|上涨|增幅|增长率|增)(?:了|率|幅度?|率?为|达到?|是)*$"
)
_DOWN = re.compile(
    r"(?:下降|减少|下滑|下跌|降低|回落|缩减|降幅|减幅|减)(?:了|率|幅度?|为|达到?|是)*$"
)
_AGAINST = re.compile(r"同比|上一?年|去年|\d{4}年|同期")
_LAST_COUNT = re.compile(
    r"""
    (?:
        上一?年度?|去年|同期      # 比上年的100条
        |(?P<year>\d{4})年度?     # 比2022年的10件
    )
    (?!度?结转)                   # not 上年结转2件
    [^，。；]{0,10}$
    """,
    re.VERBOSE,
)
_LAST_BREAKS = "，,；。"
"""In 较2021年的105件 the year stands before any other break."""
_REQUESTS = re.compile(r"申请(?:总|件)?数?量|(?:新收|收到|受理|接收)[^，。；]{0,8}申请")
_BY = re.compile(r"(?P<up>增加|多|增长)了?$|(?P<down>减少|少|下降)了?$")
_BY_LETTERS = 4
"""No match of `_BY` is longer."""
_VAGUE = re.compile(r"(?:约|近|超过?|逾|不足|达到?以上)$")
_RATE = re.compile(r"率|比例|比重|分值|金额|满意")


@dataclass(frozen=True, slots=True)
class _TwoYears:
    """A figure of this year and the one of last year that a change may compare it with."""

    now: Decimal
    then: Decimal

    @property
    def difference(self) -> Decimal:
        """By how much it grew; negative where it fell."""
        return self.now - self.then


@dataclass(frozen=True, slots=True)
class _Received:
    """What table three has as requests received, this year and in last year's report; either may be unknown."""

    this_year: list[Decimal]
    last_year: list[Decimal]

    @classmethod
    def of(cls, report: Content, last: Content | None) -> _Received:
        this_year = received_totals(report)
        # Last year's alone say nothing of a change.
        if last is None or not this_year:
            return cls(this_year, [])
        return cls(this_year, received_totals(last))


@dataclass(frozen=True, slots=True)
class _Change:
    """A percentage with the sign that its word gives it, and where that word begins."""

    percent: Percent
    start: int


@dataclass(frozen=True, slots=True)
class _SaidChange:
    """By how much a sentence says that something changed: 较上年增加2件. `sign` is 1 or -1."""

    count: Count
    sign: int

    @property
    def change(self) -> Decimal:
        """The count, negative where something fell by it."""
        return self.sign * self.count.value


@dataclass(frozen=True, slots=True)
class _Compared:
    """The counts of a sentence as a change in percent speaks of them.

    `nows`: this year's before the percentage; `thens`: last year's, on either side; `said_changes`: by how much.
    """

    nows: list[Count]
    thens: list[Count]
    said_changes: list[_SaidChange]


def wrong_changes(
    report: Content, last: Content | None, passage: SpokenPassage
) -> Iterator[WrongPercent]:
    """同比增长、下降…% that neither the counts in the sentence nor table three and last year's report bear out."""
    received = _Received.of(report, last)
    for sentence in passage.plain.sentences:
        for percent in sentence.percents:
            change = _change(sentence, percent)
            if change is None:
                continue

            found = _two_years(received, passage, sentence, percent)
            yield from _wrong_change(change, found)


def _change(sentence: Sentence, percent: Percent) -> _Change | None:
    """The change against last year that a percentage is; None where it is none, or of several counts at once."""
    lead = sentence.lead(percent.start)
    up = _UP.search(lead)
    word = up or _DOWN.search(lead)
    if not word or not _AGAINST.search(lead):
        return None
    # 网上和信函渠道分别增长5%和9%.
    if "分别" in lead or _VAGUE.search(lead[: word.start()]):
        return None

    start = sentence.start + word.start()
    last_end = sentence.last_count_end(start)
    # 收到申请12件，满意率同比增长5%: not the count has grown.
    if _RATE.search(sentence.plain, last_end, start):
        return None

    signed = Percent(
        value=percent.value if up else -percent.value,
        start=percent.start,
        end=percent.end,
    )
    return _Change(signed, start)


def _wrong_change(change: _Change, found: list[_TwoYears]) -> Iterator[WrongPercent]:
    """What is wrong with a change where none of the figures that it may compare gives it."""
    percent = change.percent
    possible = [years for years in found if years.then]
    for years in possible:
        if percent.is_share(years.difference, years.then):
            return

    # The first are the likeliest.
    for years in possible[:1]:
        computed = years.difference * 100 / years.then
        yield WrongPercent(
            start=change.start,
            end=percent.end,
            printed=percent.value,
            computed=percent.rounded(computed),
            part=int(years.now),
            base=int(years.then),
        )


def _two_years(
    received: _Received,
    passage: SpokenPassage,
    sentence: Sentence,
    percent: Percent,
) -> list[_TwoYears]:
    """What a percentage may compare, as the sentence gives it and as the tables do; the likeliest first."""
    compared = _compared(sentence, percent, passage.speaker.year)
    in_text = [count.value for count in compared.thens]
    by_the_tables = _pairs(received.this_year, received.last_year)
    if not compared.nows:
        # 申请量同比上升20%, without the number of requests.
        if compared.said_changes or not _is_of_requests(passage, sentence, percent):
            return []
        return _pairs(received.this_year, in_text) or by_the_tables

    now = compared.nows[-1]
    if any(count.vague for count in (*compared.thens, now)):
        return []

    found = _in_sentence(now, compared)
    # 收到申请12件，同比增长20.0%: last year's are in its report.
    if _is_of_received(passage, now):
        found += _pairs([now.value], received.last_year)
        found += _pairs(received.this_year, in_text)
        found += by_the_tables

    return found


def _pairs(nows: list[Decimal], thens: list[Decimal]) -> list[_TwoYears]:
    """Each of one year with each of the other, the first of both first."""
    pairs = itertools.product(nows, thens)
    return list(itertools.starmap(_TwoYears, pairs))


def _in_sentence(now: Count, compared: _Compared) -> list[_TwoYears]:
    """What the sentence itself compares a count with: 比上年10件增长20%; 较上年增加2件，增幅20%."""
    thens = [then.value for then in compared.thens if then.unit == now.unit]
    thens += [
        now.value - said.change
        for said in compared.said_changes
        if said.count.unit == now.unit
    ]
    return _pairs([now.value], thens)


def _compared(sentence: Sentence, percent: Percent, year: int) -> _Compared:
    """Tells the counts round a percentage apart, in the report of a year."""
    after = sentence.counts_after(percent.end)
    others = []
    said_changes = []
    for count in sentence.counts_before(percent.start):
        sign = _by_how_much(sentence, count)
        if sign:
            said_changes.append(_SaidChange(count, sign))
        else:
            others.append(count)

    thens = [
        count for count in (*others, *after) if _is_last_years(sentence, count, year)
    ]
    nows = [count for count in others if count not in thens]
    return _Compared(nows, thens, said_changes)


def _is_last_years(sentence: Sentence, count: Count, year: int) -> bool:
    """Whether the words before a count say so: 比上年的100条, 2022年收到申请10件 in the report of 2023."""
    words = sentence.label(count, _LAST_BREAKS)
    match = _LAST_COUNT.search(words)
    if match is None:
        return False
    return not match["year"] or int(match["year"]) == year - 1


def _by_how_much(sentence: Sentence, count: Count) -> int:
    """1 or -1 where a count is by how much something grew or fell, else 0."""
    start = max(sentence.start, count.start - _BY_LETTERS)
    match = _BY.search(sentence.plain, start, count.start)
    if match is None:
        return 0
    return 1 if match["up"] else -1


def _is_of_requests(
    passage: SpokenPassage, sentence: Sentence, percent: Percent
) -> bool:
    """Whether a change without counts is of the number of requests."""
    lead = sentence.lead(percent.start)
    if not _REQUESTS.search(lead):
        return False
    return passage.is_of_requests(lead)


def _is_of_received(passage: SpokenPassage, now: Count) -> bool:
    """Whether a count claims to be of requests received, so that the tables have last year's too."""
    claims = request_claims(passage)
    topics = {claim.topic for claim in claims if claim.count == now}
    return not topics.isdisjoint(("new", "received"))
