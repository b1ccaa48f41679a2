"""Whether the sums that the text makes come out: parts of a total, shares, changes against last year. Pure: no Django."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.rules.catalogue import Level, Spot, rule
from disclosure.rules.sayings import text_figures
from disclosure.rules.sayings.listings import Listing, wrong_listings
from disclosure.rules.sayings.percents import Expected, wrong_changes, wrong_shares
from disclosure.rules.sayings.sentences import read
from disclosure.rules.sayings.text_spots import said, whole
from disclosure.statutory.content import Content
from disclosure.statutory.figures import distance, format_figure
from disclosure.statutory.places import Place

_AGAINST_TABLES = (
    text_figures.received_as_in_the_table,
    text_figures.outcomes_as_in_the_table,
    text_figures.disputes_as_in_the_table,
    text_figures.documents_as_in_the_table,
)


@rule(
    "X-5",
    Level.QUERY,
    "文中百分比与数字相符",
    {
        "share": "{place}：写的是“{quote}”，而 {part} ÷ {base} = {computed}%。请核对数字、百分比和所占的总数；"
        "按另一总数计算的请写明或者说明理由。",
        "change": "{place}：写的是“{quote}”，而本年 {part}、上年 {base}，应为{change}。请核对百分比和两年的数字；"
        "口径不同的请说明理由。",
    },
)
def percentages_recompute(report: Content, last: Content | None) -> Iterator[Spot]:
    """占比、同比增长或者下降，按文中的数字、表中的数字和上年报告的数字重算，应与印出的位数一致。

    Silent where no base is known; points (百分点) and rounded words (约六成) are not recomputed. Source: RULES X-5.
    """
    for key, text in text_figures.passages_read(report):
        for says, find in (("share", wrong_shares), ("change", wrong_changes)):
            for wrong in find(report, last, key):
                yield _percent_spot(report, key, text, wrong, says)


def _percent_spot(
    report: Content, key: str, text: str, wrong: Expected, says: str
) -> Spot:
    return said(
        report,
        key,
        read(text),
        (wrong.start, wrong.end),
        left=wrong.printed,
        right=wrong.computed,
        says=says,
        part=format_figure(wrong.part),
        base=format_figure(wrong.base),
        computed=wrong.computed,
        change=f"{'增长' if wrong.computed > 0 else '下降'} {abs(wrong.computed)}%"
        if wrong.computed
        else "没有变化",
    )


@rule(
    "X-6",
    Level.QUERY,
    "文中分项之和 = 总数",
    "{place}：写的是“{quote}”，而各分项 {sum}，与总数 {left} 相差 {difference}。请核对各分项和总数；"
    "分项没有列全或者有重叠的请写明或者说明理由。",
)
def parts_add_up(report: Content, last: Content | None) -> Iterator[Spot]:
    """共 N 条，其中甲、乙、丙各若干条：各分项之和等于 N。

    Parts that end in 等, or stay far below the total, are not meant to be all. Where a count already differs from the
    tables, that is what is said. Source: RULES X-6.
    """
    told: dict[str, list[Place]] = {}
    for judge in _AGAINST_TABLES:
        for spot in judge(report, last):
            if spot.place.has_words:
                told.setdefault(spot.place.passage, []).append(spot.place)
    for key, text in text_figures.passages_read(report):
        reading = read(text)
        for sentence in reading.sentences:
            for listing in wrong_listings(reading, sentence):
                start, end = reading.span_in_text(listing.start, listing.end)
                words = Place(passage=key, start=start, end=end)
                if not any(words.overlaps(one) for one in told.get(key, ())):
                    yield listing_spot(report, key, text, listing)


def listing_spot(
    report: Content, key: str, text: str, listing: Listing, says: str = ""
) -> Spot:
    """A spot on a total and its parts, with what the parts come to."""
    reading = read(text)
    left, right = whole(listing.total.value), whole(listing.sum)
    start = reading.before(
        next(s for s in reading.sentences if s.start <= listing.start < s.end),
        listing.start,
    )
    return said(
        report,
        key,
        reading,
        (start, listing.end),
        left=left,
        right=right,
        says=says,
        sum=" + ".join(str(part) for part in listing.parts)
        + f" = {format_figure(right)}",
        difference=format_figure(distance(left, right)),
    )
