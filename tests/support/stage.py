"""Reports brought to a stage through the same moves that people make."""

from __future__ import annotations

import threading

from django.db import connections

from disclosure.desk import drafts
from disclosure.exchange import content_hash
from disclosure.models import Report, User
from disclosure.review import workflow
from disclosure.statutory.content import CellChange, PassageChange, PassageText
from disclosure.statutory.places import Place
from tests.support.make import PASSAGES


def type_in(report: Report, by: User, **cells: str) -> drafts.Saved:
    """Type into cells, named `table__row__column`, that were blank before."""
    changes = [
        CellChange(Place(*name.split("__")), "", text) for name, text in cells.items()
    ]
    return drafts.save_cells(report=report, changes=changes, by=by)


def fill(report: Report, by: User) -> Report:
    """Zeros in every cell and a text in every passage."""
    cells = [CellChange(Place(*cell), "", "0") for cell in report.edition.entry_cells]
    drafts.save_cells(report=report, changes=cells, by=by)
    texts = [
        PassageChange(key, PassageText(""), PassageText(text))
        for key, text in PASSAGES.items()
    ]
    return drafts.save_passages(report=report, changes=texts, by=by).report


def hand_in(report: Report, by: User) -> Report:
    """Submit."""
    return workflow.submit(report=report, by=by)


def approve(report: Report, by: User) -> Report:
    """Approve what is there now."""
    report = fresh(report)
    return workflow.approve(report=report, by=by, seen=content_hash(report.content))


def release(report: Report, by: User) -> Report:
    """Approve and publish, with stand-ins for what the printers print."""
    report = approve(report, by)
    return workflow.publish(report=report, by=by, printed=printed(report))


def printed(report: Report, **files: bytes) -> workflow.PrintedReport:
    """Stand-ins for what the printers print of the report as it is."""
    stand_ins = {
        "html": b"<p>printed</p>",
        "pdf": b"%PDF-stand-in",
        "docx": b"PK-stand-in",
    }
    return workflow.PrintedReport(
        content_hash(fresh(report).content), files or stand_ins
    )


def fresh(report: Report) -> Report:
    """The report read again."""
    return Report.objects.select_related("agency").get(pk=report.pk)


def race(*acts):
    """Run acts at once on their own connections; returns each one's result or exception."""
    outcomes = [None] * len(acts)
    gate = threading.Barrier(len(acts))

    def run(index, act):
        gate.wait()
        try:
            outcomes[index] = act()
        except Exception as refusal:  # noqa: BLE001 - whatever it is, the test looks at it
            outcomes[index] = refusal
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
