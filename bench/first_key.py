"""The first page of table three: bytes over the wire, requests, and how soon a first key is taken and its total changed.

    .venv/bin/python bench/first_key.py [CHECKOUT …]

Without a name, this checkout; several are measured by turns. Each is seeded alike and served as deploy/ would serve it, by
gunicorn and whitenoise over HTTP/1.1: what they compress counts compressed. nginx, TLS and HTTP/2 stand in front of neither.
From the moment its cell is in the page a digit is typed into it and taken back every 20 ms or so, whatever has been loaded by
then, until the total of its line has changed. Time counts from the start of the navigation.
"Cold" has nothing in the cache, "warm" comes a second time. As the machine is, and as an old one: processor 6 × slower,
10 Mbit/s, every answer 20 ms later. Medians; about a minute for a checkout.
"""

from __future__ import annotations

import contextlib
import itertools
import statistics
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import Browser, BrowserContext, CDPSession

from bench.stand.browser import chromium, clerk, slow_down
from bench.stand.site import ROOT, Site, site

TURNS = 5
OLD = {"slower": 6, "latency": 20, "bytes_per_second": 10_000_000 / 8}
PATIENCE = 60
WATCH = """(() => {
const first = (window.first = {});
new MutationObserver(() => {
  const [cell, total] = ["person", "total"].map((column) => document.getElementById(`c-requests-new-${column}`));
  if (cell && !first.ready) {
    cell.focus();
    cell.select();
    first.ready = document.activeElement === cell;
  }
  const text = total?.textContent.trim();
  if (!text) return;
  first.before ??= text;
  if (text !== first.before) first.echoed ??= performance.now();
}).observe(document, { subtree: true, childList: true, characterData: true });
})()"""


def main() -> None:
    checkouts = [Path(name).resolve() for name in sys.argv[1:]] or [ROOT]
    found: dict[Path, dict[str, list[Visit]]] = {
        checkout: defaultdict(list) for checkout in checkouts
    }
    with contextlib.ExitStack() as open_sites, chromium() as browser:
        sites = {
            checkout: open_sites.enter_context(site(checkout)) for checkout in checkouts
        }
        turns = range(TURNS)
        machines = ("this machine", "an old one")
        # The checkouts take turns, so that a busy moment hits all of them.
        for _, (checkout, served), machine in itertools.product(
            turns, sites.items(), machines
        ):
            cold, warm = _visits(browser, served, machine)
            found[checkout][f"cold, {machine}"].append(cold)
            found[checkout][f"warm, {machine}"].append(warm)

    for checkout, visits in found.items():
        _print(checkout, visits)


def _print(checkout: Path, visits: dict[str, list[Visit]]) -> None:
    print(f"first key, {checkout.name}:")
    for name, line in visits.items():
        size, requests = line[0].bytes / 1000, len(line[0].answers)
        echoed = statistics.median(visit.echoed for visit in line)
        print(
            f"  {name}: {size:.1f} kB in {requests} requests, echoed after {echoed:.0f} ms"
        )

    for kind, words in visits["cold, this machine"][0].by_kind():
        print(f"    {kind}: {words}")


class Visit:
    """The answers that came over the wire for one page, and when the first key's total had changed, in milliseconds."""

    def __init__(self, network: CDPSession) -> None:
        self.answers: dict[str, dict[str, Any]] = {}
        self.echoed = 0.0
        self._cached: set[str] = set()
        network.on(
            "Network.requestServedFromCache",
            lambda event: self._cached.add(event["requestId"]),
        )
        network.on("Network.responseReceived", self._hear)
        network.on(
            "Network.dataReceived",
            lambda event: self._add(event, "size", event["dataLength"]),
        )
        network.on(
            "Network.loadingFinished",
            lambda event: self._add(event, "bytes", event["encodedDataLength"]),
        )

    def _hear(self, event: dict[str, Any]) -> None:
        response = event["response"]
        if event["requestId"] in self._cached or response["fromDiskCache"]:
            return

        headers = {name.lower(): value for name, value in response["headers"].items()}
        packed = headers.get("content-encoding", "not compressed")
        self.answers[event["requestId"]] = {
            "kind": event["type"].lower(),
            "packed": packed,
            "bytes": 0,
            "size": 0,
        }

    def _add(self, event: dict[str, Any], what: str, count: int) -> None:
        if event["requestId"] in self.answers:
            self.answers[event["requestId"]][what] += count

    @property
    def bytes(self) -> int:
        """With their headers."""
        return sum(answer["bytes"] for answer in self.answers.values())

    def by_kind(self) -> list[tuple[str, str]]:
        kinds: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for answer in self.answers.values():
            kinds[answer["kind"]].append(answer)

        return [
            (
                kind,
                f"{sum(a['bytes'] for a in answers) / 1000:.1f} kB, {', '.join(sorted({a['packed'] for a in answers}))}, "
                f"{sum(a['size'] for a in answers) / 1000:.1f} kB unpacked, in {len(answers)} requests",
            )
            for kind, answers in kinds.items()
        ]


def _visits(browser: Browser, served: Site, machine: str) -> list[Visit]:
    with clerk(browser, served, WATCH) as visitor:
        return [_visit(visitor, served, machine == "an old one") for _ in range(2)]


def _visit(visitor: BrowserContext, served: Site, old: bool) -> Visit:
    page = visitor.new_page()
    network = visitor.new_cdp_session(page)
    network.send("Network.enable")
    if old:
        slow_down(page, int(OLD["slower"]))
        line = {
            "latency": OLD["latency"],
            "downloadThroughput": OLD["bytes_per_second"],
        }
        network.send(
            "Network.emulateNetworkConditions",
            {"offline": False, "uploadThroughput": -1, **line},
        )

    visit = Visit(network)
    page.goto(served.page, wait_until="commit")
    end = time.monotonic() + PATIENCE
    for turn in itertools.cycle("123456789"):
        page.keyboard.press(turn)
        page.keyboard.press("Backspace")
        page.wait_for_timeout(20)
        visit.echoed = page.evaluate("first.echoed ?? 0")
        if visit.echoed or time.monotonic() > end:
            break

    assert visit.echoed, "the total never changed"
    page.wait_for_load_state("networkidle")
    page.close()
    return visit


if __name__ == "__main__":
    main()
