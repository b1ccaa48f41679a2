"""Mistakes of an installation, told by manage.py check before somebody meets them."""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Tags, register
from django.core.checks import Warning as Advice
from django.db import DatabaseError
from django.utils import timezone

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})


@register(Tags.files)
def check_data_folder(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """The data folder can be written: the database, the fonts and the issued reports lie there."""
    folder = Path(settings.DATA_DIR)
    if folder.is_dir():
        if os.access(folder, os.W_OK | os.X_OK):
            return []

        found, remedy = (
            "cannot be written by this user",
            f"Run: chown -R $(id -un) {folder}",
        )
    else:
        found, remedy = "is not there", f"Run: mkdir -p {folder}, or script/setup"

    return [
        Error(
            f"The data folder {folder} {found}.",
            hint=f"{remedy}; or set DATA_DIR.",
            id="disclosure.E001",
        )
    ]


@register(Tags.files)
def check_secret_file(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """The secret's file is its owner's alone."""
    file = Path(settings.DATA_DIR) / "secret_key"
    if not file.is_file() or not file.stat().st_mode & 0o077:
        return []
    return [
        Error(
            f"Other users can read {file}.",
            hint=f"Run: chmod 600 {file}",
            id="disclosure.E002",
        )
    ]


@register(Tags.security)
def check_audit_hash(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """The hash that links the record of moves can be computed; without it no move could be made."""
    try:
        hashlib.new(settings.AUDIT_HASH)
    except ValueError:
        hint = "Set AUDIT_HASH=sha256, or run a Python whose OpenSSL has SM3 (1.1.1 or newer)."
        return [
            Error(
                f"This Python cannot compute {settings.AUDIT_HASH}.",
                hint=hint,
                id="disclosure.E005",
            )
        ]

    return []


@register("mail")
def check_mail(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Mail that goes to a server says who it is from and where the site is."""
    if not settings.EMAIL_HOST:
        return []

    found: list[CheckMessage] = []
    if not settings.SITE_URL:
        hint = "Set SITE_URL to the site's address, for example https://report.example.org."
        found.append(
            Error(
                "EMAIL_URL is set, and the links in mails have no address.",
                hint=hint,
                id="disclosure.E006",
            )
        )

    if "@" not in settings.DEFAULT_FROM_EMAIL:
        hint = "Set DEFAULT_FROM_EMAIL to an address that the server lets us send from."
        found.append(
            Error(
                "EMAIL_URL is set, and mails have no sender.",
                hint=hint,
                id="disclosure.E007",
            )
        )

    return found


@register("mail", deploy=True)
def check_unsent(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Every digest of the last days has gone out. Silent before the first migrate."""
    from disclosure.notices.failures import unsent

    try:
        found = unsent()
    except DatabaseError:
        return []

    if found is None:
        return []

    given_up = (
        f", and {found.given_up} addresses are tried no more" if found.given_up else ""
    )
    message = f"Since {timezone.localtime(found.since):%Y-%m-%d %H:%M}, {found.mails} mails could not be sent{given_up}."
    return [
        Advice(
            message,
            hint="See 邮件寄送失败 under /admin/ for what the server said.",
            id="disclosure.W003",
        )
    ]


@register("fonts")
def check_fonts(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Every font of the PDF is there; without one, a report would be set in whatever comes to hand."""
    from disclosure.outputs.fonts import missing_fonts

    return [Error(problem, id="disclosure.E003") for problem in missing_fonts()]


@register("fonts", deploy=True)
def check_pango(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """The PDF can be drawn. Looked at before going live only: it costs a second, and HTML works without."""
    try:
        import weasyprint  # noqa: F401
    except OSError as error:
        remedy = (
            "Run: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        )
        return [
            Error(
                f"Pango is missing, so no PDF can be drawn ({error}).",
                hint=remedy,
                id="disclosure.E004",
            )
        ]

    return []


@register(Tags.security, deploy=True)
def check_hosts(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """The site's own name is among the hosts it answers to."""
    if not LOOPBACK.issuperset(settings.ALLOWED_HOSTS):
        return []

    hint = "Set ALLOWED_HOSTS to the site's name, for example report.example.org."
    return [
        Advice(
            "The site answers on this machine only.", hint=hint, id="disclosure.W001"
        )
    ]


@register(Tags.security, deploy=True)
def check_https(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Behind the proxy that has the certificate, the site can tell that a request came by HTTPS."""
    if settings.TRUST_PROXY or not settings.HTTPS_ONLY:
        return []

    hint = "Set TRUST_PROXY=1 behind a proxy that sets X-Forwarded-Proto itself, as deploy/nginx.conf does."
    message = "Every request would be sent on to HTTPS for ever: TRUST_PROXY is off."
    return [Advice(message, hint=hint, id="disclosure.W002")]


@register(Tags.database, deploy=True)
def check_database(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """SQLite is safe with several workers of one machine, and with one machine only."""
    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3":
        return []

    hint = "For more than one machine, or a folder on the network, set DATABASE_URL to a PostgreSQL."
    return [
        Info(
            "SQLite keeps the data: one machine and a local disk.",
            hint=hint,
            id="disclosure.I001",
        )
    ]
