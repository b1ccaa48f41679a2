"""The text of an element as a browser would show it: blanks run together, lines broken at blocks, hidden things left out."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from disclosure.intake.formats.number_formats import format_number

UNSEEN = frozenset(
    "script style head template noscript select option datalist textarea xml rt rp object applet audio video canvas"
    " svg map iframe frame frameset noframes colgroup col button".split()
)
BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav ol p pre section summary table tbody td tfoot th thead tr"
    " ul caption".split()
)
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_HIDING = re.compile(
    r"(display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE
)
_LIST_STYLE = re.compile(
    r"list-style(?:-type)?\s*:\s*[^;]*?\b(none|cjk-ideographic|simp-chinese-(?:in)?formal|trad-chinese-informal"
    r"|decimal|lower-alpha|upper-alpha|lower-roman|upper-roman|disc|circle|square)\b",
    re.IGNORECASE,
)
_STYLES = {
    "cjk-ideographic": ("chineseCounting", "{}、"),
    "simp-chinese-informal": ("chineseCounting", "{}、"),
    "trad-chinese-informal": ("chineseCounting", "{}、"),
    "simp-chinese-formal": ("chineseLegalSimplified", "{}、"),
    "lower-alpha": ("lowerLetter", "{}."),
    "upper-alpha": ("upperLetter", "{}."),
    "lower-roman": ("lowerRoman", "{}."),
    "upper-roman": ("upperRoman", "{}."),
    "decimal": ("decimal", "{}."),
    "a": ("lowerLetter", "{}."),
    "A": ("upperLetter", "{}."),
    "i": ("lowerRoman", "{}."),
    "I": ("upperRoman", "{}."),
    "1": ("decimal", "{}."),
    # What UEditor, the editor of many government sites, calls its own lists.
    "custom_num": ("decimal", "{}."),
    "custom_num1": ("decimal", "{})"),
    "custom_num2": ("decimal", "({})"),
    "custom_cn": ("chineseCounting", "{}、"),
    "custom_cn1": ("chineseCounting", "{})"),
    "custom_cn2": ("chineseCounting", "({})"),
}


def unseen(element: Any) -> bool:
    """Whether nobody sees the element: scripts, styles, forms' choices, what is hidden by its own attributes."""
    if not isinstance(element.tag, str) or element.tag in UNSEEN:
        return True
    if element.get("hidden") is not None or element.tag == "input":
        return True
    if element.tag == "del" and (
        element.get("cite") is not None or element.get("datetime") is not None
    ):
        return True  # a revision: what is only struck through is seen
    style = element.get("style")
    return bool(style and _HIDING.search(style))


class Lists:
    """The numbers that a browser puts before the items of numbered lists, asked for in the order of the page."""

    def __init__(self) -> None:
        self._last: dict[Any, int] = {}

    def marker(self, item: Any) -> str:
        """What stands before the item, "" in a list without numbers."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return ""
        number = self._last[parent] = self._number(item, parent)
        styled = _LIST_STYLE.search(
            f"{(parent.get('style') or '')[:300]};{(item.get('style') or '')[:300]}"
        )
        custom = next(
            (
                name
                for name in (parent.get("class") or "").split()
                if name.startswith("custom_")
            ),
            "",
        )
        style = (
            custom
            or (styled.group(1).lower() if styled else "")
            or (parent.get("type") or "1")
        )
        if style not in _STYLES:
            return "" if style in ("none", "disc", "circle", "square") else f"{number}."
        kind, shape = _STYLES[style]
        return shape.format(format_number(number, kind))

    def _number(self, item: Any, parent: Any) -> int:
        if item.get("value") is not None:
            return whole(item.get("value"), 1)
        return (
            self._last[parent] + 1
            if parent in self._last
            else whole(parent.get("start"), 1)
        )


def whole(text: str | None, otherwise: int) -> int:
    """The whole number that a browser reads in an attribute: its leading digits, whatever follows."""
    found = re.match(r"\s*\+?([0-9]{1,6})", text or "")
    return int(found.group(1)) if found else otherwise


class Line:
    """A line of text that grows piece by piece, its blanks run together."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._mark = ""
        self._open = False

    def mark(self, number: str) -> None:
        """Put the number of a list's item before the next line that has text."""
        self._mark = number

    def add(self, text: str | None, *, as_is: bool = False) -> None:
        """Add text; unless it is to stay `as_is`, its blanks run together with what is there."""
        if not text:
            return
        if not as_is:
            text = _BLANKS.sub(" ", text)
            text = text if self._open else text.removeprefix(" ")
            self._open = not text.endswith(" ") if text else self._open
        self._parts.append(text)

    def take(self) -> str:
        """The line so far, "" where nothing of it can be seen; a new one begins."""
        text = "".join(self._parts).rstrip(" ")
        self._parts, self._open = [], False
        if not text.replace("\u00a0", " ").strip():
            return ""
        text, self._mark = self._mark + text, ""
        return text


def text_of(element: Any, *, without: str = "") -> str:
    """The text of one element, its lines apart by "\\n", without elements of the tag `without`."""
    lines: list[str] = []
    line, lists = Line(), Lists()

    def end() -> None:
        if text := line.take():
            lines.append(text)

    skipped = None
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        if event == "start":
            if inner is not element and (inner.tag == without or unseen(inner)):
                walk.skip_subtree()
                skipped = inner
                continue
            if inner.tag in BLOCKS or inner.tag == "br":
                end()
            if inner.tag == "li":
                line.mark(lists.marker(inner))
            line.add(inner.text)
            continue
        if inner is not skipped and inner.tag in BLOCKS:
            end()
        if inner is not element:
            line.add(inner.tail)
    end()
    return "\n".join(lines)
