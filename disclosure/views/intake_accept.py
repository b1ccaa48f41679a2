"""Accepting a file: archived for the public, or filled into the draft of its year, with every difference shown first."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from disclosure.access import get_imported, get_report
from disclosure.desk import accepting
from disclosure.desk.importing import Imported, imported
from disclosure.models import Report, User
from disclosure.review import workflow
from disclosure.views.people import signed_in


@login_required
@require_POST
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the file to the public as the report of its year."""
    user = signed_in(request)
    found = _found(get_imported(user, pk, to="publish").pk, user)
    try:
        seen, ours = request.POST.get("seen", ""), "ours" in request.POST
        made = accepting.accept_as_archive(found=found, seen=seen, by=user, ours=ours)
    except accepting.Unfit as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"{made.year} 年的报告已归档，公开页面上可以看到。")
    return redirect("disclosure:intake_file", pk=pk)


@login_required
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """What the file would fill, and where the draft says something else; a POST fills what is blank and what was chosen."""
    user = signed_in(request)
    found = _found(get_imported(user, pk, to="edit").pk, user)
    if request.method != "POST":
        report = _report(found)
        plan = (
            accepting.plan(found, get_report(user, report.pk, to="edit"))
            if report
            else None
        )
        context = {
            "file": found.file,
            "found": found,
            "report": report,
            "plan": plan,
            "year": found.content.year,
        }
        return render(request, "disclosure/intake_draft.html", context)
    begun = _report(found) or workflow.open_report(
        agency=found.file.agency, year=found.content.year, by=user
    )
    report = get_report(user, begun.pk, to="edit")
    take = {key.removeprefix("take."): held for key, held in _chosen(request).items()}
    try:
        saved = accepting.fill_draft(found=found, report=report, by=user, take=take)
    except (accepting.Unfit, KeyError) as refusal:
        messages.warning(
            request,
            str(refusal)
            if isinstance(refusal, accepting.Unfit)
            else "页面已经过时，请重新核对。",
        )
        return redirect("disclosure:intake_file", pk=pk)
    _tell(request, saved.changed, len(saved.cells) + len(saved.passages))
    return redirect("disclosure:report", pk=report.pk)


def _found(pk: int, user: User) -> Imported:
    found = imported(get_imported(user, pk))
    if found is None:
        raise Http404("这个文件还没有读出来。")
    return found


def _report(found: Imported) -> Report | None:
    return Report.objects.filter(
        agency=found.file.agency, year=found.content.year
    ).first()


def _chosen(request: HttpRequest) -> dict[str, str]:
    """{"take.<anchor>": what the draft held when the page was drawn} of the places that were ticked."""
    return {
        key: str(request.POST.get(key.replace("take.", "held.", 1), "")).replace(
            "\r\n", "\n"
        )
        for key in request.POST
        if key.startswith("take.")
    }


def _tell(request: HttpRequest, filled: int, clashed: int) -> None:
    if filled:
        messages.success(
            request, f"已从文件填入 {filled} 处，每一格的历史里记为“导入”。"
        )
    else:
        messages.info(request, "草稿里没有可以填入的空白，没有改动。")
    if clashed:
        messages.warning(
            request,
            f"有 {clashed} 处在您核对的时候被别人改了，没有覆盖。需要的话，请再填一次。",
        )
