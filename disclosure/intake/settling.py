"""What a person settled by hand of a reading, put in the place of what was read. Pure: no Django."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from disclosure.intake.reading import Open, Reading
from disclosure.statutory.content import PassageText
from disclosure.statutory.editions import FIRST_YEAR
from disclosure.statutory.figures import CellKey, Value, format_figure, parse_figure
from disclosure.statutory.places import WHOLE, Place, read_place

YEAR = "year"
"""The one thing settled by hand that is no place of the form."""
LAST_YEAR = 2099


@dataclass(frozen=True, slots=True)
class Hand:
    """What was typed at a place; of a passage its heading too, None for the official one."""

    text: str
    heading: str | None = None


def settle(reading: Reading, hand: Mapping[str, Hand], *, agency: str = "") -> Reading:
    """The reading with what was typed, {anchor or YEAR: Hand}; its open places are settled. Raises KeyError, ValueError.

    `agency` is whose report it is taken for where the file names nobody.
    """
    entered: dict[str, dict[CellKey, Value]] = {
        key: dict(cells) for key, cells in reading.entered.items()
    }
    passages = dict(reading.passages)
    settled: set[Place] = set()
    for anchor, said in hand.items():
        if anchor == YEAR:
            continue
        place = read_place(reading.edition, anchor)
        settled.add(place)
        if place.passage:
            passages[place.passage] = PassageText(said.text, said.heading)
        else:
            kind = reading.edition.table(place.table).kind_of(place.column)
            entered.setdefault(place.table, {})[place.row, place.column] = parse_figure(
                said.text, kind
            )
    year = parse_year(hand[YEAR].text) if YEAR in hand else reading.year
    name = reading.agency_name or agency
    known = [asked for asked, answer in (("年", year), ("机关", name)) if answer]
    left = tuple(
        entry
        for entry in reading.open
        if entry.place not in settled and not _is_known(entry, known)
    )
    return replace(
        reading,
        entered=entered,
        passages=passages,
        year=year,
        agency_name=name,
        open=left,
    )


def by_hand(reading: Reading, hand: Mapping[str, Hand]) -> frozenset[str]:
    """The anchors at which what counts is not what was read."""
    return frozenset(
        anchor for anchor, said in hand.items() if said != as_read(reading, anchor)
    )


def as_read(reading: Reading, anchor: str) -> Hand:
    """What the file itself says at a place."""
    if anchor == YEAR:
        return Hand(str(reading.year or ""))
    place = read_place(reading.edition, anchor)
    if place.passage:
        text = reading.passages.get(place.passage, PassageText(""))
        return Hand(text.text, text.heading)
    return Hand(
        format_figure(
            reading.entered.get(place.table, {}).get((place.row, place.column))
        )
    )


def parse_year(text: str) -> int:
    """A report's year. Raises ValueError with a Chinese sentence."""
    digits = text.strip().removesuffix("年").strip()
    if not (
        digits.isascii()
        and digits.isdigit()
        and FIRST_YEAR <= int(digits[:6]) <= LAST_YEAR
    ):
        raise ValueError(
            f"年度应为 {FIRST_YEAR} 至 {LAST_YEAR} 的年份，填的是“{text.strip()[:20]}”。"
        )
    return int(digits)


def open_cells(reading: Reading) -> set[Place]:
    """The entered cells that are still open."""
    return {
        found.place
        for found in reading.open
        if found.place.column
        and reading.edition.is_entered(
            found.place.table, found.place.row, found.place.column
        )
    }


def _is_known(found: Open, known: Sequence[str]) -> bool:
    """Whether it asks of the whole report what is known by now: its year, its office."""
    return (
        found.place == WHOLE
        and found.why == "unknown"
        and any(asked in found.message for asked in known)
    )
