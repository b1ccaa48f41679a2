"""Tells which part of the form a line announces, or which topic, in the many wordings of real reports."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from disclosure.statutory.editions import Edition

MOST = 45
"""Characters of a heading that stands alone; the longest wording of part four has 36."""
LEAD = 24
"""Characters of a heading that is run into its paragraph. Judged by eye: `（四）政府信息公开平台建设情况：` has 16."""
MOST_OF_TOPIC = 24
"""Characters of a heading inside a part; as many, for the same headings."""
LONGEST_LINE = 4000
"""Characters; a longer line is not searched, so that no text takes long."""

_HAN = "一二三四五六七八九十"
_TOP = re.compile(
    rf"""
    第[{_HAN}]部分                          # 第六部分 其他需要报告的事项
    | [{_HAN}]{{1,2}}[、，,.．。:：]?       # 一、总体情况
    | [（(][{_HAN}]{{1,2}}[）)]、           # （一）、总体情况
    | [1-9１-９][、.．]                     # 6.其它需要报告的事项
    """,
    re.VERBOSE,
)
"""Numbers of the first order."""
_TOPIC = re.compile(
    rf"""
    [（(][{_HAN}]{{1,2}}[）)][、.．]?       # （一）主动公开
    | [{_HAN}]{{1,2}}[、.．]                # 一、主动公开
    | [（(][1-9１-９][）)]                  # （1）主动公开
    | [1-9１-９]{{1,2}}[、.．](?![0-9０-９])  # 2.依申请公开, but not 2.5万件
    """,
    re.VERBOSE,
)
"""Numbers of any order."""
_SLOT_MARK = re.compile(rf"[（(][{_HAN}]{{1,2}}[）)]")
_STOP = re.compile(r"[：:。．；;]|\u3000|[ \u00a0]{2,}")
_SENTENCE = re.compile(r"[。；;！？!?，,]")
_CLAUSE = re.compile(r"[，,]")
_ONE_FORM = str.maketrans("(),:;.０１２３４５６７８９", "（），：；．0123456789")


def in_one_form(text: str) -> str:
    """Without blanks, brackets and punctuation of one width: for comparing, never for keeping."""
    return re.sub(r"\s", "", text).translate(_ONE_FORM)


@dataclass(frozen=True, slots=True)
class HeadingLine:
    """A line taken apart: `number` and `label` as printed, and `rest`, what is run in after the heading's own stop."""

    number: str
    label: str
    stop: str
    rest: str

    @property
    def heading(self) -> str:
        """As printed; the stop belongs to it where text follows on the line."""
        stop = self.stop.strip() if self.rest else ""
        return self.number + self.label + stop


class Announced(NamedTuple):
    """What a line announces: the key of a part or of a passage, "" where it is neither's, and the line taken apart."""

    key: str
    line: HeadingLine


PARTS: dict[str, re.Pattern[str]] = {
    "disputes": re.compile(r"复议.*诉讼|诉讼.*复议"),
    "requests": re.compile(
        r"(?:收到|处理|办理|受理).*申请|申请.*(?:收到|处理|办理)情况"
    ),
    "proactive_disclosure": re.compile(r"主动公开"),
    "issues": re.compile(r"问题|困难与|不足|薄弱环节"),
    "other": re.compile(r"其[他它].*(?:报告|事项)|需要(?:报告|说明).*事项|^附则$"),
    "overview": re.compile(r"总体|概[况述]|基本情况|工作情况$"),
}
"""What a heading of a part speaks of; tried in this order. Keys here are short names, `part_keys` gives the edition's."""

TOPICS: dict[str, re.Pattern[str]] = {
    "on_request": re.compile(r"依申请|申请公开|申请办理"),
    "proactive": re.compile(r"主动公开|公开内容|信息公开情况$"),
    "platform": re.compile(r"平台|网站|载体|渠道"),
    "management": re.compile(r"信息(?:资源)?(?:的)?管理|规范管理|管理情况"),
    "supervision": re.compile(r"监督|保障|考核"),
}
"""What a heading inside part one speaks of; tried in this order."""

_PROBLEMS = re.compile(r"问题|不足|困难|短板|薄弱")
_MEASURES = re.compile(r"改进|整改|措施|打算|计划|思路|下一步|努力方向|工作安排|对策")
_AGAINST = re.compile(r"针对|对照|围绕")
"""How a heading of measures begins that names the problems: `针对问题的整改措施`."""


def part_keys(edition: Edition) -> dict[str, str]:
    """Short name -> key of the edition's part."""
    names = (
        "overview",
        "proactive_disclosure",
        "requests",
        "disputes",
        "issues",
        "other",
    )
    keys = (part.key for part in edition.parts)
    return dict(zip(names, keys, strict=True))


def heading_line(text: str, mark: re.Pattern[str] = _TOPIC) -> HeadingLine | None:
    """The heading with which a line begins, None where it begins with none."""
    line = text.strip()
    number = mark.match(line)
    if number is None:
        return None
    body = line[number.end() :]
    stop = _STOP.search(body.rstrip())
    if stop and stop.start() <= LEAD:
        label = body[: stop.start()].strip()
        rest = body[stop.end() :].strip()
        return HeadingLine(number[0], label, stop[0], rest)
    if len(in_one_form(body)) <= MOST:
        return HeadingLine(number[0], body.strip(), "", "")
    return None


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


def _marked_part(line: str, edition: Edition) -> Announced | None:
    taken = heading_line(line, _TOP)
    if taken is None or not taken.label:
        return _run_together(line, edition)
    name = _part_named(in_one_form(taken.label))
    if not name:
        return None
    return Announced(part_keys(edition)[name], taken)


def _bare_part(line: str, edition: Edition) -> Announced | None:
    """Only the official wording: 主动公开 alone may be a link, or a line of a table."""
    if len(in_one_form(line)) > MOST or _SENTENCE.search(line):
        return None
    label = in_one_form(line).rstrip("：")
    for part in edition.parts:
        if label == in_one_form(part.label):
            return Announced(part.key, HeadingLine("", line, "", ""))
    return None


def _run_together(line: str, edition: Edition) -> Announced | None:
    """A heading whose paragraph follows without any stop: `一、总体情况2023年，我街道…`: only the official wording."""
    number = _TOP.match(line)
    if number is None:
        return None
    body = line[number.end() :].lstrip()
    for part in edition.parts:
        if body.startswith(part.label):
            rest = body[len(part.label) :]
            return Announced(part.key, HeadingLine(number[0], part.label, "", rest))
    return None


def _part_named(label: str) -> str:
    """The short name of the part that a label speaks of, "" where it is of none."""
    if _SENTENCE.search(label) or len(label) > MOST:
        return ""
    for name, wording in PARTS.items():
        if wording.search(label):
            return name
    return ""


def topic_announced(text: str) -> Announced | None:
    """Which of the five topics of part one a line announces; "" for another topic."""
    taken = heading_line(text)
    if taken is None or not taken.label:
        return None
    label = _label_inside(taken)
    for key, wording in TOPICS.items():
        if wording.search(label):
            return Announced(key, taken)
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


def is_topic_mark(number: str) -> bool:
    """Whether a number is of the order that the form gives its topics: （一）."""
    return _SLOT_MARK.match(number) is not None
