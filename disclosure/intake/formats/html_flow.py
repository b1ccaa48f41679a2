"""A page from top to bottom as paragraphs, grids and pictures. Nesting is walked, never descended: depth costs nothing."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from disclosure.intake.formats import html_table
from disclosure.intake.formats.blocks import MAX_CELLS, Blocks, refuse_beyond
from disclosure.intake.formats.frame_tables import add_table
from disclosure.intake.formats.html_aside import aside_of
from disclosure.intake.formats.html_text import BLOCKS, HtmlLine, HtmlLists, is_hidden

_HEADING = re.compile(r"h([1-6])")


class Flow:
    """Reads the body of one page into blocks."""

    def __init__(self, blocks: Blocks) -> None:
        self._blocks = blocks
        self._line = HtmlLine()
        self._lists = HtmlLists()
        self._images: list[Any] = []
        self._level = self._beside = self._as_is = self._run_in = 0

    def read(self, body: Any) -> None:
        """Add what stands in the body. Raises IntakeError where that is more than a report."""
        refuse_beyond(sum(1 for _ in body.iter("td", "th")), MAX_CELLS, "单元格")
        beside = aside_of(body)
        skipped = None
        walk = etree.iterwalk(body, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if is_hidden(element) or (
                    element.tag == "table" and self._grid(element, element in beside)
                ):
                    walk.skip_subtree()
                    skipped = element
                else:
                    self._begin(element, element in beside)
                continue
            if element is not skipped:
                self._end(element, element in beside)
            if element is not body:
                self._text(element.tail)
        self._flush()

    def _begin(self, element: Any, beside: bool) -> None:
        tag = element.tag
        if (tag in BLOCKS and not self._run_in) or (tag == "br" and not self._level):
            self._flush()
        elif tag == "img" and html_table.shows(element):
            self._images.append(element)
        if (heading := _HEADING.fullmatch(tag)) and not self._run_in:
            self._level = int(heading.group(1))
        self._beside += beside
        self._run_in += _runs_in(element)
        self._as_is += tag == "pre"
        if tag == "li":
            self._line.mark(self._lists.marker(element))
        self._text(element.text)

    def _end(self, element: Any, beside: bool) -> None:
        tag = element.tag
        self._run_in -= _runs_in(element)
        if tag in BLOCKS and not self._run_in:
            self._flush()
        if _HEADING.fullmatch(tag):
            self._level = 0
        self._beside -= beside
        self._as_is -= tag == "pre"

    def _text(self, text: str | None) -> None:
        if self._as_is and text:
            first, *more = text.split("\n")
            self._line.add(first, as_is=True)
            for line in more:
                self._flush()
                self._line.add(line, as_is=True)
        else:
            self._line.add(text)

    def _flush(self) -> None:
        self._blocks.paragraph(
            self._line.take(), level=self._level, aside=self._beside > 0
        )
        for image in self._images:
            if not self._beside:
                self._blocks.picture(
                    *html_table.image_size(image),
                    image.get("alt") or image.get("title") or "",
                )
        self._images = []

    def _grid(self, table: Any, beside: bool) -> bool:
        """Whether the table was data, and so has been read."""
        if html_table.is_frame(table):
            return False
        self._flush()
        aside = beside or self._beside > 0
        self._blocks.paragraph(
            html_table.caption_of(table).replace("\n", ""), aside=aside
        )
        add_table(self._blocks, html_table.cells_of(table), aside=aside)
        return True


def _runs_in(element: Any) -> bool:
    """Whether its heading stands at the beginning of the paragraph's line: pages of our own say so."""
    return "run-in" in (element.get("class") or "").split()
