"""The examination sheet as a file of its own: no scrolling sideways, nothing for axe to find, links that lead there."""

import pytest

from disclosure.intake.reading import Open
from disclosure.intake.source import Where
from disclosure.outputs.examination import examination_page
from disclosure.rules import Finding, Level, examine
from disclosure.statutory.places import Place
from disclosure.statutory.printed import Printed
from tests.browser import axe
from tests.browser.conftest import DESKTOP, PHONE
from tests.support.make import make_content
from tests.support.readings import reading_of


@pytest.fixture(scope="module")
def sheet(tmp_path_factory):
    content = make_content(
        {"requests": {"new": {"person": 60}, "granted": {"person": 61}}},
        stated={"disputes": {"cases": {"reconsideration_total": 3}}},
    )
    content.entered["documents"]["regulations", "made"] = None
    gap = Open(
        Place("documents", "regulations", "made"),
        "ambiguous",
        "写着两个数。",
        Where(page=2),
        "1（2）",
    )
    reading = reading_of(
        content, open=(gap,), printed=Printed(tables={"charges": "missing"})
    )
    words = [
        Finding(
            "D-10",
            level,
            f"「{quote}」请核对。[D-10]",
            (),
            None,
            None,
            "overview",
            Place(passage=key, start=start, end=end),
            "",
            quote,
            "好",
        )
        for level, key, quote, (start, end) in (
            (Level.QUERY, "supervision", "培训", (0, 2)),
            (Level.HINT, "supervision", "训2", (1, 3)),
            (Level.HINT, "platform", "网站", (2, 4)),
        )
    ]
    findings = sorted(
        [*examine(reading.content()), *words],
        key=lambda finding: list(Level).index(finding.level),
    )
    path = tmp_path_factory.mktemp("sheet") / "sheet.html"
    path.write_text(
        examination_page(reading, findings, name="报告.docx"), encoding="utf-8"
    )
    return path.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "size",
    [DESKTOP, PHONE, {"width": 320, "height": 640}],
    ids=["desk", "phone", "320"],
)
def test_the_sheet_is_accessible_and_no_wider_than_its_window(
    chromium, sheet, scheme, size
):
    page = chromium.new_page(viewport=size, color_scheme=scheme)
    page.goto(sheet)
    axe.load(page)
    problems = axe.faults(page, axe.BEST)
    width = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert problems == []
    assert width == size["width"]


def test_a_finding_leads_to_its_words_and_they_lead_back(chromium, sheet):
    page = chromium.new_page(viewport=DESKTOP)
    page.goto(sheet)
    page.locator(".exam-list li", has_text="「培训」").get_by_role("link").first.click()
    place = page.locator(page.url.partition("#")[2].join(["#", ""]))
    assert place.evaluate(
        "e => { const b = e.getBoundingClientRect(); return b.top >= 0 && b.top < innerHeight }"
    )
    number = page.url.rpartition("-")[2]
    page.locator(f'.examined mark ~ a.num[href="#f-{number}"]').first.click()
    assert page.url.endswith(f"#f-{number}")
    assert page.locator(f"#f-{number}").evaluate(
        "e => { const b = e.getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight }"
    )
    page.close()
