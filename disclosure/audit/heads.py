"""The head of the chain as a small file, kept where nobody who can write to the database can write."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from disclosure.audit.chain import ALGORITHMS

FORMAT = "disclosure-audit-head/1"
KINDS = {"number": int, "hash": str, "algorithm": str, "time": str, "site": str}


class HeadError(Exception):
    """What was given is not the head of a chain."""


@dataclass(frozen=True, slots=True)
class KeptHead:
    """Up to which event the chain had come, at which site and when (ISO, UTC); number 0 is a chain without events."""

    number: int
    hash: str
    algorithm: str
    time: str
    site: str


def write_head(head: KeptHead) -> str:
    """The file's text."""
    return (
        json.dumps({"format": FORMAT, **asdict(head)}, ensure_ascii=False, indent=2)
        + "\n"
    )


def read_head(raw: bytes) -> KeptHead:
    """The head in a file. Raises HeadError."""
    try:
        data = json.loads(raw)
    except ValueError as error:
        raise HeadError("不是 JSON 文件。") from error

    if not isinstance(data, dict) or data.pop("format", None) != FORMAT:
        raise HeadError(f"不是链头文件（format 应为 {FORMAT}）。")
    if {name: type(value) for name, value in data.items()} != KINDS:
        raise HeadError(f"应当有且只有 {'、'.join(KINDS)}。")

    head = KeptHead(**data)
    is_empty = head.number == 0
    is_hashed = bool(head.hash) and head.algorithm in ALGORITHMS
    if head.number < 0 or not (is_empty or is_hashed):
        raise HeadError("序号、摘要或者算法不对。")
    return head
