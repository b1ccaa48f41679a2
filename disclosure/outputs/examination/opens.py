"""Puts together what a file leaves open, so that people can read it: a blank column is one line, not nineteen. No HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from disclosure.intake.reading import Open, Reading, Why
from disclosure.intake.source import FormatKey, Where
from disclosure.statutory.editions import Edition
from disclosure.statutory.places import Place

WHY: dict[Why, str] = {
    "missing": "文件里没有",
    "blank": "是空格",
    "mark": "只有记号",
    "unreadable": "不是数字",
    "ambiguous": "有不止一种读法",
    "picture": "是图片",
    "unknown": "要由人来定",
}
FEW = 3
"""So many open cells of one column, one line or one table are still named one by one."""


@dataclass(frozen=True, slots=True)
class OpenLine:
    """One line of the list: what is open, why, what stands there, where in the file; `href` is its place in the paper.

    `places` are all that it speaks of, `at` where the first stands in the file.
    """

    label: str
    why: str
    message: str
    raw: str
    where: str
    href: str
    places: tuple[Place, ...] = ()
    at: Where | None = None


@dataclass(frozen=True, slots=True)
class DoubtLine:
    """Something that was read but should be looked at: what, why, and where in the file."""

    label: str
    because: str
    where: str
    href: str


def open_lines(reading: Reading) -> tuple[OpenLine, ...]:
    """All that is open, in the order of the reading."""
    return tuple(_line(group, reading) for group in _groups(reading.open))


def doubt_lines(reading: Reading) -> tuple[DoubtLine, ...]:
    """What fits but is not sure; many places for the same reason in one table are one line."""
    groups: dict[tuple[str, str, str], list[Place]] = {}
    for place, found in reading.found.items():
        if not found.sure:
            reason = (place.table, place.passage, found.because)
            groups.setdefault(reason, []).append(place)

    lines = []
    for (_, _, because), places in groups.items():
        first = places[0]
        more = f"等 {len(places)} 处" if len(places) > 1 else ""
        line = DoubtLine(
            label=first.name(reading.edition) + more,
            because=because,
            where=where_text(reading.found[first].where, reading.format),
            href=_href(first),
        )
        lines.append(line)

    return tuple(lines)


def _href(place: Place) -> str:
    """Where in the paper a place is; "" for the whole report."""
    return f"#{place.anchor}" if place.anchor else ""


def where_text(where: Where | None, kind: FormatKey) -> str:
    """`第 3 页，第 5 行第 4 格`; "" where it is nowhere."""
    if where is None:
        return ""

    parts = []
    if where.page:
        is_workbook = kind in ("xlsx", "xls", "ods")
        parts.append(f"第 {where.page} {'张工作表' if is_workbook else '页'}")
    elif where.block:
        # Word and web pages have no pages: their paragraphs are counted.
        table = "处的表" if where.row else ""
        parts.append(f"文件中第 {where.block} 段{table}")

    if where.row:
        cell = f"第 {where.cell} 格" if where.cell else ""
        parts.append(f"第 {where.row} 行{cell}")

    return "，".join(parts)


def _groups(opens: Sequence[Open]) -> Iterator[list[Open]]:
    """Cells of a table that are open for one reason: a whole table, whole columns, then lines; all else stays single."""
    cells: dict[tuple[str, Why], list[Open]] = {}
    for entry in opens:
        if entry.place.column:
            cells.setdefault((entry.place.table, entry.why), []).append(entry)
        else:
            yield [entry]

    for group in cells.values():
        yield from _columns_and_lines(group)


def _columns_and_lines(group: list[Open]) -> Iterator[list[Open]]:
    """Columns and lines of which many cells are open as one each; the other cells one by one."""
    for run in _runs(group):
        if len(run) > FEW:
            yield run
        else:
            yield from ([entry] for entry in run)


def _runs(group: list[Open]) -> Iterable[list[Open]]:
    """The cells by column or by line, each with that of which more is open."""
    columns = Counter(entry.place.column for entry in group)
    lines = Counter(entry.place.row for entry in group)
    runs: dict[tuple[str, str], list[Open]] = {}
    for entry in group:
        column, row = entry.place.column, entry.place.row
        is_upright = columns[column] > FEW and columns[column] >= lines[row]
        name = ("column", column) if is_upright else ("row", row)
        runs.setdefault(name, []).append(entry)

    return runs.values()


def _line(group: list[Open], reading: Reading) -> OpenLine:
    first = group[0]
    alone = len(group) == 1
    edition = reading.edition
    same = all(entry.raw == first.raw for entry in group)
    return OpenLine(
        label=first.place.name(edition) if alone else _many(group, edition),
        why=WHY[first.why],
        message=first.message if alone else "",
        raw=first.raw.strip() if same else "",
        where=where_text(first.where, reading.format),
        href=_href(first.place),
        places=tuple(entry.place for entry in group),
        at=first.where,
    )


def _many(group: list[Open], edition: Edition) -> str:
    """`表三「自然人」列 19 格`, `表四 12 格`."""
    place = group[0].place
    table = edition.table(place.table)
    columns = {entry.place.column for entry in group}
    line = table.row_label(place.row)
    name = ""
    if len(columns) == 1:
        name = f"「{table.column_label(place.column)}」列"
    elif line:
        name = f"「{line}」行"

    return f"{edition.table_name(place.table)}{name} {len(group)} 格"
