"""What stands in one cell of a published table: a figure, a figure with a note, a mark, nothing, or no figure at all."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from disclosure.intake.reading import Why
from disclosure.statutory.editions.spec import Kind
from disclosure.statutory.figures import Unreadable, Value, parse_figure

_MARK = re.compile(r"[/\\|\-–—―─~_*.·…×]+|N/?A|无|暂无|没有|不适用|不涉及|空")
_DIGITS = r"[+-]?\d[\d,]*(?:\.\d+)?"
_COUNTED = re.compile(
    rf"({_DIGITS})((?:件次|件|条|项|个|次|宗|份|家|部)?)((?:\(.+\)|[*#※]+)?)", re.DOTALL
)
_PAID = re.compile(
    rf"({_DIGITS})(\(?(?:人民币)?万元\)?|)((?:\(.+\)|[*#※]+)?)", re.DOTALL
)
_YUAN = re.compile(rf"({_DIGITS})\(?元\)?.*")
_CHANGE = re.compile(r"(增加?|减少?|↑|↓)(\d[\d,]*)(?:件|项|个)?")
_DATA = re.compile(r"[+\-]?[\d.,]|[=(]?\d|=|[零〇Oo○]$|[增减↑↓]\D{0,1}\d")
_RAISED = str.maketrans(
    dict.fromkeys(
        map(chr, (*range(0x2460, 0x249C), 0xB9, 0xB2, 0xB3, *range(0x2070, 0x208A))),
        "#",
    )
)
_AFTER = re.compile(r"^[\d０-９,，.．+＋\-－−\s]+")
_LABEL = re.compile(
    r"\(?\d{1,2}[)、.。,:]+[^\d.,]|\d{1,2}(?![件条项个次宗份家部万元年月日])[\u3400-\u9fff]{2}"
)
_SPACED = re.compile(r"(?<=[\d+-])\s+(?=\d)")
_BROKEN = re.compile(r"(?<=[.,])\s*\n\s*(?=\d)|(?<=\d)\s*\n\s*(?=[.,]\d)")


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` as `parse_figure` gives it; `why` is not "" where it settles nothing; `spaced` where its digits stood
    apart, so that it could be two figures; `yuan` where it is in 元 where the form asks for 万元."""

    value: Value = None
    why: Why | None = None
    note: str = ""
    spaced: bool = False
    yuan: bool = False


def plain(text: str) -> str:
    """Full-width signs made plain, every kind of minus the same, raised and circled numbers (of footnotes) a #."""
    return (
        unicodedata.normalize("NFKC", text.translate(_RAISED))
        .translate(str.maketrans("−﹣‐‑", "----"))
        .strip(" \t\r\n\u200b\ufeff")
    )


def is_data(text: str) -> bool:
    """Whether a cell holds what a column of figures holds, nothing and marks too; else it holds words."""
    letters = re.sub(r"\s", "", plain(text))
    return (
        not letters or _MARK.fullmatch(letters) is not None or _is_figure_like(letters)
    )


def is_figure(text: str) -> bool:
    """Whether a cell holds digits that may be a figure."""
    letters = re.sub(r"\s", "", plain(text))
    return bool(re.search(r"\d", letters)) and _is_figure_like(letters)


def _is_figure_like(letters: str) -> bool:
    if _LABEL.match(letters):
        return False  # 1.属于国家秘密
    return _DATA.match(letters) is not None and not re.match(r"\d{4}年", letters)


def read_cell(text: str, kind: Kind) -> Figure:
    """What a cell says, for a column of this kind."""
    inside = plain(text)
    letters = re.sub(r"\s", "", inside)
    if not letters:
        return Figure(why="blank")
    if _MARK.fullmatch(letters):
        return Figure(why="mark")
    whole = _BROKEN.sub("", inside)
    spaced = _SPACED.search(whole.partition("(")[0]) is not None
    if kind == "amount" and _YUAN.fullmatch(letters):
        return Figure(why="unknown", yuan=True)
    if kind == "signed_count" and (change := _CHANGE.fullmatch(letters)):
        return Figure(
            parse_figure(("-" if change[1][0] in "减↓" else "") + change[2], kind),
            note=text.strip(),
        )
    return _read(text, letters, kind, spaced)


def _read(text: str, letters: str, kind: Kind, spaced: bool) -> Figure:
    parts = (_PAID if kind == "amount" else _COUNTED).fullmatch(letters)
    value = parse_figure(parts[1] if parts else letters, kind)
    if value is None or isinstance(value, Unreadable):
        problem = value.problem if isinstance(value, Unreadable) else "not_a_number"
        return Figure(Unreadable(text, problem), why="unreadable")
    noted = parts is not None and bool(parts[2] or parts[3])
    return Figure(
        value, note=_AFTER.sub("", text.strip()) if noted else "", spaced=spaced
    )
