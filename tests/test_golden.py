"""Pages of the PDF as pictures: a page that looks another way than the one looked at last fails.

REWRITE_GOLDEN=1 pytest tests/test_golden.py draws the pictures in tests/golden/ anew: look at every one that changes.
"""

import os
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter

from disclosure.outputs import fonts, pdf
from disclosure.outputs.font_build import build_fonts
from tests.support import papers

pytestmark = [pytest.mark.pdf, pytest.mark.xdist_group("pdf")]

GOLDEN = Path(__file__).parent / "golden"
REWRITE = bool(os.environ.get("REWRITE_GOLDEN"))
PAGES = {"ordinary": (1, 2, 3, 4), "old": (2, 3)}
SCALE, SHADES = 0.6, 16
"""Pictures of 358 × 506 in sixteen greys: small, and fine enough to see a missing rule."""
BLOCK, APART, ALLOWED = 6, 16, 30
"""Blocks of so many pixels are compared by their mean grey; so many of the 4956 may be further apart than that.

Another version of the same fonts moves up to 23; a page moved by 2 mm, a table without rules, another face from 36 on.
"""


@pytest.fixture(scope="module")
def drawn():
    if fonts.missing_fonts():
        build_fonts(print)
    pages = {}
    for name, numbers in PAGES.items():
        made = pypdfium2.PdfDocument(pdf.print_pdf(papers.printed(name)))
        pages |= {
            (name, at): made[at - 1].render(scale=SCALE, grayscale=True).to_pil()
            for at in numbers
        }
        made.close()
    return pages


def differing(one, other):
    """How many blocks of two pictures are apart."""
    small = [
        picture.resize(
            (picture.width // BLOCK, picture.height // BLOCK), Image.Resampling.BOX
        )
        for picture in (one, other)
    ]
    return sum(ImageChops.difference(*small).histogram()[APART:])


def picture_of(name, number):
    with Image.open(GOLDEN / f"{name}-{number}.png") as picture:
        return picture.convert("L")


@pytest.mark.parametrize(
    ("name", "number"),
    [(name, number) for name, numbers in PAGES.items() for number in numbers],
)
def test_a_page_looks_as_it_did_when_it_was_looked_at(drawn, name, number, tmp_path):
    page = drawn[name, number]
    if REWRITE:
        GOLDEN.mkdir(exist_ok=True)
        page.quantize(SHADES).save(GOLDEN / f"{name}-{number}.png", optimize=True)
    golden, seen = picture_of(name, number), tmp_path / f"{name}-{number}.png"
    page.save(seen)
    assert page.size == golden.size
    assert differing(page, golden) <= ALLOWED, (
        f"look at {seen} beside {GOLDEN / seen.name}"
    )


def test_no_page_was_added_or_lost():
    assert {path.name for path in GOLDEN.iterdir()} == {
        f"{name}-{at}.png" for name, pages in PAGES.items() for at in pages
    }
    assert sum(path.stat().st_size for path in GOLDEN.iterdir()) < 150_000


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_has_moved_or_lost_a_rule_is_told_from_one_that_is_only_drawn_softer(
    name,
):
    page = picture_of(name, PAGES[name][-1])
    assert differing(page, page.filter(ImageFilter.GaussianBlur(0.5))) <= ALLOWED
    assert differing(page, ImageChops.offset(page, 0, 3)) > ALLOWED
    assert differing(page, ImageChops.offset(page, 3, 0)) > ALLOWED
    without = page.copy()
    without.paste(255, (60, 100, 300, 140))
    assert differing(page, without) > ALLOWED
