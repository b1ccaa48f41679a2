"""Plain text: a line is a paragraph, tables that it draws are grids."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from disclosure.intake.formats.blocks import (
    MAX_BLOCKS,
    MAX_CELLS,
    MAX_CHARACTERS,
    Blocks,
    refuse_beyond,
    visible,
)
from disclosure.intake.formats.drawn_tables import DrawnTable
from disclosure.intake.formats.encodings import decode, readable
from disclosure.intake.formats.text_tables import table_at
from disclosure.intake.source import IntakeError, Source

MAX_BYTES = 10 * 1024 * 1024

_LINE_END = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_HEADING = re.compile(r"(#{1,6})\s+(\S.*)")
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_PAGE_NUMBER = re.compile(
    r"[-—–]+\s*\d{1,3}\s*[-—–]+|第\s*\d{1,3}\s*页\s*[，,]?\s*(共\s*\d{1,3}\s*页)?"
)
_BEGINS = re.compile(
    r"\s|[（(]?[一二三四五六七八九十\d０-９]{1,3}[）)、.．]|第[一二三四五六七八九十]+[条章节部]|[一二三四五六七八九十]是|[-—#*|]"
)
_ENDS = tuple("。！？；：…!?;:”』」》）)】")
_NARROWEST, _WIDEST, _SLACK = 40, 160, 4


def read(data: bytes) -> Source:
    """The text as blocks. Raises IntakeError.

    Text is as found; NBSP is a blank, and characters without width are left out. A text that was broken into lines of
    one width is put together again, but only at lines that are full, end within a sentence and have no new paragraph
    after them.
    """
    if len(data) > MAX_BYTES:
        raise IntakeError(
            f"文本超过 {MAX_BYTES // 1024 // 1024} MB，不像一份年度报告，请只保留报告本身后再上传。"
        )
    text = readable(*decode(data))
    refuse_beyond(len(text), MAX_CHARACTERS, "文字")
    refuse_beyond(text.count("\t"), MAX_CELLS, "单元格")
    lines = [visible(line).rstrip(" ") for line in _LINE_END.split(text)]
    refuse_beyond(len(lines), 2 * MAX_BLOCKS, "行")
    items: list[str | DrawnTable] = []
    at = 0
    while at < len(lines):
        drawn = table_at(lines, at)
        items += [drawn] if drawn.cells else lines[at : drawn.end]
        at = drawn.end
    blocks = Blocks()
    for item in _unwrapped(items):
        if isinstance(item, str):
            _line(blocks, item)
        else:
            blocks.grid(item.cells, ragged=item.ragged)
    if not blocks.found:
        raise IntakeError("文件里没有文字，请检查是否上传错了。")
    return Source("text", tuple(blocks.found), remarks=tuple(blocks.remarks))


def _line(blocks: Blocks, text: str) -> None:
    inner = text.strip()
    if image := _IMAGE.fullmatch(inner):
        blocks.picture(alternative=image.group(1))
    elif heading := _HEADING.fullmatch(inner):
        blocks.paragraph(heading.group(2), level=len(heading.group(1)))
    else:
        blocks.paragraph(text, aside=bool(_PAGE_NUMBER.fullmatch(inner)))


def _width(line: str) -> int:
    return sum(
        2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in line
    )


def _unwrapped(items: Sequence[str | DrawnTable]) -> list[str | DrawnTable]:
    """The items, lines that certainly go on in the next one put together with it."""
    lines = [item for item in items if isinstance(item, str) and item.strip()]
    full = _full_width(lines)
    indented = sum(line[0] in " \u3000" for line in lines) >= 3
    made: list[str | DrawnTable] = []
    above = ""
    for item in items:
        line = item if isinstance(item, str) else ""
        last = made[-1] if made else None
        if full and isinstance(last, str) and _goes_on(above, line, full, indented):
            made[-1] = _joined(last, line)
        else:
            made.append(item)
        above = line
    return made


def _full_width(lines: Sequence[str]) -> int:
    """The width at which the text was broken into lines, 0 where it was not: then no long lines are equally wide, or
    there are wider ones."""
    widths = Counter(
        width for width in map(_width, lines) if _NARROWEST <= width <= _WIDEST
    )
    if not widths:
        return 0
    full = max(
        widths,
        key=lambda width: (
            sum(widths[width - less] for less in range(_SLACK + 1)),
            -width,
        ),
    )
    count = sum(widths[full - less] for less in range(_SLACK + 1))
    running = (line.strip() for line in lines)
    wider = sum(_width(line) > full + 4 for line in running if "  " not in line)
    if wider * 10 > count:
        return 0
    return (
        full
        if count >= 4
        and count * 3 >= sum(n for width, n in widths.items() if width * 2 > full)
        else 0
    )


def _goes_on(line: str, following: str, full: int, indented: bool) -> bool:
    """Whether a paragraph certainly goes on in the line that follows: the line is full, and either breaks off within a
    sentence, or paragraphs are indented in this text and the one that follows is not."""
    if (
        not following.strip()
        or not full - _SLACK <= _width(line) <= full + 2
        or _PAGE_NUMBER.fullmatch(line.strip())
    ):
        return False
    if following[0] in " \u3000\t":
        return False
    return indented or not (line.endswith(_ENDS) or _BEGINS.match(following))


def _joined(text: str, following: str) -> str:
    latin = (
        text[-1:].isascii()
        and following[:1].isascii()
        and text[-1:].isalpha()
        and following[:1].isalpha()
    )
    return f"{text} {following}" if latin else text + following
