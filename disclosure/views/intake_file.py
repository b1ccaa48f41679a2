"""One file as it was read: the source beside what was found in it, open places first; what is settled by hand is kept."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from disclosure.access import get_imported, may_in
from disclosure.desk import accepting
from disclosure.desk.importing import Imported, imported, newest_reading, settle_by_hand
from disclosure.exchange import content_hash
from disclosure.forms import report_echo
from disclosure.forms.echo import JUDGED_WHILE_TYPING
from disclosure.forms.intake import IntakeForm
from disclosure.models import (
    ArchiveReport,
    ImportedFile,
    Release,
    Report,
    ReportingYear,
    Stage,
    User,
)
from disclosure.outputs.examination.opens import doubt_lines, open_lines
from disclosure.outputs.original import original_html, source_anchor
from disclosure.rules import CATALOGUE
from disclosure.statutory.places import read_place
from disclosure.views.people import signed_in

ONLY_SUMS = {
    code: None for code in JUDGED_WHILE_TYPING if not CATALOGUE[code].arithmetic
}
"""What a browser judges here: the file's own sums, not what only a report of this year is asked."""


@login_required
def intake_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The preview. A POST keeps what was typed, and then accepts the file where the button said so."""
    user = signed_in(request)
    file = get_imported(user, pk, to="edit" if request.method == "POST" else "view")
    found = imported(file)
    if found is None:
        messages.warning(request, f"{file.name}还没有读出来。")
        return redirect("disclosure:intake")
    if request.method != "POST":
        return _page(
            request,
            found,
            IntakeForm(found.content, editable=may_in(user, "edit", file.agency)),
        )
    form = IntakeForm(found.content, request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    if settle_by_hand(found=found, hand=form.hand, by=user):
        messages.success(request, "核对结果已保存。")
    return _then(request, file, user)


@login_required
@require_safe
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was sent; saved and never shown, whatever it holds."""
    file = get_imported(signed_in(request), pk)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}"
    }
    return HttpResponse(
        bytes(file.body), content_type="application/octet-stream", headers=headers
    )


def _then(request: HttpRequest, file: ImportedFile, user: User) -> HttpResponse:
    """What the button that saved asks for next."""
    wanted, found = request.POST.get("then", ""), imported(file)
    if wanted == "draft":
        return redirect("disclosure:intake_draft", pk=file.pk)
    if wanted == "prior" and found:
        try:
            prior = accepting.accept_as_prior(found=found, by=user)
        except accepting.Unfit as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(
                request,
                f"{prior.year} 年的数字已作为上年数保存，{prior.year + 1} 年的报告按它核对。",
            )
    return redirect("disclosure:intake_file", pk=file.pk)


def _page(
    request: HttpRequest, found: Imported, form: IntakeForm, status: int = 200
) -> HttpResponse:
    reading = found.reading
    opens, doubts = open_lines(reading), doubt_lines(reading)
    edition = reading.edition
    _mark(found, form, opens)
    context = {
        "file": found.file,
        "kept": newest_reading(found.file),
        "found": found,
        "reading": reading,
        "form": form,
        "opens": [(line, source_anchor(line.at)) for line in opens],
        "doubts": doubts,
        "notes": [
            (place, place.name(edition), at.note)
            for place, at in reading.found.items()
            if at.note
        ],
        "typed": [
            read_place(edition, name).name(edition)
            for name in sorted(found.by_hand)
            if name != "year"
        ],
        "findings": found.findings,
        "source": original_html(found.source),
        "sources": {
            place.anchor: source_anchor(at.where)
            for place, at in found.read.found.items()
        }
        | {
            entry.place.anchor: source_anchor(entry.where)
            for entry in found.read.open
            if entry.place.anchor
        },
        "seen": content_hash(found.content),
        "accepted": found.file.acceptances.all(),
        "echo": {
            "part": "",
            "entered": {},
            **report_echo(found.content, None, ONLY_SUMS),
        },
        **_options(signed_in(request), found),
    }
    return render(request, "disclosure/intake_file.html", context, status=status)


def _mark(found: Imported, form: IntakeForm, opens: Any) -> None:
    """Every cell that a person should look at, with the words that say why."""
    remarks = form.tables.remarks
    for place, at in found.reading.found.items():
        if place.column and not at.sure:
            remarks[place] = "unsure", "s-unsure"
    for number, line in enumerate(opens):
        for place in line.places:
            if place.column:
                remarks[place] = (
                    "unsettled",
                    f"o-{number}",
                )
    for anchor in found.by_hand:
        if anchor.startswith("c-"):
            place = read_place(found.reading.edition, anchor)
            remarks[place] = "by-hand", "s-by-hand"


def _options(user: User, found: Imported) -> dict[str, Any]:
    """What the file may become, for this person and as things stand."""
    agency, year = found.file.agency, found.reading.year
    report = Report.objects.filter(agency=agency, year=year).first()
    opening = (
        report is None
        and ReportingYear.objects.filter(year=year, is_open=True).exists()
    )
    return {
        "year": year,
        "following": year + 1,
        "released": Release.objects.filter(
            report__agency=agency, report__year=year
        ).exists(),
        "archived": ArchiveReport.objects.filter(agency=agency, year=year)
        .defer("exchange_json")
        .first(),
        "draft": opening or (report is not None and report.stage == Stage.DRAFT),
        "may_edit": may_in(user, "edit", agency),
        "may_archive": may_in(user, "publish", agency),
    }
