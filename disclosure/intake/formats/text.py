"""Reads plain text into a Source: a line is a paragraph, tables that it draws are grids."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

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
    r"""
    [-—–]+ \s* \d{1,3} \s* [-—–]+               # — 1 —, as pdftotext leaves it
    | 第 \s* \d{1,3} \s* 页 \s* [，,]? \s*        # 第 3 页
      (共 \s* \d{1,3} \s* 页)?                   # 第 3 页，共 5 页
    """,
    re.VERBOSE,
)
_BEGINS = re.compile(
    r"""
    \s
    | [（(]? [一二三四五六七八九十\d０-９]{1,3} [）)、.．]    # 一、 （二） 3.
    | 第 [一二三四五六七八九十]+ [条章节部]                   # 第二条
    | [一二三四五六七八九十] 是                              # 一是图解占比不高
    | [-—\#*|]                                              # Markdown
    """,
    re.VERBOSE,
)
_ENDS = tuple("。！？；：…!?;:”』」》）)】")
# Widths count a Chinese character as two. A mark that must not begin a line hangs out
# by 2, a figure that does not fit any more leaves its line a few short. Judged, not
# measured.
_NARROWEST, _WIDEST = 40, 160
_SHORTER, _LONGER = 4, 2
_WIDER = 4
"""A line that is wider by more than this was not broken at the width of the others."""
_FEWEST_FULL = 4
_FEWEST_INDENTED = 3


class _Wrapping(NamedTuple):
    """How a text was broken into lines: at which width, and whether it indents
    paragraphs."""

    full: int
    indents: bool


def read(data: bytes) -> Source:
    """The text as blocks. Raises IntakeError.

    Text is as found; NBSP is a blank, and characters without width are left out. A text
    that was broken into lines of one width is put together again, but only at lines
    that are full, end within a sentence and have no new paragraph after them."""
    if len(data) > MAX_BYTES:
        raise IntakeError(
            f"文本超过 {MAX_BYTES // 1024 // 1024} MB，不像一份年度报告，请只保留报告本身后再上传。"
        )

    text = readable(*decode(data))
    refuse_beyond(len(text), MAX_CHARACTERS, "文字")
    refuse_beyond(text.count("\t"), MAX_CELLS, "单元格")
    lines = [visible(line).rstrip(" ") for line in _LINE_END.split(text)]
    refuse_beyond(len(lines), 2 * MAX_BLOCKS, "行")
    blocks = Blocks()
    for item in _unwrapped(_lines_and_tables(lines)):
        if isinstance(item, str):
            _add_line(blocks, item)
        else:
            blocks.grid(item.cells, ragged=item.ragged)

    if not blocks.found:
        raise IntakeError("文件里没有文字，请检查是否上传错了。")
    return Source("text", tuple(blocks.found), remarks=tuple(blocks.remarks))


def _lines_and_tables(lines: Sequence[str]) -> list[str | DrawnTable]:
    """The lines, those that draw a table put together as one."""
    items: list[str | DrawnTable] = []
    at = 0
    while at < len(lines):
        drawn = table_at(lines, at)
        if drawn.cells:
            items.append(drawn)
        else:
            items += lines[at : drawn.end]

        at = drawn.end

    return items


def _add_line(blocks: Blocks, text: str) -> None:
    """Markdown marks headings and pictures; a number alone in its line is that of a
    page."""
    inner = text.strip()
    image = _IMAGE.fullmatch(inner)
    if image:
        blocks.picture(alternative=image.group(1))
        return

    heading = _HEADING.fullmatch(inner)
    if heading:
        blocks.paragraph(heading.group(2), level=len(heading.group(1)))
        return

    blocks.paragraph(text, aside=bool(_PAGE_NUMBER.fullmatch(inner)))


def _width(line: str) -> int:
    """Columns on a screen: a Chinese character takes up two."""
    return sum(map(_character_width, line))


def _character_width(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _unwrapped(items: Sequence[str | DrawnTable]) -> list[str | DrawnTable]:
    """The items, lines that certainly go on in the next one put together with it."""
    wrapping = _wrapping_of(items)
    if wrapping is None:
        return list(items)

    made: list[str | DrawnTable] = []
    above = ""
    for item in items:
        # Nothing goes on over a table.
        if isinstance(item, DrawnTable):
            made.append(item)
            above = ""
            continue

        last = made[-1] if made else ""
        # Told by the line above, not by all that is put together with it.
        if isinstance(last, str) and _goes_on(above, item, wrapping):
            made[-1] = _joined(last, item)
        else:
            made.append(item)

        above = item

    return made


def _wrapping_of(items: Sequence[str | DrawnTable]) -> _Wrapping | None:
    """How the text was broken into lines, None where each is a paragraph."""
    lines = [item for item in items if isinstance(item, str) and item.strip()]
    full = _full_width(lines)
    if not full:
        return None

    indented = [line for line in lines if line[0] in " \u3000"]
    return _Wrapping(full, indents=len(indented) >= _FEWEST_INDENTED)


def _full_width(lines: Sequence[str]) -> int:
    """The width at which the text was broken into lines, 0 where it was not: then no
    long lines are equally wide, or there are wider ones."""
    widths = map(_width, lines)
    long = Counter(width for width in widths if _NARROWEST <= width <= _WIDEST)
    if not long:
        return 0

    # Of two widths with as many lines the narrower.
    full = max(sorted(long), key=lambda width: _lines_near(long, width))
    count = _lines_near(long, full)
    if count < _FEWEST_FULL:
        return 0
    if _wider_lines(lines, full) * 10 > count:
        return 0

    # Lines shorter than half of it end paragraphs; of the others a third is full at
    # least.
    longer = [width for width in long.elements() if width * 2 > full]
    return full if count * 3 >= len(longer) else 0


def _lines_near(widths: Counter[int], width: int) -> int:
    """How many lines are so wide or a little shorter."""
    return sum(widths[width - less] for less in range(_SHORTER + 1))


def _wider_lines(lines: Sequence[str], full: int) -> int:
    """How many lines of running text are wider. A line with wide gaps is of a table, or
    a signature to the right."""
    inner = [line.strip() for line in lines]
    running = [line for line in inner if "  " not in line]
    return sum(_width(line) > full + _WIDER for line in running)


def _goes_on(line: str, following: str, wrapping: _Wrapping) -> bool:
    """Whether a paragraph certainly goes on in the line that follows: the line is full,
    and either breaks off within a sentence, or paragraphs are indented in this text and
    the one that follows is not."""
    if not following.strip() or following[0] in " \u3000\t":
        return False

    beyond = _width(line) - wrapping.full
    if not -_SHORTER <= beyond <= _LONGER:
        return False
    if _PAGE_NUMBER.fullmatch(line.strip()):
        return False
    if wrapping.indents:
        return True
    return not line.endswith(_ENDS) and not _BEGINS.match(following)


def _joined(text: str, following: str) -> str:
    """Two lines of one paragraph; between Latin words the line end was a blank, between
    characters it is nothing."""
    if _is_latin_letter(text[-1:]) and _is_latin_letter(following[:1]):
        return f"{text} {following}"
    return text + following


def _is_latin_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()
