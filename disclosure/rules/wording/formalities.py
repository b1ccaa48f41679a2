"""Tells how near the day of publication is, and which tables a printed report lacks. Pure: no Django."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.rules.catalogue import Level, Spot, rule_around
from disclosure.rules.surroundings import Surroundings
from disclosure.statutory.content import Content
from disclosure.statutory.editions.spec import Edition, Part, Table
from disclosure.statutory.printed import Printed

NEAR = 7
"""Days before the date from which it is spoken of: RULES F-1, nearer than a week."""


@rule_around(
    "F-1",
    Level.HINT,
    "按时公布",
    {
        "near": "法定公布期限是 {due}，还有 {left} 天。请抓紧办理。",
        "today": "法定公布期限是 {due}，就是今天。请抓紧办理。",
        "past": "法定公布期限是 {due}，已过 {left} 天。请尽快公布，并按规定说明原因。",
    },
    when="submission",
)
def published_in_time(
    report: Content, last: Content | None, around: Surroundings
) -> Iterator[Spot]:
    """各机关每年 1 月 31 日前公布，人民政府汇总的报告 3 月 31 日前公布；临近一周和逾期时提示。

    Silent where the date or today is not known. Source: 条例第四十九条; RULES F-1.
    """
    if around.today is None or around.due_on is None:
        return

    left = (around.due_on - around.today).days
    if left > NEAR:
        return

    due = f"{around.due_on.year} 年 {around.due_on.month} 月 {around.due_on.day} 日"
    yield Spot(
        names={"due": due, "left": abs(left)},
        says=_nearness(left),
        part=report.edition.parts[0].key,
    )


def _nearness(left: int) -> str:
    """Which message tells of so many days."""
    if left == 0:
        return "today"
    return "near" if left > 0 else "past"


@rule_around(
    "F-2",
    Level.ERROR,
    "法定表格齐全，不能是图片",
    {
        "missing": "没有找到{tables}。法定表格不能缺，请补上；没有发生的填 0。",
        "picture": "{tables}是图片，里面的数字不能读取、检索和下载。请改为文字表格。",
    },
    when="file",
)
def tables_are_there(
    report: Content, last: Content | None, around: Surroundings
) -> Iterator[Spot]:
    """四张法定表格应当齐全，并以文字表格公布，便于检索、查阅、下载。

    One finding for each part. Source: 国办公开办函〔2021〕30号; 条例第二十四条; RULES F-2.
    """
    if around.printed is None:
        return

    for part in report.edition.parts:
        for says in ("missing", "picture"):
            tables = _tables_in_state(part, around.printed, says)
            if tables:
                names = {"tables": _named(report.edition, part, tables)}
                yield Spot(names=names, says=says, part=part.key)


def _tables_in_state(
    part: Part,
    printed: Printed,
    state: str,
) -> list[Table]:
    """The tables of a part that were found in this state; one of which nothing is said was read."""
    states = printed.tables
    return [table for table in part.tables if states.get(table.key, "read") == state]


def _named(
    edition: Edition,
    part: Part,
    tables: list[Table],
) -> str:
    """表二, or the tables one by one where the part has others that are there."""
    if len(tables) == len(part.tables):
        return part.table_name
    return "、".join(edition.table_name(table.key) for table in tables)
