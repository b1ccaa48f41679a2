"""The public site's lists: years, tree and search; a year; an office."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from disclosure.public import pages
from disclosure.public.answering import answer, public
from disclosure.public.directory import directory
from disclosure.public.search import search


@public
def home(request: HttpRequest) -> HttpResponse:
    """Where to begin; with `?q=`, what was found."""
    known = directory()
    query, page = request.GET.get("q", "").strip(), request.GET.get("page", "1")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1
    body = pages.home(known, found=search(query, known, number) if query else None)
    return answer(request, lambda: body, of=body, modified=known.updated)


@public
def year(request: HttpRequest, year: int) -> HttpResponse:
    """The reports of a year."""
    known = directory()
    if year not in dict(known.years):
        raise Http404

    body = pages.year(known, year)
    return answer(request, lambda: body, of=body, modified=known.updated)


@public
def office(request: HttpRequest, code: str) -> HttpResponse:
    """An office that has published, or that stands above one that has."""
    known = directory()
    found = known.offices.get(code)
    if found is None:
        raise Http404

    body = pages.office(found)
    return answer(request, lambda: body, of=body, modified=known.updated)
