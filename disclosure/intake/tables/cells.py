"""Reads the text of one cell: a figure, a figure with a note, a mark, nothing, or no figure at all."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from disclosure.intake.reading import Why
from disclosure.statutory.editions.spec import Kind
from disclosure.statutory.figures import Unreadable, Value, parse_figure

_MARK = re.compile(
    r"""
    [/\\|\-–—―─~_*.·…×]+        # / · —— · …… · ×
    | N/?A                       # N/A · NA
    | 无 | 暂无 | 没有 | 不适用 | 不涉及 | 空
    """,
    re.VERBOSE,
)
_NUMBER = r"[+-]?\d[\d,]*(?:\.\d+)?"
_NOTE = r"(?:\(.+\)|[*#※]+)?"
_COUNTED = re.compile(
    rf"""
    (?P<number>{_NUMBER})                                      # 22 · 13,612 · -3
    (?:件次 | 件 | 条 | 项 | 个 | 次 | 宗 | 份 | 家 | 部)?        # 22件
    {_NOTE}                                                    # 22(其中修订16件) · 22*
    """,
    re.DOTALL | re.VERBOSE,
)
_PAID = re.compile(
    rf"""
    (?P<number>{_NUMBER})             # 59237.2449
    (?:\(?(?:人民币)?万元\)?|)         # 7730.28万元 · 7730.28(万元)
    {_NOTE}                           # 7730.28(含转办)
    """,
    re.DOTALL | re.VERBOSE,
)
_YUAN = re.compile(rf"{_NUMBER}\(?元\)?.*")
# 减2 · 增 5: the 2019 form asks for 本年增/减, and the word may stand before the figure.
_CHANGE = re.compile(r"(?P<way>增加?|减少?|↑|↓)(?P<count>\d[\d,]*)(?:件|项|个)?")
_DATA = re.compile(
    r"""
    [+\-]?[\d.,]            # 12 · -3 · .5
    | [=(]?\d               # (16)
    | =                     # =SUM(C4:H4): a formula that was copied as text
    | [零〇Oo○]$            # a nought written as a letter or a word
    | [增减↑↓]\D{0,1}\d      # 减2 · 增加5
    """,
    re.VERBOSE,
)
_LABEL = re.compile(
    r"""
    \(?\d{1,2}[)、.。,:]+[^\d.,]                 # 1.属于国家秘密 · (2)重复申请
    | \d{1,2}(?![件条项个次宗份家部万元年月日])
      [\u3400-\u9fff]{2}                         # 1属于国家秘密, but 22件次 is a figure
    """,
    re.VERBOSE,
)
_DATE = re.compile(r"\d{4}年")
_RAISED = str.maketrans(
    dict.fromkeys(
        map(chr, (*range(0x2460, 0x249C), 0xB9, 0xB2, 0xB3, *range(0x2070, 0x208A))),
        "#",
    )
)
_MINUS = str.maketrans("−﹣‐‑", "----")
_BLANK = re.compile(r"\s")
_DIGIT = re.compile(r"\d")
_FIGURE_BEFORE = re.compile(r"^[\d０-９,，.．+＋\-－−\s]+")
_SPACED = re.compile(r"(?<=[\d+-])\s+(?=\d)")
# A narrow cell breaks 7730.28 behind its point and 13,612 behind its comma: these are one figure.
_BROKEN = re.compile(r"(?<=[.,])\s*\n\s*(?=\d)|(?<=\d)\s*\n\s*(?=[.,]\d)")


@dataclass(frozen=True, slots=True)
class Figure:
    """What a cell says. `value` is as `parse_figure` gives it; `why` is set where it settles nothing.

    `note`: what stands beside the figure; `spaced`: its digits stand apart, so that it could be two figures; `yuan`:
    it is in 元 where the form asks for 万元.
    """

    value: Value = None
    why: Why | None = None
    note: str = ""
    spaced: bool = False
    yuan: bool = False


def plain(text: str) -> str:
    """Full-width signs made plain, every kind of minus the same, raised and circled numbers (of footnotes) a #."""
    # NFKC would make 22① a 221, so the numbers of footnotes go first.
    without_raised = text.translate(_RAISED)
    normal = unicodedata.normalize("NFKC", without_raised)
    one_minus = normal.translate(_MINUS)
    return one_minus.strip(" \t\r\n\u200b\ufeff")


def is_data(text: str) -> bool:
    """Whether a cell holds what a column of figures holds, nothing and marks too; else it holds words."""
    letters = _BLANK.sub("", plain(text))
    if not letters:
        return True
    if _MARK.fullmatch(letters):
        return True
    return _is_figure_like(letters)


def is_figure(text: str) -> bool:
    """Whether a cell holds digits that may be a figure."""
    letters = _BLANK.sub("", plain(text))
    if _DIGIT.search(letters) is None:
        return False
    return _is_figure_like(letters)


def _is_figure_like(letters: str) -> bool:
    """Whether a text without blanks begins as figures do, and neither as a numbered label nor as a date."""
    if _LABEL.match(letters):
        return False
    if _DATE.match(letters):
        return False
    return _DATA.match(letters) is not None


def read_cell(text: str, kind: Kind) -> Figure:
    """What a cell says, for a column of this kind."""
    inside = plain(text)
    letters = _BLANK.sub("", inside)
    if not letters:
        return Figure(why="blank")
    if _MARK.fullmatch(letters):
        return Figure(why="mark")
    if kind == "amount" and _YUAN.fullmatch(letters):
        return Figure(why="unknown", yuan=True)

    if kind == "signed_count":
        change = _CHANGE.fullmatch(letters)
        if change is not None:
            sign = "-" if change["way"][0] in "减↓" else ""
            value = parse_figure(sign + change["count"], kind)
            return Figure(value, note=text.strip())

    return _read_number(text, letters, kind, spaced=_is_spaced(inside))


def _is_spaced(inside: str) -> bool:
    """Whether digits stand apart: 1 136, or two figures one under the other. Blanks in a note do not matter."""
    whole = _BROKEN.sub("", inside)
    figure = whole.partition("(")[0]
    return _SPACED.search(figure) is not None


def _read_number(text: str, letters: str, kind: Kind, *, spaced: bool) -> Figure:
    """The figure in a cell with the note beside it; what cannot be read is kept as it is printed."""
    pattern = _PAID if kind == "amount" else _COUNTED
    parts = pattern.fullmatch(letters)
    digits = letters
    if parts is not None:
        digits = parts["number"]

    value = parse_figure(digits, kind)
    if isinstance(value, Unreadable):
        return Figure(Unreadable(text, value.problem), why="unreadable")
    if value is None:
        return Figure(Unreadable(text, "not_a_number"), why="unreadable")

    note = ""
    if digits != letters:
        note = _FIGURE_BEFORE.sub("", text.strip())

    return Figure(value, note=note, spaced=spaced)
