"""The lines of a stretch that carry figures, each with its whole label: joined where it was broken over lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from disclosure.intake.source import GridCell
from disclosure.intake.tables.cells import is_data
from disclosure.intake.tables.form_names import FormNames, LabelMatch, bare
from disclosure.intake.tables.stretches import TableStretch
from disclosure.statutory.places import Place

MOST_PIECES = 6
"""Lines over which a label may be broken."""


@dataclass(eq=False)
class FigureLine:
    """A line, or the part of one that has a label of its own where tables stand side by side.

    `row` is (table, row) once it is known; `fair` why a person should look; `because` what settled it; `old` the single
    row of an earlier edition; `doubted` where figures of the line below may belong to it.
    """

    stretch: TableStretch
    y: int
    labels: tuple[GridCell, ...]
    data: tuple[GridCell, ...]
    end: int | None = None
    text: str = ""
    hit: LabelMatch | None = None
    row: Place | None = None
    fair: str = ""
    because: str = ""
    old: bool = False
    doubted: bool = False

    @property
    def label(self) -> GridCell | None:
        return self.labels[-1] if self.labels else None

    @property
    def start(self) -> int:
        """The first column of the grid behind the label."""
        return self.label.column + self.label.colspan if self.label else 0

    @property
    def filled(self) -> bool:
        return any(cell.text.strip() or cell.picture for cell in self.data)


def entries_of(
    stretch: TableStretch, names: FormNames, behind: int | None = None
) -> list[FigureLine]:
    """All entries, in order; `hit` says what their labels come near to.

    `behind`: the column of the grid from which on the header has columns of figures; words there are no labels.
    """
    lines = [list(_parts(stretch, y, names, behind)) for y in stretch.body]
    used: set[int] = set()
    found: list[FigureLine] = []
    for at, parts in enumerate(lines):
        for part in parts:
            _read_label(part, lines, at, used, names)
            if part.filled or (part.hit and part.hit.exact and at not in used):
                found.append(part)
    starts = Counter(
        entry.start for entry in found if entry.hit and entry.hit.exact and entry.filled
    )
    stretch.stub = starts.most_common(1)[0][0] if starts else 0
    return found


def doubt_broken(entries: Sequence[FigureLine]) -> None:
    """What a line of few figures without a row of its own says may be the end of the figures above it."""
    for above, below in pairwise(entries):
        drawn = below.stretch.grid.ragged or not below.text
        few = (
            drawn and below.filled and not all(cell.text.strip() for cell in below.data)
        )
        above.doubted = above.doubted or (few and below.row is None and not below.old)


def _parts(
    stretch: TableStretch, y: int, names: FormNames, behind: int | None
) -> Iterator[FigureLine]:
    labels: list[GridCell] = []
    data: list[GridCell] = []
    for cell in stretch.lines[y]:
        inside = behind is not None and cell.column >= behind
        words = not is_data(cell.text) and not (inside and names.row(cell.text) is None)
        if (
            words
            and data
            and labels
            and _begins(cell, names)
            and any(c.text.strip() for c in data)
        ):
            yield FigureLine(stretch, y, tuple(labels), tuple(data), end=cell.column)
            labels, data = [cell], []
        elif words and sum(bool(c.text.strip()) for c in data) <= (0 if labels else 1):
            labels.append(
                cell
            )  # one figure before the first label is the line's number
            data = []
        else:
            data.append(cell)
    yield FigureLine(stretch, y, tuple(labels), tuple(data))


def _begins(cell: GridCell, names: FormNames) -> bool:
    hit = names.row(cell.text)
    return hit is not None and hit.exact and hit.name not in names.columns


def _read_label(
    entry: FigureLine,
    lines: Sequence[Sequence[FigureLine]],
    at: int,
    used: set[int],
    names: FormNames,
) -> None:
    """The entry's label, with the pieces of it that stand in lines above and below which have no figures."""
    own = entry.label.text if entry.label else ""
    column = entry.label.column if entry.label else None
    before = list(
        _pieces(lines, range(at - 1, max(-1, at - MOST_PIECES), -1), used, column)
    )
    after = list(
        _pieces(lines, range(at + 1, min(len(lines), at + MOST_PIECES)), set(), column)
    )
    choices: list[tuple[str, list[int]]] = []
    for up in range(len(before), -1, -1):
        for down in range(len(after), -1, -1):
            pieces = [*reversed(before[:up]), (at, own), *after[:down]]
            choices.append(
                (
                    "".join(text for _, text in pieces),
                    [line for line, _ in pieces if line != at],
                )
            )
    choices.sort(key=lambda choice: len(choice[1]), reverse=True)
    rated = [
        (names.row(text), text, used_lines)
        for text, used_lines in choices
        if text.strip()
    ]
    exact = [
        choice
        for choice in rated
        if (choice[0] and choice[0].exact) or bare(choice[1]) in names.old_rows
    ]
    whole = [
        choice
        for choice in exact
        if choice[0] is None or bare(choice[1]) == choice[0].name
    ] or exact
    chosen = (
        whole[0]
        if whole
        else max(
            rated, key=lambda c: (c[0].score if c[0] else 0, -len(c[2])), default=None
        )
    )
    if chosen and entry.filled:
        entry.hit, entry.text = chosen[0], chosen[1]
        used.update(chosen[2])
    else:
        entry.hit, entry.text = names.row(own), own


def _pieces(
    lines: Sequence[Sequence[FigureLine]],
    numbers: range,
    used: set[int],
    column: int | None,
) -> Iterator[tuple[int, str]]:
    """Texts of the lines next to an entry that may go on with its label: same column, no figures."""
    for number in numbers:
        parts = lines[number]
        if number in used or len(parts) != 1 or parts[0].filled or not parts[0].labels:
            return
        piece = next((cell for cell in parts[0].labels if cell.column == column), None)
        if column is None:
            piece = parts[0].label
        if piece is None:
            return
        yield number, piece.text
