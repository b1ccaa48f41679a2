"""How a published report was laid out: its headings in order, which statutory tables it has. Pure: no Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

TableState = Literal["read", "partly", "picture", "missing"]
"""Every cell settled · some left open · only an image stands where it should be · nothing of it was found."""


@dataclass(frozen=True, slots=True)
class PrintedHeading:
    """A heading as printed, and what it stands for: a part's key, a passage's key, or neither ("" and "")."""

    text: str
    part: str = ""
    passage: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """What only a printed report can say: a report typed here has none of it to be wrong.

    `tables` is {table key: state}; `labels` are row and column labels as printed that are not the edition's own,
    {"table.row" or "table.column": text}; `extra` are printed lines that the edition does not have.
    """

    headings: tuple[PrintedHeading, ...] = ()
    tables: Mapping[str, TableState] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    extra: tuple[str, ...] = ()
