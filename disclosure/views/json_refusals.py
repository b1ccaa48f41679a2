"""Answers what a view refuses as JSON with a Chinese sentence, for the requests that the page sends while somebody types."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from disclosure.forms.autosave import BadRequest
from disclosure.review import moves

WHO = "X-Desk-User"
"""Whose page it is. What one person left unsent on a machine is never saved in the name of the next."""


def answers_json(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refusals as JSON: 401 signed out, 400 not understood, 409 no longer a draft."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return refused(401, "登录已过期，内容已保留在本机，重新登录后自动保存。")

        signed_in_as = str(request.user.pk)
        if request.headers.get(WHO, signed_in_as) != signed_in_as:
            return refused(401, "现在登录的是另一位用户，没有替您保存。")

        try:
            return view(request, *args, **kwargs)
        except BadRequest as refusal:
            return refused(400, f"没有保存：{refusal}")
        except (moves.WrongStage, moves.NotAllowed) as refusal:
            return refused(409, str(refusal))

    return guarded


def refused(status: int, sentence: str) -> JsonResponse:
    """The sentence, where the page's script looks for it."""
    return JsonResponse({"problem": sentence}, status=status)
