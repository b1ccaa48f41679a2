"""Reads a Word document (DOCX) into a Source: its body in order, with the numbers that Word counts by itself written out."""

from __future__ import annotations

from typing import Any

from lxml import etree

from disclosure.intake.formats import docx_cells
from disclosure.intake.formats.blocks import MAX_CELLS, Blocks, refuse_beyond, visible
from disclosure.intake.formats.docx_numbering import DocxNumbering
from disclosure.intake.formats.docx_parts import DocxPackage, W, child, val
from disclosure.intake.formats.docx_remarks import remarks_of
from disclosure.intake.formats.docx_styles import DocxStyles
from disclosure.intake.formats.docx_text import LEFT_OUT, DocxText, ParagraphReader
from disclosure.intake.formats.frame_tables import add_table
from disclosure.intake.source import IntakeError, Source


def read(data: bytes) -> Source:
    """The document as blocks. Macros are not run, nothing outside is followed. Raises
    IntakeError.

    Text is as found, with automatic numbers in front and forced line ends as separate
    paragraphs; NBSP is a blank, and characters without width are left out. Revisions
    are read as if all were accepted. Heads and feet of pages, comments and notes are
    left out, the last two with a remark."""
    package = DocxPackage(data)
    body = package.document.find(f"{W}body")
    if body is None:
        raise IntakeError(
            "Word 文档里没有正文部分，文件已损坏，请用 Word 或 WPS 打开后另存一份再上传。"
        )

    refuse_beyond(sum(1 for _ in body.iter(f"{W}tc")), MAX_CELLS, "单元格")
    blocks = Blocks()
    _BodyReader(package, blocks).read(body)
    for sentence in remarks_of(package, body):
        blocks.remark(sentence)

    if not blocks.found:
        raise IntakeError("Word 文档里没有文字，请检查是否上传错了。")

    title = visible(package.title())[:300]
    return Source(
        format="docx",
        blocks=tuple(blocks.found),
        titles=(title,) if title else (),
        remarks=tuple(blocks.remarks),
    )


class _BodyReader:
    def __init__(self, package: DocxPackage, blocks: Blocks) -> None:
        self._blocks = blocks
        self._styles = DocxStyles(package.part("styles"))
        self._numbering = DocxNumbering(package.part("numbering"), self._styles)
        self._paragraphs = ParagraphReader()
        self._carried = ""
        """Text of a paragraph whose end a revision deleted: it goes on in the next
        one."""

    def read(self, body: Any) -> None:
        contents: Any = None  # the table of contents that is open
        walk = etree.iterwalk(body, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                if element is contents:
                    contents = None
            elif self._reads_whole(element):
                walk.skip_subtree()
            elif element.tag == f"{W}p":
                self._paragraph(element, aside=contents is not None)
            elif contents is None and _is_contents(element):
                contents = element

        self._blocks.paragraph(self._carried)

    def _reads_whole(self, element: Any) -> bool:
        """Whether nothing in the element is to be walked: it is left out, or a table of
        data and has been read."""
        if element.tag in LEFT_OUT:
            return True
        if element.tag != f"{W}tbl" or docx_cells.is_frame(element):
            return False

        laid_out = docx_cells.cells_of(element, self._text)
        add_table(self._blocks, laid_out.cells, ragged=not laid_out.certain)
        return True

    def _text(self, paragraph: Any) -> DocxText:
        """The text with its number. An empty paragraph is counted as Word counts it,
        and stays empty."""
        found = self._paragraphs.read(paragraph)
        number = self._numbering.before(child(paragraph, "pPr"))
        if found.text.strip():
            found.text = number + found.text

        return found

    def _paragraph(self, paragraph: Any, *, aside: bool) -> None:
        """Its lines and then its pictures, as paragraphs and pictures of the file."""
        properties = child(paragraph, "pPr")
        found = self._text(paragraph)
        text = self._carried + found.text
        if _has_deleted_end(properties):
            self._carried = text
            return

        self._carried = ""
        level = self._styles.level(properties)
        # Old documents have a table of contents without a control round it.
        aside = aside or self._styles.is_contents(properties)
        self._blocks.lines(text, level=level, aside=aside)
        for image in found.images:
            self._blocks.picture(image.width, image.height, image.alternative)


def _is_contents(element: Any) -> bool:
    """Whether the element is a content control in which Word keeps a table of
    contents."""
    if element.tag != f"{W}sdt":
        return False

    gallery = child(element, "sdtPr", "docPartObj", "docPartGallery")
    return val(gallery) == "Table of Contents"


def _has_deleted_end(properties: Any | None) -> bool:
    """Whether a revision took the end of the paragraph away: the next one goes on in
    it."""
    return child(properties, "rPr", "del") is not None
