"""Any source and any reading that the types allow, as hypothesis draws them."""

from __future__ import annotations

from decimal import Decimal
from typing import get_args

from hypothesis import strategies as st

from disclosure.intake.reading import Found, Open, Reading, Why
from disclosure.intake.source import (
    FORMATS,
    GridCell,
    Picture,
    Source,
    SourceGrid,
    SourceParagraph,
    Where,
)
from disclosure.statutory.content import AGENCY_KINDS, PassageText, Signature
from disclosure.statutory.editions import EDITIONS
from disclosure.statutory.figures import PROBLEMS, Unreadable
from disclosure.statutory.places import Place
from disclosure.statutory.printed import Printed, PrintedHeading, TableState

texts = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20
)
counts = st.integers(0, 9999)
wheres = st.builds(Where, *[counts] * 6)
cells = st.builds(
    GridCell,
    texts,
    counts,
    counts,
    wheres,
    counts,
    counts,
    st.booleans(),
    st.booleans(),
)
blocks = st.one_of(
    st.builds(SourceParagraph, texts, wheres, counts, texts, st.booleans()),
    st.builds(Picture, wheres, counts, counts, texts),
    st.builds(
        SourceGrid,
        st.lists(cells, max_size=6).map(tuple),
        wheres,
        st.booleans(),
        texts,
        st.booleans(),
    ),
)
tuples_of_text = st.lists(texts, max_size=3).map(tuple)
sources = st.builds(
    Source,
    st.sampled_from(list(FORMATS)),
    st.lists(blocks, max_size=8).map(tuple),
    tuples_of_text,
    counts,
    tuples_of_text,
)
amounts = st.tuples(st.integers(0, 10**12 - 1), st.text("0123456789", max_size=6)).map(
    lambda pair: Decimal(f"{pair[0]}.{pair[1]}" if pair[1] else f"{pair[0]}")
)
values = st.one_of(
    st.none(),
    st.integers(-(10**12) + 1, 10**12 - 1),
    amounts,
    st.builds(Unreadable, texts, st.sampled_from([*PROBLEMS, "unreadable_part"])),
)


@st.composite
def readings(draw) -> Reading:
    edition = EDITIONS[draw(st.sampled_from(list(EDITIONS)))]
    keys = {
        totals: [
            (table.key, row.key, column.key)
            for table in edition.tables
            for row in table.rows
            for column in table.columns
            if table.is_total(row.key, column.key) == totals
        ]
        for totals in (False, True)
    }
    slots = [slot.key for slot in edition.passages]
    tables = [table.key for table in edition.tables]
    places = st.one_of(
        st.just(Place()),
        st.sampled_from(tables).map(Place),
        st.sampled_from(slots).map(lambda key: Place(passage=key)),
        st.sampled_from(keys[False] + keys[True]).map(lambda cell: Place(*cell)),
        st.sampled_from(keys[False]).map(lambda cell: Place(*cell[:2])),
    )
    passages = st.builds(PassageText, texts, st.none() | texts)
    headings = st.builds(
        PrintedHeading,
        texts,
        st.sampled_from(["", *(part.key for part in edition.parts)]),
        st.just(""),
    )
    printed = st.builds(
        Printed,
        st.lists(headings, max_size=3).map(tuple),
        st.dictionaries(st.sampled_from(tables), st.sampled_from(get_args(TableState))),
        st.dictionaries(texts, texts, max_size=3),
        tuples_of_text,
    )
    opens = st.builds(
        Open, places, st.sampled_from(get_args(Why)), texts, st.none() | wheres, texts
    )
    return Reading(
        format=draw(st.sampled_from(list(FORMATS))),
        edition=edition,
        year=draw(counts),
        agency_name=draw(texts),
        agency_kind=draw(st.sampled_from(list(AGENCY_KINDS))),
        title=draw(texts),
        entered=draw(tables_of(keys[False])),
        stated=draw(tables_of(keys[True])),
        passages=draw(st.dictionaries(st.sampled_from(slots), passages)),
        signature=draw(st.none() | st.builds(Signature, texts, st.none() | st.dates())),
        opening=draw(st.sampled_from(["before", "inside"])),
        printed=draw(printed),
        found=draw(
            st.dictionaries(
                places,
                st.builds(Found, wheres, texts, texts, st.booleans(), texts),
                max_size=4,
            )
        ),
        open=draw(st.lists(opens, max_size=4).map(tuple)),
        remarks=draw(tuples_of_text),
    )


def tables_of(keys):
    """{table: {(row, column): value}} for some of the cells."""

    def grouped(flat):
        tables: dict = {}
        for (table, row, column), value in flat.items():
            tables.setdefault(table, {})[row, column] = value
        return tables

    return st.dictionaries(st.sampled_from(keys), values, max_size=12).map(grouped)
