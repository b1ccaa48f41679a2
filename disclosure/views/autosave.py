"""Saving while typing: small JSON requests from the page; refusals are JSON too, with a Chinese sentence."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from disclosure.access import get_report, signed_in
from disclosure.desk import drafts
from disclosure.forms import ReasonForm
from disclosure.forms.autosave import (
    read_body,
    read_cell,
    read_cells,
    read_passage,
    read_settings,
)
from disclosure.forms.posted import messages_of
from disclosure.models import CellEdit, Report, history_of, kept_passage, newest_edit
from disclosure.review import moves, workflow
from disclosure.statutory.places import Place
from disclosure.views.json_refusals import answers_json, refused


@require_safe
@never_cache
def session(request: HttpRequest) -> JsonResponse:
    """Whether somebody is signed in, and a token for the next save: asked by a page that has unsent changes."""
    user = request.user.pk if request.user.is_authenticated else None
    token = get_token(request)
    return JsonResponse({"signed_in": user is not None, "user": user, "token": token})


@require_POST
@answers_json
def cells(request: HttpRequest, pk: int) -> JsonResponse:
    """Save changed cells: {"changes": [{"cell": "requests.new.person", "was": "3", "now": "4", "how": "typed"}]}."""
    user = signed_in(request)
    report = get_report(user, pk, to="edit")
    changes = read_cells(report, read_body(request))
    saved = drafts.save_cells(report=report, changes=changes, by=user)
    contested = {conflict.place for conflict in saved.cells}
    kept = {
        change.place.address: change.now
        for change in changes
        if change.place not in contested
    }
    conflicts = [_cell_conflict(report, conflict) for conflict in saved.cells]
    return JsonResponse({"saved": kept, "conflicts": conflicts})


@require_POST
@answers_json
def passage(request: HttpRequest, pk: int, key: str) -> JsonResponse:
    """Save one passage: {"was": {"heading", "text"}, "now": {"heading", "text"}}; a conflict gives theirs."""
    user = signed_in(request)
    report = get_report(user, pk, to="edit")
    change = read_passage(report, key, read_body(request))
    saved = drafts.save_passages(report=report, changes=[change], by=user)
    if not saved.passages:
        return JsonResponse({"saved": True, "theirs": None})

    theirs = _passage_conflict(report, saved.passages[0])
    return JsonResponse({"saved": False, "theirs": theirs})


@require_POST
@answers_json
def settings(request: HttpRequest, pk: int) -> JsonResponse:
    """Save what is chosen beside the passages: any of {"opening", "signature_agency", "signature_date"}; last wins."""
    user = signed_in(request)
    report = get_report(user, pk, to="edit")
    opening, signature = read_settings(report, read_body(request))
    drafts.save_settings(report=report, opening=opening, signature=signature, by=user)
    return JsonResponse({"saved": True})


@require_POST
@answers_json
def reason(request: HttpRequest, pk: int) -> JsonResponse:
    """Save the reason to a query: {"fingerprint", "reason"}; a blank one takes it back. 422 where it is not asked."""
    user = signed_in(request)
    report = get_report(user, pk, to="edit")
    form = ReasonForm(read_body(request))
    if not form.is_valid():
        return refused(422, "".join(messages_of(form)))

    try:
        workflow.answer(report=report, by=user, **form.cleaned_data)
    except moves.UnknownQuery as refusal:
        return refused(422, str(refusal))

    return JsonResponse({"saved": True})


@require_safe
@answers_json
def history(request: HttpRequest, pk: int, cell: str) -> JsonResponse:
    """The history of a cell, newest first, saves of one sitting as one."""
    report = get_report(signed_in(request), pk)
    place = read_cell(report, cell)
    return JsonResponse({"edits": [_edit(edit) for edit in history_of(report, place)]})


def _cell_conflict(report: Report, conflict: drafts.CellConflict) -> dict[str, str]:
    return {
        "cell": conflict.place.address,
        "yours": conflict.yours,
        "theirs": conflict.theirs,
        **_who_changed(report, conflict.place),
    }


def _who_changed(report: Report, place: Place) -> dict[str, str]:
    edit = newest_edit(report, place)
    if edit is None:
        return {"by": "", "at": ""}
    return {"by": edit.by_name, "at": edit.at.isoformat()}


def _passage_conflict(
    report: Report, conflict: drafts.PassageConflict
) -> dict[str, str | None]:
    kept = kept_passage(report, conflict.key)
    changed_at = kept.changed_at if kept else None
    return {
        "heading": conflict.theirs.heading,
        "text": conflict.theirs.text,
        "by": kept.changed_by_name if kept else "",
        "at": changed_at.isoformat() if changed_at else "",
    }


def _edit(edit: CellEdit) -> dict[str, str]:
    return {
        "was": edit.was,
        "now": edit.now,
        "how": CellEdit.How(edit.how).label,
        "by": edit.by_name,
        "at": edit.at.isoformat(),
    }
