"""Settles each cell of the form by its candidates: one figure, or an open place that says what is there and what to do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from disclosure.intake.reading import Found, Open, Why
from disclosure.intake.tables.candidates import Candidate
from disclosure.statutory.chinese import shortened
from disclosure.statutory.editions import Edition, Table
from disclosure.statutory.figures import CellKey, Cells, Unreadable, Value
from disclosure.statutory.places import Place

Candidates = Mapping[Place, Sequence[Candidate]]
MESSAGES: Mapping[Why, str] = {
    "missing": "文件中没有找到这一格。请核对原文后填写。",
    "picture": "这里是图片，读不出数字。请对照原文填写。",
    "blank": "这一格是空白，空白不等于 0。请核对后填写。",
}
QUOTED = 40
"""Characters of a cell that a message quotes, so that it stays one sentence; a judgement."""


@dataclass(frozen=True, slots=True)
class CellVerdict:
    """The value of a cell and where it was found; or None and what is open."""

    says: Found | Open
    value: Value = None


@dataclass(eq=False)
class SettledCells:
    """Values and open places of all tables, by table key: `entered` what is typed, `stated` totals as printed."""

    entered: dict[str, dict[CellKey, Value]] = field(default_factory=dict)
    stated: dict[str, dict[CellKey, Value]] = field(default_factory=dict)
    found: dict[Place, Found] = field(default_factory=dict)
    open: list[Open] = field(default_factory=list)

    def take(self, place: Place, verdict: CellVerdict, *, entered: bool) -> None:
        """Keeps what a cell came to. `entered`: it is one that a person types, and no total."""
        says = verdict.says
        if isinstance(says, Open):
            # A total that was not read is no gap: it follows from its parts.
            if entered:
                self.open.append(says)

            return

        self.found[place] = says
        value = verdict.value
        cells = self.entered if entered else self.stated
        cells[place.table][place.row, place.column] = value
        if entered and isinstance(value, Unreadable):
            message = f"“{shortened(value.text, QUOTED)}”读不成数字。请核对原文后改正。"
            opened = Open(place, "unreadable", message, says.where, says.raw)
            self.open.append(opened)


# ── All cells ─────────────────────────────────────────────────────────────────────────────────────────────────────
def settle_cells(
    edition: Edition,
    found: Candidates,
    pictured: Collection[str] = (),
    crowded: Iterable[str] = (),
) -> SettledCells:
    """Every cell of the edition: entered, or open; totals as printed, where they are.

    `pictured`: tables that are images; `crowded`: tables with many more lines in the file than the form has.
    """
    settled = SettledCells()
    several = {*crowded, *_contradicted(found)}
    for table in edition.tables:
        settled.entered[table.key] = {}
        settled.stated[table.key] = {}
        for place in _places_of(table):
            verdict = settle_cell(
                place,
                found.get(place, ()),
                pictured=table.key in pictured,
                copies=table.key in several,
            )
            entered = table.is_entered(place.row, place.column)
            settled.take(place, verdict, entered=entered)

    return settled


def _places_of(table: Table) -> Iterator[Place]:
    """All cells of a table, in the order of the form."""
    for row in table.rows:
        for column in table.columns:
            yield Place(table.key, row.key, column.key)


def _contradicted(found: Candidates) -> set[str]:
    """Tables of which two blocks of the file say different things."""
    tables: set[str] = set()
    for place, candidates in found.items():
        if place.table not in tables and _differ(candidates):
            tables.add(place.table)

    return tables


def _differ(candidates: Sequence[Candidate]) -> bool:
    """Whether clear figures from two blocks are not the same."""
    clear = [c for c in candidates if not c.trouble and c.figure.why is None]
    for one, other in combinations(clear, 2):
        if one.where.block == other.where.block:
            # A line that stands twice in one table is no other table.
            continue
        if one.figure.value != other.figure.value:
            return True

    return False


def values_found(tables: Sequence[Table], found: Candidates) -> Mapping[str, Cells]:
    """Table key -> what is settled of it so far, for judging by sums."""
    values: dict[str, dict[CellKey, Value]] = {}
    for table in tables:
        values[table.key] = {}

    for place, candidates in found.items():
        if place.table not in values:
            continue

        verdict = settle_cell(place, candidates)
        if verdict.value is not None:
            cell = (place.row, place.column)
            values[place.table][cell] = verdict.value

    return values


# ── One cell ──────────────────────────────────────────────────────────────────────────────────────────────────────
def settle_cell(
    place: Place,
    candidates: Sequence[Candidate],
    *,
    pictured: bool = False,
    copies: bool = False,
) -> CellVerdict:
    """What the candidates for a cell come to. `pictured`: its table is an image.

    `copies`: the table stands there several times and not always the same, so that one of them alone says nothing.
    """
    witnesses = _Witnesses(place)
    # Of two tables of one kind, a line that nobody filled in is that of an empty form.
    filled = [candidate for candidate in candidates if candidate.filled_line]
    for candidate in filled or candidates:
        witnesses.hear(candidate)

    if witnesses.figures:
        return witnesses.by_figures(copies=copies)
    if witnesses.troubled:
        return witnesses.by_trouble()
    if witnesses.empty:
        return witnesses.by_blanks()

    why: Why = "picture" if pictured else "missing"
    return CellVerdict(Open(place, why, MESSAGES[why]))


@dataclass(eq=False)
class _Witnesses:
    """The candidates for a cell: `figures` that may be kept, `troubled` ones that settle nothing, and `empty` ones.

    Among the figures is what cannot be read as one: it is kept as printed.
    """

    place: Place
    figures: list[Candidate] = field(default_factory=list)
    troubled: list[Candidate] = field(default_factory=list)
    empty: list[Candidate] = field(default_factory=list)

    def hear(self, candidate: Candidate) -> None:
        """Takes one more of them in."""
        why = candidate.figure.why
        if candidate.trouble:
            self.troubled.append(candidate)
        elif why in (None, "unreadable"):
            self.figures.append(candidate)
        elif why in ("blank", "mark"):
            self.empty.append(candidate)

    def by_figures(self, *, copies: bool) -> CellVerdict:
        """One figure, where nothing else that stands for the cell says otherwise; a blank says otherwise too."""
        first = self.figures[0]
        values = {_comparable(candidate) for candidate in self.figures}
        # A figure whose place is in doubt cannot stand against its like, but against another one it does.
        denying = [c for c in self.troubled if _comparable(c) not in values]
        if len(values) > 1 or denying or self.empty:
            message = self._several(denying)
            return self._opened("ambiguous", message, first)

        if copies and len(self.figures) == 1:
            message = f"同样的表在文件中不止一张，内容不同，这一格只读出一处“{shortened(first.raw, QUOTED)}”。没有填入，请核对以哪一张为准。"
            return self._opened("ambiguous", message, first)

        sure = [candidate for candidate in self.figures if not candidate.caution]
        best = sure[0] if sure else first
        found = Found(
            where=best.where,
            raw=best.raw,
            note=best.figure.note,
            sure=not best.caution,
            because=best.caution or best.because,
        )
        return CellVerdict(found, best.figure.value)

    def by_trouble(self) -> CellVerdict:
        """Something stands there, and why it settles nothing."""
        first = self.troubled[0]
        message = (
            f"“{shortened(first.raw, QUOTED)}”：{first.trouble}。没有填入，请核对原文。"
        )
        return self._opened("ambiguous", message, first)

    def by_blanks(self) -> CellVerdict:
        """Nothing stands there, a mark, or an image of something."""
        for candidate in self.empty:
            if candidate.picture:
                return self._opened("picture", MESSAGES["picture"], candidate)

        first = self.empty[0]
        if first.figure.why == "blank":
            return self._opened("blank", MESSAGES["blank"], first)

        message = (
            f"这一格印的是“{shortened(first.raw, QUOTED)}”，不是数字。请核对后填写。"
        )
        return self._opened("mark", message, first)

    def _several(self, denying: Sequence[Candidate]) -> str:
        """That the figures are not the same, and what they are."""
        shown: dict[str, None] = {}
        for candidate in (*self.figures, *denying):
            quoted = f"“{shortened(candidate.raw, QUOTED)}”"
            shown[quoted] = None

        if self.empty:
            shown["空白"] = None

        return f"文件中有几处，各不相同：{'、'.join(shown)}。没有填入，请核对以哪一处为准。"

    def _opened(self, why: Why, message: str, candidate: Candidate) -> CellVerdict:
        """The cell is open, and what stands there instead of a figure."""
        where, raw = candidate.where, candidate.raw
        return CellVerdict(Open(self.place, why, message, where, raw))


def _comparable(candidate: Candidate) -> object:
    """What two candidates have to have in common to say the same."""
    value = candidate.figure.value
    return value.text if isinstance(value, Unreadable) else value
