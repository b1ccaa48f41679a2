"""The passages of a report out of the paragraphs of its parts: topics by their headings, what is uncertain said so."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from disclosure.intake.headings import (
    Announced,
    HeadingLine,
    in_one_form,
    is_topic_mark,
    issue_announced,
    topic_announced,
)
from disclosure.intake.reading import Found, Open
from disclosure.intake.source import Block, Grid, Paragraph, Where
from disclosure.statutory.content import PassageText
from disclosure.statutory.editions.spec import Part, PassageSlot
from disclosure.statutory.places import Place
from disclosure.statutory.printed import Heading

OFFICIAL = "（一）"
"""The kind of number that the form gives its topics."""
NEXT = (
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


@dataclass
class Taken:
    """What one part gave: its passages so far, where each begins, its inner headings, and what is open."""

    passages: dict[str, PassageText] = field(default_factory=dict)
    found: dict[Place, Found] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    open: list[Open] = field(default_factory=list)


@dataclass
class _Draft:
    slot: PassageSlot
    heading: str | None
    lines: list[str]
    where: Where | None
    doubt: str = ""


def lines_of(blocks: Sequence[Block]) -> list[tuple[str, Where]]:
    """The text of blocks, line by line; a table that is not of the form gives a line a row, cells parted by tabs."""
    lines: list[tuple[str, Where]] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines += [
                (line.strip(), block.where)
                for line in block.text.split("\n")
                if line.strip()
            ]
        elif isinstance(block, Grid):
            for cells in block.lines():
                text = "\t".join(" ".join(cell.text.split()) for cell in cells).strip()
                if text:
                    lines.append((text, block.where))
    return lines


def take_overview(
    part: Part, before: Sequence[Block], inside: Sequence[Block]
) -> Taken:
    """Part one: the opening, and the topics as their headings tell them."""
    return _take(
        part, lines_of(before) + lines_of(inside), topic_announced, part.passages[0]
    )


def take_issues(part: Part, inside: Sequence[Block]) -> Taken:
    """Part five: problems and improvements, by their headings, else by the one paragraph that turns to measures."""
    lines = lines_of(inside)
    if any(_slot(part, issue_announced(text)) for text, _ in lines):
        return _take(part, lines, issue_announced, part.passages[0])
    turns = [at for at, (text, _) in enumerate(lines) if at and text.startswith(NEXT)]
    problems, improvements = part.passages
    taken = Taken()
    if not lines:
        taken.open = [_missing(part, slot) for slot in part.passages]
    elif len(turns) == 1:
        because = f"按段首“{next(word for word in NEXT if lines[turns[0]][0].startswith(word))}”分成两段"
        _settle(
            taken,
            _Draft(
                problems, "", [t for t, _ in lines[: turns[0]]], lines[0][1], because
            ),
        )
        _settle(
            taken,
            _Draft(
                improvements,
                "",
                [t for t, _ in lines[turns[0] :]],
                lines[turns[0]][1],
                because,
            ),
        )
    else:
        _settle(taken, _Draft(problems, "", [text for text, _ in lines], lines[0][1]))
        message = f"{part.number}没有把问题和改进情况分开，全文收在「{problems.heading}」里，请自行分开。"
        taken.open.append(
            Open(Place(passage=improvements.key), "ambiguous", message, lines[0][1])
        )
    return taken


def take_other(part: Part, inside: Sequence[Block]) -> Taken:
    """Part six: one passage, whatever stands there."""
    taken, lines = Taken(), lines_of(inside)
    if lines:
        _settle(
            taken,
            _Draft(part.passages[0], None, [text for text, _ in lines], lines[0][1]),
        )
    else:
        taken.open.append(_missing(part, part.passages[0]))
    return taken


def nothing_of(part: Part) -> Taken:
    """A part whose heading was not found."""
    return Taken(open=[_missing(part, slot) for slot in part.passages])


Reader = Callable[[str], Announced | None]


def _slot(part: Part, heading: Announced | None) -> PassageSlot | None:
    return next(
        (slot for slot in part.passages if heading and slot.key == heading[0]), None
    )


def _take(
    part: Part, lines: list[tuple[str, Where]], read: Reader, first: PassageSlot
) -> Taken:
    """Line by line: a heading that names a slot not yet taken begins it, everything else goes on."""
    taken, drafts = Taken(), [_Draft(first, None if not first.number else "", [], None)]
    order = _mark_order(lines, part, read)
    for text, where in lines:
        heading = read(text)
        slot = _slot(part, heading)
        ours = heading is not None and _order_of(heading[1].number) == order
        if (
            heading
            and slot
            and ours
            and slot.key
            not in {draft.slot.key for draft in drafts if draft.lines or draft.where}
        ):
            drafts.append(
                _Draft(
                    slot,
                    _kept_heading(slot, heading[1]),
                    [heading[1].rest] if heading[1].rest else [],
                    where,
                )
            )
            taken.headings.append(Heading(heading[1].heading, part.key, slot.key))
            continue
        if heading and ours and is_topic_mark(heading[1].number):
            taken.headings.append(Heading(heading[1].heading, part.key))
            drafts[-1].doubt = (
                drafts[-1].doubt
                or f"其中“{heading[1].number}{heading[1].label}”不是格式里的标题"
            )
        drafts[-1].lines.append(text)
        drafts[-1].where = drafts[-1].where or where
    _finish(taken, part, drafts)
    return taken


def _finish(taken: Taken, part: Part, drafts: list[_Draft]) -> None:
    """Settles what was drafted; a slot without a heading may be hidden in the passage before it, and both say so."""
    for draft in drafts:
        if draft.where is not None:
            _settle(taken, draft)
        if draft.doubt:
            message = f"{part.number}「{draft.slot.heading}」：{draft.doubt}，连同它下面的文字收在这里，请核对。"
            taken.open.append(
                Open(Place(passage=draft.slot.key), "ambiguous", message, draft.where)
            )
    for slot in part.passages:
        if Place(passage=slot.key) not in taken.found:
            taken.open.append(_missing(part, slot))


def _settle(taken: Taken, draft: _Draft) -> None:
    text = "\n".join(line for line in draft.lines if line)
    taken.passages[draft.slot.key] = PassageText(text, draft.heading)
    taken.found[Place(passage=draft.slot.key)] = Found(
        draft.where or Where(), text, sure=not draft.doubt, because=draft.doubt
    )


def _missing(part: Part, slot: PassageSlot) -> Open:
    message = f"{part.number}「{slot.heading}」：没有找到这一段，它的文字可能并在前一段里，也可能原文没有写。"
    return Open(Place(passage=slot.key), "missing", message)


def _kept_heading(slot: PassageSlot, printed: HeadingLine) -> str | None:
    """None where it is the official heading, alone on its line."""
    official = in_one_form(printed.heading) == in_one_form(slot.heading)
    return None if official else printed.heading


def _order_of(number: str) -> str:
    """The kind of a number: its brackets and points, and whether its digits are Chinese: `（一）`, `（1）`, `一、`, `1.`."""
    return re.sub(
        r"[0-9]+", "1", re.sub(r"[一二三四五六七八九十]+", "一", in_one_form(number))
    )


def _mark_order(lines: list[tuple[str, Where]], part: Part, read: Reader) -> str:
    """The kind of number under which the part's own topics stand: the form's （一）, else the first that names one."""
    kinds = [
        _order_of(h[1].number)
        for text, _ in lines
        if (h := read(text)) and _slot(part, h)
    ]
    return OFFICIAL if OFFICIAL in kinds else [*kinds, OFFICIAL][0]
