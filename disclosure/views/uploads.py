"""Files that are sent to a page: bounded before they are parsed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from disclosure.desk.importing import MAX_DROP, MAX_FILE, MEGABYTE

MOST_BYTES = 60 * MEGABYTE
"""Of one request with files."""
FEW_BYTES = 4 * MEGABYTE
"""Of any other request: what people type."""
View = TypeVar("View", bound=Callable[..., Any])


def takes_files(view: View) -> View:
    """Mark a view to which files are sent: requests to all others are small."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


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
        says = f"一次最多送来 {most // MEGABYTE} MB。请少选几个文件，或者换较小的文件。"
        return refused(request, says, 413)


def refused(request: HttpRequest, says: str, status: int) -> HttpResponse:
    """A refusal in one sentence: a page, or JSON for a script that asked for it."""
    if wants_json(request):
        return JsonResponse({"refusal": says}, status=status)
    return render(
        request,
        "disclosure/unavailable.html",
        {"message": says, "title": "没有收下"},
        status=status,
    )


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def sent_files(request: HttpRequest, field: str) -> list[UploadedFile[Any]]:
    """The files of a field, as many as are taken at once; those without a name are none."""
    return [file for file in request.FILES.getlist(field) if file.name][:MAX_DROP]


def body_of(file: UploadedFile[Any]) -> bytes:
    """A file's bytes; of one that is too large only so much that it shows."""
    return bytes(file.read(MAX_FILE + 1))
