"""Finds what was left of a template: crosses, blanks to fill, instructions. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.rules.catalogue import Level, Spot, rule
from disclosure.rules.wording.prose import passages
from disclosure.statutory.content import Content

SURNAMED = (
    r"(?<![王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗])(?<!申请人)(?<!当事人)(?<!原告)"
)
"""Before crosses that stand for a person's name: 张××诉街道一案. The twenty surnames are those that are most usual."""
_NO_BRACKET = r"[^（）()【】\[\]［］]"
LEFT_OVER = re.compile(
    rf"""
    {SURNAMED}[XxＸｘ×✕╳]{{2,}}(?![A-Za-z0-9])(?!诉|某)              # 公开信息XX条, ××街道
    |(?<![A-Za-z0-9ＸX×])[XxＸｘ×]                                  # 公开信息X条, no X光片
     (?=\s?(?:条|次|个|期|元|万元|万|人|篇|件|场|项|月|日|年|%|％))
    |[_＿]{{2,}}|○{{2,}}|◯{{2,}}|△{{2,}}|□{{2,}}                    # 公开信息____条
    |[（(【\[［]{_NO_BRACKET}{{0,12}}                               # （此处填写本机关情况）
     (?:此处|请填写|填写|待填|待补|待定|插入|单位名称|机关名称|按实际|据实|示例|样例|参考模板)
     {_NO_BRACKET}{{0,30}}[）)】\]］]
    |待补充|待填写?|待完善后补|待核实后                             # 内容待补充
    |此处填写|请在此处?填写|请填写
    |(?<=[，。；：、])待定(?=[，。；、]|$)                          # 时间：待定，no 方案待定后公布
    |TODO|TBD|N/A
    |某某(?=街道|镇|乡|区|县|市|局|委|办|单位|村|社区)
    """,
    re.VERBOSE,
)
QUOTED_FORM = re.compile(r"[“《「][^”》」]{0,20}$")


@rule(
    "D-15",
    Level.ERROR,
    "没有填完的模板文字",
    "“{wrong}”像是模板里没有填的空。请填上实际内容，或者删去。",
)
def leftovers(report: Content, last: Content | None) -> Iterator[Spot]:
    """不能留有模板文字：XX、××、____、X条、（此处填写…）、待补充。

    A cross after a surname or a party stands for a person's name and passes. Source: RULES D-15.
    """
    for whole in passages(report):
        for match in LEFT_OVER.finditer(whole.text):
            # “请填写申请表”: within a quotation they are words of another paper.
            if "填写" in match[0] and QUOTED_FORM.search(whole.text[: match.start()]):
                continue

            yield whole.spot(*match.span(), names={"wrong": match[0]})
