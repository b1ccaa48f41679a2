"""Tells what a text says of problems and measures: nothing, that there are none, what is to be done, in how many steps. Pure: no Django."""

from __future__ import annotations

import re

from disclosure.statutory.chinese import NUMERALS

NOTHING = re.compile(
    r"""
    ^[\s（(]*
    (?:[一二三四五六七八九十\d]+[、.．])?\s*        # 1.无
    (?:无|没有|暂无|略|/|-+|—+|不存在|不涉及)       # 无。, /, ——
    [）)]?[\s。.]*$
    """,
    re.VERBOSE,
)
NO_PROBLEMS = re.compile(
    r"""
    (?:暂无|没有|未发现|不存在)(?:存在)?            # 我街道政府信息公开工作不存在问题。
    (?:什么|明显|突出|任何|重大)?的?
    (?:主要)?(?:问题|不足)
    [^。，；]{0,4}[。\s]*$
    """,
    re.VERBOSE,
)
BUT_SOME = re.compile(rf"但|仍|尚|还(?:有|存|需)|不够|有待|不足之处|[{NUMERALS}]是")
MEASURES = re.compile(
    r"""
    下一?步|今后|改进|整改|措施                     # 下一步，将增加图解。
    |将(?:从|进一步|继续|着力|切实|重点|坚持|加)
    |(?:进一步|继续|持续|不断)(?:加|完|健|提|优|强|规|丰|拓)
    |明年|下一?年|20\d\d[ ]?年，?[^。]{0,12}(?:将|拟)
    """,
    re.VERBOSE,
)
_DEEDS = (
    "加强|完善|健全|优化|加大|拓展|拓宽|丰富|强化|建立|规范|推进|开展|组织|落实|细化|创新|畅通|增加|制定|安排|设立|梳理|编制|"
    "更新|配备|邀请|培训|补充|改为|公开|清理|统一|举办|增设|纳入|修订|公布|整理|指定|明确|定期|每[月周季年]"
)
VERBS = re.compile(f"提升|提高|{_DEEDS}")
STEP = re.compile(rf"(?:^|[，；。：\n])[^，；。：\n]{{0,6}}?(?:{_DEEDS})")
"""A clause that begins with something to do: 加强人员培训，提高质量 is one, since 提高 and 提升 say what it is for."""
_SENTENCE = re.compile(r"[^。；\n]+")


def says_nothing(text: str) -> bool:
    """无。 or / stands for the whole text."""
    return bool(NOTHING.match(text))


def denies_problems(text: str) -> bool:
    """无。, or ……工作不存在问题。; not 解读仍不够，没有突出问题。"""
    if says_nothing(text):
        return True
    if BUT_SOME.search(text):
        return False
    return bool(NO_PROBLEMS.search(text.strip()))


def promises_measures(text: str) -> bool:
    """Whether it speaks of what comes next: 下一步，将增加图解。"""
    return bool(MEASURES.search(text))


def names_a_deed(text: str) -> bool:
    """Whether anything is to be done at all, promised or only named: 每周更新专栏。"""
    return promises_measures(text) or bool(VERBS.search(text))


def count_measures(text: str) -> int:
    """How many measures a text without numbers gives, at most: by sentences, or by clauses that begin with a deed."""
    return max(len(_SENTENCE.findall(text)), len(STEP.findall(text)))
