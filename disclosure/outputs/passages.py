"""Reading typed passages: which line is a heading, of which level, and what is run into the paragraph. No Django."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from disclosure.statutory.places import Place

SHORT = 40
"""Characters. A numbered line up to this length is a heading; so is the lead of a longer one."""
STOPS = "：:。．.，,；;、"

_DIGITS = "0-9０-９"
_HAN_NUMBER = "一二三四五六七八九十百〇"
_MARKS = {
    3: re.compile(rf"[（(][{_HAN_NUMBER}]+[）)]"),
    # `1.5 万件` is a figure and no number of a heading.
    4: re.compile(rf"[{_DIGITS}]{{1,2}}[.．、](?![{_DIGITS}])"),
    5: re.compile(rf"[（(][{_DIGITS}]{{1,2}}[）)]"),
}
_BLANK = "[ \\t\u00a0\u2002\u2003\u2009\u3000]+"
_HAN = "\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff0f\uff1a-\uffef“”‘’…—\U00020000-\U000323af"
_LOOSE = re.compile(
    rf"(?<=[{_HAN}]){_BLANK}(?=[{_DIGITS}])|(?<=[{_DIGITS}%％‰]){_BLANK}(?=[{_HAN}])"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of its own. Level 2 is 一、, 3 is （一）, 4 is 1., 5 is （1）; `key` is that of the part, `place` where it stands in a passage."""

    level: int
    text: str
    key: str = ""
    place: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class BodyParagraph:
    """Running text. `lead` is printed first, in the manner of a heading of `level`."""

    text: str
    lead: str = ""
    level: int = 0
    place: str = field(default="", compare=False)


def without_loose_blanks(text: str) -> str:
    """Without the blanks that word processors leave between Han characters and digits; nothing else is touched."""
    return _LOOSE.sub("", text)


def read_passage(
    text: str, heading: str, level: int = 3
) -> Iterator[Heading | BodyParagraph]:
    """The passage under its printed heading ("" is none). A heading that ends in a stop runs into the paragraph."""
    lines = [
        without_loose_blanks(line.strip()) for line in text.splitlines() if line.strip()
    ]
    heading = without_loose_blanks(heading.strip())
    if heading and heading[-1] in STOPS and lines and not level_of(lines[0]):
        yield BodyParagraph(lines.pop(0), heading, level)
    elif heading:
        yield Heading(level, heading)

    yield from map(read_line, lines)


def block_anchor(key: str, line: int | None = None) -> str:
    """The address of a passage's first block, `p-proactive`, or of a line below it: `p-proactive-2` is the second."""
    passage = Place(passage=key).anchor
    return passage if line is None else f"{passage}-{line + 1}"


def passage_of(place: str) -> str:
    """The address of the passage in which a block stands: `p-proactive` of `p-proactive-2`."""
    return "-".join(place.split("-")[:2])


def level_of(line: str) -> int:
    """The level of the number with which a line begins, 0 when it has none."""
    for level, mark in _MARKS.items():
        if mark.match(line):
            return level

    return 0


def read_line(line: str) -> Heading | BodyParagraph:
    """One line of a passage: a heading, a paragraph, or a paragraph that opens with its heading."""
    level = level_of(line)
    if not level:
        return BodyParagraph(line)

    # The stop after the number itself is none: `1.健全机制。今年…`
    number = _MARKS[level].match(line)
    begin = number.end() if number else 0
    stop = re.search("[。：:！？；]", line[begin:])
    end = begin + stop.end() if stop else len(line)
    if end == len(line) and len(line) <= SHORT:
        return Heading(level, line)
    if stop and end <= SHORT:
        return BodyParagraph(line[end:], line[:end], level)
    return BodyParagraph(line)
