"""The mails that could not be sent: kept with what the server said, and when an address is given up."""

from __future__ import annotations

import datetime
import smtplib
from dataclasses import dataclass

from django.db.models import Max, QuerySet
from django.utils import timezone

from disclosure.models import MailFailure, NoticeState, User
from disclosure.statutory.chinese import on_one_line

GIVE_UP_AFTER_DAYS = 3
LOOK_BACK = datetime.timedelta(days=7)
NEXT_TIME, MADE_GOOD, CHANGED = "下次再寄", "以后已寄出", "邮箱已更改"
GIVEN_UP = f"连续 {GIVE_UP_AFTER_DAYS} 天失败，已停寄；更改邮箱后恢复"
OPEN = (NEXT_TIME, GIVEN_UP)
MAX_REPLY, MAX_ERROR = 300, 80


@dataclass(frozen=True, slots=True)
class Unsent:
    """What an operator has to know: since when, how many mails, and how many addresses have been given up."""

    since: datetime.datetime
    mails: int
    given_up: int


def remember(
    error: Exception, *, user: User | None = None, mails: int = 1
) -> MailFailure:
    """Keep a failure: of one person's mail, or of the server and all mails that waited for it."""
    return MailFailure.objects.create(
        user=user,
        address=user.email if user else "",
        at=timezone.now(),
        error=type(error).__name__[:MAX_ERROR],
        reply=reply_of(error)[:MAX_REPLY],
        mails=mails,
    )


def reply_of(error: Exception) -> str:
    """What the server said, code first; else what the error says. On one line."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        said = "; ".join(
            f"{code} {_text(reply)}" for code, reply in error.recipients.values()
        )
    elif isinstance(error, smtplib.SMTPResponseException):
        said = f"{error.smtp_code} {_text(error.smtp_error)}"
    else:
        said = str(error)

    printable = "".join(sign if sign.isprintable() else " " for sign in said)
    return on_one_line(printable)


def _text(reply: bytes | str) -> str:
    return reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply


def is_given_up(user: User) -> bool:
    """Whether the person's address has failed on three days since a mail last reached them; a new address is tried."""
    failures = _since_success(user).filter(address=user.email)
    days = {timezone.localdate(at) for at in failures.values_list("at", flat=True)}
    return len(days) >= GIVE_UP_AFTER_DAYS


def _since_success(user: User) -> QuerySet[MailFailure]:
    failures = MailFailure.objects.filter(user=user)
    states = NoticeState.objects.filter(user=user)
    sent = states.values_list("last_sent_at", flat=True).first()
    return failures.filter(at__gt=sent) if sent else failures


def standing(failure: MailFailure) -> str:
    """What has become of it, for an administrator."""
    if failure.user is None:
        sent = NoticeState.objects.aggregate(last=Max("last_sent_at"))["last"]
        return MADE_GOOD if sent and sent > failure.at else NEXT_TIME

    if failure.address != failure.user.email:
        return CHANGED
    if is_given_up(failure.user):
        return GIVEN_UP
    is_open = _since_success(failure.user).filter(pk=failure.pk).exists()
    return NEXT_TIME if is_open else MADE_GOOD


def unsent() -> Unsent | None:
    """Failures of the last week that no later mail has made good; None where all is well."""
    recent = MailFailure.objects.filter(at__gt=timezone.now() - LOOK_BACK)
    still_open: list[MailFailure] = []
    given_up: set[int | None] = set()
    for failure in recent.select_related("user").order_by("at"):
        says = standing(failure)
        if says in OPEN:
            still_open.append(failure)
        if says == GIVEN_UP:
            given_up.add(failure.user_id)

    if not still_open:
        return None

    mails = sum(failure.mails for failure in still_open)
    return Unsent(still_open[0].at, mails, len(given_up))
