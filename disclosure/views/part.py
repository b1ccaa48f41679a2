"""One part of a report: the statutory tables or the passages, typed and saved."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from disclosure.access import get_report, signed_in
from disclosure.desk import drafts
from disclosure.desk.offers import has_offers
from disclosure.desk.progress import part_states
from disclosure.forms import PassagesForm, TablesForm, echo_data
from disclosure.models import Report, User, standards_for
from disclosure.review import workflow
from disclosure.review.board import board_of
from disclosure.review.findings import (
    explained,
    findings_of,
    judged,
    last_content,
    reasons_given,
)
from disclosure.review.steps import return_to_answer
from disclosure.rules import Finding
from disclosure.statutory.content import Content
from disclosure.statutory.editions.spec import Part
from disclosure.views.json_refusals import answers_json

PartForm = TablesForm | PassagesForm


@login_required
def part(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Show a part, or save what was typed into it. A conflict answers 409 with both values, unreadable forms 422."""
    user = signed_in(request)
    report = get_report(user, pk, to="edit" if request.method == "POST" else "view")
    shown = _part(report, key)
    last = last_content(report)
    if request.method == "POST":
        return _save_posted(request, report, shown, last)

    editable = "edit" in workflow.moves_open_to(user, report)
    form = _form(report.content, shown, None, last, editable)
    return _page(request, report, shown, last, form)


@require_safe
@never_cache
@answers_json
def part_findings(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The findings of a part as items of its list: asked for by the page when words of it have been saved."""
    report = get_report(signed_in(request), pk, to="edit")
    shown = _part(report, key)
    findings = findings_of(report, "draft")
    here = [finding for finding in findings if finding.part == shown.key]
    context = {"report": report, "explained": explained(report, here), "editable": True}
    return render(request, "disclosure/_part_findings.html", context)


def _part(report: Report, key: str) -> Part:
    for found in report.edition.parts:
        if found.key == key:
            return found

    raise Http404("年度报告没有这个部分。")


def _following(report: Report, shown: Part) -> Part:
    """The next part; the last one is followed by itself."""
    parts = report.edition.parts
    return parts[min(parts.index(shown) + 1, len(parts) - 1)]


def _form(
    content: Content,
    shown: Part,
    data: Any,
    last: Content | None,
    editable: bool = True,
) -> PartForm:
    if shown.tables:
        return TablesForm(content, shown, data, last=last, editable=editable)
    return PassagesForm(content, shown, data, editable=editable)


def _save_posted(
    request: HttpRequest, report: Report, shown: Part, last: Content | None
) -> HttpResponse:
    form = _form(report.content, shown, request.POST, last)
    if not form.is_valid():
        return _page(request, report, shown, last, form, status=422)

    saved = _save(report, form, signed_in(request))
    if saved.conflicts:
        form = _form(saved.report.content, shown, None, last)
        return _page(request, saved.report, shown, last, form, saved=saved, status=409)

    messages.success(request, "已保存。")
    if "save_next" in request.POST:
        shown = _following(report, shown)

    return redirect("disclosure:part", pk=report.pk, key=shown.key)


def _save(report: Report, form: PartForm, user: User) -> drafts.Saved:
    if isinstance(form, TablesForm):
        return drafts.save_cells(report=report, changes=form.changes, by=user)

    saved = drafts.save_passages(report=report, changes=form.changes, by=user)
    if form.settings:
        opening = form.settings.get("opening", report.opening)
        signature = form.settings.get("signature", report.signature)
        settings = drafts.save_settings(
            report=report, opening=opening, signature=signature, by=user
        )
        saved.changed += settings.changed

    return saved


def _page(
    request: HttpRequest,
    report: Report,
    shown: Part,
    last: Content | None,
    form: PartForm,
    saved: drafts.Saved | None = None,
    status: int = 200,
) -> HttpResponse:
    content = report.content
    standards = standards_for(report.agency)
    context = {
        "report": report,
        "part": shown,
        "form": form,
        "returned": return_to_answer(report),
        "editable": form.editable,
        "has_last": last is not None,
        "last_year": last.year if last else None,
        "offers": has_offers(content, last, shown),
        "echo": None,
        "saved": saved,
        "following": _following(report, shown),
        **_judgement(report, shown, judged(report, last, standards, "draft")),
        **_comments(report, signed_in(request), shown),
    }
    if shown.tables:
        context["echo"] = echo_data(content, last, shown, standards.levels)

    return render(request, "disclosure/part.html", context, status=status)


def _judgement(report: Report, shown: Part, findings: list[Finding]) -> dict[str, Any]:
    """How far every part has come, and what is found in this one, with the reasons given."""
    answers = reasons_given(report)
    here = [finding for finding in findings if finding.part == shown.key]
    return {
        "parts": part_states(report.content, findings, current=shown.key),
        "findings": here,
        "explained": [(finding, answers.get(finding.fingerprint)) for finding in here],
        "answers": {
            key: {"reason": given.reason, "by": given.by_name}
            for key, given in answers.items()
        },
    }


def _comments(report: Report, user: User, shown: Part) -> dict[str, Any]:
    board = board_of(report, user, shown.key)
    return {
        "board": board,
        "comments_here": board.in_part(shown, is_open=True),
        "comments_settled": board.in_part(shown, is_open=False),
    }
