"""An edition that calls its tables, rows and columns otherwise is read as well: what they mean is asked by their roles."""

import random
from dataclasses import fields, replace

import pytest

from disclosure.intake.source import Picture, SourceParagraph, Where
from disclosure.intake.tables import place_tables
from disclosure.statutory.editions import EDITIONS
from disclosure.statutory.places import Place
from tests.support.paper_tables import distinct, laid_out, paper_of, sheet_of, sparse
from tests.support.wrecks import WRECKS

SEEDS = {"2019": 0, "2021": 1}
"""The reports that `distinct` and `sparse` make of an edition, by its key."""


def other(key):
    return f"x_{key}"


def others(keys):
    return tuple(other(key) for key in keys)


def renamed(edition):
    """The same form, with another key for everything; roles are what the keys were."""
    return replace(edition, parts=tuple(renamed_part(part) for part in edition.parts))


def renamed_part(part):
    return replace(
        part, key=other(part.key), tables=tuple(map(renamed_table, part.tables))
    )


def renamed_table(table):
    return replace(
        table,
        key=other(table.key),
        columns=tuple(replace(c, key=other(c.key)) for c in table.columns),
        rows=tuple(
            replace(r, key=other(r.key), group=r.group and other(r.group))
            for r in table.rows
        ),
        groups=tuple(
            replace(g, key=other(g.key), parent=g.parent and other(g.parent))
            for g in table.groups
        ),
        header=tuple(
            tuple(replace(b, columns=others(b.columns)) for b in line)
            for line in table.header
        ),
        row_totals=tuple(
            replace(t, row=other(t.row), rows=others(t.rows)) for t in table.row_totals
        ),
        column_totals=tuple(
            replace(t, column=other(t.column), columns=others(t.columns))
            for t in table.column_totals
        ),
        checks=tuple(
            replace(c, left=others(c.left), right=others(c.right)) for c in table.checks
        ),
    )


@pytest.fixture(params=EDITIONS)
def pair(request, monkeypatch):
    """(an edition, the same renamed); `as_invented` puts the second in place of the first."""
    edition = EDITIONS[request.param]
    invented = renamed(edition)

    def as_invented():
        monkeypatch.setitem(EDITIONS, edition.key, invented)
        return invented

    return edition, as_invented


def in_other_words(cells):
    return {
        other(table): {others(cell): value for cell, value in found.items()}
        for table, found in cells.items()
    }


def in_another_place(place):
    return Place(other(place.table), other(place.row), other(place.column))


def test_roles_are_what_the_keys_were(pair):
    edition, as_invented = pair
    invented = as_invented()
    for table, twin in zip(edition.tables, invented.tables, strict=True):
        assert twin.key != table.key
        assert twin.role == table.role
        for one, same in zip(
            (*table.rows, *table.columns, *table.groups),
            (*twin.rows, *twin.columns, *twin.groups),
            strict=True,
        ):
            assert same.key == other(one.key)
            assert same.role == one.role


@pytest.mark.parametrize("make", [distinct, sparse])
def test_its_printed_tables_are_read_completely(pair, make):
    edition, as_invented = pair
    content = make(SEEDS[edition.key])
    assert content.edition is edition
    blocks = paper_of(content).blocks
    invented = as_invented()
    for year in (content.year, 0):
        placed = place_tables(blocks, year=year)
        assert placed.edition is invented
        assert placed.edition_sure
        assert placed.open == ()
        assert placed.entered == in_other_words(content.entered)
        completed = in_other_words(content.completed)
        for table in invented.tables:
            both = placed.entered[table.key] | placed.stated[table.key]
            assert both == completed[table.key]
        assert set(placed.states.values()) == {"read"}
        assert placed.labels == {}


def in_all_other_words(placed, invented):
    """What was read with an edition, as it should be read with the same one renamed."""
    return replace(
        placed,
        edition=invented,
        entered=in_other_words(placed.entered),
        stated=in_other_words(placed.stated),
        found={in_another_place(at): found for at, found in placed.found.items()},
        open=tuple(replace(o, place=in_another_place(o.place)) for o in placed.open),
        states={other(table): state for table, state in placed.states.items()},
        labels={
            ".".join(others(address.split("."))): label
            for address, label in placed.labels.items()
        },
    )


@pytest.mark.parametrize("name", WRECKS)
def test_of_a_wrecked_table_the_same_is_read(pair, name):
    edition, as_invented = pair
    seed = SEEDS[edition.key]
    paper = paper_of(sparse(seed))
    WRECKS[name].do(paper, random.Random(seed))
    year = paper.content.year
    read = place_tables(paper.blocks, year=year)
    invented = as_invented()
    again = place_tables(paper.blocks, year=year)
    expected = in_all_other_words(read, invented)
    for field in fields(expected):
        assert getattr(again, field.name) == getattr(expected, field.name), field.name


def test_a_part_that_is_a_picture_is_told_by_its_role(pair):
    edition, as_invented = pair
    content = distinct(SEEDS[edition.key])
    blocks = [
        SourceParagraph("二、主动公开政府信息情况", Where(1)),
        laid_out(sheet_of(content, "documents"), Where(2)),
        SourceParagraph("三、收到和处理政府信息公开申请情况", Where(3)),
        Picture(Where(4), 600, 800),
        SourceParagraph("四、政府信息公开行政复议、行政诉讼情况", Where(5)),
    ]
    as_invented()
    placed = place_tables(blocks, year=content.year)
    assert placed.states[other("documents")] == "read"
    assert placed.states[other("requests")] == "picture"
    assert placed.states[other("disputes")] == "missing"
