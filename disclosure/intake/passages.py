"""Divides the paragraphs of a report's parts into its passages, by their headings; what is uncertain is marked as such."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from disclosure.intake.heading_lines import HeadingLine, in_one_form, is_topic_mark
from disclosure.intake.headings import Announced, issue_announced, topic_announced
from disclosure.intake.passage_drafts import (
    Draft,
    Taken,
    TextLine,
    draft_of,
    lines_of,
    missing,
    settle,
)
from disclosure.intake.reading import Open
from disclosure.intake.source import Block, Where
from disclosure.statutory.chinese import NUMERALS
from disclosure.statutory.editions.spec import Part, PassageSlot
from disclosure.statutory.places import Place
from disclosure.statutory.printed import PrintedHeading

OFFICIAL = "（一）"
"""The kind of number that the form gives its topics."""
TURNING_WORDS = (
    "下一步",
    "下步",
    "针对上述",
    "针对以上",
    "针对存在",
    "针对这些",
    "改进措施",
    "改进情况",
    "今后",
    "下阶段",
)
"""How a paragraph begins that turns from problems to measures."""

Announce = Callable[[str], Announced | None]
"""Tells which passage a line announces."""


def take_overview(
    part: Part,
    before: Sequence[Block],
    inside: Sequence[Block],
) -> Taken:
    """Part one: the opening, and the topics as their headings tell them."""
    # An opening above 一、 and one below it are one passage of the form.
    lines = lines_of(before) + lines_of(inside)
    return _Division(part, lines, topic_announced).taken()


def take_issues(
    part: Part,
    inside: Sequence[Block],
) -> Taken:
    """Part five: problems and improvements, by their headings, else by the one paragraph that turns to measures."""
    lines = lines_of(inside)
    for line in lines:
        if _slot_of(part, issue_announced(line.text)):
            return _Division(part, lines, issue_announced).taken()

    if not lines:
        return nothing_of(part)

    turns = [
        at
        for at, line in enumerate(lines)
        if at and line.text.startswith(TURNING_WORDS)
    ]
    if len(turns) == 1:
        return _parted_at(turns[0], part, lines)

    problems, improvements = part.passages
    # Two turns or none: where the measures begin a person has to say.
    taken = Taken()
    settle(taken, draft_of(problems, "", lines))
    message = f"{part.number}没有把问题和改进情况分开，全文收在「{problems.heading}」里，请自行分开。"
    place = Place(passage=improvements.key)
    taken.open.append(
        Open(
            place,
            "ambiguous",
            message,
            lines[0].where,
        )
    )
    return taken


def _parted_at(
    turn: int,
    part: Part,
    lines: Sequence[TextLine],
) -> Taken:
    """Part five without headings: the problems above the line that turns to measures, the improvements from it on."""
    problems, improvements = part.passages
    word = next(word for word in TURNING_WORDS if lines[turn].text.startswith(word))
    doubt = f"按段首“{word}”分成两段"
    taken = Taken()
    settle(taken, draft_of(problems, "", lines[:turn], doubt))
    settle(taken, draft_of(improvements, "", lines[turn:], doubt))
    return taken


def take_other(
    part: Part,
    inside: Sequence[Block],
) -> Taken:
    """Part six: one passage, whatever stands there."""
    lines = lines_of(inside)
    if not lines:
        return nothing_of(part)

    taken = Taken()
    settle(taken, draft_of(part.passages[0], None, lines))
    return taken


def nothing_of(part: Part) -> Taken:
    """A part whose heading was not found, or that is empty."""
    return Taken(open=[missing(part, slot) for slot in part.passages])


class _Division:
    """Divides the lines of a part: a heading that names a passage not yet begun begins it, everything else goes on."""

    def __init__(
        self,
        part: Part,
        lines: Sequence[TextLine],
        announce: Announce,
    ) -> None:
        self.part = part
        self.lines = lines
        self.announce = announce
        self.order = self._mark_order()
        self.headings: list[PrintedHeading] = []
        # What stands above the first heading: the preamble, which has none of its
        # own, or problems whose heading was left out.
        first = part.passages[0]
        self.drafts = [Draft(first, "" if first.number else None)]

    def taken(self) -> Taken:
        for line in self.lines:
            self._take(line)

        taken = Taken(headings=self.headings)
        for draft in self.drafts:
            if draft.where is not None:
                settle(taken, draft)

            if draft.doubt:
                taken.open.append(self._doubtful(draft))

        for slot in self.part.passages:
            if Place(passage=slot.key) not in taken.found:
                taken.open.append(missing(self.part, slot))

        return taken

    def _take(self, line: TextLine) -> None:
        announced = self.announce(line.text)
        if announced and _kind_of(announced.line.number) == self.order:
            # A heading that comes again is a topic's own, and no second beginning.
            slot = _slot_of(self.part, announced)
            if slot and not self._has_begun(slot):
                self._begin(slot, announced.line, line.where)
                return

            if is_topic_mark(announced.line.number):
                self._doubt(announced.line)

        draft = self.drafts[-1]
        draft.lines.append(line.text)
        draft.where = draft.where or line.where

    def _has_begun(self, slot: PassageSlot) -> bool:
        begun = {draft.slot.key for draft in self.drafts if draft.where is not None}
        return slot.key in begun

    def _begin(
        self,
        slot: PassageSlot,
        heading: HeadingLine,
        where: Where,
    ) -> None:
        draft = Draft(slot, _kept_heading(slot, heading), where=where)
        if heading.rest:
            draft.lines.append(heading.rest)

        self.drafts.append(draft)
        self.headings.append(PrintedHeading(heading.heading, self.part.key, slot.key))

    def _doubt(self, heading: HeadingLine) -> None:
        """A heading of the form's order that is none of the form's: what follows it may belong elsewhere."""
        self.headings.append(PrintedHeading(heading.heading, self.part.key))
        draft = self.drafts[-1]
        if not draft.doubt:
            draft.doubt = f"其中“{heading.number}{heading.label}”不是格式里的标题"

    def _doubtful(self, draft: Draft) -> Open:
        message = f"{self.part.number}「{draft.slot.heading}」：{draft.doubt}，连同它下面的文字收在这里，请核对。"
        place = Place(passage=draft.slot.key)
        return Open(
            place,
            "ambiguous",
            message,
            draft.where,
        )

    def _mark_order(self) -> str:
        """The kind of number under which the part's own topics stand: the form's （一）, else the first that names one."""
        kinds: list[str] = []
        for line in self.lines:
            announced = self.announce(line.text)
            if announced and _slot_of(self.part, announced):
                kinds.append(_kind_of(announced.line.number))

        if not kinds or OFFICIAL in kinds:
            return OFFICIAL
        return kinds[0]


def _slot_of(
    part: Part,
    announced: Announced | None,
) -> PassageSlot | None:
    """The passage of the part that a line announces."""
    if announced is None:
        return None

    for slot in part.passages:
        if slot.role == announced.role:
            return slot

    return None


def _kept_heading(
    slot: PassageSlot,
    printed: HeadingLine,
) -> str | None:
    """None where it is the official heading, alone on its line."""
    if in_one_form(printed.heading) == in_one_form(slot.heading):
        return None
    return printed.heading


def _kind_of(number: str) -> str:
    """The kind of a number: its brackets and points, and whether its digits are Chinese: `（一）`, `（1）`, `一、`, `1.`."""
    kind = re.sub(f"[{NUMERALS}]+", "一", in_one_form(number))
    return re.sub(r"[0-9]+", "1", kind)
