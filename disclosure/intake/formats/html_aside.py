"""Finds the elements that a page puts around its text: navigation, head and foot, lists of links. Marked, never thrown away."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree

_TAGS = frozenset({"nav", "footer", "aside"})
_ROLES = frozenset(
    {
        "navigation",
        "banner",
        "contentinfo",
        "complementary",
        "search",
        "menu",
        "menubar",
    }
)
_NAMES = frozenset(
    "nav navbar menu footer foot breadcrumb breadcrumbs crumb crumbs sidebar copyright toolbar topbar".split()
)
_BOXES = frozenset(
    "div ul ol dl nav table tr td section p header footer aside form li h1 h2 h3 h4".split()
)
_LETTER = re.compile(r"[^\W\d_]")
_LONG = 300
"""Letters outside links from which a block is text, whatever it is called: some pages
are one `class="menu"`."""

# Three links that make up six tenths of a box, with little beside them: a breadcrumb
# ("当前位置:" 首页 > 政务公开 > 年报) or a bar of links. Judged by eye on the page of
# the tests.
_FEWEST_LINKS = 3
_SHORT = 150


@dataclass(slots=True)
class _LetterCount:
    letters: int = 0
    linked: int = 0
    links: int = 0

    @property
    def plain(self) -> int:
        """Letters outside of links."""
        return self.letters - self.linked

    def add_text(self, text: str | None, *, linked: bool) -> None:
        if not text:
            return

        letters = len(_LETTER.findall(text))
        self.letters += letters
        if linked:
            self.linked += letters

    def add(self, inner: _LetterCount) -> None:
        self.letters += inner.letters
        self.linked += inner.linked
        self.links += inner.links


def aside_elements(root: Any) -> set[Any]:
    """The elements that stand beside the text, each with all that is in it."""
    found: set[Any] = set()
    # One for each open element, and one for what is around the first.
    counts = [_LetterCount()]
    open_links = 0
    open_articles = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        is_link = element.tag == "a"
        is_article = element.tag in ("article", "main")
        if event == "start":
            open_links += is_link
            open_articles += is_article
            count = _LetterCount()
            count.add_text(element.text, linked=open_links > 0)
            counts.append(count)
            continue

        open_links -= is_link
        open_articles -= is_article
        count = counts.pop()
        if is_link and count.letters:
            count.links += 1

        if _stands_aside(element, count, in_article=open_articles > 0):
            found.add(element)

        counts[-1].add(count)
        counts[-1].add_text(element.tail, linked=open_links > 0)

    return found


def _stands_aside(element: Any, count: _LetterCount, *, in_article: bool) -> bool:
    """Whether it is no text: by its tag, by its attributes, or by what it consists of.
    A long text is always text."""
    if element.tag not in _BOXES or count.plain > _LONG:
        return False
    if element.tag in _TAGS:
        return True
    if element.tag == "header" and not in_article:  # an article has a header of its own
        return True
    return _is_called_aside(element) or _is_bar_of_links(count)


def _is_called_aside(element: Any) -> bool:
    """Whether its own attributes say that it is navigation, head or foot."""
    role = (element.get("role") or "").strip().lower()
    if role in _ROLES:
        return True
    # LibreOffice writes the head and foot of its pages so.
    if element.tag == "div" and element.get("title") in ("header", "footer"):
        return True

    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return not _NAMES.isdisjoint(names.lower().split())


def _is_bar_of_links(count: _LetterCount) -> bool:
    return (
        count.links >= _FEWEST_LINKS
        and count.linked * 10 >= count.letters * 6
        and count.plain <= _SHORT
    )
