"""Django over a database that is made for one measurement and gone after it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator


@contextlib.contextmanager
def database() -> Iterator[str]:
    """Gives its vendor. Without Django's test environment, which would watch every template being drawn."""
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    made = setup_databases(verbosity=0, interactive=False)
    try:
        yield connection.vendor
    finally:
        teardown_databases(made, verbosity=0)


@contextlib.contextmanager
def test_environment() -> Iterator[None]:
    """For what asks through Django's client as tests do."""
    from django.test.utils import setup_test_environment, teardown_test_environment

    setup_test_environment()
    try:
        yield
    finally:
        teardown_test_environment()
