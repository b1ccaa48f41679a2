"""What programs read of the public site: Atom feed, JSON index, sitemap, robots."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from disclosure.public import lists
from disclosure.public.answering import answer, public
from disclosure.public.directory import Directory, directory


@public
def feed(request: HttpRequest) -> HttpResponse:
    """What was published or corrected last."""
    return _listed(request, lists.feed, lists.ATOM_TYPE)


@public
def index(request: HttpRequest) -> HttpResponse:
    """Every published report, for programs."""
    return _listed(request, lists.index, "application/json")


@public
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page, for search engines."""
    return _listed(request, lists.sitemap, lists.XML_TYPE)


@public
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read."""
    body = lists.robots(_base(request))
    return HttpResponse(
        body,
        content_type="text/plain; charset=utf-8",
        headers={"Cache-Control": "public, max-age=3600"},
    )


def _listed(
    request: HttpRequest, draw: Callable[[Directory, str], str], content_type: str
) -> HttpResponse:
    known, base = directory(), _base(request)
    of = f"{content_type} {base} {known.stamp}"
    return answer(
        request,
        lambda: draw(known, base),
        of=of,
        modified=known.updated,
        content_type=content_type,
        keep=True,
    )


def _base(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"
