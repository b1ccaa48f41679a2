"""A pytest plugin: run only what a second kind of database can change. Used by script/test for PostgreSQL."""

import pytest

FIXTURES = frozenset(
    {"db", "transactional_db", "live_server", "client", "admin_client"}
)


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    kept = [item for item in items if touches_database(item)]
    config.hook.pytest_deselected(
        items=[item for item in items if not touches_database(item)]
    )
    items[:] = kept


def touches_database(item: pytest.Item) -> bool:
    if item.get_closest_marker(
        "pdf"
    ):  # drawing is the same whatever the figures were kept in
        return False
    return bool(
        item.get_closest_marker("django_db")
        or FIXTURES.intersection(getattr(item, "fixturenames", ()))
    )
