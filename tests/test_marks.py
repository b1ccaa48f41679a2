"""Marks in the paper: every place has an address, nothing of the paper itself changes, and without marks nothing at all."""

import pytest

from disclosure.outputs import html
from disclosure.outputs.marks import Mark, Marks, places
from disclosure.statutory.places import Place
from tests.support import papers
from tests.test_html import Tree


def unboxed(source):
    """The elements in their order, without ids, and without the boxes that carry nothing else."""
    elements = [
        (tag, {k: v for k, v in attrs.items() if k != "id"})
        for tag, attrs in Tree(source).elements
    ]
    return [element for element in elements if element != ("div", {})]


@pytest.mark.parametrize("name", papers.CASES)
def test_with_marks_the_paper_has_its_addresses_and_the_same_words(name):
    made = papers.printed(name)
    plain, marked = html.print_fragment(made), html.print_fragment(made, marks=Marks())
    assert "".join(Tree(marked).text) == "".join(Tree(plain).text)
    ids = [attrs["id"] for _, attrs in Tree(marked).elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert set(ids) == places(made)
    assert unboxed(marked) == unboxed(plain)


def test_only_pages_that_ask_for_marks_get_any():
    made = papers.printed("ordinary")
    assert html.print_fragment(made) in html.print_page(made)
    assert ' id="c-' not in html.print_page(made)
    assert ' id="p-' not in html.print_page(made)


def test_a_mark_says_what_it_is_in_words_and_leads_to_what_is_said():
    place = Place("requests", "new", "person").anchor
    mark = Mark("疑", "query", "#f-1", '疑点："a<b"')
    source = html.print_fragment(
        papers.printed("ordinary"),
        marks=Marks({place: (mark, mark), "p-proactive-1": (mark,)}),
    )
    tree = Tree(source)
    cell = next(attrs for tag, attrs in tree.elements if attrs.get("id") == place)
    assert cell["class"] == "marked has-query"
    links = [attrs for tag, attrs in tree.elements if tag == "a"]
    assert len(links) == 3
    assert links[0]["aria-label"] == links[0]["title"] == '疑点："a<b"'
    assert links[0]["href"] == "#f-1"
    assert (
        next(attrs for _, attrs in tree.elements if attrs.get("id") == "p-proactive-1")[
            "class"
        ]
        == "marked has-query"
    )
