"""复制到网站: what lies in the clipboard afterwards, on https, on an intranet without it, and without JavaScript."""

import pytest
from playwright.sync_api import expect

from disclosure.outputs import document, fragment
from tests.browser.conftest import PHONE
from tests.support import readers

INTRANET = "report.intranet.example"
"""Chromium is told that this name is this machine: an address without https, where there is no clipboard for pages."""
READ = """async () => Object.fromEntries(await Promise.all((await navigator.clipboard.read()).flatMap((item) =>
  item.types.map(async (type) => [type, await (await item.getType(type)).text()]))))"""


@pytest.fixture
def page(visitor, published, clerk):
    visitor.context.grant_permissions(
        ["clipboard-read", "clipboard-write"], origin=visitor.address
    )
    visitor.sign_in("clerk")
    return visitor.go(f"/desk/{published.pk}/copy/")


def source_of(published):
    return fragment.print_fragment(document.build(published.releases.get().content))


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator("#copy-said")).to_have_text(
        f"{name.removeprefix('复制')}已复制，可以到网站后台粘贴。"
    )


def test_the_text_is_copied_with_its_look_and_as_plain_text(page, published):
    press(page, "复制正文")
    copied = page.evaluate(READ)
    assert set(copied) == {"text/html", "text/plain"}
    assert source_of(published).strip() in copied["text/html"]
    assert "一、总体情况" in copied["text/plain"]
    assert "<" not in copied["text/plain"]


def test_the_source_and_the_title_are_copied_as_they_are(page, published):
    press(page, "复制源代码")
    assert page.evaluate(READ) == {"text/plain": source_of(published)}
    press(page, "复制标题")
    assert page.evaluate(READ) == {"text/plain": published.title}


def test_a_browser_without_the_older_way_has_the_newer(visitor, page, published):
    page.evaluate("document.execCommand = () => false; 0")
    press(page, "复制正文")
    copied = page.evaluate(READ)
    assert (
        readers.Markup(copied["text/html"]).told
        == readers.Markup(source_of(published)).told
    )
    assert "一、总体情况" in copied["text/plain"]
    assert all(
        "inline style" in complaint for complaint in visitor.complaints
    )  # of Chromium's own cleaning
    visitor.complaints.clear()


def test_a_browser_that_has_neither_says_what_to_press(page):
    page.evaluate(
        "document.execCommand = () => false; navigator.clipboard.write = () => Promise.reject(); 0"
    )
    page.get_by_role("button", name="复制源代码").click()
    expect(page.locator("#copy-said")).to_have_text(
        "浏览器不允许自动复制。源代码已选中，请按 Ctrl+C。"
    )
    selected = page.locator("#copy-source").evaluate(
        "area => area.selectionEnd - area.selectionStart"
    )
    assert selected == len(page.locator("#copy-source").input_value())


def test_where_there_is_no_https_the_same_is_copied(
    visit, live_server, published, clerk, settings
):
    settings.ALLOWED_HOSTS = [INTRANET, "localhost"]
    near = visit()
    near.context.grant_permissions(["clipboard-read"], origin=near.address)
    far = visit()
    far.address = live_server.url.replace("localhost", INTRANET)
    far.sign_in("clerk")
    page = far.go(f"/desk/{published.pk}/copy/")
    assert page.evaluate("[isSecureContext, typeof navigator.clipboard]") == [
        False,
        "undefined",
    ]
    for name, kinds in (
        ("复制正文", {"text/html", "text/plain"}),
        ("复制源代码", {"text/plain"}),
    ):
        press(page, name)
        reading = near.go("/sign-in/")
        reading.bring_to_front()
        copied = reading.evaluate(READ)
        assert set(copied) == kinds
        page.bring_to_front()
    assert copied["text/plain"] == source_of(published)
    far.complaints = [
        said for said in far.complaints if "Cross-Origin-Opener-Policy" not in said
    ]


def test_the_preview_looks_as_the_fragment_says_though_our_pages_allow_no_style(
    page, published
):
    cells = page.locator("#copy-preview td")
    assert cells.count() > 200
    assert (
        cells.first.evaluate("cell => getComputedStyle(cell).borderTopStyle") == "solid"
    )
    assert (
        page.locator("#copy-preview p").first.evaluate(
            "p => parseFloat(getComputedStyle(p).textIndent)"
        )
        > 20
    )
    page.set_viewport_size(PHONE)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth + 1")


def test_without_javascript_the_source_is_there_to_be_selected(visit, published, clerk):
    visitor = visit(java_script_enabled=False)
    page = visitor.sign_in("clerk")
    visitor.go(f"/desk/{published.pk}/copy/")
    assert page.get_by_label("源代码").input_value() == source_of(published)
    assert page.get_by_role("button", name="复制正文").count() == 0
