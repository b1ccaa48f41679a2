"""Says what paragraph styles make of a paragraph: its heading level, its list. Styles are based on others; circles end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from disclosure.intake.formats.docx_parts import W, attribute, child, int_val, val

DEPTH = 20
"""Styles that are followed, judged: a circle of them has no end."""


class DocxStyles:
    """The paragraph styles of a document, by id."""

    def __init__(self, part: Any | None) -> None:
        self._styles: dict[str, Any] = {}
        self._default = ""
        if part is None:
            return

        for style in part.iter(f"{W}style"):
            name = attribute(style, "styleId")
            self._styles.setdefault(name, style)
            if not self._default and _is_default(style):
                self._default = name

    def chain(self, properties: Any | None) -> Iterator[tuple[str, Any]]:
        """The style of a paragraph with these properties and those it is based on,
        nearest first, each with its id."""
        name = val(child(properties, "pStyle")) or self._default
        for _ in range(DEPTH):
            style = self._styles.get(name)
            if style is None:
                return

            yield name, style
            name = val(child(style, "basedOn"))

    def level(self, properties: Any | None) -> int:
        """The heading level of a paragraph with these properties, 0 for running
        text."""
        own = child(properties, "outlineLvl")
        if own is not None:
            return _level(own)

        for _, style in self.chain(properties):
            outline = child(style, "pPr", "outlineLvl")
            if outline is not None:
                return _level(outline)
            # The style of a title has no outline level, and yet it is the first
            # heading.
            if _style_name(style) == "title":
                return 1

        return 0

    def is_contents(self, properties: Any | None) -> bool:
        """Whether the paragraph is a line of a table of contents."""
        styles = self.chain(properties)
        return any(_style_name(style).startswith("toc ") for _, style in styles)

    def list_of(self, name: str) -> str:
        """The `numId` that a numbering style stands for, "" where it has none."""
        style = self._styles.get(name)
        return val(child(style, "pPr", "numPr", "numId"))


def _is_default(style: Any) -> bool:
    if attribute(style, "type") != "paragraph":
        return False
    return attribute(style, "default") in ("1", "true")


def _style_name(style: Any) -> str:
    """Its name, which Word keeps in English for styles of its own: "heading 1", "toc
    2", "Title"."""
    return val(child(style, "name")).lower()


def _level(outline: Any) -> int:
    level = int_val(outline, 9) + 1  # 9 means running text
    return level if 1 <= level <= 9 else 0
