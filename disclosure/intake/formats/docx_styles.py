"""What paragraph styles say of a paragraph: its heading level, its list. Styles are based on others; circles end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from disclosure.intake.formats.docx_parts import W, int_val, val

DEPTH = 20


class Styles:
    """The paragraph styles of a document, by id."""

    def __init__(self, part: Any | None) -> None:
        self._styles: dict[str, Any] = {}
        self._usual = ""
        for style in () if part is None else part.iter(f"{W}style"):
            name = style.get(f"{W}styleId") or ""
            self._styles.setdefault(name, style)
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in (
                "1",
                "true",
            ):
                self._usual = self._usual or name

    def chain(self, name: str) -> Iterator[tuple[str, Any]]:
        """The style and those it is based on, nearest first, each with its id."""
        name = name or self._usual
        for _ in range(DEPTH):
            style = self._styles.get(name)
            if style is None:
                return
            yield name, style
            name = val(style.find(f"{W}basedOn"))

    def level(self, properties: Any | None) -> int:
        """The heading level of a paragraph with these properties, 0 for running text."""
        own = None if properties is None else properties.find(f"{W}outlineLvl")
        if own is not None:
            return _level(own)
        for _, style in self.chain(
            "" if properties is None else val(properties.find(f"{W}pStyle"))
        ):
            outline = style.find(f"{W}pPr/{W}outlineLvl")
            if outline is not None:
                return _level(outline)
            if val(style.find(f"{W}name")).lower() == "title":
                return 1
        return 0

    def is_contents(self, properties: Any | None) -> bool:
        """Whether the paragraph is a line of a table of contents."""
        name = "" if properties is None else val(properties.find(f"{W}pStyle"))
        return any(
            val(style.find(f"{W}name")).lower().startswith("toc ")
            for _, style in self.chain(name)
        )

    def list_of(self, name: str) -> str:
        """The `numId` that a numbering style stands for, "" where it has none."""
        style = self._styles.get(name)
        return "" if style is None else val(style.find(f"{W}pPr/{W}numPr/{W}numId"))


def _level(outline: Any) -> int:
    level = int_val(outline, 9) + 1
    return level if 1 <= level <= 9 else 0
