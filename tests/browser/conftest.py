"""Chromium, once for all tests; a fresh visitor per test, whose console must stay silent."""

import os
import shutil
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from django.db import connections
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

from tests.browser import axe

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
# The same engine without a desktop's browser around it takes half the processor time. What measures (bench/) and what
# prints takes the whole one.
SHELL = (
    os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or CHROMIUM
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP *.intranet.example 127.0.0.1",
]
DESKTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
PASSWORD = "pass-word-1234"
expect.set_options(timeout=10_000)


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    # Playwright's sync API keeps an event loop in this thread; Django would refuse the database beside it.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=SHELL, args=FLAGS)
        yield browser
        # Beside an event loop Django keeps connections apart from those without; nobody else would close them.
        connections.close_all()
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class Visitor:
    """Somebody at a browser."""

    def __init__(self, browser: Browser, address: str, **options: object) -> None:
        self.address = address
        self.context: BrowserContext = browser.new_context(
            locale="zh-CN", viewport=DESKTOP, **options
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._hear)

    def _hear(self, message: ConsoleMessage) -> None:
        # A page that answers 403, 404, 409 or 422 on purpose is reported as a failed resource.
        if (
            message.type in ("error", "warning")
            and "Failed to load resource" not in message.text
        ):
            self.complaints.append(message.text)

    def go(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def sign_in(self, username: str, password: str = PASSWORD) -> Page:
        self.context.clear_cookies()
        self.go("/sign-in/")
        self.page.fill("#id_username", username)
        self.page.fill("#id_password", password)
        self.page.get_by_role("button", name="登录").click()
        self.page.wait_for_url(self.address + "/")
        return self.page


@pytest.fixture
def visit(chromium, live_server) -> Iterator[object]:
    """Opens a visitor; with options for one without JavaScript, say."""
    visitors: list[Visitor] = []

    def open_visitor(**options: object) -> Visitor:
        visitors.append(Visitor(chromium, live_server.url, **options))
        return visitors[-1]

    yield open_visitor
    complaints = [complaint for visitor in visitors for complaint in visitor.complaints]
    for visitor in visitors:
        visitor.context.close()
    assert complaints == []


@pytest.fixture
def visitor(visit) -> Visitor:
    return visit()


@pytest.fixture
def check(visitor) -> Callable[[str], None]:
    """Looks at the page as it stands in four ways; a page wider than its window fails too."""

    def look(screen: str) -> None:
        page, wrong = visitor.page, []
        axe.load(page)
        for scheme, size in product(("light", "dark"), (DESKTOP, PHONE)):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            axe.resize(page, size)
            # The bar with the buttons covers a different line at every scroll position: look at what lies under it.
            page.evaluate(
                "document.querySelectorAll('.actions').forEach(bar => bar.style.position = 'static')"
            )
            found = axe.faults(page, axe.TAGS) + axe.too_wide(page, slack=1)
            way = f"{screen}, {scheme}, {size['width']} px"
            wrong += [f"{way}: {fault}" for fault in found]
        assert not wrong, "\n".join(wrong)

    return look
