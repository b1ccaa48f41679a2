"""Examining any report: whoever asks sends a file and is answered its sheet. Nothing is kept, of nobody."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from disclosure.access import get_imported
from disclosure.examining import Examined, examine_reading, pack, unpack
from disclosure.importing import MAX_DROP, MAX_FILE, MEGABYTE, clean_name, imported
from disclosure.intake import apart
from disclosure.intake.reading import Reading
from disclosure.intake.source import IntakeError
from disclosure.outputs.examination import examination_html, examination_pdf
from disclosure.outputs.findings_book import findings_book
from disclosure.public.files import saved_as
from disclosure.views.people import signed_in
from disclosure.views.uploads import body_of, reading_turn, sent_files, takes_files
from reportsite.sessions import client_address

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AT_ONCE = 60.0
"""Seconds after which no further file of a request is begun."""
PER_WINDOW, WINDOW = 40, 600
"""Files that one address may have examined in so many seconds without signing in."""


@dataclass(frozen=True, eq=False)
class Sheet:
    """What came of one file: its sheet, or why there is none. `packed` makes the files of it without the file."""

    name: str
    examined: Examined | None = None
    refusal: str = ""
    packed: str = ""

    @property
    def html(self) -> SafeString | str:
        one = self.examined
        return examination_html(one.reading, one.findings, name=one.name, last=one.last_name) if one else ""


@takes_files
@never_cache
def examine(request: HttpRequest) -> HttpResponse:
    """The form; a POST answers the sheets of the files that came with it."""
    context = {"most_files": MAX_DROP, "most_megabytes": MAX_FILE // MEGABYTE, "sheets": []}
    if request.method != "POST":
        return render(request, "disclosure/examine.html", context)
    files, last = sent_files(request, "files"), sent_files(request, "last")[:1]
    if not files:
        return render(request, "disclosure/examine.html", context | {"problem": "请先选择文件。"}, status=422)
    if _too_many(request, len(files) + len(last)):
        problem = "这个网络地址十分钟内检查的文件太多了，请过一会儿再来。"
        return render(request, "disclosure/examine.html", context | {"problem": problem}, status=429)
    sheets = _sheets(request, files, last)
    readable = any(sheet.examined for sheet in sheets)
    context |= {"sheets": sheets, "readable": readable}
    return render(request, "disclosure/examine.html", context, status=200 if readable else 422)


@login_required
@require_safe
def kept(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet of a file that the office has sent in, as read and settled."""
    found = imported(get_imported(signed_in(request), pk))
    if found is None:
        raise Http404("这个文件还没有读出来。")
    examined = examine_reading(found.file.name, found.reading)
    sheet = Sheet(found.file.name, examined, packed=pack(examined))
    return render(request, "disclosure/intake_examine.html", {"file": found.file, "sheet": sheet})


@require_POST
@never_cache
def sheet_pdf(request: HttpRequest) -> HttpResponse:
    """A sheet on A4, made of what the page holds: the file itself is long gone."""
    examined = unpack(request.POST.get("packed", ""))
    if examined is None:
        return _stale(request)
    body = examination_pdf(examined.reading, examined.findings, name=examined.name, last=examined.last_name)
    headers = {"Content-Disposition": saved_as(f"检查表-{examined.name}", "pdf", "inline")}
    return HttpResponse(body, content_type="application/pdf", headers=headers)


@require_POST
@never_cache
def findings_xlsx(request: HttpRequest) -> HttpResponse:
    """The findings of all files of a page, one a line."""
    packed = request.POST.getlist("packed")[:MAX_DROP]
    known = [examined for examined in map(unpack, packed) if examined]
    if not known or len(known) < len(packed):
        return _stale(request)
    headers = {"Content-Disposition": saved_as("检查结果", "xlsx")}
    return HttpResponse(findings_book(known), content_type=XLSX, headers=headers)


def _stale(request: HttpRequest) -> HttpResponse:
    says = "检查结果已经过时，请重新检查。"
    return render(request, "disclosure/unavailable.html", {"message": says, "title": "没有做成"}, status=410)


def _too_many(request: HttpRequest, files: int) -> bool:
    """Whether a visitor's address has had enough; who is signed in is known and is not counted."""
    if request.user.is_authenticated:
        return False
    key = f"examine:{client_address(request)}"
    cache.add(key, 0, WINDOW)
    return int(cache.incr(key, files)) > PER_WINDOW


def _sheets(request: HttpRequest, files: Sequence[UploadedFile[Any]], last: Sequence[UploadedFile[Any]]) -> list[Sheet]:
    """Each file's sheet. Of files of one office, the year before is what the next is compared with."""
    begun = time.monotonic()
    read = [_read(request, file, begun) for file in (*last, *files)]
    read = [*read[len(last) :], *read[: len(last)]]
    before = [known for known in read if isinstance(known, tuple)]
    sheets = []
    for file, known in zip(files, read, strict=False):
        name = clean_name(file.name or "")
        if isinstance(known, str):
            sheets.append(Sheet(name, refusal=known))
            continue
        earlier = read[-1] if last and isinstance(read[-1], tuple) else _year_before(known[1], before)
        examined = examine_reading(*known, *(earlier if isinstance(earlier, tuple) else ()))
        sheets.append(Sheet(name, examined, packed=pack(examined)))
    return sheets


def _year_before(reading: Reading, known: Sequence[tuple[str, Reading]]) -> tuple[str, Reading] | None:
    return next(
        (one for one in known if reading.year and one[1].year == reading.year - 1 and _same_office(one[1], reading)),
        None,
    )


def _same_office(one: Reading, other: Reading) -> bool:
    names = "".join(one.agency_name.split()), "".join(other.agency_name.split())
    return bool(names[0]) and names[0] == names[1]


def _read(request: HttpRequest, file: UploadedFile[Any], begun: float) -> tuple[str, Reading] | str:
    """(name, reading), or why there is none."""
    if time.monotonic() - begun > AT_ONCE:
        return "一次送来的文件太多，这个没有轮到。请少选几个，再检查一次。"
    name, body = clean_name(file.name or ""), body_of(file)
    if len(body) > MAX_FILE:
        return f"文件超过 {MAX_FILE // MEGABYTE} MB。请换一个较小的文件。"
    try:
        with reading_turn(visitor=not request.user.is_authenticated):
            return name, apart.read_apart(body, name)[1]
    except IntakeError as refusal:
        return str(refusal)
