"""What waits for me and what has happened to my reports; what I wish to be told by mail."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from disclosure.forms import NoticeSettingsForm
from disclosure.models import NoticeState
from disclosure.notices.happenings import happenings, look, seen_by
from disclosure.notices.turns import turns_of
from disclosure.views.people import signed_in

PAGE = 30


@login_required
def notices(request: HttpRequest) -> HttpResponse:
    """What waits, then what others did, newest first. Having been shown is having been seen."""
    user = signed_in(request)
    seen = seen_by(user)
    page = Paginator(happenings(user).select_related("report__agency"), PAGE).get_page(
        request.GET.get("page")
    )
    rows = [(event, event.chain_number > seen) for event in page]
    response = render(
        request,
        "disclosure/notices.html",
        {"turns": turns_of(user), "page": page, "rows": rows},
    )
    if page.number == 1 and rows:
        look(user, rows[0][0].chain_number)
    return response


@login_required
def notice_settings(request: HttpRequest) -> HttpResponse:
    """Which mails I get."""
    user = signed_in(request)
    if request.method == "POST":
        state, _ = NoticeState.objects.get_or_create(user=user)
        NoticeSettingsForm(request.POST, instance=state).save()
        messages.success(request, "已保存。")
        return redirect("disclosure:notice_settings")
    state = NoticeState.objects.filter(user=user).first() or NoticeState(user=user)
    return render(
        request,
        "disclosure/notice_settings.html",
        {"form": NoticeSettingsForm(instance=state)},
    )
