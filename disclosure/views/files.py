"""A report as files: HTML, PDF, exchange JSON; of a draft for those who may read it, of a release for everybody."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from disclosure.access import get_release, get_report
from disclosure.content import Content
from disclosure.exchange import dump_report
from disclosure.outputs import document, html, pdf
from disclosure.views.people import signed_in

TYPES = {"html": "text/html; charset=utf-8", "pdf": "application/pdf", "json": "application/json"}


@login_required
@require_safe
def report_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The report as it stands, as a file."""
    report = get_report(signed_in(request), pk)
    return _file(_printed(report.content, kind), kind, report.title)


@require_safe
def public_release(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The newest published version, on a page of the site."""
    release = get_release(code, year)
    fragment = mark_safe(html.print_fragment(document.build(release.content)))
    return render(request, "disclosure/public_release.html", {"release": release, "fragment": fragment})


@require_safe
def public_release_file(request: HttpRequest, code: str, year: int, kind: str) -> HttpResponse:
    """The frozen files of the newest published version, byte for byte."""
    release = get_release(code, year)
    files: dict[str, str | bytes] = {"html": release.html, "pdf": bytes(release.pdf), "json": release.exchange_json}
    if kind not in files:
        raise Http404
    return _file(files[kind], kind, release.title)


def _printed(content: Content, kind: str) -> str | bytes:
    if kind == "json":
        return dump_report(content)
    if kind == "html":
        return html.print_page(document.build(content))
    if kind == "pdf":
        return pdf.print_pdf(document.build(content))
    raise Http404


def _file(body: str | bytes, kind: str, title: str) -> HttpResponse:
    disposition = "inline" if kind == "pdf" else "attachment"
    return HttpResponse(
        body,
        content_type=TYPES[kind],
        headers={"Content-Disposition": f"{disposition}; filename*=UTF-8''{quote(title)}.{kind}"},
    )
