"""Reading figures and completing tables."""

from dataclasses import FrozenInstanceError
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.statutory.editions import EDITIONS
from disclosure.statutory.figures import (
    UNREADABLE_PART,
    Unreadable,
    complete,
    format_figure,
    parse_figure,
)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("", None),
        ("  ", None),
        ("　", None),
        ("0", 0),
        ("007", 7),
        ("１２，３４５", 12345),
        ("13,612", 13612),
        (" 1,234,567 ", 1234567),
        ("+3", 3),
        ("-0", 0),
        ("999999999999", 999_999_999_999),
        ("000000000000012", 12),
        ("-00", 0),
        ("\ufeff12\u200b", 12),
    ],
)
def test_a_count_is_read_as_people_type_it(text, figure):
    assert parse_figure(text, "count") == figure
    assert type(parse_figure(text, "count")) is type(figure)


@pytest.mark.parametrize(
    ("text", "kind", "problem"),
    [
        ("12a", "count", "not_a_number"),
        ("1 2", "count", "not_a_number"),
        ("12,34", "count", "not_a_number"),
        ("１,２３", "count", "not_a_number"),
        ("/", "count", "not_a_number"),
        ("三", "count", "not_a_number"),
        ("1e3", "count", "not_a_number"),
        (".5", "amount", "not_a_number"),
        ("²", "count", "not_a_number"),
        ("X12X", "count", "not_a_number"),
        ("-1", "count", "negative"),
        ("－１", "count", "negative"),
        ("-0.5", "amount", "negative"),
        ("1.5", "count", "fraction"),
        ("3.0", "count", "fraction"),
        ("1.5", "signed_count", "fraction"),
        ("1000000000000", "count", "too_large"),
        ("1000000000000.5", "amount", "too_large"),
        ("0.1234567", "amount", "too_fine"),
    ],
)
def test_what_is_no_figure_is_kept_with_the_reason(text, kind, problem):
    assert parse_figure(text, kind) == Unreadable(text, problem)


@pytest.mark.parametrize("text", ["59237.2449", "4068.208", "0", "12.50", "0.000001"])
def test_an_amount_is_exact_and_printed_as_entered(text):
    assert parse_figure(text, "amount") == Decimal(text)
    assert format_figure(parse_figure(text, "amount")) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [("007.50", "7.50"), ("-0.00", "0.00"), ("0000000000001.5", "1.5")],
)
def test_an_amount_loses_leading_zeros_and_the_sign_of_zero(text, shown):
    assert format_figure(parse_figure(text, "amount")) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [("1E+3", "1000"), ("1E-7", "0.0000001"), ("-0.50", "-0.50")]
)
def test_an_amount_is_never_printed_in_powers_of_ten(value, shown):
    assert format_figure(Decimal(value)) == shown


def test_only_a_change_may_be_negative():
    assert parse_figure("-12", "signed_count") == -12
    assert parse_figure("－１２", "signed_count") == -12


@given(st.integers(0, 10**12 - 1))
def test_any_count_comes_back_however_it_is_written(count):
    wide = str(count).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    for text in (str(count), f"{count:,}", wide, f"　{count:,} ".replace(",", "，")):
        assert parse_figure(text, "count") == count


@given(st.decimals(0, 10**12 - 1, places=6, allow_nan=False))
def test_any_amount_comes_back_to_the_last_digit(amount):
    assert format_figure(parse_figure(format(amount, "f"), "amount")) == format(
        amount, "f"
    )


@given(st.text(max_size=20))
def test_reading_never_fails_and_keeps_the_text(text):
    for kind in ("count", "signed_count", "amount"):
        value = parse_figure(text, kind)
        if isinstance(value, Unreadable):
            assert value.text == text


def test_totals_are_computed_in_both_directions():
    table = EDITIONS["2021"].table("requests")
    cells = complete(
        table,
        {("new", "person"): 3, ("granted", "person"): 2, ("granted", "other_org"): 5},
    )
    assert cells["new", "total"] == 3
    assert cells["granted", "total"] == 7
    assert cells["outcome_total", "person"] == 2
    assert cells["outcome_total", "total"] == 7


def test_a_total_of_blanks_is_blank_and_of_zeros_is_zero():
    table = EDITIONS["2021"].table("requests")
    assert complete(table, {})["new", "total"] is None
    assert complete(table, {("new", "person"): 0})["new", "total"] == 0


def test_an_unreadable_cell_silences_every_total_it_takes_part_in():
    table = EDITIONS["2021"].table("requests")
    cells = complete(
        table,
        {
            ("granted", "person"): Unreadable("x", "not_a_number"),
            ("granted", "business"): 1,
        },
    )
    for total in (
        ("granted", "total"),
        ("outcome_total", "person"),
        ("outcome_total", "total"),
    ):
        assert cells[total] == UNREADABLE_PART
    assert cells["outcome_total", "business"] == 1


def test_a_total_that_cannot_be_read_is_printed_as_a_blank():
    assert format_figure(UNREADABLE_PART) == ""


def test_what_was_typed_cannot_be_changed_afterwards():
    typed = Unreadable("x", "not_a_number")
    for field in ("text", "problem"):
        with pytest.raises(FrozenInstanceError):
            setattr(typed, field, "y")


def test_twelve_digit_counts_add_up_exactly():
    table = EDITIONS["2021"].table("requests")
    big = 999_999_999_999
    cells = complete(table, dict.fromkeys(table.entry_cells, big))
    assert cells["outcome_total", "total"] == 21 * 6 * big
