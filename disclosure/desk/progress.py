"""How far a report has been filled in, part by part. Pure: no Django, no database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from disclosure.rules import Finding, Level
from disclosure.statutory.content import Content
from disclosure.statutory.editions.spec import Part

State = Literal["blank", "work", "complete"]
LABELS: dict[State, str] = {"blank": "未填", "work": "填报中", "complete": "已填齐"}


@dataclass(frozen=True, slots=True)
class PartState:
    """One part's progress: `left` blank cells or passages, `findings` errors and queries that stand in it."""

    part: Part
    state: State
    left: int
    findings: int
    errors: int
    current: bool = False

    @property
    def state_label(self) -> str:
        return LABELS[self.state]

    @property
    def left_label(self) -> str:
        """`还差 12 格`, `还差 2 段`, or nothing."""
        if not self.left:
            return ""

        unit = "格" if self.part.tables else "段"
        return f"还差 {self.left} {unit}"


def part_states(
    content: Content, findings: Sequence[Finding], current: str = ""
) -> list[PartState]:
    """The six parts with their states; `findings` of a draft, so that blanks are counted as left and not as errors."""
    return [
        _state(content, part, findings, part.key == current)
        for part in content.edition.parts
    ]


def _state(
    content: Content, part: Part, findings: Sequence[Finding], current: bool
) -> PartState:
    filled = list(_filled(content, part))
    left = filled.count(False)
    here = [finding for finding in findings if finding.part == part.key]
    asked = [finding for finding in here if finding.level is not Level.HINT]
    errors = [finding for finding in here if finding.level is Level.ERROR]
    state: State = "complete"
    if not any(filled):
        state = "blank"
    elif errors or left:
        state = "work"
    return PartState(part, state, left, len(asked), len(errors), current)


def _filled(content: Content, part: Part) -> Iterator[bool]:
    """Of every cell that is typed into and every passage of a part: whether there is something."""
    for table in part.tables:
        entered = content.entered.get(table.key, {})
        for cell in table.entry_cells:
            yield entered.get(cell) is not None

    for slot in part.passages:
        yield bool(content.passage(slot.key).text.strip())


def left_text(states: Sequence[PartState]) -> str:
    """One line for a list: what still has to be done before submission."""
    cells = sum(state.left for state in states if state.part.tables)
    passages = sum(state.left for state in states if state.part.passages)
    errors = sum(state.errors for state in states)
    counts = ((cells, "格数字"), (passages, "段文字"))
    left = [f"{count} {what}" for count, what in counts if count]
    told = [f"还差 {'、'.join(left)}"] if left else []
    if errors:
        told.append(f"{errors} 处错误待改")

    return "，".join(told) or "已填齐，可以提交"
