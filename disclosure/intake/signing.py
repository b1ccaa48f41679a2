"""Reads who signed at the end of a report, and when."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import NamedTuple

from disclosure.intake.identity import OFFICE
from disclosure.intake.source import SourceParagraph
from disclosure.statutory.chinese import NUMERALS, in_digits, value_of, without_blanks
from disclosure.statutory.content import Signature

_NUMERALS = f"〇○零{NUMERALS}"
_DATE = re.compile(
    rf"""
    (?P<year>[0-9０-９]{{4}} | [{_NUMERALS}]{{4}})年       # 2024年1月31日
    (?P<month>[0-9０-９]{{1,2}} | [{_NUMERALS}]{{1,3}})月  # 二〇二四年一月三十一日
    (?P<day>[0-9０-９]{{1,2}} | [{_NUMERALS}]{{1,3}})日?$
    """,
    re.VERBOSE,
)
NAME = 60
"""Characters that the name of an office may have."""
MOST_LINES = 3
"""Over which a long name may be broken."""


class SignatureLines(NamedTuple):
    """A signature, and how many of the last lines it takes."""

    signature: Signature | None
    lines: int


NOT_SIGNED = SignatureLines(None, 0)


def read_signature(
    lines: Sequence[SourceParagraph],
    agency: str = "",
) -> SignatureLines:
    """The signature in the last lines of a report.

    A date alone is one; a name alone is one where it is that of the report's office (`agency`), or where text stands
    above it and it ends as offices' names do.
    """
    if not lines:
        return NOT_SIGNED

    last = without_blanks(lines[-1].text)
    match = _DATE.search(last)
    if match is None:
        return _undated(lines, agency)

    date = _date(match)
    if date is None:
        return NOT_SIGNED

    name = last[: match.start()]
    if not name:
        return _above(date, lines[:-1], agency)
    # Name and date on one line; a sentence may end with a date as well.
    if _is_name(name):
        return SignatureLines(Signature(name.strip("，,　"), date), 1)
    return NOT_SIGNED


def _undated(
    lines: Sequence[SourceParagraph],
    agency: str,
) -> SignatureLines:
    count = _lines_of(agency, lines)
    if count:
        return SignatureLines(Signature(_joined(lines[-count:])), count)

    last = lines[-1].text
    # The only line of a part is its text: `县水务局` there answers something.
    if len(lines) > 1 and _is_name(without_blanks(last)):
        return SignatureLines(Signature(last.strip()), 1)
    return NOT_SIGNED


def _above(
    date: datetime.date,
    lines: Sequence[SourceParagraph],
    agency: str,
) -> SignatureLines:
    """The signature whose date stands on a line of its own, with the name in the `lines` above it, if there is one."""
    count = _lines_of(agency, lines)
    if count:
        name = _joined(lines[-count:])
        return SignatureLines(Signature(name, date), count + 1)

    if lines and _is_name(without_blanks(lines[-1].text)):
        return SignatureLines(Signature(lines[-1].text.strip(), date), 2)
    return SignatureLines(Signature("", date), 1)


def _lines_of(
    agency: str,
    lines: Sequence[SourceParagraph],
) -> int:
    """In how many of the last lines the office's own name stands: a long one is broken. 0 where it does not."""
    name = without_blanks(agency)
    if not name:
        return 0

    # One line first: most names are not broken.
    for count in range(1, min(MOST_LINES, len(lines)) + 1):
        if without_blanks(_joined(lines[-count:])) == name:
            return count

    return 0


def _joined(lines: Sequence[SourceParagraph]) -> str:
    return "".join(line.text.strip() for line in lines)


def _is_name(text: str) -> bool:
    if not 3 <= len(text) <= NAME:
        return False
    if re.search(r"[，。；：、！？]", text):
        return False
    return OFFICE.search(text) is not None


def _date(match: re.Match[str]) -> datetime.date | None:
    """None for the 45th of a month, and the like."""
    year = _number(match["year"])
    month = _number(match["month"])
    day = _number(match["day"])
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _number(text: str) -> int:
    """`2024`, `２０２４`, `二〇二四`, `十五`, `二十一`."""
    digits = in_digits(text)
    return int(digits) if digits.isdigit() else value_of(text)
