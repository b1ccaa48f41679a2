"""Reports as offices write them, at random: any figures, blank and unreadable cells among them, and ordinary texts."""

from __future__ import annotations

import dataclasses
import datetime
import random

from disclosure.statutory.content import Content, PassageText, Signature
from disclosure.statutory.editions import EDITIONS
from tests.support.papers import LONG_NAME
from tests.support.parity import content_of, full, random_typed

NAMES = (
    "棠溪街道办事处",
    "望汀区听松镇人民政府",
    "望汀区教育局",
    "云溪省人民政府",
    LONG_NAME,
)
LEADS = ("1.突出重点领域。", "2.加强解读。", "一是", "二是", "", "", "", "（1）")
SENTENCES = (
    "全年主动公开信息326条，阅读量18.6万次。",
    "及时公布旧房改造的进度和结果，回应群众关切。",
    "严格执行“三审三校”，先审后发。",
    "开展培训2次、86人次。",
    "在9个社区设立专区，配备查询机10台，修正错链6处。",
    "依法答复申请人，告知救济渠道和期限。",
    "图解和视频占比不高，个别科室报送不及时。",
    "按《中华人民共和国政府信息公开条例》第二十条的规定，及时更新目录。",
    "平均办理时间为 7.5 个工作日，较上年缩短 12.5%。",
    "联系电话：0517-80000000，地址：棠溪路 8 号。",
    "健全机制、细化流程、明确责任，" * 12 + "取得实效。",
)


def plausible_report(seed: int) -> Content:
    """Both editions in turn; of every ten, one has twelve digits everywhere and one nothing at all."""
    dice = random.Random(seed)
    edition = list(EDITIONS.values())[seed % len(EDITIONS)]
    typed = random_typed(dice, edition)
    if seed // 2 % 10 < 2:
        typed = full(edition, "999999999999") if seed // 2 % 10 else {}
    name = dice.choice(NAMES)
    content = content_of(edition, typed)
    passages = {
        slot.key: _passage(dice) for slot in edition.passages if dice.random() < 0.9
    }
    opening = f"根据《中华人民共和国政府信息公开条例》的规定，现公布{name}{content.year}年政府信息公开工作年度报告。"
    passages[edition.passages[0].key] = PassageText(opening + dice.choice(SENTENCES))
    date = datetime.date(content.year + 1, 1, dice.randrange(1, 29))
    return dataclasses.replace(
        content,
        agency_name=name,
        passages=passages,
        signature=dice.choice((None, Signature(name, date))),
        opening=dice.choice(("before", "inside")),
    )


def _passage(dice: random.Random) -> PassageText:
    lines = [
        dice.choice(LEADS) + "".join(dice.choices(SENTENCES, k=dice.randrange(1, 4)))
        for _ in range(dice.randrange(1, 4))
    ]
    return PassageText("\n".join(lines))
