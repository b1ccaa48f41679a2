"""A cell's value as a person sees it: no `.0` behind a count, no digit that only the machine's arithmetic made."""

from __future__ import annotations

import datetime
import math
from decimal import Decimal

from disclosure.intake.formats.sheets.facts import Look

EXACT = 15
"""Significant digits that a spreadsheet keeps and shows."""


def shown(value: object, look: Look | None = None) -> str:
    """The text of a value as calamine gives it."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, look or Look())
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ", "seconds")
    return (
        value.isoformat()
        if isinstance(value, datetime.date | datetime.time)
        else str(value)
    )


def _number(value: float, look: Look) -> str:
    """Never fewer digits than there are: a format that rounds hides what was entered."""
    if isinstance(value, float) and not math.isfinite(value):
        return ""
    exact = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.{EXACT}g}")
    exact = exact * 100 if look.percent else exact
    plain = f"{exact.normalize():f}"
    whole, _, decimals = plain.partition(".")
    decimals = decimals.ljust(look.decimals, "0")
    text = f"{whole}.{decimals}" if decimals else whole
    return ("0" + text[2:] if text.startswith("-0") and not exact else text) + (
        "%" if look.percent else ""
    )
