"""Sessions that roll on while somebody works, and whose address a failed sign-in is counted for."""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

RENEWED = "_renewed_at"


class RenewSessionMiddleware:
    """Start the session's time again while it is used.

    Django's SESSION_SAVE_EVERY_REQUEST would do it with one write for every page; once in half an hour is enough.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.after = settings.SESSION_RENEW_AFTER.total_seconds()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        session = request.session
        # Only a session that the view looked at: an anonymous reader gets none, and costs no query.
        if session.accessed and not session.is_empty():
            now = int(time.time())
            if now - session.get(RENEWED, 0) >= self.after:
                session[RENEWED] = now

        return response


def client_address(request: HttpRequest) -> str:
    """The address that signed in: the proxy's own word for it where there is a proxy, never the client's.

    A proxy appends to X-Forwarded-For what it saw itself, so only the last entry is its own.
    """
    if settings.TRUST_PROXY:
        seen = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        if seen:
            return str(seen)

    return str(request.META.get("REMOTE_ADDR", ""))
