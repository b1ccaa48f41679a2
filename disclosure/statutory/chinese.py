"""Knows Chinese text as such: its blanks and widths, numerals, dates, how it is counted and shortened. Pure: no Django.

What a function makes of a text:

    function          blanks              signs                               what is left out
    without_blanks    none                as they are                         nothing else
    on_one_line       single, none round  as they are                         nothing else
    in_plain_signs    none                plain (NFKC): Ａ（１） as A(1)        nothing else
    in_digits         as they are         digits: 二〇二四 and ２０２４ as 2024   nothing
    cut_off           as they are         as they are                         all beyond so many characters
    shortened         as on_one_line      as they are                         as cut_off

A blank is what `str.isspace` says, which is what `\\s` and `str.split` take for one: line ends, U+00A0 and U+3000 too, but
not the zero-width signs U+200B and U+FEFF.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass

HAN_RANGE = "㐀-鿿"
"""For a class of characters in a pattern: U+3400 to U+9FFF."""
HAN = f"[{HAN_RANGE}]"
NUMERALS = "一二三四五六七八九十"
"""What numbers before headings and items are written with."""
_LATIN_WORD = re.compile(r"[A-Za-z0-9.%]+")
_VALUES = {numeral: value for value, numeral in enumerate(NUMERALS, start=1)}
# A nought is written 〇, ○ or 零, and now and then Ｏ, the letter.
_AS_DIGITS = str.maketrans(
    "〇○零Ｏ一二三四五六七八九０１２３４５６７８９",
    "0000" + "123456789" + "0123456789",
)


# ── Blanks and widths ─────────────────────────────────────────────────────────────────────────────────────────────
def without_blanks(text: str) -> str:
    """For comparing what is printed: paper and word processors put blanks anywhere."""
    return "".join(text.split())


def on_one_line(text: str) -> str:
    """For quoting in a message."""
    return " ".join(text.split())


def in_plain_signs(text: str) -> str:
    """For comparing what is typed, never for keeping: ２２，（１） reads as 22,(1)."""
    return without_blanks(unicodedata.normalize("NFKC", text))


# ── Numbers and dates ─────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class NumeralSigns:
    """What a number is written with: ten digits, ten to thousand, and the digit that is not said before a leading ten."""

    digits: str
    powers: str
    unsaid: str


PLAIN_NUMERALS = NumeralSigns("〇一二三四五六七八九", "十百千", "一")
LEGAL_NUMERALS = NumeralSigns("零壹贰叁肆伍陆柒捌玖", "拾佰仟", "")
"""As on cheques, and as Word numbers lists by chineseLegalSimplified."""


def numeral_of(number: int, signs: NumeralSigns = PLAIN_NUMERALS) -> str:
    """12 as 十二, 105 as 一百零五; up to 9,999, and "" for 0."""
    written = ""
    has_gap = False
    digits = str(number)
    for place, digit in enumerate(digits):
        if digit == "0":
            has_gap = True
            continue

        if has_gap:
            written += "零"
            has_gap = False

        said = signs.digits[int(digit)]
        power = len(digits) - 1 - place
        if power == 0:
            written += said
        elif power == 1 and said == signs.unsaid and not written:
            written += signs.powers[0]
        else:
            written += said + signs.powers[power - 1]

    return written


def value_of(numeral: str) -> int:
    """十二 is 12; up to 99, and 0 for what is none."""
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return _VALUES.get(numeral, 0)
    # 十五 has no tens before its ten, 二十 no ones after it.
    return 10 * _VALUES.get(tens, 1) + _VALUES.get(ones, 0)


def in_digits(text: str) -> str:
    """A number that is written digit by digit: 二〇二四 and ２０２４ as 2024. 十 stays, since it is none."""
    return text.translate(_AS_DIGITS)


def written_date(date: datetime.date) -> str:
    """`2024年1月15日`."""
    return f"{date.year}年{date.month}月{date.day}日"


# ── Counting and shortening ───────────────────────────────────────────────────────────────────────────────────────
def count_words(text: str) -> int:
    """字数 as people count them: a blank is none, a number or a Latin word is one."""
    return count_characters(_LATIN_WORD.sub("字", text))


def count_characters(text: str) -> int:
    """Characters without blanks."""
    return len(without_blanks(text))


def cut_off(text: str, most: int) -> str:
    """The first `most` characters; an … says that there were more."""
    if len(text) <= most:
        return text
    return f"{text[:most]}…"


def shortened(text: str, most: int) -> str:
    """For quoting in a message that has room for `most` characters."""
    return cut_off(on_one_line(text), most)
