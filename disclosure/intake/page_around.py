"""Tells what of a web page stands around a report: what is above its opening and below its last part."""

from __future__ import annotations

import re
from collections.abc import Sequence

from disclosure.intake.source import Block, Picture, SourceGrid, SourceParagraph

FOOT = re.compile(
    r"""
    【?(?:打印|关闭|分享|返回)              # 【打印】【关闭】
    | 上一[篇条] | 下一[篇条]               # 上一篇：某局2022年年报
    | 附件[0-9一二三]*[：:]                 # 附件1：统计表.xlsx
    | 相关(?:链接|附件|文档|信息|阅读)
    | 扫一扫                                # 扫一扫在手机打开当前页
    | 主办(?:单位)?[：:]                    # 主办单位：某市人民政府办公室
    | 承办(?:单位)?[：:]
    | 版权所有
    | 网站(?:地图|标识码)
    | .{0,12}ICP备                          # 备案号：苏ICP备05000000号
    | .{0,12}公网安备                       # 苏公网安备32000000000000号
    | 责任编辑 | 编辑[：:]
    | 联系我们 | 技术支持
    | 浏览次数
    | 文章来源
    | 您访问的                              # 您访问的链接即将离开本网站
    """,
    re.VERBOSE,
)
"""How a page goes on below a report: what content systems of government sites put there."""
HEAD = re.compile(
    r"""
    \[?(?:发布|公开|生成|成文)(?:日期|时间)  # [发布日期] 2024-01-31
    | (?:信息|文章)?来源[：:]
    | 索\s*引\s*号                           # 索 引 号：014000319/2024-00001
    | 发布机构
    | 浏览 | 阅读 | 点击 | 访问              # 浏览次数：12
    | 字[号体] | 【?字体                     # 【字体：大 中 小】
    | 打印 | 分享 | 收藏
    | 作者 | 编辑 | 责任编辑
    | 文号 | 主题
    | 您?当前位置 | 当前的?位置 | 首页       # 您当前位置：首页 > 政府信息公开
    | 时间[：:] | 日期[：:]
    | [0-9]{4}[-/年.][0-9]{1,2}[-/月.][0-9]{1,2}    # 2024-01-31 15:06
    """,
    re.VERBOSE,
)
"""What stands between a page's title and the report."""
OPENING_SENTENCE = 30
"""Characters; a shorter line above part one without a full stop is of the page, not of the opening. Judged by eye."""


def is_aside(block: Block) -> bool:
    """Whether the file marks the block as not of the text."""
    return isinstance(block, SourceParagraph | SourceGrid) and block.aside


def until_foot(blocks: Sequence[Block]) -> Sequence[Block]:
    """What follows the last heading of a report, up to where the page around it goes on."""
    for at, block in enumerate(blocks):
        if not isinstance(block, SourceParagraph):
            continue

        # An aside directly below the heading is a page number, and the text goes on.
        aside = block.aside and at > 0
        if aside or FOOT.match(block.text.strip()):
            # A picture above the foot of a page is a banner or a code to scan.
            return [b for b in blocks[:at] if not isinstance(b, Picture)]

    return blocks


def opening_of(
    blocks: Sequence[Block],
    title: tuple[int, ...],
) -> tuple[SourceParagraph, ...]:
    """The opening above part one: the paragraphs after the title, else the sentences directly above.

    `blocks` are all above the heading of part one, `title` the numbers of the title's.
    """
    opening: list[SourceParagraph] = []
    for block in reversed(blocks):
        if isinstance(block, Picture):
            continue
        if not isinstance(block, SourceParagraph):
            break
        if block.where.block in title:
            break

        if _is_sentence(block):
            opening.append(block)
        elif _ends_opening(block, title):
            break

    opening.reverse()
    return tuple(opening)


def _ends_opening(block: SourceParagraph, title: tuple[int, ...]) -> bool:
    """Whether a line that is none of the opening stands above it.

    Below a title a date or a source is passed over. Without a title the opening ends there: above it may be links.
    """
    if not block.text.strip():
        return False
    return not title or block.where.block < max(title)


def _is_sentence(block: SourceParagraph) -> bool:
    text = block.text.strip()
    if block.aside or not text:
        return False
    if HEAD.match(text):
        return False
    return "。" in text or len(text) >= OPENING_SENTENCE
