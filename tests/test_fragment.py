"""「复制到网站」: nothing an editor of a site would strip or that would disturb its page, and enough to look right."""

import re

import pytest

from disclosure.outputs.fragment import print_fragment
from tests.support import papers, readers

ALLOWED = {
    "p",
    "br",
    "strong",
    "h2",
    "h3",
    "h4",
    "h5",
    "div",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}


@pytest.fixture(params=papers.CASES)
def source(request):
    return print_fragment(papers.printed(request.param))


def test_there_are_only_elements_and_attributes_that_editors_keep(source):
    assert set(re.findall(r"<([a-z0-9]+)", source)) <= ALLOWED
    kept = {"style", "scope", "colspan", "rowspan", "role", "aria-label", "tabindex"}
    attributes = {
        name
        for tag in re.findall(r"<[a-z0-9]+([^>]*)>", source)
        for name in re.findall(r' ([a-z-]+)="', tag)
    }
    assert attributes == kept
    assert not re.search(r"class=|id=|url\(|font-family|color", source)


def test_every_cell_has_its_rule_in_it(source):
    cells = re.findall(r"<t[hd]\b[^>]*>", source)
    assert len(cells) > 200
    assert all("border:1px solid" in cell for cell in cells)


def test_headings_begin_below_the_title_that_the_site_has_its_own_field_for():
    made = papers.printed("ordinary")
    source = print_fragment(made)
    assert made.title not in source
    assert re.findall(r"<(h\d)", source)[:3] == ["h2", "h3", "h3"]
    assert source.count("<h2") == 6


def test_a_caption_is_a_line_of_its_table_since_editors_lose_captions():
    tables = [
        lines
        for kind, lines in readers.Markup(
            print_fragment(papers.printed("ordinary"))
        ).told
        if kind == "t"
    ]
    assert [lines[0] for lines in tables[:4]] == [
        [f"第二十条第（{n}）项"] for n in "一五六八"
    ]


def test_it_is_small_enough_for_any_editor(source):
    assert len(source.encode()) < 60_000


def test_a_heading_run_into_its_paragraph_is_bold():
    source = print_fragment(papers.printed("run_in"))
    assert (
        '<p style="text-indent:2em"><strong>（二）依申请公开：</strong>全年受理0条。</p>'
        in source
    )
