"""Takes a heading's line apart: its number, its label, and what is run in after it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from disclosure.statutory.chinese import NUMERALS

MOST = 45
"""Characters of a heading that stands alone; the longest wording of part four has 36."""
LEAD = 24
"""Characters of a heading that is run into its paragraph. Judged by eye: `（四）政府信息公开平台建设情况：` has 16."""

FIRST_ORDER = re.compile(
    rf"""
    第[{NUMERALS}]部分                          # 第六部分 其他需要报告的事项
    | [{NUMERALS}]{{1,2}}[、，,.．。:：]?       # 一、总体情况
    | [（(][{NUMERALS}]{{1,2}}[）)]、           # （一）、总体情况
    | [1-9１-９][、.．]                     # 6.其它需要报告的事项
    """,
    re.VERBOSE,
)
"""Numbers of the first order."""
ANY_ORDER = re.compile(
    rf"""
    [（(][{NUMERALS}]{{1,2}}[）)][、.．]?       # （一）主动公开
    | [{NUMERALS}]{{1,2}}[、.．]                # 一、主动公开
    | [（(][1-9１-９][）)]                  # （1）主动公开
    | [1-9１-９]{{1,2}}[、.．](?![0-9０-９])  # 2.依申请公开, but not 2.5万件
    """,
    re.VERBOSE,
)
"""Numbers of any order."""
_SLOT_MARK = re.compile(rf"[（(][{NUMERALS}]{{1,2}}[）)]")
_STOP = re.compile(r"[：:。．；;]|\u3000|[ \u00a0]{2,}")
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


def heading_line(
    text: str,
    mark: re.Pattern[str] = ANY_ORDER,
) -> HeadingLine | None:
    """The heading with which a line begins, None where it begins with none."""
    line = text.strip()
    number = mark.match(line)
    if number is None:
        return None

    body = line[number.end() :]
    # `（一）主动公开。全年…`: after the heading's own stop its paragraph goes on.
    stop = _STOP.search(body.rstrip())
    if stop and stop.start() <= LEAD:
        label = body[: stop.start()].strip()
        rest = body[stop.end() :].strip()
        return HeadingLine(number[0], label, stop[0], rest)

    # Longer and without a stop near its beginning it is a sentence with a number.
    if len(in_one_form(body)) <= MOST:
        return HeadingLine(number[0], body.strip(), "", "")
    return None


def is_topic_mark(number: str) -> bool:
    """Whether a number is of the order that the form gives its topics: （一）."""
    return _SLOT_MARK.match(number) is not None
