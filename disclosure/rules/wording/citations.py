"""How documents are cited, and words of an earlier edition of the form. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.rules.catalogue import Level, Spot, rule, rule_around
from disclosure.rules.surroundings import Surroundings
from disclosure.rules.wording.prose import HAN, Excerpt, passages
from disclosure.statutory.content import Content
from disclosure.statutory.editions import EDITIONS

NUMBER = re.compile(
    rf"(?<={HAN}{{2}}) ?"
    r"(?P<open>[\[【（(［〈《﹝]) ?(?P<year>(?:19|20)\d{2}) ?年?(?P<shut>[\]】）)］〉》﹞]) ?(?:第 ?)?(?P<number>\d{1,4}) ?号"
)
FULL_NAME = "《中华人民共和国政府信息公开条例》"
SHORT = re.compile(r"(?:以下|下)简?称[：:]?[“\"]?《?(?:政府信息公开)?条例》?[”\"]?")
SHORT_NAME = "《条例》"
OTHER_REGULATIONS = re.compile(
    r"《(?!中华人民共和国政府信息公开条例》|条例》)[^《》]*条例》"
)


@rule(
    "D-13",
    Level.HINT,
    "文号用六角括号，简称前后一致",
    {
        "number": "文号“{wrong}”的年份应加六角括号，可写作“{instead}”。",
        "again": "前面已写“以下简称《条例》”，这里可写作“《条例》”。",
        "undefined": "用了“《条例》”，前面没有写明全称和“以下简称”。第一次出现时请写《中华人民共和国政府信息公开条例》（以下简称《条例》）。",
    },
)
def citations(report: Content, last: Content | None) -> Iterator[Spot]:
    """文号年份用六角括号“〔〕”；规定了简称的，其后用简称；用简称的，先写全称。

    Each told once. Source: 党政机关公文格式 GB/T 9704—2012, 7.2.5; RULES D-13.
    """
    for whole in passages(report):
        for match in NUMBER.finditer(whole.text):
            start = match.start("open")
            instead = f"〔{match['year']}〕{match['number']}号"
            names = {"wrong": whole.text[start : match.end()], "instead": instead}
            yield whole.spot(
                start, match.end(), names=names, says="number", instead=instead
            )
    yield from _short_name(report)


def _short_name(report: Content) -> Iterator[Spot]:
    defined, used = False, None
    for whole in passages(report):
        at = 0
        if not defined and (match := SHORT.search(whole.text)):
            defined, at = True, match.end()
        if not defined and used is None and SHORT_NAME in whole.text:
            used = (whole, whole.text.index(SHORT_NAME))
        again = whole.text.find(FULL_NAME, at) if defined else -1
        if again >= 0:
            yield whole.spot(
                again,
                again + len(FULL_NAME),
                names={},
                says="again",
                instead=SHORT_NAME,
            )
            return
    if used and not any(_says_in_full(whole) for whole in passages(report)):
        yield used[0].spot(
            used[1], used[1] + len(SHORT_NAME), names={}, says="undefined"
        )


def _says_in_full(whole: Excerpt) -> bool:
    """Whether some regulation is named in full, so that a reader may know which is meant."""
    return (
        "政府信息公开条例》" in whole.text
        or bool(OTHER_REGULATIONS.search(whole.text))
        or bool(SHORT.search(whole.text))
    )


OLD_FORM = re.compile(
    r"本年新制作数量|本年新公开数量|对外公开总数量|上一年项目数量|本年增/减|处理决定数量增/减|集中采购总金额|采购总金额|本年新制作规范性文件"
)
OLD_DOCUMENTS = re.compile(
    rf"(?<!行政)规范性文件(?=(?:现行有效|制发|废止|共|为)?[^，。；{HAN[1:-1]}]{{0,3}}\d+ ?件)"
    r"|(?<=制发)(?<!行政)规范性文件(?=[^，。；]{0,4}\d+ ?件)"
)


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
    newest = max(EDITIONS.values(), key=lambda edition: edition.first_year)
    if report.edition is not newest:
        return
    edition = {"edition": newest.key}
    if around.printed:
        yield from _printed_labels(report, around, edition)
    for whole in passages(report):
        for match in OLD_FORM.finditer(whole.text):
            yield whole.spot(
                *match.span(), names=edition | {"wrong": match[0]}, says="words"
            )
        for match in OLD_DOCUMENTS.finditer(whole.text):
            yield whole.spot(
                *match.span(), names=edition, says="documents", instead="行政规范性文件"
            )


def _printed_labels(
    report: Content, around: Surroundings, edition: dict[str, str]
) -> Iterator[Spot]:
    printed = around.printed
    for place, wrong in printed.labels.items() if printed else ():
        table_key, _, key = place.partition(".")
        table = report.edition.table(table_key)
        official = [row.label for row in table.rows if row.key == key]
        official += [column.label for column in table.columns if column.key == key]
        if official and of_an_earlier_edition(table_key, wrong):
            names = edition | {"wrong": wrong, "instead": official[0]}
            yield Spot(
                left=wrong,
                right=official[0],
                names=names,
                says="label",
                part=report.edition.part_of(table_key).key,
            )
    for line in printed.extra if printed else ():
        yield Spot(
            left=line, names=edition | {"wrong": line}, says="row", part="requests"
        )


def of_an_earlier_edition(table_key: str, label: str) -> bool:
    """Whether an older form has this very label: a slip of the pen in a label is none of ours."""
    bare = "".join(label.split())
    older = (edition for edition in EDITIONS.values() if edition.last_year is not None)
    return any(
        bare == official
        for edition in older
        for table in edition.tables
        if table.key == table_key
        for official in (
            [row.label for row in table.rows]
            + [column.label for column in table.columns]
        )
    )
