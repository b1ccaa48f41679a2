"""Chinese text as plain values: what counts as a blank, what is folded, what is cut, and numbers as they are written."""

import datetime
import re

import pytest

from disclosure.statutory.chinese import (
    LEGAL_NUMERALS,
    count_characters,
    count_words,
    cut_off,
    in_digits,
    in_plain_signs,
    numeral_of,
    on_one_line,
    shortened,
    value_of,
    without_blanks,
    written_date,
)


def test_blanks_are_the_same_to_every_way_of_leaving_them_out():
    for code in range(0x110000):
        sign = chr(code)
        assert (without_blanks(sign) == "") == sign.isspace()
        assert bool(re.fullmatch(r"\s", sign)) == sign.isspace()


@pytest.mark.parametrize(
    ("text", "bare", "line", "plain"),
    [
        ("总 体　情\u00a0况\n", "总体情况", "总 体 情 况", "总体情况"),
        ("  Ａ（１）\t２２， ", "Ａ（１）２２，", "Ａ（１） ２２，", "A(1)22,"),
        ("\u200b一", "\u200b一", "\u200b一", "\u200b一"),
        ("", "", "", ""),
    ],
)
def test_what_becomes_of_blanks_and_widths(text, bare, line, plain):
    assert without_blanks(text) == bare
    assert on_one_line(text) == line
    assert in_plain_signs(text) == plain


@pytest.mark.parametrize(
    ("number", "plain", "legal"),
    [
        (0, "", ""),
        (1, "一", "壹"),
        (10, "十", "壹拾"),
        (12, "十二", "壹拾贰"),
        (20, "二十", "贰拾"),
        (105, "一百零五", "壹佰零伍"),
        (110, "一百一十", "壹佰壹拾"),
        (2023, "二千零二十三", "贰仟零贰拾叁"),
        (9000, "九千", "玖仟"),
    ],
)
def test_a_number_as_it_is_said(number, plain, legal):
    assert numeral_of(number) == plain
    assert numeral_of(number, LEGAL_NUMERALS) == legal


def test_a_numeral_up_to_ninety_nine_has_its_value():
    assert [value_of(numeral_of(number)) for number in range(1, 100)] == list(
        range(1, 100)
    )
    assert value_of("一一") == 0


@pytest.mark.parametrize(
    "text", ["二〇二四", "二○二四", "二零二四", "２０２４", "2024", "二Ｏ二四"]
)
def test_a_year_that_is_written_digit_by_digit(text):
    assert in_digits(text) == "2024"
    assert in_digits(f"{text}年十月") == "2024年十月"


def test_a_date_has_no_noughts_before_it():
    assert written_date(datetime.date(2024, 1, 5)) == "2024年1月5日"


def test_characters_and_words_are_counted_without_blanks():
    text = "全年公开 186 条，占比12.5%。\n"
    assert count_characters(text) == 17
    assert count_words(text) == 11


def test_what_is_cut_says_so():
    assert cut_off("公开信息", 4) == "公开信息"
    assert cut_off("公开信息。", 4) == "公开信息…"
    assert cut_off("公 \n开", 3) == "公 \n…"
    assert shortened(" 公 \n开 ", 3) == "公 开"
    assert shortened("公\n开信息", 3) == "公 开…"
