"""Finds offices by name and pinyin, and reports by their words; every word that was typed has to be there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

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
class SearchHit:
    """A report that says it: pieces of the text around the first hit, (is it a hit, the words)."""

    report: Listed
    pieces: list[tuple[bool, str]]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search found; `page` counts from 1."""

    query: str
    offices: list[Office]
    hits: list[SearchHit]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return ceil(self.total / PAGE)


def search(query: str, directory: Directory, page: int = 1) -> SearchResult:
    """Offices first, then reports, newest year first."""
    query = _tidy(query)
    words = fold(query).split()[:MOST_WORDS]
    if not words:
        return SearchResult(query, [], [], 0, 1)

    reports = sorted(_said(words, directory), key=lambda report: -report.year)
    last_page = max(1, ceil(len(reports) / PAGE))
    page = min(max(page, 1), last_page)
    shown = reports[(page - 1) * PAGE : page * PAGE]
    known = EntryText.objects.filter(pk__in=[report.entry for report in shown])
    texts = dict(known.values_list("pk", "text"))
    hits = [
        SearchHit(report, list(around(texts[report.entry], words)))
        for report in shown
        if report.entry in texts
    ]
    offices = list(_named(words, directory))[:MOST_OFFICES]
    return SearchResult(query, offices, hits, len(reports), page)


def _tidy(query: str) -> str:
    """What was typed without signs that cannot be printed, single blanks between words, at most `LONGEST` characters."""
    printable = "".join(sign if sign.isprintable() else " " for sign in query)
    return " ".join(printable.split())[:LONGEST]


def _named(words: list[str], directory: Directory) -> Iterator[Office]:
    for office in directory.by_agency.values():
        names = {*office.keys, fold(office.name)}
        if any(_has_all(name, words) for name in names):
            yield office


def _has_all(name: str, words: list[str]) -> bool:
    return all(word in name for word in words)


def _said(words: list[str], directory: Directory) -> Iterator[Listed]:
    """The database reads through all texts: no index finds a word in the midst of Chinese on both kinds of database."""
    texts = EntryText.objects.all()
    for at, word in enumerate(words):
        name = f"place_{at}"
        place = StrIndex(F("folded"), Value(word), output_field=IntegerField())
        texts = texts.annotate(**{name: place}).filter(**{f"{name}__gt": 0})

    for pk in texts.values_list("pk", flat=True):
        report = directory.by_entry.get(pk)
        # Published since the directory was read: found a minute later.
        if report is not None:
            yield report


def around(text: str, words: list[str]) -> Iterator[tuple[bool, str]]:
    """The words around the hit that stands furthest from the title, cut to a line or two, hits apart from the rest."""
    title_end = text.find("\n") + 1
    folded = fold(text)
    place = _first_place(folded, words, title_end)
    head = title_end if place >= title_end else 0
    start = max(place - AROUND, head)
    end = min(place + 2 * AROUND, len(text))
    if start > head:
        yield False, "…"

    at = start
    while at < end:
        found, word = _next_hit(folded, words, at, end)
        if found > at:
            yield False, text[at:found]

        at = found + len(word)
        if word:
            yield True, text[found:at]

    if end < len(text):
        yield False, "…"


def _first_place(folded: str, words: list[str], title_end: int) -> int:
    """Where the first word stands below the title; in the title where it stands nowhere else."""
    places = [folded.find(word, title_end) for word in words]
    below = [place for place in places if place >= 0]
    return min(below) if below else folded.find(words[0])


def _next_hit(folded: str, words: list[str], at: int, end: int) -> tuple[int, str]:
    """The place of the next word and the word, the longer of two that begin alike; `end` and "" where none comes."""
    nearest, longest = end, ""
    for word in words:
        found = folded.find(word, at, end)
        if found < 0:
            continue

        if found < nearest or (found == nearest and len(word) > len(longest)):
            nearest, longest = found, word

    return nearest, longest
