"""Words that are put for others, and set phrases that are nearly right. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from disclosure.rules.catalogue import Level, Spot, rule_around
from disclosure.rules.surroundings import Surroundings
from disclosure.rules.wording.citations import of_an_earlier_edition
from disclosure.rules.wording.near_misses import near_misses
from disclosure.rules.wording.prose import headings, passages, whole_text
from disclosure.rules.wording.sounds import lines
from disclosure.statutory.content import Content
from disclosure.statutory.printed import Printed

NEVER = "-"
_HAN_ONLY = re.compile(r"[^\u3400-\u9fff]")


class Confusion(NamedTuple):
    """A line of `confusions.tsv`."""

    pattern: re.Pattern[str]
    instead: str
    unless: re.Pattern[str] | None
    source: str


class Slip(NamedTuple):
    """Characters `start` to `end` should read `instead`, unless the pattern is found in the report."""

    start: int
    end: int
    instead: str
    unless: re.Pattern[str] | None = None


@lru_cache(1)
def confusions() -> tuple[Confusion, ...]:
    """The list of words that are put for others."""
    entries = []
    for line in lines("confusions.tsv"):
        pattern, instead, unless, source = line.split("\t")
        innocent = None if unless == NEVER else re.compile(unless)
        entries.append(Confusion(re.compile(pattern), instead, innocent, source))
    return tuple(entries)


@lru_cache(512)
def slips(text: str) -> tuple[Slip, ...]:
    """Everything misspelt in a text, in order, one for each place. Kept: a report is examined again after every save."""
    found = [
        Slip(*match.span(), match.expand(entry.instead), entry.unless)
        for entry in confusions()
        for match in entry.pattern.finditer(text)
    ]
    found.sort(key=lambda slip: (slip.start - slip.end, slip.start))
    found.extend(Slip(*miss.span, miss.instead) for miss in near_misses(text))
    kept: list[Slip] = []
    for slip in found:
        if not any(slip.start < other.end and other.start < slip.end for other in kept):
            kept.append(slip)
    return tuple(sorted(kept, key=lambda slip: slip.start))


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
    yield from _labels(report, around.printed)
    said = ""
    for excerpt in chain(passages(report), headings(report)):
        for slip in slips(excerpt.text):
            if slip.unless is not None:
                said = said or f"{report.agency_name}\n{whole_text(report)}"
                if slip.unless.search(said):
                    continue
            names = {
                "wrong": excerpt.text[slip.start : slip.end],
                "instead": slip.instead,
            }
            yield excerpt.spot(slip.start, slip.end, names=names, instead=slip.instead)


def _labels(report: Content, printed: Printed | None) -> Iterator[Spot]:
    """Row and column labels that are printed with characters of their own."""
    for place, wrong in printed.labels.items() if printed else ():
        key, _, name = place.partition(".")
        table = report.edition.table(key)
        labels = {line.key: line.label for line in table.rows} | {
            line.key: line.label for line in table.columns
        }
        official = labels.get(name, "")
        ours, theirs = (_HAN_ONLY.sub("", text) for text in (official, wrong))
        if (
            official
            and theirs not in ours
            and ours not in theirs
            and not of_an_earlier_edition(key, wrong)
        ):
            names = {
                "table": report.edition.table_name(key),
                "wrong": wrong,
                "instead": official,
            }
            yield Spot(
                left=wrong,
                right=official,
                names=names,
                says="label",
                part=report.edition.part_of(key).key,
            )
