"""One report at a glance: its parts, what is left, its findings, what happened to it, what may be done."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from disclosure.access import get_report
from disclosure.desk.progress import part_states
from disclosure.forms import CorrectionForm
from disclosure.models import Event, Move, Release, Report, Stage
from disclosure.outputs.formats import FORMATS
from disclosure.review import workflow
from disclosure.review.findings import findings_of, last_archive, last_release
from disclosure.review.steps import trail_of
from disclosure.views.comments import OVERVIEW, board
from disclosure.views.people import signed_in


@login_required
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The overview of a report."""
    user = signed_in(request)
    found = get_report(user, pk)
    findings = findings_of(found, when="draft")
    trail = trail_of(found)
    context = {
        "report": found,
        "parts": part_states(found.content, findings),
        "findings": findings,
        "trail": trail,
        "returned": returned(found),
        "last_unknown": not (last_release(found) or last_archive(found)),
        "moves": workflow.moves_open_to(user, found, trail),
        "correction_form": CorrectionForm(),
        "release": Release.objects.filter(report=found).first(),
        "formats": FORMATS.values(),
        **board(found, user, OVERVIEW),
    }
    return render(request, "disclosure/report.html", context)


def returned(found: Report) -> Event | None:
    """The return a clerk has to answer: the last one, while the report is a draft because of it."""
    if found.stage != Stage.DRAFT:
        return None
    last = found.events.filter(move__in=(Move.SEND_BACK, Move.SUBMIT)).last()
    return last if last and last.move == Move.SEND_BACK else None
