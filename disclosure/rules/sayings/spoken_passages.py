"""Gives the passages in which figures of the tables may be said, each with whose words they are. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from disclosure.rules.sayings.sentences import PlainText, plain_text
from disclosure.rules.sayings.speaker import Speaker
from disclosure.statutory.content import Content
from disclosure.statutory.editions.spec import PassageSlot

_TEXTS = ("overview", "problems")
"""The parts, by role, whose passages are read; part six speaks of fees and has rules of its own."""
_REQUESTS = re.compile(
    r"""
    (?:政府|政务)?信息公开(?:的)?申请  # 未收到政府信息公开申请
    |依申请公开                        # 收到依申请公开2件
    |申请公开(?:政府)?信息             # 没有公民、法人和其他组织申请公开政府信息
    |申请(?:政府)?信息公开
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class SpokenPassage:
    """A passage as rules of text read it: its key and role in the edition, its text, and whose report it stands in."""

    key: str
    role: str
    text: str
    speaker: Speaker

    @property
    def plain(self) -> PlainText:
        """Its text as sentences with their counts."""
        return plain_text(self.text)

    @property
    def is_on_request(self) -> bool:
        """Whether all of it speaks of disclosure on request, so that 收到12件 need not say what of."""
        return self.role == "on_request"

    def is_of_requests(self, words: str) -> bool:
        """Whether these words of it speak of requests: they say so, or the passage does."""
        if self.is_on_request:
            return True
        return _REQUESTS.search(words) is not None


def passages_read(report: Content) -> Iterator[SpokenPassage]:
    """Every passage with text in which figures of the tables may be said, in paper order."""
    for part in report.edition.parts:
        if part.role in _TEXTS:
            yield from _spoken(report, part.passages)


def passages_about(report: Content, role: str) -> Iterator[SpokenPassage]:
    """The passage with this role, if the edition has one and it has text."""
    slots = [slot for slot in report.edition.passages if slot.role == role]
    yield from _spoken(report, slots)


def _spoken(report: Content, slots: Iterable[PassageSlot]) -> Iterator[SpokenPassage]:
    """What stands in these places of the form, where anything does."""
    speaker = Speaker.of(report)
    for slot in slots:
        text = report.passage(slot.key).text
        if text:
            yield SpokenPassage(slot.key, slot.role, text, speaker)
