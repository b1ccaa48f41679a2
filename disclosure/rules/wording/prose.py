"""The running text of a report as the rules of wording read it: passages, paragraphs, sentences. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from disclosure.rules.catalogue import Spot
from disclosure.statutory.content import Content
from disclosure.statutory.places import Place

HAN = r"[㐀-鿿]"
NUMERAL = "一二三四五六七八九十"
_SENTENCE = re.compile(r"[^。；;！？\n]+[。；;！？]?")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some text of a passage: it begins at character `start` of the passage's text, or of its heading."""

    passage: str
    start: int
    text: str
    in_heading: bool = False

    def spot(self, start: int, end: int, **rest: object) -> Spot:
        """A spot on characters `start` to `end` of this stretch."""
        words = Place(
            passage=self.passage,
            start=self.start + start,
            end=self.start + end,
            in_heading=self.in_heading,
        )
        return Spot(said=words, **rest)  # type: ignore[arg-type]


def passages(report: Content) -> Iterator[Stretch]:
    """Every passage that has a text, whole, in paper order."""
    for slot in report.edition.passages:
        text = report.passage(slot.key).text
        if text.strip():
            yield Stretch(slot.key, 0, text)


def headings(report: Content) -> Iterator[Stretch]:
    """The sub-headings that are not the official ones."""
    for slot in report.edition.passages:
        heading = report.passage(slot.key).heading
        if heading:
            yield Stretch(slot.key, 0, heading, in_heading=True)


def paragraphs(report: Content) -> Iterator[Stretch]:
    """Every paragraph with something in it, blanks round it left out."""
    for whole in passages(report):
        for match in re.finditer(r"[^\n]+", whole.text):
            bare = match[0].strip()
            if bare:
                yield Stretch(whole.passage, match.start() + match[0].index(bare), bare)


def sentences(stretch: Stretch) -> Iterator[Stretch]:
    """Its sentences; a semicolon ends one too."""
    for match in _SENTENCE.finditer(stretch.text):
        yield Stretch(
            stretch.passage, stretch.start + match.start(), match[0], stretch.in_heading
        )


def sentence_at(text: str, at: int) -> str:
    """The sentence that holds character `at`."""
    for match in _SENTENCE.finditer(text):
        if match.start() <= at < match.end():
            return match[0]
    return ""


def whole_text(report: Content) -> str:
    """All passages, a line each, for rules that ask whether something is said at all."""
    return "\n".join(stretch.text for stretch in passages(report))
