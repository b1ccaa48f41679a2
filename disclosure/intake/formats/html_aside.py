"""What a page puts around its text: navigation, head and foot, lists of links. Marked, never thrown away."""

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
_WORDS = re.compile(r"[^\W\d_]")
_LONG = 300
"""Letters outside links from which a block is text, whatever it is called: some pages are one `class="menu"`."""


@dataclass(slots=True)
class _Count:
    letters: int = 0
    linked: int = 0
    links: int = 0


def aside_of(root: Any) -> set[Any]:
    """The elements that stand beside the text, each with all that is in it."""
    found: set[Any] = set()
    counts: list[_Count] = [_Count()]
    links = articles = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if event == "start":
            counts.append(_Count())
            links += tag == "a"
            articles += tag in ("article", "main")
            _add(counts[-1], element.text, links)
            continue
        count = counts.pop()
        if tag == "a":
            links -= 1
            count.links += count.letters > 0
        articles -= tag in ("article", "main")
        if _beside(element, tag, count, articles):
            found.add(element)
        whole = counts[-1]
        whole.letters += count.letters
        whole.linked += count.linked
        whole.links += count.links
        _add(whole, element.tail, links)
    return found


def _add(count: _Count, text: str | None, links: int) -> None:
    letters = len(_WORDS.findall(text)) if text else 0
    count.letters += letters
    count.linked += letters if links else 0


def _beside(element: Any, tag: str, count: _Count, articles: int) -> bool:
    if tag not in _BOXES or count.letters - count.linked > _LONG:
        return False
    if tag in _TAGS or (tag == "header" and not articles):
        return True
    if (element.get("role") or "").strip().lower() in _ROLES:
        return True
    if tag == "div" and element.get("title") in ("header", "footer"):
        return True  # LibreOffice writes the head and foot of its pages so
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()
    if not _NAMES.isdisjoint(names):
        return True
    return (
        count.links >= 3
        and count.linked * 10 >= count.letters * 6
        and count.letters - count.linked <= 150
    )
