"""Finds the lines of a stretch that carry figures, each with its whole label: joined where it was broken over lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from disclosure.intake.source import GridCell
from disclosure.intake.tables.cells import is_data
from disclosure.intake.tables.figure_lines import FigureLine
from disclosure.intake.tables.form_names import FormNames
from disclosure.intake.tables.label_matching import LabelMatch
from disclosure.intake.tables.label_text import bare
from disclosure.intake.tables.stretches import TableStretch

MOST_PIECES = 6
"""Lines over which a label may be broken, its own among them: a judgement, nothing was measured."""


@dataclass(frozen=True, slots=True)
class LabelPiece:
    """What stands in a line without figures where the label of another one may go on."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class JoinedLabel:
    """One way to join a label: its text, the numbers of the other lines that it took pieces from, what it is like."""

    text: str
    others: tuple[int, ...]
    match: LabelMatch | None

    @property
    def is_whole(self) -> bool:
        """Whether it is the full name of a row, or no row at all."""
        if self.match is None:
            return True
        return bare(self.text) == self.match.name

    @property
    def likeness(self) -> tuple[float, int]:
        """By which the better of two labels is told that are no name exactly: then the one of fewer pieces."""
        score = self.match.score if self.match else 0
        return score, -len(self.others)


def lines_of(
    stretch: TableStretch,
    names: FormNames,
    behind: int | None = None,
) -> list[FigureLine]:
    """All lines with figures or with a row's label, in order; `match` says what their labels come near to.

    `behind`: the column of the grid from which on the header has columns of figures; words there are no labels.
    Tells the stretch how many columns most of its lines have for their labels.
    """
    lines = [list(_parts(stretch, y, names, behind)) for y in stretch.body]
    joiner = _LabelJoiner(lines, names)
    found: list[FigureLine] = []
    for at, parts in enumerate(lines):
        for part in parts:
            joiner.read(part, at)
            is_row = part.match is not None and part.match.exact
            if part.filled or (is_row and at not in joiner.used):
                found.append(part)

    stretch.stub = _usual_start(found)
    return found


def _usual_start(lines: Iterable[FigureLine]) -> int:
    """The column of the grid in which the figures of most lines begin whose rows are certain."""
    starts: Counter[int] = Counter()
    for line in lines:
        if line.filled and line.match and line.match.exact:
            starts[line.start] += 1

    if not starts:
        return 0

    start, _ = starts.most_common(1)[0]
    return start


# ── Labels and figures of one line ────────────────────────────────────────────────────────────────────────────────
def _parts(
    stretch: TableStretch,
    y: int,
    names: FormNames,
    behind: int | None,
) -> Iterator[FigureLine]:
    """The line as one, or cut where a second table stands beside the first and has a label of its own."""
    labels: list[GridCell] = []
    data: list[GridCell] = []
    for cell in stretch.lines[y]:
        if not _holds_words(cell, names, behind):
            data.append(cell)
        elif _begins_beside(cell, labels, data, names):
            yield FigureLine(stretch, y, tuple(labels), tuple(data), end=cell.column)
            labels = [cell]
            data = []
        elif _is_of_label(labels, data):
            labels.append(cell)
            data = []
        else:
            data.append(cell)

    yield FigureLine(stretch, y, tuple(labels), tuple(data))


def _begins_beside(
    cell: GridCell,
    labels: Sequence[GridCell],
    data: Sequence[GridCell],
    names: FormNames,
) -> bool:
    """Whether a cell is the label of a second table: behind a label and its figures a row's name stands again."""
    if not labels or _figures_in(data) == 0:
        return False
    return names.is_row(cell.text)


def _is_of_label(labels: Sequence[GridCell], data: Sequence[GridCell]) -> bool:
    """Whether words behind these cells are of the line's label."""
    figures = _figures_in(data)
    # One figure before the first label is the line's number, in a column 序号.
    is_numbered = figures == 1 and not labels
    return figures == 0 or is_numbered


def _figures_in(data: Sequence[GridCell]) -> int:
    """How many of the cells are not empty."""
    return len([cell for cell in data if cell.text.strip()])


def _holds_words(cell: GridCell, names: FormNames, behind: int | None) -> bool:
    """Whether a cell may be of a label."""
    if is_data(cell.text):
        return False
    if behind is None or cell.column < behind:
        return True
    # 见附件 under a column of figures is what somebody wrote in place of one.
    return names.row(cell.text) is not None


# ── Labels over several lines ─────────────────────────────────────────────────────────────────────────────────────
class _LabelJoiner:
    """Joins labels; `used` are the lines whose text has become part of another line's label."""

    def __init__(self, lines: Sequence[Sequence[FigureLine]], names: FormNames) -> None:
        self.lines = lines
        self.names = names
        self.used: set[int] = set()

    def read(self, line: FigureLine, at: int) -> None:
        """Sets the label of a line, with the pieces of it that stand in lines above and below which have no figures."""
        line.text = line.label.text if line.label else ""
        best = None
        if line.filled:
            best = self._best(self._joined(line, at))

        if best is None:
            line.match = self.names.row(line.text)
        else:
            line.text = best.text
            line.match = best.match
            self.used.update(best.others)

    def _joined(self, line: FigureLine, at: int) -> list[JoinedLabel]:
        """Every way to join the label with what is above and below, those of the most pieces first."""
        first = max(-1, at - MOST_PIECES)
        last = min(len(self.lines), at + MOST_PIECES)
        above = list(self._pieces(line, range(at - 1, first, -1), self.used))
        # A piece below may have been taken by a line above it, which had less right to it.
        below = list(self._pieces(line, range(at + 1, last), ()))

        joined: list[JoinedLabel] = []
        for up in range(len(above), -1, -1):
            for down in range(len(below), -1, -1):
                label = self._label(line, above[:up], below[:down])
                if label.text.strip():
                    joined.append(label)

        joined.sort(key=lambda label: len(label.others), reverse=True)
        return joined

    def _label(
        self,
        line: FigureLine,
        above: Sequence[LabelPiece],
        below: Sequence[LabelPiece],
    ) -> JoinedLabel:
        """The text of a line with pieces above it, the nearest first, and below it."""
        text = line.text
        for piece in above:
            text = piece.text + text

        for piece in below:
            text += piece.text

        others = tuple(piece.line for piece in (*above, *below))
        return JoinedLabel(text, others, self.names.row(text))

    def _best(self, joined: Sequence[JoinedLabel]) -> JoinedLabel | None:
        """The label that is a row of this edition or of an earlier one, else the one that is most like a row."""
        exact = [label for label in joined if self._is_exact(label)]
        # A name in full before one that is only begun: of that, a piece may have been left out.
        whole = [label for label in exact if label.is_whole]
        if whole:
            return whole[0]
        if exact:
            return exact[0]
        return max(joined, key=lambda label: label.likeness, default=None)

    def _is_exact(self, label: JoinedLabel) -> bool:
        """Whether it is the name of a row, of an earlier edition even."""
        if label.match is not None and label.match.exact:
            return True
        return bare(label.text) in self.names.old_rows

    def _pieces(
        self,
        line: FigureLine,
        numbers: range,
        used: Collection[int],
    ) -> Iterator[LabelPiece]:
        """Texts of the lines next to another that may go on with its label: same column, no figures, not taken yet."""
        column = line.label.column if line.label else None
        for number in numbers:
            if number in used:
                return

            piece = self._text_alone(number, column)
            if piece is None:
                return

            yield LabelPiece(number, piece.text)

    def _text_alone(self, number: int, column: int | None) -> GridCell | None:
        """The cell of a line without figures in a column, or its label where no column is given."""
        parts = self.lines[number]
        if len(parts) != 1 or parts[0].filled:
            return None
        if column is None:
            return parts[0].label

        for cell in parts[0].labels:
            if cell.column == column:
                return cell

        return None
