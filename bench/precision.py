"""Recall and precision of the rules of text on labelled reports: the half kept for measuring, and the one written against.

`found` are faults that a rule finds, `missed` those it does not, `false` what it finds where nothing is wrong. With
`writing` as an argument, what was missed or invented there is listed; of the measuring half that stays unsaid.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

from disclosure.rules import CATALOGUE
from tests.support.corpus import TEXT, Outcome, samples


def main() -> None:
    """Print one line a rule, measuring on the left."""
    halves = {half: Outcome.of(samples(half)) for half in ("measuring", "writing")}
    reports = " and ".join(f"{len(samples(half))} {half}" for half in halves)
    print(f"{reports} reports\n{'':6}{'measuring':>9}{'':28}{'writing':>9}")
    heads = f"{'found':>7}{'missed':>7}{'false':>6}{'recall':>8}{'precis.':>8}"
    print(f"{'':6}{heads} {heads}")
    for code in [code for code in CATALOGUE if code.startswith(TEXT)]:
        print(
            f"{code:6}"
            + " ".join(_line(*outcome.counts(code)) for outcome in halves.values())
        )

    print(f"{'all':6}" + " ".join(_line(*_all(outcome)) for outcome in halves.values()))
    if "writing" in sys.argv[1:]:
        _list(halves["writing"])


def _all(outcome: Outcome) -> tuple[int, int, int]:
    return (
        sum(label.code in CATALOGUE for _, label in outcome.found),
        sum(label.code in CATALOGUE for _, label in outcome.missed),
        len(outcome.invented),
    )


def _line(found: int, missed: int, false: int) -> str:
    recall, precision = _share(found, found + missed), _share(found, found + false)
    return f"{found:7}{missed:7}{false:6}{recall:>8}{precision:>8}"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "–"


def _list(outcome: Outcome) -> None:
    for name, label in outcome.missed:
        print(f"missed  {name}: {label.code} {label.passage} “{label.quote}”")

    for name, finding in outcome.invented:
        print(f"false   {name}: {finding.message}")


if __name__ == "__main__":
    main()
