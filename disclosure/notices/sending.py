"""Sending the digests: each person's at most once a day, claimed before it goes, and every failure kept for the operator."""

from __future__ import annotations

import datetime
import smtplib
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.mail import EmailMessage, get_connection
from django.db.models import Q
from django.utils import timezone

from disclosure.models import NoticeState, User
from disclosure.notices.digest import digest
from disclosure.notices.failures import is_given_up, remember
from disclosure.notices.turns import Turn, turns_of, turns_to_tell

LEASE = datetime.timedelta(minutes=10)
"""How long a claim holds when its run was cut off: longer than a server may take to answer every command."""
TROUBLE = (OSError, ValueError)
"""What can go wrong with a mail: the network or the server (smtplib's errors are OSErrors), an address, a header."""


@dataclass(slots=True)
class Outcome:
    """What a run did, in persons."""

    sent: int = 0
    without_address: int = 0
    given_up: int = 0
    failed: int = 0


class Unreachable(Exception):
    """The server takes no mail from us at all."""

    def __init__(self, error: Exception) -> None:
        self.error = error
        super().__init__(str(error))


class Server:
    """One connection for a whole run, opened at the first mail and again when the server has hung up."""

    def __init__(self) -> None:
        self.connection = get_connection()
        self.is_open = False
        self.unreachable: Unreachable | None = None

    def send(self, message: EmailMessage) -> None:
        """Raises Unreachable; else what the server says about this mail, and the next one is tried all the same."""
        try:
            self._send(message)
        except smtplib.SMTPServerDisconnected:  # it may only have been tired of us
            self._send(message)

    def _send(self, message: EmailMessage) -> None:
        try:
            if not self.is_open:
                self.connection.open()
                self.is_open = True

            message.connection = self.connection
            message.send()
        except TROUBLE as error:
            if not self.is_open or isinstance(error, smtplib.SMTPSenderRefused):
                raise self._gone(error) from error

            if not isinstance(
                error, smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused
            ):
                self.close()

            raise

    def _gone(self, error: Exception) -> Unreachable:
        self.unreachable = Unreachable(error)
        return self.unreachable

    def close(self) -> None:
        self.connection.close()
        self.is_open = False


def send_digests() -> Outcome:
    """Write to everybody whose turn it is and who has not been written to today. A mail that fails stops no other."""
    outcome, server, unsent = Outcome(), Server(), 0
    try:
        for user, turns in _due():
            if not user.email:
                outcome.without_address += 1
            elif is_given_up(user):
                outcome.given_up += 1
            elif server.unreachable:
                unsent += 1
            elif claim := _claim(user):
                unsent += _send_one(server, user, turns, claim, outcome)
    finally:
        server.close()

    if server.unreachable:
        outcome.failed += unsent
        remember(server.unreachable.error, mails=unsent)

    return outcome


def _send_one(
    server: Server, user: User, turns: list[Turn], claim: NoticeState, outcome: Outcome
) -> bool:
    """Send what was claimed and let go of it; whether it was left because the server takes no mail at all."""
    try:
        server.send(digest(user, turns))
    except Unreachable:
        _let_go(claim)
        return True
    except TROUBLE as error:
        remember(error, user=user)
        _let_go(claim)
        outcome.failed += 1
    else:
        _let_go(claim, last_digest_on=timezone.localdate(), last_sent_at=timezone.now())
        outcome.sent += 1

    return False


def _due() -> Iterator[tuple[User, list[Turn]]]:
    """Who has something to do, wants to be told of it, and has not been written to today; what, as it is now."""
    today = timezone.localdate()
    people = User.objects.filter(is_active=True).filter(
        Q(memberships__isnull=False) | Q(deputised_for__isnull=False)
    )
    for user in (
        people.exclude(notice_state__last_digest_on__gte=today)
        .distinct()
        .order_by("pk")
    ):
        state = NoticeState.objects.filter(user=user).first() or NoticeState(user=user)
        turns = turns_to_tell(user, turns_of(user)) if state.mail else []
        if wanted := [turn for turn in turns if state.wants(turn.kind)]:
            yield user, wanted


def _claim(user: User) -> NoticeState | None:
    """The person's row, claimed by one UPDATE for this run; None where another run has it, or has sent today."""
    now = timezone.now()
    NoticeState.objects.get_or_create(user=user)
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
    unsent = Q(last_digest_on__isnull=True) | Q(
        last_digest_on__lt=timezone.localdate(now)
    )
    rows = NoticeState.objects.filter(free, unsent, user=user)
    return (
        NoticeState.objects.get(user=user)
        if rows.update(claimed_until=now + LEASE)
        else None
    )


def _let_go(claim: NoticeState, **values: object) -> None:
    NoticeState.objects.filter(pk=claim.pk, claimed_until=claim.claimed_until).update(
        claimed_until=None, **values
    )
