"""The text of a digest: offices, years and steps with their addresses; nothing of what a report says."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from disclosure.models import User
from disclosure.notices.turns import HEADINGS, Turn

PAGES = {
    "decide": "disclosure:review",
    "publish": "disclosure:review",
    "fix": "disclosure:report",
}
SITE = "政府信息公开工作年度报告"


def digest(user: User, turns: Sequence[Turn]) -> EmailMessage:
    """One mail that says what waits for the person. `turns` is not empty, and one kind follows the other."""
    groups = [
        (HEADINGS[kind], list(rows))
        for kind, rows in itertools.groupby(turns, key=lambda turn: turn.kind)
    ]
    context = {
        "user": user,
        "count": len(turns),
        "groups": [
            (head, [(turn, address(PAGES[turn.kind], turn.report.pk)) for turn in rows])
            for head, rows in groups
        ],
        "settings_url": address("disclosure:notice_settings"),
        "site": SITE,
    }
    return EmailMessage(
        subject=_subject(turns),
        body=render_to_string("disclosure/digest.txt", context),
        to=[user.email],
        headers={
            "Auto-Submitted": "auto-generated",
            "Message-ID": make_msgid(domain=urlsplit(settings.SITE_URL).hostname),
        },
    )


def address(name: str, *args: object) -> str:
    """The absolute address of a page."""
    return f"{settings.SITE_URL}{reverse(name, args=args)}"


def _subject(turns: Sequence[Turn]) -> str:
    names = list(dict.fromkeys(turn.report.agency.name for turn in turns))
    whose = names[0] if len(names) == 1 else f"{names[0]}等 {len(names)} 个机关"
    return f"{SITE}：{whose}有 {len(turns)} 份等您办理"
