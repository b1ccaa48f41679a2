"""Parses JSON as strictly as a report needs, and takes typed values out of it; raises ExchangeError with the path.

Pure: no Django.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any, NoReturn, cast

from disclosure.statutory.chinese import cut_off
from disclosure.statutory.figures import MAX_DIGITS

MAX_BYTES = 4 * 1024 * 1024
MAX_TEXT = 100_000
# Control characters that no printer shows, and halves of a surrogate pair, which cannot be written as UTF-8.
_UNPRINTABLE = re.compile(r"[^\t\r\n -\ud7ff\ue000-\U0010ffff]")
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


def parse_json(raw: bytes, size: int) -> Any:
    """The value in a file of `size` bytes. A key that stands twice, NaN and Infinity are refused."""
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
    # int() takes time with the square of the digits: whatever is no figure stays a Decimal, which does not.
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


def shown(value: Any) -> str:
    """What a message says of a value: `文字“abc”`, `列表 [ ]`."""
    name = TYPE_NAMES.get(type(value), "")
    if isinstance(value, str | int | Decimal) and not isinstance(value, bool):
        text = str(value)
        return f"{name}“{cut_off(text, 40)}”"

    return name


def joined_path(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def object_of(
    value: Any,
    path: str,
    keys: tuple[str, ...],
    what: str = "此处",
    required: tuple[str, ...] = (),
) -> dict[str, Any]:
    """An object with none but these keys, and with those that are required."""
    if not isinstance(value, dict):
        raise ExchangeError(path, f"{what}应为对象 {{ }}，文件中是{shown(value)}。")

    for key in value:
        if key not in keys:
            raise ExchangeError(
                joined_path(path, key), f"没有这个键；此处可用的是 {'、'.join(keys)}。"
            )

    for key in required:
        if key not in value:
            raise ExchangeError(joined_path(path, key), "缺少这一项。")

    return cast(dict[str, Any], value)


def text_of(value: Any, path: str) -> str:
    """A text that a printer can show, its line ends as \\n."""
    if not isinstance(value, str):
        raise ExchangeError(path, f"应为文字，文件中是{shown(value)}。")
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
