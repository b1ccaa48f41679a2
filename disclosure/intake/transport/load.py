"""Checks plain JSON data and makes a source or a reading of them, or raises Garbled.

The data are not trusted: the process that they come from may have been taken over by the file that it read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from disclosure.intake.reading import Reading
from disclosure.intake.source import Source
from disclosure.intake.transport.shapes import ReadingShape, SourceShape, Text
from disclosure.statutory.editions import Edition, Table
from disclosure.statutory.figures import Cells
from disclosure.statutory.places import Place
from disclosure.statutory.printed import Printed

MAX_MESSAGE = 300
"""Characters of what is said of garbled data: the data may be long."""

_TEXT: TypeAdapter[str] = TypeAdapter(Text)


class Garbled(ValueError):
    """The data are not what they should be; the message says where. For operators, not for people."""


def load_source(data: Any) -> Source:
    """Raises Garbled."""
    return Source(**_checked(SourceShape, data))


def load_reading(data: Any) -> Reading:
    """Raises Garbled; also where a key is none of the edition's."""
    values = _checked(ReadingShape, data)
    values["printed"] = Printed(**dict(values["printed"]))
    reading = Reading(**values)
    _require_tables("entered", reading.entered, reading.edition, totals=False)
    _require_tables("stated", reading.stated, reading.edition, totals=True)
    _require_keys(reading)
    return reading


def load_text(data: Any) -> str:
    """Raises Garbled."""
    try:
        return _TEXT.validate_python(data)
    except ValidationError as error:
        raise _garbled(error) from None


def _checked(
    shape: type[BaseModel],
    data: Any,
) -> dict[str, Any]:
    """The values of an object that has the keys of `shape` and no others. Raises Garbled."""
    try:
        return dict(shape.model_validate(data))
    except ValidationError as error:
        raise _garbled(error) from None


def _garbled(error: ValidationError) -> Garbled:
    # Without the input: it may be long, and came from somebody.
    first = error.errors(include_url=False, include_input=False)[0]
    path = ".".join(map(str, first["loc"]))
    return Garbled(f"{path}: {first['msg']}"[:MAX_MESSAGE])


def _require_tables(
    name: str, tables: Mapping[str, Cells], edition: Edition, *, totals: bool
) -> None:
    """Raises Garbled unless all are tables of the edition, their cells its cells, and all of them totals or none."""
    known = {table.key: table for table in edition.tables}
    for key, cells in tables.items():
        _require(name, key in known)
        table = known[key]
        for row, column in cells:
            _require(name, table.has_cell(row, column))
            _require(name, table.is_total(row, column) == totals)


def _require_keys(reading: Reading) -> None:
    """Raises Garbled where a passage, a part or a place is none of the edition's."""
    edition = reading.edition
    tables = {table.key: table for table in edition.tables}
    passages = {slot.key for slot in edition.passages}
    parts = {part.key for part in edition.parts}
    for key in reading.passages:
        _require("passages", key in passages)

    for key in reading.printed.tables:
        _require("printed.tables", key in tables)

    # In a heading and in a place "" stands for none.
    passages.add("")
    parts.add("")
    for heading in reading.printed.headings:
        _require("printed.headings", heading.part in parts)
        _require("printed.headings", heading.passage in passages)

    places = [*reading.found]
    places += [entry.place for entry in reading.open]
    for place in places:
        _require("found, open", place.passage in passages)
        _require("found, open", _is_in(tables, place))


def _is_in(
    tables: Mapping[str, Table],
    place: Place,
) -> bool:
    """Whether a place's table has its row and its column, each where the place names one."""
    if not place.table:
        return not place.row and not place.column

    table = tables.get(place.table)
    if table is None:
        return False

    # A row by itself is a cell of any column, and a column one of any row.
    row = place.row or table.rows[0].key
    column = place.column or table.columns[0].key
    return table.has_cell(row, column)


def _require(name: str, holds: bool) -> None:
    if not holds:
        raise Garbled(f"{name}: not of the edition")
