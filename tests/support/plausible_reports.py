"""Reports as offices write them, at random: any figures, blank and unreadable cells among them, and ordinary texts."""

from __future__ import annotations

import datetime
import random

from disclosure.statutory.content import Content, PassageText
from tests.support.papers import LONG_NAME
from tests.support.random_reports import Writer

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


class OfficialWriter(Writer):
    """Writes what an office would."""

    names, leads, sentences = NAMES, LEADS, SENTENCES
    share = 0.9

    def passage(self, dice: random.Random) -> PassageText:
        lines = [self.line(dice) for _ in range(dice.randrange(1, 4))]
        return PassageText("\n".join(lines))

    def line(self, dice: random.Random) -> str:
        lead = dice.choice(self.leads)
        return lead + "".join(dice.choices(self.sentences, k=dice.randrange(1, 4)))

    def beginning(
        self, dice: random.Random, content: Content
    ) -> dict[str, PassageText]:
        first = (
            "根据《中华人民共和国政府信息公开条例》的规定，"
            f"现公布{content.agency_name}{content.year}年政府信息公开工作年度报告。"
        )
        text = first + dice.choice(self.sentences)
        return {content.edition.passages[0].key: PassageText(text)}

    def date(self, dice: random.Random, content: Content) -> datetime.date:
        return datetime.date(content.year + 1, 1, dice.randrange(1, 29))


plausible_report = OfficialWriter().report
