"""A Word document of 97 to 2003 (DOC), read from the file itself; what is older goes through antiword.

antiword alone was tried on such files: it leaves out, and says nothing of it, every row whose properties Word put aside
as too many, which in a table of ten columns are most.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from disclosure.intake.formats import doc_antiword
from disclosure.intake.formats.blocks import MAX_CELLS, Blocks, refuse_beyond, visible
from disclosure.intake.formats.doc_file import DocFile, whole_characters
from disclosure.intake.formats.doc_lists import DocLists
from disclosure.intake.formats.doc_properties import DocProperties
from disclosure.intake.formats.doc_sprms import CharacterProperties, ParagraphProperties
from disclosure.intake.formats.doc_tables import WordCell, WordRow, WordTable
from disclosure.intake.formats.docx_text import symbol
from disclosure.intake.formats.frame_tables import add_table
from disclosure.intake.formats.ole import Damaged
from disclosure.intake.source import IntakeError, Source

_CELL_END, _ENDS = "\x07", "\r\x07\x0c"
_PLAIN = {
    "\x0b": "\n",
    "\x0e": "\n",
    "\x1e": "-",
    "\x1f": "",
    "\x02": "",
    "\x05": "",
    "\x00": "",
}


def read(data: bytes) -> Source:
    """The document as blocks. Macros are not run, nothing outside is followed. Raises IntakeError.

    Text is as found, with automatic numbers in front and forced line ends as separate paragraphs; NBSP is a blank, and
    characters without width are left out. Deleted and hidden text is left out, heads and feet of pages, comments and
    notes too. Text boxes come last.
    """
    try:
        file = DocFile(data)
        return doc_antiword.read(data) if file.is_old else _read(file)
    except (struct.error, IndexError, KeyError, OverflowError) as error:
        raise Damaged from error


def _read(file: DocFile) -> Source:
    refuse_beyond(file.text.count(_CELL_END), 2 * MAX_CELLS, "单元格")
    blocks = Blocks()
    reader = _Reader(file)
    main, *others = file.lengths
    for item in reader.items(0, min(main, len(file.text))):
        _put(blocks, item)
    boxes = main + sum(others[:5])
    for item in reader.items(boxes, min(boxes + others[5], len(file.text))):
        _put(blocks, item)
    if not blocks.found:
        raise IntakeError("Word 文档里没有文字，请检查是否上传错了。")
    for count, sentence in (
        (
            reader.revised,
            "文件里有修订记录，按接受全部修订读取：插入的文字算，删除的不算。",
        ),
        (others[3], "文件里有批注，没有读入。"),
        (others[0] + others[4], "文件里有脚注或尾注，没有读入正文。"),
        (others[5], "文本框里的文字排在最后。"),
        (file.has_macros, "文件带有宏，没有运行。"),
    ):
        if count:
            blocks.remark(sentence)
    titles = tuple(filter(None, [visible(file.title)]))
    return Source("doc", tuple(blocks.found), titles, remarks=tuple(blocks.remarks))


@dataclass(slots=True)
class _Line:
    """A paragraph outside of tables."""

    text: str
    level: int
    pictures: list[tuple[int, int]]


def _put(blocks: Blocks, item: _Line | WordTable) -> None:
    """Add a paragraph or a table; one that is only a frame is what stands in it."""
    waiting: list[_Line | WordTable | str] = [item]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            blocks.paragraph(each)
        elif isinstance(each, _Line):
            blocks.lines(each.text, level=each.level)
            for width, height in each.pictures:
                blocks.picture(width, height)
        elif each.is_frame():
            waiting += reversed(list(each.items()))
        else:
            laid_out = each.cells()
            add_table(blocks, laid_out.cells, ragged=not laid_out.certain)


class _Reader:
    """Goes through the text and puts paragraphs, cells, rows and tables together."""

    def __init__(self, file: DocFile) -> None:
        self._file = file
        self._properties = DocProperties(file)
        self._lists = DocLists(file)
        self._fields: list[bool] = []
        # What floats beside the text is a picture, or a text box: those are read as such.
        self._images = "\x01" if file.lengths.text_boxes else "\x01\x08"
        self.revised = False

    def items(self, start: int, end: int) -> Iterator[_Line | WordTable]:
        """Paragraphs and tables of a stretch of the text, in order."""
        tables: list[tuple[WordTable, list[WordCell], WordCell]] = []
        for text, mark, look, pictures in self._paragraphs(start, end):
            depth = max(look.depth, 1) if mark == _CELL_END else look.depth
            while len(tables) > depth:
                yield from _closed(tables)
            while len(tables) < depth:
                tables.append((WordTable(), [], WordCell()))
            if not tables:
                yield _Line(text, look.level, pictures)
                continue
            table, cells, cell = tables[-1]
            if look.row_end:
                table.rows.append(WordRow(list(cells), look.cells, look.head))
                tables[-1] = (table, [], WordCell())
                continue
            cell.items += [line for line in text.split("\n") if line.strip()]
            cell.picture = cell.picture or bool(pictures)
            if mark == _CELL_END or look.inner_cell_end:
                cells.append(cell)
                tables[-1] = (table, cells, WordCell())
        while tables:
            yield from _closed(tables)

    def _paragraphs(
        self, start: int, end: int
    ) -> Iterator[tuple[str, str, ParagraphProperties, list[tuple[int, int]]]]:
        """Each paragraph's text, the character that ends it, its look and the sizes of its pictures."""
        parts: list[str] = []
        pictures: list[tuple[int, int]] = []
        for at in range(start, end):
            character = self._file.text[at]
            place = self._file.place(at)
            look = self._properties.character(place)
            if character in _ENDS:
                if character == "\r" and look.deleted:
                    continue  # the paragraph's end was deleted: it goes on in the next one
                shape = self._properties.paragraph(place)
                text = whole_characters("".join(parts))
                before = self._lists.before(shape.list_number, shape.list_level)
                yield (
                    before + text if text.strip() else text,
                    character,
                    shape,
                    pictures,
                )
                parts, pictures = [], []
            else:
                piece = self._seen(character, look)
                pictures += [self._size(look.picture)] if piece is None else []
                parts.append(piece or "")
        if parts:
            yield (
                whole_characters("".join(parts)),
                "\r",
                ParagraphProperties(),
                pictures,
            )

    def _size(self, start: int) -> tuple[int, int]:
        """Width and height in pt of the picture that begins there in the data stream, 0 where that is not said."""
        head = self._file.data[start : start + 36] if start >= 0 else b""
        if len(head) < 36:
            return 0, 0
        width, height, across, down = struct.unpack_from("<HHHH", head, 28)
        return round(width * across / 20_000), round(height * down / 20_000)

    def _seen(self, character: str, look: CharacterProperties) -> str | None:
        """What a reader sees of a character; None for a picture."""
        self.revised = self.revised or look.deleted or look.inserted
        if character == "\x13":
            self._fields.append(False)
        elif character == "\x14" and self._fields:
            self._fields[-1] = True
        elif character == "\x15" and self._fields:
            self._fields.pop()
        elif look.hidden or look.deleted or not all(self._fields):
            return ""
        elif look.symbol:
            return symbol(look.symbol, "")
        elif look.special and character in self._images:
            return None
        elif character >= " " or character == "\t":
            return character
        else:
            return _PLAIN.get(character, "")
        return ""


def _closed(
    tables: list[tuple[WordTable, list[WordCell], WordCell]],
) -> Iterator[WordTable]:
    """End the innermost table: it stands in the cell around it, or is a table of the text."""
    table, cells, cell = tables.pop()
    if cell.items:
        cells.append(cell)
    if cells:
        table.rows.append(WordRow(cells, ()))
    if tables:
        tables[-1][2].items.append(table)
    elif table.rows:
        yield table
