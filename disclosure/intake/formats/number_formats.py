"""Writes the number of a list's item as its number format asks: 一 or 1 or ①. Formats are named as in WordprocessingML."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from disclosure.statutory.chinese import (
    LEGAL_NUMERALS,
    PLAIN_NUMERALS,
    numeral_of,
)

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
LARGEST = 9_999
"""The largest number that is written otherwise than in plain digits: there is no unit
above 千 here."""


def format_number(number: int, kind: str) -> str:
    """The number as a reader sees it; plain digits for a kind that is not known,
    nothing for `none` and bullets."""
    if kind in ("none", "bullet"):
        return ""

    write = _WRITERS.get(kind)
    if write is None or not 0 < number <= LARGEST:
        return str(number)
    return write(number) or str(number)


def _legal(number: int) -> str:
    return numeral_of(number, LEGAL_NUMERALS)


def _digit_by_digit(number: int) -> str:
    return "".join(PLAIN_NUMERALS.digits[int(digit)] for digit in str(number))


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


def _two_digits(number: int) -> str:
    return f"{number:02d}"


def _enclosed(number: int, *, first: int, most: int) -> str:
    """The character for a number in a circle or the like; Unicode has so many of them
    in a row."""
    return chr(first + number - 1) if number <= most else ""


def _from_row(number: int, *, row: str) -> str:
    return row[number - 1] if number <= len(row) else ""


def _lower_roman(number: int) -> str:
    written = ""
    left = number
    for value, letters in _ROMAN:
        written += letters * (left // value)
        left %= value

    return written


def _upper_roman(number: int) -> str:
    return _lower_roman(number).upper()


def _letter(number: int, *, first: str) -> str:
    """a … z, then aa, bb … as Word writes them; beyond five of a letter nobody would
    count."""
    times, position = divmod(number - 1, 26)
    if times >= 5:
        return ""
    return chr(ord(first) + position) * (times + 1)


_WRITERS: dict[str, Callable[[int], str]] = {
    "chineseCounting": numeral_of,
    "chineseCountingThousand": numeral_of,
    "japaneseCounting": numeral_of,
    "taiwaneseCounting": numeral_of,
    "taiwaneseCountingThousand": numeral_of,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalZero": _two_digits,
    "decimalEnclosedCircle": partial(_enclosed, first=ord("①"), most=20),
    "decimalEnclosedCircleChinese": partial(_enclosed, first=ord("①"), most=20),
    "decimalEnclosedParen": partial(_enclosed, first=ord("⑴"), most=20),
    "decimalEnclosedFullstop": partial(_enclosed, first=ord("⒈"), most=20),
    "ideographEnclosedCircle": partial(_enclosed, first=ord("㈠"), most=10),
    "lowerRoman": _lower_roman,
    "upperRoman": _upper_roman,
    "lowerLetter": partial(_letter, first="a"),
    "upperLetter": partial(_letter, first="A"),
    "ideographTraditional": partial(_from_row, row=_STEMS),
    "ideographZodiac": partial(_from_row, row=_BRANCHES),
}
