"""Finds words, labels and rows of an earlier edition of the form. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from disclosure.rules.catalogue import Level, Spot, rule_around
from disclosure.rules.surroundings import Surroundings
from disclosure.rules.wording.prose import Excerpt, passages
from disclosure.statutory.chinese import HAN_RANGE, without_blanks
from disclosure.statutory.content import Content
from disclosure.statutory.editions import EDITIONS, Edition, Table
from disclosure.statutory.editions.spec import Column, Row
from disclosure.statutory.printed import Printed

OLD_FORM = re.compile(
    r"本年新制作数量|本年新公开数量|对外公开总数量|上一年项目数量|本年增/减|处理决定数量增/减|集中采购总金额|采购总金额|本年新制作规范性文件"
)
OLD_DOCUMENTS = re.compile(
    rf"""
    (?<!行政)规范性文件                             # 现行有效规范性文件12件
    (?=(?:现行有效|制发|废止|共|为)?[^，。；{HAN_RANGE}]{{0,3}}\d+[ ]?件)
    | (?<=制发)(?<!行政)规范性文件                  # 制发规范性文件共计12件
    (?=[^，。；]{{0,4}}\d+[ ]?件)
    """,
    re.VERBOSE,
)
"""Only where they are counted: 加强规范性文件管理 is said by all editions."""


@dataclass(frozen=True, slots=True)
class PrintedLabel:
    """A label of a row or column that is printed otherwise than the edition has it."""

    table: Table
    official: str
    text: str

    @property
    def is_of_an_earlier_edition(self) -> bool:
        """Whether an older form has this very label: a slip of the pen in a label is none of ours."""
        return without_blanks(self.text) in _earlier_labels(self.table)


@rule_around(
    "D-14",
    Level.HINT,
    "用语应与本年度的格式一致",
    {
        "label": "表里印的是“{wrong}”，{edition} 年版格式为“{instead}”。请按现行格式改正。",
        "row": "表里有“{wrong}”一行，{edition} 年版格式没有这一行。请按现行格式改正。",
        "words": "“{wrong}”是旧版格式的用语，{edition} 年版没有这一项。请核对。",
        "documents": "写的是“规范性文件”，{edition} 年版格式为“行政规范性文件”。请核对。",
    },
)
def words_of_an_earlier_edition(
    report: Content, last: Content | None, around: Surroundings
) -> Iterator[Spot]:
    """用语与本年度所用的格式一致，不沿用旧版：规范性文件应为行政规范性文件，其他处理分三行。

    Labels and rows are judged where a printed report is examined. Source: 国办公开办函〔2021〕30号 beside 国办公开办函〔2019〕60号.
    """
    newest = _newest_edition()
    if report.edition is not newest:
        return

    if around.printed:
        yield from _in_tables(report, around.printed)

    for whole in passages(report):
        yield from _in_passage(whole, newest.key)


def _newest_edition() -> Edition:
    """The one whose words are no earlier one's."""
    return max(EDITIONS.values(), key=lambda edition: edition.first_year)


def _in_tables(report: Content, printed: Printed) -> Iterator[Spot]:
    """Labels and rows of a printed report."""
    for label in wrong_labels(report, printed):
        if label.is_of_an_earlier_edition:
            yield _earlier_label(report, label)

    for line in printed.extra:
        yield _earlier_row(report, line)


def _in_passage(whole: Excerpt, edition: str) -> Iterator[Spot]:
    """Words of the earlier form's tables that are said in the text."""
    for match in OLD_FORM.finditer(whole.text):
        names = {"edition": edition, "wrong": match[0]}
        yield whole.spot(*match.span(), names=names, says="words")

    for match in OLD_DOCUMENTS.finditer(whole.text):
        yield whole.spot(
            *match.span(),
            names={"edition": edition},
            says="documents",
            instead="行政规范性文件",
        )


def wrong_labels(report: Content, printed: Printed) -> Iterator[PrintedLabel]:
    """The printed labels that are not the edition's, in the order in which they were read."""
    for place, text in printed.labels.items():
        table_key, _, key = place.partition(".")
        table = report.edition.table(table_key)
        line = _line(table, key)
        if line:
            yield PrintedLabel(table, line.label, text)


def _line(table: Table, key: str) -> Row | Column | None:
    """The row or else the column with this key."""
    for row in table.rows:
        if row.key == key:
            return row

    for column in table.columns:
        if column.key == key:
            return column

    return None


def _earlier_labels(table: Table) -> set[str]:
    """What earlier editions call the rows and columns of the table with this one's role."""
    labels: set[str] = set()
    for older in _earlier_tables():
        if older.role == table.role:
            labels.update(row.label for row in older.rows)
            labels.update(column.label for column in older.columns)

    return labels


def _earlier_tables() -> Iterator[Table]:
    """The tables of all editions but the newest."""
    newest = _newest_edition()
    for edition in EDITIONS.values():
        if edition is not newest:
            yield from edition.tables


def _earlier_label(report: Content, label: PrintedLabel) -> Spot:
    """本年新制作数量 over a column, where the form has 本年制发件数."""
    names = {
        "edition": report.edition.key,
        "wrong": label.text,
        "instead": label.official,
    }
    part = report.edition.part_of(label.table.key)
    return Spot(
        left=label.text,
        right=label.official,
        names=names,
        says="label",
        part=part.key,
    )


def _earlier_row(report: Content, line: str) -> Spot:
    """A row that only an earlier form has: the single 其他处理 of table three."""
    edition = report.edition
    table = edition.table_as("requests")
    return Spot(
        left=line,
        names={"edition": edition.key, "wrong": line},
        says="row",
        part=edition.part_of(table.key).key,
    )
