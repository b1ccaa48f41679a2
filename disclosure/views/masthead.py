"""What the head of every page counts, asked only when a page that has it is drawn."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

from disclosure.notices.happenings import Counts, counts
from disclosure.views.people import signed_in


def masthead(request: HttpRequest) -> dict[str, Callable[[], Counts]]:
    """A context processor: `counted` is a call, so that files, the admin and the public's pages cost nothing."""
    return {"counted": lambda: counts(signed_in(request))}
