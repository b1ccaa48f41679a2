"""A pytest plugin: run only what a second kind of database can change. Used by script/test for PostgreSQL."""

from itertools import filterfalse

import pytest

FIXTURES = frozenset(
    {"db", "transactional_db", "live_server", "client", "admin_client"}
)
# Every statement was recorded, test by test: what these modules ask of the database the tests that stay ask too. Of 1,434
# kinds of statement the tests without a browser sent, a module below sent at most four others: another column set or read.
SCREENS = {
    "test_axe": "colours, labels and widths",
    "test_copying": "the clipboard",
    "test_examination_page": "a file; no database at all",
    "test_examine": "files examined, nothing kept",
    "test_loading": "what is loaded, and in which order",
    "test_pasting": "what was copied elsewhere becomes cells; saving them is test_saving's",
    "test_public": "colours and widths, a way through pages; their queries are those of the test_public that has no browser",
    "test_spreadsheet": "keys in a table",
    "test_typing": "what is said while somebody types",
    "test_wording": "words marked in a text",
}
"""Modules of tests/browser that look at what the browser makes of a page, and at what."""
ASKED_NOWHERE_ELSE = {
    "test_signing_in": "an attempt that failed, and that it is forgotten when the next succeeds",
    "test_locked_out": "one attempt too many",
    "test_the_reviewer_and_the_public": "offices found by a part of their name",
}
"""Tests of these modules that stay, for statements that no other test sends."""


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    config.hook.pytest_deselected(items=list(filterfalse(touches_database, items)))
    items[:] = filter(touches_database, items)


def touches_database(item: pytest.Item) -> bool:
    # Drawing is the same whatever the figures were kept in.
    if item.get_closest_marker("pdf") or is_about_a_screen(item):
        return False
    return bool(
        item.get_closest_marker("django_db")
        or FIXTURES.intersection(getattr(item, "fixturenames", ()))
    )


def is_about_a_screen(item: pytest.Item) -> bool:
    in_browser = item.path.parent.name == "browser"
    stays = item.name in ASKED_NOWHERE_ELSE
    return in_browser and item.path.stem in SCREENS and not stays
