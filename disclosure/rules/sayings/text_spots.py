"""Makes the spot of a rule of text: where its words stand, what they and the tables say, as its message needs it. Pure: no Django."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from disclosure.rules.catalogue import Number, Spot
from disclosure.rules.sayings.spoken_passages import SpokenPassage
from disclosure.statutory.chinese import on_one_line
from disclosure.statutory.content import Content
from disclosure.statutory.figures import format_figure
from disclosure.statutory.places import Place


def whole(value: Decimal) -> Number:
    """A count as the integer it is; as itself where it is none."""
    return int(value) if value == value.to_integral_value() else value.normalize()


def spot_on_words(
    report: Content,
    passage: SpokenPassage,
    span: tuple[int, int],
    *,
    cells: Iterable[Place] = (),
    left: Number | None = None,
    right: Number | None = None,
    says: str = "",
    **names: object,
) -> Spot:
    """A spot on words of a passage, `span` in its plain text.

    `place` and `quote` are added to the names of its message, and both values.
    """
    start, end = passage.plain.span_in_text(*span)
    words = Place(passage=passage.key, start=start, end=end)
    names |= {
        "place": words.name(report.edition),
        "quote": on_one_line(passage.text[start:end]),
        "left": format_figure(left),
        "right": format_figure(right),
    }
    part = report.edition.part_of(passage.key).key
    return Spot(tuple(cells), left, right, names, says, part, words)


def sum_text(values: Iterable[Number]) -> str:
    """`10 + 1 = 11`; zeros are left out, and one value stands alone."""
    values = list(values)
    total = format_figure(sum(values))
    shown = [format_figure(value) for value in values if value]
    if len(shown) <= 1:
        return total
    return f"{' + '.join(shown)} = {total}"
