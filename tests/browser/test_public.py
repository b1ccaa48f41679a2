"""The public pages as readers meet them: without JavaScript, at a desk, on a phone, at 320 px, in the dark, enlarged."""

import pytest

from tests.browser import axe
from tests.browser.conftest import DESKTOP, PHONE
from tests.support.site import build

NARROW, ENLARGED = {"width": 320, "height": 640}, {"width": 683, "height": 384}
"""ENLARGED is a desk's window at 200 %: half the pixels each way."""
WAYS = [
    *[("light", size, axe.BEST) for size in (DESKTOP, PHONE, NARROW, ENLARGED)],
    ("dark", DESKTOP, ["color-contrast"]),
]
LONG = (
    "沧澜省镕城市堃山区䶮水街道办事处和㛃河新城管理委员会综合行政执法服务中心联合办公室"
)
PAGES = {
    "first page": "/reports/",
    "year": "/reports/year-2023/",
    "office": "/reports/tangxi/",
    "office above": "/reports/wangting/",
    "report": "/reports/tangxi/2023/",
    "earlier version": "/reports/tangxi/2023/v1/",
    "2019 form": "/reports/tangxi/2020/",
    "long name": "/reports/long/2023/",
    "long name's office": "/reports/long/",
    "found": "/reports/?q=txjd",
    "found in text": "/reports/?q=信息",
    "nothing found": "/reports/?q=乌有",
    "not there": "/reports/nobody/",
}


@pytest.fixture
def site(live_server):
    staff = build()
    long = type(staff["tangxi"])(
        type(staff["tangxi"].agency).objects.create(
            code="long", name=LONG, kind="county"
        )
    )
    figures = {
        "requests": {
            "new": {"person": 999_999_999_999},
            "carried_out": {"person": 999_999_999_999},
        }
    }
    long.put(2023, figures=figures)
    return staff


@pytest.mark.parametrize("screen", PAGES)
def test_axe_finds_nothing_and_no_page_is_wider_than_its_window(site, visit, screen):
    visitor, wrong = visit(), []
    page = visitor.go(PAGES[screen])
    assert page.locator("script").count() == 0
    axe.load(page)
    page.evaluate(
        "document.querySelectorAll('details').forEach(details => details.open = true)"
    )
    for scheme, size, rules in WAYS:
        page.emulate_media(color_scheme=scheme)
        axe.resize(page, size)
        way = f"{screen}, {scheme}, {size['width']} px"
        found = axe.faults(page, rules) + axe.too_wide(page)
        wrong += [f"{way}: {fault}" for fault in found]
    assert not wrong, "\n".join(wrong)


def test_a_reader_without_javascript_gets_everywhere(site, visit):
    page = visit(java_script_enabled=False).go("/reports/")
    page.fill("#q", "txjd")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="棠溪街道办事处", exact=True).click()
    assert page.get_by_role("img", name="办理结果").is_visible()
    page.get_by_role(
        "link", name="棠溪街道办事处2023年政府信息公开工作年度报告"
    ).click()
    page.get_by_text("与第 1 版的不同").wait_for()
    assert page.get_by_role(
        "row", name="表三「一、本年新收政府信息公开申请数量」行「自然人」列"
    ).is_visible()
    page.get_by_role("link", name="第 1 版", exact=True).click()
    page.get_by_role("link", name="看现行版本").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="表三").click()
    assert (
        download.value.suggested_filename
        == "棠溪街道办事处2023年政府信息公开工作年度报告-表三.csv"
    )
    page.get_by_role("link", name="望汀区人民政府").count()
    page.get_by_role("link", name="棠溪街道办事处", exact=True).click()
    page.get_by_role("link", name="望汀区人民政府").click()
    assert page.get_by_role("heading", name="望汀区人民政府").is_visible()


def test_what_can_be_pressed_is_large_enough_and_reached_by_keyboard(site, visit):
    page = visit().go("/reports/tangxi/2023/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    small = page.evaluate(
        """[...document.querySelectorAll('a, summary, button, input')].filter(e => !e.closest('.skip, p.notice'))
        .filter(e => e.getBoundingClientRect().height < 19).map(e => e.outerHTML)"""
    )
    assert small == []
