"""Labelled reports in the manner of real ones, and how rules of text do on them: what they find, miss and invent.

`tests/corpus/writing/` is what rules are written against; `tests/corpus/measuring/` is for measuring alone, and so is
`tests/corpus/blind/`, a folder a voice, written and labelled by who has not read the rules: who writes rules never opens it.
Codes there that the catalogue does not have yet are of rules to come. One TOML file
a report: `agency`, `kind`, `year`; `figures` and `last` (last year's, where known) by table, row and column, the rest zero;
`passages`; `offices` that are known; `faults`, each {code, passage, quote}, which a rule of that code must find at those
words; and `innocents`, each {code, passage, quote, why}, which look like faults and are none. Whatever else is found is
false. A label without a quote speaks of the whole passage.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from disclosure.rules import NOWHERE, Finding, Offices, Surroundings, examine
from disclosure.statutory.content import Content
from tests.support.make import make_content

FOLDER = Path(__file__).parents[1] / "corpus"
HALVES = ("writing", "measuring")
TEXT = ("X-", "D-", "P-")
"""The codes that the corpus is labelled for; figures are right in every report of it."""


@dataclass(frozen=True)
class Label:
    """Words of a passage where a rule must find something, or (`why` given) must not."""

    code: str
    passage: str
    quote: str = ""
    why: str = ""

    def fits(self, finding: Finding, text: str) -> bool:
        """Whether a finding is the one meant: the same code and passage, and words that touch these."""
        if finding.code != self.code:
            return False
        if not self.quote:
            return finding.passage == self.passage or finding.words is None
        return finding.passage == self.passage and self.touches(finding, text)

    def touches(self, finding: Finding, text: str) -> bool:
        """Whether a finding's words are some of these, or none are named."""
        if finding.words is None or finding.words.in_heading:
            return True
        start = text.index(self.quote)
        return (
            finding.words.start < start + len(self.quote) and start < finding.words.end
        )


@dataclass(frozen=True)
class Sample:
    """A report of the corpus, what is wrong with it, and what only looks wrong."""

    name: str
    report: Content
    last: Content | None
    around: Surroundings
    faults: tuple[Label, ...]
    innocents: tuple[Label, ...]

    def findings(self) -> list[Finding]:
        return examine(self.report, self.last, when="submission", around=self.around)

    def judge(self) -> Outcome:
        """What the rules of text find in it, against the labels."""
        outcome = Outcome()
        found = [
            finding for finding in self.findings() if finding.code.startswith(TEXT)
        ]
        texts = {
            slot.key: self.report.passage(slot.key).text
            for slot in self.report.edition.passages
        }
        for label in self.faults:
            fitting = [f for f in found if label.fits(f, texts[label.passage])]
            (outcome.found if fitting else outcome.missed).append((self.name, label))
            found = [f for f in found if f not in fitting]
        outcome.invented.extend((self.name, finding) for finding in found)
        return outcome


@dataclass
class Outcome:
    """Labels found, labels missed, and findings that no label asks for; each with the report's name."""

    found: list[tuple[str, Label]] = field(default_factory=list)
    missed: list[tuple[str, Label]] = field(default_factory=list)
    invented: list[tuple[str, Finding]] = field(default_factory=list)

    @classmethod
    def of(cls, samples: Iterable[Sample]) -> Outcome:
        """All of them together."""
        whole = cls()
        for outcome in (sample.judge() for sample in samples):
            whole.found += outcome.found
            whole.missed += outcome.missed
            whole.invented += outcome.invented
        return whole

    def counts(self, code: str) -> tuple[int, int, int]:
        """How many of a rule were found, missed and invented."""
        return (
            sum(label.code == code for _, label in self.found),
            sum(label.code == code for _, label in self.missed),
            sum(finding.code == code for _, finding in self.invented),
        )


def samples(half: str) -> list[Sample]:
    """Every report of a half, by name."""
    return [read_sample(path) for path in sorted((FOLDER / half).glob("*.toml"))]


def read_sample(path: Path) -> Sample:
    """One file of the corpus."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    given: dict[str, Any] = {"kind": data["kind"], "name": data["agency"]}
    report = make_content(
        data.get("figures"), year=data["year"], passages=data["passages"], **given
    )
    last = (
        make_content(data["last"], year=data["year"] - 1, **given)
        if "last" in data
        else None
    )
    around = NOWHERE
    if "offices" in data:
        names = {key: frozenset(names) for key, names in data["offices"].items()}
        around = Surroundings(
            offices=Offices(**{"own": frozenset({data["agency"]})} | names)
        )
    return Sample(
        path.stem,
        report,
        last,
        around,
        tuple(Label(**label) for label in data.get("faults", ())),
        tuple(Label(**label) for label in data.get("innocents", ())),
    )
