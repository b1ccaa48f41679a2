"""What a person reads when a move is refused: who was quicker, and what to do."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from disclosure.intake.turns import Busy
from disclosure.outputs.pdf import PdfUnavailable
from disclosure.review.moves import Changed, NotAllowed, WrongStage
from disclosure.views.uploads import wants_json


class RefusalMiddleware:
    """Answers a refused move with a page: 409 when somebody was quicker, 403 when it is not one's turn."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, refusal: Exception
    ) -> HttpResponse | None:
        if isinstance(refusal, WrongStage | Changed):
            context = {
                "message": str(refusal),
                "report": refusal.report,
                "event": refusal.report.events.last(),
            }
            return render(request, "disclosure/wrong_stage.html", context, status=409)
        if isinstance(refusal, NotAllowed):
            raise PermissionDenied(str(refusal)) from refusal
        if isinstance(refusal, Busy):
            return _busy(request, str(refusal))
        if isinstance(refusal, PdfUnavailable):
            return render(
                request,
                "disclosure/unavailable.html",
                {"message": str(refusal)},
                status=503,
            )
        return None


def _busy(request: HttpRequest, says: str) -> HttpResponse:
    if wants_json(request):
        return JsonResponse(
            {"refusal": says, "busy": True}, status=503, headers={"Retry-After": "60"}
        )
    answer = render(
        request,
        "disclosure/unavailable.html",
        {"message": says, "title": "请稍候再来"},
        status=503,
    )
    answer["Retry-After"] = "60"
    return answer
