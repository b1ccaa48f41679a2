"""The report as HTML: complete, in order, well-formed, without styles of its own, alone in one file."""

import re
import subprocess
import sys
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from disclosure.outputs import html
from tests.support import papers

VOID = {"meta", "br", "wbr", "col"}


class Tree(HTMLParser):
    """Checks nesting; keeps elements as (tag, attributes) and the text below body."""

    def __init__(self, source):
        super().__init__()
        self.open, self.elements, self.text = [], [], []
        self.feed(source)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if not {"style", "title"} & set(self.open):
            self.text.append(data)

    def all(self, *tags):
        return [attrs for tag, attrs in self.elements if tag in tags]


@pytest.fixture(params=papers.CASES)
def made(request):
    return papers.printed(request.param)


@pytest.fixture
def tree(made):
    return Tree(html.print_page(made))


def test_every_word_and_figure_stands_in_order(made, tree):
    assert (
        papers.missing_in(papers.bare("".join(tree.text)), papers.words_in_order(made))
        is None
    )


def test_every_figure_has_its_cell_and_nothing_else_has_one(made, tree):
    source = html.print_page(made)
    cells = re.findall(r"<td>(.*?)</td>", source)
    slots = [
        t.text(slot)
        for b in made.blocks
        if hasattr(b, "tables")
        for t in b.tables
        for slot in t.grid.slots
    ]
    assert cells == [html.escape(text) for text in slots]


def test_headers_say_what_they_are_for(tree):
    assert {th["scope"] for th in tree.all("th")} == {
        "col",
        "colgroup",
        "row",
        "rowgroup",
    }
    for tag, attrs in tree.elements:
        if tag in ("td", "th"):
            assert int(attrs.get("rowspan", 1)) >= 1


def test_a_bracket_reaches_to_the_end_of_its_row_group(tree):
    """scope=rowgroup speaks for all that follows in its tbody: the outermost bracket has one of its own."""
    source = html.print_page(papers.printed("ordinary"))
    bodies = re.findall(r"<tbody>.*?</tbody>", source)
    bracketed = [body for body in bodies if 'class="upright"' in body]
    assert len(bracketed) == 1
    rows = int(re.search(r'class="upright" rowspan="(\d+)"', bracketed[0])[1])
    assert bracketed[0].count("<tr>") == rows


def test_headings_begin_with_one_and_skip_none(tree):
    levels = [int(tag[1]) for tag, _ in tree.elements if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_there_is_no_style_in_the_markup_and_no_id_twice(tree):
    assert not [
        attrs
        for _, attrs in tree.elements
        if "style" in attrs or "align" in attrs or "width" in attrs
    ]
    ids = [attrs["id"] for _, attrs in tree.elements if "id" in attrs]
    assert len(ids) == len(set(ids)) == 6


def test_wide_tables_scroll_in_a_region_that_the_keyboard_reaches(tree):
    regions = [attrs for attrs in tree.all("div") if attrs.get("role") == "region"]
    assert len(regions) == 3
    assert all(region["tabindex"] == "0" and region["aria-label"] for region in regions)


def test_a_page_stands_alone(made):
    page = html.print_page(made)
    assert html.STYLESHEET.read_text(encoding="utf-8") in page
    assert not re.search(r"<link|<script|<img|src=|href=|url\(|@import", page)
    assert '<html lang="zh-Hans">' in page
    assert f"<title>{made.title}</title>" in page


def test_a_fragment_takes_its_place_under_the_headings_of_its_page(made):
    tree = Tree(html.print_fragment(made, top=2))
    assert [tag for tag, _ in tree.elements if re.fullmatch(r"h\d", tag)][:2] == [
        "h2",
        "h3",
    ]
    assert not tree.all("html", "head", "style", "main", "h1")


def test_what_could_not_be_read_stands_as_typed():
    assert "<td>约3件&lt;b&gt;</td>" in html.print_page(papers.printed("old"))


def test_a_heading_run_into_its_paragraph_is_still_a_heading():
    page = html.print_page(papers.printed("run_in"))
    assert (
        '<div class="run-in"><h3 class="l3">（二）依申请公开：</h3><p>全年受理0条。</p></div>'
        in page
    )


def test_blank_cells_are_blank():
    assert set(
        re.findall(r"<td>(.*?)</td>", html.print_page(papers.printed("blank")))
    ) == {""}


def test_html_works_where_pango_is_missing_and_the_pdf_says_what_to_install():
    code = """
import ctypes, sys
sys.modules["weasyprint"] = None if sys.argv[1] == "module" else type(sys)("weasyprint")
if sys.argv[1] == "pango":
    import importlib.abc
    class Broken(importlib.abc.MetaPathFinder):
        def find_spec(self, name, path=None, target=None):
            if name.startswith("weasyprint"):
                raise OSError("cannot load library 'libpango-1.0-0'")
    del sys.modules["weasyprint"]
    sys.meta_path.insert(0, Broken())
import django
from django.conf import settings
settings.configure(FONTS_DIR="/nonexistent", SITE_FONTS_DIR="/nonexistent")
from disclosure.outputs import html, pdf
from tests.support import papers
made = papers.printed("blank")
assert "</html>" in html.print_page(made)
try:
    pdf.print_pdf(made)
except pdf.PdfUnavailable as error:
    print(error)
"""
    said = [
        subprocess.run(
            [sys.executable, "-c", code, how],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for how in ("pango", "module")
    ]
    assert (
        "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        in said[0]
    )
    assert "script/setup" in said[1]
