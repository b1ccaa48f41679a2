"""Writes a cell's value as a person sees it: no `.0` behind a count, no digit that only the machine's arithmetic made."""

from __future__ import annotations

import datetime
import math
from decimal import Decimal

from disclosure.intake.formats.sheets.sheet_facts import NumberFormat

EXACT = 15
"""Significant digits that a spreadsheet keeps and shows."""


def value_text(value: object, number_format: NumberFormat | None = None) -> str:
    """The text of a value as calamine gives it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, number_format or NumberFormat())
    if isinstance(value, datetime.datetime):
        return _moment(value)
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)


def _moment(value: datetime.datetime) -> str:
    # A spreadsheet knows no dates, only moments: midnight is a date.
    if value.time() == datetime.time():
        return value.date().isoformat()
    return value.isoformat(" ", "seconds")


def _number(value: float, number_format: NumberFormat) -> str:
    """Never fewer digits than there are: a format that rounds hides what was
    entered."""
    if isinstance(value, float) and not math.isfinite(value):
        return ""

    exact = _exact(value)
    if number_format.percent:
        exact *= 100

    plain = f"{exact.normalize():f}"
    whole, _, decimals = plain.partition(".")
    decimals = decimals.ljust(number_format.decimals, "0")
    text = f"{whole}.{decimals}" if decimals else whole
    if not exact:
        text = text.removeprefix("-")

    return f"{text}%" if number_format.percent else text


def _exact(value: float) -> Decimal:
    """Binary fractions hide behind the digits that a spreadsheet shows: 0.1 + 0.2 is
    0.3."""
    if isinstance(value, int):
        return Decimal(value)
    return Decimal(f"{value:.{EXACT}g}")
