"""Run inside a checkout, for a database of its own: an office whose draft is full, and whose last year is published.

Prints {"report": its id, "session": a clerk's session key} as JSON. Uses only what older commits have too.
"""

from __future__ import annotations

import datetime
import json
import sys
from pathlib import Path
from typing import Any

COLUMNS = ("person", "business", "research", "charity", "legal_service", "other_org")
LAST_YEAR = {"new": "60", "carried_in": "2", "granted": "58", "carried_out": "4"}


def this_year(row: str, column: str) -> str:
    """A figure for every cell, most columns in balance: what stands out is a handful of findings, as in January."""
    if row == "new":
        return "73" if column == "research" else "72"  # out of balance: T3-1
    if row in ("carried_in", "carried_out"):
        return (
            "5" if (row, column) == ("carried_in", "charity") else "4"
        )  # not what last year carried over: Y-1
    if row == "granted":
        return {"person": "41", "charity": "52"}.get(column, "51")
    if row == "partly_granted":
        return "12" if column == "person" else "2"  # none last year: Y-4
    return "1"


def main() -> None:
    sys.path.insert(0, str(Path.cwd()))
    import django

    django.setup()
    from django.core.management import call_command

    from disclosure.models import Agency, Membership, ReportingYear, User
    from disclosure.review.workflow import open_report
    from tests.support.stage import fill, hand_in, release

    call_command("migrate", verbosity=0)
    for year in (2023, 2024):
        ReportingYear.objects.create(year=year, due_on=datetime.date(year + 1, 1, 31))

    office = Agency.objects.create(code="bench", name="某街道办事处", kind="street")
    clerk, leader = (
        User.objects.create(username=role, name="某人") for role in ("clerk", "leader")
    )
    for person in (clerk, leader):
        Membership.objects.create(user=person, agency=office, role=person.username)

    last = fill(open_report(agency=office, year=2023, by=clerk), clerk)
    put(
        last,
        clerk,
        {
            ("requests", row, column): text
            for row, text in LAST_YEAR.items()
            for column in COLUMNS
        },
        "0",
    )
    release(hand_in(last, clerk), leader)
    report = fill(open_report(agency=office, year=2024, by=clerk), clerk)
    cells = {
        ("requests", *cell): this_year(*cell)
        for cell in report.edition.table("requests").entry_cells
    }
    put(report, clerk, cells, "0")
    print(json.dumps({"report": report.pk, "session": session(clerk)}))


def put(report: Any, by: Any, cells: dict[tuple[str, ...], str], was: str) -> None:
    from disclosure.desk import drafts
    from disclosure.statutory.content import CellChange
    from disclosure.statutory.places import Place

    changes = [CellChange(Place(*place), was, now) for place, now in cells.items()]
    drafts.save_cells(report=report, changes=changes, by=by)


def session(person: Any) -> str:
    """A session made as signing in makes it: a password's hash is not what is measured."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    made = SessionStore()
    made[SESSION_KEY] = str(person.pk)
    made[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    made[HASH_SESSION_KEY] = person.get_session_auth_hash()
    made.create()
    return str(made.session_key)


if __name__ == "__main__":
    main()
