"""A public report page against a static file of its size, both through Django; 304s; the search; and what Chromium loads.

    .venv/bin/python bench/public.py [ROUNDS] [RELEASES]

The static file is served by django.views.static through the same middleware. RELEASES are put in for the lists and search.
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import product
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

from bench.stand.database import database, test_environment

ROUNDS, RELEASES, WARM_UP, AIM = 500, 3000, 20, 1.5
REPORT = "/reports/tangxi/2023/"
LINE = "全年通过门户网站公开信息，组织培训，开展社会评议，规范依申请公开答复，更新专栏，回应关切。"


def main() -> int:
    logging.disable(logging.WARNING)  # the 404s that are asked for
    with database(), test_environment():
        ratio = measured(*(int(text) for text in sys.argv[1:3]))

    return int(ratio > AIM)


def measured(rounds: int = ROUNDS, releases: int = RELEASES) -> float:
    from django.db import connection, transaction

    from tests.support.site import build

    connection.settings_dict["CONN_MAX_AGE"] = (
        None  # closing SQLite's last connection writes its log back, 20 ms
    )
    staff = build()
    with tempfile.TemporaryDirectory() as folder:
        ratio = page_against_file(Path(folder), rounds)

    browser()
    print(f"\n{connection.vendor}, {releases} releases, texts of 3,000 characters")
    with transaction.atomic():
        fill(staff["tingsong"], releases)

    lists()
    return ratio


def _body(response: Any) -> bytes:
    if response.streaming:
        return b"".join(response.streaming_content)
    return bytes(response.content)


def page_against_file(folder: Path, rounds: int) -> float:
    """Medians; the contenders take turns, so that a busy moment hits all of them."""
    from django.core.cache import cache
    from django.http import HttpRequest, HttpResponse
    from django.test import Client
    from django.urls import path
    from django.views.static import serve

    from disclosure import urls
    from disclosure.models import Entry

    client = Client(raise_request_exception=False)
    page = client.get(REPORT)
    (folder / "page.html").write_bytes(page.content)

    def static(request: HttpRequest) -> HttpResponse:
        return serve(request, "page.html", str(folder))  # type: ignore[return-value]

    urls.urlpatterns.append(path("bench/static/", static))
    urls.urlpatterns.append(path("bench/nothing/", lambda request: HttpResponse()))
    held = {"if-none-match": page["ETag"]}

    def anew() -> Any:
        cache.delete(Entry.known_as("tangxi", 2023))
        return client.get(REPORT)

    contenders: dict[str, Callable[[], Any]] = {
        "static file": lambda: client.get("/bench/static/"),
        "report page": lambda: client.get(REPORT),
        "report page, packed": lambda: client.get(
            REPORT, headers={"accept-encoding": "gzip"}
        ),
        "report page, read anew": anew,
        "report page, 304": lambda: client.get(REPORT, headers=held),
        "not there, 404": lambda: client.get("/reports/nobody/2023/"),
        "empty view": lambda: client.get("/bench/nothing/"),
    }
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for turn, (name, ask) in product(range(rounds + WARM_UP), contenders.items()):
        begun = time.perf_counter()
        response = ask()
        body = _body(response)
        if turn >= WARM_UP:
            times[name].append(time.perf_counter() - begun)

        if name in ("static file", "report page"):
            assert body == page.content, name

        response.close()

    plain = median(times["static file"])
    print(f"A page of {len(page.content):,} bytes, {rounds} rounds")
    for name, spent in times.items():
        print(
            f"  {name:22} {median(spent) * 1000:7.3f} ms   × {median(spent) / plain:.2f}"
        )

    ratio = median(times["report page"]) / plain
    print(
        f"  aim: report page ≤ {AIM} × the static file: {'met' if ratio <= AIM else 'missed'}"
    )
    return ratio


def fill(staff: Any, releases: int) -> None:
    """As many published reports as a province has, each with a text of 3,000 characters."""
    from disclosure.models import Agency, Entry, EntryText, Release, Report
    from disclosure.public.pinyin import fold

    pattern = Entry.objects.select_related("release", "words").get(code="tingsong")
    kept = pattern.release
    for at in range(releases):
        code = f"office-{at}"
        agency = Agency.objects.create(
            code=code,
            name=f"第{at}街道办事处",
            kind="street",
            parent=staff.agency.parent,
        )
        report = Report.objects.create(
            agency=agency, year=2022, edition_key="2021", stage="published"
        )
        values = {
            name: getattr(kept, name)
            for name in ("title", "exchange_json", "content_hash")
        }
        release = Release.objects.create(
            report=report, published_by=staff.leader, **values
        )
        values = {
            field.attname: getattr(pattern, field.attname)
            for field in Entry._meta.concrete_fields
            if field.name != "id"
        }
        values |= {
            "report_id": report.pk,
            "release_id": release.pk,
            "agency_id": agency.pk,
            "code": code,
        }
        entry = Entry.objects.create(**values)
        text = f"{kept.title}\n{LINE * (3000 // len(LINE))}第{at}号事项{'，已办结' if at % 100 == 0 else ''}。"
        EntryText.objects.create(entry=entry, text=text, folded=fold(text))


def lists() -> None:
    """Milliseconds of one request each, with the directory known and not known."""
    from django.core.cache import cache
    from django.test import Client

    from disclosure.public.directory import forget

    client = Client()

    def timed(path: str, *, cold: bool) -> float:
        spent = []
        for _ in range(5):
            if cold:
                forget()
                cache.clear()

            begun = time.perf_counter()
            client.get(path)
            spent.append(time.perf_counter() - begun)

        return median(spent) * 1000

    for name, path in {
        "first page": "/reports/",
        "year of all": "/reports/year-2022/",
        "office": "/reports/tangxi/",
        "feed": "/reports/feed.atom",
        "JSON index": "/reports/index.json",
        "search: initials": "/reports/?q=txjd",
        "search: words in 30": "/reports/?q=已办结",
        "search: words in none": "/reports/?q=乌有乡",
        "search: words in all": "/reports/?q=社会评议",
        "search: three words": "/reports/?q=培训 评议 号事项7",
    }.items():
        print(
            f"  {name:22} {timed(path, cold=False):7.1f} ms, first in a minute {timed(path, cold=True):7.1f} ms"
        )


def browser() -> None:
    """What a first visit loads and how soon the largest thing is painted, from this machine."""
    from django.contrib.staticfiles.testing import StaticLiveServerTestCase
    from playwright.sync_api import sync_playwright

    chromium = (
        os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    )
    StaticLiveServerTestCase.setUpClass()
    try:
        with sync_playwright() as playwright:
            window = playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
            )
            print(
                "\nChromium, first visit: requests, bytes over the wire, largest paint, shift"
            )
            for path in ("/reports/", "/reports/tangxi/", REPORT):
                page = window.new_context(
                    viewport={"width": 390, "height": 844}
                ).new_page()
                sizes: list[int] = []
                page.on(
                    "requestfinished",
                    lambda request, sizes=sizes: sizes.append(
                        request.sizes()["responseBodySize"]
                    ),
                )
                page.goto(
                    StaticLiveServerTestCase.live_server_url + path,
                    wait_until="networkidle",
                )
                lcp, shift = page.evaluate(VITALS)
                print(
                    f"  {path:24} {len(sizes)} requests, {sum(sizes):,} bytes, {lcp:.0f} ms, {shift:.3f}"
                )

            window.close()
    finally:
        StaticLiveServerTestCase.tearDownClass()


VITALS = """() => new Promise(done => {
  let [lcp, shift] = [0, 0];
  new PerformanceObserver(list => { for (const entry of list.getEntries()) lcp = entry.startTime; })
    .observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver(list => { for (const entry of list.getEntries()) shift += entry.value; })
    .observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => done([lcp, shift]), 300);
})"""


if __name__ == "__main__":
    sys.exit(main())
