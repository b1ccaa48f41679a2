"""How far a report has been filled in, part by part. Pure: no Django, no database."""

from __future__ import annotations

from collections.abc import Sequence
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
        return (
            f"还差 {self.left} {'格' if self.part.tables else '段'}"
            if self.left
            else ""
        )


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
    places = [
        content.entered.get(table.key, {}).get(cell)
        for table in part.tables
        for cell in table.entry_cells
    ]
    filled = [value is not None for value in places]
    filled += [bool(content.passage(slot.key).text.strip()) for slot in part.passages]
    here = [finding for finding in findings if finding.part == part.key]
    errors = sum(finding.level is Level.ERROR for finding in here)
    state: State = (
        "blank"
        if not any(filled)
        else "work"
        if errors or not all(filled)
        else "complete"
    )
    return PartState(
        part,
        state,
        filled.count(False),
        sum(f.level is not Level.HINT for f in here),
        errors,
        current,
    )


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
