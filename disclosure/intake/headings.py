"""Tells which part of the form a line announces, or which topic, in the many wordings of real reports."""

from __future__ import annotations

import re
from typing import NamedTuple

from disclosure.intake.heading_lines import (
    FIRST_ORDER,
    MOST,
    HeadingLine,
    heading_line,
    in_one_form,
)
from disclosure.statutory.editions import Edition

MOST_OF_TOPIC = 24
"""Characters of a heading inside a part. Judged by eye: `（四）政府信息公开平台建设情况` has 15."""
LONGEST_LINE = 4000
"""Characters; a longer line is not searched, so that no text takes long."""

_SENTENCE = re.compile(r"[。；;！？!?，,]")
_CLAUSE = re.compile(r"[，,]")


class Announced(NamedTuple):
    """What a line announces: the role of a part or of a passage, "" where it is neither's, and the line taken apart."""

    role: str
    line: HeadingLine


PARTS: dict[str, re.Pattern[str]] = {
    "disputes": re.compile(r"复议.*诉讼|诉讼.*复议"),
    "requests": re.compile(
        r"(?:收到|处理|办理|受理).*申请|申请.*(?:收到|处理|办理)情况"
    ),
    "proactive_disclosure": re.compile(r"主动公开"),
    "problems": re.compile(r"问题|困难与|不足|薄弱环节"),
    "other_matters": re.compile(
        r"其[他它].*(?:报告|事项)|需要(?:报告|说明).*事项|^附则$"
    ),
    "overview": re.compile(r"总体|概[况述]|基本情况|工作情况$"),
}
"""Role of a part -> what a heading of it speaks of; tried in this order."""

TOPICS: dict[str, re.Pattern[str]] = {
    "on_request": re.compile(r"依申请|申请公开|申请办理"),
    "proactive": re.compile(r"主动公开|公开内容|信息公开情况$"),
    "platform": re.compile(r"平台|网站|载体|渠道"),
    "management": re.compile(r"信息(?:资源)?(?:的)?管理|规范管理|管理情况"),
    "supervision": re.compile(r"监督|保障|考核"),
}
"""Role of a passage -> what a heading inside part one speaks of; tried in this order."""

_PROBLEMS = re.compile(r"问题|不足|困难|短板|薄弱")
_MEASURES = re.compile(r"改进|整改|措施|打算|计划|思路|下一步|努力方向|工作安排|对策")
_AGAINST = re.compile(r"针对|对照|围绕")
"""How a heading of measures begins that names the problems: `针对问题的整改措施`."""


def part_announced(
    text: str,
    edition: Edition,
    *,
    marked: bool = True,
) -> Announced | None:
    """Which part a line announces, by its label.

    `marked`: only lines with a number of the first order (一、); else a bare label that says just that.
    """
    line = text.strip()
    if not line or len(line) > LONGEST_LINE:
        return None
    if marked:
        return _marked_part(line, edition)
    return _bare_part(line, edition)


def _marked_part(
    line: str,
    edition: Edition,
) -> Announced | None:
    taken = heading_line(line, FIRST_ORDER)
    if taken is None or not taken.label:
        return _run_together(line, edition)

    role = _part_named(in_one_form(taken.label), edition)
    return Announced(role, taken) if role else None


def _bare_part(
    line: str,
    edition: Edition,
) -> Announced | None:
    """Only the official wording: 主动公开 alone may be a link, or a line of a table."""
    if len(in_one_form(line)) > MOST or _SENTENCE.search(line):
        return None

    label = in_one_form(line).rstrip("：")
    for part in edition.parts:
        if label == in_one_form(part.label):
            return Announced(part.role, HeadingLine("", line, "", ""))

    return None


def _run_together(
    line: str,
    edition: Edition,
) -> Announced | None:
    """A heading whose paragraph follows without any stop: `一、总体情况2023年，我街道…`: only the official wording."""
    number = FIRST_ORDER.match(line)
    if number is None:
        return None

    body = line[number.end() :].lstrip()
    for part in edition.parts:
        if body.startswith(part.label):
            rest = body[len(part.label) :]
            return Announced(part.role, HeadingLine(number[0], part.label, "", rest))

    return None


def _part_named(label: str, edition: Edition) -> str:
    """The role of the part that a label speaks of, "" where it is of none."""
    if _SENTENCE.search(label) or len(label) > MOST:
        return ""

    # A part that only one edition has is known by its official label alone.
    official = {in_one_form(part.label): part.role for part in edition.parts}
    if label in official:
        return official[label]

    roles = set(official.values())
    for role, wording in PARTS.items():
        if role in roles and wording.search(label):
            return role

    return ""


def topic_announced(text: str) -> Announced | None:
    """Which of the five topics of part one a line announces; "" for another topic."""
    taken = heading_line(text)
    if taken is None or not taken.label:
        return None

    label = _label_inside(taken)
    for role, wording in TOPICS.items():
        if wording.search(label):
            return Announced(role, taken)

    return Announced("", taken)


def issue_announced(text: str) -> Announced | None:
    """Whether a line announces the problems or the improvements of part five; "" where it says both or neither."""
    taken = heading_line(text)
    if taken is None or not taken.label:
        return None

    label = _label_inside(taken)
    has_problems = _PROBLEMS.search(label) is not None
    has_measures = _MEASURES.search(label) is not None
    if has_problems and has_measures:
        # `针对问题的改进措施` is of measures, `存在的问题和改进措施` of both.
        only_measures = _AGAINST.match(label)
        return Announced("improvements" if only_measures else "", taken)

    if has_problems:
        return Announced("problems", taken)
    return Announced("improvements" if has_measures else "", taken)


def _label_inside(taken: HeadingLine) -> str:
    """The label of a heading inside a part, in one form; nothing where it is a clause or too long for one."""
    label = in_one_form(taken.label)
    if len(label) > MOST_OF_TOPIC or _CLAUSE.search(label):
        return ""
    return label
