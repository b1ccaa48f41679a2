"""「上年数」: last year's figures entered by hand with their source, where the system has no release of them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from disclosure.access import get_report, signed_in
from disclosure.forms import SourceForm, TablesForm, report_echo
from disclosure.forms.tables import has_unreadable
from disclosure.models import Report, levels_for
from disclosure.review import workflow
from disclosure.review.findings import (
    last_content_to_fill,
    last_published,
    prior_figures,
)
from disclosure.rules import examine
from disclosure.statutory.content import Content
from disclosure.statutory.editions.spec import Part


@login_required
def last_year(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter or correct last year's figures. What a release or an archived report says cannot be changed here."""
    user = signed_in(request)
    report = get_report(user, pk, to="edit")
    before = last_content_to_fill(report)
    if before is None or last_published(report):
        context = {"report": report, "closed": True}
        return render(request, "disclosure/last_year.html", context)

    if request.method != "POST":
        prior = prior_figures(report)
        source = SourceForm(initial={"source": prior.source if prior else ""})
        form = TablesForm(before, _all_tables(before))
        return _page(request, report, before, form, source)

    form = TablesForm(before, _all_tables(before), request.POST)
    source = SourceForm(request.POST)
    # Both are asked before either counts, so that everything wrong is said at once.
    tables_valid = form.is_valid()
    source_valid = source.is_valid()
    entered = form.content_as_typed()
    if not tables_valid or not source_valid or has_unreadable(entered):
        return _page(request, report, entered, form, source, status=422)

    said = source.cleaned_data["source"]
    workflow.enter_prior(report=report, content=entered, source=said, by=user)
    messages.success(request, "上年数已保存。")
    return redirect("disclosure:report", pk=pk)


def _all_tables(content: Content) -> Part:
    """All tables of last year's form on one page."""
    return Part("", "last_year", f"{content.year} 年", tables=content.edition.tables)


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
