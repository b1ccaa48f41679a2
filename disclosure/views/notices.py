"""What waits for me and what has happened to my reports; what I wish to be told by mail."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from disclosure.access import signed_in
from disclosure.forms import NoticeSettingsForm
from disclosure.models import kept_notice_state, notice_state_of
from disclosure.notices.happenings import happenings, last_seen, note_seen
from disclosure.notices.turns import turns_of

PAGE = 30
"""Events on a page of the list."""


@login_required
def notices(request: HttpRequest) -> HttpResponse:
    """What waits, then what others did, newest first. Having been shown is having been seen."""
    user = signed_in(request)
    seen = last_seen(user)
    page = Paginator(happenings(user), PAGE).get_page(request.GET.get("page"))
    rows = [(event, event.chain_number > seen) for event in page]
    context = {"turns": turns_of(user), "page": page, "rows": rows}
    response = render(request, "disclosure/notices.html", context)
    # Only once the page is drawn: one that failed has shown nothing.
    if page.number == 1 and rows:
        newest, _ = rows[0]
        note_seen(user, newest.chain_number)

    return response


@login_required
def notice_settings(request: HttpRequest) -> HttpResponse:
    """Which mails I get."""
    user = signed_in(request)
    if request.method == "POST":
        NoticeSettingsForm(request.POST, instance=kept_notice_state(user)).save()
        messages.success(request, "已保存。")
        return redirect("disclosure:notice_settings")

    form = NoticeSettingsForm(instance=notice_state_of(user))
    return render(request, "disclosure/notice_settings.html", {"form": form})
