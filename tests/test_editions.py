"""The editions equal the published edition files, and contradict themselves nowhere."""

import difflib
import json

import pytest

from disclosure.statutory.editions import EDITIONS, edition_for
from disclosure.statutory.editions.data import edition_data
from disclosure.statutory.editions.spec import (
    Band,
    Column,
    ColumnTotal,
    EditionError,
    Row,
    RowTotal,
    Table,
)
from tests.support.shared import shared


@pytest.mark.parametrize("key", EDITIONS)
def test_an_edition_equals_its_file_key_for_key_and_label_for_label(key):
    published = json.loads(
        shared(f"format/edition-{key}.json").read_text(encoding="utf-8")
    )
    assert edition_data(EDITIONS[key]) == published


def test_the_difference_of_the_two_editions_is_what_the_2021_form_changed(capsys):
    lines = [
        json.dumps(
            edition_data(EDITIONS[key])["sections"], ensure_ascii=False, indent=1
        ).splitlines()
        for key in ("2019", "2021")
    ]
    difference = list(difflib.unified_diff(*lines, "2019", "2021", lineterm="", n=0))
    with capsys.disabled():
        print(
            "\n"
            + "\n".join(
                line for line in difference if '"label"' in line or '"key"' in line
            )
        )
    assert '+      "label": "行政规范性文件",' in difference
    assert '-      "label": "规范性文件",' in difference
    assert any("other_fee_unpaid" in line for line in difference)
    assert any(
        "central_procurement" in line and line.startswith("-") for line in difference
    )


@pytest.mark.parametrize(
    ("year", "key"),
    [(2019, "2019"), (2020, "2019"), (2021, "2021"), (2023, "2021"), (2050, "2021")],
)
def test_a_year_has_its_edition(year, key):
    assert edition_for(year).key == key


def test_a_year_before_the_first_edition_has_none():
    with pytest.raises(ValueError, match="2018"):
        edition_for(2018)


def test_the_outcomes_are_21_lines_in_2021_and_19_in_2019():
    counts = {
        key: len(edition.table("requests").row_totals[0].rows)
        for key, edition in EDITIONS.items()
    }
    assert counts == {"2019": 19, "2021": 21}


def test_a_cell_is_called_by_its_brackets_line_and_column():
    table = EDITIONS["2021"].table("requests")
    assert (
        table.cell_label("refused_state_secret", "person")
        == "（三）不予公开 1.属于国家秘密 · 自然人"
    )
    assert (
        EDITIONS["2021"].cell_name("disputes", "cases", "direct_suit_total")
        == "表四「未经复议直接起诉·总计」列"
    )


def test_a_line_goes_by_its_short_name_where_it_has_one():
    assert Row("a", "一、", "甲乙丙丁", short="甲").name == "甲"
    assert Row("a", "一、", "甲乙丙丁").name == "甲乙丙丁"


@pytest.mark.parametrize(
    "wrong",
    [
        {"rows": (Row("a", "", "甲"), Row("a", "", "乙"))},
        {"rows": (Row("a", "", "甲", group="nowhere"),)},
        {"columns": (Column("x", "甲"), Column("x", "乙"))},
        {"header": ((Band("甲", ("nowhere",)),),)},
        {"row_totals": (RowTotal("a", ("nowhere",), "T"),)},
        {"row_totals": (RowTotal("a", ("a",), "T"),)},
        {"column_totals": (ColumnTotal("x", ("x",), "T"),)},
    ],
)
def test_a_table_that_contradicts_itself_cannot_be_built(wrong):
    right = {
        "key": "t",
        "kind": "count",
        "unit": "件",
        "columns": (Column("x", "甲"),),
        "rows": (Row("a", "", "甲"),),
    }
    Table(**right)
    with pytest.raises(EditionError):
        Table(**(right | wrong))
