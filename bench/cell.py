"""One cell saved, beside a bare Django view that does one UPDATE: the same database, the same client, turn by turn.

A figure in the place of another, and a figure in a blank cell, as most are. Both views go through every middleware, for a
signed-in clerk whose token is checked. Three runs; their p95s may be put out by whatever else the machine does, so the
median of the three ratios is what counts. Half a minute on each database.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

from bench.stand.database import database
from bench.stand.figures import percentile

RUNS, ROUNDS, WARM_UP = 3, 250, 30
AIM = 2.0


def main() -> None:
    """Set up a database of its own, measure, print p50, p95 and the ratios."""
    with database() as vendor:
        _measure(vendor)


def _measure(vendor: str) -> None:
    from django.test import Client, override_settings

    from bench.save import _report

    report, clerk = _report()
    desk = Desk(
        Client(HTTP_HOST="127.0.0.1", enforce_csrf_checks=True), clerk, report.pk
    )
    with override_settings(ROOT_URLCONF=_addresses(report.pk)):
        desk.save("0")
        for kind, save in (
            ("another figure", desk.replace),
            ("a blank cell", desk.fill),
        ):
            runs = [_run(save, desk.update) for _ in range(RUNS)]
            for ours, bare in runs:
                print(
                    f"  ours p50 {ours['p50']:.2f} p95 {ours['p95']:.2f} ms,", end=" "
                )
                print(
                    f"bare view p50 {bare['p50']:.2f} p95 {bare['p95']:.2f} ms,",
                    end=" ",
                )
                print(
                    f"ratio p50 {ours['p50'] / bare['p50']:.2f} p95 {ours['p95'] / bare['p95']:.2f}"
                )

            ratio = statistics.median(ours["p95"] / bare["p95"] for ours, bare in runs)
            print(
                f"save over {kind}, {vendor}: {_queries(save)} queries, p95 ratio {ratio:.2f} (aim {AIM})",
                flush=True,
            )


class Desk:
    """A clerk at one cell, and at the bare view beside it; each method tells its seconds."""

    def __init__(self, client: Any, clerk: Any, report: int) -> None:
        client.force_login(clerk)
        self.client, self.report, self.held = client, report, ""
        self.token = client.get("/session/").json()["token"]

    def save(self, now: str) -> float:
        change = {"cell": "requests.new.person", "was": self.held, "now": now}
        start = time.perf_counter()
        answer = self._post(f"/desk/{self.report}/cells/", {"changes": [change]})
        spent = time.perf_counter() - start
        assert answer.json()["saved"], answer.content
        self.held = now
        return spent

    def replace(self) -> float:
        return self.save(str(int(self.held or "0") + 1))

    def fill(self) -> float:
        if self.held:
            self.save("")

        return self.save("7")

    def update(self) -> float:
        start = time.perf_counter()
        answer = self._post("/bare/", {"now": int(self.held)})
        spent = time.perf_counter() - start
        assert answer.json() == {"saved": 1}
        return spent

    def _post(self, url: str, data: Any) -> Any:
        headers = {"X-CSRFToken": self.token}
        return self.client.post(
            url, json.dumps(data), content_type="application/json", headers=headers
        )


def _run(
    save: Callable[[], float], update: Callable[[], float]
) -> tuple[dict[str, float], dict[str, float]]:
    turns = [(save(), update()) for _ in range(ROUNDS + WARM_UP)][WARM_UP:]
    ours, bare = (
        [seconds * 1000 for seconds in times] for times in zip(*turns, strict=True)
    )
    return _figures(ours), _figures(bare)


def _figures(times: list[float]) -> dict[str, float]:
    return {"p50": statistics.median(times), "p95": percentile(times, 95)}


def _queries(save: Callable[[], float]) -> int:
    """Of the last save alone, BEGIN and COMMIT among them."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        save()

    begins = [
        at
        for at, query in enumerate(queries.captured_queries)
        if "django_session" in query["sql"]
    ]
    return len(queries) - begins[-1]


def _addresses(report: int) -> ModuleType:
    """The site's addresses, and the plainest view that saves: signed in, token checked, one UPDATE."""
    from django.contrib.auth.decorators import login_required
    from django.db import transaction
    from django.http import HttpRequest, JsonResponse
    from django.urls import include, path
    from django.views.decorators.http import require_POST

    from disclosure.models import RequestsLine

    @login_required
    @require_POST
    @transaction.atomic
    def bare(request: HttpRequest) -> JsonResponse:
        person = json.loads(request.body)["now"]
        lines = RequestsLine.objects.filter(report=report, table="requests", row="new")
        return JsonResponse({"saved": lines.update(person=person)})

    module = ModuleType("addresses")
    module.urlpatterns = [path("bare/", bare), path("", include("reportsite.urls"))]  # type: ignore[attr-defined]
    return module


if __name__ == "__main__":
    main()
