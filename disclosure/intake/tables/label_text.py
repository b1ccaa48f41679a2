"""Bares printed labels of numbers, brackets, blanks and signs, so that they can be compared."""

from __future__ import annotations

import re

from disclosure.statutory.chinese import in_plain_signs

_NUMBERING = re.compile(
    r"""
    ^(?: \(?
         (?:[一二三四五六七八九十]{1,3} | \d{1,2})
         [)、.。,:]+                                  # （三） · 1. · 三、
       | \d{1,2} )                                    # 1属于国家秘密
    """,
    re.VERBOSE,
)
_ASIDE = re.compile(r"\([^()]*(?:\)|$)")
_HAN = re.compile(r"[\u3400-\u9fff]")
_UNIT = re.compile(r"\(?单位:?([^()]*)\)?")


def squeezed(text: str) -> str:
    """Without blanks, full-width signs made plain: for comparing only."""
    # Letter-spaced and vertical cells put blanks and line ends between any two characters.
    return in_plain_signs(text).replace("其它", "其他")


def bare(text: str) -> str:
    """A label's Chinese characters without its number and what stands in brackets: `2. 其他法律…` as `其他法律…`."""
    unnumbered = _NUMBERING.sub("", squeezed(text))
    outside = _ASIDE.sub("", unnumbered)
    # A label that stands in brackets as a whole is still a label.
    return _han(outside) or _han(unnumbered)


def _han(text: str) -> str:
    """Its Chinese characters alone."""
    return "".join(_HAN.findall(text))


def number_of(text: str) -> str:
    """The number before a label, without its signs: `3` of `3. 其他`, "" where it has none."""
    found = _NUMBERING.match(squeezed(text))
    if found is None:
        return ""
    return found[0].strip("()、.。,:")


def unit_named(text: str) -> str:
    """The unit that a label names in brackets: `万元` of `本年收费金额（单位：万元）`; "" where it names none."""
    found = _UNIT.search(squeezed(text))
    return found[1] if found else ""


def differs(printed: str, official: str) -> bool:
    """Whether a printed label has other words than the edition's; brackets, blanks, numbers and signs do not count."""
    return _words(printed) != _words(official)


def _words(text: str) -> str:
    """As `bare`, with the words in brackets: those that the form adds by way of explanation are its words too."""
    return _han(_NUMBERING.sub("", squeezed(text)))
