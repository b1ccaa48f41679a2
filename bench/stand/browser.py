"""Chromium as the browser tests run it, with a clerk signed in; its processor slowed where that is asked for."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench.stand.site import Site
from tests.browser.conftest import CHROMIUM, DESKTOP, FLAGS


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextlib.contextmanager
def clerk(browser: Browser, site: Site, script: str = "") -> Iterator[BrowserContext]:
    """A fresh visitor with nothing in the cache, signed in; `script` runs in every page before the page's own."""
    context = browser.new_context(locale="zh-CN", viewport=DESKTOP)
    context.add_cookies(
        [{"name": "sessionid", "value": site.session, "url": site.address}]
    )
    if script:
        context.add_init_script(script)

    yield context
    context.close()


def slow_down(page: Page, times: int) -> None:
    """Give the page that fraction of the processor, as an old machine would."""
    page.context.new_cdp_session(page).send(
        "Emulation.setCPUThrottlingRate", {"rate": times}
    )
