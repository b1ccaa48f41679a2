"""Who signed at the end of a report, and when."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from disclosure.intake.identity import OFFICE, plain
from disclosure.intake.source import Paragraph
from disclosure.statutory.content import Signature

_HAN = "〇○零一二三四五六七八九十"
_DATE = re.compile(
    rf"(?P<year>[0-9０-９]{{4}}|[{_HAN}]{{4}})年(?P<month>[0-9０-９]{{1,2}}|[{_HAN}]{{1,3}})月"
    rf"(?P<day>[0-9０-９]{{1,2}}|[{_HAN}]{{1,3}})日?$"
)
_PLAIN = str.maketrans("０１２３４５６７８９", "0123456789")
_VALUES = {
    **{char: at for at, char in enumerate("〇一二三四五六七八九")},
    "○": 0,
    "零": 0,
}
NAME = 60
"""Characters that the name of an office may have."""


def read_signature(
    lines: Sequence[Paragraph], agency: str = ""
) -> tuple[Signature | None, int]:
    """The signature in the last lines of a report, and how many of them it takes; (None, 0) where there is none.

    A date alone is one; a name alone is one where it is that of the report's office (`agency`), or where text stands
    above it and it ends as offices' names do.
    """
    if not lines:
        return None, 0
    last = plain(lines[-1].text)
    match = _DATE.search(last)
    if match is None:
        if count := _lines_of(agency, lines):
            return Signature(_joined(lines[-count:])), count
        return (
            (Signature(lines[-1].text.strip()), 1)
            if _is_name(last) and len(lines) > 1
            else (None, 0)
        )
    date = _date(match)
    if date is None:
        return None, 0
    before = last[: match.start()]
    if before:
        return (
            (Signature(before.strip("，,　"), date), 1)
            if _is_name(before)
            else (None, 0)
        )
    if count := _lines_of(agency, lines[:-1]):
        return Signature(_joined(lines[-1 - count : -1]), date), count + 1
    if len(lines) > 1 and _is_name(plain(lines[-2].text)):
        return Signature(lines[-2].text.strip(), date), 2
    return Signature("", date), 1


def _lines_of(agency: str, lines: Sequence[Paragraph]) -> int:
    """In how many of the last lines the office's own name stands: a long one is broken. 0 where it does not."""
    name = plain(agency)
    counts = range(1, min(3, len(lines)) + 1)
    return next(
        (
            n
            for n in counts
            if name and "".join(plain(line.text) for line in lines[-n:]) == name
        ),
        0,
    )


def _joined(lines: Sequence[Paragraph]) -> str:
    return "".join(line.text.strip() for line in lines)


def _is_name(text: str) -> bool:
    return (
        3 <= len(text) <= NAME
        and OFFICE.search(text) is not None
        and not re.search(r"[，。；：、！？]", text)
    )


def _date(match: re.Match[str]) -> datetime.date | None:
    try:
        return datetime.date(
            *(_number(match[name]) for name in ("year", "month", "day"))
        )
    except ValueError:
        return None


def _number(text: str) -> int:
    """`2024`, `２０２４`, `二〇二四`, `十五`, `二十一`."""
    text = text.translate(_PLAIN)
    if text.isdigit():
        return int(text)
    if "十" not in text:
        return int("".join(str(_VALUES[char]) for char in text))
    tens, _, ones = text.partition("十")
    return 10 * (_VALUES.get(tens, 1) if tens else 1) + (
        _VALUES.get(ones, 0) if ones else 0
    )
