"""The labelled reports hold together: figures right, quotes there once, nothing written twice."""

import itertools
from collections import Counter

import pytest

from tests.corpus import HALVES, samples

ALL = [(half, sample) for half in HALVES for sample in samples(half)]
EVERY = pytest.mark.parametrize("sample", [sample for _, sample in ALL], ids=[f"{half}-{s.name}" for half, s in ALL])
FIGURES = ("V-", "T")


@EVERY
def test_the_figures_of_a_report_are_right(sample):
    assert [f.message for f in sample.findings() if f.code.startswith(FIGURES)] == []


@EVERY
def test_a_label_quotes_words_that_stand_once_in_its_passage(sample):
    for label in (*sample.faults, *sample.innocents):
        assert sample.report.passage(label.passage).text.count(label.quote) == 1 or not label.quote, label
        sample.report.edition.passage(label.passage)


@EVERY
def test_an_innocent_case_says_why_and_a_fault_is_not_innocent_too(sample):
    assert all(label.why for label in sample.innocents)
    assert not any(label.why for label in sample.faults)
    places = Counter((label.code, label.passage, label.quote) for label in (*sample.faults, *sample.innocents))
    assert max(places.values(), default=1) == 1


def test_no_paragraph_stands_twice():
    texts = [passage.text for _, sample in ALL for passage in sample.report.passages.values() if passage.text]
    twice = [text for text, times in Counter(itertools.chain(*(t.splitlines() for t in texts))).items() if times > 1]
    assert twice == []
