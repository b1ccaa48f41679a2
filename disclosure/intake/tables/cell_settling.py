"""What all candidates for a cell come to: one figure, or an open place that says what is there and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from disclosure.intake.reading import Found, Open, Why
from disclosure.intake.tables.stretch_reads import Candidate
from disclosure.statutory.editions import Edition
from disclosure.statutory.figures import CellKey, Unreadable, Value
from disclosure.statutory.places import Place

Candidates = Mapping[tuple[str, str, str], Sequence[Candidate]]
MESSAGES: Mapping[Why, str] = {
    "missing": "文件中没有找到这一格。请核对原文后填写。",
    "picture": "这里是图片，读不出数字。请对照原文填写。",
    "blank": "这一格是空白，空白不等于 0。请核对后填写。",
}


@dataclass(eq=False)
class Settled:
    """Values and open places of all tables."""

    entered: dict[str, dict[CellKey, Value]] = field(default_factory=dict)
    stated: dict[str, dict[CellKey, Value]] = field(default_factory=dict)
    found: dict[Place, Found] = field(default_factory=dict)
    open: list[Open] = field(default_factory=list)


def contradicted(edition: Edition, found: Candidates) -> set[str]:
    """Tables of which two blocks of the file say different things."""
    return {table for (table, _, _), some in found.items() if _differ(some)}


def _differ(some: Sequence[Candidate]) -> bool:
    clear = [c for c in some if not c.trouble and c.figure.why is None]
    return any(
        one.where.block != other.where.block and one.figure.value != other.figure.value
        for at, one in enumerate(clear)
        for other in clear[at + 1 :]
    )


def settle(
    edition: Edition,
    found: Candidates,
    pictured: Iterable[str] = (),
    crowded: Iterable[str] = (),
) -> Settled:
    """Every cell of the edition: entered, or open; totals as printed, where they are.

    `crowded`: tables with many more lines in the file than the form has.
    """
    made, pictures, several = (
        Settled(),
        set(pictured),
        {*crowded, *contradicted(edition, found)},
    )
    for table in edition.tables:
        entered_cells, stated_cells = (
            made.entered.setdefault(table.key, {}),
            made.stated.setdefault(table.key, {}),
        )
        for row in table.rows:
            for column in table.columns:
                key = (row.key, column.key)
                place = Place(table.key, *key)
                value, says = judge(
                    place,
                    found.get((table.key, *key), ()),
                    table.key in pictures,
                    table.key in several,
                )
                entered = table.is_entered(*key)
                if isinstance(says, Open) and entered:
                    made.open.append(says)
                elif isinstance(says, Found):
                    made.found[place] = says
                if value is None:
                    continue
                (entered_cells if entered else stated_cells)[key] = value
                if (
                    isinstance(value, Unreadable)
                    and entered
                    and isinstance(says, Found)
                ):
                    made.open.append(
                        Open(
                            place,
                            "unreadable",
                            _unreadable(value),
                            says.where,
                            says.raw,
                        )
                    )
    return made


def judge(
    place: Place,
    all_candidates: Sequence[Candidate],
    pictured: bool = False,
    copies: bool = False,
) -> tuple[Value, Found | Open]:
    """The value of a cell and where it was found; None and what is open. `copies`: the table stands there several
    times and not always the same, so that one of them alone says nothing."""
    some = [c for c in all_candidates if c.filled_line] or list(all_candidates)
    clear = [c for c in some if not c.trouble]
    settled = [c for c in clear if c.figure.why in (None, "unreadable")]
    empty = [c for c in clear if c.figure.why in ("blank", "mark")]
    values = {_comparable(c.figure.value) for c in settled}
    denied = [
        c for c in some if c.trouble and _comparable(c.figure.value) not in values
    ]
    if settled and (len(values) > 1 or empty or denied):
        return None, _open(
            place, "ambiguous", _several([*settled, *denied], empty), settled[0]
        )
    if len(settled) == 1 and copies:
        return None, _open(place, "ambiguous", _one_of_copies(settled[0]), settled[0])
    if settled:
        best = min(settled, key=lambda c: bool(c.fair))
        because = best.fair or best.because
        return best.figure.value, Found(
            best.where, best.raw, best.figure.note, not best.fair, because
        )
    troubled = [c for c in some if c.trouble]
    if troubled:
        says = f"“{_shown(troubled[0].raw)}”：{troubled[0].trouble}。没有填入，请核对原文。"
        return None, _open(place, "ambiguous", says, troubled[0])
    if empty:
        first = next((c for c in empty if c.picture), empty[0])
        why: Why = "picture" if first.picture else first.figure.why or "blank"
        says = f"这一格印的是“{_shown(first.raw)}”，不是数字。请核对后填写。"
        return None, _open(place, why, MESSAGES.get(why, says), first)
    missing: Why = "picture" if pictured else "missing"
    return None, Open(place, missing, MESSAGES[missing])


def _comparable(value: Value) -> object:
    return value.text if isinstance(value, Unreadable) else value


def _several(settled: Sequence[Candidate], empty: Sequence[Candidate]) -> str:
    shown = list(dict.fromkeys(f"“{_shown(c.raw)}”" for c in settled))
    shown += ["空白"] if empty else []
    return f"文件中有几处，各不相同：{'、'.join(shown)}。没有填入，请核对以哪一处为准。"


def _one_of_copies(candidate: Candidate) -> str:
    return f"同样的表在文件中不止一张，内容不同，这一格只读出一处“{_shown(candidate.raw)}”。没有填入，请核对以哪一张为准。"


def _unreadable(value: Unreadable) -> str:
    return f"“{_shown(value.text)}”读不成数字。请核对原文后改正。"


def _open(place: Place, why: Why, message: str, candidate: Candidate) -> Open:
    return Open(place, why, message, candidate.where, candidate.raw)


def _shown(text: str) -> str:
    whole = " ".join(text.split())
    return whole if len(whole) <= 40 else f"{whole[:40]}…"


def values_found(table: str, found: Candidates) -> dict[CellKey, Value]:
    """What is settled of a table so far, for judging by sums."""
    values: dict[CellKey, Value] = {}
    for (key, row, column), some in found.items():
        if (
            key == table
            and (value := judge(Place(key, row, column), some)[0]) is not None
        ):
            values[row, column] = value
    return values
