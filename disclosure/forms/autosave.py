"""Reads the JSON that the page sends while somebody types; raises BadRequest for what the page never sends."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from typing import Any

from django.http import HttpRequest

from disclosure.exchange.json_values import MAX_TEXT
from disclosure.exchange.reading import MAX_HEADING, MAX_NAME
from disclosure.forms.passages import OPENINGS
from disclosure.forms.posted import clean_line, clean_text
from disclosure.forms.tables import MAX_CELL
from disclosure.models import CellEdit, Report
from disclosure.statutory.content import (
    CellChange,
    PassageChange,
    PassageText,
    Signature,
)
from disclosure.statutory.places import Place

MAX_CHANGES = 400
"""Cells of one save: more than any table has, so that a pasted block is always taken whole."""


class BadRequest(Exception):
    """The page sent something it never sends; nothing was saved. One Chinese sentence."""


def read_body(request: HttpRequest) -> dict[str, Any]:
    """The object that was sent. Raises BadRequest."""
    try:
        data = json.loads(request.body)
    except (ValueError, RecursionError):
        raise BadRequest("请求不是 JSON。") from None

    if not isinstance(data, dict):
        raise BadRequest("请求应为对象。")
    return data


def read_cells(report: Report, data: dict[str, Any]) -> list[CellChange]:
    """{"changes": [{"cell": "requests.new.person", "was": "3", "now": "4", "how": "typed"}]}. Raises BadRequest."""
    items = data.get("changes")
    if not isinstance(items, list) or len(items) > MAX_CHANGES:
        raise BadRequest(f"changes 应为不超过 {MAX_CHANGES} 项的列表。")
    return [_cell_change(report, item) for item in items]


def _cell_change(report: Report, item: Any) -> CellChange:
    if not isinstance(item, dict):
        raise BadRequest("每项改动应为对象。")

    how = item.get("how", CellEdit.How.TYPED)
    if how not in CellEdit.How.values:
        raise BadRequest("不认识的填写方式。")

    place = read_cell(report, item.get("cell"))
    return CellChange(place, _figure(item.get("was")), _figure(item.get("now")), how)


def read_cell(report: Report, address: Any) -> Place:
    """The typed cell with this address, `requests.new.person`. Raises BadRequest."""
    keys = address.split(".") if isinstance(address, str) else []
    if len(keys) != 3 or not report.edition.is_entered(*keys):
        raise BadRequest("表里没有这一格。")

    table, row, column = keys
    return Place(table, row, column)


def _figure(value: Any) -> str:
    # PostgreSQL cannot keep a NUL, and no keyboard types one.
    if not isinstance(value, str) or len(value) > MAX_CELL or "\x00" in value:
        raise BadRequest(f"格里的内容应为不超过 {MAX_CELL} 个字的文字。")
    return value


def read_passage(report: Report, key: str, data: dict[str, Any]) -> PassageChange:
    """{"was": {"heading", "text"}, "now": {"heading", "text"}}; a heading null is the official one. Raises BadRequest."""
    if key not in {slot.key for slot in report.edition.passages}:
        raise BadRequest("年度报告没有这段文字。")
    return PassageChange(key, _text(data.get("was")), _text(data.get("now")))


def _text(value: Any) -> PassageText:
    if not isinstance(value, dict):
        raise BadRequest("文字应为对象。")

    text = value.get("text")
    if not isinstance(text, str) or len(text) > MAX_TEXT:
        raise BadRequest(f"文字不能超过 {MAX_TEXT} 字。")
    return PassageText(clean_text(text).strip("\n"), _heading(value.get("heading")))


def _heading(value: Any) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > MAX_HEADING:
        raise BadRequest(f"标题不能超过 {MAX_HEADING} 字。")
    return clean_line(value).strip()


def read_settings(report: Report, data: dict[str, Any]) -> tuple[str, Signature]:
    """(opening, signature) from any of {"opening", "signature_agency", "signature_date"}; the rest as it is now.

    Raises BadRequest.
    """
    opening = _line(data.get("opening", report.opening))
    signature = replace(
        report.signature,
        agency=_line(data.get("signature_agency", report.signature_agency)),
    )
    if opening not in {key for key, _ in OPENINGS}:
        raise BadRequest("引言的位置不对。")

    if "signature_date" in data:
        signature = replace(signature, date=_date(data["signature_date"]))

    return opening, signature


def _line(value: Any) -> str:
    if not isinstance(value, str) or len(value) > MAX_NAME:
        raise BadRequest(f"应为不超过 {MAX_NAME} 个字的文字。")
    return clean_line(value).strip()


def _date(value: Any) -> datetime.date | None:
    if not value:
        return None

    try:
        return datetime.date.fromisoformat(value)
    except (TypeError, ValueError):
        raise BadRequest("落款日期应为 2024-01-15 这样的日期。") from None
