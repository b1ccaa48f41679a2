"""Nothing is rounded: amounts of six decimals, counts of twelve digits, read, added up and printed, here and in node."""

from __future__ import annotations

import json
import shutil
import subprocess
from itertools import cycle, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.statutory.editions import EDITIONS
from disclosure.statutory.editions.data import table_data
from disclosure.statutory.editions.spec import Column, ColumnTotal, Row, RowTotal, Table
from disclosure.statutory.figures import add, complete, format_figure, parse_figure

SUMS = Path(__file__).parent / "js" / "sums.mjs"
WIDE = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
MILLION = 10**6
SOME = settings(deadline=None, max_examples=settings.default.max_examples // 4)

# (what is typed, without ornament; its value in millionths)
counts = st.integers(10**9, 10**12 - 1) | st.integers(0, 99)
plain_counts = counts.map(lambda count: (str(count), count * MILLION))
plain_amounts = st.builds(
    lambda whole, decimals: (
        f"{whole}.{decimals}" if decimals else str(whole),
        whole * MILLION + int(decimals.ljust(6, "0")),
    ),
    counts,
    st.text("0123456789", max_size=6),
)


def grouped(text):
    whole, point, decimals = text.partition(".")
    return f"{int(whole):,}{point}{decimals}"


def ornaments(figures):
    """The same figures as people write them: separators, full width, blanks around."""
    ways = st.sampled_from(
        [
            str,
            grouped,
            lambda text: grouped(text).translate(WIDE),
            lambda text: f"\u3000{text} ",
        ]
    )
    return st.tuples(figures, ways).map(lambda pair: (pair[1](pair[0][0]), *pair[0]))


def printed(millionths, decimals):
    """A number of millionths with so many decimals; those cut off are zeros."""
    whole, rest = divmod(millionths, MILLION)
    digits = f"{rest:06}"
    assert set(digits[decimals:]) <= {"0"}
    return f"{whole}.{digits[:decimals]}" if decimals else str(whole)


def decimals_of(text):
    return len(text.partition(".")[2])


@pytest.fixture(scope="module")
def ask():
    """Puts a question to the browser's modules in node."""
    node = shutil.which("node")
    assert node, "script/setup --test brings node"
    with subprocess.Popen(
        [node, SUMS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:

        def ask(**question):
            process.stdin.write(json.dumps(question) + "\n")
            process.stdin.flush()
            return json.loads(process.stdout.readline())

        yield ask
        process.stdin.close()


def both_add(ask, kind, figures):
    texts = [text for text, _, _ in figures]
    values = [parse_figure(text, kind) for text in texts]
    here = {
        "values": [format_figure(value) for value in values],
        "sum": format_figure(add(values)),
    }
    assert ask(kind=kind, texts=texts) == here
    return here


@SOME
@given(st.lists(ornaments(plain_amounts), min_size=1, max_size=150))
def test_amounts_are_printed_as_typed_and_add_up_to_the_last_decimal(ask, figures):
    found = both_add(ask, "amount", figures)
    assert found["values"] == [plain for _, plain, _ in figures]
    decimals = max(decimals_of(plain) for _, plain, _ in figures)
    assert found["sum"] == printed(sum(value for _, _, value in figures), decimals)


@SOME
@given(st.lists(ornaments(plain_counts), min_size=1, max_size=150))
def test_counts_are_printed_as_typed_and_add_up_to_the_last_digit(ask, figures):
    found = both_add(ask, "count", figures)
    assert found["values"] == [plain for _, plain, _ in figures]
    assert found["sum"] == printed(sum(value for _, _, value in figures), 0)


AMOUNTS = Table(
    "fees",
    "amount",
    "万元",
    columns=(
        Column("first", "上半年"),
        Column("second", "下半年"),
        Column("year", "全年"),
    ),
    rows=(Row("fees", "", "收费"), Row("fines", "", "罚款"), Row("all", "", "合计")),
    row_totals=(RowTotal("all", ("fees", "fines"), "T"),),
    column_totals=(ColumnTotal("year", ("first", "second"), "T"),),
)
REQUESTS = EDITIONS["2021"].table("requests")


def both_complete(ask, table, typed):
    """Every cell as completed here and in node: {(row, column): text}."""
    kind = table.kind
    cells = complete(
        table, {cell: parse_figure(text, kind) for cell, (text, _, _) in typed.items()}
    )
    here = {cell: format_figure(value) for cell, value in cells.items()}
    asked = {".".join(cell): text for cell, (text, _, _) in typed.items()}
    assert ask(table=table_data(table), typed=asked) == {
        ".".join(cell): text for cell, text in here.items()
    }
    return here


def table_of(table, figures):
    """Every cell typed in; a few figures drawn and gone through again and again."""
    drawn = st.lists(ornaments(figures), min_size=1, max_size=25)
    return drawn.map(
        lambda some: dict(zip(table.entry_cells, cycle(some), strict=False))
    )


@SOME
@given(table_of(AMOUNTS, plain_amounts))
def test_a_table_of_amounts_is_completed_to_the_last_decimal(ask, typed):
    cells = both_complete(ask, AMOUNTS, typed)
    all_rows = {"fees": ["fees"], "fines": ["fines"], "all": ["fees", "fines"]}
    all_columns = {
        "first": ["first"],
        "second": ["second"],
        "year": ["first", "second"],
    }
    for (row, rows), (column, columns) in product(
        all_rows.items(), all_columns.items()
    ):
        parts = [typed[place] for place in product(rows, columns)]
        decimals = max(decimals_of(plain) for _, plain, _ in parts)
        total = sum(value for _, _, value in parts)
        assert cells[row, column] == printed(total, decimals)


@SOME
@given(table_of(REQUESTS, plain_counts))
def test_table_three_is_completed_to_the_last_digit(ask, typed):
    cells = both_complete(ask, REQUESTS, typed)
    outcomes = [
        row.key
        for row in REQUESTS.entry_rows
        if row.key not in ("new", "carried_in", "carried_out")
    ]
    values = {cell: value for cell, (_, _, value) in typed.items()}
    for column in REQUESTS.entry_columns:
        down = sum(values[row, column.key] for row in outcomes)
        assert cells["outcome_total", column.key] == printed(down, 0)
    for row in REQUESTS.entry_rows:
        across = sum(value for (key, _), value in values.items() if key == row.key)
        assert cells[row.key, "total"] == printed(across, 0)
    everything = sum(value for (row, _), value in values.items() if row in outcomes)
    assert cells["outcome_total", "total"] == printed(everything, 0)
