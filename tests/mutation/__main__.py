"""python -m tests.mutation: mutate figures and rules, run the tests that need no database, hold survivors to their notes."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from tests.mutation.functions import mutants_of_functions
from tests.mutation.notes import complaints, read_notes
from tests.mutation.outside import mutants_outside
from tests.mutation.trees import ROOT

WORK = Path(os.environ.get("DATA_DIR") or ROOT / "var") / "mutation"


def main() -> int:
    """0 when every survivor is noted and every note is needed."""
    started = time.monotonic()
    workers = os.cpu_count() or 1
    notes = read_notes()
    count, survivors = mutants_of_functions(WORK / "functions", workers)
    print(
        f"{count} mutants of functions, {len(survivors)} survive; {time.monotonic() - started:.0f} s",
        flush=True,
    )
    outside, more = mutants_outside(
        [WORK / f"outside-{number}" for number in range(workers)]
    )
    print(
        f"{outside} mutants outside functions, {len(more)} survive; {time.monotonic() - started:.0f} s",
        flush=True,
    )
    wrong = complaints([*survivors, *more], notes)
    for complaint in wrong:
        print(complaint)
    killed = count + outside - len(survivors) - len(more)
    print(
        f"{count + outside} mutants, {killed} killed, {len(survivors) + len(more)} alive, {len(wrong)} complaints"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
