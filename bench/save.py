"""Saving table three, all 144 figures changed, beside one bare UPDATE: the same database, turn by turn."""

from __future__ import annotations

import datetime
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

from bench.stand.database import database

ROUNDS = 60
WARM_UP = 5


def main() -> None:
    """Set up a database of its own, measure, print medians and the ratio, take it down."""
    with database() as vendor:
        _measure(vendor)


def _measure(vendor: str) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from disclosure.desk import drafts
    from disclosure.models import Report, RequestsLine
    from disclosure.statutory.content import CellChange
    from disclosure.statutory.places import Place

    report, clerk = _report()
    cells = report.edition.table("requests").entry_cells

    def save(was: str, now: str) -> None:
        changes = [
            CellChange(Place("requests", row, column), was, now)
            for row, column in cells
        ]
        fresh = Report.objects.select_related("agency").get(pk=report.pk)
        assert drafts.save_cells(
            report=fresh, changes=changes, by=clerk
        ).changed == len(cells)

    save("", "0")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        save("0", "1")

    line = RequestsLine.objects.filter(report=report, row="new")

    ours, bare = [], []
    for turn in range(1, ROUNDS + WARM_UP):
        before, after = str(turn), str(turn + 1)
        ours.append(_seconds(lambda before=before, after=after: save(before, after)))  # type: ignore[misc]
        bare.append(_seconds(lambda turn=turn: line.update(person=turn + 1)))  # type: ignore[misc]

    one, two = statistics.median(ours[WARM_UP:]), statistics.median(bare[WARM_UP:])
    print(
        f"save table three, {vendor}: 144 figures {one * 1000:.2f} ms in {len(queries)} queries,",
        end=" ",
    )
    print(
        f"one bare UPDATE {two * 1000:.2f} ms, ratio {one / two:.1f}, {two * len(cells) / one:.1f} × an UPDATE a cell"
    )


def _report():  # type: ignore[no-untyped-def]
    from disclosure.models import Agency, Membership, ReportingYear, User
    from disclosure.review.workflow import open_report

    ReportingYear.objects.create(year=2023, due_on=datetime.date(2024, 1, 31))
    office = Agency.objects.create(code="bench", name="某街道办事处", kind="street")
    clerk = User.objects.create_user("bench", name="某人")
    Membership.objects.create(user=clerk, agency=office, role="clerk")
    return open_report(agency=office, year=2023, by=clerk), clerk


def _seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
