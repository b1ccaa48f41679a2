"""Gives the text of an element as a browser shows it: blanks run together, lines broken at blocks, hidden things left out."""

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
    r"""
    display \s* : \s* none            # a content system's spare blocks
    | visibility \s* : \s* hidden
    | mso-hide \s* : \s* all          # Word's own hidden text, saved as a page
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LIST_STYLE = re.compile(
    r"""
    list-style (?:-type)? \s* : \s* [^;]*? \b
    (
        none
        | cjk-ideographic | trad-chinese-informal   # 一、
        | simp-chinese-(?:in)?formal                # 一、 or 壹、
        | decimal
        | lower-alpha | upper-alpha
        | lower-roman | upper-roman
        | disc | circle | square                    # bullets, which are no numbers
    )
    \b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_WITHOUT_NUMBERS = frozenset({"none", "disc", "circle", "square"})
# By style, class or type of a list: the number format, and the text that it stands in.
_NUMBER_STYLES = {
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


def is_hidden(element: Any) -> bool:
    """Whether nobody sees the element: scripts, styles, forms' choices, what is hidden
    by its own attributes."""
    if not isinstance(element.tag, str) or element.tag in UNSEEN:
        return True
    if element.get("hidden") is not None or element.tag == "input":
        return True
    if element.tag == "del" and _is_revision(element):
        return True

    style = element.get("style")
    return bool(style and _HIDING.search(style))


def _is_revision(deleted: Any) -> bool:
    """Word and LibreOffice sign what a revision deletes; what is only struck through is
    seen."""
    return deleted.get("cite") is not None or deleted.get("datetime") is not None


def leading_integer(text: str | None, otherwise: int) -> int:
    """The whole number that a browser reads in an attribute: its leading digits,
    whatever follows."""
    found = re.match(r"\s*\+?([0-9]{1,6})", text or "")
    if found is None:
        return otherwise
    return int(found.group(1))


class HtmlLists:
    """The numbers that a browser puts before the items of numbered lists, asked for in
    the order of the page."""

    def __init__(self) -> None:
        self._last: dict[Any, int] = {}

    def marker(self, item: Any) -> str:
        """What stands before the item, "" in a list without numbers."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return ""

        number = self._number(item, parent)
        self._last[parent] = number
        style = _number_style(item, parent)
        if style in _WITHOUT_NUMBERS:
            return ""
        if style not in _NUMBER_STYLES:
            return f"{number}."

        kind, shape = _NUMBER_STYLES[style]
        return shape.format(format_number(number, kind))

    def _number(self, item: Any, parent: Any) -> int:
        """What the item itself says, one more than the last, or what the list begins
        with."""
        if item.get("value") is not None:
            return leading_integer(item.get("value"), 1)
        if parent in self._last:
            return self._last[parent] + 1
        return leading_integer(parent.get("start"), 1)


def _number_style(item: Any, parent: Any) -> str:
    """The style of an item's number: what UEditor says in a class, what CSS says, what
    the list's type says."""
    for name in (parent.get("class") or "").split():
        if name.startswith("custom_"):
            return str(name)

    # Pages that attack have styles without end; a style that sets a list's numbers is
    # short.
    style_of_list = (parent.get("style") or "")[:300]
    style_of_item = (item.get("style") or "")[:300]
    styled = _LIST_STYLE.search(f"{style_of_list};{style_of_item}")
    if styled:
        return styled.group(1).lower()
    return parent.get("type") or "1"


class HtmlLine:
    """A line of text that grows piece by piece, its blanks run together."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._mark = ""
        self._takes_blank = False
        """Whether a blank that comes next is one to be seen: none is at the beginning,
        or after another."""

    def mark(self, number: str) -> None:
        """Put the number of a list's item before the next line that has text."""
        self._mark = number

    def add(self, text: str | None, *, as_is: bool = False) -> None:
        """Add text; unless it is to stay `as_is`, its blanks run together with what is
        there."""
        if not text:
            return

        if not as_is:
            text = _BLANKS.sub(" ", text)
            if not self._takes_blank:
                text = text.removeprefix(" ")

            if text:
                self._takes_blank = not text.endswith(" ")

        self._parts.append(text)

    def take(self) -> str:
        """The line so far, "" where nothing of it can be seen; a new one begins."""
        text = "".join(self._parts).rstrip(" ")
        self._parts = []
        self._takes_blank = False
        if not text.replace("\u00a0", " ").strip():
            return ""

        marked = self._mark + text
        self._mark = ""
        return marked


class _ElementLines:
    """The lines of one element, while the elements in it are walked."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._line = HtmlLine()
        self._lists = HtmlLists()

    def begin(self, element: Any) -> None:
        if element.tag in BLOCKS or element.tag == "br":
            self.end_line()

        if element.tag == "li":
            self._line.mark(self._lists.marker(element))

        self._line.add(element.text)

    def end(self, element: Any) -> None:
        if element.tag in BLOCKS:
            self.end_line()

    def add(self, text: str | None) -> None:
        self._line.add(text)

    def end_line(self) -> None:
        text = self._line.take()
        if text:
            self.found.append(text)


def element_text(element: Any, *, without: str = "") -> str:
    """The text of one element, its lines apart by "\\n", without elements of the tag
    `without`."""
    lines = _ElementLines()
    skipped = None
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        if event == "start":
            if _is_left_out(inner, element, without):
                walk.skip_subtree()
                skipped = inner
            else:
                lines.begin(inner)

            continue

        if inner is not skipped:
            lines.end(inner)

        if inner is not element:
            lines.add(inner.tail)

    lines.end_line()
    return "\n".join(lines.found)


def _is_left_out(inner: Any, element: Any, without: str) -> bool:
    if inner is element:
        return False
    return inner.tag == without or is_hidden(inner)
