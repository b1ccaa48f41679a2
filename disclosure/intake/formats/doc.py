"""Reads a Word document of 97 to 2003 (DOC) into a Source from the file itself; what is older goes through antiword.

antiword alone was tried on such files: it leaves out, and says nothing of it, every row whose properties Word put aside
as too many, which in a table of ten columns are most.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator

from disclosure.intake.formats import doc_antiword
from disclosure.intake.formats.blocks import MAX_CELLS, Blocks, refuse_beyond, visible
from disclosure.intake.formats.doc_file import DocFile
from disclosure.intake.formats.doc_paragraphs import (
    CELL_END,
    DocParagraph,
    DocParagraphReader,
)
from disclosure.intake.formats.doc_tables import DocCell, DocRow, DocTable
from disclosure.intake.formats.frame_tables import add_table
from disclosure.intake.formats.ole import Damaged
from disclosure.intake.source import IntakeError, Source


def read(data: bytes) -> Source:
    """The document as blocks. Macros are not run, nothing outside is followed. Raises
    IntakeError.

    Text is as found, with automatic numbers in front and forced line ends as separate
    paragraphs; NBSP is a blank, and characters without width are left out. Deleted and
    hidden text is left out, heads and feet of pages, comments and notes too. Text boxes
    come last."""
    try:
        file = DocFile(data)
        if file.is_old:
            return doc_antiword.read(data)
        return _read(file)
    except (struct.error, IndexError, KeyError, OverflowError) as error:
        raise Damaged from error


def _read(file: DocFile) -> Source:
    # A row has a mark of its own beside those of its cells: a table of one column has
    # two a cell.
    refuse_beyond(file.text.count(CELL_END), 2 * MAX_CELLS, "单元格")
    blocks = Blocks()
    reader = DocParagraphReader(file)
    boxes_start = file.lengths.before_text_boxes
    boxes_end = boxes_start + file.lengths.text_boxes
    _add_stretch(blocks, reader.read(0, file.lengths.main))
    _add_stretch(blocks, reader.read(boxes_start, boxes_end))
    if not blocks.found:
        raise IntakeError("Word 文档里没有文字，请检查是否上传错了。")

    for sentence in _remarks(file, revised=reader.revised):
        blocks.remark(sentence)

    title = visible(file.title)
    return Source(
        format="doc",
        blocks=tuple(blocks.found),
        titles=(title,) if title else (),
        remarks=tuple(blocks.remarks),
    )


def _add_stretch(blocks: Blocks, paragraphs: Iterable[DocParagraph]) -> None:
    for item in _items(paragraphs):
        _add(blocks, item)


def _remarks(file: DocFile, *, revised: bool) -> Iterator[str]:
    """What was left aside, in sentences."""
    if revised:
        yield "文件里有修订记录，按接受全部修订读取：插入的文字算，删除的不算。"

    if file.lengths.comments:
        yield "文件里有批注，没有读入。"

    if file.lengths.footnotes or file.lengths.endnotes:
        yield "文件里有脚注或尾注，没有读入正文。"

    if file.lengths.text_boxes:
        yield "文本框里的文字排在最后。"

    if file.has_macros:
        yield "文件带有宏，没有运行。"


def _add(blocks: Blocks, item: DocParagraph | DocTable) -> None:
    """Add a paragraph or a table; one that is only a frame is what stands in it."""
    waiting: list[DocParagraph | DocTable | str] = [item]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            blocks.paragraph(each)
        elif isinstance(each, DocParagraph):
            blocks.lines(each.text, level=each.properties.level)
            for picture in each.pictures:
                blocks.picture(picture.width, picture.height)
        elif each.is_frame():
            inner = list(each.items())
            waiting += reversed(inner)
        else:
            laid_out = each.cells()
            add_table(blocks, laid_out.cells, ragged=not laid_out.certain)


def _items(paragraphs: Iterable[DocParagraph]) -> Iterator[DocParagraph | DocTable]:
    """The paragraphs outside of tables, and those inside put together to tables, in
    order.

    The file has no beginning of a table: each paragraph says in how many it stands."""
    tables: list[_OpenTable] = []
    for paragraph in paragraphs:
        while len(tables) > paragraph.depth:
            yield from _close_innermost(tables)

        while len(tables) < paragraph.depth:
            tables.append(_OpenTable())

        if tables:
            tables[-1].add(paragraph)
        else:
            yield paragraph

    while tables:
        yield from _close_innermost(tables)


class _OpenTable:
    """A table that paragraphs are still added to: its rows, the cells of the row and
    the cell that they go to."""

    def __init__(self) -> None:
        self.table = DocTable()
        self.cell = DocCell()
        self._cells: list[DocCell] = []

    def add(self, paragraph: DocParagraph) -> None:
        """The mark that ends a row has no text of its own, but says how its cells lie;
        a cell may hold several paragraphs."""
        properties = paragraph.properties
        if properties.row_end:
            row = DocRow(self._cells, properties.cells, properties.head)
            self.table.rows.append(row)
            self._cells = []
            self.cell = DocCell()
            return

        lines = paragraph.text.split("\n")
        self.cell.items += [line for line in lines if line.strip()]
        if paragraph.pictures:
            self.cell.picture = True

        if paragraph.mark == CELL_END or properties.inner_cell_end:
            self._end_cell()

    def end(self) -> None:
        """End a row whose own mark is missing: the file is damaged, or the text ends in
        a cell."""
        if self.cell.items:
            self._end_cell()

        if self._cells:
            self.table.rows.append(DocRow(self._cells, ()))

    def _end_cell(self) -> None:
        self._cells.append(self.cell)
        self.cell = DocCell()


def _close_innermost(tables: list[_OpenTable]) -> Iterator[DocTable]:
    """End the innermost table: it stands in the cell around it, or is a table of the
    text."""
    closed = tables.pop()
    closed.end()
    if tables:
        tables[-1].cell.items.append(closed.table)
    elif closed.table.rows:
        yield closed.table
