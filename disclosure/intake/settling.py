"""Puts what a person settled by hand in the place of what was read. Pure: no Django."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from disclosure.intake.reading import Open, Reading
from disclosure.statutory.content import EMPTY_PASSAGE, PassageText
from disclosure.statutory.editions import FIRST_YEAR
from disclosure.statutory.figures import CellKey, Value, format_figure, parse_figure
from disclosure.statutory.places import WHOLE, Place, read_place

YEAR = "year"
"""The one thing settled by hand that is no place of the form."""
LAST_YEAR = 2099
LONGEST_YEAR = 6
"""Digits, with noughts that somebody typed before it."""


@dataclass(frozen=True, slots=True)
class Hand:
    """What was typed at a place; of a passage its heading too, None for the official one."""

    text: str
    heading: str | None = None


Typed = Mapping[Place, Hand]


def settle(
    reading: Reading,
    hand: Mapping[str, Hand],
    *,
    agency: str = "",
) -> Reading:
    """The reading with what was typed, {anchor or YEAR: Hand}; its open places are settled. Raises KeyError, ValueError.

    `agency` is whose report it is taken for where the file names nobody.
    """
    typed = {
        read_place(reading.edition, anchor): said
        for anchor, said in hand.items()
        if anchor != YEAR
    }
    entered = _entered(reading, typed)
    year = parse_year(hand[YEAR].text) if YEAR in hand else reading.year
    name = reading.agency_name or agency
    return replace(
        reading,
        entered=entered,
        passages=_passages(reading, typed),
        year=year,
        agency_name=name,
        open=_still_open(reading, typed, year, name),
    )


def _entered(
    reading: Reading,
    typed: Typed,
) -> dict[str, dict[CellKey, Value]]:
    entered = {key: dict(cells) for key, cells in reading.entered.items()}
    # What is no figure is kept as typed: a rule will say so.
    for place, said in typed.items():
        if place.passage:
            continue

        kind = reading.edition.table(place.table).kind_of(place.column)
        cells = entered.setdefault(place.table, {})
        cells[place.row, place.column] = parse_figure(said.text, kind)

    return entered


def _passages(
    reading: Reading,
    typed: Typed,
) -> dict[str, PassageText]:
    passages = dict(reading.passages)
    for place, said in typed.items():
        if place.passage:
            passages[place.passage] = PassageText(said.text, said.heading)

    return passages


def _still_open(
    reading: Reading,
    typed: Typed,
    year: int,
    agency: str,
) -> tuple[Open, ...]:
    # What is open of the whole report says in its message what is asked.
    known: list[str] = []
    if year:
        known.append("年")

    if agency:
        known.append("机关")

    left: list[Open] = []
    for entry in reading.open:
        if entry.place in typed or _is_known(entry, known):
            continue

        left.append(entry)

    return tuple(left)


def _is_known(
    entry: Open,
    known: Sequence[str],
) -> bool:
    """Whether it asks of the whole report what is known by now: its year, its office."""
    if entry.place != WHOLE or entry.why != "unknown":
        return False
    return any(asked in entry.message for asked in known)


def by_hand(
    reading: Reading,
    hand: Mapping[str, Hand],
) -> frozenset[str]:
    """The anchors at which what counts is not what was read."""
    return frozenset(
        anchor for anchor, said in hand.items() if said != as_read(reading, anchor)
    )


def as_read(reading: Reading, anchor: str) -> Hand:
    """What the file itself says at a place. Raises KeyError."""
    if anchor == YEAR:
        year = str(reading.year) if reading.year else ""
        return Hand(year)

    place = read_place(reading.edition, anchor)
    if place.passage:
        text = reading.passages.get(place.passage, EMPTY_PASSAGE)
        return Hand(text.text, text.heading)

    cells = reading.entered.get(place.table, {})
    value = cells.get((place.row, place.column))
    return Hand(format_figure(value))


def parse_year(text: str) -> int:
    """A report's year. Raises ValueError with a Chinese sentence."""
    digits = text.strip().removesuffix("年").strip()
    is_number = digits.isascii() and digits.isdigit()
    # A number of any length is not converted: that takes long.
    if is_number and len(digits) <= LONGEST_YEAR:
        year = int(digits)
        if FIRST_YEAR <= year <= LAST_YEAR:
            return year

    raise ValueError(
        f"年度应为 {FIRST_YEAR} 至 {LAST_YEAR} 的年份，填的是“{text.strip()[:20]}”。"
    )


def open_cells(reading: Reading) -> set[Place]:
    """The entered cells that are still open."""
    cells: set[Place] = set()
    for entry in reading.open:
        place = entry.place
        if reading.edition.is_entered(place.table, place.row, place.column):
            cells.add(place)

    return cells
