"""Recomputes the sums that the text makes: parts of a total, shares, changes against last year. Pure: no Django."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.rules.catalogue import Level, Spot, rule
from disclosure.rules.sayings import text_figures
from disclosure.rules.sayings.changes import wrong_changes
from disclosure.rules.sayings.listings import Listing, wrong_listings
from disclosure.rules.sayings.sentences import Sentence
from disclosure.rules.sayings.shares import WrongPercent, wrong_shares
from disclosure.rules.sayings.spoken_passages import SpokenPassage, passages_read
from disclosure.rules.sayings.text_spots import spot_on_words, whole
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
    for passage in passages_read(report):
        for wrong in wrong_shares(report, passage):
            yield _percent_spot(report, passage, wrong, "share")

        for wrong in wrong_changes(report, last, passage):
            yield _percent_spot(report, passage, wrong, "change")


def _percent_spot(
    report: Content, passage: SpokenPassage, wrong: WrongPercent, says: str
) -> Spot:
    """A spot on a percentage, with what it should be, and of which figures."""
    change = "没有变化"
    if wrong.computed:
        direction = "增长" if wrong.computed > 0 else "下降"
        change = f"{direction} {abs(wrong.computed)}%"

    return spot_on_words(
        report,
        passage,
        (wrong.start, wrong.end),
        left=wrong.printed,
        right=wrong.computed,
        says=says,
        part=format_figure(wrong.part),
        base=format_figure(wrong.base),
        computed=wrong.computed,
        change=change,
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
    doubted = _doubted_words(report, last)
    for passage in passages_read(report):
        for sentence in passage.plain.sentences:
            for listing in wrong_listings(sentence):
                # 收到申请15件，其中自然人10件、法人2件, beside a table with 12, is one slip.
                if not _touches(passage, listing, doubted):
                    yield listing_spot(report, passage, sentence, listing)


def _doubted_words(report: Content, last: Content | None) -> list[Place]:
    """The words of the counts that already differ from the tables."""
    places: list[Place] = []
    for judge in _AGAINST_TABLES:
        places.extend(spot.place for spot in judge(report, last))

    return places


def _touches(passage: SpokenPassage, listing: Listing, places: list[Place]) -> bool:
    """Whether a total and its parts have words in common with one of the places."""
    of_passage = [place for place in places if place.passage == passage.key]
    start, end = passage.plain.span_in_text(listing.start, listing.end)
    words = Place(
        passage=passage.key,
        start=start,
        end=end,
    )
    return any(map(words.overlaps, of_passage))


def listing_spot(
    report: Content,
    passage: SpokenPassage,
    sentence: Sentence,
    listing: Listing,
    says: str = "",
) -> Spot:
    """A spot on a total and its parts, with what the parts come to."""
    total = whole(listing.total.value)
    computed = whole(listing.sum)
    parts = " + ".join(map(str, listing.parts))
    return spot_on_words(
        report,
        passage,
        (sentence.opens_at(listing.start), listing.end),
        left=total,
        right=computed,
        says=says,
        sum=f"{parts} = {format_figure(computed)}",
        difference=format_figure(distance(total, computed)),
    )
