"""A report as it stands as files, for those who may read it; and for an office's own site."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from disclosure.access import get_report, signed_in
from disclosure.models import newest_release
from disclosure.outputs import document, fragment
from disclosure.outputs.formats import FORMATS, print_file


@login_required
@require_safe
def report_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The report as it stands, as a file."""
    report = get_report(signed_in(request), pk)
    if kind not in FORMATS:
        raise Http404

    file = print_file(document.build(report.content), kind)
    # A browser shows a PDF itself; anything else is saved.
    shown = "inline" if kind == "pdf" else "attachment"
    disposition = f"{shown}; filename*=UTF-8''{quote(file.name)}"
    return HttpResponse(
        file.body,
        content_type=file.content_type,
        headers={"Content-Disposition": disposition},
    )


@login_required
@require_safe
def copy_to_site(request: HttpRequest, pk: int) -> HttpResponse:
    """What is pasted into the editor of the office's own site: the published version where there is one."""
    report = get_report(signed_in(request), pk)
    release = newest_release(report)
    paper = document.build(release.content if release else report.content)
    context = {
        "report": report,
        "release": release,
        "title": paper.title,
        "source": fragment.print_fragment(paper),
    }
    return render(request, "disclosure/copy.html", context)
