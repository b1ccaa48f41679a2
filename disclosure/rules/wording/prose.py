"""Cuts a report's passages into excerpts: whole texts, headings, paragraphs, sentences; a rule makes its spots of them. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from disclosure.rules.catalogue import Number, Spot
from disclosure.statutory.content import Content
from disclosure.statutory.places import Place

OPENING = "preamble"
"""The role of the passage before the topics: whose report it is, for which period, whom to ask."""
_LINE = re.compile(r"[^\n]+")
# A semicolon parts sentences too: lists such as 一是……；二是…… are one sentence by
# their marks, and every item of them says something of its own.
_SENTENCE = re.compile(r"[^。；;！？\n]+[。；;！？]?")


class TextSpan(NamedTuple):
    """Characters `start` to `end` of a text, the one at `end` not counted."""

    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """What stands there in a text."""
        return text[self.start : self.end]

    def moved(self, by: int) -> TextSpan:
        """The same stretch, so many characters further on."""
        return TextSpan(self.start + by, self.end + by)

    def holds(self, at: int) -> bool:
        """Whether character `at` is one of them."""
        return self.start <= at < self.end

    def overlaps(self, other: TextSpan) -> bool:
        """Whether the two have a character in common."""
        return self.start < other.end and other.start < self.end

    def lies_within(self, other: TextSpan) -> bool:
        """Whether every character of this one is one of the other."""
        return other.start <= self.start and self.end <= other.end


def span_of(match: re.Match[str], group: int | str = 0) -> TextSpan:
    """Where a match stands, or one group of it."""
    return TextSpan(*match.span(group))


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some text of a passage: it begins at character `start` of the passage's text, or of its heading.

    `passage` is the edition's key and goes into findings; `role` is what the passage is about and what rules ask for.
    """

    passage: str
    role: str
    start: int
    text: str
    in_heading: bool = False

    @property
    def span(self) -> TextSpan:
        """Where it stands in the passage or heading."""
        return TextSpan(self.start, self.start + len(self.text))

    def cut(self, start: int, end: int) -> Excerpt:
        """Characters `start` to `end` of it."""
        return Excerpt(
            passage=self.passage,
            role=self.role,
            start=self.start + start,
            text=self.text[start:end],
            in_heading=self.in_heading,
        )

    def spot(
        self,
        start: int,
        end: int,
        *,
        names: Mapping[str, object],
        says: str = "",
        instead: str | None = None,
        left: Number | None = None,
        right: Number | None = None,
        beside: str = "",
    ) -> Spot:
        """A spot on characters `start` to `end` of this excerpt; the rest as `Spot` has it."""
        words = Place(
            passage=self.passage,
            start=self.start + start,
            end=self.start + end,
            in_heading=self.in_heading,
        )
        return Spot(
            left=left,
            right=right,
            names=names,
            says=says,
            said=words,
            instead=instead,
            beside=beside,
        )


def passages(report: Content) -> Iterator[Excerpt]:
    """Every passage that has a text, whole, in paper order."""
    for slot in report.edition.passages:
        text = report.passage(slot.key).text
        if text.strip():
            yield Excerpt(slot.key, slot.role, 0, text)


def headings(report: Content) -> Iterator[Excerpt]:
    """The sub-headings that are not the official ones."""
    for slot in report.edition.passages:
        heading = report.passage(slot.key).heading
        if heading:
            yield Excerpt(slot.key, slot.role, 0, heading, in_heading=True)


def paragraphs(report: Content) -> Iterator[Excerpt]:
    """Every paragraph with something in it, blanks round it left out."""
    for whole in passages(report):
        for line in _LINE.finditer(whole.text):
            text = line[0].strip()
            if text:
                start = line.start() + line[0].index(text)
                yield whole.cut(start, start + len(text))


def sentences(excerpt: Excerpt) -> Iterator[Excerpt]:
    """Its sentences; a semicolon ends one too."""
    for match in _SENTENCE.finditer(excerpt.text):
        yield excerpt.cut(*match.span())


def sentence_at(text: str, at: int) -> str:
    """The sentence that holds character `at`; "" where a mark or a line end stands there."""
    for match in _SENTENCE.finditer(text):
        if match.start() <= at < match.end():
            return match[0]

    return ""


def whole_text(report: Content) -> str:
    """All passages, a line each, for rules that ask whether something is said at all."""
    return "\n".join(whole.text for whole in passages(report))
