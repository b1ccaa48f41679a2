"""This year's report beside last year's: figures with differences, texts with what was taken over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe

from disclosure.access import get_report, may, signed_in
from disclosure.comparison import Beside, BesidePassage, year_beside_year
from disclosure.models import Report
from disclosure.outputs import document
from disclosure.outputs.document import Tables
from disclosure.outputs.year_comparison import print_tables
from disclosure.review import workflow
from disclosure.review.findings import last_content
from disclosure.statutory.editions.spec import Part, PassageSlot


@dataclass(frozen=True, slots=True)
class PartBesideLast:
    """One part of the form: its tables as HTML, its passages in two columns."""

    part: Part
    tables: SafeString
    passages: tuple[tuple[str, BesidePassage], ...]
    """Each with its name, blank where the part's own will do."""


@login_required
def beside(request: HttpRequest, pk: int) -> HttpResponse:
    """Both years in one view; without last year's figures it says where they come from."""
    user = signed_in(request)
    report = get_report(user, pk)
    last = last_content(report)
    context: dict[str, Any] = {
        "report": report,
        "last": last,
        "may_review": may(user, "review", report),
        "may_enter": last is None and "edit" in workflow.moves_open_to(user, report),
    }
    if last:
        found = year_beside_year(report.content, last)
        context["beside"] = found
        context["parts"] = _parts(report, found)
        context["has_texts"] = any(p.text.strip() for p in last.passages.values())

    return render(request, "disclosure/beside.html", context)


def _parts(report: Report, found: Beside) -> list[PartBesideLast]:
    paper = document.build(report.content)
    tables = {block.key: block for block in paper.blocks if isinstance(block, Tables)}
    passages = {passage.key: passage for passage in found.passages}
    return [
        PartBesideLast(
            part,
            mark_safe(print_tables(tables[part.key], found) if part.tables else ""),
            tuple(_named(part, slot, passages[slot.key]) for slot in part.passages),
        )
        for part in report.edition.parts
    ]


def _named(
    part: Part, slot: PassageSlot, passage: BesidePassage
) -> tuple[str, BesidePassage]:
    """(name, passage): the heading that the office gave it, else the form's."""
    if passage.heading:
        return passage.heading, passage
    # A part of one passage has the same label, and its head says it already.
    return "" if slot.label == part.label else slot.label, passage
