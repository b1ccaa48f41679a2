"""Reports as nobody would write them but somebody may: any figures, texts that look like markup or formulas, long ones."""

from __future__ import annotations

import dataclasses
import datetime
import random

from disclosure.statutory.content import Content, PassageText, Signature
from disclosure.statutory.editions import EDITIONS
from tests.support.papers import LONG_NAME, RARE
from tests.support.parity import content_of, full, random_typed

NAMES = (
    "棠溪街道办事处",
    "云溪省人民政府",
    LONG_NAME,
    "=SUM(A1)局",
    "-1<局>&“所”",
    "@某局",
    "'引号局",
    f"{RARE}镕县",
)
LEADS = (
    "（一）健全机制",
    "（二）强化解读：",
    "1.突出重点。",
    "2.加强培训",
    "（1）细化目录",
    "一是",
    "",
)
SENTENCES = (
    "全年主动公开信息326条，阅读量18.6万次。",
    "=1+1 不是公式。",
    "+8 与 -8 也不是，@也不是。",
    "<b>不是标签</b> &amp; 也不是实体。",
    "引号“三审三校”、'单引号'和\"双引号\"。",
    "联系方式：https://example.gov.cn/zwgk?id=1&page=2 。",
    f"朱镕、李堃、刘䶮、王㛃、{RARE}。",
    "\t制表符在前，\u3000全角空格在中间。",
    "_x0041_不是字母。",
    "两个  连续空格，2023 年 1 月 1 日。",
    "长" * 1500 + "。",
)


def random_report(seed: int) -> Content:
    """Both editions in turn; of every ten, one has twelve digits everywhere and one nothing at all."""
    dice = random.Random(seed)
    edition = list(EDITIONS.values())[seed % len(EDITIONS)]
    typed = random_typed(dice, edition)
    if seed // 2 % 10 < 2:
        typed = full(edition, "999999999999") if seed // 2 % 10 else {}
    name = dice.choice(NAMES)
    passages = {
        slot.key: _passage(dice) for slot in edition.passages if dice.random() < 0.85
    }
    date = dice.choice((None, datetime.date(edition.first_year + 2, 1, 15)))
    return dataclasses.replace(
        content_of(edition, typed),
        agency_name=name,
        passages=passages,
        signature=dice.choice((None, Signature(name, date))),
        opening=dice.choice(("before", "inside")),
    )


def _passage(dice: random.Random) -> PassageText:
    lines = [
        dice.choice(LEADS) + "".join(dice.choices(SENTENCES, k=dice.randrange(3)))
        for _ in range(dice.randrange(5))
    ]
    return PassageText(
        "\n".join(lines),
        dice.choice((None, None, "", "（一）自拟标题", "（二）连排标题：")),
    )
