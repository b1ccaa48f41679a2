"""Finds the tables that should stand where only an image does."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from disclosure.intake.source import Block, Picture, SourceGrid, SourceParagraph
from disclosure.intake.tables.label_text import squeezed
from disclosure.statutory.editions import Edition
from disclosure.statutory.editions.spec import Part

# Offices word the headings of the parts as they like: 因政府信息公开工作被申请行政复议和提起行政诉讼情况. Of two that
# fit, the first is meant: a heading about disputes may speak of 申请 too.
HEADINGS: Mapping[str, re.Pattern[str]] = {
    "overview": re.compile(r"总体情况|概述|基本情况"),
    "disputes": re.compile(r"复议.*诉讼|诉讼.*复议"),
    "requests": re.compile(
        r"(?:收到|处理|办理|受理).*申请|申请.*(?:收到|处理|办理)",
    ),
    "proactive_disclosure": re.compile(r"主动公开"),
    "problems": re.compile(r"问题|不足|困难"),
    "other_matters": re.compile(r"其他.*(?:报告|事项)"),
}
"""Role of a part -> what its heading says."""
_NUMBERED = re.compile(
    r"""
    ^(?: 第?[一二三四五六七八九][、,.:]    # 三、 · 第三、
       | 第[一二三四五六七八九]部分 )       # 第三部分
    """,
    re.VERBOSE,
)
LONGEST = 45
"""Characters of a heading; the longest of the form has 21, a judgement for wordier ones."""
SMALLEST = 60
"""Pixels or points that an image of a table has at least each way: icons and seals are smaller. A judgement."""


def tables_as_pictures(
    blocks: Sequence[Block],
    edition: Edition,
    missing: Collection[str],
) -> set[str]:
    """The missing tables in whose part an image stands, by their keys."""
    found: set[str] = set()
    part: Part | None = None
    for block in blocks:
        if isinstance(block, SourceParagraph):
            part = _announced_part(block, edition) or part
        elif part is not None and _shows_picture(block):
            found.update(table.key for table in part.tables if table.key in missing)

    return found


def _announced_part(block: SourceParagraph, edition: Edition) -> Part | None:
    """The part that a paragraph is the heading of."""
    text = squeezed(block.text)
    if len(text) > LONGEST:
        return None
    if block.level == 0 and _NUMBERED.match(text) is None:
        return None

    parts = {part.role: part for part in edition.parts}
    for role, wording in HEADINGS.items():
        if wording.search(text):
            return parts.get(role)

    return None


def _shows_picture(block: Block) -> bool:
    """Whether an image stands there that may be of a table."""
    if isinstance(block, SourceGrid):
        return any(cell.picture for cell in block.cells)
    if not isinstance(block, Picture):
        return False

    sizes = (block.width, block.height)
    # A file that does not say how large an image is says 0.
    return all(size == 0 or size >= SMALLEST for size in sizes)
