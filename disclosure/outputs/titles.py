"""Where a report's title may be broken: between words, never inside 办事处 or 政府信息公开. No Django."""

from __future__ import annotations

import re

# What ends a place, and what an office is called after it. Longer names stand first.
_PLACE = (
    "自治区|自治州|自治县|自治旗|特别行政区|开发区|高新区|示范区|管理区|地区|新区|林区|新城|街道|"
    "省|市|州|盟|县|旗|区|乡|镇"
)
_OFFICE = (
    "人民政府|办事处|管理委员会|工作委员会|委员会|办公室|办公厅|管理局|监督局|保障局|服务中心|管理中心|执法|综合|联合|"
    "行政|管理|监督|建设|发展|改革|保障|资源|服务|事务|规划|信息化|工业|卫生|健康|教育|体育|文化|旅游|"
    "广播|电视|农业|农村|住房|城乡|人力|社会|生态|环境|交通|运输|自然|市场|退役|军人|应急|医疗"
)
_WORDS = re.compile(
    rf"市中区|[^省市州盟县旗区乡镇]{{1,9}}?(?:{_PLACE})|{_OFFICE}|[0-9]+年|政府信息公开|年度报告|工作|[A-Za-z0-9]+|.",
    re.DOTALL,
)
_TIED = 2
"""A rest shorter than this many characters stays with the word before it: 局, 厅, 站."""


def words(text: str) -> list[str]:
    """The text in pieces that are never broken; joined they are the text."""
    pieces: list[str] = []
    loose = ""  # single characters between known words make one word
    for match in _WORDS.finditer(text):
        piece = match[0]
        if len(piece) == 1:
            loose += piece
            continue

        if loose:
            pieces, loose = _attach(pieces, loose), ""

        pieces.append(piece)

    return _attach(pieces, loose) if loose else pieces


def _attach(pieces: list[str], loose: str) -> list[str]:
    if pieces and len(loose) < _TIED:
        return [*pieces[:-1], pieces[-1] + loose]
    return [*pieces, loose]


def lines(title: str, agency: str, width: int) -> list[str]:
    """The title in as few lines of at most `width` characters as will do, of like length, the office's name apart.

    A word longer than a line is the only thing that is cut.
    """
    if len(title) <= width:
        return [title]
    return [
        line
        for part in parts(title, agency)
        for line in _balanced(_cut(words(part), width), width)
    ]


def parts(title: str, agency: str) -> list[str]:
    """The office's name and the rest, which stand on lines of their own."""
    rest = title.removeprefix(agency)
    return [part for part in (title[: len(title) - len(rest)], rest) if part]


def _cut(pieces: list[str], width: int) -> list[str]:
    return [
        piece[at : at + width] for piece in pieces for at in range(0, len(piece), width)
    ]


def _balanced(pieces: list[str], width: int) -> list[str]:
    """The pieces in the fewest lines, filled no further than that takes."""
    fewest = len(_filled(pieces, width))
    narrowest = next(
        at
        for at in range(max(map(len, pieces)), width + 1)
        if len(_filled(pieces, at)) == fewest
    )
    return _filled(pieces, narrowest)


def _filled(pieces: list[str], width: int) -> list[str]:
    made = [""]
    for piece in pieces:
        if made[-1] and len(made[-1] + piece) > width:
            made.append("")

        made[-1] += piece

    return made
