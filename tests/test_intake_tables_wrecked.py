"""Wrecked tables: what is placed is right, what is not certain is open, and mild damage hides nothing."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.intake.tables import place_tables
from disclosure.statutory.figures import Unreadable
from tests.support.paper_tables import distinct, paper_of, sparse
from tests.support.wrecks import HIDING, WRECKS

SEEDS = range(2)


def wrecked(content, names, seed):
    paper = paper_of(content)
    for name in names:
        WRECKS[name].do(paper, random.Random(seed))
    return place_tables(paper.blocks, year=content.year)


def wrong(placed, content):
    """Figures that are not those of the report: (place, there, placed)."""
    return [
        (table, row, column, content.entered[table][row, column], value)
        for table, cells in placed.entered.items()
        for (row, column), value in cells.items()
        if not isinstance(value, Unreadable)
        and value != content.entered[table][row, column]
    ]


def wrong_totals(placed, content):
    return [
        (table, cell, value)
        for table, cells in placed.stated.items()
        for cell, value in cells.items()
        if not isinstance(value, Unreadable) and value != content.completed[table][cell]
    ]


def share(placed, content):
    read = sum(
        not isinstance(v, Unreadable)
        for cells in placed.entered.values()
        for v in cells.values()
    )
    return read / len(content.edition.entry_cells)


def unaccounted(placed):
    """Cells that are neither entered nor open."""
    open_ = {(o.place.table, o.place.row, o.place.column) for o in placed.open}
    return [
        cell
        for cell in placed.edition.entry_cells
        if cell[1:] not in placed.entered[cell[0]] and cell not in open_
    ]


def test_there_are_enough_kinds_of_wreck():
    assert len(WRECKS) >= 40


@pytest.mark.parametrize("name", WRECKS)
@pytest.mark.parametrize("make", [distinct, sparse])
def test_nothing_is_invented_and_mild_damage_hides_little(name, make):
    for seed in SEEDS:
        content = make(seed)
        placed = wrecked(content, [name], seed)
        assert wrong(placed, content) == [], (name, seed)
        assert unaccounted(placed) == []
        assert share(placed, content) >= WRECKS[name].least, (name, seed)
        assert all(o.message.endswith("。") and o.why for o in placed.open)
        assert name == "printed_totals_wrong" or wrong_totals(placed, content) == []


@settings(deadline=None, max_examples=40, derandomize=True)
@given(
    st.lists(st.sampled_from(sorted(WRECKS)), min_size=2, max_size=2, unique=True),
    st.integers(0, 999),
    st.booleans(),
)
def test_two_kinds_of_damage_at_once_invent_nothing(names, seed, zeros):
    if any(hiding <= set(names) for hiding in HIDING):
        return
    content = (sparse if zeros else distinct)(seed)
    try:
        placed = wrecked(content, names, seed)
    except (ValueError, IndexError, StopIteration, AttributeError):
        return  # the first left nothing that the second could damage
    assert wrong(placed, content) == []
    assert unaccounted(placed) == []
