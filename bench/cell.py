"""One cell saved, beside a bare Django view that does one UPDATE: the same database, the same client, turn by turn."""

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

ROUNDS = 400
WARM_UP = 40
AIM = 2.0


def main() -> None:
    """Set up a database of its own, measure both through every middleware, print p50, p95 and the ratio."""
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    databases = setup_databases(verbosity=0, interactive=False)
    try:
        _measure(connection.vendor)
    finally:
        teardown_databases(databases, verbosity=0)


def _measure(vendor: str) -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext, override_settings

    from bench.save import _report

    report, clerk = _report()
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(clerk)
    url, ours, plain = f"/desk/{report.pk}/cells/", [], []

    def save(turn: int) -> None:
        change = {"cell": "requests.new.person", "was": "" if turn == 0 else str(turn), "now": str(turn + 1)}
        answer = client.post(url, json.dumps({"changes": [change]}), content_type="application/json")
        assert answer.json()["saved"], answer.content

    def update(turn: int) -> None:
        assert client.post("/bare/", json.dumps({"now": turn + 1}), content_type="application/json").status_code == 200

    with override_settings(ROOT_URLCONF=_addresses(report.pk)):
        save(0)
        with CaptureQueriesContext(connection) as queries:
            save(1)
        count = len(queries)
        for turn in range(2, ROUNDS + WARM_UP):
            ours.append(_seconds(save, turn))
            plain.append(_seconds(update, turn))
    one, two = (_figures(times[WARM_UP:]) for times in (ours, plain))
    ratio = one["p95"] / two["p95"]
    print(f"save a cell, {vendor}: ours p50 {one['p50']:.2f} p95 {one['p95']:.2f} ms in {count} queries;", end=" ")
    print(f"bare view, one UPDATE: p50 {two['p50']:.2f} p95 {two['p95']:.2f} ms; p95 ratio {ratio:.2f} (aim {AIM})")


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


def _figures(times: list[float]) -> dict[str, float]:
    ms = [seconds * 1000 for seconds in times]
    return {"p50": statistics.median(ms), "p95": statistics.quantiles(ms, n=20)[-1]}


def _seconds(act: Callable[[int], Any], turn: int) -> float:
    start = time.perf_counter()
    act(turn)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
