"""Makes candidates of a fitted line: what each cell of the file says of a cell of the form, with its doubts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from disclosure.intake.source import Where
from disclosure.intake.tables.arithmetic import line_holds
from disclosure.intake.tables.cells import Figure, read_cell
from disclosure.intake.tables.figure_lines import FigureLine, Fitted, FittedCell
from disclosure.statutory.editions import Table
from disclosure.statutory.figures import Value

BY_ORDER = "列的位置由列序认定，本行合计相符，请核对"
MERGED = "几列合并成一格，数为 0，合计相符，各列因此都是 0"
BROKEN = "下面一行没有行名，其中的数可能是这一格的后半部分"
UNFITTED = "这一行的格数与表头对不上，或没有可用的表头"


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a cell of the file says of a cell of the form. `trouble` (Chinese) is why it settles nothing.

    `caution` and `because` (Chinese) as of a line: why a person should look, and what settled it.
    """

    figure: Figure
    where: Where
    raw: str
    caution: str = ""
    because: str = ""
    trouble: str = ""
    picture: bool = False
    filled_line: bool = True


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What is known of one figure: its cell, what the sums it takes part in say, and those of its whole line.

    `unit` is set where the header names another than the form's.
    """

    fitted: FittedCell
    figure: Figure
    sum_holds: bool | None
    line_holds: bool | None
    unit: str

    @property
    def trouble(self) -> str:
        """Why the figure settles nothing, "" where it does. Blanks and marks are judged later, with what stands elsewhere."""
        if self.fitted.trouble:
            return self.fitted.trouble
        if self.figure.why in ("blank", "mark"):
            return ""
        if self.unit:
            return f"表头写的单位是“{self.unit}”"
        if self.figure.yuan:
            return "单位是元，本格以万元计"
        return self._denied_by_sums

    @property
    def _denied_by_sums(self) -> str:
        """Why a figure settles nothing that only sums could have made certain."""
        if self.fitted.merged and not self.sum_holds:
            return "几列合并成一格"
        if self.fitted.merged and self.figure.value != 0:
            # Of 3 over two columns nobody knows how much is of which.
            return "几列合并成一格"
        if self.figure.spaced and not self.sum_holds:
            return "数字之间有空白，可能是两个数"
        if self.fitted.confirm and not self.line_holds:
            return "列的位置不能确定，本行合计也不能印证"
        return ""

    @property
    def because(self) -> str:
        """What settled the figure, where more than its place did."""
        if self.fitted.merged:
            return MERGED
        if self.figure.spaced:
            return "数字之间有空白，合计相符"
        return BY_ORDER if self.fitted.confirm else ""


def values_of(table: Table, fitted: Fitted) -> dict[str, Value]:
    """The figures of a line, to be judged by their sums; a merged zero is one in each column under it."""
    values: dict[str, Value] = {}
    for column, cell in fitted.items():
        kind = table.kind_of(column)
        value = read_cell(cell.cell.text, kind).value
        if cell.trouble or (cell.merged and value != 0):
            value = None

        values[column] = value

    return values


def candidates_of(
    table: Table,
    line: FigureLine,
    units: Mapping[str, str],
) -> Iterator[tuple[str, Candidate]]:
    """(column key, candidate) for each cell of a line that was fitted.

    `units`: column key -> the unit that its header names, where it is not the form's.
    """
    fitted = line.fitted or {}
    values = values_of(table, fitted)
    # Of the line as a whole; of the sum that a figure takes part in, once for each.
    whole = line_holds(table, values)
    alike = _are_alike(table, values)
    for column, cell in fitted.items():
        figure = read_cell(cell.cell.text, table.kind_of(column))
        holds = line_holds(table, values, column)
        evidence = _Evidence(cell, figure, holds, whole, units.get(column, ""))
        yield column, _candidate(line, evidence, alike=alike)


def _are_alike(table: Table, values: Mapping[str, Value]) -> bool:
    """Whether the figures of a line are one and the same, so that their order does not matter."""
    figures: set[Value] = set()
    for column, value in values.items():
        if table.column(column).role != "total":
            figures.add(value)

    return len(figures) <= 1


def _candidate(line: FigureLine, evidence: _Evidence, *, alike: bool) -> Candidate:
    """What a figure says, with all that speaks for it and against it."""
    fitted = evidence.fitted
    figure = evidence.figure
    trouble = evidence.trouble
    is_settled = evidence.line_holds or figure.why is not None
    if line.may_go_on and not trouble and not is_settled:
        trouble = BROKEN

    caution = ""
    if not evidence.line_holds:
        caution = line.caution

    if fitted.confirm and not alike:
        # Sums are the same in whatever order the columns are.
        caution = BY_ORDER

    if fitted.merged:
        caution = MERGED

    reasons = [line.because]
    if not trouble:
        reasons.append(evidence.because)

    return Candidate(
        figure=figure,
        where=fitted.cell.where,
        raw=fitted.cell.text,
        caution=caution,
        because="; ".join(filter(None, reasons)),
        trouble=trouble,
        picture=fitted.cell.picture,
        filled_line=line.filled,
    )


def unfitted(table: Table, line: FigureLine) -> Iterator[tuple[str, Candidate]]:
    """For a line whose figures cannot be told apart: that it is there, and what it says."""
    cells = [cell for cell in line.data if cell.text.strip()]
    if not cells:
        # A line of nothing but an image.
        cells = list(line.data)

    raw = " ".join(cell.text for cell in cells)
    candidate = Candidate(Figure(), cells[0].where, raw, trouble=UNFITTED)
    for column in table.columns:
        yield column.key, candidate
