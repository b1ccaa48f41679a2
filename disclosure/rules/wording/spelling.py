"""Finds words that are put for others, and set phrases that are nearly right, in texts and in printed labels. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from disclosure.rules.catalogue import Level, Spot, rule_around
from disclosure.rules.surroundings import Surroundings
from disclosure.rules.wording.earlier_edition import PrintedLabel, wrong_labels
from disclosure.rules.wording.near_misses import near_misses
from disclosure.rules.wording.prose import (
    Excerpt,
    TextSpan,
    headings,
    passages,
    span_of,
    whole_text,
)
from disclosure.rules.wording.sounds import lines
from disclosure.statutory.chinese import HAN_RANGE
from disclosure.statutory.content import Content
from disclosure.statutory.printed import Printed

NEVER = "-"
_NO_HAN = re.compile(f"[^{HAN_RANGE}]")


@dataclass(frozen=True, slots=True)
class Confusion:
    """A line of `confusions.tsv`."""

    pattern: re.Pattern[str]
    instead: str
    unless: re.Pattern[str] | None
    source: str


@dataclass(frozen=True, slots=True)
class Slip:
    """What stands at a place should read `instead`, unless the pattern is found in the report."""

    span: TextSpan
    instead: str
    unless: re.Pattern[str] | None = None


@lru_cache(1)
def confusions() -> tuple[Confusion, ...]:
    """The list of words that are put for others."""
    return tuple(map(_read_confusion, lines("confusions.tsv")))


def _read_confusion(line: str) -> Confusion:
    """A line: pattern, what should stand there, unless, source, parted by tabs."""
    pattern, instead, unless, source = line.split("\t")
    return Confusion(
        pattern=re.compile(pattern),
        instead=instead,
        unless=None if unless == NEVER else re.compile(unless),
        source=source,
    )


@lru_cache(512)
def slips(text: str) -> tuple[Slip, ...]:
    """Everything misspelt in a text, in order, one for each place. Kept: a report is examined again after every save."""
    # The list knows the context of its words and goes before the phrases, which do not.
    found = sorted(_confused_words(text), key=_longest_first)
    found += [Slip(miss.span, miss.instead) for miss in near_misses(text)]
    kept: list[Slip] = []
    for slip in found:
        if any(slip.span.overlaps(other.span) for other in kept):
            continue

        kept.append(slip)

    return tuple(sorted(kept, key=lambda slip: slip.span))


def _confused_words(text: str) -> Iterator[Slip]:
    """Everything that the list of confusions finds, whatever the rest of the report says."""
    for entry in confusions():
        for match in entry.pattern.finditer(text):
            yield Slip(
                span=span_of(match),
                instead=match.expand(entry.instead),
                unless=entry.unless,
            )


def _longest_first(slip: Slip) -> tuple[int, int]:
    """As with phrases: the longer one has more of the context in it."""
    return -slip.span.length, slip.span.start


@rule_around(
    "D-10",
    Level.QUERY,
    "错别字",
    {
        "": "“{wrong}”像是“{instead}”之误。请核对；确实无误的请说明理由。",
        "label": "{table}里印的是“{wrong}”，格式为“{instead}”。请改正；确实如此的请说明理由。",
    },
)
def spelling(
    report: Content, last: Content | None, around: Surroundings
) -> Iterator[Spot]:
    """不应有错别字：同音、近形、漏字、重字、颠倒，以及不该出现在年报里的词；表格的行名、列名照格式。

    From lists of our own: confusions with their context, and set phrases that are right but for one slip. Labels are
    judged where a printed report is examined; one that is cut short is none. Source: RULES D-10; each entry's source
    stands in `rules/data`.
    """
    if around.printed:
        yield from _in_labels(report, around.printed)

    for excerpt in chain(passages(report), headings(report)):
        yield from _in_text(report, excerpt)


def _in_labels(report: Content, printed: Printed) -> Iterator[Spot]:
    """What a printed report calls its rows and columns."""
    for label in wrong_labels(report, printed):
        if _is_misspelt(label):
            yield _misspelt_label(report, label)


def _in_text(report: Content, excerpt: Excerpt) -> Iterator[Spot]:
    """The slips of a passage or heading that the rest of the report does not explain."""
    for slip in slips(excerpt.text):
        if slip.unless and slip.unless.search(_everything_said(report)):
            continue

        wrong = slip.span.of(excerpt.text)
        yield excerpt.spot(
            *slip.span,
            names={"wrong": wrong, "instead": slip.instead},
            instead=slip.instead,
        )


def _everything_said(report: Content) -> str:
    """Where a word is looked for that explains another: 戒毒 is meant where 公安 stands in the office's name."""
    return f"{report.agency_name}\n{whole_text(report)}"


def _is_misspelt(label: PrintedLabel) -> bool:
    """Whether a label has characters of its own. One cut short or padded, as 2.法律行政法规禁止公开, is only abridged."""
    official = _NO_HAN.sub("", label.official)
    printed = _NO_HAN.sub("", label.text)
    if not label.official or printed in official or official in printed:
        return False
    # That is D-14's.
    return not label.is_of_an_earlier_edition


def _misspelt_label(report: Content, label: PrintedLabel) -> Spot:
    """其他法律行政止公开, where the form has 其他法律行政法规禁止公开."""
    edition = report.edition
    table = label.table.key
    names = {
        "table": edition.table_name(table),
        "wrong": label.text,
        "instead": label.official,
    }
    return Spot(
        left=label.text,
        right=label.official,
        names=names,
        says="label",
        part=edition.part_of(table).key,
    )
