"""The rules of wording ask for parts, passages and tables by role: an edition that gives them other keys is judged the same."""

from dataclasses import replace

import pytest

from disclosure.rules import CATALOGUE, Surroundings, Twin
from disclosure.rules.wording import MODULES
from disclosure.statutory.content import Content
from disclosure.statutory.editions import EDITIONS
from disclosure.statutory.editions.spec import Edition, Part, PassageSlot, Table
from disclosure.statutory.printed import Printed, PrintedHeading
from tests.support.corpus import samples
from tests.support.make import PASSAGES, make_content
from tests.support.wording_cases import WORDING_CASES

PREFIX = "anew_"
WORDING = [
    rule
    for rule in CATALOGUE.values()
    if rule.judge.__module__ in {module.__name__ for module in MODULES}
]
REAL = EDITIONS["2021"]


def renamed_slot(slot: PassageSlot) -> PassageSlot:
    return replace(slot, key=PREFIX + slot.key, role=slot.key)


def renamed_table(table: Table) -> Table:
    return replace(table, key=PREFIX + table.key, role=table.key)


def renamed_part(part: Part) -> Part:
    return replace(
        part,
        key=PREFIX + part.key,
        role=part.key,
        passages=tuple(map(renamed_slot, part.passages)),
        tables=tuple(map(renamed_table, part.tables)),
    )


RENAMED: Edition = replace(REAL, parts=tuple(map(renamed_part, REAL.parts)))


def prefixed(mapping):
    return {PREFIX + key: value for key, value in mapping.items()}


def renamed(content: Content) -> Content:
    """The same report, under the edition whose keys are others."""
    return replace(
        content,
        edition=RENAMED,
        entered=prefixed(content.entered),
        stated=prefixed(content.stated),
        passages=prefixed(content.passages),
    )


def renamed_around(around: Surroundings) -> Surroundings:
    """The same surroundings: twins and what was printed name keys too."""
    twins = tuple(replace(twin, passage=PREFIX + twin.passage) for twin in around.twins)
    if around.printed is None:
        return replace(around, twins=twins)
    printed = Printed(
        headings=tuple(map(renamed_heading, around.printed.headings)),
        tables=prefixed(around.printed.tables),
        labels=prefixed(around.printed.labels),
        extra=around.printed.extra,
    )
    return replace(around, twins=twins, printed=printed)


def renamed_heading(heading: PrintedHeading) -> PrintedHeading:
    return replace(
        heading,
        part=PREFIX + heading.part if heading.part else "",
        passage=PREFIX + heading.passage if heading.passage else "",
    )


def judged(report, last, around):
    """What the rules of wording find, with keys as the real edition has them."""
    return [
        (
            finding.code,
            finding.level,
            finding.quote,
            finding.message,
            finding.instead,
            finding.beside,
            finding.part.removeprefix(PREFIX),
            finding.passage.removeprefix(PREFIX),
        )
        for rule in WORDING
        for finding in rule.findings(report, last, around=around)
    ]


def found_in_both(monkeypatch, report, last, around):
    """The findings under the real edition and under the renamed one, which is the newest meanwhile."""
    real = judged(report, last, around)
    monkeypatch.setitem(EDITIONS, REAL.key, RENAMED)
    other = judged(
        renamed(report), renamed(last) if last else None, renamed_around(around)
    )
    return real, other


@pytest.mark.parametrize(
    "sample",
    [sample for sample in samples("writing") if sample.report.edition is REAL],
    ids=lambda sample: sample.name,
)
def test_a_report_is_judged_the_same_whatever_its_edition_calls_things(
    monkeypatch, sample
):
    last = sample.last
    if last and last.edition is not REAL:
        last = None
    real, other = found_in_both(monkeypatch, sample.report, last, sample.around)
    assert other == real


@pytest.mark.parametrize("code", WORDING_CASES)
def test_every_rule_of_wording_fires_whatever_its_edition_calls_things(
    monkeypatch, code
):
    given = dict(WORDING_CASES[code][0])
    around = given.pop("around", Surroundings())
    real, other = found_in_both(monkeypatch, make_content(**given), None, around)
    assert other == real
    assert code in [finding[0] for finding in real]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"improvements": "2024年，增加图解。"}, None),
        ({"supervision": "2022年，街道培训2次。"}, "D-1"),
        ({"preamble": "现公布某街道办事处2022年政府信息公开年度报告。"}, "D-1"),
        ({"preamble": "统计期限自202511日起至20251231日止。"}, "D-2"),
        ({"preamble": "所列内容自2022年3月1日起至2022年5月1日止。"}, "D-2"),
        ({"problems": "解读单一。下一步，将增加图解。", "improvements": ""}, None),
        ({"improvements": ""}, "D-4"),
        ({"problems": "无。"}, "D-7"),
        ({"problems": "一是解读单一；二是更新迟缓；三是人手不足。"}, "D-7"),
        ({"platform": "——"}, "D-5"),
        ({"other_matters": "没有其他需要报告的事项。"}, "D-8"),
        ({"preamble": "地址：洪泽湖大道90号，电子邮箱：hzzwgk@126.com。"}, None),
        ({"supervision": "邮箱lixx1988@qq.com。"}, "P-1"),
    ],
)
def test_a_passage_is_known_by_its_role(monkeypatch, changed, code):
    report = make_content(passages=PASSAGES | changed)
    real, other = found_in_both(monkeypatch, report, None, Surroundings())
    assert other == real
    assert {finding[0] for finding in real} == ({code} if code else set())


def test_what_is_alike_by_nature_and_what_is_printed_are_known_by_their_roles(
    monkeypatch,
):
    long = "街道把信息公开作为联系居民的窗口，" * 6
    report = make_content(
        passages={"preamble": long, "management": long, "other_matters": long}
    )
    around = Surroundings(
        twins=(Twin("management", 0, 60, "听松街道办事处 2023 年报告", long, 97),),
        printed=Printed(
            headings=(
                PrintedHeading("二、主动公开政府信息情况", "proactive_disclosure"),
                PrintedHeading("一、总体情况", "overview"),
                PrintedHeading("四、存在的主要问题及整改措施", "problems"),
            ),
            tables={"requests": "missing", "documents": "picture"},
            labels={
                "documents.made": "本年新制作数量",
                "requests.refused_law_forbids": "2.其他法律行政止公开",
            },
            extra=("（六）其他处理",),
        ),
    )
    real, other = found_in_both(monkeypatch, report, replace(report, year=2022), around)
    assert other == real
    codes = {finding[0] for finding in real}
    assert {"D-4", "D-9", "D-10", "D-12", "D-14", "F-2"} <= codes
    assert [finding[-1] for finding in real if finding[0] == "D-9"] == ["management"]
