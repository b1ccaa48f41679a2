"""One part of a report: the statutory tables or the passages, typed and saved."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from disclosure.access import get_report
from disclosure.desk import drafts
from disclosure.desk.progress import part_states
from disclosure.forms import PassagesForm, TablesForm, echo_data
from disclosure.models import Report, User, standards_for
from disclosure.review import workflow
from disclosure.review.findings import answers_to, findings_of, judged, last_content
from disclosure.rules.years import carried_over
from disclosure.statutory.content import Content, Signature
from disclosure.statutory.editions.spec import Part
from disclosure.views.autosave import answers_json
from disclosure.views.comments import board_of_part
from disclosure.views.people import signed_in
from disclosure.views.report import returned


@login_required
def part(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Show a part, or save what was typed into it. A conflict answers 409 with both values, unreadable forms 422."""
    user = signed_in(request)
    report = get_report(user, pk, to="edit" if request.method == "POST" else "view")
    shown = _part(report, key)
    last = last_content(report)
    if request.method != "POST":
        editable = "edit" in workflow.moves_open_to(user, report)
        return _page(
            request,
            report,
            shown,
            last,
            _form(report.content, shown, None, last, editable),
            editable,
        )
    form = _form(report.content, shown, request.POST, last)
    if not form.is_valid():
        return _page(request, report, shown, last, form, status=422)
    saved = _save(report, form, user)
    if saved.conflicts:
        form = _form(saved.report.content, shown, None, last)
        return _page(request, saved.report, shown, last, form, saved=saved, status=409)
    messages.success(request, "已保存。")
    following = _following(report, shown) if "save_next" in request.POST else shown
    return redirect("disclosure:part", pk=pk, key=following.key)


@require_safe
@never_cache
@answers_json
def part_findings(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The findings of a part as items of its list: asked for by the page when words of it have been saved."""
    report = get_report(signed_in(request), pk, to="edit")
    shown = _part(report, key)
    here = [
        finding for finding in findings_of(report, "draft") if finding.part == shown.key
    ]
    answers = answers_to(report, here)
    explained = [(finding, answers.get(finding.fingerprint)) for finding in here]
    return render(
        request,
        "disclosure/_part_findings.html",
        {"report": report, "explained": explained, "editable": True},
    )


def _part(report: Report, key: str) -> Part:
    for found in report.edition.parts:
        if found.key == key:
            return found
    raise Http404("年度报告没有这个部分。")


def _following(report: Report, shown: Part) -> Part:
    parts = report.edition.parts
    return parts[min(parts.index(shown) + 1, len(parts) - 1)]


def _form(
    content: Content,
    shown: Part,
    data: Any,
    last: Content | None,
    editable: bool = True,
) -> Any:
    if shown.tables:
        return TablesForm(content, shown, data, last=last, editable=editable)
    return PassagesForm(content, shown, data, editable=editable)


def _offers(content: Content, last: Content | None, shown: Part) -> bool:
    """Whether last year's report has something to offer for a blank cell of this part."""
    if last is None:
        return False
    columns = [("requests", "carried_in", column) for column in carried_over(last)]
    stock = [
        ("documents", row.key, "in_force")
        for row in content.edition.table("documents").rows
    ]
    tables = {table.key for table in shown.tables}
    return any(
        cell[0] in tables
        and content.edition.is_entered(*cell)
        and content[cell] is None
        for cell in columns + stock
    )


def _save(report: Report, form: Any, user: User) -> drafts.Saved:
    if isinstance(form, TablesForm):
        return drafts.save_cells(report=report, changes=form.changes, by=user)
    saved = drafts.save_passages(report=report, changes=form.changes, by=user)
    if form.settings:
        opening = form.settings.get("opening", report.opening)
        signature = form.settings.get(
            "signature", Signature(report.signature_agency, report.signature_date)
        )
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
    form: Any,
    editable: bool = True,
    saved: drafts.Saved | None = None,
    status: int = 200,
) -> HttpResponse:
    standards = standards_for(report.agency)
    findings = judged(report, last, standards, "draft")
    answers = {given.fingerprint: given for given in report.answers.all()}
    context = {
        "report": report,
        "part": shown,
        "parts": part_states(report.content, findings, current=shown.key),
        "form": form,
        "findings": (
            here := [finding for finding in findings if finding.part == shown.key]
        ),
        "explained": [(finding, answers.get(finding.fingerprint)) for finding in here],
        "answers": {
            key: {"reason": given.reason, "by": given.by_name}
            for key, given in answers.items()
        },
        "all_findings_count": len(findings),
        "returned": returned(report),
        "editable": editable,
        "has_last": last is not None,
        "last_year": last.year if last else None,
        "offers": _offers(report.content, last, shown),
        "echo": echo_data(report.content, last, shown, standards.levels)
        if shown.tables
        else None,
        "saved": saved,
        "following": _following(report, shown),
        **board_of_part(report, signed_in(request), shown),
    }
    return render(request, "disclosure/part.html", context, status=status)
