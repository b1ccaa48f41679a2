"""Telling headings: which part of the form a line announces, or which topic, in the many wordings of real reports."""

from __future__ import annotations

import re
from dataclasses import dataclass

from disclosure.statutory.editions import Edition

MOST = 45
"""Characters of a heading that stands alone; the longest wording of part four has 36."""
LEAD = 24
"""Characters of a heading that is run into its paragraph."""
MOST_OF_TOPIC = 24
"""Characters of a heading inside a part."""

_HAN = "一二三四五六七八九十"
_TOP = re.compile(
    rf"(?:第[{_HAN}]部分|[{_HAN}]{{1,2}}[、，,.．。:：]?|[（(][{_HAN}]{{1,2}}[）)]、|[1-9１-９][、.．])"
)
_TOPIC = re.compile(
    rf"[（(][{_HAN}]{{1,2}}[）)][、.．]?|[{_HAN}]{{1,2}}[、.．]|[（(][1-9１-９][）)]|[1-9１-９]{{1,2}}[、.．](?![0-9０-９])"
)
_SLOT_MARK = re.compile(rf"[（(][{_HAN}]{{1,2}}[）)]")
_STOP = re.compile(r"[：:。．；;]|\u3000|[ \u00a0]{2,}")
_SENTENCE = re.compile(r"[。；;！？!?，,]")
_CLAUSE = re.compile(r"[，,]")


def squeezed(text: str) -> str:
    """Without blanks, brackets and punctuation in one form: for comparing, never for keeping."""
    return re.sub(r"\s", "", text).translate(
        str.maketrans("(),:;.０１２３４５６７８９", "（），：；．0123456789")
    )


@dataclass(frozen=True, slots=True)
class Announced:
    """A line taken apart: `number` and `label` as printed, and `rest`, what is run in after the heading's own stop."""

    number: str
    label: str
    stop: str
    rest: str

    @property
    def heading(self) -> str:
        """As printed; the stop belongs to it where text follows on the line."""
        return self.number + self.label + (self.stop.strip() if self.rest else "")


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
    return {name: part.key for name, part in zip(names, edition.parts, strict=True)}


def announced(text: str, mark: re.Pattern[str] = _TOPIC) -> Announced | None:
    """The heading with which a line begins, None where it begins with none."""
    line = text.strip()
    number = mark.match(line)
    if number is None:
        return None
    body = line[number.end() :]
    stop = _STOP.search(body.rstrip())
    if stop and stop.start() <= LEAD:
        return Announced(
            number[0], body[: stop.start()].strip(), stop[0], body[stop.end() :].strip()
        )
    if len(squeezed(body)) <= MOST:
        return Announced(number[0], body.strip(), "", "")
    return None


def part_announced(
    text: str, edition: Edition, *, marked: bool = True
) -> tuple[str, Announced] | None:
    """Which part a line announces, by its label: (key, the line taken apart).

    `marked`: only lines with a number of the first order (一、); else a bare label that says just that.
    """
    line = text.strip()
    if not line or len(line) > 4000:
        return None
    keys = part_keys(edition)
    if marked:
        taken = announced(line, _TOP)
        if taken is None or not taken.label:
            return _run_together(line, edition)
        name = _part_named(squeezed(taken.label))
        return (keys[name], taken) if name else None
    if len(squeezed(line)) > MOST or _SENTENCE.search(line):
        return None
    label = squeezed(line).rstrip("：")
    official = next(
        (part.key for part in edition.parts if label == squeezed(part.label)), None
    )
    return (official, Announced("", line, "", "")) if official else None


def _run_together(line: str, edition: Edition) -> tuple[str, Announced] | None:
    """A heading whose paragraph follows without any stop: `一、总体情况2023年，我街道…`: only the official wording."""
    number = _TOP.match(line)
    body = line[number.end() :].lstrip() if number else ""
    for part in edition.parts:
        if body.startswith(part.label):
            return part.key, Announced(
                line[: number.end()] if number else "",
                part.label,
                "",
                body[len(part.label) :],
            )
    return None


def _part_named(label: str) -> str:
    if _SENTENCE.search(label) or len(label) > MOST:
        return ""
    return next((name for name, says in PARTS.items() if says.search(label)), "")


def topic_announced(text: str) -> tuple[str, Announced] | None:
    """Which of the five topics of part one a line announces: (key, the line taken apart); "" for another topic."""
    taken = announced(text)
    if taken is None or not taken.label:
        return None
    label = _label_inside(taken)
    return next((key for key, says in TOPICS.items() if says.search(label)), ""), taken


def _label_inside(taken: Announced) -> str:
    """The label of a heading inside a part, squeezed; nothing where it is a clause or too long for one."""
    label = squeezed(taken.label)
    return "" if len(label) > MOST_OF_TOPIC or _CLAUSE.search(label) else label


def issue_announced(text: str) -> tuple[str, Announced] | None:
    """Whether a line announces the problems or the improvements of part five; "" where it says both or neither."""
    taken = announced(text)
    if taken is None or not taken.label:
        return None
    label = _label_inside(taken)
    problems, measures = _PROBLEMS.search(label), _MEASURES.search(label)
    if bool(problems) == bool(measures):
        # `针对问题的改进措施` is of measures, `存在的问题和改进措施` of both.
        return (
            ("improvements", taken)
            if re.match(r"针对|对照|围绕", label) and measures
            else ("", taken)
        )
    return ("problems" if problems else "improvements"), taken


def is_topic_mark(number: str) -> bool:
    """Whether a number is of the order that the form gives its topics: （一）."""
    return _SLOT_MARK.match(number) is not None
