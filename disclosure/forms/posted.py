"""Reading posted text safely: bounded, without control characters, whatever was sent."""

from __future__ import annotations

import json
from typing import Any

from django import forms

MAX_BASE = 2_000_000
_BREAKS = str.maketrans(
    {"\r": "\n", "\v": "\n", "\f": "\n", "\u2028": "\n", "\u2029": "\n"}
)
_CONTROLS = dict.fromkeys((*range(9), *range(14, 32), 127, 65534, 65535))


def clean_text(text: str) -> str:
    """Line ends as `\\n`, no control characters (word processors leave some), nothing that cannot be stored."""
    text = text.replace("\r\n", "\n").translate(_BREAKS).translate(_CONTROLS)
    return text.encode("utf-8", "replace").decode("utf-8")


def clean_line(text: str) -> str:
    """As `clean_text`, on one line."""
    return clean_text(text).replace("\n", " ")


def read_base(text: str) -> dict[str, Any]:
    """What the page held when typing began; empty when it is missing or not what we sent."""
    if len(text) > MAX_BASE:
        return {}

    try:
        data = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}

    return data if isinstance(data, dict) else {}


def dump_base(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def messages_of(form: forms.Form) -> list[str]:
    """Everything that is wrong with what was posted, in the order of the fields."""
    return [str(message) for errors in form.errors.values() for message in errors]
