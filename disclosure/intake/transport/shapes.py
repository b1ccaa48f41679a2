"""Declares to pydantic what a source and a reading are as plain JSON: every type, bound and key, and nothing besides.

Nothing of the reading process imports this module: pydantic takes 0.1 s to import, a third of what a small file takes.
"""

from __future__ import annotations

import datetime
from dataclasses import fields
from decimal import Decimal
from operator import itemgetter
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    Discriminator,
    FailFast,
    Field,
    GetCoreSchemaHandler,
    PlainValidator,
    Strict,
    Tag,
)
from pydantic_core import CoreSchema, core_schema

from disclosure.intake.reading import Found, Open, Why
from disclosure.intake.source import (
    FormatKey,
    GridCell,
    Picture,
    SourceGrid,
    SourceParagraph,
    Where,
)
from disclosure.intake.transport.dump import FIELDS, KINDS
from disclosure.statutory.content import AgencyKind, Opening, PassageText, Signature
from disclosure.statutory.editions import EDITIONS, Edition
from disclosure.statutory.figures import (
    MAX_DIGITS,
    Cells,
    Problem,
    Unreadable,
    parse_figure,
)
from disclosure.statutory.places import Place
from disclosure.statutory.printed import PrintedHeading, TableState

MOST_CELLS = 10_000
"""Lines or columns that one cell may reach over, and the last line or column there may be."""


class AsList:
    """Says that an object is carried as a list of its fields' values, in the order of FIELDS; a block's kind comes first.

    The arguments are the types of the values, in that order.
    """

    def __init__(self, *types: Any) -> None:
        self.types = types

    def __get_pydantic_core_schema__(
        self, made: type, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        # Pydantic knows such a list as a tuple: so many values, each of its type.
        items = [handler.generate_schema(one) for one in self.types]
        if made in KINDS:
            items.insert(0, core_schema.literal_schema([KINDS[made]]))

        first = len(items) - len(FIELDS[made])
        # A place in a file has no words: the class's last fields are not carried and stay as they are by default.
        carried = [field.name for field in fields(made) if field.name in FIELDS[made]]
        in_order_of_class = itemgetter(
            *(first + FIELDS[made].index(name) for name in carried)
        )

        def make(values: tuple[Any, ...]) -> Any:
            return made(*in_order_of_class(values))

        return core_schema.no_info_after_validator_function(
            make, core_schema.tuple_schema(items, fail_fast=True)
        )


# Whatever has many items fails fast: an answer may be 48 MB, and pydantic would make
# an error of each wrong item in it.

# A NUL is what no database can hold. Half of a surrogate pair is what no page can:
# pydantic refuses it by itself as soon as a text has a pattern.
Text = Annotated[str, Field(strict=True, pattern=r"\A[^\x00]*\z")]
Texts = Annotated[tuple[Text, ...], FailFast()]
Count = Annotated[int, Field(strict=True, ge=0)]
Reach = Annotated[int, Field(strict=True, ge=0, le=MOST_CELLS)]
Flag = Annotated[bool, Strict()]

WhereList = Annotated[
    Where,
    AsList(Count, Count, Count, Count, Count, Count),
]
GridCellList = Annotated[
    GridCell,
    AsList(WhereList, Text, Reach, Reach, Reach, Reach, Flag, Flag),
]
GridCells = Annotated[tuple[GridCellList, ...], FailFast()]
ParagraphList = Annotated[
    SourceParagraph,
    AsList(WhereList, Text, Count, Text, Flag),
]
PictureList = Annotated[
    Picture,
    AsList(WhereList, Count, Count, Text),
]
GridList = Annotated[
    SourceGrid,
    AsList(WhereList, GridCells, Flag, Text, Flag),
]


def _kind(block: Any) -> Any:
    return block[0] if isinstance(block, list) and block else None


BlockList = Annotated[
    Annotated[ParagraphList, Tag("paragraph")]
    | Annotated[PictureList, Tag("picture")]
    | Annotated[GridList, Tag("grid")],
    Discriminator(_kind),
]


class SourceShape(BaseModel, extra="forbid"):
    """The keys of a source, in JSON and in `Source`."""

    format: FormatKey
    blocks: Annotated[tuple[BlockList, ...], FailFast()]
    titles: Texts
    pages: Count
    remarks: Texts


def _amount(text: str) -> Decimal:
    value = parse_figure(text, "amount")
    if not isinstance(value, Decimal):
        raise ValueError("not an amount")
    return value


Figure = Annotated[int, Field(strict=True, gt=-(10**MAX_DIGITS), lt=10**MAX_DIGITS)]
# 12.50 is carried as text, since it is not 12.5.
Amount = Annotated[str, Strict(), AfterValidator(_amount)]
UnreadableList = Annotated[Unreadable, AsList(Text, Problem)]
CellList = tuple[Text, Text, Figure | Amount | UnreadableList | None]
"""Row key, column key, value."""


def _cells(lists: list[Any]) -> Cells:
    return {(row, column): value for row, column, value in lists}


TableCells = Annotated[list[CellList], FailFast(), AfterValidator(_cells)]
Tables = Annotated[dict[Text, TableCells], FailFast()]

PassageList = Annotated[PassageText, AsList(Text | None, Text)]
Date = Annotated[str, Strict(), AfterValidator(datetime.date.fromisoformat)]
SignatureList = Annotated[Signature, AsList(Text, Date | None)]
HeadingList = Annotated[PrintedHeading, AsList(Text, Text, Text)]


class PrintedShape(BaseModel, extra="forbid"):
    """The keys of what was printed, in JSON and in `Printed`."""

    headings: Annotated[tuple[HeadingList, ...], FailFast()]
    tables: Annotated[dict[Text, TableState], FailFast()]
    labels: Annotated[dict[Text, Text], FailFast()]
    extra: Texts


PlaceList = Annotated[
    Place,
    AsList(Text, Text, Text, Text),
]
OpenList = Annotated[
    Open,
    AsList(
        PlaceList,
        Why,
        Text,
        WhereList | None,
        Text,
    ),
]
FoundList = tuple[PlaceList, WhereList, Text, Text, Flag, Text]
"""A place, and the values of what was found there."""


def _found(lists: list[Any]) -> dict[Place, Found]:
    found: dict[Place, Found] = {}
    for place, *values in lists:
        found[place] = Found(*values)

    return found


def _edition(key: Any) -> Edition:
    if not isinstance(key, str) or key not in EDITIONS:
        raise ValueError("not an edition")
    return EDITIONS[key]


class ReadingShape(BaseModel, extra="forbid"):
    """The keys of a reading, in JSON and in `Reading`."""

    format: FormatKey
    edition: Annotated[Edition, PlainValidator(_edition)]
    year: Count
    agency_name: Text
    agency_kind: AgencyKind
    title: Text
    entered: Tables
    stated: Tables
    passages: Annotated[dict[Text, PassageList], FailFast()]
    signature: SignatureList | None
    opening: Opening
    printed: PrintedShape
    found: Annotated[list[FoundList], FailFast(), AfterValidator(_found)]
    open: Annotated[tuple[OpenList, ...], FailFast()]
    remarks: Texts
