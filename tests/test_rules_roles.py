"""Rules ask for lines, columns and passages by what they mean: a form that calls them otherwise is judged alike."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from disclosure.forms.echo import JUDGED_WHILE_TYPING
from disclosure.rules import CATALOGUE
from disclosure.statutory.content import Content
from disclosure.statutory.editions import EDITIONS
from disclosure.statutory.editions.spec import Edition
from tests import test_text_figures
from tests.support.corpus import samples
from tests.support.make import PASSAGES, make_content
from tests.support.parity import (
    assert_the_browser_agrees,
    content_of,
    edition_data,
    judged,
)
from tests.test_rules import CASES
from tests.test_text_sums import LAST

PREFIX = "renamed_"
TYPED = sorted(Path(__file__).parent.glob("cases/2021/*.json"))
SAMPLES = samples("writing")
FIGURE_RULES = [
    entry
    for entry in CATALOGUE.values()
    if not entry.judge.__module__.startswith("disclosure.rules.wording")
]
SENTENCES = [
    (passage, parameters[0])
    for test, passage in (
        (test_text_figures.test_these_differ, "on_request"),
        (test_text_figures.test_documents_differ, "management"),
    )
    for parameters in test.pytestmark[0].args[1]
]


def new(key):
    return key and PREFIX + key


def all_new(keys):
    return tuple(map(new, keys))


def renamed_table(table):
    """The table under other keys throughout, each with the old key as its role."""
    return replace(
        table,
        key=new(table.key),
        role=table.role,
        columns=tuple(
            replace(column, key=new(column.key), role=column.role)
            for column in table.columns
        ),
        rows=tuple(
            replace(row, key=new(row.key), group=new(row.group), role=row.role)
            for row in table.rows
        ),
        groups=tuple(
            replace(
                group, key=new(group.key), parent=new(group.parent), role=group.role
            )
            for group in table.groups
        ),
        header=tuple(
            tuple(replace(band, columns=all_new(band.columns)) for band in line)
            for line in table.header
        ),
        row_totals=tuple(
            replace(total, row=new(total.row), rows=all_new(total.rows))
            for total in table.row_totals
        ),
        column_totals=tuple(
            replace(total, column=new(total.column), columns=all_new(total.columns))
            for total in table.column_totals
        ),
        checks=tuple(
            replace(check, left=all_new(check.left), right=all_new(check.right))
            for check in table.checks
        ),
    )


def renamed_edition(edition: Edition) -> Edition:
    """An invented form: this one, with no key as it was."""
    return replace(
        edition,
        key=new(edition.key),
        parts=tuple(
            replace(
                part,
                key=new(part.key),
                role=part.role,
                passages=tuple(
                    replace(slot, key=new(slot.key), role=slot.role)
                    for slot in part.passages
                ),
                tables=tuple(map(renamed_table, part.tables)),
            )
            for part in edition.parts
        ),
    )


INVENTED = {edition.key: renamed_edition(edition) for edition in EDITIONS.values()}


def renamed_cells(tables):
    return {
        new(table): {all_new(cell): value for cell, value in cells.items()}
        for table, cells in tables.items()
    }


def renamed(content: Content | None) -> Content | None:
    """The same content on the invented form."""
    if content is None:
        return None
    return replace(
        content,
        edition=INVENTED[content.edition.key],
        entered=renamed_cells(content.entered),
        stated=renamed_cells(content.stated),
        passages={new(key): text for key, text in content.passages.items()},
    )


def findings(report, last):
    """What the rules of figures say, and where, under the keys of the report's form."""
    return [
        {
            "code": finding.code,
            "level": finding.level,
            "message": finding.message,
            "left": finding.left,
            "right": finding.right,
            "part": finding.part,
            "cells": [cell.cell for cell in finding.cells],
            "passage": finding.passage,
            "words": finding.words and (finding.words.start, finding.words.end),
        }
        for entry in FIGURE_RULES
        for finding in entry.findings(report, last)
    ]


def under_new_keys(found):
    return [
        finding
        | {
            "part": new(finding["part"]),
            "passage": new(finding["passage"]),
            "cells": list(map(all_new, finding["cells"])),
        }
        for finding in found
    ]


def assert_judged_alike(report, last=None):
    """The findings on a report, which are the same on the invented form."""
    found = findings(report, last)
    assert findings(renamed(report), renamed(last)) == under_new_keys(found)
    return found


def test_the_invented_form_shares_no_key_with_the_real_ones():
    for edition in EDITIONS.values():
        invented = INVENTED[edition.key]
        for table in edition.tables:
            copy = invented.table_as(table.role)
            assert not {row.key for row in table.rows} & {row.key for row in copy.rows}
            assert [column.role for column in copy.columns] == [
                column.role for column in table.columns
            ]
        assert not {slot.key for slot in edition.passages} & {
            slot.key for slot in invented.passages
        }
        assert not set(edition.entry_cells) & set(invented.entry_cells)


@pytest.mark.parametrize("path", TYPED, ids=lambda path: path.stem)
def test_what_is_typed_is_judged_alike(path):
    case = json.loads(path.read_text(encoding="utf-8"))
    edition = EDITIONS["2021"]
    last = content_of(edition, case["last"]) if case["last"] else None
    found = assert_judged_alike(
        content_of(edition, case["typed"], case["agency_kind"], case.get("passages")),
        last,
    )
    wanted = {finding["code"] for finding in case["findings"]}
    assert wanted <= {finding["code"] for finding in found}


def renamed_case(path):
    """A case of typing on the invented form, with what the server makes of it there."""
    case = json.loads(path.read_text(encoding="utf-8"))
    invented = INVENTED[path.parent.name]
    for figures in filter(None, (case["typed"], case.get("last"))):
        for table in list(figures):
            figures[new(table)] = {
                new(row): {new(column): text for column, text in line.items()}
                for row, line in figures.pop(table).items()
            }
    passages = case.get("passages") or {}
    case["passages"] = {new(key): text for key, text in passages.items()}
    return judged(case, invented) | {"name": path.stem}


def test_the_browser_judges_what_is_typed_alike(tmp_path):
    """It is told the roles: of a form whose every key is another it finds what the server does."""
    cases = [renamed_case(path) for path in TYPED]
    fired = {finding["code"] for case in cases for finding in case["findings"]}
    assert fired == set(JUDGED_WHILE_TYPING)
    echo = {form.key: json.loads(edition_data(form)) for form in INVENTED.values()}
    assert_the_browser_agrees(tmp_path / "cases.json", echo, cases)


@pytest.mark.parametrize("code", [entry.code for entry in FIGURE_RULES])
def test_every_rule_of_figures_fires_on_the_invented_form_too(code):
    for case in CASES[code]:
        given = {key: value for key, value in case.items() if key != "around"}
        last = None
        if "last" in given:
            last = make_content(given.pop("last"), year=2022)
        found = assert_judged_alike(make_content(**given), last)
        assert (code in [finding["code"] for finding in found]) is (
            case is CASES[code][0]
        )


@pytest.mark.parametrize(("passage", "text"), SENTENCES)
def test_what_a_sentence_says_is_heard_alike(passage, text):
    content = make_content(
        test_text_figures.FIGURES,
        kind="city",
        name="云泽市人民政府",
        passages=PASSAGES | {passage: text},
    )
    assert assert_judged_alike(content, make_content(LAST, year=2022, kind="city"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_whole_reports_are_judged_alike(sample):
    assert_judged_alike(sample.report, sample.last)


def test_a_form_may_be_followed_by_one_that_calls_its_lines_otherwise():
    last = make_content(
        {
            "requests": {"new": {"person": 2}, "carried_out": {"person": 2}},
            "documents": {"normative_documents": {"in_force": 5}},
        },
        year=2022,
    )
    this = make_content({"documents": {"normative_documents": {"in_force": 7}}})
    found = findings(renamed(this), last)
    assert [finding["code"] for finding in found] == ["Y-1", "Y-2"]
    assert found == under_new_keys(findings(this, last))


def test_a_line_of_the_older_form_is_found_by_its_role():
    figures = {"requests": {"new": {"person": 3}, "other_remaining": {"person": 3}}}
    content = make_content(
        figures, year=2020, passages=PASSAGES | {"on_request": "其他处理2件。"}
    )
    (finding,) = assert_judged_alike(content)
    assert finding["code"] == "X-2"
    assert "而表三的其他处理是 3" in finding["message"]
