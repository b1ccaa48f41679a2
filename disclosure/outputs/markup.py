"""The parts of a report as HTML that screen and paper share: headings, paragraphs, table lines, signature."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape

from disclosure.outputs.document import Filled, Signed
from disclosure.outputs.passages import BodyParagraph, Heading
from disclosure.statutory.grid import FigureCell, GridLine, LabelCell
from disclosure.statutory.places import Place

Words = Callable[[LabelCell], str]
"""How the words of a header cell are written: escaped, with whatever breaks the printer wants in them."""
Figure = Callable[[Filled, FigureCell], str]
"""How a cell with a figure is written, the element and all."""


class Outline:
    """Heading elements that never skip a level: what looks like level 4 under an h2 is an h3."""

    def __init__(self, top: int) -> None:
        self.top = top
        self.open: list[int] = []

    def tag(self, level: int) -> str:
        while self.open and self.open[-1] >= level:
            self.open.pop()

        self.open.append(level)
        return f"h{min(self.top + len(self.open), 6)}"


def heading(block: Heading, outline: Outline, look: str = "") -> str:
    tag = outline.tag(block.level)
    name = f' id="part-{block.key}"' if block.key else ""
    classes = f"l{block.level} {look}".rstrip()
    return f'<{tag} class="{classes}"{name}>{escape(block.text)}</{tag}>'


def paragraph(block: BodyParagraph, outline: Outline) -> str:
    """A heading that runs into its paragraph is still a heading: both are inline in one box."""
    if not block.lead:
        return f"<p>{escape(block.text)}</p>"

    tag = outline.tag(block.level)
    lead = f'<{tag} class="l{block.level}">{escape(block.lead)}</{tag}>'
    return f'<div class="run-in">{lead}<p>{escape(block.text)}</p></div>'


def pieces(cell: LabelCell) -> list[str]:
    """The words of a header cell in pieces that stay whole: labels of two and two characters, as the form prints them.

    Long labels of lines are running text and one piece.
    """
    in_pairs = len(cell.label) in (4, 6)
    if cell.scope == "row" or not in_pairs:
        return [cell.text]

    pairs = [cell.label[at : at + 2] for at in range(0, len(cell.label), 2)]
    return [cell.number, *pairs] if cell.number else pairs


def signature(block: Signed) -> str:
    return '<p class="signed">' + "<br>".join(map(escape, block.lines)) + "</p>"


def figure(filled: Filled, slot: FigureCell) -> str:
    """A cell with its figure and nothing else."""
    return f"<td>{escape(filled.text(slot))}</td>"


@dataclass(frozen=True, slots=True)
class TableWriter:
    """Writes a statutory table as HTML: `words` is asked for its labels, `figure` for its figures.

    Where lines are `named`, the label of one has an id: `r-requests-new`.
    """

    words: Words
    figure: Figure = figure
    named: bool = False

    def under_heading(self, filled: Filled, heading: str, columns: str = "") -> str:
        """The element. A table without a caption is called by the heading above it; `columns` is its colgroup."""
        caption = captioned(filled)
        name = "" if caption else f' aria-label="{escape(heading)}"'
        lines = self.head(filled) + self.body(filled)
        return f'<table class="{filled.role}"{name}>{caption}{columns}{lines}</table>'

    def head(self, filled: Filled) -> str:
        lines = [self._line(filled, line) for line in filled.grid.head]
        return f"<thead>{''.join(lines)}</thead>"

    def body(self, filled: Filled) -> str:
        """The lines in one tbody for every outermost bracket, so that scope=rowgroup says what it should."""
        made = []
        for run in _bracketed(filled.grid.body):
            lines = [self._line(filled, line) for line in run]
            made.append(f"<tbody>{''.join(lines)}</tbody>")

        return "".join(made)

    def _line(self, filled: Filled, line: GridLine) -> str:
        cells = []
        for cell in line.cells:
            if isinstance(cell, FigureCell):
                cells.append(self.figure(filled, cell))
            else:
                cells.append(self._label(filled, cell, line.row))

        return f"<tr>{''.join(cells)}</tr>"

    def _label(self, filled: Filled, cell: LabelCell, row: str) -> str:
        words = self.words(cell)
        # The corner of table three is a remark on its sums, and the header of nothing.
        if cell.corner and filled.grid.stub > 1:
            return f'<td class="remark"{spans(cell)}>{words}</td>'

        attributes = ' class="upright"' if cell.vertical else ""
        if self.named and cell.scope == "row":
            attributes += f' id="{Place(filled.key, row).anchor}"'

        scope = cell.scope or "col"
        return f'<th scope="{scope}"{attributes}{spans(cell)}>{words}</th>'


def captioned(filled: Filled) -> str:
    return f"<caption>{escape(filled.caption)}</caption>" if filled.caption else ""


def _bracketed(lines: tuple[GridLine, ...]) -> Iterator[list[GridLine]]:
    """Lines cut into runs: those under an outermost bracket, and those before, between and after."""
    run: list[GridLine] = []
    left = 0  # lines still under the bracket
    for line in lines:
        bracket = _lines_under(line)
        full = left == 0 and bool(run) and _lines_under(run[0]) > 0
        if run and (bracket or full):
            yield run
            run = []

        if bracket:
            left = bracket

        run.append(line)
        left = max(0, left - 1)

    if run:
        yield run


def _lines_under(line: GridLine) -> int:
    """Over how many lines the outermost bracket reaches that opens in this one; 0 where none does."""
    for cell in line.cells:
        if isinstance(cell, LabelCell) and cell.vertical:
            return cell.rowspan

    return 0


def spans(cell: LabelCell) -> str:
    """The attributes of a cell that reaches over several columns or lines."""
    attributes = ""
    if cell.colspan > 1:
        attributes += f' colspan="{cell.colspan}"'

    if cell.rowspan > 1:
        attributes += f' rowspan="{cell.rowspan}"'

    return attributes
