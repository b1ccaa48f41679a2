"""Answers what a move or a printer refused with a page: who was quicker, what to do. Called by Django for every view."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from disclosure.intake.turns import Busy
from disclosure.models import newest_event
from disclosure.outputs.pdf import PdfUnavailable
from disclosure.review.moves import Changed, NotAllowed, WrongStage
from reportsite.requests import wants_json

IN_A_MINUTE = "60"
"""Seconds: a file is read in a few of them, so that a place is free by then."""


class RefusalMiddleware:
    """409 when somebody was quicker, 403 when it is not one's turn, 503 for what cannot be done now."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, refusal: Exception
    ) -> HttpResponse | None:
        if isinstance(refusal, WrongStage | Changed):
            return _somebody_was_quicker(request, refusal)
        if isinstance(refusal, NotAllowed):
            raise PermissionDenied(str(refusal)) from refusal
        if isinstance(refusal, Busy):
            return _busy(request, str(refusal))
        if isinstance(refusal, PdfUnavailable):
            return _unavailable(request, {"message": str(refusal)})
        return None


def _somebody_was_quicker(
    request: HttpRequest, refusal: WrongStage | Changed
) -> HttpResponse:
    report = refusal.report
    context = {
        "message": str(refusal),
        "report": report,
        "event": newest_event(report),
    }
    return render(request, "disclosure/wrong_stage.html", context, status=409)


def _busy(request: HttpRequest, says: str) -> HttpResponse:
    if wants_json(request):
        data = {"refusal": says, "busy": True}
        return JsonResponse(data, status=503, headers={"Retry-After": IN_A_MINUTE})

    answer = _unavailable(request, {"message": says, "title": "请稍候再来"})
    answer["Retry-After"] = IN_A_MINUTE
    return answer


def _unavailable(request: HttpRequest, context: dict[str, str]) -> HttpResponse:
    return render(request, "disclosure/unavailable.html", context, status=503)
