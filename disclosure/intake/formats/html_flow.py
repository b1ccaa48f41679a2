"""Walks the body of a page from top to bottom and adds its paragraphs, grids and pictures to the blocks.

Nesting is walked, never descended: depth costs nothing.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from disclosure.intake.formats import html_table
from disclosure.intake.formats.blocks import MAX_CELLS, Blocks, refuse_beyond
from disclosure.intake.formats.frame_tables import add_table
from disclosure.intake.formats.html_aside import aside_elements
from disclosure.intake.formats.html_text import BLOCKS, HtmlLine, HtmlLists, is_hidden

_HEADING = re.compile(r"h([1-6])")


class HtmlFlow:
    """Reads the body of one page into blocks."""

    def __init__(self, blocks: Blocks) -> None:
        self._blocks = blocks
        self._line = HtmlLine()
        self._lists = HtmlLists()
        self._images: list[Any] = []
        self._level = 0
        """Of the heading that is open, 0 where none is."""
        # How many open elements stand beside the text, keep their blanks, have a run-in
        # heading.
        self._aside_depth = 0
        self._preformatted_depth = 0
        self._run_in_depth = 0

    def read(self, body: Any) -> None:
        """Add what stands in the body. Raises IntakeError where that is more than a
        report."""
        refuse_beyond(sum(1 for _ in body.iter("td", "th")), MAX_CELLS, "单元格")
        asides = aside_elements(body)
        skipped = None
        walk = etree.iterwalk(body, events=("start", "end"))
        for event, element in walk:
            aside = element in asides
            if event == "start":
                if self._takes_whole(element, aside):
                    walk.skip_subtree()
                    skipped = element
                else:
                    self._begin(element, aside)

                continue

            if element is not skipped:
                self._end(element, aside)

            if element is not body:
                self._text(element.tail)

        self._flush()

    def _takes_whole(self, element: Any, aside: bool) -> bool:
        """Whether nothing in the element is to be walked: nobody sees it, or it is a
        table of data and has been read."""
        if is_hidden(element):
            return True
        if element.tag != "table" or html_table.is_frame(element):
            return False

        self._data_table(element, aside or self._aside_depth > 0)
        return True

    def _begin(self, element: Any, aside: bool) -> None:
        tag = element.tag
        if self._breaks_line(tag):
            self._flush()
        elif tag == "img" and html_table.shows(element):
            self._images.append(element)

        heading = _HEADING.fullmatch(tag)
        if heading and not self._run_in_depth:
            self._level = int(heading.group(1))

        if aside:
            self._aside_depth += 1

        if _runs_in(element):
            self._run_in_depth += 1

        if tag == "pre":
            self._preformatted_depth += 1

        if tag == "li":
            self._line.mark(self._lists.marker(element))

        self._text(element.text)

    def _end(self, element: Any, aside: bool) -> None:
        if _runs_in(element):
            self._run_in_depth -= 1

        if element.tag in BLOCKS and not self._run_in_depth:
            self._flush()

        if _HEADING.fullmatch(element.tag):
            self._level = 0

        if aside:
            self._aside_depth -= 1

        if element.tag == "pre":
            self._preformatted_depth -= 1

    def _breaks_line(self, tag: str) -> bool:
        if tag == "br":
            # A title that is broken by hand for the look of it is one title.
            return not self._level
        return tag in BLOCKS and not self._run_in_depth

    def _text(self, text: str | None) -> None:
        """Text between tags. Where it is preformatted its line ends are line ends."""
        if not text or not self._preformatted_depth:
            self._line.add(text)
            return

        first, *more = text.split("\n")
        self._line.add(first, as_is=True)
        for line in more:
            self._flush()
            self._line.add(line, as_is=True)

    def _flush(self) -> None:
        """End the line: it is a paragraph, and the pictures in it come after it."""
        aside = self._aside_depth > 0
        self._blocks.paragraph(self._line.take(), level=self._level, aside=aside)
        images = self._images
        self._images = []
        if aside:  # the logos and arrows of the site
            return

        for image in images:
            width, height = html_table.image_size(image)
            words = image.get("alt") or image.get("title") or ""
            self._blocks.picture(width, height, words)

    def _data_table(self, table: Any, aside: bool) -> None:
        """Its caption is a paragraph before it."""
        self._flush()
        caption = html_table.caption_of(table)
        self._blocks.paragraph(caption.replace("\n", ""), aside=aside)
        cells = html_table.cells_of(table)
        add_table(self._blocks, cells, aside=aside)


def _runs_in(element: Any) -> bool:
    """Whether its heading stands at the beginning of the paragraph's line: pages of our
    own say so."""
    return "run-in" in (element.get("class") or "").split()
