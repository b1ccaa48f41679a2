"""One report at a glance: its parts, what is left, its findings, what happened to it, what may be done."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from disclosure.access import get_report, signed_in
from disclosure.desk.progress import part_states
from disclosure.forms import CorrectionForm
from disclosure.models import newest_release
from disclosure.outputs.formats import FORMATS
from disclosure.review import workflow
from disclosure.review.board import board_of
from disclosure.review.findings import findings_of, last_published
from disclosure.review.steps import return_to_answer, trail_of


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
        "returned": return_to_answer(found),
        "last_unknown": last_published(found) is None,
        "moves": workflow.moves_open_to(user, found, trail),
        "correction_form": CorrectionForm(),
        "release": newest_release(found),
        "formats": FORMATS.values(),
        "board": board_of(found, user, "report"),
    }
    return render(request, "disclosure/report.html", context)
