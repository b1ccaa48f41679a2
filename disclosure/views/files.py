"""A report as it stands as files, for those who may read it: HTML, PDF, exchange JSON."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from disclosure.access import get_report
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
