"""Reports to be printed: an ordinary one, one that is as full as can be, an empty one, one of the 2019 form."""

import dataclasses
import datetime
from decimal import Decimal
from itertools import cycle

from disclosure.outputs import document
from disclosure.outputs.document import Tables
from disclosure.statutory.content import PassageText, Signature
from disclosure.statutory.figures import parse_figure
from tests.support.make import make_content

TEXTS = {
    "preamble": "根据《中华人民共和国政府信息公开条例》的规定，现公布棠溪街道办事处 2023 年政府信息公开工作年度报告。"
    "本报告所列数据的统计期限为 2023 年 1 月 1 日至 12 月 31 日。",
    "proactive": "全年主动公开信息 326 条，阅读量 18.6 万次。\n1.突出重点领域。及时公布旧房改造的进度和结果。\n"
    "2.加强解读。解读材料12篇，其中图解7篇。",
    "on_request": "2023年收到申请17件，上年结转1件；办结17件，结转下年度1件。",
    "management": "严格执行“三审三校”，全年制发行政规范性文件1件、废止2件。",
    "platform": "在9个社区设立专区，配备查询机10台，修正错链6处。",
    "supervision": "全年培训2次、86人次，开展社会评议1次，未发生责任追究。",
    "problems": "一是图解和视频占比不高；二是个别科室报送不及时，平均晚3个工作日。",
    "improvements": "（1）同步起草、同步审核、同步发布。\n（2）按月通报报送情况。",
    "other_matters": "2023年收取信息处理费0元。\n无其他需要报告的事项。",
}
NAMES = "报告人：朱镕、李堃、刘䶮、王㛃。"
RARE = "𠮷"
"""In neither of our subsets' sources of characters: it has to come from a full font."""
LONG_NAME = (
    "沧澜省镕城市堃山区䶮水街道办事处和㛃河新城管理委员会综合行政执法服务中心联合办公室"
)


def ordinary():
    figures = cycle((0, 0, 3, 0, 12, 1, 0, 107))
    content = make_content(passages=TEXTS, name="望汀区棠溪街道办事处")
    entered = {
        table: {
            cell: Decimal("59237.2449") if isinstance(value, Decimal) else next(figures)
            for cell, value in cells.items()
        }
        for table, cells in content.entered.items()
    }
    signature = Signature("望汀区棠溪街道办事处", datetime.date(2024, 1, 15))
    return dataclasses.replace(content, entered=entered, signature=signature)


def full():
    passages = TEXTS | {"preamble": f"{NAMES}{RARE}。{TEXTS['preamble']}"}
    content = make_content(
        fill=12345678, name=LONG_NAME, passages=passages, kind="city"
    )
    return dataclasses.replace(content, opening="before")


def widest():
    return make_content(fill=999999999999, passages=TEXTS, kind="province")


def blank():
    return make_content(fill=None, passages={})


def old():
    content = make_content(year=2020, fill=7, passages=TEXTS)
    content.entered["documents"]["regulations", "made"] = parse_figure(
        "约3件<b>", "count"
    )
    return content


def run_in():
    """Sub-headings that end in a stop and stand in the line of their paragraph, as many offices print them."""
    passages = {key: PassageText(text) for key, text in TEXTS.items()}
    passages["on_request"] = PassageText("全年受理0条。", "（二）依申请公开：")
    passages["platform"] = PassageText("利用公示栏公开。", "")
    return dataclasses.replace(ordinary(), passages=passages)


CASES = {make.__name__: make for make in (ordinary, full, widest, blank, old, run_in)}


def printed(name):
    return document.build(CASES[name]())


def printed_long():
    """One paragraph of many pages."""
    text = PassageText("中" * 28 * 60)
    content = dataclasses.replace(
        blank(), passages={"preamble": text}, opening="before"
    )
    return document.build(content)


def tables_of(made):
    """The filled tables of a document, in order."""
    for block in made.blocks:
        if isinstance(block, Tables):
            yield from block.tables


def bare(text):
    """Without any blanks: what is compared."""
    return "".join(text.split())


def words_in_order(made):
    """All that has to stand on paper, in order: title, headings, passages, labels and figures of every line."""
    yield made.title
    content = made.content
    for block in made.blocks:
        if isinstance(block, Tables):
            for filled in block.tables:
                yield from table_words(filled)
        elif hasattr(block, "lines"):
            yield from block.lines
        else:
            yield getattr(block, "lead", "") + block.text
    assert content.edition.parts


def table_words(filled):
    yield filled.caption
    for line in (*filled.grid.head, *filled.grid.body):
        for cell in line.cells:
            yield filled.text(cell) if hasattr(cell, "column") else cell.text


def missing_in(text, words):
    """The first of the words that does not stand in the text after those before it, None when all do."""
    at = 0
    for word in map(bare, words):
        found = text.find(word, at)
        if found < 0:
            return word
        at = found + len(word)
    return None
