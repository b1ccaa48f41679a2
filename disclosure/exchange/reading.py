"""Makes a content of an exchange file, value by value; whatever is not as documented raises ExchangeError with its path.

Pure: no Django.
"""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import Any, cast

from disclosure.exchange.json_values import (
    ExchangeError,
    joined_path,
    object_of,
    parse_json,
    shown,
    text_of,
)
from disclosure.statutory.content import (
    AGENCY_KINDS,
    AgencyKind,
    Content,
    Opening,
    PassageText,
    Signature,
)
from disclosure.statutory.editions import EDITIONS, FIRST_YEAR, Edition, Table
from disclosure.statutory.editions.spec import Kind
from disclosure.statutory.figures import (
    Cells,
    Unreadable,
    Value,
    format_figure,
    parse_figure,
)

FORMAT = "disclosure-report/1"
MAX_NAME = 200
MAX_HEADING = 100
LAST_YEAR = 2099
MOST_MAGNITUDE = 30
"""Digits before or after the point up to which a decimal is written out at all; a figure may have twelve."""
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
TOP_KEYS = (
    "format",
    "edition",
    "year",
    "agency",
    "figures",
    "stated",
    "passages",
    "signature",
    "opening",
)
REQUIRED = ("format", "edition", "year", "agency")


def load_report(raw: bytes, *, size: int | None = None) -> Content:
    """Read an exchange file. `size` is the file's, where `raw` is only its beginning.

    Figures that are numbers but not acceptable become `Unreadable` (rule V-2 names them); everything else that is not
    as documented raises ExchangeError.
    """
    parsed = parse_json(raw, size or len(raw))
    data = object_of(parsed, "", TOP_KEYS, "文件最外层", REQUIRED)
    if data["format"] != FORMAT:
        raise ExchangeError(
            "format", f"应为 {FORMAT}，文件中是{shown(data['format'])}。"
        )

    edition = _edition(data["edition"])
    agency = object_of(
        data["agency"], "agency", ("name", "kind"), required=("name", "kind")
    )
    return Content(
        edition=edition,
        year=_year(data["year"]),
        agency_name=_name(agency["name"], "agency.name"),
        agency_kind=_kind(agency["kind"]),
        entered=_tables(data.get("figures"), edition, "figures", totals=False),
        stated=_tables(data.get("stated"), edition, "stated", totals=True),
        passages=_passages(data.get("passages"), edition),
        signature=_signature(data.get("signature")),
        opening=_opening(data.get("opening")),
    )


def _name(value: Any, path: str) -> str:
    name = text_of(value, path).strip()
    if not name or "\n" in name or len(name) > MAX_NAME:
        raise ExchangeError(path, f"应为一行不超过 {MAX_NAME} 字的机关名称。")
    return name


def _edition(value: Any) -> Edition:
    edition = EDITIONS.get(value) if isinstance(value, str) else None
    if edition is None:
        known = "、".join(f'"{key}"' for key in EDITIONS)
        raise ExchangeError(
            "edition", f"没有这个格式版本：{shown(value)}；可用的是 {known}。"
        )

    return edition


def _year(value: Any) -> int:
    # True and False are integers to Python, and no year to a reader.
    year = value if isinstance(value, int) and not isinstance(value, bool) else 0
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ExchangeError(
            "year",
            f"应为 {FIRST_YEAR} 至 {LAST_YEAR} 的整数年份，文件中是{shown(value)}。",
        )

    return year


def _kind(value: Any) -> AgencyKind:
    if not isinstance(value, str) or value not in AGENCY_KINDS:
        raise ExchangeError(
            "agency.kind",
            f"没有这种机关类别：{shown(value)}；可用的是 {'、'.join(AGENCY_KINDS)}。",
        )
    return value


def _opening(value: Any) -> Opening:
    if value is None:
        return "inside"
    if value not in ("before", "inside"):
        raise ExchangeError(
            "opening", f'应为 "before" 或 "inside"，文件中是{shown(value)}。'
        )
    return cast(Opening, value)


def _tables(
    value: Any, edition: Edition, path: str, *, totals: bool
) -> dict[str, Cells]:
    if value is None:
        return {}

    tables = object_of(value, path, tuple(table.key for table in edition.tables))
    return {
        key: _cells(cells, edition.table(key), joined_path(path, key), totals)
        for key, cells in tables.items()
    }


def _cells(value: Any, table: Table, path: str, totals: bool) -> Cells:
    cells: dict[tuple[str, str], Value] = {}
    if value is None:
        return cells

    lines = object_of(value, path, tuple(row.key for row in table.rows))
    columns = tuple(column.key for column in table.columns)
    for row, line in lines.items():
        if line is None:
            continue

        for column, figure in object_of(line, joined_path(path, row), columns).items():
            place = f"{path}.{row}.{column}"
            _refuse_misplaced(table, row, column, place, totals)
            cells[row, column] = _figure(figure, table, column, place)

    return cells


def _refuse_misplaced(
    table: Table, row: str, column: str, path: str, totals: bool
) -> None:
    """Raise ExchangeError for a total among the figures, or a typed cell among the stated totals."""
    if table.is_total(row, column) == totals:
        return
    if totals:
        raise ExchangeError(
            path, "这是填报的数字，应写在 figures 里；stated 只放印出来的总计。"
        )

    raise ExchangeError(
        path,
        "这是总计，由程序计算，不能写在 figures 里；原件印出的总计请写在 stated 里。",
    )


def _figure(value: Any, table: Table, column: str, path: str) -> Value:
    kind = table.kind_of(column)
    if value is None:
        return None
    if isinstance(value, str) and kind == "amount":
        return parse_figure(value, kind)

    # True and False are integers to Python, and nothing to a reader.
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        wanted = "金额应为十进制文字或数字" if kind == "amount" else "件数应为整数"
        raise ExchangeError(path, f"{wanted}，空白为 null；文件中是{shown(value)}。")

    if isinstance(value, Decimal):
        return _decimal_figure(value, kind)
    return parse_figure(format_figure(value), kind)


def _decimal_figure(value: Decimal, kind: Kind) -> Value:
    magnitude = value.adjusted()
    # 1e999999 would be a million digits once it is written out: it is refused as it stands.
    if abs(magnitude) > MOST_MAGNITUDE:
        return Unreadable(str(value), "too_large" if magnitude > 0 else "too_fine")
    # 12.0 is how spreadsheets and some languages write a count.
    if kind != "amount" and value == value.to_integral_value():
        return parse_figure(format_figure(int(value)), kind)
    return parse_figure(format_figure(value), kind)


def _passages(value: Any, edition: Edition) -> dict[str, PassageText]:
    if value is None:
        return {}

    passages = object_of(
        value, "passages", tuple(slot.key for slot in edition.passages)
    )
    return {
        key: _passage(passage, joined_path("passages", key))
        for key, passage in passages.items()
        if passage is not None
    }


def _passage(value: Any, path: str) -> PassageText:
    if isinstance(value, str):
        return PassageText(text_of(value, path))
    if not isinstance(value, dict):
        raise ExchangeError(
            path, f'应为文字，或 {{"heading": …, "text": …}}；文件中是{shown(value)}。'
        )

    data = object_of(value, path, ("heading", "text"), required=("text",))
    heading = data.get("heading")
    if heading is not None:
        heading = text_of(heading, joined_path(path, "heading")).strip()
        if "\n" in heading or len(heading) > MAX_HEADING:
            raise ExchangeError(
                joined_path(path, "heading"), f"应为一行不超过 {MAX_HEADING} 字的标题。"
            )

    return PassageText(text_of(data["text"], joined_path(path, "text")), heading)


def _signature(value: Any) -> Signature | None:
    if value is None:
        return None

    data = object_of(value, "signature", ("agency", "date"))
    agency, date = data.get("agency"), data.get("date")
    is_unsaid = agency is None or agency == ""
    name = "" if is_unsaid else _name(agency, "signature.agency")
    return Signature(name, None if date is None else _date(date, "signature.date"))


def _date(value: Any, path: str) -> datetime.date:
    try:
        # Python takes 20240115 and 2024-W03-1 for dates as well; the format does not.
        if _DATE.fullmatch(value):
            return datetime.date.fromisoformat(value)
    except (TypeError, ValueError):
        pass

    raise ExchangeError(path, f"应为 2024-01-15 这样的日期，文件中是{shown(value)}。")
