"""Taking plain JSON apart without trusting it: every value has its type and every object its keys, or it is `Garbled`."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Any, TypeVar

T = TypeVar("T")
_IMPOSSIBLE = re.compile("[\x00\ud800-\udfff]")
"""What no database and no page can hold."""


class Garbled(ValueError):
    """The data are not what they should be; the message names what was wanted. For operators, not for people."""


def fields(data: Any, *names: str) -> list[Any]:
    """The values of an object that has exactly these keys."""
    if not isinstance(data, dict) or data.keys() != set(names):
        raise Garbled(f"an object with {', '.join(names)}")
    return [data[name] for name in names]


def items(data: Any, length: int | None = None) -> list[Any]:
    """A list, of so many items if told."""
    if not isinstance(data, list) or (length is not None and len(data) != length):
        raise Garbled(f"a list of {length if length is not None else 'any length'}")
    return data


def entries(data: Any) -> dict[str, Any]:
    """An object with any keys."""
    if not isinstance(data, dict):
        raise Garbled("an object")
    return {text(key): value for key, value in data.items()}


def text(data: Any) -> str:
    if not isinstance(data, str) or _IMPOSSIBLE.search(data):
        raise Garbled("text")
    return data


def count(data: Any) -> int:
    """A number of something: not negative, and not a truth value."""
    if type(data) is not int or data < 0:
        raise Garbled("a count")
    return data


def flag(data: Any) -> bool:
    if type(data) is not bool:
        raise Garbled("true or false")
    return data


def one_of(data: Any, known: Collection[str]) -> Any:
    """One of some words; the caller knows their type."""
    if not isinstance(data, str) or data not in known:
        raise Garbled(f"one of {', '.join(known)}")
    return data


def texts(data: Any) -> tuple[str, ...]:
    return tuple(map(text, items(data)))


def optional(data: Any, load: Callable[[Any], T]) -> T | None:
    return None if data is None else load(data)
