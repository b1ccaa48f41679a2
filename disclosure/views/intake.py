"""The files that an office has sent in: dropping them, reading them one by one, the list of what was found in each."""

from __future__ import annotations

import time
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from disclosure.access import (
    agencies_for,
    get_agency,
    get_imported,
    signed_in,
    works_in_an_office,
)
from disclosure.desk.file_list import listed_file, listed_files
from disclosure.desk.importing import (
    MAX_DROP,
    MAX_FILE,
    MEGABYTE,
    TooMuch,
    is_readable,
    keep_file,
    newest_reading,
    read_file,
)
from disclosure.intake.turns import Busy, reading_turn
from disclosure.models import Agency, ImportedFile, Role, User
from disclosure.views.uploads import body_of, sent_files
from reportsite.requests import takes_files, wants_json

LISTED = 100
"""Files in the list: some years of reports, each in several formats. Judged."""
AT_ONCE = 45.0
"""Seconds that a request without script spends on reading; what is left over is read by the button beside it."""


@takes_files
@login_required
def intake(request: HttpRequest) -> HttpResponse:
    """The list; a POST keeps what was dropped and reads it. A script sends one file a request and is answered its row."""
    user = signed_in(request)
    if request.method == "POST":
        agency = get_agency(user, _number(request.POST.get("agency", "")), Role.CLERK)
        take = _take_one if wants_json(request) else _take_all
        return take(request, agency, user)

    if not works_in_an_office(user):
        raise PermissionDenied(
            "您没有填报、审核或者发布本机关报告的职责，不能读入文件。"
        )

    context = {
        "rows": listed_files(user, LISTED),
        "agencies": list(agencies_for(user, Role.CLERK)),
        "most_files": MAX_DROP,
        "most_bytes": MAX_FILE,
        "most_megabytes": MAX_FILE // MEGABYTE,
    }
    return render(request, "disclosure/intake.html", context)


@login_required
@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a kept file again: the one that was left over, or refused before."""
    file = get_imported(signed_in(request), pk, to="edit")
    with reading_turn():
        reading = read_file(file=file, anew=True)

    if reading.refusal:
        messages.warning(request, f"{file.name}：{reading.refusal}")
        return redirect("disclosure:intake")

    return redirect("disclosure:intake_file", pk=pk)


def _take_one(request: HttpRequest, agency: Agency, user: User) -> HttpResponse:
    """Keep and read one file; the answer is its row of the list, or why it was not kept."""
    files = sent_files(request, "files")
    if len(files) != 1:
        return JsonResponse({"refusal": "没有收到文件，请重新选择。"}, status=400)

    try:
        file = _keep(files[0], agency, user)
    except TooMuch as refusal:
        return JsonResponse({"refusal": str(refusal)}, status=422)

    again = newest_reading(file) is not None
    with reading_turn():
        read_file(file=file)

    context = {"row": listed_file(user, file.pk), "again": again}
    row = render_to_string("disclosure/_intake_row.html", context, request)
    return JsonResponse({"row": row})


def _take_all(request: HttpRequest, agency: Agency, user: User) -> HttpResponse:
    """Without script: keep all of them, and read as many as there is time for."""
    begun = time.monotonic()
    kept: list[ImportedFile] = []
    sent = sent_files(request, "files")
    if not sent:
        messages.warning(request, "没有选择文件。")

    for file in sent:
        try:
            kept.append(_keep(file, agency, user))
        except TooMuch as refusal:
            messages.warning(request, f"{file.name}：{refusal}")

    # All are kept before the first is read: who goes away meanwhile has lost none.
    for one in kept:
        if time.monotonic() - begun < AT_ONCE:
            _read_if_free(one)

    if len(kept) == 1 and is_readable(kept[0]):
        return redirect("disclosure:intake_file", pk=kept[0].pk)
    return redirect("disclosure:intake")


def _keep(file: UploadedFile[Any], agency: Agency, user: User) -> ImportedFile:
    name = file.name or ""
    return keep_file(agency=agency, name=name, body=body_of(file), by=user)


def _read_if_free(file: ImportedFile) -> None:
    try:
        with reading_turn():
            read_file(file=file)
    except Busy:  # it stays in the list as not read yet
        return


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise Http404("没有这个机关。")
    return int(text)
