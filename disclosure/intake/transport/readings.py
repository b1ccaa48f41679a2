"""A reading as plain JSON and back."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, get_args

from disclosure.intake.reading import Found, Open, Reading, Why
from disclosure.intake.source import FORMATS
from disclosure.intake.transport.plain import (
    Garbled,
    count,
    entries,
    fields,
    flag,
    items,
    one_of,
    optional,
    text,
    texts,
)
from disclosure.intake.transport.sources import load_where, where_data
from disclosure.statutory.content import AGENCY_KINDS, Opening, PassageText, Signature
from disclosure.statutory.editions import EDITIONS, Edition
from disclosure.statutory.figures import (
    MAX_DIGITS,
    PROBLEMS,
    Cells,
    Unreadable,
    Value,
    parse_figure,
)
from disclosure.statutory.places import Place
from disclosure.statutory.printed import Heading, Printed, TableState


def reading_data(reading: Reading) -> dict[str, Any]:
    signature = reading.signature
    date = signature.date if signature else None
    return {
        "format": reading.format,
        "edition": reading.edition.key,
        "year": reading.year,
        "agency_name": reading.agency_name,
        "agency_kind": reading.agency_kind,
        "title": reading.title,
        "entered": _tables_data(reading.entered),
        "stated": _tables_data(reading.stated),
        "passages": {
            key: [passage.heading, passage.text]
            for key, passage in reading.passages.items()
        },
        "signature": [signature.agency, date.isoformat() if date else None]
        if signature
        else None,
        "opening": reading.opening,
        "printed": _printed_data(reading.printed),
        "found": [
            [
                _place_data(place),
                where_data(found.where),
                found.raw,
                found.note,
                found.sure,
                found.because,
            ]
            for place, found in reading.found.items()
        ],
        "open": [
            [
                _place_data(entry.place),
                *(entry.why, entry.message),
                where_data(entry.where) if entry.where else None,
                entry.raw,
            ]
            for entry in reading.open
        ],
        "remarks": list(reading.remarks),
    }


def load_reading(data: Any) -> Reading:
    """Raises Garbled; also where a place is none of the edition's."""
    names = (
        "format",
        "edition",
        "year",
        "agency_name",
        "agency_kind",
        "title",
        "entered",
        "stated",
        "passages",
    )
    more = ("signature", "opening", "printed", "found", "open", "remarks")
    values = dict(zip((*names, *more), fields(data, *names, *more), strict=True))
    edition = EDITIONS[one_of(values["edition"], EDITIONS)]
    return Reading(
        format=one_of(values["format"], FORMATS),
        edition=edition,
        year=count(values["year"]),
        agency_name=text(values["agency_name"]),
        agency_kind=one_of(values["agency_kind"], AGENCY_KINDS),
        title=text(values["title"]),
        entered=_tables(values["entered"], edition, totals=False),
        stated=_tables(values["stated"], edition, totals=True),
        passages={
            one_of(key, _passage_keys(edition)): _passage(passage)
            for key, passage in entries(values["passages"]).items()
        },
        signature=optional(values["signature"], _signature),
        opening=one_of(values["opening"], get_args(Opening)),
        printed=_printed(values["printed"], edition),
        found=dict(_found(entry, edition) for entry in items(values["found"])),
        open=tuple(_open(entry, edition) for entry in items(values["open"])),
        remarks=texts(values["remarks"]),
    )


def _passage_keys(edition: Edition) -> tuple[str, ...]:
    return tuple(slot.key for slot in edition.passages)


def _tables_data(tables: Mapping[str, Cells]) -> dict[str, list[Any]]:
    return {
        key: [
            [row, column, _value_data(value)] for (row, column), value in cells.items()
        ]
        for key, cells in tables.items()
    }


def _tables(data: Any, edition: Edition, *, totals: bool) -> dict[str, Cells]:
    tables: dict[str, Cells] = {}
    for key, cells in entries(data).items():
        table = edition.table(one_of(key, [table.key for table in edition.tables]))
        values: dict[tuple[str, str], Value] = {}
        for row, column, value in (items(cell, 3) for cell in items(cells)):
            if (
                not table.has_cell(text(row), text(column))
                or table.is_total(row, column) != totals
            ):
                raise Garbled(f"a cell of {key}")
            values[row, column] = _value(value)
        tables[key] = values
    return tables


def _value_data(value: Value) -> Any:
    match value:
        case Unreadable():
            return [value.text, value.problem]
        case Decimal():
            return format(value, "f")
        case _:
            return value


def _value(data: Any) -> Value:
    if data is None:
        return None
    if type(data) is int and abs(data) < 10**MAX_DIGITS:
        return data
    if isinstance(data, str):
        value = parse_figure(data, "amount")
        if isinstance(value, Decimal):
            return value
        raise Garbled("an amount")
    said, problem = items(data, 2)
    return Unreadable(text(said), one_of(problem, (*PROBLEMS, "unreadable_part")))


def _passage(data: Any) -> PassageText:
    heading, words = items(data, 2)
    return PassageText(text(words), optional(heading, text))


def _signature(data: Any) -> Signature:
    agency, date = items(data, 2)
    try:
        return Signature(
            text(agency),
            datetime.date.fromisoformat(text(date)) if date is not None else None,
        )
    except ValueError:
        raise Garbled("a date") from None


def _printed_data(printed: Printed) -> dict[str, Any]:
    return {
        "headings": [
            [heading.text, heading.part, heading.passage]
            for heading in printed.headings
        ],
        "tables": dict(printed.tables),
        "labels": dict(printed.labels),
        "extra": list(printed.extra),
    }


def _printed(data: Any, edition: Edition) -> Printed:
    headings, tables, labels, extra = fields(
        data, "headings", "tables", "labels", "extra"
    )
    parts, passages = (
        ("", *(part.key for part in edition.parts)),
        ("", *_passage_keys(edition)),
    )
    return Printed(
        headings=tuple(
            Heading(text(words), one_of(part, parts), one_of(passage, passages))
            for words, part, passage in (
                items(heading, 3) for heading in items(headings)
            )
        ),
        tables={
            one_of(key, [table.key for table in edition.tables]): one_of(
                state, get_args(TableState)
            )
            for key, state in entries(tables).items()
        },
        labels={key: text(label) for key, label in entries(labels).items()},
        extra=texts(extra),
    )


def _place_data(place: Place) -> list[str]:
    return [place.table, place.row, place.column, place.passage]


def _place(data: Any, edition: Edition) -> Place:
    table, row, column, passage = map(text, items(data, 4))
    place = Place(table, row, column, passage)
    if table:
        form = edition.table(one_of(table, [table.key for table in edition.tables]))
        one_of(row, ("", *(line.key for line in form.rows)))
        one_of(column, ("", *(line.key for line in form.columns)))
    elif row or column:
        raise Garbled("a place")
    one_of(passage, ("", *_passage_keys(edition)))
    return place


def _found(data: Any, edition: Edition) -> tuple[Place, Found]:
    place, where, raw, note, sure, because = items(data, 6)
    return _place(place, edition), Found(
        load_where(where), text(raw), text(note), flag(sure), text(because)
    )


def _open(data: Any, edition: Edition) -> Open:
    place, why, message, where, raw = items(data, 5)
    return Open(
        _place(place, edition),
        one_of(why, get_args(Why)),
        text(message),
        optional(where, load_where),
        text(raw),
    )
