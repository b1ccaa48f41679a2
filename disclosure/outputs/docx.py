"""The report as DOCX for Word, WPS and LibreOffice: the look of an official document, the same bytes every time."""

from __future__ import annotations

import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as WordDocument
from docx.shared import Pt
from docx.text.paragraph import Paragraph as WordParagraph

from disclosure.outputs import fitting, titles
from disclosure.outputs.document import Block, Document, Signed, Tables, printable
from disclosure.outputs.docx_table import table_element
from disclosure.outputs.passages import BodyParagraph, Heading

TEMPLATE = Path(__file__).with_name("word")
"""A document without content, unpacked: page, styles, fonts with their fallbacks, page numbers."""
TITLE_CHARS = 20
"""Characters of 二号 between the margins."""
BEGINNING = (1980, 1, 1, 0, 0, 0)
"""What every file of a ZIP archive says of its age: archives know no earlier day."""


def print_docx(document: Document) -> bytes:
    """A DOCX file."""
    word = docx.Document(BytesIO(_template()))
    _title(word, document)
    following = (*document.blocks[1:], None)
    for block, after in zip(document.blocks, following, strict=True):
        _block(word, block, after)

    _properties(word, document)
    made = BytesIO()
    word.save(made)
    return _without_time(made.getvalue())


@cache
def _template() -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for path in sorted(TEMPLATE.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(TEMPLATE))

    return packed.getvalue()


def _without_time(packed: bytes) -> bytes:
    """The archive with fixed times in it: python-docx writes the clock's."""
    made = BytesIO()
    with ZipFile(BytesIO(packed)) as old, ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name, BEGINNING), old.read(name), ZIP_DEFLATED)

    return made.getvalue()


def _title(word: WordDocument, document: Document) -> None:
    run = word.add_paragraph(style="Title").add_run()
    for at, line in enumerate(
        titles.lines(document.title, document.agency, TITLE_CHARS)
    ):
        if at:
            run.add_break()

        run.add_text(printable(line))


def _block(word: WordDocument, block: Block, after: Block | None) -> None:
    match block:
        case Heading():
            _heading(word, block, after)
        case BodyParagraph():
            _paragraph(word, block, after)
        case Tables():
            table = table_element(block)
            word.element.body.insert_element_before(table, "w:sectPr")
            word.add_paragraph(style="表格之后")
        case Signed():
            _signature(word, block)


def _heading(word: WordDocument, block: Heading, after: Block | None) -> None:
    style = f"Heading {block.level - 1}"
    heading = word.add_paragraph(printable(block.text), style=style)
    if isinstance(after, Tables):
        heading.paragraph_format.space_after = Pt(3)
        # As in the PDF: a long table begins a page of its own, with its heading.
        if any(len(table.grid.body) > fitting.FEW_LINES for table in after.tables):
            heading.paragraph_format.page_break_before = True


def _paragraph(word: WordDocument, block: BodyParagraph, after: Block | None) -> None:
    paragraph = word.add_paragraph(style="Body Text")
    if block.lead:
        style = f"段首标题 {block.level - 1}"
        paragraph.add_run(printable(block.lead), style=style)

    paragraph.add_run(printable(block.text))
    # The signature never stands alone on a page.
    if isinstance(after, Signed):
        paragraph.paragraph_format.keep_with_next = True


def _signature(word: WordDocument, block: Signed) -> None:
    signed: list[WordParagraph] = [
        word.add_paragraph(printable(line), style="落款") for line in block.lines
    ]
    signed[0].paragraph_format.space_before = Pt(28.95)
    for paragraph in signed[:-1]:
        paragraph.paragraph_format.keep_with_next = True


def _properties(word: WordDocument, document: Document) -> None:
    """What the file says of itself. Its dates are those of the report, not of the printing."""
    properties, day = word.core_properties, document.day
    properties.title = printable(document.title)
    properties.author = properties.last_modified_by = printable(document.agency)
    properties.created = properties.modified = datetime.datetime(
        day.year, day.month, day.day, tzinfo=datetime.UTC
    )
    properties.language, properties.revision, properties.category = (
        "zh-CN",
        1,
        "政府信息公开工作年度报告",
    )
