"""Where a table should stand and only an image does."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from disclosure.intake.source import Block, Grid, Paragraph, Picture
from disclosure.intake.tables.form_names import squeezed
from disclosure.statutory.editions import Edition

HEADINGS = (
    ("overview", re.compile(r"总体情况|概述|基本情况")),
    ("disputes", re.compile(r"复议.*诉讼|诉讼.*复议")),
    ("requests", re.compile(r"(?:收到|处理|办理|受理).*申请|申请.*(?:收到|处理|办理)")),
    ("proactive_disclosure", re.compile(r"主动公开")),
    ("problems", re.compile(r"问题|不足|困难")),
    ("other_matters", re.compile(r"其他.*(?:报告|事项)")),
)
_NUMBERED = re.compile(
    r"^(?:第?[一二三四五六七八九][、,.:]|第[一二三四五六七八九]部分)"
)
LONGEST, SMALLEST = 45, 60


def pictured(
    blocks: Sequence[Block], edition: Edition, missing: Collection[str]
) -> set[str]:
    """The missing tables in whose part, or under whose caption, an image stands."""
    found: set[str] = set()
    part = ""
    for block in blocks:
        if isinstance(block, Paragraph):
            part = _announced(block) or part
        elif part and _shows_picture(block):
            found |= {
                table.key for table in edition.part(part).tables if table.key in missing
            }
    return found


def _announced(block: Paragraph) -> str:
    text = squeezed(block.text)
    if len(text) > LONGEST or not (block.level or _NUMBERED.match(text)):
        return ""
    return next((key for key, says in HEADINGS if says.search(text)), "")


def _shows_picture(block: Block) -> bool:
    if isinstance(block, Grid):
        return any(cell.picture for cell in block.cells)
    if not isinstance(block, Picture):
        return False
    return all(size == 0 or size >= SMALLEST for size in (block.width, block.height))
