"""Who is signed in, for views behind `login_required`."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from disclosure.models import User


def signed_in(request: HttpRequest) -> User:
    """The signed-in person."""
    return cast(User, request.user)
