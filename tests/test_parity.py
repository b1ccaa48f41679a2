"""Server and browser make the same totals and the same findings of the same typing."""

import json
import os
from collections import Counter

import pytest

from disclosure.forms.echo import JUDGED_WHILE_TYPING
from disclosure.rules import CATALOGUE, rules_for
from disclosure.statutory.editions import EDITIONS
from tests.support.parity import (
    CASES,
    EDITION_DATA,
    REWRITE,
    assert_the_browser_agrees,
    dump,
    edition_data,
    judged,
    random_case,
)

FILES = sorted(CASES.glob("*/*.json"))
CHUNK = 500
"""So many random tables are made and handed to node at a time, never fewer; script/nightly asks for twenty times as many."""
RANDOM_TABLES = max(CHUNK, int(os.environ.get("RANDOM_TABLES") or 0))


@pytest.mark.parametrize(
    "path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_the_server_makes_of_a_case_what_its_file_says(path):
    case = json.loads(path.read_text(encoding="utf-8"))
    now = judged(case, EDITIONS[path.parent.name])
    if REWRITE:
        path.write_text(dump(now), encoding="utf-8")
    assert now == case


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=lambda edition: edition.key)
def test_the_browser_tests_read_the_editions_as_they_are(edition):
    path = EDITION_DATA / f"{edition.key}.json"
    if REWRITE:
        path.write_text(edition_data(edition), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == edition_data(edition), (
        "run REWRITE_CASES=1 pytest tests/test_parity.py"
    )


def test_every_rule_judged_while_typing_has_a_case_that_fires_it():
    fired = {
        f["code"]
        for path in FILES
        for f in json.loads(path.read_text(encoding="utf-8"))["findings"]
    }
    assert fired == set(JUDGED_WHILE_TYPING)


def test_the_browser_judges_every_rule_of_a_draft_that_it_can():
    stated_only = {
        "T3-2",
        "T3-3",
        "T4-1",
    }  # totals printed in an imported file; nothing is printed while typing
    figures = {
        rule.code for rule in rules_for("draft") if rule.code[0] in "VTY"
    }  # words are judged by the server
    assert figures - stated_only == set(JUDGED_WHILE_TYPING) & set(CATALOGUE)


@pytest.mark.parametrize("first", range(0, RANDOM_TABLES, CHUNK))
def test_the_browser_agrees_over_random_tables(tmp_path, first):
    cases = [
        random_case(seed) for seed in range(first, min(first + CHUNK, RANDOM_TABLES))
    ]
    seen = Counter(finding["code"] for case in cases for finding in case["findings"])
    assert first > 0 or set(seen) == set(JUDGED_WHILE_TYPING), (
        f"some rule never fires: {seen}"
    )
    echo = {key: json.loads(edition_data(edition)) for key, edition in EDITIONS.items()}
    assert_the_browser_agrees(tmp_path / "cases.json", echo, cases)
