"""Saving while typing: small JSON requests from the page; refusals are JSON too, with a Chinese sentence."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from disclosure.access import get_report
from disclosure.desk import drafts
from disclosure.exchange.reading import MAX_HEADING, MAX_NAME, MAX_TEXT
from disclosure.forms import ReasonForm
from disclosure.forms.passages import OPENINGS
from disclosure.forms.posted import clean_line, clean_text
from disclosure.models import CellEdit, Report, history_of
from disclosure.review import moves, workflow
from disclosure.statutory.content import (
    CellChange,
    PassageChange,
    PassageText,
    Signature,
)
from disclosure.statutory.places import Place
from disclosure.views.people import signed_in

WHO = "X-Desk-User"
"""Whose page it is. What one person left unsent on a machine is never saved in the name of the next."""
MAX_CHANGES = 400
MAX_CELL = 64
MAX_PASSAGE = MAX_TEXT
SETTINGS = ("opening", "signature_agency", "signature_date")


class BadRequest(Exception):
    """The page sent something it never sends; nothing was saved."""


def answers_json(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refusals as JSON: 401 signed out, 400 not understood, 409 no longer a draft."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _refused(401, "登录已过期，内容已保留在本机，重新登录后自动保存。")
        if request.headers.get(WHO, str(request.user.pk)) != str(request.user.pk):
            return _refused(401, "现在登录的是另一位用户，没有替您保存。")
        try:
            return view(request, *args, **kwargs)
        except BadRequest as refusal:
            return _refused(400, f"没有保存：{refusal}")
        except (moves.WrongStage, moves.NotAllowed) as refusal:
            return _refused(409, str(refusal))

    return guarded


@require_safe
@never_cache
def session(request: HttpRequest) -> JsonResponse:
    """Whether somebody is signed in, and a token for the next save: asked by a page that has unsent changes."""
    user = request.user.pk if request.user.is_authenticated else None
    return JsonResponse(
        {"signed_in": user is not None, "user": user, "token": get_token(request)}
    )


@require_POST
@answers_json
def cells(request: HttpRequest, pk: int) -> JsonResponse:
    """Save changed cells: {"changes": [{"cell": "requests.new.person", "was": "3", "now": "4", "how": "typed"}]}."""
    user = signed_in(request)
    report = get_report(user, pk, to="edit")
    changes = [_cell(report, item) for item in _list(request, "changes")]
    saved = drafts.save_cells(report=report, changes=changes, by=user)
    conflicts = [
        {"cell": c.place.address, "yours": c.yours, "theirs": c.theirs}
        | _latest(report, c.place)
        for c in saved.cells
    ]
    contested = {conflict["cell"] for conflict in conflicts}
    kept = {
        change.place.address: change.now
        for change in changes
        if change.place.address not in contested
    }
    return JsonResponse({"saved": kept, "conflicts": conflicts})


@require_POST
@answers_json
def passage(request: HttpRequest, pk: int, key: str) -> JsonResponse:
    """Save one passage: {"was": {"heading", "text"}, "now": {"heading", "text"}}; a conflict gives theirs."""
    user = signed_in(request)
    report = get_report(user, pk, to="edit")
    data = _body(request)
    if key not in {slot.key for slot in report.edition.passages}:
        raise BadRequest("年度报告没有这段文字。")
    change = PassageChange(key, _text(data.get("was")), _text(data.get("now")))
    saved = drafts.save_passages(report=report, changes=[change], by=user)
    theirs = [_theirs(report, clash) for clash in saved.passages]
    return JsonResponse({"saved": not theirs, "theirs": theirs[0] if theirs else None})


@require_POST
@answers_json
def settings(request: HttpRequest, pk: int) -> JsonResponse:
    """Save what is chosen beside the passages: any of {"opening", "signature_agency", "signature_date"}; last wins."""
    user = signed_in(request)
    report = get_report(user, pk, to="edit")
    data = _body(request)
    chosen = {
        name: _line(data.get(name, getattr(report, name) or ""))
        for name in SETTINGS[:2]
    }
    if chosen["opening"] not in {key for key, _ in OPENINGS}:
        raise BadRequest("引言的位置不对。")
    signature = Signature(
        chosen["signature_agency"],
        _date(data["signature_date"]) if SETTINGS[2] in data else None,
    )
    if SETTINGS[2] not in data:
        signature = replace(signature, date=report.signature_date)
    drafts.save_settings(
        report=report, opening=chosen["opening"], signature=signature, by=user
    )
    return JsonResponse({"saved": True})


@require_POST
@answers_json
def reason(request: HttpRequest, pk: int) -> JsonResponse:
    """Save the reason to a query: {"fingerprint", "reason"}; a blank one takes it back. 422 where it is not asked."""
    user = signed_in(request)
    report = get_report(user, pk, to="edit")
    form = ReasonForm(_body(request))
    if not form.is_valid():
        return _refused(
            422,
            "".join(
                str(message) for errors in form.errors.values() for message in errors
            ),
        )
    try:
        workflow.answer(report=report, by=user, **form.cleaned_data)
    except moves.UnknownQuery as refusal:
        return _refused(422, str(refusal))
    return JsonResponse({"saved": True})


@require_safe
@answers_json
def history(request: HttpRequest, pk: int, cell: str) -> JsonResponse:
    """The history of a cell, newest first, saves of one sitting as one."""
    report = get_report(signed_in(request), pk)
    table, row, column = _key(report, cell)
    return JsonResponse(
        {"edits": [_edit(edit) for edit in history_of(report, table, row, column)]}
    )


def _refused(status: int, sentence: str) -> JsonResponse:
    return JsonResponse({"problem": sentence}, status=status)


def _body(request: HttpRequest) -> dict[str, Any]:
    try:
        data = json.loads(request.body)
    except (ValueError, RecursionError):
        raise BadRequest("请求不是 JSON。") from None
    if not isinstance(data, dict):
        raise BadRequest("请求应为对象。")
    return data


def _list(request: HttpRequest, key: str) -> list[Any]:
    items = _body(request).get(key)
    if not isinstance(items, list) or len(items) > MAX_CHANGES:
        raise BadRequest(f"{key} 应为不超过 {MAX_CHANGES} 项的列表。")
    return items


def _cell(report: Report, item: Any) -> CellChange:
    if not isinstance(item, dict):
        raise BadRequest("每项改动应为对象。")
    how = item.get("how", CellEdit.How.TYPED)
    if how not in CellEdit.How.values:
        raise BadRequest("不认识的填写方式。")
    return CellChange(
        Place(*_key(report, item.get("cell"))),
        _short(item.get("was")),
        _short(item.get("now")),
        how,
    )


def _key(report: Report, cell: Any) -> tuple[str, str, str]:
    parts = tuple(cell.split(".")) if isinstance(cell, str) else ()
    if len(parts) != 3 or not report.edition.is_entered(*parts):
        raise BadRequest("表里没有这一格。")
    return parts


def _short(value: Any) -> str:
    if not isinstance(value, str) or len(value) > MAX_CELL or "\x00" in value:
        raise BadRequest(f"格里的内容应为不超过 {MAX_CELL} 个字的文字。")
    return value


def _text(value: Any) -> PassageText:
    if not isinstance(value, dict):
        raise BadRequest("文字应为对象。")
    heading, text = value.get("heading"), value.get("text")
    if not isinstance(text, str) or len(text) > MAX_PASSAGE:
        raise BadRequest(f"文字不能超过 {MAX_PASSAGE} 字。")
    if heading is not None and (
        not isinstance(heading, str) or len(heading) > MAX_HEADING
    ):
        raise BadRequest(f"标题不能超过 {MAX_HEADING} 字。")
    return PassageText(
        clean_text(text).strip("\n"),
        heading if heading is None else clean_line(heading).strip(),
    )


def _line(value: Any) -> str:
    if not isinstance(value, str) or len(value) > MAX_NAME:
        raise BadRequest(f"应为不超过 {MAX_NAME} 个字的文字。")
    return clean_line(value).strip()


def _date(value: Any) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value) if value else None
    except (TypeError, ValueError):
        raise BadRequest("落款日期应为 2024-01-15 这样的日期。") from None


def _theirs(report: Report, clash: drafts.PassageConflict) -> dict[str, str | None]:
    kept = report.passages.filter(key=clash.key).first()
    by, at = (kept.changed_by_name, kept.changed_at) if kept else ("", None)
    return {
        "heading": clash.theirs.heading,
        "text": clash.theirs.text,
        "by": by,
        "at": at.isoformat() if at else "",
    }


def _latest(report: Report, place: Place) -> dict[str, str]:
    edit = CellEdit.objects.filter(
        report=report, table=place.table, row=place.row, column=place.column
    ).last()
    return (
        {"by": edit.by_name, "at": edit.at.isoformat()}
        if edit
        else {"by": "", "at": ""}
    )


def _edit(edit: CellEdit) -> dict[str, str]:
    how = CellEdit.How(edit.how).label
    return {
        "was": edit.was,
        "now": edit.now,
        "how": how,
        "by": edit.by_name,
        "at": edit.at.isoformat(),
    }
