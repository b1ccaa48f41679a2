"""The labelled reports hold together: figures right, quotes there once, nothing written twice."""

import itertools
from collections import Counter

import pytest

from tests.support.corpus import HALVES, Outcome, samples

ALL = [(half, sample) for half in HALVES for sample in samples(half)]
EVERY = pytest.mark.parametrize(
    "sample", [sample for _, sample in ALL], ids=[f"{half}-{s.name}" for half, s in ALL]
)
FIGURES = ("V-", "T")
AGAINST_FIGURES = tuple(f"X-{number}" for number in range(1, 9))


def test_there_are_sixty_reports_and_more_than_half_are_only_for_measuring():
    halves = Counter(half for half, _ in ALL)
    assert sum(halves.values()) >= 60
    assert halves["measuring"] > halves["writing"]


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("code", AGAINST_FIGURES)
def test_every_rule_against_figures_has_faults_and_innocent_cases(half, code):
    of_half = [sample for of, sample in ALL if of == half]
    assert sum(label.code == code for sample in of_half for label in sample.faults) >= 3
    assert any(label.code == code for sample in of_half for label in sample.innocents)


@pytest.mark.parametrize("half", HALVES)
def test_of_what_the_rules_against_figures_find_nine_in_ten_are_so_and_most_is_found(
    half,
):
    outcome = Outcome.of(sample for of, sample in ALL if of == half)
    found, missed, invented = (
        sum(column)
        for column in zip(*map(outcome.counts, AGAINST_FIGURES), strict=True)
    )
    assert invented * 9 <= found
    assert found >= 4 * missed


@EVERY
def test_the_figures_of_a_report_are_right(sample):
    assert [f.message for f in sample.findings() if f.code.startswith(FIGURES)] == []


@EVERY
def test_a_label_quotes_words_that_stand_once_in_its_passage(sample):
    for label in (*sample.faults, *sample.innocents):
        assert (
            sample.report.passage(label.passage).text.count(label.quote) == 1
            or not label.quote
        ), label
        sample.report.edition.passage(label.passage)


@EVERY
def test_an_innocent_case_says_why_and_a_fault_is_not_innocent_too(sample):
    assert all(label.why for label in sample.innocents)
    assert not any(label.why for label in sample.faults)
    places = Counter(
        (label.code, label.passage, label.quote)
        for label in (*sample.faults, *sample.innocents)
    )
    assert max(places.values(), default=1) == 1


def test_no_paragraph_stands_twice():
    texts = [
        passage.text
        for _, sample in ALL
        for passage in sample.report.passages.values()
        if passage.text
    ]
    twice = [
        text
        for text, times in Counter(
            itertools.chain(*(t.splitlines() for t in texts))
        ).items()
        if times > 1
    ]
    assert twice == []
