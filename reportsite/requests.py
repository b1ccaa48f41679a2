"""Refuses requests that are larger than their view takes; tells whether a script or a person reads the answer."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

MEGABYTE = 1024 * 1024
MOST_BYTES = 60 * MEGABYTE
"""Of one request with files; deploy/nginx.conf takes as much, so that this refusal and not its own is read."""
FEW_BYTES = 4 * MEGABYTE
"""Of any other request: what people type. An exchange file is no larger either."""
View = TypeVar("View", bound=Callable[..., Any])


def takes_files(view: View) -> View:
    """Mark a view to which files are sent: requests to all others are small."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


def wants_json(request: HttpRequest) -> bool:
    """Whether a script of ours asks, which says so; browsers that open a page do not."""
    return request.headers.get("Accept", "").startswith("application/json")


class BoundedRequestMiddleware:
    """Refuses a request that is too large by its announced length, before anything of it is parsed or stored.

    A body without a length is none for Django, so that nothing larger than was announced is ever read.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        most = MOST_BYTES if getattr(view, "takes_files", False) else FEW_BYTES
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) <= most:
            return None
        return _too_large(request, most)


def _too_large(request: HttpRequest, most: int) -> HttpResponse:
    """413 with one sentence: a page, or JSON for a script that asked for it."""
    says = f"一次最多送来 {most // MEGABYTE} MB。请少选几个文件，或者换较小的文件。"
    if wants_json(request):
        return JsonResponse({"refusal": says}, status=413)

    context = {"message": says, "title": "没有收下"}
    return render(request, "disclosure/unavailable.html", context, status=413)
