"""Searching what is published: offices by name and pinyin, reports by their words. Every word typed has to be there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import F, IntegerField, Value
from django.db.models.functions import StrIndex

from disclosure.models import EntryText
from disclosure.public.directory import Directory, Listed, Office
from disclosure.public.pinyin import fold

LONGEST, MOST_WORDS = 100, 5
PAGE, MOST_OFFICES = 20, 50
AROUND = 40
"""Characters shown before and after a hit."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that says it: pieces of the text around the first hit, (is it a hit, the words)."""

    report: Listed
    pieces: list[tuple[bool, str]]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found; `page` counts from 1."""

    query: str
    offices: list[Office]
    hits: list[Hit]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return -(-self.total // PAGE)


def search(query: str, directory: Directory, page: int = 1) -> Found:
    """Offices first, then reports, newest year first."""
    query = " ".join(
        "".join(sign if sign.isprintable() else " " for sign in query).split()
    )[:LONGEST]
    words = fold(query).split()[:MOST_WORDS]
    if not words:
        return Found(query, [], [], 0, 1)
    reports = sorted(_said(words, directory), key=lambda report: -report.year)
    page = min(max(page, 1), max(1, -(-len(reports) // PAGE)))
    shown = reports[(page - 1) * PAGE : page * PAGE]
    texts = dict(
        EntryText.objects.filter(pk__in=[r.entry for r in shown]).values_list(
            "pk", "text"
        )
    )
    hits = [
        Hit(report, list(around(texts[report.entry], words)))
        for report in shown
        if report.entry in texts
    ]
    return Found(
        query, list(_named(words, directory))[:MOST_OFFICES], hits, len(reports), page
    )


def _named(words: list[str], directory: Directory) -> Iterator[Office]:
    for office in directory.by_agency.values():
        names = {*office.keys, fold(office.name)}
        if any(all(word in name for word in words) for name in names):
            yield office


def _said(words: list[str], directory: Directory) -> Iterator[Listed]:
    """The database reads through all texts: no index finds a word in the midst of Chinese on both kinds of database."""
    texts = EntryText.objects.all()
    for at, word in enumerate(words):
        place = StrIndex(F("folded"), Value(word), output_field=IntegerField())
        texts = texts.annotate(**{f"place_{at}": place}).filter(
            **{f"place_{at}__gt": 0}
        )
    for pk in texts.values_list("pk", flat=True):
        if report := directory.by_entry.get(pk):
            yield report


def around(text: str, words: list[str]) -> Iterator[tuple[bool, str]]:
    """The words around the hit that stands furthest from the title, cut to a line or two, hits apart from the rest."""
    title_end = text.find("\n") + 1
    folded = fold(text)
    places = [at for word in words if (at := folded.find(word, title_end)) >= 0] or [
        folded.find(words[0])
    ]
    head = title_end if min(places) >= title_end else 0
    start, end = (
        max(min(places) - AROUND, head),
        min(min(places) + 2 * AROUND, len(text)),
    )
    if start > head:
        yield False, "…"
    at = start
    while at < end:
        next_hit = min(
            (
                (found, word)
                for word in words
                if (found := folded.find(word, at, end)) >= 0
            ),
            default=(end, ""),
            key=_first,
        )
        if next_hit[0] > at:
            yield False, text[at : next_hit[0]]
        at = next_hit[0] + len(next_hit[1])
        if next_hit[1]:
            yield True, text[next_hit[0] : at]
    if end < len(text):
        yield False, "…"


def _first(hit: tuple[int, str]) -> tuple[int, int]:
    return hit[0], -len(hit[1])
