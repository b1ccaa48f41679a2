"""One file as it was read: the source beside what was found in it, open places first; what is settled by hand is kept."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from disclosure.access import get_imported, may_in, signed_in
from disclosure.desk import accepting
from disclosure.desk.importing import Imported, imported, settle_by_hand
from disclosure.desk.uses import uses_of
from disclosure.exchange import content_hash
from disclosure.forms import report_echo
from disclosure.forms.echo import JUDGED_WHILE_TYPING
from disclosure.forms.intake import IntakeForm
from disclosure.intake.settling import YEAR
from disclosure.models import ImportedFile, User
from disclosure.outputs.examination.opens import doubt_lines, open_lines
from disclosure.outputs.original import original_html, source_anchor
from disclosure.rules import CATALOGUE
from disclosure.statutory.places import Place, read_place

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
        editable = may_in(user, "edit", file.agency)
        return _page(request, found, IntakeForm(found.content, editable=editable))

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
    disposition = f"attachment; filename*=UTF-8''{quote(file.name)}"
    return HttpResponse(
        bytes(file.body),
        content_type="application/octet-stream",
        headers={"Content-Disposition": disposition},
    )


def _then(request: HttpRequest, file: ImportedFile, user: User) -> HttpResponse:
    """What the button that saved asks for next."""
    wanted = request.POST.get("then", "")
    if wanted == "draft":
        return redirect("disclosure:intake_draft", pk=file.pk)

    if wanted == "prior":
        _use_as_prior(request, file, user)

    return redirect("disclosure:intake_file", pk=file.pk)


def _use_as_prior(request: HttpRequest, file: ImportedFile, user: User) -> None:
    # Read again: what has just been settled by hand counts.
    found = imported(file)
    if found is None:
        return

    try:
        prior = accepting.accept_as_prior(found=found, by=user)
    except accepting.Unfit as refusal:
        messages.warning(request, str(refusal))
    else:
        says = f"{prior.year} 年的数字已作为上年数保存，{prior.year + 1} 年的报告按它核对。"
        messages.success(request, says)


def _page(
    request: HttpRequest, found: Imported, form: IntakeForm, status: int = 200
) -> HttpResponse:
    reading = found.reading
    opens = open_lines(reading)
    form.mark(found, opens)
    echo = {"part": "", "entered": {}, **report_echo(found.content, None, ONLY_SUMS)}
    context = {
        "file": found.file,
        "found": found,
        "reading": reading,
        "form": form,
        "opens": [(line, source_anchor(line.at)) for line in opens],
        "doubts": doubt_lines(reading),
        "notes": _notes(found),
        "typed": _typed(found),
        "findings": found.findings,
        "source": original_html(found.source),
        "sources": _sources(found),
        "seen": content_hash(found.content),
        "accepted": found.acceptances,
        "echo": echo,
        "uses": uses_of(found, signed_in(request)),
    }
    return render(request, "disclosure/intake_file.html", context, status=status)


def _notes(found: Imported) -> list[tuple[Place, str, str]]:
    """(place, what people call it, what else stood in the cell of the file)."""
    edition = found.reading.edition
    return [
        (place, place.name(edition), at.note)
        for place, at in found.reading.found.items()
        if at.note
    ]


def _typed(found: Imported) -> list[str]:
    """What people call the places that were settled by hand; the year has a field of its own."""
    edition = found.reading.edition
    anchors = sorted(found.by_hand - {YEAR})
    return [read_place(edition, anchor).name(edition) for anchor in anchors]


def _sources(found: Imported) -> dict[str, str]:
    """{anchor of a place: id in the original} as first read, also of what could not be settled."""
    sources = {
        place.anchor: source_anchor(at.where) for place, at in found.read.found.items()
    }
    for entry in found.read.open:
        if entry.place.anchor:
            sources[entry.place.anchor] = source_anchor(entry.where)

    return sources
