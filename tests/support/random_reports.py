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


class Writer:
    """Whoever writes reports at random. What is thrown, and in which order, makes the report of a seed."""

    names: tuple[str, ...] = NAMES
    leads: tuple[str, ...] = LEADS
    sentences: tuple[str, ...] = SENTENCES
    share = 0.85
    """Of the passages, how many are written."""

    def report(self, seed: int) -> Content:
        """Both editions in turn; of every ten, one has twelve digits everywhere and one nothing at all."""
        dice = random.Random(seed)
        edition = list(EDITIONS.values())[seed % len(EDITIONS)]
        typed = random_typed(dice, edition)
        if seed // 2 % 10 < 2:
            typed = full(edition, "999999999999") if seed // 2 % 10 else {}

        name = dice.choice(self.names)
        content = dataclasses.replace(content_of(edition, typed), agency_name=name)
        passages = {
            slot.key: self.passage(dice)
            for slot in edition.passages
            if dice.random() < self.share
        }
        passages |= self.beginning(dice, content)
        signature = Signature(name, self.date(dice, content))
        return dataclasses.replace(
            content,
            passages=passages,
            signature=dice.choice((None, signature)),
            opening=dice.choice(("before", "inside")),
        )

    def passage(self, dice: random.Random) -> PassageText:
        lines = [self.line(dice) for _ in range(dice.randrange(5))]
        headings = (None, None, "", "（一）自拟标题", "（二）连排标题：")
        return PassageText("\n".join(lines), dice.choice(headings))

    def line(self, dice: random.Random) -> str:
        lead = dice.choice(self.leads)
        return lead + "".join(dice.choices(self.sentences, k=dice.randrange(3)))

    def beginning(
        self, dice: random.Random, content: Content
    ) -> dict[str, PassageText]:
        """The preamble, where the writer always has one."""
        return {}

    def date(self, dice: random.Random, content: Content) -> datetime.date | None:
        fixed = datetime.date(content.edition.first_year + 2, 1, 15)
        return dice.choice((None, fixed))


random_report = Writer().report
