"""A Word document (DOCX): its body in order, with the numbers that Word counts by itself written out."""

from __future__ import annotations

from typing import Any

from lxml import etree

from disclosure.intake.formats import docx_cells
from disclosure.intake.formats.blocks import MAX_CELLS, Blocks, refuse_beyond, visible
from disclosure.intake.formats.docx_numbering import DocxNumbering
from disclosure.intake.formats.docx_parts import DocxPackage, W, val
from disclosure.intake.formats.docx_styles import DocxStyles
from disclosure.intake.formats.docx_text import LEFT_OUT, DocxText, ParagraphReader
from disclosure.intake.formats.frame_tables import add_table
from disclosure.intake.source import IntakeError, Source

_CONTENTS = f"{W}sdtPr/{W}docPartObj/{W}docPartGallery"


def read(data: bytes) -> Source:
    """The document as blocks. Macros are not run, nothing outside is followed. Raises IntakeError.

    Text is as found, with automatic numbers in front and forced line ends as separate paragraphs; NBSP is a blank, and
    characters without width are left out. Revisions are read as if all were accepted. Heads and feet of pages, comments
    and notes are left out, the last two with a remark.
    """
    package = DocxPackage(data)
    body = package.document.find(f"{W}body")
    if body is None:
        raise IntakeError(
            "Word 文档里没有正文部分，文件已损坏，请用 Word 或 WPS 打开后另存一份再上传。"
        )
    refuse_beyond(sum(1 for _ in body.iter(f"{W}tc")), MAX_CELLS, "单元格")
    blocks = Blocks()
    _Body(package, blocks).read(body)
    for sentence in _remarks(package, body):
        blocks.remark(sentence)
    if not blocks.found:
        raise IntakeError("Word 文档里没有文字，请检查是否上传错了。")
    titles = tuple(filter(None, [visible(package.title())[:300]]))
    return Source("docx", tuple(blocks.found), titles, remarks=tuple(blocks.remarks))


class _Body:
    def __init__(self, package: DocxPackage, blocks: Blocks) -> None:
        self._blocks = blocks
        self._styles = DocxStyles(package.part("styles"))
        self._numbering = DocxNumbering(package.part("numbering"), self._styles)
        self._texts = ParagraphReader()
        self._carried = ""

    def read(self, body: Any) -> None:
        contents: Any = None
        walk = etree.iterwalk(body, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            if event == "end":
                contents = None if element is contents else contents
                continue
            if tag in LEFT_OUT:
                walk.skip_subtree()
            elif tag == f"{W}tbl" and not docx_cells.is_frame(element):
                self._table(element)
                walk.skip_subtree()
            elif tag == f"{W}p":
                self._paragraph(element, aside=contents is not None)
            elif (
                tag == f"{W}sdt"
                and contents is None
                and val(element.find(_CONTENTS)) == "Table of Contents"
            ):
                contents = element
        self._blocks.paragraph(self._carried)

    def _text(self, paragraph: Any) -> DocxText:
        """The text with its number. An empty paragraph is counted as Word counts it, and stays empty."""
        found = self._texts.read(paragraph)
        before = self._numbering.before(paragraph.find(f"{W}pPr"))
        if found.text.strip():
            found.text = before + found.text
        return found

    def _paragraph(self, paragraph: Any, *, aside: bool) -> None:
        properties = paragraph.find(f"{W}pPr")
        found = self._text(paragraph)
        text, self._carried = self._carried + found.text, ""
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self._carried = text  # its end was deleted: it goes on in the next one
            return
        level = self._styles.level(properties)
        aside = aside or self._styles.is_contents(properties)
        self._blocks.lines(text, level=level, aside=aside)
        for image in found.images:
            self._blocks.picture(image.width, image.height, image.alternative)

    def _table(self, table: Any) -> None:
        laid_out = docx_cells.cells_of(table, self._text)
        add_table(self._blocks, laid_out.cells, ragged=not laid_out.certain)


def _remarks(package: DocxPackage, body: Any) -> list[str]:
    """What was left aside, in sentences."""
    said: list[str] = []
    if (
        next(body.iter(f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"), None)
        is not None
    ):
        said.append("文件里有修订记录，按接受全部修订读取：插入的文字算，删除的不算。")
    comments = package.part("comments")
    if comments is not None and next(comments.iter(f"{W}comment"), None) is not None:
        said.append("文件里有批注，没有读入。")
    for kind, name in (("footnotes", "脚注"), ("endnotes", "尾注")):
        notes = _notes(package.part(kind))
        if notes:
            said.append(f"文件里有{name}，没有读入正文：{notes}")
    if next(body.iter(f"{W}altChunk"), None) is not None:
        said.append(
            "文件里嵌入了另一份文档，没有打开；请用 Word 或 WPS 打开后另存为 docx 再上传。"
        )
    if any(name.lower().endswith("vbaproject.bin") for name in package.names):
        said.append("文件带有宏，没有运行。")
    if (
        any("/embeddings/" in f"/{name}" for name in package.names)
        or next(body.iter(f"{W}object"), None) is not None
    ):
        said.append("文件里嵌入了工作表等对象，其中的内容没有读取，只当作图片。")
    if any(
        "/charts/" in f"/{name}" or "/diagrams/" in f"/{name}" for name in package.names
    ):
        said.append("文件里有图表，其中的文字和数字没有读取。")
    outside = [r for r in package.relations if r.get("TargetMode") == "External"]
    if any(not r.get("Type", "").endswith("/hyperlink") for r in outside):
        said.append("文件引用了外部的图片、模板或文档，没有打开。")
    return said


def _notes(part: Any | None) -> str:
    """The beginning of the notes' text, "" where there are none: the lines between notes and text are none."""
    if part is None:
        return ""
    notes = [
        "".join(text.text or "" for text in note.iter(f"{W}t")).strip()
        for note in part
        if note.get(f"{W}type") in (None, "normal")
    ]
    text = "；".join(filter(None, map(visible, notes)))
    return text if len(text) <= 200 else f"{text[:200]}……"
