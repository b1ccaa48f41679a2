"""Examining any report: whoever asks sends a file and is answered its sheet. Nothing is kept, of nobody."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from disclosure.access import get_imported, signed_in
from disclosure.desk.examining import SentFile, sheet_of, unpack, with_last_year
from disclosure.desk.importing import MAX_DROP, MAX_FILE, MEGABYTE, clean_name, imported
from disclosure.intake import sandbox
from disclosure.intake.source import IntakeError
from disclosure.intake.turns import reading_turn
from disclosure.outputs.examination import examination_pdf
from disclosure.outputs.examination.workbook import examination_xlsx
from disclosure.public.files import saved_as
from disclosure.views.uploads import body_of, sent_files
from reportsite.requests import takes_files
from reportsite.sessions import client_address

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AT_ONCE = 60.0
"""Seconds after which no further file of a request is begun."""
PER_WINDOW, WINDOW = 40, 600
"""Files that one address may have examined in so many seconds without signing in."""


@takes_files
@never_cache
def examine(request: HttpRequest) -> HttpResponse:
    """The form; a POST answers the sheets of the files that came with it."""
    if request.method != "POST":
        return _page(request)

    files = sent_files(request, "files")
    last = sent_files(request, "last")[:1]
    if not files:
        return _page(request, status=422, problem="请先选择文件。")

    if _too_many(request, len(files) + len(last)):
        problem = "这个网络地址十分钟内检查的文件太多了，请过一会儿再来。"
        return _page(request, status=429, problem=problem)

    sheets = [sheet_of(sent) for sent in _read_all(request, files, last)]
    readable = any(sheet.examined.reading for sheet in sheets)
    status = 200 if readable else 422
    return _page(request, status=status, sheets=sheets, readable=readable)


@login_required
@require_safe
def kept(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet of a file that the office has sent in, as read and settled."""
    found = imported(get_imported(signed_in(request), pk))
    if found is None:
        raise Http404("这个文件还没有读出来。")

    sheet = sheet_of(SentFile(found.file.name, found.reading))
    context = {"file": found.file, "sheet": sheet}
    return render(request, "disclosure/intake_examine.html", context)


@require_POST
@never_cache
def sheet_pdf(request: HttpRequest) -> HttpResponse:
    """A sheet on A4, made of what the page holds."""
    sent = unpack(request.POST.get("packed", ""))
    if sent is None or sent.reading is None:
        return _stale(request)

    file = sent.examined()
    body = examination_pdf(sent.reading, file.findings, name=file.name, last=file.last)
    headers = {"Content-Disposition": saved_as(f"检查表-{file.name}", "pdf")}
    return HttpResponse(body, content_type="application/pdf", headers=headers)


@require_POST
@never_cache
def findings_xlsx(request: HttpRequest) -> HttpResponse:
    """The findings of all files of a page, one a line; what could not be read is named too."""
    known = [unpack(packed) for packed in request.POST.getlist("packed")[:MAX_DROP]]
    if not known or None in known:
        return _stale(request)

    body = examination_xlsx([sent.examined() for sent in known if sent])
    headers = {"Content-Disposition": saved_as("检查结果", "xlsx")}
    return HttpResponse(body, content_type=XLSX, headers=headers)


def _page(request: HttpRequest, status: int = 200, **context: object) -> HttpResponse:
    context["most_files"] = MAX_DROP
    context["most_megabytes"] = MAX_FILE // MEGABYTE
    return render(request, "disclosure/examine.html", context, status=status)


def _stale(request: HttpRequest) -> HttpResponse:
    context = {"message": "检查结果已经过时，请重新检查。", "title": "没有做成"}
    return render(request, "disclosure/unavailable.html", context, status=410)


def _too_many(request: HttpRequest, files: int) -> bool:
    """Whether a visitor's address has had enough; who is signed in is known and is not counted."""
    if request.user.is_authenticated:
        return False

    key = f"examine:{client_address(request)}"
    cache.add(key, 0, WINDOW)
    try:
        return int(cache.incr(key, files)) > PER_WINDOW
    except ValueError:  # its time ended between the two
        return False


def _read_all(
    request: HttpRequest,
    files: Sequence[UploadedFile[Any]],
    last: Sequence[UploadedFile[Any]],
) -> list[SentFile]:
    """Each file as read. Of files of one office, the year before is what the next is compared with."""
    begun = time.monotonic()
    before = [_read(request, file, begun) for file in last]
    read = [_read(request, file, begun) for file in files]
    return [with_last_year(sent, before or read) for sent in read]


def _read(request: HttpRequest, file: UploadedFile[Any], begun: float) -> SentFile:
    """One file, read in a process of its own, or why it was not."""
    name = clean_name(file.name or "")
    if time.monotonic() - begun > AT_ONCE:
        says = "一次送来的文件太多，这个没有轮到。请少选几个，再检查一次。"
        return SentFile(name, refused=says)

    if (file.size or 0) > MAX_FILE:
        says = f"文件超过 {MAX_FILE // MEGABYTE} MB。请换一个较小的文件。"
        return SentFile(name, refused=says)

    try:
        with reading_turn(visitor=not request.user.is_authenticated):
            _, reading = sandbox.read_in_sandbox(body_of(file), name)
    except IntakeError as refusal:
        return SentFile(name, refused=str(refusal))

    return SentFile(name, reading)
