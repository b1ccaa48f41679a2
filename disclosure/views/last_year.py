"""「上年数」: last year's figures entered by hand with their source, where the system has no release of them."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from disclosure.access import get_report
from disclosure.forms import SourceForm, TablesForm, report_echo
from disclosure.models import Report, levels_for
from disclosure.review import workflow
from disclosure.review.findings import (
    last_archive,
    last_content,
    last_release,
    prior_figures,
)
from disclosure.rules import examine
from disclosure.statutory.content import CellChange, Content
from disclosure.statutory.editions import FIRST_YEAR, edition_for
from disclosure.statutory.editions.spec import Part
from disclosure.statutory.figures import CellKey, Unreadable, Value, parse_figure
from disclosure.views.people import signed_in


@login_required
def last_year(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter or correct last year's figures. What a release or an archived report says cannot be changed here."""
    user = signed_in(request)
    report = get_report(user, pk, to="edit")
    before = _before(report)
    if before is None or last_release(report) or last_archive(report):
        return render(
            request, "disclosure/last_year.html", {"report": report, "closed": True}
        )
    prior = prior_figures(report)
    if request.method != "POST":
        source = SourceForm(initial={"source": prior.source if prior else ""})
        return _page(
            request, report, before, TablesForm(before, _tables(before)), source
        )
    form, source = (
        TablesForm(before, _tables(before), request.POST),
        SourceForm(request.POST),
    )
    form.is_valid(), source.is_valid()
    entered = _with(before, form.changes)
    if not form.is_valid() or not source.is_valid() or _unreadable(entered):
        return _page(request, report, entered, form, source, status=422)
    workflow.enter_prior(
        report=report, content=entered, source=source.cleaned_data["source"], by=user
    )
    messages.success(request, "上年数已保存。")
    return redirect("disclosure:report", pk=pk)


def _before(report: Report) -> Content | None:
    """What is known of last year, or a blank form of its edition; None before the first edition."""
    known = last_content(report)
    if known is not None or report.year - 1 < FIRST_YEAR:
        return known
    agency = report.agency
    return Content(
        edition_for(report.year - 1), report.year - 1, agency.name, agency.agency_kind
    )


def _tables(content: Content) -> Part:
    """All tables of last year's form on one page."""
    return Part("", "last_year", f"{content.year} 年", tables=content.edition.tables)


def _with(content: Content, changes: list[CellChange]) -> Content:
    entered: dict[str, dict[CellKey, Value]] = {
        t.key: dict(content.entered.get(t.key, {})) for t in content.edition.tables
    }
    for change in changes:
        place = change.place
        kind = content.edition.table(place.table).kind_of(place.column)
        entered[place.table][place.row, place.column] = parse_figure(change.now, kind)
    return replace(content, entered=entered)


def _unreadable(content: Content) -> bool:
    return any(
        isinstance(value, Unreadable)
        for cells in content.entered.values()
        for value in cells.values()
    )


def _page(
    request: HttpRequest,
    report: Report,
    content: Content,
    form: TablesForm,
    source: SourceForm,
    status: int = 200,
) -> HttpResponse:
    levels = levels_for(report.agency)
    context = {
        "report": report,
        "year": content.year,
        "form": form,
        "source": source,
        "findings": examine(content, when="draft", levels=levels),
        "prior": prior_figures(report),
        "echo": {"part": "", "entered": {}, **report_echo(content, None, levels)},
    }
    return render(request, "disclosure/last_year.html", context, status=status)
