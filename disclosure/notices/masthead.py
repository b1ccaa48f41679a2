"""A context processor: what the head of every page counts, asked only when a page that has it is drawn."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

from disclosure.access import signed_in
from disclosure.notices.happenings import Counts, counts


def masthead(request: HttpRequest) -> dict[str, Callable[[], Counts]]:
    """`counted` is a call, so that files, the admin and the public's pages cost nothing."""
    return {"counted": lambda: counts(signed_in(request))}
