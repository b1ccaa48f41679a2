"""A report as files: of a draft for those who may read it, of a release for everybody; and for an office's own site."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from disclosure.access import get_release, get_report
from disclosure.content import Content
from disclosure.outputs import document, fragment, html
from disclosure.outputs.formats import FORMATS, File, print_file
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
    context = {"report": report, "release": release, "title": paper.title, "source": fragment.print_fragment(paper)}
    return render(request, "disclosure/copy.html", context)


@require_safe
def public_release(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The newest published version, on a page of the site."""
    release = get_release(code, year)
    article = mark_safe(html.print_fragment(document.build(release.content)))
    context = {"release": release, "fragment": article, "formats": FORMATS.values()}
    return render(request, "disclosure/public_release.html", context)


@require_safe
def public_release_file(request: HttpRequest, code: str, year: int, kind: str) -> HttpResponse:
    """A file of the newest published version, byte for byte as frozen; a format from after it is made from its content."""
    release = get_release(code, year)
    body = release.file(kind) if kind in FORMATS else None
    if body is None:
        return _file(_printed(release.content, kind), kind)
    made = FORMATS[kind]
    return _file(File(f"{release.title}.{made.suffix}", made.content_type, body), kind)


def _printed(content: Content, kind: str) -> File:
    if kind not in FORMATS:
        raise Http404
    return print_file(document.build(content), kind)


def _file(file: File, kind: str) -> HttpResponse:
    disposition = "inline" if kind == "pdf" else "attachment"
    return HttpResponse(
        file.body,
        content_type=file.content_type,
        headers={"Content-Disposition": f"{disposition}; filename*=UTF-8''{quote(file.name)}"},
    )
