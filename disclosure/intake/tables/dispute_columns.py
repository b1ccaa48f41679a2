"""The columns of table four, whose names stand three times: told apart by the bands over them, or by the whole order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from disclosure.intake.tables.form_names import squeezed
from disclosure.intake.tables.headers import (
    AHEAD,
    ColumnHead,
    TableHeader,
)
from disclosure.intake.tables.located_columns import LocatedColumn
from disclosure.statutory.editions.common import BLOCKS, RESULTS

KEYS = {label: key for key, label in (*RESULTS, ("total", "总计"))}
ORDER = tuple(KEYS.values())
BANDS = {"未经复议直接起诉": BLOCKS[1], "复议后起诉": BLOCKS[2], "行政复议": BLOCKS[0]}
"""Bands that name a block; 行政诉讼 alone does not say which of two."""


WORDS = 6
"""Characters of a text before a header that may be the name of a column of numbers: 序号, 项目."""


def is_of_disputes(header: TableHeader) -> bool:
    """Whether a header has the names of table four: three of its four results at least."""
    return (
        len({head.name for head in header.heads} & {label for _, label in RESULTS}) >= 3
    )


def dispute_columns(
    header: TableHeader, around: Sequence[str] = ()
) -> tuple[LocatedColumn, ...]:
    """The columns of table four; empty where it cannot be told which block they are of.

    `around`: texts beside or before the table, one of which may name the block of a table that has only one.
    """
    heads = header.heads
    if not header.measured:
        columns = _in_reading_order(
            [head for head in heads if head.name or head.bands], around
        )
        numbered = any(
            head.line == AHEAD and len(squeezed(head.text)) < WORDS for head in heads
        )
        return tuple(
            replace(column, doubtful=column.doubtful or numbered) for column in columns
        )
    at = [number for number, head in enumerate(heads) if head.name in KEYS]
    groups = _groups([KEYS[heads[number].name] for number in at])
    if groups is None:
        return _one_by_one(heads)
    blocks = [_block([heads[at[number]] for number in group]) for group in groups]
    named = _named_blocks(blocks, around)
    if named is None:
        return ()
    keys = {
        at[number]: (
            f"{block}_{ORDER[number - group.start]}",
            known is None and not around,
        )
        for group, block, known in zip(groups, named, blocks, strict=True)
        for number in group
    }
    none: tuple[str | None, bool] = (None, False)
    named_heads = ((*keys.get(number, none), head) for number, head in enumerate(heads))
    return tuple(
        LocatedColumn(key, head.x0, head.x1, head.text, doubtful)
        for key, doubtful, head in named_heads
    )


def _groups(keys: Sequence[str]) -> list[range] | None:
    """The columns as one, two or three runs of the five in the form's order; None where they are not."""
    size = len(ORDER)
    if len(keys) not in (size, 2 * size, 3 * size) or tuple(keys) != ORDER * (
        len(keys) // size
    ):
        return None
    return [range(at, at + size) for at in range(0, len(keys), size)]


def _block(heads: Sequence[ColumnHead]) -> str | None:
    """The block that the bands over five columns name; None where they name none, "" where they name several."""
    inner = {
        BANDS[band]
        for head in heads
        for band in head.bands
        if band in BANDS and BANDS[band] != BLOCKS[0]
    }
    plain = [
        head
        for head in heads
        if head.bands and not {"行政诉讼", *list(BANDS)[:2]} & set(head.bands)
    ]
    outer = {BLOCKS[0]} if any("行政复议" in head.bands for head in plain) else set()
    # One band that reaches a column too far names two: then the one that most columns stand under is not certain.
    found = inner | outer
    return next(iter(found)) if len(found) == 1 else "" if found else None


def _named_blocks(
    blocks: Sequence[str | None], around: Sequence[str]
) -> list[str] | None:
    if "" in blocks:
        return None
    known = [block for block in blocks if block]
    if len(known) != len(set(known)):
        return None
    if len(blocks) == 1 and not known:
        said = {
            BANDS[name]
            for text in around
            for name in BANDS
            if squeezed(text).strip("（）()：:一二三、123.") == name
        }
        return list(said) if len(said) == 1 else None
    if len(blocks) == len(BLOCKS):
        whole = [block or BLOCKS[at] for at, block in enumerate(blocks)]
        return whole if len(set(whole)) == len(BLOCKS) else None
    return [block for block in blocks if block] if all(blocks) else None


def _one_by_one(heads: Sequence[ColumnHead]) -> tuple[LocatedColumn, ...]:
    """Columns in another order or number: each by its own name and the band over it."""
    columns = []
    for head in heads:
        block = _block([head]) if head.name in KEYS else None
        columns.append(
            LocatedColumn(
                f"{block}_{KEYS[head.name]}" if block else None,
                head.x0,
                head.x1,
                head.text,
            )
        )
    keys = [column.key for column in columns if column.key]
    return tuple(columns) if len(keys) == len(set(keys)) else ()


def _in_reading_order(
    heads: Sequence[ColumnHead], around: Sequence[str]
) -> tuple[LocatedColumn, ...]:
    """Of a ragged header: fifteen names in the form's order under bands in the form's order, or five under one."""
    keys = [KEYS[head.name] for head in heads if head.name in KEYS]
    bands = [BANDS[band] for head in heads for band in head.bands if band in BANDS]
    groups = _groups(keys)
    if groups is None:
        return ()
    if len(groups) == len(BLOCKS) and bands in (sorted(bands, key=BLOCKS.index), []):
        order, doubtful = list(BLOCKS), len(bands) < len(BLOCKS)
    elif len(groups) == 1:
        named = _named_blocks([bands[0] if len(bands) == 1 else None], around)
        order, doubtful = named or [], False
    else:
        return ()
    return tuple(
        LocatedColumn(
            f"{block}_{key}",
            at * len(ORDER) + place,
            at * len(ORDER) + place + 1,
            doubtful=doubtful,
        )
        for at, block in enumerate(order)
        for place, key in enumerate(ORDER)
    )
