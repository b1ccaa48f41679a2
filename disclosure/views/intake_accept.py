"""Accepting a file: archived for the public, or filled into the draft of its year, with every difference shown first."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from disclosure.access import Action, get_imported, get_report, signed_in
from disclosure.desk import accepting, filling
from disclosure.desk.drafts import Saved
from disclosure.desk.importing import Imported, imported
from disclosure.models import Report, User, report_of
from disclosure.review import workflow

TAKE = "take."
"""`take.<anchor>` is the box beside a place that the draft holds otherwise; `held.<anchor>` says what it held then."""
HELD = "held."


@login_required
@require_POST
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the file to the public as the report of its year."""
    user = signed_in(request)
    found = _found(user, pk, to="publish")
    seen = request.POST.get("seen", "")
    ours = "ours" in request.POST
    try:
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
    found = _found(user, pk, to="edit")
    report = report_of(found.file.agency, found.content.year)
    if request.method != "POST":
        return _plan_page(request, found, report, user)

    if report is None:
        report = workflow.open_report(
            agency=found.file.agency, year=found.content.year, by=user
        )

    report = get_report(user, report.pk, to="edit")
    take = _chosen(request)
    try:
        saved = filling.fill_draft(found=found, report=report, by=user, take=take)
    except accepting.Unfit as refusal:
        messages.warning(request, str(refusal))
    except KeyError:
        messages.warning(request, "页面已经过时，请重新核对。")
    else:
        _say_what_was_filled(request, saved)
        return redirect("disclosure:report", pk=report.pk)

    return redirect("disclosure:intake_file", pk=pk)


def _found(user: User, pk: int, to: Action) -> Imported:
    """The file as read and settled, if the person may do this with it. Raises Http404, PermissionDenied."""
    found = imported(get_imported(user, pk, to=to))
    if found is None:
        raise Http404("这个文件还没有读出来。")
    return found


def _plan_page(
    request: HttpRequest, found: Imported, report: Report | None, user: User
) -> HttpResponse:
    plan = None
    if report is not None:
        plan = filling.plan(found, get_report(user, report.pk, to="edit"))

    context = {"file": found.file, "plan": plan, "year": found.content.year}
    return render(request, "disclosure/intake_draft.html", context)


def _chosen(request: HttpRequest) -> dict[str, str]:
    """{anchor: what the draft held when the page was drawn} of the places that were ticked."""
    ticked = [key.removeprefix(TAKE) for key in request.POST if key.startswith(TAKE)]
    held = {anchor: str(request.POST.get(HELD + anchor, "")) for anchor in ticked}
    # A browser sends the line ends of a hidden field as \r\n; they are kept as \n.
    return {anchor: text.replace("\r\n", "\n") for anchor, text in held.items()}


def _say_what_was_filled(request: HttpRequest, saved: Saved) -> None:
    clashed = len(saved.cells) + len(saved.passages)
    if saved.changed:
        says = f"已从文件填入 {saved.changed} 处，每一格的历史里记为“导入”。"
        messages.success(request, says)
    else:
        messages.info(request, "草稿里没有可以填入的空白，没有改动。")

    if clashed:
        says = (
            f"有 {clashed} 处在您核对的时候被别人改了，没有覆盖。需要的话，请再填一次。"
        )
        messages.warning(request, says)
