"""Plain makers of things under test. No factory library: every call says what it makes."""

from __future__ import annotations

import json
from typing import Any

from disclosure.statutory.content import AgencyKind, Content, PassageText
from disclosure.statutory.editions import EDITIONS, edition_for
from disclosure.statutory.figures import Unreadable, Value, parse_figure

Figures = dict[str, dict[str, dict[str, Any]]]

PASSAGES = {
    "preamble": "现公布某街道办事处2023年政府信息公开工作年度报告，统计期限自2023年1月1日起至2023年12月31日止。",
    "proactive": "全年公开信息25条。",
    "on_request": "依申请公开渠道畅通。",
    "management": "先审后发。",
    "platform": "维护网站专栏。",
    "supervision": "培训2次。",
    "problems": "解读形式单一。",
    "improvements": "增加图解。",
    "other_matters": "没有收取信息处理费。",
}


def figure(value: Any, kind: str = "count") -> Value:
    """A value as a test writes it: 3, "12a", None."""
    return parse_figure("" if value is None else str(value), kind)  # type: ignore[arg-type]


def make_content(
    figures: Figures | None = None,
    *,
    year: int = 2023,
    kind: AgencyKind = "street",
    name: str = "某街道办事处",
    fill: Any = 0,
    stated: Figures | None = None,
    passages: dict[str, str] | None = None,
    edition: str = "",
) -> Content:
    """A report's content; cells not given hold `fill` (None for blank)."""
    form = EDITIONS[edition] if edition else edition_for(year)
    entered: dict[str, dict[tuple[str, str], Value]] = {
        table.key: {} for table in form.tables
    }
    for table, row, column in form.entry_cells:
        given = (figures or {}).get(table, {}).get(row, {}).get(column, fill)
        entered[table][row, column] = figure(given, form.table(table).kind_of(column))
    printed = {
        table: {
            (row, column): value
            for row, line in rows.items()
            for column, value in line.items()
        }
        for table, rows in (stated or {}).items()
    }
    if passages is None:
        passages = {
            key: text.replace("2023", str(year)) for key, text in PASSAGES.items()
        }
    texts = {key: PassageText(text) for key, text in passages.items()}
    return Content(form, year, name, kind, entered, printed, texts)


def make_file(**changes: Any) -> dict[str, Any]:
    """A complete, correct exchange file as data, with some keys changed."""
    data: dict[str, Any] = {
        "format": "disclosure-report/1",
        "edition": "2021",
        "year": 2023,
        "agency": {"name": "某街道办事处", "kind": "street"},
        "figures": {},
        "passages": dict(PASSAGES),
    }
    form = EDITIONS[changes.get("edition", "2021")]
    for table, row, column in form.entry_cells:
        zero = "0" if form.table(table).kind_of(column) == "amount" else 0
        data["figures"].setdefault(table, {}).setdefault(row, {})[column] = zero
    return data | changes


def as_bytes(data: Any) -> bytes:
    """An exchange file's bytes."""
    return json.dumps(data, ensure_ascii=False).encode()


__all__ = ["PASSAGES", "Unreadable", "as_bytes", "figure", "make_content", "make_file"]
