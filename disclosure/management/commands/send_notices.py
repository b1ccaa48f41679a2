"""Send each person one digest of what waits for them; for a timer."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from disclosure.notices.sending import Outcome, send_digests


class Command(BaseCommand):
    """Exit status: 0 when everything that was due has gone out, 1 with one sentence when something has not."""

    help = (
        "给每个有事要办的人寄一封提醒，每天最多一封；可以反复运行，没有寄成的下次再寄。"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        outcome = send_digests()
        self.stdout.write(_said(outcome))
        if outcome.failed:
            raise CommandError(
                f"{outcome.failed} 封没有寄成，原因记在管理页面的“邮件寄送失败”里，下次运行再寄。"
            )


def _said(outcome: Outcome) -> str:
    return (
        f"寄出 {outcome.sent} 封，没有寄成 {outcome.failed} 封；"
        f"没有登记邮箱 {outcome.without_address} 人，邮箱多次失败已停寄 {outcome.given_up} 人。"
    )
