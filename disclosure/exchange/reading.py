"""Takes an exchange file apart by hand; every deviation gets an error that names the path in the file. Pure: no Django."""

from __future__ import annotations

import datetime
import json
import re
from decimal import Decimal
from typing import Any, NoReturn, cast

from disclosure.statutory.chinese import cut_off
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
    MAX_DIGITS,
    Cells,
    Unreadable,
    Value,
    format_figure,
    parse_figure,
)

FORMAT = "disclosure-report/1"
MAX_BYTES = 4 * 1024 * 1024
MAX_TEXT = 100_000
MAX_NAME = 200
MAX_HEADING = 100
LAST_YEAR = 2099
MOST_MAGNITUDE = 30
"""Digits before or after the point up to which a decimal is written out at all; a figure may have twelve."""
# Control characters that no printer shows, and halves of a surrogate pair, which cannot be written as UTF-8.
_UNPRINTABLE = re.compile(r"[^\t\r\n -\ud7ff\ue000-\U0010ffff]")
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
TYPE_NAMES: dict[type, str] = {
    dict: "对象 { }",
    list: "列表 [ ]",
    str: "文字",
    int: "整数",
    Decimal: "小数",
    bool: "真假值",
    type(None): "空值 null",
}


class ExchangeError(ValueError):
    """The file is not a report. `path` is the place in the file, `figures.requests.new.person`; "" is the whole."""

    def __init__(self, path: str, problem: str) -> None:
        self.path, self.problem = path, problem
        super().__init__(f"{path}：{problem}" if path else problem)


def load_report(raw: bytes, *, size: int | None = None) -> Content:
    """Read an exchange file. `size` is the file's, where `raw` is only its beginning.

    Figures that are numbers but not acceptable become `Unreadable` (rule V-2 names them); everything else that is not
    as documented raises ExchangeError.
    """
    data = _object(
        _parse_json(raw, size or len(raw)), "", TOP_KEYS, "文件最外层", REQUIRED
    )
    if data["format"] != FORMAT:
        raise ExchangeError(
            "format", f"应为 {FORMAT}，文件中是{_shown(data['format'])}。"
        )
    edition = _edition(data["edition"])
    agency = _object(
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


def _parse_json(raw: bytes, size: int) -> Any:
    if size > MAX_BYTES:
        megabytes = f"{size / 1024 / 1024:.1f}"
        raise ExchangeError(
            "",
            f"文件有 {megabytes} MB，超过了 {MAX_BYTES // 1024 // 1024} MB 的上限，不像是一份年度报告。",
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ExchangeError(
            "",
            f"文件不是 UTF-8 编码（第 {error.start + 1} 个字节读不出），请另存为 UTF-8。",
        ) from None
    if not text.strip():
        raise ExchangeError("", "文件是空的。")
    try:
        return json.loads(
            text,
            object_pairs_hook=_unique_keys,
            parse_float=Decimal,
            parse_int=_parse_int,
            parse_constant=_reject_constant,
        )
    except json.JSONDecodeError as error:
        raise ExchangeError(
            "",
            f"不是合法的 JSON：第 {error.lineno} 行第 {error.colno} 个字符处读不下去。",
        ) from None
    except RecursionError:
        raise ExchangeError("", "不是年度报告文件：括号嵌套太深。") from None


def _parse_int(digits: str) -> int | Decimal:
    return int(digits) if len(digits) <= 2 * MAX_DIGITS else Decimal(digits)


def _reject_constant(name: str) -> NoReturn:
    raise ExchangeError(
        "", f"不是合法的 JSON：出现了 {name}，JSON 里没有这个值，空白请写 null。"
    )


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ExchangeError(
            "", f"键 {twice} 在同一个对象里出现了两次，无法判断以哪个为准。"
        )
    return data


def _shown(value: Any) -> str:
    name = TYPE_NAMES.get(type(value), "")
    if isinstance(value, str | int | Decimal) and not isinstance(value, bool):
        text = str(value)
        return f"{name}“{cut_off(text, 40)}”"
    return name


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _object(
    value: Any,
    path: str,
    keys: tuple[str, ...],
    what: str = "此处",
    required: tuple[str, ...] = (),
) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ExchangeError(path, f"{what}应为对象 {{ }}，文件中是{_shown(value)}。")
    for key in value:
        if key not in keys:
            raise ExchangeError(
                _join(path, key), f"没有这个键；此处可用的是 {'、'.join(keys)}。"
            )
    for key in required:
        if key not in value:
            raise ExchangeError(_join(path, key), "缺少这一项。")
    return cast(dict[str, Any], value)


def _text(value: Any, path: str) -> str:
    if not isinstance(value, str):
        raise ExchangeError(path, f"应为文字，文件中是{_shown(value)}。")
    if len(value) > MAX_TEXT:
        raise ExchangeError(
            path, f"文字有 {len(value)} 个字，超过了 {MAX_TEXT} 字的上限。"
        )
    bad = _UNPRINTABLE.search(value)
    if bad is not None:
        code = f"U+{ord(bad[0]):04X}"
        raise ExchangeError(
            path, f"第 {bad.start() + 1} 个字符是不能显示的控制字符（{code}）。"
        )
    return value.replace("\r\n", "\n").replace("\r", "\n")


def _name(value: Any, path: str) -> str:
    name = _text(value, path).strip()
    if not name or "\n" in name or len(name) > MAX_NAME:
        raise ExchangeError(path, f"应为一行不超过 {MAX_NAME} 字的机关名称。")
    return name


def _edition(value: Any) -> Edition:
    edition = EDITIONS.get(value) if isinstance(value, str) else None
    if edition is None:
        known = "、".join(f'"{key}"' for key in EDITIONS)
        raise ExchangeError(
            "edition", f"没有这个格式版本：{_shown(value)}；可用的是 {known}。"
        )
    return edition


def _year(value: Any) -> int:
    if (
        isinstance(value, bool)
        or not isinstance(value, int)
        or not FIRST_YEAR <= value <= LAST_YEAR
    ):
        raise ExchangeError(
            "year",
            f"应为 {FIRST_YEAR} 至 {LAST_YEAR} 的整数年份，文件中是{_shown(value)}。",
        )
    return value


def _kind(value: Any) -> AgencyKind:
    if not isinstance(value, str) or value not in AGENCY_KINDS:
        raise ExchangeError(
            "agency.kind",
            f"没有这种机关类别：{_shown(value)}；可用的是 {'、'.join(AGENCY_KINDS)}。",
        )
    return value


def _opening(value: Any) -> Opening:
    if value is None:
        return "inside"
    if value not in ("before", "inside"):
        raise ExchangeError(
            "opening", f'应为 "before" 或 "inside"，文件中是{_shown(value)}。'
        )
    return cast(Opening, value)


def _tables(
    value: Any, edition: Edition, path: str, *, totals: bool
) -> dict[str, Cells]:
    if value is None:
        return {}
    tables = _object(value, path, tuple(table.key for table in edition.tables))
    return {
        key: _cells(cells, edition.table(key), _join(path, key), totals)
        for key, cells in tables.items()
    }


def _cells(value: Any, table: Table, path: str, totals: bool) -> Cells:
    cells: dict[tuple[str, str], Value] = {}
    if value is None:
        return cells
    lines = _object(value, path, tuple(row.key for row in table.rows))
    columns = tuple(column.key for column in table.columns)
    for row, line in lines.items():
        if line is None:
            continue
        for column, figure in _object(line, _join(path, row), columns).items():
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
        raise ExchangeError(path, f"{wanted}，空白为 null；文件中是{_shown(value)}。")
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
    passages = _object(value, "passages", tuple(slot.key for slot in edition.passages))
    return {
        key: _passage(passage, _join("passages", key))
        for key, passage in passages.items()
        if passage is not None
    }


def _passage(value: Any, path: str) -> PassageText:
    if isinstance(value, str):
        return PassageText(_text(value, path))
    if not isinstance(value, dict):
        raise ExchangeError(
            path, f'应为文字，或 {{"heading": …, "text": …}}；文件中是{_shown(value)}。'
        )
    data = _object(value, path, ("heading", "text"), required=("text",))
    heading = data.get("heading")
    if heading is not None:
        heading = _text(heading, _join(path, "heading")).strip()
        if "\n" in heading or len(heading) > MAX_HEADING:
            raise ExchangeError(
                _join(path, "heading"), f"应为一行不超过 {MAX_HEADING} 字的标题。"
            )
    return PassageText(_text(data["text"], _join(path, "text")), heading)


def _signature(value: Any) -> Signature | None:
    if value is None:
        return None
    data = _object(value, "signature", ("agency", "date"))
    agency = data.get("agency")
    name = _name(agency, "signature.agency") if agency else ""
    text = data.get("date")
    if text is None:
        return Signature(name)
    try:
        return Signature(name, datetime.date.fromisoformat(text))
    except (TypeError, ValueError):
        raise ExchangeError(
            "signature.date", f"应为 2024-01-15 这样的日期，文件中是{_shown(text)}。"
        ) from None
