"""The files that an office has sent in: dropping them, reading them one by one, the list of what was found in each."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from disclosure.access import (
    OWN_OFFICE,
    agencies_for,
    get_agency,
    get_imported,
    imported_for,
)
from disclosure.desk.importing import (
    MAX_DROP,
    MAX_FILE,
    MEGABYTE,
    TooMuch,
    is_strange,
    keep_file,
    read_file,
)
from disclosure.intake.turns import Busy, reading_turn
from disclosure.models import Acceptance, Agency, FileReading, ImportedFile, Role
from disclosure.views.people import signed_in
from disclosure.views.uploads import (
    body_of,
    sent_files,
    takes_files,
    wants_json,
)

LISTED = 100
AT_ONCE = 45.0
"""Seconds that a request without script spends on reading; what is left over is read by the button beside it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A file in the list."""

    file: ImportedFile
    reading: FileReading | None
    accepted: list[Acceptance]
    strange: bool


@takes_files
@login_required
def intake(request: HttpRequest) -> HttpResponse:
    """The list; a POST keeps what was dropped and reads it. A script sends one file a request and is answered its row."""
    user = signed_in(request)
    if request.method == "POST":
        agency = get_agency(user, _number(request.POST.get("agency", "")), Role.CLERK)
        return (
            _take_one(request, agency)
            if wants_json(request)
            else _take_all(request, agency)
        )
    if not agencies_for(user, *OWN_OFFICE).exists():
        raise PermissionDenied(
            "您没有填报、审核或者发布本机关报告的职责，不能读入文件。"
        )
    files = imported_for(user).prefetch_related("acceptances", _readings())[:LISTED]
    context = {
        "rows": [_row(file) for file in files],
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


def _take_one(request: HttpRequest, agency: Agency) -> JsonResponse:
    """Keep and read one file; the answer is its row of the list, or why it was not kept."""
    files = sent_files(request, "files")
    if len(files) != 1:
        return JsonResponse({"refusal": "没有收到文件，请重新选择。"}, status=400)
    try:
        file = keep_file(
            agency=agency,
            name=files[0].name or "",
            body=body_of(files[0]),
            by=signed_in(request),
        )
    except TooMuch as refusal:
        return JsonResponse({"refusal": str(refusal)}, status=422)
    again = file.readings.exists()
    with reading_turn():
        read_file(file=file)
    row = _row(imported_for(signed_in(request)).get(pk=file.pk))
    return JsonResponse(
        {
            "row": render_to_string(
                "disclosure/_intake_row.html", {"row": row, "again": again}, request
            )
        }
    )


def _take_all(request: HttpRequest, agency: Agency) -> HttpResponse:
    """Without script: keep all of them, and read as many as there is time for."""
    begun, kept = time.monotonic(), []
    sent = sent_files(request, "files")
    if not sent:
        messages.warning(request, "没有选择文件。")
    for file in sent:
        try:
            kept.append(
                keep_file(
                    agency=agency,
                    name=file.name or "",
                    body=body_of(file),
                    by=signed_in(request),
                )
            )
        except TooMuch as refusal:
            messages.warning(request, f"{file.name}：{refusal}")
    for one in kept:
        if time.monotonic() - begun < AT_ONCE:
            _read_if_free(one)
    return (
        redirect("disclosure:intake_file", pk=kept[0].pk)
        if _only(kept)
        else redirect("disclosure:intake")
    )


def _only(kept: list[ImportedFile]) -> bool:
    """Whether there is one file, and it was read: then its page is what comes next."""
    return len(kept) == 1 and kept[0].readings.filter(refusal="").exists()


def _read_if_free(file: ImportedFile) -> None:
    try:
        with reading_turn():
            read_file(file=file)
    except Busy:  # it stays in the list as not read yet
        return


def _row(file: ImportedFile) -> Row:
    reading = next(iter(file.readings.all()), None)
    strange = bool(
        reading and not reading.refusal and is_strange(reading.agency_name, file.agency)
    )
    return Row(file, reading, list(file.acceptances.all()), strange)


def _readings() -> Prefetch[str]:
    return Prefetch(
        "readings", FileReading.objects.defer("source_json", "reading_json")
    )


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise Http404("没有这个机关。")
    return int(text)
