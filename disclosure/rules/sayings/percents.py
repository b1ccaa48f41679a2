"""Percentages of a passage that its counts, the tables and last year's report do not bear out. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from disclosure.rules.catalogue import Number
from disclosure.rules.sayings.request_claims import (
    ABOUT_REQUESTS,
    OUTCOMES,
    is_filler,
    request_claims,
)
from disclosure.rules.sayings.sentences import Count, Percent, Reading, Sentence, read
from disclosure.rules.sayings.speaker import Speaker
from disclosure.rules.sayings.text_spots import rows_of
from disclosure.statutory.content import Content

_SHARE = re.compile(
    r"占(?:比|到|据)?(?P<base>[^，。；、%占]*?)(?P<each>分别)?(?:的|比例|比重|为|达到?|是)*$"
)
_BASE = (
    r"申请|新收|收到|受理|办结|全部|总|当年|信息|发布|公开|主动|比例|比重|比|率|数|量"
)
_BETWEEN = r"，|、|）|（|申请|总体|大多|主要|最多|数|约|各|类|信息|内容"
_UP = re.compile(
    r"(?:增长|增加|上升|攀升|提高|提升|上涨|增幅|增长率|增)(?:了|率|幅度?|率?为|达到?|是)*$"
)
_DOWN = re.compile(
    r"(?:下降|减少|下滑|下跌|降低|回落|缩减|降幅|减幅|减)(?:了|率|幅度?|为|达到?|是)*$"
)
_AGAINST = re.compile(r"同比|上一?年|去年|\d{4}年|同期")
_LAST_COUNT = re.compile(
    r"(?:上一?年度?|去年|同期|(?P<year>\d{4})年度?)(?!度?结转)[^，。；]{0,10}$"
)
_REQUESTS = re.compile(r"申请(?:总|件)?数?量|(?:新收|收到|受理|接收)[^，。；]{0,8}申请")
_BY = re.compile(r"(?P<up>增加|多|增长)了?$|(?P<down>减少|少|下降)了?$")
_VAGUE = re.compile(r"(?:约|近|超过?|逾|不足|达到?以上)$")
_LIST_OF_PERCENTS = re.compile(r"%(?:[、，和及与]+\d+(?:\.\d+)?%)*")


@dataclass(frozen=True, slots=True)
class Expected:
    """Words with a percentage that does not recompute, what was printed, and what it would be of the likeliest figures."""

    start: int
    end: int
    printed: Decimal
    computed: Decimal
    part: Number
    base: Number


def wrong_shares(report: Content, last: Content | None, key: str) -> Iterator[Expected]:
    """占…% of no total that the passage or table three gives."""
    reading, speaker = read(report.passage(key).text), Speaker.of(report)
    for sentence in reading.sentences:
        for percent in sentence.percents:
            match = _SHARE.search(reading.plain[sentence.start : percent.start])
            if not match or not is_filler(speaker.without_self(match["base"]), _BASE):
                continue
            start = sentence.start + match.start()
            pairs = _pairs(reading, sentence, percent, start, bool(match["each"]))
            pairs = pairs or _of_an_outcome(
                report, reading, sentence, percent, start, key
            )
            end = pairs[-1][1].end if pairs else percent.end
            bases = _bases(report, reading, sentence, key)
            for count, share in pairs:
                wrong = _wrong_share(report, key, count, share, bases + _sums(pairs))
                if wrong:
                    yield Expected(start, end, share.value, *wrong)
                    break


def _pairs(
    reading: Reading, sentence: Sentence, percent: Percent, start: int, each: bool
) -> list[tuple[Count, Percent]]:
    """The counts that the percentages are shares of something: each in turn after 分别, else the count next to it."""
    before = [count for count in sentence.counts if count.end <= start]
    following = [count for count in sentence.counts if count.start >= percent.end]
    if each:
        row = _LIST_OF_PERCENTS.match(reading.plain, percent.end - 1)
        shares = [
            p for p in sentence.percents if row and percent.start <= p.start < row.end()
        ]
        if (
            len(before) < len(shares)
            or len({count.unit for count in before[-len(shares) :]}) != 1
        ):
            return []
        return list(zip(before[-len(shares) :], shares, strict=True))
    if reading.plain.startswith("的", percent.end) and following:
        return [(following[0], percent)]
    near = before and is_filler(reading.plain[before[-1].end : start], _BETWEEN)
    return [(before[-1], percent)] if near else []


def _of_an_outcome(
    report: Content,
    reading: Reading,
    sentence: Sentence,
    percent: Percent,
    start: int,
    key: str,
) -> list[tuple[Count, Percent]]:
    """予以公开占66.7%: without a count beside it, table three's."""
    label = reading.plain[reading.before(sentence, start) : start]
    for topic, outcome in OUTCOMES:
        match = outcome.search(label)
        if (
            match
            and key == "on_request"
            and is_filler(label[: match.start()] + label[match.end() :])
        ):
            table = report.edition.table("requests")
            values = [
                report.figure("requests", row, "total") for row in rows_of(table, topic)
            ]
            value = Decimal(sum(value or 0 for value in values))
            return (
                [(Count(value, "件", start, start, Decimal(1), vague=False), percent)]
                if None not in values
                else []
            )
    return []


def _sums(pairs: list[tuple[Count, Percent]]) -> list[Decimal]:
    return (
        [sum((count.value for count, _ in pairs), Decimal(0))] if len(pairs) > 1 else []
    )


def _bases(
    report: Content, reading: Reading, sentence: Sentence, key: str
) -> list[Decimal]:
    """Every total that a share may be of, the likeliest first: the table's where requests are spoken of, the text's."""
    bases: list[Decimal] = []
    if key == "on_request" or ABOUT_REQUESTS.search(
        reading.plain, sentence.start, sentence.end
    ):
        new, carried_in, done = (
            report.figure("requests", row, "total")
            for row in ("new", "carried_in", "outcome_total")
        )
        known = [new, (new or 0) + (carried_in or 0) if new is not None else None, done]
        bases += [Decimal(value) for value in known if value]
    return bases


def _wrong_share(
    report: Content, key: str, count: Count, percent: Percent, tables: list[Decimal]
) -> tuple[Decimal, Number, Number] | None:
    reading = read(report.passage(key).text)
    others = [
        c
        for sentence in reading.sentences
        for c in sentence.counts
        if c.unit == count.unit and c != count
    ]
    if count.vague or any(c.vague for c in others):
        return None
    in_text = [c.value for c in others if c.value >= count.value]
    bases = [base for base in [*tables, *in_text] if base >= count.value]
    parts = [count.value, *_table_value(report, key, count)]
    if not bases or any(
        percent.is_share(part, base) for part in parts for base in bases
    ):
        return None
    base = _named_before(reading, count, bases) or (
        bases[0] if tables else max(in_text)
    )
    return _rounded(count.value * 100 / base, percent), int(count.value), int(base)


def _named_before(
    reading: Reading, count: Count, bases: list[Decimal]
) -> Decimal | None:
    """The total that the count is named as part of: 答复12件，其中予以公开8件."""
    for sentence in reading.sentences:
        totals = [
            c for c in sentence.counts if c.end <= count.start and c.unit == count.unit
        ]
        if count in sentence.counts and totals:
            opened = reading.plain.find("其中", sentence.start, count.start)
            named = [c.value for c in totals if c.end <= opened and c.value in bases]
            return named[-1] if named else None
    return None


def _table_value(report: Content, key: str, count: Count) -> list[Decimal]:
    """What table three has where the count claims one of its outcomes."""
    table = report.edition.table("requests")
    claims = request_claims(report.passage(key).text, key, Speaker.of(report))
    lines = [
        rows
        for claim in claims
        if claim.count == count and (rows := rows_of(table, claim.topic))
    ]
    return [
        Decimal(sum(report.figure("requests", row, "total") or 0 for row in rows))
        for rows in lines
    ]


def wrong_changes(
    report: Content, last: Content | None, key: str
) -> Iterator[Expected]:
    """同比增长、下降…% that neither the counts in the sentence nor table three and last year's report bear out."""
    reading = read(report.passage(key).text)
    for sentence in reading.sentences:
        for percent in sentence.percents:
            lead = reading.plain[sentence.start : percent.start]
            up, down = _UP.search(lead), _DOWN.search(lead)
            word = up or down
            if (
                not word
                or _is_of_a_rate(reading, sentence, sentence.start + word.start())
                or not _AGAINST.search(lead)
                or _VAGUE.search(lead[: word.start()])
                or "分别" in lead
            ):
                continue
            found = _now_and_then(report, last, reading, sentence, percent, key)
            signed = Percent(
                percent.value if up else -percent.value, percent.start, percent.end
            )
            wrong = [(now, then) for now, then in found if then]
            if wrong and not any(
                signed.is_share(now - then, then) for now, then in wrong
            ):
                now, then = wrong[0]
                computed = _rounded((now - then) * 100 / then, percent)
                start = sentence.start + word.start()
                yield Expected(
                    start, percent.end, signed.value, computed, int(now), int(then)
                )


def _is_of_a_rate(reading: Reading, sentence: Sentence, place: int) -> bool:
    """Whether what grew is not the count before: 收到申请12件，满意率同比增长5%."""
    start = max(
        (count.end for count in sentence.counts if count.end <= place),
        default=sentence.start,
    )
    return bool(re.search(r"率|比例|比重|分值|金额|满意", reading.plain[start:place]))


def _now_and_then(
    report: Content,
    last: Content | None,
    reading: Reading,
    sentence: Sentence,
    percent: Percent,
    key: str,
) -> list[tuple[Decimal, Decimal]]:
    """(this year's, last year's) of what a percentage may compare, as the sentence gives them and as the tables do."""
    before = [count for count in sentence.counts if count.end <= percent.start]
    around = [
        *before,
        *(count for count in sentence.counts if count.start >= percent.end),
    ]
    steps = [
        (count, sign)
        for count in before
        if (sign := _by_how_much(reading, sentence, count))
    ]
    known = [count for count, _ in steps]
    thens = [
        c
        for c in around
        if c not in known and _is_last_years(reading, sentence, c, report.year)
    ]
    nows = [c for c in before if c not in thens and c not in known]
    if not nows and not steps and _is_of_requests(reading, sentence, percent, key):
        return [
            (now, then.value) for now in _received(report) for then in thens
        ] or _by_the_tables(report, last)
    if not nows or any(count.vague for count in (*thens, nows[-1])):
        return []
    now = nows[-1]
    pairs = [(now.value, then.value) for then in thens if then.unit == now.unit]
    pairs += [
        (now.value, now.value - sign * step.value)
        for step, sign in steps
        if step.unit == now.unit
    ]
    claims = request_claims(report.passage(key).text, key, Speaker.of(report))
    if any(
        claim.count == now and claim.topic in ("new", "received") for claim in claims
    ):
        tables = _by_the_tables(report, last)
        pairs += [(now.value, then) for _, then in tables]
        pairs += [(here, then.value) for here in _received(report) for then in thens]
        pairs += tables
    return pairs


def _is_last_years(
    reading: Reading, sentence: Sentence, count: Count, year: int
) -> bool:
    match = _LAST_COUNT.search(
        reading.plain[
            reading.before(sentence, count.start, breaks="，,；。") : count.start
        ]
    )
    return bool(match) and (not match["year"] or int(match["year"]) == year - 1)  # type: ignore[index]


def _by_how_much(reading: Reading, sentence: Sentence, count: Count) -> int:
    match = _BY.search(reading.plain, max(sentence.start, count.start - 4), count.start)
    return 0 if not match else 1 if match["up"] else -1


def _is_of_requests(
    reading: Reading, sentence: Sentence, percent: Percent, key: str
) -> bool:
    lead = reading.plain[sentence.start : percent.start]
    return bool(_REQUESTS.search(lead)) and (
        key == "on_request" or bool(ABOUT_REQUESTS.search(lead))
    )


def _received(report: Content) -> list[Decimal]:
    new, carried_in = (
        report.figure("requests", row, "total") for row in ("new", "carried_in")
    )
    return [] if new is None else [Decimal(new), Decimal(new + (carried_in or 0))]


def _by_the_tables(
    report: Content, last: Content | None
) -> list[tuple[Decimal, Decimal]]:
    if last is None:
        return []
    return [(now, then) for now in _received(report) for then in _received(last)]


def _rounded(value: Decimal, percent: Percent) -> Decimal:
    return value.quantize(percent.value, ROUND_HALF_UP)
