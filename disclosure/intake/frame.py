"""Where the six parts of a report begin and end among the blocks of a file, and what belongs to none of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from disclosure.intake.headings import HeadingLine, part_announced
from disclosure.intake.source import Block, Grid, Paragraph, Picture
from disclosure.statutory.editions import Edition

FOOT = re.compile(
    r"^(?:【?(?:打印|关闭|分享|返回)|上一[篇条]|下一[篇条]|附件[0-9一二三]*[：:]|相关(?:链接|附件|文档|信息|阅读)|扫一扫|"
    r"主办(?:单位)?[：:]|承办(?:单位)?[：:]|版权所有|网站(?:地图|标识码)|.{0,12}ICP备|.{0,12}公网安备|责任编辑|编辑[：:]|"
    r"联系我们|技术支持|浏览次数|文章来源|您访问的)"
)
"""How a page goes on below a report."""
HEAD = re.compile(
    r"^(?:\[?(?:发布|公开|生成|成文)(?:日期|时间)|(?:信息|文章)?来源[：:]|索\s*引\s*号|发布机构|浏览|阅读|点击|访问|字[号体]|"
    r"【?字体|打印|分享|收藏|作者|编辑|责任编辑|文号|主题|您?当前位置|当前的?位置|首页|时间[：:]|日期[：:]|"
    r"[0-9]{4}[-/年.][0-9]{1,2}[-/月.][0-9]{1,2})"
)
"""What stands between a page's title and the report."""


@dataclass(frozen=True, slots=True)
class Boundary:
    """The heading of a part: at which place in the list of blocks, and as it is printed."""

    at: int
    part: str
    printed: HeadingLine


@dataclass(frozen=True, eq=False)
class Frame:
    """The parts of a file: for each part found its heading and its paragraphs, `before` what leads up to part one.

    Places are indexes into the blocks given. `left` counts the paragraphs that belong to nothing.
    """

    boundaries: tuple[Boundary, ...]
    parts: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    before: tuple[Paragraph, ...] = ()
    left: int = 0


def find_frame(
    blocks: Sequence[Block],
    edition: Edition,
    tables: Mapping[str, int],
    used: frozenset[int],
    title: tuple[int, ...],
) -> Frame:
    """`tables` is {part key: number of the block where its first table begins}; `title` the blocks of the title."""
    boundaries = _boundaries(blocks, edition, tables)
    if not boundaries:
        return Frame(())
    parts: dict[str, tuple[Block, ...]] = {}
    left = 0
    ends = [boundary.at for boundary in boundaries[1:]] + [len(blocks)]
    for boundary, end in zip(boundaries, ends, strict=True):
        inside = [
            block
            for block in blocks[boundary.at + 1 : end]
            if block.where.block not in used
        ]
        if end == len(blocks):
            kept = _until_foot(inside)
            left += sum(not _aside(block) for block in inside[len(kept) :])
            inside = kept
        parts[boundary.part] = tuple(block for block in inside if not _aside(block))
    first = boundaries[0]
    before = (
        _leading(blocks[: first.at], title)
        if first.part == edition.parts[0].key
        else ()
    )
    return Frame(tuple(boundaries), parts, before, left)


def _boundaries(
    blocks: Sequence[Block], edition: Edition, tables: Mapping[str, int]
) -> list[Boundary]:
    """One heading for each part. A part with tables begins at the last heading of its name before its first table."""
    marked, bare = _candidates(blocks, edition)
    order = [part.key for part in edition.parts]
    chosen: dict[str, Boundary] = {}
    for key in order:
        if key in tables:
            for candidates in (marked, bare):
                above = [
                    c
                    for c in candidates
                    if c.part == key and blocks[c.at].where.block < tables[key]
                ]
                floor = max(
                    (tables[k] for k in order[: order.index(key)] if k in tables),
                    default=0,
                )
                above = [c for c in above if blocks[c.at].where.block >= floor]
                if above:
                    chosen.setdefault(key, above[-1])
    first_table = min(tables.values(), default=0)
    for key in order:
        if key in chosen or key in tables:
            continue
        mine = [c for c in marked if c.part == key] or [
            c for c in bare if c.part == key
        ]
        if mine:
            chosen[key] = _likely(mine, key, order, chosen, first_table, blocks)
    return sorted(chosen.values(), key=lambda boundary: boundary.at)


def _likely(
    mine: list[Boundary],
    key: str,
    order: list[str],
    chosen: dict[str, Boundary],
    first_table: int,
    blocks: Sequence[Block],
) -> Boundary:
    """Of several headings of one name: part one's nearest above the tables, a later part's first below what precedes it.

    A table of contents, or links at the head of a page, give the same names again.
    """
    place = order.index(key)
    above = max((chosen[k].at for k in order[:place] if k in chosen), default=-1)
    below = min(
        (chosen[k].at for k in order[place + 1 :] if k in chosen), default=len(blocks)
    )
    if place == 0:
        fitting = [
            c
            for c in mine
            if c.at < below
            and (not first_table or blocks[c.at].where.block < first_table)
        ]
        return _followed_by_text(fitting, blocks) if fitting else mine[0]
    fitting = [c for c in mine if above < c.at < below]
    return _followed_by_text(fitting, blocks) if fitting else mine[-1]


def _followed_by_text(candidates: list[Boundary], blocks: Sequence[Block]) -> Boundary:
    """The first one with text of its own: in a list of headings only headings follow."""
    for candidate in candidates:
        following = next(
            (
                b
                for b in blocks[candidate.at + 1 :]
                if isinstance(b, Paragraph) and b.text.strip()
            ),
            None,
        )
        if (
            candidate.printed.rest
            or following is None
            or len(following.text.strip()) > 12
            and "。" in following.text
        ):
            return candidate
    return candidates[-1]


def _candidates(
    blocks: Sequence[Block], edition: Edition
) -> tuple[list[Boundary], list[Boundary]]:
    """Lines that announce a part: with a number of the first order, and bare labels."""
    marked: list[Boundary] = []
    bare: list[Boundary] = []
    for at, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or block.aside:
            continue
        if taken := part_announced(block.text, edition):
            marked.append(Boundary(at, *taken))
        elif taken := part_announced(block.text, edition, marked=False):
            bare.append(Boundary(at, *taken))
    return marked, bare


def _aside(block: Block) -> bool:
    return isinstance(block, Paragraph | Grid) and block.aside


def _until_foot(blocks: list[Block]) -> list[Block]:
    """What follows the last heading, up to where the page around it goes on."""
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph) and (
            FOOT.match(block.text.strip()) or (block.aside and at)
        ):
            return [b for b in blocks[:at] if not isinstance(b, Picture)]
    return blocks


def _leading(blocks: Sequence[Block], title: tuple[int, ...]) -> tuple[Paragraph, ...]:
    """The opening before 一、: the paragraphs after the title, else the sentences directly above."""
    opening: list[Paragraph] = []
    for block in reversed(blocks):
        if not isinstance(block, Paragraph) or block.where.block in title:
            if isinstance(block, Picture):
                continue
            break
        text = block.text.strip()
        if (
            block.aside
            or not text
            or HEAD.match(text)
            or (len(text) < 30 and "。" not in text)
        ):
            if title and block.where.block > max(title):
                continue
            if not text:
                continue
            break
        opening.insert(0, block)
    return tuple(opening)
