"""Two hundred clerks typing at once: each saves a cell every two seconds, on this machine's loopback, for a bounded time.

Prints p50 and p95 beside one clerk's alone; fails when a save was refused or an acknowledged value is not in the database.
"""

from __future__ import annotations

import datetime
import http.client
import json
import os
import re
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.stand.seed import session
from bench.stand.site import served, settings_of

CLERKS = 200
PACE_SECONDS = 2.0
SAVES = 10
ALONE = 100


def main() -> None:
    """A database of its own, a server of its own on a free port, the load, the check; all of it gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="report-clerks-") as folder:
        settings = settings_of(Path(folder)) | {
            "DJANGO_SETTINGS_MODULE": "reportsite.settings"
        }
        os.environ.update(settings)
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection, connections

        from disclosure.models import User

        call_command("migrate", verbosity=0)
        desks = _desks()
        sessions = [session(User.objects.get(pk=clerk)) for clerk, _ in desks]
        vendor = connection.vendor
        connections.close_all()
        with served(Path(folder), settings) as port:
            alone = _type(port, [(*desks[0], sessions[0])], ALONE, pace=0.0, first=1)[0]
            crowd = _type(
                port,
                [(*desk, key) for desk, key in zip(desks, sessions, strict=True)],
                SAVES,
                PACE_SECONDS,
                0,
            )

        lost = _lost(crowd)
        times = [seconds for clerk in crowd for seconds in clerk["times"]]
        refused = sum(clerk["refused"] for clerk in crowd)
        print(
            f"clerks, {vendor}: one alone {_quote(alone['times'])}; {CLERKS} at once {_quote(times)};",
            end=" ",
        )
        print(f"{len(times)} saves, {refused} refused, {lost} lost")
        if refused or lost:
            raise SystemExit(1)


def _desks() -> list[tuple[int, int]]:
    """(clerk's id, report's id): every clerk an office and a draft."""
    from disclosure.models import Agency, Membership, ReportingYear, User
    from disclosure.review.workflow import open_report

    ReportingYear.objects.create(year=2023, due_on=datetime.date(2024, 1, 31))
    desks = []
    for number in range(CLERKS):
        office = Agency.objects.create(
            code=f"office-{number}", name=f"第{number}街道办事处", kind="street"
        )
        clerk = User.objects.create(username=f"clerk-{number}", name=f"填报{number}")
        Membership.objects.create(user=clerk, agency=office, role="clerk")
        desks.append((clerk.pk, open_report(agency=office, year=2023, by=clerk).pk))

    return desks


def _type(
    port: int, desks: list[tuple[int, int, str]], saves: int, pace: float, first: int
) -> list[dict[str, Any]]:
    """Every desk in a thread of its own; each result has its times in seconds and the last acknowledged value."""
    results: list[dict[str, Any]] = [{} for _ in desks]
    gate = threading.Barrier(len(desks))

    def run(index: int, report: int, session: str) -> None:
        results[index] = _one(port, report, session, saves, pace, gate, index, first)

    threads = [
        threading.Thread(target=run, args=(i, desk[1], desk[2]))
        for i, desk in enumerate(desks)
    ]
    for thread in threads:
        thread.start()

    for thread in threads:
        thread.join()

    return results


def _one(
    port: int,
    report: int,
    session: str,
    saves: int,
    pace: float,
    gate: threading.Barrier,
    index: int,
    first: int,
) -> dict[str, Any]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Cookie": f"sessionid={session}"}
    line.request("GET", "/session/", headers=headers)
    answer = line.getresponse()
    token = json.loads(answer.read())["token"]
    cookie = re.search(r"csrftoken=([^;]+)", answer.headers["Set-Cookie"] or "")
    assert cookie
    headers = {
        "Cookie": f"sessionid={session}; csrftoken={cookie[1]}",
        "X-CSRFToken": token,
        "Content-Type": "application/json",
    }
    column = "person" if first == 0 else "business"
    result: dict[str, Any] = {
        "report": report,
        "column": column,
        "times": [],
        "refused": 0,
        "value": None,
    }
    was = ""
    gate.wait()
    time.sleep(pace * index / CLERKS)  # people do not press in step
    for number in range(saves):
        start = time.perf_counter()
        change = {"cell": f"requests.new.{column}", "was": was, "now": str(number + 1)}
        line.close()  # at this pace a browser's connection has gone idle, too
        line.request(
            "POST", f"/desk/{report}/cells/", json.dumps({"changes": [change]}), headers
        )
        answer = line.getresponse()
        body = answer.read()
        took = time.perf_counter() - start
        if answer.status == 200 and json.loads(body)["saved"]:
            result["times"].append(took)
            result["value"] = was = change["now"]
        else:
            result["refused"] += 1

        time.sleep(max(0.0, pace - took))

    line.close()
    return result


def _lost(results: list[dict[str, Any]]) -> int:
    from disclosure.models import RequestsLine

    kept = {line.report_id: line for line in RequestsLine.objects.filter(row="new")}
    return sum(
        str(getattr(kept[r["report"]], r["column"])) != r["value"] for r in results
    )


def _quote(times: list[float]) -> str:
    return f"p50 {statistics.median(times) * 1000:.1f} p95 {statistics.quantiles(times, n=20)[-1] * 1000:.1f} ms"


if __name__ == "__main__":
    main()
