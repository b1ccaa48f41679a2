"""A report as it stands as files, for those who may read it; and for an office's own site."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from disclosure.access import get_report
from disclosure.outputs import document, fragment
from disclosure.outputs.formats import FORMATS, File, print_file
from disclosure.statutory.content import Content
from disclosure.views.people import signed_in


@login_required
@require_safe
def report_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The report as it stands, as a file."""
    report = get_report(signed_in(request), pk)
    return _file(_printed(report.content, kind), kind)


@login_required
@require_safe
def copy_to_site(request: HttpRequest, pk: int) -> HttpResponse:
    """What is pasted into the editor of the office's own site: the published version where there is one."""
    report = get_report(signed_in(request), pk)
    release = report.releases.first()
    paper = document.build(release.content if release else report.content)
    context = {
        "report": report,
        "release": release,
        "title": paper.title,
        "source": fragment.print_fragment(paper),
    }
    return render(request, "disclosure/copy.html", context)


def _printed(content: Content, kind: str) -> File:
    if kind not in FORMATS:
        raise Http404
    return print_file(document.build(content), kind)


def _file(file: File, kind: str) -> HttpResponse:
    disposition = "inline" if kind == "pdf" else "attachment"
    return HttpResponse(
        file.body,
        content_type=file.content_type,
        headers={
            "Content-Disposition": f"{disposition}; filename*=UTF-8''{quote(file.name)}"
        },
    )
